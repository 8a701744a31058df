import { Decimal, type Locale } from '../base/index.ts';

/**
 * A number as people type it: `1 234,50` and `1234.5` in French, `1,234.50` in English, spaces of any
 * width ignored. Undefined when it could mean two things or none: `1,5` on an English page is not 15.
 */
export function typedDecimal(text: string | undefined, locale: Locale): Decimal | undefined {
  const bare = (text ?? '').replace(/[\s\u00a0\u202f]/g, '');
  if (locale === 'fr') {
    return bare.includes(',') && bare.includes('.')
      ? undefined
      : Decimal.tryParse(bare.replace(',', '.'));
  }
  if (!bare.includes(',')) return Decimal.tryParse(bare);
  return /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare)
    ? Decimal.tryParse(bare.replaceAll(',', ''))
    : undefined;
}
