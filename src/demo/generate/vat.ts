import type { DemoVat } from './types.ts';

type Sale = {
  readonly sellerCountry: string;
  /** The seller charges no VAT at home (French franchise en base, CGI art. 293 B). */
  readonly franchise: boolean;
  readonly buyerCountry: string;
  /** The French rate of the goods. */
  readonly frenchRateBp: number;
};

/** German and Belgian rates for goods that France taxes at 20 % and at 5.5 %. */
const HOME_RATES: Readonly<Record<string, readonly [number, number]>> = {
  FR: [2000, 550],
  DE: [1900, 700],
  BE: [2100, 600],
};

/**
 * VAT of goods sold between businesses: the home rate inside one country, nothing under the
 * franchise (category E), an exempt intra-Community supply across a border (category K, directive
 * 2006/112/EC art. 138).
 */
export function demoVat(sale: Sale): DemoVat {
  if (sale.franchise) {
    return { category: 'E', rateBp: 0, exemptionCode: 'VATEX-FR-FRANCHISE' };
  }
  if (sale.sellerCountry !== sale.buyerCountry) {
    return { category: 'K', rateBp: 0, exemptionCode: 'VATEX-EU-IC' };
  }
  const [normal, reduced] = HOME_RATES[sale.sellerCountry] ?? [2000, 550];
  return { category: 'S', rateBp: sale.frenchRateBp === 550 ? reduced : normal };
}
