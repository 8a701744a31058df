import { LockMode } from '@mikro-orm/core';
import { Problem, transition } from '../../../base/index.ts';
import { emit, type TxCtx } from '../../../platform/index.ts';
import { releaseHold } from '../../credit/index.ts';
import {
  OrderLine,
  PurchaseOrder,
  purchaseOrderTransitions,
  SellerOrder,
  type SellerOrderState,
  sellerOrderTransitions,
} from '../entities.ts';
import { purchaseOrderState } from '../rules.ts';

/** The subject under which credit knows an order. */
export function creditSubject(purchaseOrderId: string): string {
  return `purchase_order:${purchaseOrderId}`;
}

/** Refuses with `not_found` where the actor's sight does not reach the row. */
export async function checkVisible(
  tx: TxCtx,
  { table, id }: { table: 'seller_order' | 'shipment' | 'purchase_order'; id: string },
): Promise<void> {
  const rows = await tx.em.execute(`select 1 from ${table} where id = ?`, [id]);
  if (rows.length === 0) throw new Problem('not_found', { what: table.replace('_', ' '), id });
}

export type LockedOrder = {
  readonly purchase: PurchaseOrder;
  readonly order: SellerOrder;
  readonly lines: OrderLine[];
};

/** Locks the whole purchase order: its parts change one after another, so its derived state is never stale. */
export async function lockPurchase(tx: TxCtx, id: string): Promise<PurchaseOrder> {
  await tx.em.flush();
  const found = await tx.em.findOne(
    PurchaseOrder,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!found) throw new Problem('not_found', { what: 'purchase order', id });
  return found;
}

/** Locks a seller order through its purchase order and reads its lines. Needs the system's sight. */
export async function lockOrder(tx: TxCtx, sellerOrderId: string): Promise<LockedOrder> {
  await tx.em.flush();
  const rows = await tx.em.execute<{ purchase_order_id: string }[]>(
    'select purchase_order_id from seller_order where id = ?',
    [sellerOrderId],
  );
  const purchase = await lockPurchase(tx, rows[0]?.purchase_order_id ?? sellerOrderId);
  const order = await tx.em.findOneOrFail(SellerOrder, { id: sellerOrderId }, { refresh: true });
  const lines = await tx.em.find(
    OrderLine,
    { sellerOrderId },
    { orderBy: { lineNumber: 'asc' }, refresh: true },
  );
  return { purchase, order, lines };
}

/** Moves a seller order on, through the table. */
export function moveOrder(order: SellerOrder, to: SellerOrderState): void {
  order.state = transition(sellerOrderTransitions, {
    subject: `seller order ${order.number}`,
    from: order.state,
    to,
  });
}

/**
 * Closes a delivered order whose every received quantity is invoiced, and gives back what credit still holds
 * for it. Any other order is left alone.
 */
export async function closeInvoiced(tx: TxCtx, purchase: PurchaseOrder): Promise<void> {
  if (purchase.state !== 'delivered') return;
  const rows = await tx.em.execute<unknown[]>(
    'select 1 from order_line where purchase_order_id = ? and invoiced_quantity < received_quantity limit 1',
    [purchase.id],
  );
  if (rows.length > 0) return;
  purchase.state = transition(purchaseOrderTransitions, {
    subject: `purchase order ${purchase.number}`,
    from: purchase.state,
    to: 'closed',
  });
  await tx.em.flush();
  await releaseHold(tx, creditSubject(purchase.id));
}

/**
 * Brings the purchase order's state in line with its parts; releases what credit still holds when all of
 * it came to nothing, and closes it where the last event (an empty receipt, a lowered answer) leaves nothing
 * to invoice. Emits `order.delivered` or `order.cancelled` when it gets there.
 */
export async function refreshPurchase(tx: TxCtx, purchase: PurchaseOrder): Promise<void> {
  await tx.em.flush();
  const parts = await tx.em.execute<{ state: SellerOrderState }[]>(
    'select state from seller_order where purchase_order_id = ?',
    [purchase.id],
  );
  const to = purchaseOrderState(
    parts.map((part) => part.state),
    purchase.state,
  );
  if (to === purchase.state) return;
  purchase.state = transition(purchaseOrderTransitions, {
    subject: `purchase order ${purchase.number}`,
    from: purchase.state,
    to,
  });
  await tx.em.flush();
  if (to === 'cancelled') await releaseHold(tx, creditSubject(purchase.id));
  if (to === 'delivered' || to === 'cancelled')
    await emit(tx, `order.${to}`, { purchaseOrderId: purchase.id });
  await closeInvoiced(tx, purchase);
}
