import { Decimal } from '../../src/base/index.ts';
import type { FaultLog } from './faults.ts';
import type { Segment } from './segment.ts';

/** Where a value stands: element and component, from one. */
export type At = { readonly element: number; readonly component: number };

/**
 * Reads a number. The decimal mark is the interchange's (UNA); in syntax 4 comma and full stop are both
 * read. The other mark is read with a warning, unless exactly three digits follow it, which might mean
 * thousands: that is a fault, as are thousands separators (ISO 9735 forbids them).
 */
export function numberAt(segment: Segment, at: At, faults: FaultLog): Decimal | undefined {
  const text = segment.get(at.element, at.component).trim();
  if (text === '') return undefined;
  const { decimal, version } = segment.syntax;
  const hasComma = text.includes(',');
  const isMixed = hasComma && text.includes('.');
  const number = isMixed ? undefined : Decimal.tryParse(hasComma ? text.replace(',', '.') : text);
  const isForeign = version < 4 && text.includes(decimal === '.' ? ',' : '.');
  const isAmbiguous = isForeign && /[.,]\d{3}$/.test(text);
  if (!number || isAmbiguous) {
    faults.add('edi.number_invalid', segment, { ...at, value: text, expected: decimal });
    return undefined;
  }
  if (isForeign) faults.add('edi.decimal_mark', segment, { ...at, value: text, expected: decimal });
  return number;
}

/** Data element 2379: the digits a date of a format begins with, and the digits of the whole value. */
const DATE_FORMATS: Readonly<
  Record<string, { day: 'CCYYMMDD' | 'YYMMDD' | 'DDMMYY' | 'DDMMCCYY'; digits: number }>
> = {
  '2': { day: 'DDMMYY', digits: 6 },
  '4': { day: 'DDMMCCYY', digits: 8 },
  '101': { day: 'YYMMDD', digits: 6 },
  '102': { day: 'CCYYMMDD', digits: 8 },
  '201': { day: 'YYMMDD', digits: 10 },
  '203': { day: 'CCYYMMDD', digits: 12 },
  '204': { day: 'CCYYMMDD', digits: 14 },
  '205': { day: 'CCYYMMDD', digits: 12 },
  '303': { day: 'CCYYMMDD', digits: 12 },
  '304': { day: 'CCYYMMDD', digits: 14 },
  '711': { day: 'CCYYMMDD', digits: 16 },
  '713': { day: 'CCYYMMDD', digits: 24 },
  '715': { day: 'YYMMDD', digits: 12 },
  '717': { day: 'YYMMDD', digits: 12 },
  '718': { day: 'CCYYMMDD', digits: 16 },
  '719': { day: 'CCYYMMDD', digits: 24 },
};

const DAY_PARTS = {
  CCYYMMDD: /^(?<y>\d{4})(?<m>\d\d)(?<d>\d\d)/,
  YYMMDD: /^(?<y>\d\d)(?<m>\d\d)(?<d>\d\d)/,
  DDMMYY: /^(?<d>\d\d)(?<m>\d\d)(?<y>\d\d)/,
  DDMMCCYY: /^(?<d>\d\d)(?<m>\d\d)(?<y>\d{4})/,
} as const;

function dayOf(text: string, day: keyof typeof DAY_PARTS): Temporal.PlainDate | undefined {
  const parts = DAY_PARTS[day].exec(text)?.groups;
  if (!parts) return undefined;
  const short = Number(parts.y);
  const year = parts.y?.length === 4 ? short : short + (short < 70 ? 2000 : 1900);
  try {
    const fields = { year, month: Number(parts.m), day: Number(parts.d) };
    return Temporal.PlainDate.from(fields, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** A format that a value of the wrong length or without format is read by instead. */
function guessedDay(digits: string): Temporal.PlainDate | undefined {
  if (digits.length === 6) return dayOf(digits, 'YYMMDD');
  return digits.length >= 8 ? dayOf(digits, 'CCYYMMDD') : undefined;
}

/**
 * Reads C507 of a DTM: the day of formats 102, 203, 718 and their like; of a period, its first day.
 * Reads the day, with a warning, of a value longer or shorter than its format says. A week or a month
 * (616, 610), which is no day, gives undefined without a fault.
 */
export function dateOf(dtm: Segment, faults: FaultLog): Temporal.PlainDate | undefined {
  const text = dtm.get(1, 2).trim();
  if (text === '') return undefined;
  const code = dtm.get(1, 3).trim();
  const digits = text.replace(/[^0-9]/g, '');
  const format = DATE_FORMATS[code];
  if (!format && code !== '') return undefined;
  const place = { element: 1, component: 2, value: text, expected: code || '102' };
  const exact = format && digits.length === format.digits ? dayOf(digits, format.day) : undefined;
  if (exact) return exact;
  const guess = format && digits.length === format.digits ? undefined : guessedDay(digits);
  faults.add(guess ? 'edi.date_format' : 'edi.date_invalid', dtm, place);
  return guess;
}

/** The GS1 check digit of the digits before it (GS1 General Specifications §7.9.1: modulo 10). */
export function checkDigit(digits: string): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const weight = (digits.length - at) % 2 === 1 ? 3 : 1;
    sum += weight * (digits.charCodeAt(at) - 48);
  }
  return (10 - (sum % 10)) % 10;
}

/** True for a GS1 number of one of the lengths whose last digit is right. */
export function isGs1Number(text: string, lengths: readonly number[]): boolean {
  if (!/^\d+$/.test(text) || !lengths.includes(text.length)) return false;
  return checkDigit(text.slice(0, -1)) === text.charCodeAt(text.length - 1) - 48;
}

export const GTIN_LENGTHS: readonly number[] = [8, 12, 13, 14];
export const GLN_LENGTHS: readonly number[] = [13];
export const SSCC_LENGTHS: readonly number[] = [18];

/** Reports a GTIN whose length or check digit is wrong, naming the digit it should have. */
export function checkGtin(
  segment: Segment,
  detail: At & { value: string },
  faults: FaultLog,
): void {
  const { value } = detail;
  if (isGs1Number(value, GTIN_LENGTHS)) return;
  const isLength = /^\d+$/.test(value) && GTIN_LENGTHS.includes(value.length);
  const expected = isLength ? `…${checkDigit(value.slice(0, -1))}` : GTIN_LENGTHS.join('/');
  faults.add('edi.gtin_check', segment, { ...detail, expected });
}

/**
 * Joins a text that was cut into components of `width` characters: a full component runs on into the
 * next, a shorter one ended at a word.
 */
export function joinText(parts: readonly string[], width: number): string {
  let out = '';
  let isOpen = true;
  for (const part of parts) {
    if (part === '') continue;
    out += isOpen ? part : ` ${part}`;
    isOpen = part.length >= width && Array.from(part).length === width;
  }
  return out.trim();
}
