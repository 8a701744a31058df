import type { XmlNode } from '../../../src/base/xml/index.ts';

/** Prefix → namespace; the default namespace has the empty prefix. */
export type Scope = ReadonlyMap<string, string>;

export const NO_SCOPE: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

const TEXT: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#xD;',
};
const VALUE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? '' : name.slice(0, colon);
}

/** The prefix that an attribute declares; undefined for an ordinary attribute. */
function declaredBy(name: string): string | undefined {
  if (name === 'xmlns') return '';
  return name.startsWith('xmlns:') ? name.slice('xmlns:'.length) : undefined;
}

/** The namespaces in force inside an element. */
export function scopeIn(node: XmlNode, outer: Scope): Scope {
  const own = Object.entries(node.attrs).flatMap(([name, value]): [string, string][] => {
    const prefix = declaredBy(name);
    return prefix === undefined ? [] : [[prefix, value]];
  });
  return own.length === 0 ? outer : new Map([...outer, ...own]);
}

function inCodePointOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

type Around = {
  /** In force around the element. */
  readonly scope: Scope;
  /** Written already by an ancestor that is written too. */
  readonly rendered: Scope;
  /** Prefixes written as by inclusive canonicalisation. */
  readonly inclusive: ReadonlySet<string>;
  /** Left out: the signature itself, for the enveloped transform. */
  readonly without: XmlNode | undefined;
};

/**
 * An element in Exclusive XML Canonicalization 1.0 without comments (W3C 2002). Our reading drops processing
 * instructions and knows no attribute defaults of a DTD: what was signed with either has another digest.
 */
export function canonical(node: XmlNode, { scope, rendered, inclusive, without }: Around): string {
  const inside = scopeIn(node, scope);
  const attributes = Object.entries(node.attrs).filter(([name]) => declaredBy(name) === undefined);
  const used = new Set([
    prefixOf(node.name),
    ...attributes.map(([name]) => prefixOf(name)).filter((prefix) => prefix !== ''),
    ...[...inclusive].filter((prefix) => inside.has(prefix)),
  ]);
  used.delete('xml');
  const written = new Map(rendered);
  let tag = `<${node.name}`;
  for (const prefix of [...used].sort(inCodePointOrder)) {
    const uri = inside.get(prefix) ?? '';
    if ((written.get(prefix) ?? '') === uri) continue;
    written.set(prefix, uri);
    tag += ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escaped(uri, VALUE)}"`;
  }
  const key = (name: string): string => {
    const prefix = prefixOf(name);
    const uri = prefix === '' ? '' : (inside.get(prefix) ?? '');
    return `${uri}\u0000${name.slice(prefix === '' ? 0 : prefix.length + 1)}`;
  };
  for (const [name, value] of attributes.sort(([a], [b]) => inCodePointOrder(key(a), key(b))))
    tag += ` ${name}="${escaped(value, VALUE)}"`;
  const below = { scope: inside, rendered: written, inclusive, without };
  const content = node.content.map((part) => {
    if (typeof part === 'string') return escaped(part, TEXT);
    return part === without ? '' : canonical(part, below);
  });
  return `${tag}>${content.join('')}</${node.name}>`;
}

function escaped(text: string, marks: Readonly<Record<string, string>>): string {
  return text.replace(/[&<>"\t\n\r]/g, (mark) => marks[mark] ?? mark);
}
