import { Problem } from '../../../base/index.ts';
import { type Ctx, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { sameQuantities } from '../commands/despatch.ts';
import { checkVisible } from '../commands/lock.ts';
import { type QuantityLine, quantitiesByLine } from '../rules.ts';
import { GoodsReceipt, GoodsReceiptLine } from './entities.ts';
import { lockParcel, type Parcel, settleParcel, type Taking, underwayLines } from './parcel.ts';
import { nextReceiptNumber } from './rules.ts';

export type Receipt = {
  readonly shipmentId: string;
  readonly receivedBy: string;
  /** Absent: ours, `<despatch>/<n>`. The same number again has no second effect. */
  readonly number?: string | undefined;
  /** By order line number. Absent: all that is still under way. */
  readonly lines?: readonly QuantityLine[];
  readonly exchangeId?: string | undefined;
};

async function numberOf(tx: TxCtx, { parcel, given }: { parcel: Parcel; given?: string }) {
  if (given) return given;
  const { shipment } = parcel;
  const earlier = await tx.em.find(GoodsReceipt, { shipmentId: shipment.id });
  return nextReceiptNumber(
    shipment.number,
    earlier.map((one) => one.number),
  );
}

/** The receipt that a number has in a shipment already: a repetition, or with other quantities refused. */
async function known(
  tx: TxCtx,
  { parcel, receipt }: { parcel: Parcel; receipt: Receipt },
): Promise<string | undefined> {
  if (!receipt.number) return undefined;
  const found = await tx.em.findOne(GoodsReceipt, {
    shipmentId: parcel.shipment.id,
    number: receipt.number,
    kind: 'received',
    cancelledAt: null,
  });
  if (!found || !receipt.lines) return found?.id;
  const before = await tx.em.find(GoodsReceiptLine, { receiptId: found.id }, { refresh: true });
  const numbers = new Map(parcel.lines.map((line) => [line.id, line.lineNumber]));
  const quantities = new Map(
    before.map((one) => [numbers.get(one.orderLineId) ?? 0, one.quantity]),
  );
  if (!sameQuantities(quantitiesByLine(receipt.lines), quantities))
    throw new Problem('orders.receipt_conflict', {
      receipt: receipt.number,
      shipment: parcel.shipment.number,
    });
  return found.id;
}

/** What arrived, checked against what is under way; nothing to receive any more gives nothing. */
function arrived(parcel: Parcel, receipt: Receipt): QuantityLine[] {
  const { shipment, order, contents } = parcel;
  const open = underwayLines(parcel);
  if (!receipt.lines) return open;
  const given = quantitiesByLine(receipt.lines);
  if (open.length === 0) throw new Problem('orders.receipt_closed', { shipment: shipment.number });
  if (given.size === 0) throw new Problem('orders.receipt_empty', { shipment: shipment.number });
  return [...given].map(([lineNumber, quantity]) => {
    const content = contents.find(({ line }) => line.lineNumber === lineNumber);
    if (!content)
      throw new Problem('orders.line_unknown', { number: order.number, line: lineNumber });
    const left = open.find((one) => one.lineNumber === lineNumber)?.quantity;
    if (!left || quantity.compare(left) > 0)
      throw new Problem('orders.receipt_quantity', {
        line: lineNumber,
        shipment: shipment.number,
        asked: quantity.toString(),
        shipped: content.carried.quantity.toString(),
        left: left?.toString() ?? '0',
      });
    return { lineNumber, quantity };
  });
}

/**
 * Goods arrived, under `receipt.post`: the quantities named, by default all that is still under way. Exactly these
 * are delivered and will be invoiced; the rest of the shipment stays open for the next receipt, or for a person who
 * closes it (`closeShipment`). Refuses more than is under way (`orders.receipt_quantity`), a receipt on a shipment
 * of which nothing is under way (`orders.receipt_closed`), one of nothing (`orders.receipt_empty`), and a number
 * that is known with other quantities (`orders.receipt_conflict`). The same receipt again changes nothing. Locks the
 * purchase order. Emits `shipment.received {shipmentId, receiptId}`.
 */
export async function recordReceipt(
  ctx: Ctx | TxCtx,
  receipt: Receipt,
): Promise<{ receiptId: string | undefined }> {
  ctx.require('receipt.post');
  return write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'shipment', id: receipt.shipmentId });
    return privileged(tx, async (inner) => {
      const parcel = await lockParcel(inner, receipt.shipmentId);
      const earlier = await known(inner, { parcel, receipt });
      if (earlier) return { receiptId: earlier };
      const lines = arrived(parcel, receipt);
      if (lines.length === 0) return { receiptId: undefined };
      const taking: Taking = {
        kind: 'received',
        number: await numberOf(inner, {
          parcel,
          ...(receipt.number ? { given: receipt.number } : {}),
        }),
        by: receipt.receivedBy,
        at: inner.now(),
        exchangeId: receipt.exchangeId,
      };
      return { receiptId: await settleParcel(inner, { parcel, taking, lines }) };
    });
  });
}

export type ShipmentClosing = {
  readonly shipmentId: string;
  /** Whether the rest came after all, or will not come. */
  readonly outcome: 'arrived' | 'missing';
  readonly by: string;
  readonly number?: string | undefined;
  readonly exchangeId?: string | undefined;
};

/**
 * A person closes the rest of a shipment that nobody received, under `receipt.post`: `arrived` delivers it like any
 * receipt; `missing` delivers it short: not invoiced, its exposure given back, and the goods are a matter between the
 * parties. Nothing under way any more: nothing happens. Locks the purchase order.
 */
export async function closeShipment(ctx: Ctx | TxCtx, closing: ShipmentClosing): Promise<void> {
  ctx.require('receipt.post');
  const { shipmentId, outcome, by, number, exchangeId } = closing;
  await write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'shipment', id: shipmentId });
    await privileged(tx, async (inner) => {
      const parcel = await lockParcel(inner, shipmentId);
      const lines = underwayLines(parcel);
      if (lines.length === 0) return;
      const taking: Taking = {
        kind: outcome === 'arrived' ? 'received' : 'missing',
        number: await numberOf(inner, { parcel, ...(number ? { given: number } : {}) }),
        by,
        at: inner.now(),
        exchangeId,
      };
      await settleParcel(inner, { parcel, taking, lines });
    });
  });
}
