/** Capital letters and digits only, without accents: how references are compared. */
export function compact(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}

/** Words of letters and digits, in capitals. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toUpperCase()
      .match(/[A-Z0-9]+/g) ?? []
  );
}

const JOIN_WORDS_MAX = 6;
const TOKEN_LENGTH_MAX = 35;
const WORDS_MAX = 120;
const LABEL =
  /^(?:FACTURES?|FACT|FAC|INVOICES?|INV|RECHNUNG|RG|NUMERO|NUM|NO|NR|REF|N)(?=[A-Z]*\d)/;

export type Token = { readonly text: string; readonly from: number; readonly to: number };

/**
 * What a text may mean as a document number: each word, up to six neighbouring words joined (spaces,
 * hyphens and the 35-character wraps of bank formats fall inside numbers), and either without a label
 * that is glued to it (`FACT2026001`). At most 120 words are read.
 */
export function tokensOf(text: string): Token[] {
  const words = wordsOf(text).slice(0, WORDS_MAX);
  const tokens: Token[] = [];
  for (let from = 0; from < words.length; from += 1) {
    let joined = '';
    for (let to = from; to < Math.min(words.length, from + JOIN_WORDS_MAX); to += 1) {
      joined += words[to] ?? '';
      if (joined.length > TOKEN_LENGTH_MAX) break;
      if (!/\d/.test(joined)) continue;
      tokens.push({ text: joined, from, to });
      const bare = joined.replace(LABEL, '');
      if (bare !== joined && bare.length >= 3) tokens.push({ text: bare, from, to });
    }
  }
  return tokens;
}

function mod97(text: string): number {
  let rest = 0;
  for (const char of text) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** Whether a text is a creditor reference with right check digits (ISO 11649). */
export function isCreditorReference(text: string): boolean {
  const cleaned = compact(text);
  return (
    /^RF\d{2}[A-Z0-9]{1,21}$/.test(cleaned) && mod97(cleaned.slice(4) + cleaned.slice(0, 4)) === 1
  );
}

/** Every stretch of a text that could be a creditor reference: the longest come first. */
export function referenceStretches(text: string): string[] {
  const cleaned = compact(text);
  const found: string[] = [];
  for (const match of cleaned.matchAll(/RF\d{2}/g)) {
    for (let length = 25; length >= 5; length -= 1) {
      const stretch = cleaned.slice(match.index, match.index + length);
      if (stretch.length === length) found.push(stretch);
    }
  }
  return found;
}

const LEGAL_FORMS = new Set(
  'SA SAS SASU SARL EURL SCI SNC SCOP SE GMBH AG KG KGAA OHG EK MBH CO LTD LIMITED PLC LLP INC LLC CORP BV NV SPA SRL SL SLU AB AS OY OYJ ETS STE SOCIETE ET AND UND THE LE LA LES M MME'.split(
    ' ',
  ),
);

/** A company's name for comparing: capitals, no accents, no punctuation, no legal form, no `et`. */
export function nameKey(name: string): string {
  const words = wordsOf(
    name.replace(/\b(?:[A-Za-z]\.){2,}/g, (dotted) => dotted.replaceAll('.', '')),
  );
  const kept = words.filter((word) => !LEGAL_FORMS.has(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

/** Share of common words of two name keys, 0 to 1 (Jaccard). */
export function nameLikeness(a: string, b: string): number {
  const [left, right] = [new Set(a.split(' ')), new Set(b.split(' '))];
  const common = [...left].filter((word) => right.has(word)).length;
  return common / (left.size + right.size - common);
}

/** One letter or digit changed, added, missing, or two neighbours swapped. Equal texts are not. */
export function isOneSlipAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB.slice(1)) return true;
  if (restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

/** Letters as A, digits as 9: numbers of one series share it. */
export function shapeOf(text: string): string {
  return text.replace(/[A-Z]/g, 'A').replace(/\d/g, '9');
}
