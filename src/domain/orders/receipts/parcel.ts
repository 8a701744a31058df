import { type Decimal, Problem } from '../../../base/index.ts';
import { audit, emit, type TxCtx } from '../../../platform/index.ts';
import { reduceHold } from '../../credit/index.ts';
import { priced } from '../commands/answer.ts';
import {
  creditSubject,
  type LockedOrder,
  lockOrder,
  moveOrder,
  refreshPurchase,
} from '../commands/lock.ts';
import { type OrderLine, Shipment, ShipmentLine } from '../entities.ts';
import { grossOf, type QuantityLine } from '../rules.ts';
import { GoodsReceipt, GoodsReceiptLine, type ReceiptKind } from './entities.ts';
import { underway } from './rules.ts';

export type Carried = { readonly carried: ShipmentLine; readonly line: OrderLine };
/** A shipment with its contents, under the lock of its purchase order. */
export type Parcel = LockedOrder & {
  readonly shipment: Shipment;
  readonly contents: readonly Carried[];
};

/** Locks the purchase order of a shipment and reads what the shipment carries. Needs the system's sight. */
export async function lockParcel(tx: TxCtx, shipmentId: string): Promise<Parcel> {
  const { sellerOrderId } = await tx.em.findOneOrFail(Shipment, { id: shipmentId });
  const locked = await lockOrder(tx, sellerOrderId);
  const shipment = await tx.em.findOneOrFail(Shipment, { id: shipmentId }, { refresh: true });
  const byId = new Map(locked.lines.map((line) => [line.id, line]));
  const found = await tx.em.find(ShipmentLine, { shipmentId }, { refresh: true });
  const contents = found.flatMap((carried) => {
    const line = byId.get(carried.orderLineId);
    return line ? [{ carried, line }] : [];
  });
  return { ...locked, shipment, contents };
}

/** What is under way of each line, in the buyer's line numbers. */
export function underwayLines({ contents }: Pick<Parcel, 'contents'>): QuantityLine[] {
  return contents
    .map(({ carried, line }) => ({ lineNumber: line.lineNumber, quantity: underway(carried) }))
    .filter(({ quantity }) => !quantity.isZero());
}

const COLUMN = {
  received: 'receivedQuantity',
  refused: 'refusedQuantity',
  missing: 'missingQuantity',
} as const satisfies Record<ReceiptKind, keyof OrderLine & keyof ShipmentLine>;

/** Adds (or with negative quantities takes back) what became of a line to the shipment and the order line. */
export function settleLine(
  { carried, line }: Carried,
  { kind, quantity }: { kind: ReceiptKind; quantity: Decimal },
): void {
  const column = COLUMN[kind];
  carried[column] = carried[column].add(quantity);
  line[column] = line[column].add(quantity);
}

/** Who says what became of goods, when, under which number and by which document. */
export type Taking = {
  readonly kind: ReceiptKind;
  readonly number: string;
  readonly by: string;
  readonly at: Temporal.Instant;
  readonly exchangeId?: string | undefined;
};

/** A receipt as a row; with no shipment it waits for one. */
export function addReceipt(
  tx: TxCtx,
  {
    order,
    shipmentId,
    taking,
    despatchNumber,
  }: {
    order: LockedOrder['order'];
    shipmentId: string | null;
    taking: Taking;
    despatchNumber?: string | undefined;
  },
): GoodsReceipt {
  return tx.em.create(GoodsReceipt, {
    id: tx.newId(),
    sellerOrderId: order.id,
    shipmentId,
    buyerId: order.buyerId,
    sellerId: order.sellerId,
    number: taking.number,
    kind: taking.kind,
    despatchNumber: despatchNumber ?? null,
    receivedBy: taking.by,
    exchangeId: taking.exchangeId ?? null,
    receivedAt: taking.at,
    invoicedAt: null,
    cancelledAt: null,
    cancelledBy: null,
    createdAt: tx.now(),
  });
}

