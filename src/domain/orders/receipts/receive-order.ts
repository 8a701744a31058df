import { type Ctx, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { checkVisible, lockPurchase } from '../commands/lock.ts';
import { type QuantityLine, quantitiesByLine } from '../rules.ts';
import { GoodsReceipt } from './entities.ts';
import { lockParcel, settleParcel, type Taking, underwayLines } from './parcel.ts';
import { takeFrom } from './rules.ts';
import { keepWaiting } from './waiting.ts';

export type OrderReceipt = {
  readonly purchaseOrderId: string;
  /** The buyer's number: known once for each order, whatever document brings it again. */
  readonly number: string;
  readonly receivedBy: string;
  /** Only the despatch of this number. */
  readonly despatchNumber?: string | undefined;
  /** Absent: all that is under way. */
  readonly lines?: readonly QuantityLine[] | undefined;
  /** `missing`: the buyer closes the order for receiving; what is under way and not named will not come. */
  readonly rest: 'open' | 'missing';
  readonly exchangeId?: string | undefined;
};

export type OrderReceived = {
  readonly outcome: 'taken' | 'repeated';
  readonly shipments: readonly { readonly id: string; readonly number: string }[];
  /** Received before the seller said that it shipped it: kept until then. */
  readonly waiting: readonly QuantityLine[];
  /** Received beyond what was ordered: nothing is recorded for it. */
  readonly beyond: readonly QuantityLine[];
};

async function isKnown(tx: TxCtx, { purchaseOrderId, number }: OrderReceipt): Promise<boolean> {
  const rows = await tx.em.execute<unknown[]>(
    `select 1 from goods_receipt r join seller_order s on s.id = r.seller_order_id
      where s.purchase_order_id = ? and r.number = ? and r.kind <> 'refused' and r.cancelled_at is null limit 1`,
    [purchaseOrderId, number],
  );
  return rows.length > 0;
}

/** Shipments of one order; a receipt of more would be cut, and its rest kept as waiting or said to be beyond. */
const SHIPMENTS_MAX = 1000;

type Named = { readonly id: string; readonly number: string; readonly open: boolean };

/** The order's shipments, the oldest first, and whether anything of each is under way. */
async function shipmentsOf(tx: TxCtx, { purchaseOrderId, despatchNumber }: OrderReceipt) {
  return tx.em.execute<Named[]>(
    `select h.id, h.number, h.received_at is null as open from shipment h join seller_order s on s.id = h.seller_order_id
      where s.purchase_order_id = ? and (? = '' or lower(trim(h.number)) = lower(trim(?)))
      order by h.created_at, h.id limit ${SHIPMENTS_MAX}`,
    [purchaseOrderId, despatchNumber ?? '', despatchNumber ?? ''],
  );
}

/** What is under way of any shipment of the order will not come; gives the shipments that were not named before. */
async function giveUpRest(
  tx: TxCtx,
  {
    receipt,
    taking,
    shipments,
  }: { receipt: OrderReceipt; taking: Taking; shipments: readonly { readonly id: string }[] },
): Promise<{ id: string; number: string }[]> {
  const more: { id: string; number: string }[] = [];
  const all = await shipmentsOf(tx, { ...receipt, despatchNumber: undefined });
  for (const { id, number } of all.filter(({ open }) => open)) {
    const parcel = await lockParcel(tx, id);
    const lines = underwayLines(parcel);
    if (lines.length === 0) continue;
    await settleParcel(tx, { parcel, taking: { ...taking, kind: 'missing' }, lines });
    if (!shipments.some((one) => one.id === id)) more.push({ id, number });
  }
  return more;
}

async function take(tx: TxCtx, receipt: OrderReceipt): Promise<OrderReceived> {
  const { purchaseOrderId, number, receivedBy: by, exchangeId } = receipt;
  const taking: Taking = { kind: 'received', number, by, at: tx.now(), exchangeId };
  const wanted = receipt.lines ? quantitiesByLine(receipt.lines) : undefined;
  const known = await shipmentsOf(tx, receipt);
  const shipments: { id: string; number: string }[] = [];
  for (const { id, number: label } of known.filter(({ open }) => open)) {
    const parcel = await lockParcel(tx, id);
    const open = underwayLines(parcel);
    const lines = wanted ? takeFrom(wanted, open) : open;
    if (lines.length === 0) continue;
    await settleParcel(tx, { parcel, taking, lines });
    shipments.push({ id, number: label });
  }
  const left = wanted ?? new Map();
  const waiting = await keepWaiting(tx, {
    purchaseOrderId,
    taking,
    wanted: left,
    // A despatch that is known is not waited for.
    despatchNumber: known.length === 0 ? receipt.despatchNumber : undefined,
  });
  if (receipt.rest === 'missing')
    shipments.push(...(await giveUpRest(tx, { receipt, taking, shipments })));
  const beyond = [...left]
    .filter(([, quantity]) => !quantity.isZero())
    .map(([lineNumber, quantity]) => ({ lineNumber, quantity }));
  return { outcome: 'taken', shipments, waiting, beyond };
}

/**
 * A buyer's receipt of an order, under `receipt.post`: what came in goes to the order's shipments, the oldest first
 * and to none more than is under way of it; each shipment delivers and has invoiced exactly that. What the seller has
 * not announced yet waits for its despatch notice, what is beyond the order comes back as such. A number that the
 * order knows has no second effect (`repeated`). Locks the purchase order: receipts of one order are taken one after
 * another, on what the others left.
 */
export async function receiveOrder(
  ctx: Ctx | TxCtx,
  receipt: OrderReceipt,
): Promise<OrderReceived> {
  ctx.require('receipt.post');
  return write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'purchase_order', id: receipt.purchaseOrderId });
    return privileged(tx, async (inner) => {
      await lockPurchase(inner, receipt.purchaseOrderId);
      if (await isKnown(inner, receipt))
        return { outcome: 'repeated' as const, shipments: [], waiting: [], beyond: [] };
      return take(inner, receipt);
    });
  });
}

/** Under which numbers a document's receipts were recorded. */
export async function receiptNumbersOf(
  tx: TxCtx,
  { exchangeId }: { exchangeId: string },
): Promise<string[]> {
  const found = await tx.em.find(GoodsReceipt, { exchangeId }, { limit: 1000 });
  return [...new Set(found.map((one) => one.number))];
}
