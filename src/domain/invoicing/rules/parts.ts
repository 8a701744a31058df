import type { EInvoice } from '../../../../edi/einvoice/index.ts';
import {
  Decimal,
  fromDecimal,
  lineNet,
  type Money,
  money,
  portion,
  toDecimal,
} from '../../../base/index.ts';
import type { FeeShare, VatShare } from './credit.ts';

/** What earlier invoices of the same seller's order took of one order line. */
export type InvoicedLine = { readonly quantity: Decimal; readonly netMinor: bigint };

/**
 * The share of a rounded amount that one more invoice takes: what all invoices together come to with it, less what the
 * earlier ones took. So the roundings of a delivery in parts never add up, and the last part takes the remainder. It
 * stands at most a cent beside what the part comes to alone, whatever the earlier ones did, and is never negative.
 */
function nextShare({
  own,
  together,
  before,
}: {
  own: bigint;
  together: bigint;
  before: bigint;
}): bigint {
  const share = together - before;
  const least = own > 0n ? own - 1n : 0n;
  if (share < least) return least;
  return share > own + 1n ? own + 1n : share;
}

/** The net amount of one part of an order line, cents: all parts together are quantity × price, half up once. */
export function partNet({
  unitPrice,
  quantity,
  currency,
  before,
}: {
  unitPrice: Decimal;
  quantity: Decimal;
  currency: string;
  before: InvoicedLine | undefined;
}): Money {
  const own = lineNet(unitPrice, quantity, currency);
  if (!before) return own;
  const together = lineNet(unitPrice, quantity.add(before.quantity), currency);
  return money(
    nextShare({ own: own.minor, together: together.minor, before: before.netMinor }),
    currency,
  );
}

/**
 * An invoice of one part with the VAT that belongs to it: of each category and rate, the VAT on all that is invoiced of
 * the seller's order with it, less what earlier invoices charged. It may stand a cent beside base × rate, which
 * BR-CO-17 allows; all invoices together come to the order's VAT to the cent.
 */
export function withPartVat(invoice: EInvoice, before: readonly VatShare[]): EInvoice {
  const { currency } = invoice;
  const vatBreakdown = invoice.vatBreakdown.map((row) => {
    const rateBp = row.rate ? Number(row.rate.round(2, 'exact').unscaled) : 0;
    const earlier = before.find((one) => one.category === row.category && one.rateBp === rateBp);
    if (!earlier) return row;
    const base = earlier.baseMinor + fromDecimal(row.taxable, currency, 'exact').minor;
    const minor = nextShare({
      own: fromDecimal(row.tax, currency, 'exact').minor,
      together: portion(money(base, currency), rateBp).minor,
      before: earlier.vatMinor,
    });
    return { ...row, tax: toDecimal({ minor, currency }) };
  });
  const vat = vatBreakdown.reduce((sum, row) => sum.add(row.tax), Decimal.zero).round(2, 'exact');
  const gross = invoice.totals.net.add(vat);
  return { ...invoice, vatBreakdown, totals: { ...invoice.totals, vat, gross, payable: gross } };
}

/**
 * The commission on one part so that the parts of a seller's order bear together what one invoice of all of it would:
 * `rated` gives the commission on a net amount, `before` is what earlier invoices of the same rate bore.
 */
export function partCommission(
  net: Money,
  {
    before,
    rated,
  }: { before: FeeShare; rated: (net: Money) => { readonly net: Money; readonly vat: Money } },
): { readonly net: Money; readonly vat: Money } {
  const { currency } = net;
  const own = rated(net);
  const together = rated(money(net.minor + before.netMinor, currency));
  const share = (part: 'net' | 'vat', earlier: bigint): Money =>
    money(
      nextShare({ own: own[part].minor, together: together[part].minor, before: earlier }),
      currency,
    );
  // A fee of two cents bears no VAT alone, but three of them do together: the share is taken also where its own is none.
  return {
    net: share('net', before.commissionNetMinor),
    vat: share('vat', before.commissionVatMinor),
  };
}
