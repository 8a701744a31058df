import { Decimal } from '../../../src/base/index.ts';
import { lineNetOf } from '../totals.ts';
import type { Facts } from './engine.ts';

/**
 * Our own rules, to the cent, where the official ones forgive up to one unit of the currency
 * (BR-CO-17, BR-S-08, BR-S-09) or compute nothing at all (a line's net amount): what we issue must
 * pass them. And what the model could hold but its document must not say: one identifier of the buyer.
 */
export function exactRules(facts: Facts): void {
  for (const [at, line] of facts.lines.entries()) {
    const { quantity, price, net } = line;
    if (!quantity || !price?.net || !net || price.baseQuantity?.isZero()) continue;
    const computed = lineNetOf({
      quantity,
      price: { net: price.net, baseQuantity: price.baseQuantity },
      allowances: (line.allowances ?? []).map((one) => ({ amount: one.amount ?? Decimal.zero })),
      charges: (line.charges ?? []).map((one) => ({ amount: one.amount ?? Decimal.zero })),
    });
    if (!computed.equals(net)) {
      facts.report(
        'CPT-LINE',
        `lines[${at}].net`,
        `Quantity × price, less allowances, plus charges, is ${computed.toString(2)}; write that in BT-131, not ${net.toString()}.`,
      );
    }
  }
  for (const [at, row] of facts.breakdown.entries()) {
    if (!row.taxable || !row.tax || row.category === undefined) continue;
    const tax = row.taxable
      .mul(row.rate ?? Decimal.zero)
      .div(Decimal.of(100), { scale: 2, rounding: 'half_up' });
    if (!tax.equals(row.tax)) {
      facts.report(
        'CPT-VAT',
        `vatBreakdown[${at}].tax`,
        `${row.taxable.toString(2)} × ${row.rate?.toString() ?? '0'} % is ${tax.toString(2)}; write that in BT-117, not ${row.tax.toString()}.`,
      );
    }
  }
  taxables(facts);
  const named = facts.invoice.buyer?.identifiers?.length ?? 0;
  if (named > 1) {
    facts.report(
      'UBL-SR-16',
      'buyer.identifiers',
      `The buyer has ${named} identifiers (BT-46); give one, such as the SIRET.`,
    );
  }
}

/** Rows of one category and rate together hold exactly the lines, charges and allowances of it. */
function taxables(facts: Facts): void {
  const rows = new Map<string, { at: number; taxable: Decimal; sum: Decimal }>();
  for (const [at, row] of facts.breakdown.entries()) {
    if (row.category === undefined) continue;
    const key = `${row.category}|${row.rate?.toString() ?? ''}`;
    const known = rows.get(key);
    const taxable = (known?.taxable ?? Decimal.zero).add(row.taxable ?? Decimal.zero);
    rows.set(key, { at: known?.at ?? at, taxable, sum: facts.taxableOf(row.category, row.rate) });
  }
  for (const { at, taxable, sum } of rows.values()) {
    if (taxable.equals(sum)) continue;
    facts.report(
      'CPT-TAXABLE',
      `vatBreakdown[${at}].taxable`,
      `Lines, charges and allowances sum to ${sum.toString(2)}; the breakdown says ${taxable.toString(2)}.`,
    );
  }
}
