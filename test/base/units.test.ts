import { describe, expect, it } from 'vitest';
import { Decimal, unitText } from '../../src/base/index.ts';

describe('a unit in words', () => {
  it('is one beside a price and many beside a quantity, by each language’s rule', () => {
    const beside = (code: string, quantity: string) => [
      unitText(code, 'en', Decimal.parse(quantity)),
      unitText(code, 'fr', Decimal.parse(quantity)),
    ];
    expect([unitText('PR', 'en'), unitText('PR', 'fr')]).toEqual(['pair', 'paire']);
    expect(beside('PR', '1')).toEqual(['pair', 'paire']);
    expect(beside('C62', '1.000')).toEqual(['piece', 'pièce']);
    expect(beside('MTR', '1.5')).toEqual(['metres', 'mètre']);
    expect(beside('RO', '2')).toEqual(['rolls', 'rouleaux']);
    expect(beside('BX', '0')).toEqual(['boxes', 'boîte']);
  });

  it('is a symbol that never changes, or the code itself when it has no word', () => {
    expect(unitText('KGM', 'fr', Decimal.parse('12'))).toBe('kg');
    expect(unitText('ZZ', 'en', Decimal.parse('3'))).toBe('ZZ');
  });
});
