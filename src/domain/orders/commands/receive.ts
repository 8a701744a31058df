import { type Decimal, Problem } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { reduceHold } from '../../credit/index.ts';
import { OrderLine, Shipment, ShipmentLine } from '../entities.ts';
import { grossOf, type QuantityLine, quantitiesByLine } from '../rules.ts';
import { priced } from './answer.ts';
import { sameQuantities } from './despatch.ts';
import {
  checkVisible,
  closeInvoiced,
  creditSubject,
  type LockedOrder,
  lockOrder,
  lockPurchase,
  moveOrder,
  refreshPurchase,
} from './lock.ts';

export type Receipt = {
  readonly shipmentId: string;
  readonly receivedBy: string;
  /** By order line number; lines not named did not arrive. Absent: everything arrived. */
  readonly lines?: readonly QuantityLine[];
};

type Carried = { readonly carried: ShipmentLine; readonly line: OrderLine };

async function carriedLines(
  tx: TxCtx,
  { shipmentId, lines }: { shipmentId: string; lines: readonly OrderLine[] },
): Promise<Carried[]> {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const found = await tx.em.find(ShipmentLine, { shipmentId }, { refresh: true });
  return found.flatMap((carried) => {
    const line = byId.get(carried.orderLineId);
    return line ? [{ carried, line }] : [];
  });
}

function arrivedQuantities(
  contents: readonly Carried[],
  { receipt, shipment, order }: { receipt: Receipt; shipment: Shipment; order: string },
): Map<number, Decimal> {
  if (!receipt.lines)
    return new Map(contents.map(({ carried, line }) => [line.lineNumber, carried.quantity]));
  const given = quantitiesByLine(receipt.lines);
  for (const [lineNumber, quantity] of given) {
    const content = contents.find(({ line }) => line.lineNumber === lineNumber);
    if (!content) throw new Problem('orders.line_unknown', { number: order, line: lineNumber });
    if (quantity.compare(content.carried.quantity) > 0) {
      throw new Problem('orders.receipt_quantity', {
        line: lineNumber,
        shipment: shipment.number,
        asked: quantity.toString(),
        shipped: content.carried.quantity.toString(),
      });
    }
  }
  return given;
}

/** Already received: a repetition changes nothing, other quantities are refused. */
function checkRepetition(
  contents: readonly Carried[],
  { receipt, shipment }: { receipt: Receipt; shipment: Shipment },
): void {
  if (!receipt.lines) return;
  const before = new Map(
    contents
      .filter(({ carried }) => !carried.receivedQuantity.isZero())
      .map(({ carried, line }) => [line.lineNumber, carried.receivedQuantity]),
  );
  if (!sameQuantities(quantitiesByLine(receipt.lines), before))
    throw new Problem('orders.receipt_closed', { shipment: shipment.number });
}

/** Exposure of what was shipped and did not arrive: it will not be invoiced. */
function missingGross(
  contents: readonly Carried[],
  { quantities, currency }: { quantities: ReadonlyMap<number, Decimal>; currency: string },
): bigint {
  return grossOf(
    contents.map(({ carried, line }) => {
      const came = quantities.get(line.lineNumber);
      return { ...priced(line), quantity: came ? carried.quantity.sub(came) : carried.quantity };
    }),
    currency,
  );
}

async function closeDelivery(tx: TxCtx, { order }: LockedOrder): Promise<void> {
  // While parts are still to be shipped, the order stays «shipped in part» whatever has arrived.
  if (order.state !== 'shipped' && order.state !== 'part_received') return;
  const underway = await tx.em.count(Shipment, { sellerOrderId: order.id, receivedAt: null });
  moveOrder(order, underway === 0 ? 'received' : 'part_received');
}

/**
 * Goods arrived, under `receipt.post`: each line's quantity, by default all that was shipped. Closes the
 * shipment; what did not arrive gives its exposure back and is a matter between the parties. The same
 * receipt again changes nothing. Locks the purchase order. Emits `shipment.received`.
 */
export async function recordReceipt(ctx: Ctx | TxCtx, receipt: Receipt): Promise<void> {
  ctx.require('receipt.post');
  await write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'shipment', id: receipt.shipmentId });
    await privileged(tx, async (inner) => {
      const { sellerOrderId } = await inner.em.findOneOrFail(Shipment, { id: receipt.shipmentId });
      const locked = await lockOrder(inner, sellerOrderId);
      const { purchase, order, lines } = locked;
      const shipment = await inner.em.findOneOrFail(
        Shipment,
        { id: receipt.shipmentId },
        { refresh: true },
      );
      const contents = await carriedLines(inner, { shipmentId: shipment.id, lines });
      if (shipment.receivedAt) return checkRepetition(contents, { receipt, shipment });
      const quantities = arrivedQuantities(contents, { receipt, shipment, order: order.number });
      for (const { carried, line } of contents) {
        const came = quantities.get(line.lineNumber);
        if (!came) continue;
        carried.receivedQuantity = came;
        line.receivedQuantity = line.receivedQuantity.add(came);
      }
      shipment.receivedAt = inner.now();
      shipment.receivedBy = receipt.receivedBy;
      await inner.em.flush();
      await closeDelivery(inner, locked);
      const missing = missingGross(contents, { quantities, currency: order.currency });
      await reduceHold(inner, {
        subject: creditSubject(purchase.id),
        amount: { minor: missing, currency: order.currency },
      });
      await refreshPurchase(inner, purchase);
      await audit(inner, {
        action: 'shipment.received',
        subject: `shipment:${shipment.id}`,
        detail: { by: receipt.receivedBy, state: order.state },
      });
      await emit(inner, 'shipment.received', { shipmentId: shipment.id });
    });
  });
}

/**
 * Invoicing reports what it invoiced of each order line. A delivered order whose every received quantity is
 * invoiced is closed, and what credit still holds for it is given back. Locks the purchase order.
 */
export async function recordInvoiced(
  tx: TxCtx,
  {
    purchaseOrderId,
    lines,
  }: { purchaseOrderId: string; lines: readonly { orderLineId: string; quantity: Decimal }[] },
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
    await inner.em.flush();
    await closeInvoiced(inner, purchase);
  });
}
