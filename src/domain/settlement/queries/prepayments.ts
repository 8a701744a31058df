import type { TxCtx } from '../../../platform/index.ts';
import { prepaymentReference } from '../../orders/index.ts';
import type { BankEntry } from '../entities.ts';
import { compact, isCreditorReference, referenceStretches, tokensOf } from '../matching/index.ts';

const ORDERS_MAX = 20_000;
const NUMBER_LENGTH_MIN = 5;

/** An order that waits for its prepayment, with the keys that a payment may name it by. */
export type WaitingOrder = {
  readonly purchaseOrderId: string;
  readonly buyerId: string;
  readonly number: string;
  /** Compact, for comparing. */
  readonly numberKey: string;
  readonly referenceKey: string;
};

/** Orders that wait for their prepayment in one currency, newest first. Wants a context that sees all buyers. */
export async function waitingOrders(
  tx: TxCtx,
  { currency }: { currency: string },
): Promise<WaitingOrder[]> {
  const rows = await tx.em.execute<{ id: string; buyer_id: string; number: string }[]>(
    `select id, buyer_id, number from purchase_order
      where state = 'awaiting_payment' and currency = ? order by ordered_at desc limit ?`,
    [currency, ORDERS_MAX],
  );
  return rows.map(({ id, buyer_id: buyerId, number }) => ({
    purchaseOrderId: id,
    buyerId,
    number,
    numberKey: compact(number),
    referenceKey: compact(prepaymentReference({ number, buyerId })),
  }));
}

export type NamedOrders = {
  readonly byReference: readonly WaitingOrder[];
  readonly byNumber: readonly WaitingOrder[];
};

/**
 * Every waiting order that a receipt names: by its creditor reference (RF, ISO 11649), or by its number in
 * the text. Numbers are each buyer's own, so one number may name the orders of several.
 */
export function namedOrders(waiting: readonly WaitingOrder[], entry: BankEntry): NamedOrders {
  const texts = [
    entry.structuredReference ?? '',
    entry.endToEndId ?? '',
    entry.remittanceText,
    ...entry.documentNumbers,
  ];
  const references = new Set(
    texts
      .flatMap((text) => [compact(text), ...referenceStretches(text)])
      .filter(isCreditorReference),
  );
  const tokens = new Set(texts.flatMap((text) => tokensOf(text).map((token) => token.text)));
  return {
    byReference: waiting.filter((order) => references.has(order.referenceKey)),
    byNumber: waiting.filter(
      ({ numberKey }) => numberKey.length >= NUMBER_LENGTH_MIN && tokens.has(numberKey),
    ),
  };
}

/**
 * The one order that a receipt prepays, or none when several could be meant. A number counts only once the
 * payer is known; without a payer the reference alone does, because it is unique over all buyers.
 */
export function awaitedPrepayment(
  { byReference, byNumber }: NamedOrders,
  { buyerId }: { buyerId: string | undefined },
): WaitingOrder | undefined {
  const meant = buyerId
    ? [...byReference, ...byNumber].filter((order) => order.buyerId === buyerId)
    : byReference;
  const [only, ...others] = new Set(meant);
  return others.length === 0 ? only : undefined;
}
