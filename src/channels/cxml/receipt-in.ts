import type { OrderRef, ReceiptRequest } from '../../../punchout/index.ts';
import { type Decimal, Problem } from '../../base/index.ts';
import { recordReturn, takeReceiptBack } from '../../domain/invoicing/index.ts';
import {
  earlierOrder,
  OrderLine,
  type PurchaseOrder,
  receiptNumbersOf,
  receiveOrder,
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

/**
 * Each order of a receipt, locked: receipts of one order are taken one after another, on what the others left. An order
 * that a document names several times is one.
 */
async function purchasesOf(tx: TxCtx, { receipt, partner }: Received) {
  const found = new Map<string, { order: ReceivedOrder; purchase: PurchaseOrder }>();
  for (const order of receipt.orders) {
    const purchase = await purchaseOf(tx, { order: order.order, partner });
    const earlier = found.get(purchase.id)?.order;
    const closeForReceiving = order.closeForReceiving ?? earlier?.closeForReceiving;
    const items = [...(earlier?.items ?? []), ...order.items];
    found.set(purchase.id, { purchase, order: { ...order, items, closeForReceiving } });
  }
  await privileged(tx, (inner) => lockRows(inner, 'purchase_order', [...found.keys()]));
  return [...found.values()];
}

/** What came in, as one receipt of the order; a receipt without items received has received all that is under way. */
async function receive(
  tx: TxCtx,
  { order, purchase, from }: { order: ReceivedOrder; purchase: PurchaseOrder; from: Received },
): Promise<{ links: ExchangeLink[]; advisories: ExchangeNote[] }> {
  const { receipt, exchangeId } = from;
  const items = order.items.filter(({ type }) => type === 'received');
  const taken = await receiveOrder(tx, {
    purchaseOrderId: purchase.id,
    number: receipt.receiptId,
    receivedBy: receipt.receiptId,
    despatchNumber: receipt.shipNoticeId,
    ...(order.items.length === 0 ? {} : { lines: items }),
    rest: order.closeForReceiving === 'yes' ? 'missing' : 'open',
    exchangeId,
  });
  const note = (code: string, message: string): ExchangeNote => ({
    code,
    element: code === 'repeated' ? 'ReceiptRequest' : 'ReceiptItem',
    message,
  });
  const said = (line: number, quantity: Decimal, what: string) =>
    note('value', `line ${line} of ${purchase.number}: ${quantity.toString()} received ${what}`);
  return {
    links: taken.shipments.map(({ id, number }) => ({ type: 'shipment', id, label: number })),
    advisories: [
      ...(taken.outcome === 'repeated'
        ? [
            note(
              'repeated',
              `receipt ${receipt.receiptId} is known already for ${purchase.number}; what it says was received is not counted again`,
            ),
          ]
        : []),
      ...taken.waiting.map(({ lineNumber, quantity }) =>
        said(
          lineNumber,
          quantity,
          'before the seller announced it; kept until its ship notice comes',
        ),
      ),
      ...taken.beyond.map(({ lineNumber, quantity }) =>
        said(
          lineNumber,
          quantity,
          'beyond what is under way or still to ship; nothing is recorded for it',
        ),
      ),
    ],
  };
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

/** The numbers under which the document that is taken back was recorded; by its payloadID where that is given. */
async function namedReceipts(tx: TxCtx, { receipt, partner }: Received): Promise<string[]> {
  const { previousPayloadId, receiptId } = receipt;
  const earlier = previousPayloadId
    ? await tx.em.findOne(Exchange, {
        direction: 'in',
        kind: 'ReceiptRequest',
        documentKey: previousPayloadId,
        partnerId: partner.organisation.id,
      })
    : null;
  const numbers = earlier ? await receiptNumbersOf(tx, { exchangeId: earlier.id }) : [];
  return numbers.length > 0 ? numbers : [receiptId];
}

/** A receipt that is taken back, with what it said went back: each order that knows it is as before it. */
async function takeBack(
  tx: TxCtx,
  from: Received,
): Promise<{ links: ExchangeLink[]; advisories: ExchangeNote[] }> {
  const links: ExchangeLink[] = [];
  const advisories: ExchangeNote[] = [];
  const numbers = await namedReceipts(tx, from);
  for (const { purchase } of await purchasesOf(tx, from)) {
    for (const number of numbers) {
      const done = await takeReceiptBack(tx, {
        purchaseOrderId: purchase.id,
        number,
        by: from.receipt.receiptId,
      });
      links.push(...done.shipmentIds.map((id) => ({ type: 'shipment', id, label: number })));
      if (done.outcome === 'repeated') {
        const message = `receipt ${number} of ${purchase.number} is taken back already`;
        advisories.push({ code: 'repeated', element: 'ReceiptRequest', message });
      }
    }
    links.push({ type: 'purchase_order', id: purchase.id, label: purchase.number });
  }
  return { links, advisories };
}

/**
 * A buyer's ReceiptRequest: items received become receipts on the shipments under way, the rest of which stays open;
 * items returned become proposals to credit, or goods sent away at the door. What the seller has not announced yet
 * waits, what is beyond the order is an advisory, and so is a receipt that is known by its number: it is counted once.
 * `closeForReceiving` gives up what is under way and not named. Unknown orders: 417. Locks the purchase orders.
 * `operation="delete"` takes an earlier receipt back (ReceiptRequestHeader; by its DocumentReference, else its
 * receiptID) as long as none of it is invoiced (412).
 */
export async function takeReceipt(
  tx: TxCtx,
  from: Received,
): Promise<{ links: ExchangeLink[]; advisories: ExchangeNote[] }> {
  if (from.receipt.operation === 'delete') return takeBack(tx, from);
  const links: ExchangeLink[] = [];
  const advisories: ExchangeNote[] = [];
  for (const { order, purchase } of await purchasesOf(tx, from)) {
    const received = await receive(tx, { order, purchase, from });
    links.push(...received.links);
    advisories.push(...received.advisories);
    links.push(...(await sendBack(tx, { order, purchaseOrderId: purchase.id, from })));
  }
  return { links, advisories };
}
