import type { EInvoice } from '../../../../edi/einvoice/index.ts';
import { Decimal, fromDecimal, money, Problem, portion, toDecimal } from '../../../base/index.ts';
import type { SoldLine } from './document.ts';
import { feeVatBp } from './legal.ts';

/** An invoice's line and what credit notes have taken back of it so far. */
export type CreditableLine = SoldLine & {
  readonly orderLineId: string | null;
  readonly netMinor: bigint;
  readonly creditedQuantity: Decimal;
  readonly creditedNetMinor: bigint;
};

export type CreditRequest = { readonly position: number; readonly quantity: Decimal };

function wanted(
  lines: readonly CreditableLine[],
  asked: readonly CreditRequest[] | undefined,
): readonly CreditRequest[] {
  if (asked) return asked.filter((one) => !one.quantity.isZero());
  return lines
    .map((line) => ({ position: line.position, quantity: left(line) }))
    .filter((one) => !one.quantity.isZero());
}

function left(line: CreditableLine): Decimal {
  return line.quantity.sub(line.creditedQuantity);
}

function creditLine(
  line: CreditableLine,
  { number, quantity, currency }: { number: string; quantity: Decimal; currency: string },
): SoldLine & { orderLineId: string | null } {
  const { position } = line;
  const remaining = left(line);
  if (quantity.isNegative() || quantity.compare(remaining) > 0) {
    throw new Problem('invoicing.credit_quantity', {
      position,
      number,
      left: remaining.toString(),
      asked: quantity.toString(),
    });
  }
  const openNet = line.netMinor - line.creditedNetMinor;
  const computed = fromDecimal(quantity.mul(line.unitPrice), currency, 'half_up').minor;
  const isLast = quantity.equals(remaining);
  const netMinor = isLast || computed > openNet ? openNet : computed;
  return { ...line, quantity, netAmount: toDecimal({ minor: netMinor, currency }) };
}

/**
 * The lines of a credit note: those asked for, or all that is left. Positive amounts, because EN 16931
 * credit notes are read that way and halves of negative amounts round elsewhere. The last part of a line
 * takes what is left of its net amount, so that parts sum to the whole to the cent. Refuses unknown
 * positions, more than is left, and a credit of nothing.
 */
export function creditLines(
  lines: readonly CreditableLine[],
  {
    number,
    currency,
    asked,
  }: { number: string; currency: string; asked?: readonly CreditRequest[] | undefined },
): readonly (SoldLine & { orderLineId: string | null })[] {
  const byPosition = new Map(lines.map((line) => [line.position, line]));
  const merged = new Map<number, Decimal>();
  for (const { position, quantity } of wanted(lines, asked)) {
    merged.set(position, (merged.get(position) ?? Decimal.zero).add(quantity));
  }
  if (merged.size === 0) throw new Problem('invoicing.nothing_to_credit', { number });
  return [...merged].map(([position, quantity]) => {
    const line = byPosition.get(position);
    if (!line) throw new Problem('invoicing.credit_line_unknown', { number, position });
    return creditLine(line, { number, quantity, currency });
  });
}

/** The VAT of one category and rate: of an invoice, or of all its credit notes so far. */
export type VatShare = {
  readonly category: string;
  readonly rateBp: number;
  readonly baseMinor: bigint;
  readonly vatMinor: bigint;
};

function between(value: bigint, most: bigint): bigint {
  if (value < 0n) return 0n;
  return value > most ? most : value;
}

/**
 * The part of a rounded amount that one more credit takes: what all credits together come to with it, less
 * what the earlier ones took. So the roundings never add up, and the last takes exactly what remains.
 */
function nextShare({
  whole,
  before,
  target,
  isLast,
}: {
  whole: bigint;
  before: bigint;
  target: bigint;
  isLast: boolean;
}): bigint {
  const remaining = whole - before;
  return isLast ? remaining : between(target - before, remaining);
}

/**
 * A credit note with the VAT that belongs to it: of each category and rate, the VAT on all that is credited
 * so far with this note, less what earlier notes took. It may stand a cent beside base × rate, which
 * BR-CO-17 allows; all notes of an invoice together come to the invoice's VAT to the cent.
 */
export function withCreditedVat(
  note: EInvoice,
  { sold, credited }: { sold: readonly VatShare[]; credited: readonly VatShare[] },
): EInvoice {
  const { currency } = note;
  const vatBreakdown = note.vatBreakdown.map((row) => {
    const rateBp = row.rate ? Number(row.rate.round(2, 'exact').unscaled) : 0;
    const isThis = (one: VatShare) => one.category === row.category && one.rateBp === rateBp;
    const of = sold.find(isThis);
    if (!of) return row;
    const before = credited.find(isThis) ?? { baseMinor: 0n, vatMinor: 0n };
    const base = before.baseMinor + fromDecimal(row.taxable, currency, 'exact').minor;
    const minor = nextShare({
      whole: of.vatMinor,
      before: before.vatMinor,
      target: portion(money(base, currency), rateBp).minor,
      isLast: base === of.baseMinor,
    });
    return { ...row, tax: toDecimal({ minor, currency }) };
  });
  const vat = vatBreakdown.reduce((sum, row) => sum.add(row.tax), Decimal.zero).round(2, 'exact');
  const gross = note.totals.net.add(vat);
  return { ...note, vatBreakdown, totals: { ...note.totals, vat, gross, payable: gross } };
}

/** Net and commission of an invoice, or of all its credit notes so far, cents. */
export type FeeShare = {
  readonly netMinor: bigint;
  readonly commissionNetMinor: bigint;
  readonly commissionVatMinor: bigint;
};

/**
 * The commission that a credit note gives back, so that all notes of an invoice give back exactly what it
 * was charged. Its VAT is that of the invoice: none where none was charged, else the rate of that day,
 * wherever the seller is established today.
 */
export function creditedCommission({
  sold,
  credited,
  netMinor,
}: {
  sold: FeeShare & {
    readonly commissionBp: number;
    readonly issuedOn: Temporal.PlainDate;
    readonly currency: string;
  };
  credited: FeeShare;
  netMinor: bigint;
}): { readonly net: bigint; readonly vat: bigint } {
  const { currency } = sold;
  const total = credited.netMinor + netMinor;
  const isLast = total === sold.netMinor;
  const net = nextShare({
    whole: sold.commissionNetMinor,
    before: credited.commissionNetMinor,
    target: portion(money(total, currency), sold.commissionBp).minor,
    isLast,
  });
  const fee = money(credited.commissionNetMinor + net, currency);
  const vat = nextShare({
    whole: sold.commissionVatMinor,
    before: credited.commissionVatMinor,
    target: sold.commissionVatMinor > 0n ? portion(fee, feeVatBp(sold.issuedOn)).minor : 0n,
    isLast,
  });
  return { net, vat };
}
