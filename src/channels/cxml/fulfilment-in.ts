import {
  type ConfirmationItem,
  type ConfirmationRequest,
  type ConfirmationStatusType,
  cxmlDay,
  type OrderRef,
  type ReceiptRequest,
  type ShipNoticeRequest,
} from '../../../punchout/index.ts';
import { Decimal, Problem, plainDateIn } from '../../base/index.ts';
import { recordReturn } from '../../domain/invoicing/index.ts';
import {
  type AnswerLine,
  cancelDespatch,
  correctDespatch,
  despatchByNumber,
  earlierOrder,
  OrderLine,
  orderLines,
  type PurchaseOrder,
  recordAnswer,
  recordDespatch,
  recordReceipt,
  sellerOrderByNumber,
  shipmentByNumber,
  shipmentContent,
} from '../../domain/orders/index.ts';
import {
  Exchange,
  type ExchangeLink,
  type ExchangeNote,
  lockRows,
  privileged,
  type TxCtx,
} from '../../platform/index.ts';
import type { Partner } from './authenticate.ts';

const ACTIONS: Readonly<Record<ConfirmationStatusType, AnswerLine['action']>> = {
  accept: 'accepted',
  allDetail: 'accepted',
  detail: 'changed',
  backordered: 'backordered',
  reject: 'refused',
  unknown: 'backordered',
  requestToPay: 'accepted',
};

/** The number that our OrderRequest had, where a seller names it by its payloadID alone. */
async function numberOf(
  tx: TxCtx,
  { order, partner }: { order: OrderRef; partner: Partner },
): Promise<string> {
  if (order.orderId || !order.payloadId) return order.orderId ?? '';
  const sent = await tx.em.findOne(Exchange, {
    direction: 'out',
    kind: 'OrderRequest',
    documentKey: order.payloadId,
    partnerId: partner.organisation.id,
  });
  return sent?.keys[0] ?? '';
}

async function orderOf(tx: TxCtx, { order, partner }: { order: OrderRef; partner: Partner }) {
  const number = await numberOf(tx, { order, partner });
  const found = await sellerOrderByNumber(tx, { sellerId: partner.organisation.id, number });
  if (!found)
    throw new Problem('not_found', { what: 'order', id: number || (order.payloadId ?? '') });
  return found;
}

/** What a header says of the lines it does not name; `detail`, `allDetail` and the like say nothing of them. */
const OF_THE_REST: Partial<Record<ConfirmationRequest['type'], AnswerLine['action']>> = {
  accept: 'accepted',
  except: 'accepted',
  reject: 'refused',
  backordered: 'backordered',
};

/** What the items say, part by part. No line may stand twice (cXML guide, «ConfirmationItem»). */
function saidByLine(items: readonly ConfirmationItem[]): AnswerLine[] {
  const seen = new Set<number>();
  return items.flatMap((item) => {
    const line = item.lineNumber;
    if (seen.has(line)) throw new Problem('cxml.line_twice', { line });
    seen.add(line);
    return item.statuses.map((status) => {
      const promised = cxmlDay(status.deliveryDate ?? status.shipmentDate ?? '');
      return {
        lineNumber: line,
        action: ACTIONS[status.type],
        quantity: status.quantity,
        ...(promised ? { promisedOn: promised } : {}),
        ...(status.comments[0] ? { reason: status.comments[0].text } : {}),
      };
    });
  });
}

/**
 * A seller's ConfirmationRequest → the answer to its order, the update as the first: a later word replaces an
 * earlier one. `accept`, `except`, `reject` and `backordered` speak for every line that no item names; a header
 * without any item does so whatever its type.
 */
export async function takeConfirmation(
  tx: TxCtx,
  { confirmation, partner }: { confirmation: ConfirmationRequest; partner: Partner },
): Promise<ExchangeLink[]> {
  const order = await orderOf(tx, { order: confirmation.order, partner });
  const given = saidByLine(confirmation.items);
  const spoken = new Set(given.map((line) => line.lineNumber));
  const [comment] = confirmation.comments;
  const whole = OF_THE_REST[confirmation.type] ?? (given.length === 0 ? 'accepted' : undefined);
  const rest = whole
    ? (await orderLines(tx, order.id))
        .filter((line) => !spoken.has(line.lineNumber))
        .map((line) => ({
          lineNumber: line.lineNumber,
          action: whole,
          quantity: whole === 'refused' ? line.quantity : (line.confirmedQuantity ?? line.quantity),
          ...(whole === 'refused' && comment?.text ? { reason: comment.text } : {}),
        }))
    : [];
  await recordAnswer(tx, {
    sellerOrderId: order.id,
    ...(confirmation.confirmId ? { sellerReference: confirmation.confirmId } : {}),
    lines: [...given, ...rest],
  });
  return [{ type: 'seller_order', id: order.id, label: order.number }];
}

