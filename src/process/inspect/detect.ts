import { Problem } from '../../base/index.ts';
import { decodeXml, defaultXmlLimits, type XmlNode, xmlStream } from '../../base/xml/index.ts';

/** The formats `inspect` reads. */
export const INSPECT_FORMATS = ['cxml', 'edifact', 'ubl', 'camt', 'cif', 'index'] as const;

export type InspectFormat = (typeof INSPECT_FORMATS)[number];

/** What the first bytes of a file say it is; `because` is why it is nothing we read. */
export type Detected =
  | { readonly format: InspectFormat }
  | { readonly format: 'unknown'; readonly root?: string; readonly because?: Problem };

/** How much of a file decides: more than any prologue of comments seen in real documents. */
const HEAD_BYTES = 65_536;
const BLANK = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x20]);
const UBL_NAMESPACE = 'urn:oasis:names:specification:ubl:';
const CAMT_MESSAGE = /^BkToCstmr(Stmt|AcctRpt|DbtCdtNtfctn)/;
const CAMT_NAMESPACE = /\bcamt\.05[234]\b/;

/**
 * Tells the format by content alone, never by the file's name: `UNA` or `UNB` after an optional mark and
 * blanks is EDIFACT, `CIF_I_V` a catalogue; an XML document is known by the name and namespace of its root, read through the
 * hardened gate (a camt message may stand inside a bank's envelope).
 */
export function detectFormat(bytes: Uint8Array): Detected {
  const head = bytes.subarray(0, HEAD_BYTES);
  const start = contentStart(head);
  if (/^UN(A.{6}|B[^A-Za-z0-9])/s.test(latin1(head.subarray(start, start + 9)))) {
    return { format: 'edifact' };
  }
  if (/^"?CIF_I_V\d/.test(latin1(head.subarray(start, start + 12)))) return { format: 'cif' };
  return isXml(head, start) ? detectXml(head) : { format: 'unknown' };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function contentStart(head: Uint8Array): number {
  let at = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  while (at < head.byteLength && BLANK.has(head[at] ?? 0)) at += 1;
  return at;
}

function isUtf16(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

function isXml(head: Uint8Array, start: number): boolean {
  return head[start] === 0x3c || isUtf16(head);
}

/** The head up to its last whole tag, so that no character is cut in two. */
function wholeTags(head: Uint8Array): Uint8Array {
  if (head.byteLength < HEAD_BYTES) return head;
  const end = head.lastIndexOf(0x3e) + 1;
  if (end === 0) return head;
  return head.subarray(0, isUtf16(head) ? end + (end % 2) : end);
}

function detectXml(head: Uint8Array): Detected {
  const seen: XmlNode[] = [];
  let text = '';
  try {
    text = decodeXml(wholeTags(head)).text;
    const stream = xmlStream(
      { open: (node) => void seen.push(node), text: () => undefined, close: () => undefined },
      defaultXmlLimits,
    );
    stream.write(text);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // A fault after the root is the codec's to report; before it, the first name still tells the format.
    if (seen.length === 0) return formatOfBroken(text, error);
  }
  const [root] = seen;
  if (!root)
    return formatOfBroken(
      text,
      new Problem('xml.malformed', { line: 1, column: 0, reason: 'no root element' }),
    );
  // A catalogue may stand inside a cXML message; it is one all the same.
  if (seen.some(isIndex)) return { format: 'index' };
  if (root.local === 'cXML') return { format: 'cxml' };
  if (seen.some(isCamt)) return { format: 'camt' };
  return isUbl(root) ? { format: 'ubl' } : { format: 'unknown', root: root.name };
}

function formatOfBroken(text: string, because: Problem): Detected {
  const found = /<!DOCTYPE\s+([\w:.-]+)|<([A-Za-z_][\w:.-]*)/.exec(text);
  const name = found?.[1] ?? found?.[2];
  return name === 'cXML'
    ? { format: 'cxml' }
    : { format: 'unknown', because, ...(name ? { root: name } : {}) };
}

function namespaceOf({ name, attrs }: XmlNode): string {
  const colon = name.indexOf(':');
  return (colon < 0 ? attrs.xmlns : attrs[`xmlns:${name.slice(0, colon)}`]) ?? '';
}

function isIndex({ local }: XmlNode): boolean {
  return local === 'Index';
}

function isCamt(node: XmlNode): boolean {
  return CAMT_MESSAGE.test(node.local) || CAMT_NAMESPACE.test(namespaceOf(node));
}

function isUbl(root: XmlNode): boolean {
  const namespace = namespaceOf(root);
  if (namespace.startsWith(UBL_NAMESPACE)) return true;
  return namespace === '' && (root.local === 'Invoice' || root.local === 'CreditNote');
}
