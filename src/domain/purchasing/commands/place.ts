import { type Money, Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { decideTerms, holdExposure, moveHold, releaseHold } from '../../credit/index.ts';
import { type OrderInput, placeOrder } from '../../orders/index.ts';
import type { RequisitionLine } from '../entities.ts';

/** A requested line as an order's line; line number and quantity are the order's own. */
export function lineOf(line: RequisitionLine) {
  return {
    offerId: line.offerId,
    sellerId: line.sellerId,
    sku: line.sku,
    ...(line.gtin ? { gtin: line.gtin } : {}),
    description: line.description,
    unspsc: line.unspsc,
    unit: line.unit,
    unitPrice: line.unitPrice,
    vatCategory: line.vatCategory,
    vatRateBp: line.vatRateBp,
    auxiliaryId: line.auxiliaryId,
  };
}

async function tryHold(
  tx: TxCtx,
  hold: { buyerId: string; subject: string; amount: Money },
): Promise<boolean> {
  try {
    await holdExposure(tx, hold);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'credit.limit_exceeded') return false;
    throw error;
  }
}

/**
 * Places an order on terms decided now (market reference §3: re-decide at PO), with its exposure held in
 * the same transaction. The requests' own holds give way first; where the limit has no room left the order
 * is prepaid. Refuses `purchasing.terms_refused`. System's sight.
 */
export async function placeSecured(
  tx: TxCtx,
  {
    requestIds,
    amount,
    order,
  }: { requestIds: readonly string[]; amount: Money; order: Omit<OrderInput, 'terms'> },
): Promise<string> {
  const { buyerId } = order;
  const subject = `order:${buyerId}:${order.number}`;
  for (const id of requestIds) await releaseHold(tx, `requisition:${id}`);
  const sellerIds = [...new Set(order.lines.map((line) => line.sellerId))];
  const decision = await decideTerms(tx, { buyerId, subject, amount, sellerIds });
  if (decision.outcome === 'refused') {
    throw new Problem('purchasing.terms_refused', {
      reasons: decision.reasons.map((reason) => reason.en).join(' '),
    });
  }
  const onTerms =
    decision.outcome !== 'prepay' && (await tryHold(tx, { buyerId, subject, amount }));
  const { purchaseOrderId } = await placeOrder(tx, {
    ...order,
    terms: {
      outcome: onTerms ? decision.outcome : 'prepay',
      paymentDays: onTerms ? decision.paymentDays : 0,
      decisionId: decision.decisionId,
    },
  });
  if (onTerms)
    await moveHold(tx, { from: subject, to: `purchase_order:${purchaseOrderId}`, amount });
  return purchaseOrderId;
}
