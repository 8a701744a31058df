import { Decimal, Problem } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { Shipment, ShipmentLine } from '../entities.ts';
import { shipmentState } from '../receipts/rules.ts';
import { receiveWaiting } from '../receipts/waiting.ts';
import { leftToShip, quantitiesByLine } from '../rules.ts';
import type { Despatch } from './despatch.ts';
import { checkVisible, type LockedOrder, lockOrder, moveOrder, refreshPurchase } from './lock.ts';

/** What a seller corrects of a despatch; what is absent stays. Lines replace the whole content. */
export type DespatchCorrection = Pick<Despatch, 'carrier' | 'trackingNumber' | 'lines'> & {
  readonly shipmentId: string;
  readonly shippedOn?: Temporal.PlainDate;
  readonly expectedOn?: Temporal.PlainDate;
};

/** A seller's despatch by the seller's number, or null. */
export async function despatchByNumber(
  tx: TxCtx,
  { sellerId, number }: { sellerId: string; number: string },
): Promise<Shipment | null> {
  return tx.em.findOne(Shipment, { sellerId, number });
}

type Underway = LockedOrder & { readonly shipment: Shipment; readonly carried: ShipmentLine[] };

async function lockUnderway(tx: TxCtx, shipmentId: string): Promise<Underway> {
  const found = await tx.em.findOneOrFail(Shipment, { id: shipmentId });
  const locked = await lockOrder(tx, found.sellerOrderId);
  const shipment = await tx.em.findOne(Shipment, { id: shipmentId }, { refresh: true });
  if (!shipment) throw new Problem('not_found', { what: 'shipment', id: shipmentId });
  const carried = await tx.em.find(ShipmentLine, { shipmentId }, { refresh: true });
  if (shipmentState(carried) !== 'under_way')
    throw new Problem('orders.despatch_received', { despatch: shipment.number });
  return { ...locked, shipment, carried };
}

/** What the despatch carried goes back to its order lines, as if it had not been. */
function unload({ lines, carried }: Underway): void {
  for (const { orderLineId, quantity } of carried) {
    const line = lines.find((one) => one.id === orderLineId);
    if (line) line.shippedQuantity = line.shippedQuantity.sub(quantity);
  }
}

async function load(
  tx: TxCtx,
  { underway, wanted }: { underway: Underway; wanted: ReadonlyMap<number, Decimal> },
): Promise<void> {
  const { order, lines, carried, shipment } = underway;
  if (wanted.size === 0)
    throw new Problem('orders.despatch_empty', { despatch: shipment.number, number: order.number });
  for (const [lineNumber, quantity] of wanted) {
    const line = lines.find((one) => one.lineNumber === lineNumber);
    if (!line) throw new Problem('orders.line_unknown', { number: order.number, line: lineNumber });
    const left = leftToShip(line);
    if (quantity.compare(left) > 0) {
      throw new Problem('orders.despatch_quantity', {
        line: lineNumber,
        number: order.number,
        asked: quantity.toString(),
        left: left.toString(),
      });
    }
    line.shippedQuantity = line.shippedQuantity.add(quantity);
    const before = carried.find((one) => one.orderLineId === line.id);
    if (before) before.quantity = quantity;
    else
      tx.em.create(ShipmentLine, {
        id: tx.newId(),
        shipmentId: shipment.id,
        orderLineId: line.id,
        buyerId: order.buyerId,
        sellerId: order.sellerId,
        quantity,
        receivedQuantity: Decimal.zero,
        refusedQuantity: Decimal.zero,
        missingQuantity: Decimal.zero,
      });
  }
  const kept = new Set(lines.filter((line) => wanted.has(line.lineNumber)).map((line) => line.id));
  const gone = carried.filter((one) => !kept.has(one.orderLineId)).map((one) => one.id);
  if (gone.length > 0) await tx.em.nativeDelete(ShipmentLine, { id: { $in: gone } });
}

/** The order's state follows what is shipped of it now. */
async function settle(tx: TxCtx, { order, lines, purchase }: Underway): Promise<void> {
  const isWhole = lines.every((line) => leftToShip(line).isZero());
  const isNone = lines.every((line) => line.shippedQuantity.isZero());
  const hasArrived = lines.some((line) => !line.receivedQuantity.isZero());
  const whole = hasArrived ? 'part_received' : 'shipped';
  const to = isNone ? 'accepted' : isWhole ? whole : 'part_shipped';
  if (to !== order.state) moveOrder(order, to);
  await tx.em.flush();
  await refreshPurchase(tx, purchase);
}

/**
 * Corrects a despatch that has not arrived, under `seller_order.manage`: carrier, days, and with `lines` its whole
 * content. Never more than was confirmed (`orders.despatch_quantity`); one that was received is refused
 * (`orders.despatch_received`). Locks the purchase order. Emits `shipment.corrected`.
 */
export async function correctDespatch(
  ctx: Ctx | TxCtx,
  correction: DespatchCorrection,
): Promise<void> {
  ctx.require('seller_order.manage');
  await write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'shipment', id: correction.shipmentId });
    await privileged(tx, async (inner) => {
      const underway = await lockUnderway(inner, correction.shipmentId);
      const { shipment } = underway;
      shipment.carrier = correction.carrier ?? shipment.carrier ?? null;
      shipment.trackingNumber = correction.trackingNumber ?? shipment.trackingNumber ?? null;
      shipment.shippedOn = correction.shippedOn ?? shipment.shippedOn;
      shipment.expectedOn = correction.expectedOn ?? shipment.expectedOn ?? null;
      if (correction.lines) {
        unload(underway);
        await load(inner, { underway, wanted: quantitiesByLine(correction.lines) });
      }
      await settle(inner, underway);
      await audit(inner, {
        action: 'shipment.corrected',
        subject: `shipment:${shipment.id}`,
        detail: { shipment: shipment.number, order: underway.order.number },
      });
      await emit(inner, 'shipment.corrected', { shipmentId: shipment.id });
      await receiveWaiting(inner, { order: underway.order, shipmentId: shipment.id });
    });
  });
}

/**
 * Takes a despatch back that did not leave, under `seller_order.manage`: its quantities are to be shipped again and
 * its number is free. One that was received is refused (`orders.despatch_received`). Locks the purchase
 * order. The audit keeps what it carried. Emits `shipment.cancelled {shipmentId, sellerOrderId, number}`.
 */
export async function cancelDespatch(
  ctx: Ctx | TxCtx,
  { shipmentId }: { shipmentId: string },
): Promise<void> {
  ctx.require('seller_order.manage');
  await write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'shipment', id: shipmentId });
    await privileged(tx, async (inner) => {
      const underway = await lockUnderway(inner, shipmentId);
      const { shipment, carried, lines, order } = underway;
      const { number } = shipment;
      unload(underway);
      await audit(inner, {
        action: 'shipment.cancelled',
        subject: `seller_order:${order.id}`,
        detail: {
          shipment: number,
          lines: carried.map(({ orderLineId, quantity }) => ({
            line: lines.find((one) => one.id === orderLineId)?.lineNumber,
            quantity: quantity.toString(),
          })),
        },
      });
      await inner.em.nativeDelete(ShipmentLine, { shipmentId });
      await inner.em.nativeDelete(Shipment, { id: shipmentId });
      await settle(inner, underway);
      await emit(inner, 'shipment.cancelled', { shipmentId, sellerOrderId: order.id, number });
    });
  });
}
