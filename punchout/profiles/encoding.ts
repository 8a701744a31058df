/** What our documents can be written in. Suites that take nothing but UTF-8 are the rule. */
export const documentEncodings = ['UTF-8', 'US-ASCII', 'ISO-8859-1', 'ISO-8859-15'] as const;
export type DocumentEncoding = (typeof documentEncodings)[number];

/** What of a profile decides. */
type Encoded = { readonly documentEncoding: DocumentEncoding };

// ISO/IEC 8859-15 puts these in the places of ¤ ¦ ¨ ´ ¸ ¼ ½ ¾, which it therefore lacks.
const LATIN9: ReadonlyMap<string, number> = new Map([
  ['€', 0xa4],
  ['Š', 0xa6],
  ['š', 0xa8],
  ['Ž', 0xb4],
  ['ž', 0xb8],
  ['Œ', 0xbc],
  ['œ', 0xbd],
  ['Ÿ', 0xbe],
]);
const NOT_LATIN9: ReadonlySet<number> = new Set(LATIN9.values());

/** The byte of a character beyond ASCII; undefined where the encoding has none. */
function byteOf(char: string, encoding: DocumentEncoding): number | undefined {
  if (encoding === 'US-ASCII') return undefined;
  const code = char.codePointAt(0) ?? 0;
  if (encoding === 'ISO-8859-15') {
    const own = LATIN9.get(char);
    if (own !== undefined || NOT_LATIN9.has(code)) return own;
  }
  // 0x80 to 0x9F are controls that half of all readers take for Windows letters.
  return code >= 0xa0 && code <= 0xff ? code : undefined;
}

/**
 * A document that we wrote as UTF-8, in the encoding that its partner wants, which its XML declaration then
 * names. The meaning stays: a character that the encoding lacks becomes a numeric reference, which XML reads
 * alike in texts and attributes. (We write no comment, CDATA or name beyond ASCII, where none could stand.)
 */
export function inEncoding(document: Uint8Array, { documentEncoding }: Encoded): Uint8Array {
  if (documentEncoding === 'UTF-8') return document;
  const text = Buffer.from(document.buffer, document.byteOffset, document.byteLength)
    .toString('utf8')
    .replace(/\P{ASCII}/gu, (char) => {
      const byte = byteOf(char, documentEncoding);
      return byte === undefined ? `&#${char.codePointAt(0) ?? 0};` : String.fromCharCode(byte);
    })
    .replace(/^(<\?xml[^>]*?\sencoding=["'])[^"']*/, `$1${documentEncoding}`);
  return Buffer.from(text, 'latin1');
}

/** The Content-Type of such a document: where it names a charset, the declaration is not even read (RFC 7303 §3). */
export function xmlContentType({ documentEncoding }: Encoded): string {
  return `text/xml; charset=${documentEncoding}`;
}
