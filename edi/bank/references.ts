import {
  creditorReference,
  isBic,
  isCreditorReference,
  isIban,
  Problem,
} from '../../src/base/index.ts';

function compact(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

export { creditorReference as rfReference, isBic, isCreditorReference as isRfReference, isIban };

/** The IBAN in capitals without spaces. Refuses what is none (`bank.iban_invalid`). */
export function normalIban(text: string): string {
  if (!isIban(text)) throw new Problem('bank.iban_invalid', { iban: text });
  return compact(text);
}