type Notice = { readonly notice: ShipNoticeRequest; readonly partner: Partner };
type Portion = ShipNoticeRequest['portions'][number];

/** A notice over several orders is one despatch for each, told apart by the order's number. */
function despatchNumber({ notice }: Notice, orderNumber: string): string {
  return notice.portions.length > 1 ? `${notice.shipmentId}-${orderNumber}` : notice.shipmentId;
}

/** What the notice says of carrier, days and lines; without items a portion says nothing of lines. */
function contentOf({ notice }: Notice, portion: Portion) {
  const control = notice.controls[0];
  const expected = cxmlDay(notice.deliveryDate ?? '');
  return {
    ...(control?.carriers[0] ? { carrier: control.carriers[0].value } : {}),
    ...(control?.shipmentIdentifiers[0] ? { trackingNumber: control.shipmentIdentifiers[0] } : {}),
    ...(expected ? { expectedOn: expected } : {}),
    ...(portion.items.length > 0
      ? { lines: portion.items.map(({ lineNumber, quantity }) => ({ lineNumber, quantity })) }
      : {}),
  };
}

async function despatched(
  tx: TxCtx,
  { from, portion }: { from: Notice; portion: Portion },
): Promise<ExchangeLink> {
  const { notice, partner } = from;
  const order = await orderOf(tx, { order: portion.order, partner });
  const number = despatchNumber(from, order.number);
  const shippedOn = cxmlDay(notice.shipmentDate ?? notice.noticeDate);
  const link = (id: string): ExchangeLink => ({ type: 'shipment', id, label: notice.shipmentId });
  if (notice.operation === 'new') {
    const { shipmentId } = await recordDespatch(tx, {
      sellerOrderId: order.id,
      number,
      shippedOn: shippedOn ?? plainDateIn(tx.now()),
      ...contentOf(from, portion),
    });
    return link(shipmentId);
  }
  const known = await despatchByNumber(tx, { sellerId: partner.organisation.id, number });
  if (!known || known.sellerOrderId !== order.id)
    throw new Problem('orders.despatch_unknown', { despatch: number });
  if (notice.operation === 'delete') await cancelDespatch(tx, { shipmentId: known.id });
  else
    await correctDespatch(tx, {
      shipmentId: known.id,
      ...(shippedOn ? { shippedOn } : {}),
      ...contentOf(from, portion),
    });
  return link(known.id);
}

/**
 * A seller's ShipNoticeRequest → despatches, one for each order it names; a portion without items ships all that is
 * left of its order. `update` replaces what was said of the despatch, `delete` takes it back; both only until
 * it is received.
 */
export async function takeShipNotice(tx: TxCtx, from: Notice): Promise<ExchangeLink[]> {
  const links: ExchangeLink[] = [];
  for (const portion of from.notice.portions) links.push(await despatched(tx, { from, portion }));
  return links;
}

type Received = {
  readonly receipt: ReceiptRequest;
  readonly partner: Partner;
  readonly exchangeId: string;
};
type ReceivedOrder = ReceiptRequest['orders'][number];

async function purchaseOf(tx: TxCtx, { order, partner }: { order: OrderRef; partner: Partner }) {
  const buyerId = partner.organisation.id;
  // Any of an order's documents names it, also one that a later version has replaced.
  const { purchase: found } = await earlierOrder(tx, {
    buyerId,
    ...(order.orderId ? { number: order.orderId } : { payloadId: order.payloadId ?? '' }),
  });
  if (!found)
    throw new Problem('not_found', { what: 'order', id: order.orderId ?? order.payloadId ?? '' });
  return found;
}

/** Each order of a receipt, locked: receipts of one order are taken one after another, on what the others left. */
async function purchasesOf(tx: TxCtx, { receipt, partner }: Received) {
  const found: { order: ReceivedOrder; purchase: PurchaseOrder }[] = [];
  for (const order of receipt.orders)
    found.push({ order, purchase: await purchaseOf(tx, { order: order.order, partner }) });
  const ids = found.map(({ purchase }) => purchase.id);
  await privileged(tx, (inner) => lockRows(inner, 'purchase_order', ids));
  return found;
}

/** Whether this receipt was taken for the order before: its number names it, whatever document brings it. */
async function isKnown(tx: TxCtx, { number, from }: { number: string; from: Received }) {
  const { receipt, partner } = from;
  const buyerId = partner.organisation.id;
  const shipments = await shipmentByNumber(tx, { buyerId, orderNumber: number });
  return shipments.some((one) => one.receivedAt && one.receivedBy === receipt.receiptId);
}

/**
 * What came in goes to the order's shipments, the oldest first and to none more than it carries. A receipt that names
 * no quantity received has received everything that is under way.
 */
