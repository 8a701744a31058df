import { Decimal } from '../../src/base/index.ts';
import type { Amount } from '../cxml/index.ts';

/** A field's value, as it is compared: amounts and numbers by value, texts by characters. */
export type FieldValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: Decimal }
  | { readonly kind: 'amount'; readonly amount: Amount };

export type Fields = ReadonlyMap<string, FieldValue>;

export type Verdict = {
  readonly status: 'equal' | 'normalised' | 'changed';
  readonly reason?: string;
};

export type FieldOptions = {
  /** Our unit code → the suite's word, from the partner's profile. */
  readonly unitWords: Readonly<Record<string, string>>;
};

/** A value as people read it; no rounding. */
export function valueText(value: FieldValue): string {
  if (value.kind === 'text') return value.text;
  if (value.kind === 'number') return value.number.toString();
  return `${value.amount.value.toString(2)} ${value.amount.currency}`;
}

const EQUAL: Verdict = { status: 'equal' };
const CHANGED: Verdict = { status: 'changed' };
const written = (reason: string): Verdict => ({ status: 'normalised', reason });

/** UN/CEFACT codes that suites use for one another: one piece, and Rec. 21 packages with and without their X. */
const SAME_UNITS: readonly (readonly string[])[] = [
  ['C62', 'EA', 'H87', 'PCE', 'PC', 'ST', 'UNI'],
  ['MTR', 'M', 'MR'],
  ['KGM', 'KG'],
  ['LTR', 'L'],
  ['RM', 'XRM'],
  ['RO', 'XRO'],
  ['BX', 'XBX'],
  ['BO', 'XBO'],
  ['PK', 'XPK', 'PA'],
  ['CT', 'XCT', 'CAR'],
  ['BG', 'XBG'],
  ['PR', 'PAA'],
];

function unitVerdict(before: string, after: string, { unitWords }: FieldOptions): Verdict {
  const [a, b] = [before.trim().toUpperCase(), after.trim().toUpperCase()];
  if (a === b) return written('case');
  const pairs = Object.entries(unitWords).map((pair) => pair.map((word) => word.toUpperCase()));
  const isPair = [...pairs, ...SAME_UNITS].some((group) => group.includes(a) && group.includes(b));
  return isPair ? written('unit_word') : CHANGED;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/[–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Suites cut texts at their own length, some with dots at the end; shorter than this a cut is a change. */
const CUT_MIN = 20;

function descriptionVerdict(before: string, after: string): Verdict {
  const [a, b] = [plain(before), plain(after)];
  if (a === b) return written('characters');
  if (a.toLowerCase() === b.toLowerCase()) return written('case');
  const start = b.replace(/\s*(?:…|\.{3})$/, '');
  return start.length >= CUT_MIN && a.startsWith(start) ? written('truncated') : CHANGED;
}

/** Classes are compared by their digits; a coarser level of the same class is only written otherwise. */
function classVerdict(before: string, after: string): Verdict {
  const [a, b] = [before, after].map((text) => text.replace(/\D/g, '').replace(/(?:00)+$/, ''));
  if (!a || !b) return CHANGED;
  if (a === b) return written('classification_form');
  return a.startsWith(b) || b.startsWith(a) ? written('classification_level') : CHANGED;
}

function textVerdict(before: string, after: string): Verdict {
  if (before === after) return EQUAL;
  const [a, b] = [before, after].map((text) => text.replace(/\s+/g, ' ').trim());
  if (a === b) return written('blanks');
  return a?.toLowerCase() === b?.toLowerCase() ? written('case') : CHANGED;
}

const BY_FIELD: Readonly<
  Record<string, (before: string, after: string, options: FieldOptions) => Verdict>
> = {
  unit: unitVerdict,
  description: descriptionVerdict,
  classification: classVerdict,
  manufacturerName: descriptionVerdict,
};

function isRounding(before: Decimal, after: Decimal): boolean {
  return [2, 3, 4].some((scale) => before.round(scale, 'half_up').equals(after));
}

function numberVerdict(before: Decimal, after: Decimal): Verdict {
  if (before.equals(after)) return EQUAL;
  // A rounded price is another price: it says why, and still counts as changed.
  return isRounding(before, after) ? { status: 'changed', reason: 'rounded' } : CHANGED;
}

function amountVerdict(before: Amount, after: Amount): Verdict {
  if (before.currency.trim().toUpperCase() !== after.currency.trim().toUpperCase()) return CHANGED;
  return numberVerdict(before.value, after.value);
}

/** Whether a field came back as it went: equal, only written otherwise (with the reason), or changed. */
export function compareValues(
  field: string,
  { before, after }: { before: FieldValue; after: FieldValue },
  options: FieldOptions,
): Verdict {
  if (before.kind === 'amount' && after.kind === 'amount')
    return amountVerdict(before.amount, after.amount);
  if (before.kind === 'number' && after.kind === 'number')
    return numberVerdict(before.number, after.number);
  const [a, b] = [valueText(before), valueText(after)];
  const general = textVerdict(a, b);
  const own = BY_FIELD[field];
  return general.status === 'changed' && own ? own(a, b, options) : general;
}
