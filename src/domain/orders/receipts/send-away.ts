import { Decimal, Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { lockPurchase } from '../commands/lock.ts';
import { OrderLine } from '../entities.ts';
import { lockParcel, settleParcel, underwayLines } from './parcel.ts';
import { takeFrom } from './rules.ts';
import { waitingByLine } from './waiting.ts';

export type SentAway = {
  readonly orderLineId: string;
  readonly quantity: Decimal;
  /** The buyer's receipt that says so. */
  readonly number: string;
  readonly by: string;
  readonly exchangeId?: string | undefined;
};

async function openShipments(tx: TxCtx, orderLineId: string): Promise<string[]> {
  const rows = await tx.em.execute<{ id: string }[]>(
    `select h.id from shipment h join shipment_line l on l.shipment_id = h.id
      where l.order_line_id = ? and h.received_at is null order by h.created_at, h.id limit 1000`,
    [orderLineId],
  );
  return rows.map((row) => row.id);
}

/**
 * Nobody sends back more than came or is on its way: what arrived (also before its seller announced it) less what went
 * back already, and what is under way.
 */
async function checkThere(
  tx: TxCtx,
  { line, order, quantity }: { line: OrderLine; order: string; quantity: Decimal },
): Promise<void> {
  const waiting = await waitingByLine(tx, [line.sellerOrderId]);
  const received = line.receivedQuantity.add(waiting.get(line.id) ?? Decimal.zero);
  const underway = line.shippedQuantity
    .sub(line.receivedQuantity)
    .sub(line.refusedQuantity)
    .sub(line.missingQuantity);
  const most = received.sub(line.returnedQuantity).add(underway);
  if (quantity.compare(most) <= 0) return;
  throw new Problem('orders.return_quantity', {
    line: line.lineNumber,
    order,
    asked: quantity.toString(),
    received: received.toString(),
    returned: line.returnedQuantity.toString(),
    underway: underway.toString(),
    most: (most.isNegative() ? Decimal.zero : most).toString(),
  });
}

/**
 * Goods that a buyer sends back. They are of those that arrived, as far as so many did; what is beyond these and
 * still under way was refused at the door: never received, never invoiced, its exposure given back. Gives how much
 * was refused. More than arrived and is under way is refused (`orders.return_quantity`). Locks the purchase order.
 * Needs the system's sight; the caller has checked the permission.
 */
export async function sendAway(tx: TxCtx, back: SentAway): Promise<Decimal> {
  const { orderLineId, quantity, number, by, exchangeId } = back;
  const found = await tx.em.findOne(OrderLine, { id: orderLineId });
  if (!found) throw new Problem('not_found', { what: 'order line', id: orderLineId });
  const purchase = await lockPurchase(tx, found.purchaseOrderId);
  const line = await tx.em.findOneOrFail(OrderLine, { id: orderLineId }, { refresh: true });
  await checkThere(tx, { line, order: purchase.number, quantity });
  const here = line.receivedQuantity.sub(line.returnedQuantity);
  const ofThese = here.isNegative() ? Decimal.zero : here;
  const beyond = quantity.compare(ofThese) > 0 ? quantity.sub(ofThese) : Decimal.zero;
  const wanted = new Map([[line.lineNumber, beyond]]);
  if (!beyond.isZero()) {
    for (const shipmentId of await openShipments(tx, orderLineId)) {
      const parcel = await lockParcel(tx, shipmentId);
      const lines = takeFrom(wanted, underwayLines(parcel));
      if (lines.length === 0) continue;
      const taking = { kind: 'refused', number, by, at: tx.now(), exchangeId } as const;
      await settleParcel(tx, { parcel, taking, lines });
    }
  }
  const refused = beyond.sub(wanted.get(line.lineNumber) ?? Decimal.zero);
  await countReturned(tx, { orderLineId, quantity: quantity.sub(refused) });
  return refused;
}

/** Adds to what was sent back of a line after it arrived; a negative quantity takes a return out of the count. */
export async function countReturned(
  tx: TxCtx,
  { orderLineId, quantity }: { orderLineId: string; quantity: Decimal },
): Promise<void> {
  const line = await tx.em.findOne(OrderLine, { id: orderLineId }, { refresh: true });
  if (!line) return;
  const after = line.returnedQuantity.add(quantity);
  line.returnedQuantity = after.isNegative() ? Decimal.zero : after;
  await tx.em.flush();
}
