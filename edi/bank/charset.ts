/** Letters that Unicode does not take apart, and signs that banks do not take. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  þ: 'th',
  Þ: 'TH',
  ð: 'd',
  Ð: 'D',
  ı: 'i',
  '€': 'EUR',
  '&': '+',
  '@': '(at)',
  _: '-',
  '’': "'",
  '‘': "'",
  '–': '-',
  '—': '-',
};

const ALLOWED = /^[A-Za-z0-9/\-?:().,'+ ]*$/;

/** Whether a text has only the characters every SEPA bank takes (EPC 217-08). */
export function isSepaText(text: string): boolean {
  return ALLOWED.test(text);
}

/**
 * A text in the SEPA character set (EPC 217-08): accents go, letters like œ and ß are spelled out, any
 * other sign becomes a full stop; white space becomes one space.
 */
export function sepaText(text: string): string {
  const spelled = Array.from(text.normalize('NFC'), (char) => SPELLED[char] ?? char).join('');
  const bare = spelled.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ');
  return Array.from(bare, (char) => (ALLOWED.test(char) ? char : '.'))
    .join('')
    .trim();
}
