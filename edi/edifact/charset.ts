import { isUtf8 } from 'node:buffer';

/** How the bytes of an interchange become text, by the syntax identifier of its UNB. */
export type Charset = {
  /** The name shown to people: `ISO 8859-1`, `UTF-8`. */
  readonly name: string;
  readonly decode: (bytes: Buffer, from: number, to: number) => string;
  /** False when bytes above 127 cannot be of this character set. */
  readonly accepts: (bytes: Uint8Array) => boolean;
  /** Printable ASCII outside the level's repertoire (ISO 9735 annex A), for levels A and B. */
  readonly refused: string;
};

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const LEVEL_A = ' ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-()/=!"%&*;<>\'+:?';
const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');
const outside = (level: string): string =>
  Array.from(PRINTABLE)
    .filter((c) => !level.includes(c))
    .join('');

function decoderOf(label: string): Charset['decode'] {
  if (label === 'latin1') return (bytes, from, to) => bytes.toString('latin1', from, to);
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  return (bytes, from, to) => decoder.decode(bytes.subarray(from, to));
}

function single(name: string, label: string): Charset {
  return { name, decode: decoderOf(label), accepts: () => true, refused: '' };
}

const utf8: Charset = {
  name: 'UTF-8',
  decode: (bytes, from, to) => bytes.toString('utf8', from, to),
  accepts: isUtf8,
  refused: '',
};

/** UTF-8 where the bytes are UTF-8, else ISO 8859-1: for identifiers that promise neither. */
const guessed = (name: string, refused: string): Charset => ({
  name,
  decode: (bytes, from, to) =>
    bytes.toString(isUtf8(bytes.subarray(from, to)) ? 'utf8' : 'latin1', from, to),
  accepts: () => false,
  refused,
});

/**
 * Syntax identifiers (data element 0001) and their character sets, ISO 9735 and the code list
 * UNOA to UNOK, UNOX, UNOY; UNOW is UTF-8 in syntax 4, UNOL (8859-15) is used by French
 * administrations without being in the list; IATA and IATB are the airlines' levels A and B.
 */
const CHARSETS: Readonly<Record<string, Charset>> = {
  UNOA: guessed('UNOA (capital letters)', outside(LEVEL_A)),
  UNOB: guessed('UNOB (ASCII)', outside(LEVEL_A + LOWER)),
  UNOC: single('ISO 8859-1', 'latin1'),
  UNOD: single('ISO 8859-2', 'iso-8859-2'),
  UNOE: single('ISO 8859-5', 'iso-8859-5'),
  UNOF: single('ISO 8859-7', 'iso-8859-7'),
  UNOG: single('ISO 8859-3', 'iso-8859-3'),
  UNOH: single('ISO 8859-4', 'iso-8859-4'),
  UNOI: single('ISO 8859-6', 'iso-8859-6'),
  UNOJ: single('ISO 8859-8', 'iso-8859-8'),
  UNOK: single('ISO 8859-9', 'windows-1254'),
  UNOL: single('ISO 8859-15', 'iso-8859-15'),
  UNOX: single('ISO 2022', 'iso-2022-jp'),
  UNOY: utf8,
  UNOW: utf8,
  IATA: guessed('IATA', ''),
  IATB: guessed('IATB', ''),
};

export const CHARSET_DEFAULT: Charset = guessed('ASCII', '');

/** The character set of a syntax identifier; undefined when nobody registered it. */
export function charsetOf(identifier: string): Charset | undefined {
  return CHARSETS[identifier.toUpperCase()];
}

const TYPOGRAPHY: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201A': "'",
  '\u201C': '"',
  '\u201D': '"',
  '\u201E': '"',
  '\u2013': '-',
  '\u2014': '-',
  '\u2011': '-',
  '\u2026': '...',
  '\u20AC': 'EUR',
  '\u0152': 'OE',
  '\u0153': 'oe',
  '\u0160': 'S',
  '\u0161': 's',
  '\u017D': 'Z',
  '\u017E': 'z',
  '\u0178': 'Y',
  '\u0141': 'L',
  '\u0142': 'l',
  '\u0110': 'D',
  '\u0111': 'd',
  '\u202F': ' ',
  '\u2009': ' ',
  '\u2007': ' ',
};

/** Places where ISO 8859-15 differs from 8859-1, by code point. */
const LATIN9: ReadonlyMap<string, number> = new Map([
  ['\u20AC', 0xa4],
  ['\u0160', 0xa6],
  ['\u0161', 0xa8],
  ['\u017D', 0xb4],
  ['\u017E', 0xb8],
  ['\u0152', 0xbc],
  ['\u0153', 0xbd],
  ['\u0178', 0xbe],
]);
const LATIN9_LOST = /[\u00A4\u00A6\u00A8\u00B4\u00B8\u00BC\u00BD\u00BE]/;

/** The syntax identifiers the writer can write. */
export type WritableSyntax = 'UNOA' | 'UNOB' | 'UNOC' | 'UNOL' | 'UNOW' | 'UNOY';

const ASCII_REFUSED = { UNOA: outside(LEVEL_A), UNOB: outside(LEVEL_A + LOWER) } as const;

function fits(char: string, syntax: WritableSyntax): boolean {
  const code = char.codePointAt(0) ?? 0;
  if (syntax === 'UNOA' || syntax === 'UNOB') {
    return code < 127 && !ASCII_REFUSED[syntax].includes(char);
  }
  if (syntax === 'UNOC') return code < 127 || (code >= 0xa0 && code <= 0xff);
  return (
    LATIN9.has(char) || ((code < 127 || (code >= 0xa0 && code <= 0xff)) && !LATIN9_LOST.test(char))
  );
}

function nearest(char: string, syntax: WritableSyntax): string {
  const plain = TYPOGRAPHY[char] ?? char.normalize('NFKD').replace(/\p{M}/gu, '');
  const kept = Array.from(syntax === 'UNOA' ? plain.toUpperCase() : plain).filter((c) =>
    fits(c, syntax),
  );
  return kept.length > 0 ? kept.join('') : '?';
}

/**
 * The text with every character the syntax identifier cannot carry replaced by its nearest: letters
 * lose their accents, the euro sign becomes EUR, curly quotes straight ones, the rest `?`. Control
 * characters and line ends become a space. UNOW and UNOY carry everything.
 */
export function inRepertoire(text: string, syntax: WritableSyntax): string {
  const clean = text.replace(/\p{Cc}+/gu, ' ').toWellFormed();
  if (syntax === 'UNOW' || syntax === 'UNOY') return clean;
  let out = '';
  for (const char of clean.normalize('NFC'))
    out += fits(char, syntax) ? char : nearest(char, syntax);
  return out;
}

/** Bytes of a text that `inRepertoire` has passed. */
export function encodeText(text: string, syntax: WritableSyntax): Buffer {
  if (syntax === 'UNOW' || syntax === 'UNOY') return Buffer.from(text, 'utf8');
  if (syntax !== 'UNOL') return Buffer.from(text, 'latin1');
  return Buffer.from(Array.from(text).map((char) => LATIN9.get(char) ?? char.charCodeAt(0)));
}
