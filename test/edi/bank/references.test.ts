import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBic, isIban, isRfReference, normalIban, rfReference } from '../../../edi/bank/index.ts';
import { Problem } from '../../../src/base/index.ts';

const body = fc.string({
  unit: fc.constantFrom(...Array.from('ABCXYZ0123456789')),
  minLength: 1,
  maxLength: 21,
});

describe('the RF creditor reference of ISO 11649', () => {
  it('has the check digits of the standard’s own example', () => {
    expect(rfReference('539007547034')).toBe('RF18539007547034');
    expect(rfReference('fd-2026/00041')).toBe(rfReference('FD202600041'));
    expect(isRfReference('rf18 5390 0754 7034')).toBe(true);
  });

  it('is recognised, and not after any one character was changed', () => {
    fc.assert(
      fc.property(
        body,
        fc.nat(),
        fc.constantFrom(...Array.from('0123456789')),
        (text, at, digit) => {
          const reference = rfReference(text);
          expect(isRfReference(reference)).toBe(true);
          const place = 4 + (at % (reference.length - 4));
          const changed = reference.slice(0, place) + digit + reference.slice(place + 1);
          if (/\d/.test(reference[place] ?? '') && changed !== reference) {
            expect(isRfReference(changed)).toBe(false);
          }
        },
      ),
    );
  });

  it.each(['', 'x'.repeat(22), 'É'])('cannot be made of “%s”', (text) => {
    expect(() => rfReference(text)).toThrow(Problem);
  });
});

describe('an IBAN', () => {
  it.each(['FR7630006000011234567890189', 'DE89 3704 0044 0532 0130 00', 'GB82WEST12345698765432'])(
    '%s is right',
    (text) => expect(isIban(text)).toBe(true),
  );

  it.each([
    ['a digit changed', 'FR7630006000011234567890188'],
    ['one digit short', 'FR763000600001123456789018'],
    ['two digits swapped', 'DE89370400440532031000'],
    ['a SIREN', '732829320'],
  ])('with %s is refused', (_, text) => {
    expect(isIban(text)).toBe(false);
    expect(() => normalIban(text)).toThrow('is not an IBAN');
  });
});

it('a BIC has eight or eleven characters', () => {
  expect(['AGRIFRPP', 'AGRIFRPP882', 'AGRIFRPP8', 'agrifrpp'].map(isBic)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
