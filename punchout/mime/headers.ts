/** A header's value with its parameters: `multipart/related; boundary="x"; start="<a@b>"`. */
export type HeaderValue = {
  /** In lower case. */
  readonly value: string;
  /** By name in lower case; values as meant, without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
};

const PARAMETER = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^;\s]*))/g;

/** Reads `type/subtype; name=value; name="quoted value"` (RFC 2045 §5.1), the extended notation included. */
export function readHeaderValue(text: string): HeaderValue {
  const parameters = new Map<string, string>();
  const end = text.indexOf(';');
  const value = (end < 0 ? text : text.slice(0, end)).trim().toLowerCase();
  for (const [, name = '', quoted, bare] of (end < 0 ? '' : text.slice(end)).matchAll(PARAMETER)) {
    const given = quoted === undefined ? (bare ?? '') : quoted.replace(/\\([\s\S])/g, '$1');
    const key = name.toLowerCase();
    if (key.endsWith('*')) parameters.set(key.slice(0, -1), extended(given));
    else if (!parameters.has(key)) parameters.set(key, encodedWords(given));
  }
  return { value, parameters };
}

/** `UTF-8''dossier%20technique.pdf` (RFC 2231). */
function extended(text: string): string {
  const [, charset = '', percent = ''] = /^([^']*)'[^']*'(.*)$/.exec(text) ?? [undefined, '', text];
  const bytes = Buffer.from(
    percent.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  );
  return decoded(bytes, charset);
}

function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset || 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** `=?UTF-8?B?…?=` and `=?ISO-8859-1?Q?…?=` (RFC 2047), as mail libraries write names of files. */
export function encodedWords(text: string): string {
  return text
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(
      /=\?([^?]{1,40})\?([bq])\?([^?]*)\?=/gi,
      (_, charset: string, how: string, body: string) =>
        how.toLowerCase() === 'b'
          ? decoded(Buffer.from(body, 'base64'), charset)
          : decoded(quotedPrintable(Buffer.from(body.replaceAll('_', ' '), 'latin1')), charset),
    );
}

/** A part's header lines, unfolded, by name in lower case; the first of a name counts. */
export function readHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    if (at > 0 && !headers.has(name)) headers.set(name, line.slice(at + 1).trim());
  }
  return headers;
}

const EQUALS = 0x3d;
const CR = 0x0d;
const LF = 0x0a;

const HEX = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit += 1) {
  const sign = digit.toString(16);
  HEX[sign.charCodeAt(0)] = digit;
  HEX[sign.toUpperCase().charCodeAt(0)] = digit;
}

function hexOf(byte: number | undefined): number {
  return HEX[byte ?? 0] ?? -1;
}

/** Quoted-printable bytes as meant (RFC 2045 §6.7); a stray `=` stands for itself. */
export function quotedPrintable(bytes: Uint8Array): Buffer {
  const out = Buffer.alloc(bytes.length);
  let size = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== EQUALS) {
      out[size++] = byte;
      continue;
    }
    let next = at + 1;
    // A soft line break: `=`, blanks that a relay may have added, the end of the line.
    while (bytes[next] === 0x20 || bytes[next] === 0x09) next += 1;
    if (bytes[next] === CR && bytes[next + 1] === LF) {
      at = next + 1;
      continue;
    }
    if (bytes[next] === LF) {
      at = next;
      continue;
    }
    const high = hexOf(bytes[at + 1]);
    const low = hexOf(bytes[at + 2]);
    if (high < 0 || low < 0) {
      out[size++] = byte;
      continue;
    }
    out[size++] = high * 16 + low;
    at += 2;
  }
  return out.subarray(0, size);
}
