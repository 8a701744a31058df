import { Decimal, Problem } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { OrderLine, type SellerOrderState, Shipment, ShipmentLine } from '../entities.ts';
import { receiveWaiting } from '../receipts/waiting.ts';
import { leftToShip, type QuantityLine, quantitiesByLine } from '../rules.ts';
import { arrived } from './answer.ts';
import { checkVisible, type LockedOrder, lockOrder, moveOrder, refreshPurchase } from './lock.ts';

export type Despatch = {
  readonly sellerOrderId: string;
  /** The seller's own number, unique among its despatches. */
  readonly number: string;
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly shippedOn: Temporal.PlainDate;
  readonly expectedOn?: Temporal.PlainDate;
  /** Absent: everything that is confirmed and not yet shipped. */
  readonly lines?: readonly QuantityLine[];
};

const SHIPPABLE: ReadonlySet<SellerOrderState> = new Set([
  'to_send',
  'sent',
  'accepted',
  'part_shipped',
]);

/** The shipment already known by this number: same content is a repetition, other content is refused. */
async function known(
  tx: TxCtx,
  {
    despatch,
    lines,
    sellerId,
  }: { despatch: Despatch; lines: readonly OrderLine[]; sellerId: string },
): Promise<string | undefined> {
  const shipment = await tx.em.findOne(Shipment, { sellerId, number: despatch.number });
  if (!shipment) return undefined;
  const carried = await tx.em.find(ShipmentLine, { shipmentId: shipment.id });
  const numbers = new Map(lines.map((line) => [line.id, line.lineNumber]));
  const same =
    shipment.sellerOrderId === despatch.sellerOrderId &&
    (despatch.lines === undefined ||
      sameQuantities(
        quantitiesByLine(despatch.lines),
        new Map(carried.map((line) => [numbers.get(line.orderLineId) ?? 0, line.quantity])),
      ));
  if (!same) throw new Problem('orders.despatch_conflict', { despatch: despatch.number });
  return shipment.id;
}

/** True when two sets of quantities by line number are equal by value. */
export function sameQuantities(
  a: ReadonlyMap<number, Decimal>,
  b: ReadonlyMap<number, Decimal>,
): boolean {
  return (
    a.size === b.size && [...a].every(([line, quantity]) => b.get(line)?.equals(quantity) === true)
  );
}

/** A despatch without an answer before it is an answer: everything still open is taken as accepted. */
function acceptSilently(tx: TxCtx, { order, lines }: LockedOrder): void {
  arrived(tx, order);
  if (order.state !== 'sent') return;
  for (const line of lines) {
    line.confirmedQuantity ??= line.quantity;
    line.answer ??= 'accepted';
  }
  order.answeredAt = tx.now();
  moveOrder(order, 'accepted');
}

function wanted({ order, lines }: LockedOrder, despatch: Despatch): Map<number, Decimal> {
  const given =
    despatch.lines ??
    lines.map((line) => ({ lineNumber: line.lineNumber, quantity: leftToShip(line) }));
  const quantities = quantitiesByLine(given);
  if (quantities.size === 0)
    throw new Problem('orders.despatch_empty', { despatch: despatch.number, number: order.number });
  for (const [lineNumber, quantity] of quantities) {
    const line = lines.find((one) => one.lineNumber === lineNumber);
    if (!line) throw new Problem('orders.line_unknown', { number: order.number, line: lineNumber });
    if (quantity.compare(leftToShip(line)) > 0) {
      throw new Problem('orders.despatch_quantity', {
        line: lineNumber,
        number: order.number,
        asked: quantity.toString(),
        left: leftToShip(line).toString(),
      });
    }
  }
  return quantities;
}

function addShipment(
  tx: TxCtx,
  {
    locked,
    despatch,
    quantities,
  }: { locked: LockedOrder; despatch: Despatch; quantities: ReadonlyMap<number, Decimal> },
): Shipment {
  const { order, lines } = locked;
  const parties = { buyerId: order.buyerId, sellerId: order.sellerId };
  const shipment = tx.em.create(Shipment, {
    id: tx.newId(),
    sellerOrderId: order.id,
    ...parties,
    number: despatch.number,
    carrier: despatch.carrier ?? null,
    trackingNumber: despatch.trackingNumber ?? null,
    shippedOn: despatch.shippedOn,
    expectedOn: despatch.expectedOn ?? null,
    receivedAt: null,
    receivedBy: null,
    createdAt: tx.now(),
  });
  for (const line of lines) {
    const quantity = quantities.get(line.lineNumber);
    if (!quantity) continue;
    tx.em.create(ShipmentLine, {
      id: tx.newId(),
      shipmentId: shipment.id,
      orderLineId: line.id,
      ...parties,
      quantity,
      receivedQuantity: Decimal.zero,
      refusedQuantity: Decimal.zero,
      missingQuantity: Decimal.zero,
    });
    line.shippedQuantity = line.shippedQuantity.add(quantity);
  }
  return shipment;
}

/**
 * Goods left the seller, in part or in full, under `seller_order.manage`; never more than was confirmed
 * (`orders.despatch_quantity`). Without an answer before, the despatch accepts the order as it stands. The
 * same number with the same content again has no second effect; with another content it is refused. What
 * the buyer received of it before it was announced is received now. Locks the purchase order. Emits
 * `shipment.despatched`.
 */
export async function recordDespatch(
  ctx: Ctx | TxCtx,
  despatch: Despatch,
): Promise<{ shipmentId: string }> {
  ctx.require('seller_order.manage');
  return write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'seller_order', id: despatch.sellerOrderId });
    return privileged(tx, async (inner) => {
      const locked = await lockOrder(inner, despatch.sellerOrderId);
      const { purchase, order, lines } = locked;
      const earlier = await known(inner, { despatch, lines, sellerId: order.sellerId });
      if (earlier) return { shipmentId: earlier };
      if (!SHIPPABLE.has(order.state))
        throw new Problem('orders.not_shippable', { number: order.number, state: order.state });
      acceptSilently(inner, locked);
      const quantities = wanted(locked, despatch);
      const shipment = addShipment(inner, { locked, despatch, quantities });
      moveOrder(
        order,
        lines.every((line) => leftToShip(line).isZero()) ? 'shipped' : 'part_shipped',
      );
      await refreshPurchase(inner, purchase);
      await audit(inner, {
        action: 'shipment.despatched',
        subject: `seller_order:${order.id}`,
        detail: { shipment: shipment.number, state: order.state },
      });
      await emit(inner, 'shipment.despatched', { shipmentId: shipment.id });
      await receiveWaiting(inner, { order, shipmentId: shipment.id });
      return { shipmentId: shipment.id };
    });
  });
}
