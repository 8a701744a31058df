import { describe, expect, it } from 'vitest';
import { readableAmount, readableDates, readableQuantity } from '../../src/base/index.ts';

describe('what is stored, written for people', () => {
  it('names the unit of a quantity in the language of the reader', () => {
    expect(readableQuantity('4 BX', 'fr')).toBe('4 boîtes');
    expect(readableQuantity('1 BX', 'en')).toBe('1 box');
    expect(readableQuantity('2.5 XYZ', 'fr')).toBe('2,5 XYZ');
    expect(readableQuantity('LYO-1', 'fr')).toBe('LYO-1');
  });

  it('writes amounts with their currency, up to six decimals', () => {
    expect(readableAmount('85.76 EUR', 'en')).toBe('€85.76');
    expect(readableAmount('3.2078 EUR', 'fr')).toBe('3,2078\u00a0€');
    expect(readableAmount('EUR', 'fr')).toBe('EUR');
  });

  it('writes days and instants of a text, and leaves what is none', () => {
    expect(readableDates('10 on 2026-12-01', 'fr')).toBe('10 on 01/12/2026');
    expect(readableDates('2026-12-01T23:30:00Z', 'fr')).toBe('02/12/2026 00:30');
    expect(readableDates('2026-13-45', 'en')).toBe('2026-13-45');
  });
});
