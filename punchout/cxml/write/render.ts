import type { XmlOut } from '../../../src/base/xml/index.ts';

const INDENT = '  ';

const TEXT: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};
const ATTRIBUTE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function escapedText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (mark) => TEXT[mark] ?? mark) : text;
}

function escapedValue(value: string): string {
  return /[&<"\t\n\r]/.test(value)
    ? value.replace(/[&<"\t\n\r]/g, (mark) => ATTRIBUTE[mark] ?? mark)
    : value;
}

function opened({ name, attrs }: XmlOut): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attrs)) tag += ` ${key}="${escapedValue(value)}"`;
  return tag;
}

/** Texts that follow one another are one text. */
function joined(content: XmlOut['content']): (XmlOut | string)[] {
  const parts: (XmlOut | string)[] = [];
  for (const part of content) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return parts;
}

function inline(part: XmlOut | string): string {
  return typeof part === 'string' ? escapedText(part) : element(part, '');
}

function element(node: XmlOut, margin: string): string {
  const parts = joined(node.content);
  const [only] = parts;
  if (parts.length === 0 || (parts.length === 1 && only === ''))
    return `${margin}${opened(node)}/>`;
  if (parts.length === 1 && typeof only === 'string')
    return `${margin}${opened(node)}>${escapedText(only)}</${node.name}>`;
  // White space beside text is text: a suite that cuts a description at its length counts it.
  if (parts.some((part) => typeof part === 'string' && part.trim() !== ''))
    return `${margin}${opened(node)}>${parts.map(inline).join('')}</${node.name}>`;
  const inner = margin + INDENT;
  let lines = '';
  for (const part of parts)
    lines += `\n${typeof part === 'string' ? inner + escapedText(part) : element(part, inner)}`;
  return `${margin}${opened(node)}>${lines}\n${margin}</${node.name}>`;
}

/**
 * A tree as XML text with declaration and DOCTYPE, each element on a line of its own and a lone text inside
 * its element; text beside elements (a Description with its ShortName) stands as it is. The tree's texts are
 * fit for XML (`el` sees to it).
 */
export function render(root: XmlOut, { system }: { system: string }): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ${root.name} SYSTEM "${system}">\n${element(root, '')}`;
}
