/** One field of an OCI form, name as written. */
export type OciField = { readonly name: string; readonly value: string };

/** Charsets a catalogue's forms travel in; ISO-8859-1 is what SAP systems without Unicode read. */
export type OciCharset = 'UTF-8' | 'ISO-8859-1';

/** A charset by any of its usual names (`utf-8`, `UTF8`, SAP's `4110`, `8859_1`, `latin1`), or undefined. */
export function ociCharset(name: string | undefined): OciCharset | undefined {
  const plain = name?.toLowerCase().replace(/[^a-z0-9]/g, '') ?? '';
  if (['utf8', '4110', 'unicode11utf8'].includes(plain)) return 'UTF-8';
  // 1100 is SAP's code page number; browsers read the label as windows-1252, a superset.
  if (['iso88591', '88591', 'latin1', 'l1', '1100', 'windows1252', 'cp1252'].includes(plain))
    return 'ISO-8859-1';
  return undefined;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('windows-1252');

function isHex(code: number | undefined): boolean {
  return (
    code !== undefined &&
    ((code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102))
  );
}

/** Percent-decoding to bytes (application/x-www-form-urlencoded): `+` is a space, a stray `%` itself. */
function unescapeBytes(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at] as number;
    if (code === 43) out[length] = 32;
    else if (code === 37 && isHex(bytes[at + 1]) && isHex(bytes[at + 2])) {
      out[length] = Number.parseInt(
        String.fromCharCode(bytes[at + 1] as number, bytes[at + 2] as number),
        16,
      );
      at += 2;
    } else out[length] = code;
    length += 1;
  }
  return out.subarray(0, length);
}

function decode(bytes: Uint8Array, charset: OciCharset | undefined): string {
  if (charset === 'ISO-8859-1') return latin1.decode(bytes);
  try {
    return strictUtf8.decode(bytes);
  } catch {
    // Systems without Unicode post Latin letters as single bytes and say nothing about it.
    return latin1.decode(bytes);
  }
}

function split(bytes: Uint8Array, separator: number): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(separator); at >= 0; at = bytes.indexOf(separator, from)) {
    parts.push(bytes.subarray(from, at));
    from = at + 1;
  }
  parts.push(bytes.subarray(from));
  return parts;
}

/**
 * The fields of a query or an `application/x-www-form-urlencoded` body, in their order. Bytes that are no
 * UTF-8 are read as ISO-8859-1; so are all where `charset` says it.
 */
export function readFormFields(bytes: Uint8Array, charset?: OciCharset): OciField[] {
  return split(bytes, 38).flatMap((pair) => {
    if (pair.length === 0) return [];
    const equals = pair.indexOf(61);
    const name = equals < 0 ? pair : pair.subarray(0, equals);
    const value = equals < 0 ? new Uint8Array() : pair.subarray(equals + 1);
    return [
      { name: decode(unescapeBytes(name), charset), value: decode(unescapeBytes(value), charset) },
    ];
  });
}

// What European catalogues hold beyond Latin-1, in letters that any system shows.
const PLAIN: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '‘': "'",
  '’': "'",
  '‚': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '‑': '-',
  '…': '...',
  '•': '-',
  '™': '(TM)',
  œ: 'oe',
  Œ: 'OE',
  '\u2126': 'Ohm',
  '\u03A9': 'Ohm',
  '≤': '<=',
  '≥': '>=',
  '\u2009': ' ',
  '\u202F': ' ',
};

function isLatin1(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code <= 0x7e || (code >= 0xa0 && code <= 0xff);
}

/** Whether every character exists in the charset; one that does not would arrive as `&#8364;`. */
export function fitsCharset(text: string, charset: OciCharset): boolean {
  return charset === 'UTF-8' || Array.from(text).every(isLatin1);
}

/** The text in characters that the charset has: the nearest plain letters, else `?`. */
export function inCharset(text: string, charset: OciCharset): string {
  if (fitsCharset(text, charset)) return text;
  return Array.from(text)
    .map((char) => {
      if (isLatin1(char)) return char;
      const base = PLAIN[char] ?? char.normalize('NFKD').replace(/\p{M}/gu, '');
      return base !== '' && Array.from(base).every(isLatin1) ? base : '?';
    })
    .join('');
}
