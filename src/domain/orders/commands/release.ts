import { Problem, transition } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { releaseHold } from '../../credit/index.ts';
import { purchaseOrderTransitions, SellerOrder, sellerOrderTransitions } from '../entities.ts';
import { KNOWN_TO_SELLER } from './change.ts';
import { checkVisible, creditSubject, lockOrder, lockPurchase, moveOrder } from './lock.ts';
import { addRevision } from './revision.ts';

async function partsOf(tx: TxCtx, purchaseOrderId: string): Promise<SellerOrder[]> {
  return tx.em.find(
    SellerOrder,
    { purchaseOrderId },
    { orderBy: { number: 'asc' }, refresh: true },
  );
}

/**
 * The prepayment is matched in full: the order and its waiting parts go on to the sellers. With `paidMinor` (cents)
 * only where that covers the order as it stands under the lock: it may have grown meanwhile. Safe to repeat:
 * an order that no longer waits is left alone. Locks the purchase order. Emits `order.released` and `seller_order.released` each.
 */
export async function releaseOrder(
  tx: TxCtx,
  { purchaseOrderId, paidMinor }: { purchaseOrderId: string; paidMinor?: bigint },
): Promise<void> {
  await privileged(tx, async (inner) => {
    const purchase = await lockPurchase(inner, purchaseOrderId);
    if (purchase.state !== 'awaiting_payment') return;
    if (paidMinor !== undefined && paidMinor < purchase.netMinor + purchase.vatMinor) return;
    purchase.state = transition(purchaseOrderTransitions, {
      subject: `purchase order ${purchase.number}`,
      from: purchase.state,
      to: 'released',
    });
    const waiting = (await partsOf(inner, purchaseOrderId)).filter((part) => part.state === 'held');
    for (const part of waiting) moveOrder(part, 'to_send');
    await inner.em.flush();
    await emit(inner, 'order.released', { purchaseOrderId });
    for (const part of waiting)
      await emit(inner, 'seller_order.released', { sellerOrderId: part.id });
  });
}

/**
 * Cancels a whole order that nothing was shipped of, under `shop` (the buyer) and gives its exposure back.
 * Refuses with `orders.cancel_shipped` once a part is on its way; a cancelled order again changes nothing.
 * Emits `seller_order.cancelled {sellerOrderId, known}` for each part (`known`: the seller had it) and
 * `order.cancelled`.
 */
export async function cancelOrder(
  ctx: Ctx | TxCtx,
  {
    purchaseOrderId,
    reason,
    document,
  }: {
    purchaseOrderId: string;
    reason: string;
    /** The suite's document that cancels, in force from now on. */
    document?: { readonly orderVersion: number; readonly payloadId: string };
  },
): Promise<void> {
  ctx.require('shop');
  await write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'purchase_order', id: purchaseOrderId });
    await privileged(tx, async (inner) => {
      const purchase = await lockPurchase(inner, purchaseOrderId);
      if (purchase.state === 'cancelled') return;
      const parts = (await partsOf(inner, purchaseOrderId)).filter(
        (part) => part.state !== 'refused' && part.state !== 'cancelled',
      );
      const onWay = parts.find(
        (part) => !(sellerOrderTransitions[part.state] as readonly string[]).includes('cancelled'),
      );
      if (onWay) {
        throw new Problem('orders.cancel_shipped', {
          number: purchase.number,
          seller_order: onWay.number,
          state: onWay.state,
        });
      }
      const known = new Map(parts.map((part) => [part.id, KNOWN_TO_SELLER.has(part.state)]));
      for (const part of parts) {
        const waited = part.state === 'held';
        moveOrder(part, 'cancelled');
        if (!waited) addRevision(inner, { part, changes: [{ field: 'cancelled', to: reason }] });
      }
      if (document) Object.assign(purchase, document);
      purchase.state = transition(purchaseOrderTransitions, {
        subject: `purchase order ${purchase.number}`,
        from: purchase.state,
        to: 'cancelled',
      });
      await inner.em.flush();
      await releaseHold(inner, creditSubject(purchase.id));
      await audit(inner, {
        action: 'order.cancelled',
        subject: `purchase_order:${purchase.id}`,
        detail: { reason },
      });
      for (const part of parts)
        await emit(inner, 'seller_order.cancelled', {
          sellerOrderId: part.id,
          known: known.get(part.id),
          revision: part.revision,
        });
      await emit(inner, 'order.cancelled', { purchaseOrderId });
    });
  });
}

/**
 * The document reached the seller. Safe to repeat, also after the seller has answered; a part that was cancelled
 * while its document was on its way stays cancelled.
 */
export async function markSellerOrderSent(
  ctx: Ctx | TxCtx,
  { sellerOrderId }: { sellerOrderId: string },
): Promise<void> {
  ctx.require('seller_order.manage');
  await write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'seller_order', id: sellerOrderId });
    await privileged(tx, async (inner) => {
      const { order } = await lockOrder(inner, sellerOrderId);
      if (order.sentAt) return;
      if (order.state === 'to_send') moveOrder(order, 'sent');
      order.sentAt = inner.now();
    });
  });
}
