import { type Decimal, Problem } from '../../../base/index.ts';
import { privileged, type TxCtx } from '../../../platform/index.ts';
import { OrderLine } from '../entities.ts';
import { GoodsReceipt } from '../receipts/entities.ts';
import { closeInvoiced, lockPurchase } from './lock.ts';

/**
 * Invoicing reports what it invoiced of each order line, and by which receipt: that one can no longer be taken back.
 * A delivered order whose every received quantity is invoiced is closed, and what credit still holds for it is given
 * back. Locks the purchase order.
 */
export async function recordInvoiced(
  tx: TxCtx,
  {
    purchaseOrderId,
    lines,
    receiptId,
  }: {
    purchaseOrderId: string;
    lines: readonly { orderLineId: string; quantity: Decimal }[];
    receiptId?: string;
  },
): Promise<void> {
  await privileged(tx, async (inner) => {
    await inner.em.flush();
    const purchase = await lockPurchase(inner, purchaseOrderId);
    const all = await inner.em.find(OrderLine, { purchaseOrderId }, { refresh: true });
    const byId = new Map(all.map((line) => [line.id, line]));
    for (const { orderLineId, quantity } of lines) {
      const line = byId.get(orderLineId);
      if (!line) throw new Problem('not_found', { what: 'order line', id: orderLineId });
      line.invoicedQuantity = line.invoicedQuantity.add(quantity);
    }
    if (receiptId)
      await inner.em.nativeUpdate(GoodsReceipt, { id: receiptId }, { invoicedAt: inner.now() });
    await inner.em.flush();
    await closeInvoiced(inner, purchase);
  });
}
