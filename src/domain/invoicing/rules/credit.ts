import { Decimal, fromDecimal, Problem, toDecimal } from '../../../base/index.ts';
import type { SoldLine } from './document.ts';

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
