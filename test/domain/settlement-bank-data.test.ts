import { describe, expect, it } from 'vitest';
import { isIban } from '../../src/base/index.ts';
import { bankDataFault } from '../../src/domain/settlement/rules.ts';

describe('bank data that would stop a payment file', () => {
  it.each([
    ['FR76 3000 6000 0112 3456 7890 189', undefined],
    ['', 'no_iban'],
    // Wrong check digits.
    ['FR7630006000011234567890188', 'bad_iban'],
    // Right check digits, one character short of the 27 that France has.
    ['FR133000600001123456789018', 'bad_iban'],
  ])('%j: %s', (iban, fault) => {
    expect(bankDataFault({ iban })).toBe(fault);
    expect(isIban(iban)).toBe(fault === undefined);
  });

  it('a BIC is asked for its form only when there is one', () => {
    const iban = 'FR7630006000011234567890189';
    expect(bankDataFault({ iban, bic: 'AGRIFRPP' })).toBeUndefined();
    expect(bankDataFault({ iban, bic: 'AGRIFRPP882' })).toBeUndefined();
    expect(bankDataFault({ iban, bic: 'AGRI-FRPP' })).toBe('bad_bic');
  });
});
