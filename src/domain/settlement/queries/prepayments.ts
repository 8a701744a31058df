import { privileged, type TxCtx } from '../../../platform/index.ts';
import { PurchaseOrder } from '../../orders/index.ts';
import type { BankEntry } from '../entities.ts';
import { compact, isCreditorReference, referenceStretches, tokensOf } from '../matching/index.ts';

const REFERENCE_BODY_MAX = 21;
const ORDERS_MAX = 500;

export type AwaitedPrepayment = {
  readonly buyerId: string;
  readonly reference: string;
  readonly purchaseOrderId: string;
};

/**
 * The order awaiting prepayment that a receipt names: by the creditor reference made of its number (RF, ISO
 * 11649: the last 21 letters and digits), or by the number itself in the text.
 */
export async function awaitedPrepayment(
  tx: TxCtx,
  entry: BankEntry,
): Promise<AwaitedPrepayment | undefined> {
  const texts = [
    entry.structuredReference ?? '',
    entry.endToEndId ?? '',
    entry.remittanceText,
    ...entry.documentNumbers,
  ];
  const bodies = new Map(
    texts
      .flatMap((text) => [compact(text), ...referenceStretches(text)])
      .filter(isCreditorReference)
      .map((rf) => [rf.slice(4), rf]),
  );
  const tokens = new Set(texts.flatMap((text) => tokensOf(text).map((token) => token.text)));
  if (bodies.size === 0 && tokens.size === 0) return undefined;
  const waiting = await privileged(tx, ({ em }) =>
    em.find(
      PurchaseOrder,
      { state: 'awaiting_payment', ...(entry.buyerId ? { buyerId: entry.buyerId } : {}) },
      { orderBy: { orderedAt: 'desc' }, limit: ORDERS_MAX },
    ),
  );
  for (const { id, number, buyerId } of waiting) {
    const key = compact(number);
    const rf = bodies.get(key.slice(-REFERENCE_BODY_MAX));
    if (rf) return { buyerId, reference: rf, purchaseOrderId: id };
    if (key.length >= 5 && tokens.has(key))
      return { buyerId, reference: number, purchaseOrderId: id };
  }
  return undefined;
}
