import { Problem } from './problem.ts';

/** ISO 7064 mod 97-10 of letters and digits, letters counting 10 to 35. */
export function mod97(text: string): number {
  let rest = 0;
  for (const char of text) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

function compact(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

/**
 * A structured creditor reference (ISO 11649): `RF`, two check digits, the body. Letters are written
 * in capitals; spaces, hyphens, slashes and dots of the body are dropped. Refuses a body that is then
 * empty, longer than 21 characters, or holds anything else (`bank.reference_invalid`).
 */
export function creditorReference(body: string): string {
  const cleaned = compact(body).replace(/[-/._]/g, '');
  if (!/^[A-Z0-9]{1,21}$/.test(cleaned)) {
    throw new Problem('bank.reference_invalid', { body });
  }
  const check = 98 - mod97(`${cleaned}RF00`);
  return `RF${String(check).padStart(2, '0')}${cleaned}`;
}

/** Whether a text is an ISO 11649 reference with right check digits; spaces and case do not matter. */
export function isCreditorReference(text: string): boolean {
  const cleaned = compact(text);
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(cleaned)) return false;
  return mod97(cleaned.slice(4) + cleaned.slice(0, 4)) === 1;
}

/** In groups of four, as people read and type it: `RF18 5390 0754 7034` (also for IBANs). */
export function groupsOfFour(reference: string): string {
  return compact(reference).replace(/(.{4})(?=.)/g, '$1 ');
}
