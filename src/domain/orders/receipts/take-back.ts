import { Decimal, Problem } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { raiseHold } from '../../credit/index.ts';
import { priced } from '../commands/answer.ts';
import { checkVisible, creditSubject, lockPurchase, refreshPurchase } from '../commands/lock.ts';
import type { PurchaseOrder } from '../entities.ts';
import { grossOf } from '../rules.ts';
import { GoodsReceipt, GoodsReceiptLine } from './entities.ts';
import { followShipments, lockParcel, settleLine } from './parcel.ts';

export type ReceiptRef = {
  readonly purchaseOrderId: string;
  readonly number: string;
  readonly by: string;
};

async function rowsOf(tx: TxCtx, { purchaseOrderId, number }: ReceiptRef): Promise<GoodsReceipt[]> {
  const rows = await tx.em.execute<{ id: string }[]>(
    `select r.id from goods_receipt r join seller_order s on s.id = r.seller_order_id
      where s.purchase_order_id = ? and r.number = ? order by r.id limit 1000`,
    [purchaseOrderId, number],
  );
  return tx.em.find(GoodsReceipt, { id: { $in: rows.map((row) => row.id) } }, { refresh: true });
}

/** The shipment is as before the receipt; what had been given up is expected, and held, again. */
async function reopen(
  tx: TxCtx,
  { purchase, receipt }: { purchase: PurchaseOrder; receipt: GoodsReceipt },
): Promise<void> {
  const { shipmentId, kind } = receipt;
  if (!shipmentId) return;
  const parcel = await lockParcel(tx, shipmentId);
  const { order, lines, shipment, contents } = parcel;
  const before = grossOf(lines.map(priced), order.currency);
  for (const { orderLineId, quantity } of await tx.em.find(
    GoodsReceiptLine,
    { receiptId: receipt.id },
    { refresh: true },
  )) {
    const one = contents.find(({ line }) => line.id === orderLineId);
    if (one) settleLine(one, { kind, quantity: Decimal.zero.sub(quantity) });
  }
  shipment.receivedAt = null;
  shipment.receivedBy = null;
  await tx.em.flush();
  await followShipments(tx, parcel);
  await tx.em.flush();
  const more = grossOf(lines.map(priced), order.currency) - before;
  if (purchase.termsOutcome !== 'prepay')
    await raiseHold(tx, {
      buyerId: purchase.buyerId,
      subject: creditSubject(purchase.id),
      amount: { minor: more, currency: order.currency },
    });
}

/**
 * Takes a receipt back that should not have been (cXML ReceiptRequestHeader `operation="delete"`), under
 * `receipt.post`: all that its number did to the order, as long as none of it is invoiced (`orders.receipt_invoiced`)
 * and the order is not closed (`orders.receipt_settled`). What it had given up is held again, within the limit
 * (`credit.limit_exceeded`). A number that the order never knew is refused (`orders.receipt_unknown`); one that is
 * taken back already changes nothing (`repeated`). Locks the purchase order. Emits `receipt.cancelled`.
 */
export async function cancelReceipt(
  ctx: Ctx | TxCtx,
  ref: ReceiptRef,
): Promise<{ outcome: 'cancelled' | 'repeated'; shipmentIds: string[] }> {
  ctx.require('receipt.post');
  return write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'purchase_order', id: ref.purchaseOrderId });
    return privileged(tx, async (inner) => {
      const purchase = await lockPurchase(inner, ref.purchaseOrderId);
      const all = await rowsOf(inner, ref);
      const at = { receipt: ref.number, order: purchase.number };
      if (all.length === 0) throw new Problem('orders.receipt_unknown', at);
      const rows = all.filter((one) => !one.cancelledAt);
      if (rows.length === 0) return { outcome: 'repeated' as const, shipmentIds: [] };
      if (rows.some((one) => one.invoicedAt)) throw new Problem('orders.receipt_invoiced', at);
      if (purchase.state === 'closed' || purchase.state === 'cancelled')
        throw new Problem('orders.receipt_settled', at);
      for (const receipt of rows) {
        await reopen(inner, { purchase, receipt });
        receipt.cancelledAt = inner.now();
        receipt.cancelledBy = ref.by;
      }
      await refreshPurchase(inner, purchase);
      await audit(inner, {
        action: 'receipt.cancelled',
        subject: `purchase_order:${purchase.id}`,
        detail: { receipt: ref.number, by: ref.by },
      });
      await emit(inner, 'receipt.cancelled', { purchaseOrderId: purchase.id, number: ref.number });
      return {
        outcome: 'cancelled' as const,
        shipmentIds: [...new Set(rows.flatMap((one) => one.shipmentId ?? []))],
      };
    });
  });
}