/** A receipt's line; two entries for one order line add up. */
export async function addReceiptLine(
  tx: TxCtx,
  {
    receipt,
    orderLineId,
    quantity,
  }: { receipt: GoodsReceipt; orderLineId: string; quantity: Decimal },
): Promise<void> {
  const { id: receiptId, buyerId, sellerId } = receipt;
  const known = await tx.em.findOne(GoodsReceiptLine, { receiptId, orderLineId });
  if (known) known.quantity = known.quantity.add(quantity);
  else
    tx.em.create(GoodsReceiptLine, {
      id: tx.newId(),
      receiptId,
      orderLineId,
      buyerId,
      sellerId,
      quantity,
    });
}

/**
 * The receipt of this number on the shipment that is in force, or a new one. Refuses (`orders.receipt_conflict`) one
 * that is invoiced: what it took now would never be.
 */
async function receiptFor(
  tx: TxCtx,
  { parcel, taking }: { parcel: Parcel; taking: Taking },
): Promise<GoodsReceipt> {
  const shipmentId = parcel.shipment.id;
  const { number, kind } = taking;
  const known = await tx.em.findOne(GoodsReceipt, { shipmentId, number, kind, cancelledAt: null });
  if (known?.invoicedAt)
    throw new Problem('orders.receipt_conflict', {
      receipt: number,
      shipment: parcel.shipment.number,
    });
  return known ?? addReceipt(tx, { order: parcel.order, shipmentId, taking });
}

/**
 * While parts are still to be shipped the order stays «shipped in part» whatever has arrived; then it follows its
 * shipments.
 */
export async function followShipments(tx: TxCtx, { order, lines }: LockedOrder): Promise<void> {
  if (!['shipped', 'part_received', 'received'].includes(order.state)) return;
  const open = await tx.em.count(Shipment, { sellerOrderId: order.id, receivedAt: null });
  const isBegun = lines.some(
    (line) =>
      !line.receivedQuantity.isZero() ||
      !line.refusedQuantity.isZero() ||
      !line.missingQuantity.isZero(),
  );
  const to = open === 0 ? 'received' : isBegun ? 'part_received' : 'shipped';
  if (to !== order.state) moveOrder(order, to);
}

/**
 * Records what became of some of a shipment: received, refused at the door or missing, each line at most what is
 * under way of it. What was refused or is missing gives its exposure back, to the cent: the order is then worth so
 * much less. The shipment is closed once nothing of it is under way. `row`: a receipt that waited and becomes this
 * shipment's whole. Emits `shipment.received {shipmentId, receiptId}` for goods that arrived, `shipment.short` else.
 */
export async function settleParcel(
  tx: TxCtx,
  {
    parcel,
    taking,
    lines: settled,
    row,
  }: { parcel: Parcel; taking: Taking; lines: readonly QuantityLine[]; row?: GoodsReceipt },
): Promise<string> {
  const { purchase, order, lines, shipment, contents } = parcel;
  const { currency } = order;
  const before = grossOf(lines.map(priced), currency);
  const receipt = row ?? (await receiptFor(tx, { parcel, taking }));
  for (const { lineNumber, quantity } of settled) {
    const one = contents.find(({ line }) => line.lineNumber === lineNumber);
    if (!one) continue;
    settleLine(one, { kind: taking.kind, quantity });
    if (!row) await addReceiptLine(tx, { receipt, orderLineId: one.line.id, quantity });
  }
  if (underwayLines(parcel).length === 0) {
    shipment.receivedAt = tx.now();
    shipment.receivedBy = taking.by;
  }
  await tx.em.flush();
  await followShipments(tx, parcel);
  await reduceHold(tx, {
    subject: creditSubject(purchase.id),
    amount: { minor: before - grossOf(lines.map(priced), currency), currency },
  });
  await refreshPurchase(tx, purchase);
  const event = taking.kind === 'received' ? 'shipment.received' : 'shipment.short';
  await audit(tx, {
    action: event,
    subject: `shipment:${shipment.id}`,
    detail: {
      receipt: taking.number,
      by: taking.by,
      kind: taking.kind,
      state: order.state,
      lines: settled.map((one) => ({ line: one.lineNumber, quantity: one.quantity.toString() })),
    },
  });
  await emit(tx, event, { shipmentId: shipment.id, receiptId: receipt.id });
  return receipt.id;
}
