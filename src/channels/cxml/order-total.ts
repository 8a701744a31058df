import type { ItemOut, OrderRequest } from '../../../punchout/index.ts';
import { currencyExponent, Decimal } from '../../base/index.ts';
import type { ExchangeNote } from '../../platform/index.ts';

/** Far below a cent whatever the quantity, so that only the suite's own rounding is seen. */
const SCALE = 12;

/** What a line comes to, unrounded: quantity × unit price, per its price basis. */
function lineAmount({ quantity, detail }: ItemOut): Decimal {
  if (!detail) return Decimal.zero;
  const { priceBasis, unitPrice } = detail;
  const amount = quantity.mul(unitPrice.value);
  if (!priceBasis || priceBasis.quantity.isZero()) return amount;
  return amount
    .mul(priceBasis.conversionFactor)
    .div(priceBasis.quantity, { scale: SCALE, rounding: 'half_up' });
}

/**
 * Advises (`total_differs`) when OrderRequestHeader's Total, which is without tax and carriage (cXML guide,
 * «Total»), is not what its lines come to: another currency, or more apart than one smallest unit of the
 * currency a line, which each side may have rounded its own way. Never a refusal: lines are judged one by one,
 * and the Total buys nothing. Not judged: blanket orders, whose Total is a limit; cancellations; lines without a
 * price; and lines under a parent, whose price stands with one or the other.
 */
export function totalNotes(order: OrderRequest): ExchangeNote[] {
  const { total, items, orderType, type } = order;
  if (!total || type === 'delete' || orderType === 'blanket') return [];
  if (items.some(({ detail, parentLineNumber }) => !detail || parentLineNumber !== undefined))
    return [];
  const sum = items.reduce((so, item) => so.add(lineAmount(item)), Decimal.zero);
  const digits = currencyExponent(total.currency);
  const most = new Decimal(BigInt(items.length), digits);
  const apart = total.value.sub(sum).abs();
  const currencies = [...new Set(items.flatMap(({ detail }) => detail?.unitPrice.currency ?? []))];
  const sameCurrency = currencies.every((currency) => currency === total.currency);
  if (sameCurrency && apart.compare(most) <= 0) return [];
  const stated = `${total.value.toString(digits)} ${total.currency}`;
  const worked = `${sum.round(digits, 'half_up').toString(digits)} ${currencies.join(' and ')}`;
  return [
    {
      code: 'total_differs',
      element: 'OrderRequestHeader/Total',
      message: `Total is ${stated}, the lines come to ${worked}: the lines count`,
      fix: 'Send the sum of the lines as Total, without tax and carriage.',
    },
  ];
}