async function receive(
  tx: TxCtx,
  { order, number, from }: { order: ReceivedOrder; number: string; from: Received },
): Promise<{ links: ExchangeLink[]; left: ReadonlyMap<number, Decimal> }> {
  const { receipt, partner } = from;
  const left = new Map<number, Decimal>();
  for (const { type, lineNumber, quantity } of order.items)
    if (type === 'received')
      left.set(lineNumber, (left.get(lineNumber) ?? Decimal.zero).add(quantity));
  const isAll = order.items.length === 0;
  const shipments = await shipmentByNumber(tx, {
    buyerId: partner.organisation.id,
    orderNumber: number,
    ...(receipt.shipNoticeId ? { number: receipt.shipNoticeId } : {}),
  });
  const links: ExchangeLink[] = [];
  for (const shipment of shipments) {
    if (shipment.receivedAt) continue;
    const content = await shipmentContent(tx, shipment.id);
    const lines = (content?.lines ?? []).flatMap(({ carried, line }) => {
      const wanted = left.get(line.lineNumber) ?? Decimal.zero;
      const quantity = wanted.compare(carried.quantity) > 0 ? carried.quantity : wanted;
      if (quantity.isZero()) return [];
      left.set(line.lineNumber, wanted.sub(quantity));
      return [{ lineNumber: line.lineNumber, quantity }];
    });
    if (!isAll && lines.length === 0) continue;
    await recordReceipt(tx, {
      shipmentId: shipment.id,
      receivedBy: receipt.receiptId,
      ...(isAll ? {} : { lines }),
    });
    links.push({ type: 'shipment', id: shipment.id, label: shipment.number });
  }
  return { links, left };
}

/** What went back: a proposal to credit it, shown to the operator and on the invoice. */
async function sendBack(
  tx: TxCtx,
  {
    order,
    purchaseOrderId,
    from,
  }: { order: ReceivedOrder; purchaseOrderId: string; from: Received },
): Promise<ExchangeLink[]> {
  const links: ExchangeLink[] = [];
  for (const item of order.items) {
    if (item.type !== 'returned' || item.quantity.isZero()) continue;
    const { lineNumber, quantity } = item;
    const line = await tx.em.findOne(OrderLine, { purchaseOrderId, lineNumber });
    if (!line)
      throw new Problem('orders.line_unknown', {
        number: order.order.orderId ?? '',
        line: lineNumber,
      });
    const { returnId } = await recordReturn(tx, {
      orderLineId: line.id,
      quantity,
      receiptId: from.receipt.receiptId,
      receiptLine: item.receiptLineNumber,
      comment: item.comments[0]?.text,
      exchangeId: from.exchangeId,
    });
    links.push({
      type: 'goods_return',
      id: returnId,
      label: `${lineNumber}: ${quantity.toString()}`,
    });
  }
  return links;
}

/**
 * A buyer's ReceiptRequest: items received become receipts on the shipments under way, items returned become
 * proposals to credit. What was received beyond any shipment is an advisory, and so is a receipt that is known by
 * its number: it is counted once. Unknown orders: 417. Locks the purchase orders. A receipt that is taken back is
 * not served (450): goods once received are invoiced.
 */
export async function takeReceipt(
  tx: TxCtx,
  from: Received,
): Promise<{ links: ExchangeLink[]; advisories: ExchangeNote[] }> {
  const { receipt } = from;
  if (receipt.operation === 'delete')
    throw new Problem('cxml.not_implemented', { element: 'ReceiptRequest operation="delete"' });
  const links: ExchangeLink[] = [];
  const advisories: ExchangeNote[] = [];
  const orders = await purchasesOf(tx, from);
  const known = new Set<string>();
  for (const { purchase } of orders)
    if (await isKnown(tx, { number: purchase.number, from })) known.add(purchase.number);
  for (const { order, purchase } of orders) {
    const { number } = purchase;
    if (known.has(number)) {
      const message = `receipt ${receipt.receiptId} is known already for ${number}; what it says was received is not counted again`;
      advisories.push({ code: 'repeated', element: 'ReceiptRequest', message });
      links.push(...(await sendBack(tx, { order, purchaseOrderId: purchase.id, from })));
      continue;
    }
    const received = await receive(tx, { order, number, from });
    links.push(...received.links);
    for (const [line, quantity] of received.left) {
      if (quantity.isZero()) continue;
      const message = `line ${line} of ${purchase.number}: ${quantity.toString()} received beyond what is under way; nothing is recorded for it`;
      advisories.push({ code: 'value', element: 'ReceiptItem', message });
    }
    links.push(...(await sendBack(tx, { order, purchaseOrderId: purchase.id, from })));
  }
  return { links, advisories };
}
