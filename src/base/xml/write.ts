import { XMLBuilder } from 'fast-xml-parser';

/** An element to be written. Undefined and null children are left out, so optional parts read inline. */
export type XmlOut = {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly content: readonly (XmlOut | string)[];
};

export type XmlPart = XmlOut | string | undefined | null | false | readonly XmlPart[];

function isList(part: XmlPart): part is readonly XmlPart[] {
  return Array.isArray(part);
}

function flatten(parts: readonly XmlPart[]): (XmlOut | string)[] {
  return parts.flatMap((part) => {
    if (part === undefined || part === null || part === false) return [];
    return isList(part) ? flatten(part) : [part];
  });
}

// XML 1.0 §2.2: characters a document may not hold, not even as references.
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Text fit for XML 1.0: characters that no document may hold become U+FFFD. */
export function xmlSafe(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD');
}

/** Builds one element; attributes that are undefined are left out. */
export function el(
  name: string,
  attrs: Readonly<Record<string, string | number | undefined>> = {},
  ...parts: readonly XmlPart[]
): XmlOut {
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(attrs)) {
    if (value !== undefined) kept[key] = xmlSafe(String(value));
  }
  return {
    name,
    attrs: kept,
    content: flatten(parts).map((part) => (typeof part === 'string' ? xmlSafe(part) : part)),
  };
}

/** An element with only text, or nothing when the text is undefined or empty. */
export function elText(name: string, text: string | undefined | null): XmlOut | undefined {
  return text === undefined || text === null || text === '' ? undefined : el(name, {}, text);
}

type Ordered = { [name: string]: unknown };

function ordered(node: XmlOut): Ordered {
  const attrs: Record<string, string> = {};
  for (const [key, value] of Object.entries(node.attrs)) attrs[`@_${key}`] = value;
  return {
    [node.name]: node.content.map((part) =>
      typeof part === 'string' ? { '#text': part } : ordered(part),
    ),
    ':@': attrs,
  };
}

/**
 * The document as UTF-8 text with its declaration; `doctype` goes between declaration and root.
 * `indent` is for people's eyes and is used only where no element mixes text and elements.
 */
export function writeXml(
  root: XmlOut,
  { doctype, indent = true }: { doctype?: string; indent?: boolean } = {},
): string {
  const builder = new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@_',
    format: indent,
    indentBy: '  ',
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
    processEntities: true,
  });
  const body = String(builder.build([ordered(root)])).trim();
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  return `${head}${doctype ? `<!DOCTYPE ${doctype}>\n` : ''}${body}\n`;
}
