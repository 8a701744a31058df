import { SaxesParser } from 'saxes';
import { Problem } from '../problem.ts';
import { decodeXml } from './decode.ts';

/** One element. `local` is the name without prefix; `text` is its own character data, joined. */
export type XmlNode = {
  readonly name: string;
  readonly local: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly content: (XmlNode | string)[];
  readonly line: number;
  readonly column: number;
};

export type XmlDocument = {
  readonly root: XmlNode;
  /** The DOCTYPE's text without brackets, when there is one. Never fetched. */
  readonly doctype: string | undefined;
  readonly encoding: string;
  readonly warnings: readonly string[];
};

export type XmlLimits = {
  readonly bytesMax: number;
  readonly depthMax: number;
  readonly attributesMax: number;
  readonly elementsMax: number;
  readonly textMax: number;
};

/** Caps of the one inbound gate (reliability reference §2). */
export const defaultXmlLimits: XmlLimits = {
  bytesMax: 2_000_000,
  depthMax: 64,
  attributesMax: 64,
  elementsMax: 500_000,
  textMax: 1_000_000,
};

/** What a streaming reader is told; texts come trimmed of nothing. */
export type XmlHandler = {
  readonly open: (node: XmlNode, depth: number) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string, depth: number) => void;
  readonly doctype?: (doctype: string) => void;
};

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/**
 * A push parser with the gate's caps: feed text chunks to `write`, then `close`. Refuses malformed
 * input, a DOCTYPE with an internal subset, undefined entities, and anything over a cap, each with its
 * line. Nothing outside is ever fetched.
 */
export function xmlStream(
  handler: XmlHandler,
  limits: XmlLimits = defaultXmlLimits,
): { write: (chunk: string) => void; close: () => void } {
  const parser = new SaxesParser({ position: true });
  let depth = 0;
  let elements = 0;
  let failure: Problem | undefined;
  const refuse = (problem: Problem): never => {
    failure ??= problem;
    throw failure;
  };
  parser.on('error', (error) => {
    const reason = error.message.replace(/^[^:]*:\d+:\d+:\s*/, '');
    refuse(new Problem('xml.malformed', { line: parser.line, column: parser.column, reason }));
  });
  parser.on('doctype', (doctype) => {
    const subset = /\[([\s\S]*)\]/.exec(doctype)?.[1];
    if (subset !== undefined && subset.trim() !== '') {
      refuse(new Problem('xml.doctype_subset', { line: parser.line }));
    }
    handler.doctype?.(doctype.trim());
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    elements += 1;
    const { line, column } = parser;
    if (depth > limits.depthMax)
      refuse(new Problem('xml.limit', { line, max: limits.depthMax, what: 'levels' }));
    if (elements > limits.elementsMax) {
      refuse(new Problem('xml.limit', { line, max: limits.elementsMax, what: 'elements' }));
    }
    const names = Object.keys(tag.attributes);
    if (names.length > limits.attributesMax) {
      refuse(new Problem('xml.limit', { line, max: limits.attributesMax, what: 'attributes' }));
    }
    const attrs = tag.attributes as Record<string, string>;
    handler.open(
      { name: tag.name, local: localName(tag.name), attrs, content: [], line, column },
      depth,
    );
  });
  const onText = (text: string): void => {
    if (text.length > limits.textMax) {
      refuse(
        new Problem('xml.limit', {
          line: parser.line,
          max: limits.textMax,
          what: 'characters in one text',
        }),
      );
    }
    handler.text(text);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', (tag) => {
    handler.close(tag.name, depth);
    depth -= 1;
  });
  return {
    write: (chunk) => void parser.write(chunk),
    close: () => void parser.close(),
  };
}

type ReadOptions = {
  readonly contentType?: string | undefined;
  readonly limits?: XmlLimits;
};

/** Decodes and lays the tree out as text is fed. */
function reading(bytes: Uint8Array, { contentType, limits = defaultXmlLimits }: ReadOptions) {
  if (bytes.byteLength > limits.bytesMax) {
    throw new Problem('xml.size', { size_bytes: bytes.byteLength, max_bytes: limits.bytesMax });
  }
  const { text, encoding, warnings } = decodeXml(bytes, contentType);
  let root: XmlNode | undefined;
  let doctype: string | undefined;
  const open: XmlNode[] = [];
  const stream = xmlStream(
    {
      open: (node) => {
        const parent = open.at(-1);
        if (parent) parent.content.push(node);
        else root = node;
        open.push(node);
      },
      text: (chunk) => {
        open.at(-1)?.content.push(chunk);
      },
      close: () => {
        open.pop();
      },
      doctype: (found) => {
        doctype = found;
      },
    },
    limits,
  );
  const end = (): XmlDocument => {
    stream.close();
    if (!root)
      throw new Problem('xml.malformed', { line: 1, column: 0, reason: 'the document is empty' });
    return { root, doctype, encoding, warnings };
  };
  return { text, write: stream.write, end };
}

/**
 * The one inbound XML gate: size cap, decoding, well-formedness with caps, then a plain tree. Values
 * stay text: nothing is read as a number. Refusals: `xml.size`, `xml.encoding`, `xml.malformed`,
 * `xml.doctype_subset`, `xml.limit`.
 */
export function readXml(bytes: Uint8Array, options: ReadOptions = {}): XmlDocument {
  const { text, write, end } = reading(bytes, options);
  write(text);
  return end();
}

const SLICE_CHARS = 65_536;

/**
 * The same gate for documents that a door takes while others wait: the text is fed in slices of 64 K
 * characters and the event loop has its turn between them, so that neither a long order nor an attack in
 * two megabytes holds up anybody else's answer.
 */
export async function readXmlInSlices(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<XmlDocument> {
  const { text, write, end } = reading(bytes, options);
  for (let from = 0; from < text.length; from += SLICE_CHARS) {
    write(text.slice(from, from + SLICE_CHARS));
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  return end();
}

/** The child elements, all or those of one local name. */
export function children(node: XmlNode, local?: string): XmlNode[] {
  return node.content.filter(
    (part): part is XmlNode =>
      typeof part !== 'string' && (local === undefined || part.local === local),
  );
}

/** The first child of that local name. */
export function child(node: XmlNode | undefined, local: string): XmlNode | undefined {
  return node?.content.find(
    (part): part is XmlNode => typeof part !== 'string' && part.local === local,
  );
}

/** Follows a path of local names (`ItemDetail/UnitPrice/Money`), first match at each step. */
export function at(node: XmlNode | undefined, path: string): XmlNode | undefined {
  let current = node;
  for (const step of path.split('/')) current = child(current, step);
  return current;
}

/** An element's own character data, trimmed; child elements' text is not part of it. */
export function textOf(node: XmlNode | undefined): string {
  if (!node) return '';
  return node.content
    .filter((part): part is string => typeof part === 'string')
    .join('')
    .trim();
}

/** The text at a path, or undefined when the element is absent or empty. */
export function textAt(node: XmlNode | undefined, path: string): string | undefined {
  const text = textOf(at(node, path));
  return text === '' ? undefined : text;
}
