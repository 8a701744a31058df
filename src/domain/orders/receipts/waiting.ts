import { Decimal } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { type LockedOrder, lockPurchase } from '../commands/lock.ts';
import { OrderLine, SellerOrder, type SellerOrderState } from '../entities.ts';
import { leftToShip, type QuantityLine } from '../rules.ts';
import { GoodsReceipt, GoodsReceiptLine } from './entities.ts';
import {
  addReceipt,
  addReceiptLine,
  lockParcel,
  type Parcel,
  settleParcel,
  type Taking,
  underwayLines,
} from './parcel.ts';
import { takeFrom } from './rules.ts';

/** States in which more of an order may still be shipped. */
const SHIPPING: ReadonlySet<SellerOrderState> = new Set([
  'to_send',
  'sent',
  'accepted',
  'part_shipped',
]);

/** What waits already for a despatch of these orders, by order line. */
export async function waitingByLine(
  tx: TxCtx,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Decimal>> {
  const waiting = await tx.em.find(GoodsReceipt, {
    sellerOrderId: { $in: [...orderIds] },
    shipmentId: null,
    cancelledAt: null,
  });
  const lines = await tx.em.find(
    GoodsReceiptLine,
    { receiptId: { $in: waiting.map((one) => one.id) } },
    { refresh: true },
  );
  return new Map(
    [...Map.groupBy(lines, (one) => one.orderLineId)].map(([id, own]) => [
      id,
      own.reduce((sum, one) => sum.add(one.quantity), Decimal.zero),
    ]),
  );
}

/**
 * Keeps what a buyer received before its seller said that it shipped it, up to what the seller may still ship; it is
 * received once the despatch notice comes. Takes it out of `wanted`; gives what it kept.
 */
export async function keepWaiting(
  tx: TxCtx,
  {
    purchaseOrderId,
    taking,
    wanted,
    despatchNumber,
  }: {
    purchaseOrderId: string;
    taking: Taking;
    wanted: Map<number, Decimal>;
    despatchNumber?: string | undefined;
  },
): Promise<QuantityLine[]> {
  const orders = await tx.em.find(SellerOrder, { purchaseOrderId }, { refresh: true });
  const lines = await tx.em.find(OrderLine, { purchaseOrderId }, { refresh: true });
  const before = await waitingByLine(
    tx,
    orders.map((order) => order.id),
  );
  const kept: QuantityLine[] = [];
  for (const order of orders) {
    if (!SHIPPING.has(order.state)) continue;
    const own = lines.filter((line) => line.sellerOrderId === order.id);
    const room = own.map((line) => ({
      lineNumber: line.lineNumber,
      quantity: leftToShip(line).sub(before.get(line.id) ?? Decimal.zero),
    }));
    const taken = takeFrom(
      wanted,
      room.filter(({ quantity }) => !quantity.isNegative() && !quantity.isZero()),
    );
    if (taken.length === 0) continue;
    const receipt = addReceipt(tx, { order, shipmentId: null, taking, despatchNumber });
    for (const { lineNumber, quantity } of taken) {
      const line = own.find((one) => one.lineNumber === lineNumber);
      if (line) await addReceiptLine(tx, { receipt, orderLineId: line.id, quantity });
    }
    kept.push(...taken);
  }
  await tx.em.flush();
  return kept;
}

function isFor(receipt: GoodsReceipt, { shipment }: Parcel): boolean {
  const named = receipt.despatchNumber?.trim().toLowerCase();
  return !named || named === shipment.number.trim().toLowerCase();
}

/** Gives a waiting receipt's quantities to the shipment as far as it carries them; what is left goes on waiting. */
async function place(
  tx: TxCtx,
  { receipt, parcel }: { receipt: GoodsReceipt; parcel: Parcel },
): Promise<void> {
  const waiting = await tx.em.find(GoodsReceiptLine, { receiptId: receipt.id }, { refresh: true });
  const numbers = new Map(parcel.lines.map((line) => [line.id, line.lineNumber]));
  const wanted = new Map(
    waiting.map((one) => [numbers.get(one.orderLineId) ?? 0, one.quantity] as const),
  );
  const lines = takeFrom(wanted, underwayLines(parcel));
  if (lines.length === 0) return;
  const taking: Taking = {
    kind: 'received',
    number: receipt.number,
    by: receipt.receivedBy,
    at: receipt.receivedAt,
    exchangeId: receipt.exchangeId ?? undefined,
  };
  if ([...wanted.values()].every((left) => left.isZero())) {
    receipt.shipmentId = parcel.shipment.id;
    await settleParcel(tx, { parcel, taking, lines, row: receipt });
    return;
  }
  for (const one of waiting) {
    const left = wanted.get(numbers.get(one.orderLineId) ?? 0) ?? one.quantity;
    if (left.isZero()) tx.em.remove(one);
    else one.quantity = left;
  }
  await tx.em.flush();
  await settleParcel(tx, { parcel, taking, lines });
}

/**
 * A despatch is known now: what was received of it before it was announced arrives, the oldest receipt first. Locks
 * the purchase order. Needs the system's sight.
 */
export async function receiveWaiting(
  tx: TxCtx,
  { order, shipmentId }: { order: LockedOrder['order']; shipmentId: string },
): Promise<void> {
  await tx.em.flush();
  await lockPurchase(tx, order.purchaseOrderId);
  const waiting = await tx.em.find(
    GoodsReceipt,
    { sellerOrderId: order.id, shipmentId: null, cancelledAt: null },
    { orderBy: { receivedAt: 'asc', id: 'asc' }, refresh: true },
  );
  for (const receipt of waiting) {
    const parcel = await lockParcel(tx, shipmentId);
    if (isFor(receipt, parcel)) await place(tx, { receipt, parcel });
  }
}

/**
 * Order lines that a change drops leave with what receipts say of them: nothing of these lines was shipped, so it waits
 * for a despatch, or was taken back. A receipt of which nothing else is left to wait for is taken back with them.
 */
export async function forgetWaiting(tx: TxCtx, orderLineIds: readonly string[]): Promise<void> {
  if (orderLineIds.length === 0) return;
  const lines = await tx.em.find(
    GoodsReceiptLine,
    { orderLineId: { $in: [...orderLineIds] } },
    { refresh: true },
  );
  const receiptIds = [...new Set(lines.map((one) => one.receiptId))];
  for (const line of lines) tx.em.remove(line);
  await tx.em.flush();
  const left = await tx.em.find(GoodsReceiptLine, { receiptId: { $in: receiptIds } });
  const kept = new Set(left.map((one) => one.receiptId));
  const empty = receiptIds.filter((one) => !kept.has(one));
  for (const receipt of await tx.em.find(
    GoodsReceipt,
    { id: { $in: empty }, cancelledAt: null },
    { refresh: true },
  )) {
    receipt.cancelledAt = tx.now();
    receipt.cancelledBy = receipt.receivedBy;
  }
}
