import {
  type ConfirmationRequest,
  type ConfirmationStatusType,
  cxmlDay,
  type OrderRef,
  type ReceiptRequest,
  type ShipNoticeRequest,
} from '../../../punchout/index.ts';
import { Problem, plainDateIn } from '../../base/index.ts';
import {
  type AnswerLine,
  orderLines,
  recordAnswer,
  recordDespatch,
  recordReceipt,
  sellerOrderByNumber,
  shipmentByNumber,
  shipmentContent,
} from '../../domain/orders/index.ts';
import type { ExchangeLink, TxCtx } from '../../platform/index.ts';
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

async function orderOf(tx: TxCtx, { order, partner }: { order: OrderRef; partner: Partner }) {
  const number = order.orderId ?? '';
  const found = await sellerOrderByNumber(tx, { sellerId: partner.organisation.id, number });
  if (!found) throw new Problem('not_found', { what: 'order', id: number });
  return found;
}

/** A seller's ConfirmationRequest → the answer to its order; a header without items speaks for every line. */
export async function takeConfirmation(
  tx: TxCtx,
  { confirmation, partner }: { confirmation: ConfirmationRequest; partner: Partner },
): Promise<ExchangeLink[]> {
  const order = await orderOf(tx, { order: confirmation.order, partner });
  const whole = confirmation.type === 'reject' ? ('refused' as const) : ('accepted' as const);
  const ordered = await orderLines(tx, order.id);
  const given = confirmation.items.flatMap((item) =>
    item.statuses.map((status) => {
      const promised = cxmlDay(status.deliveryDate ?? status.shipmentDate ?? '');
      return {
        lineNumber: item.lineNumber,
        action: ACTIONS[status.type],
        quantity: status.quantity,
        ...(promised ? { promisedOn: promised } : {}),
        ...(status.comments[0] ? { reason: status.comments[0].text } : {}),
      };
    }),
  );
  const spoken = new Set(given.map((line) => line.lineNumber));
  const rest = ordered
    .filter((line) => !spoken.has(line.lineNumber))
    .map((line) => ({ lineNumber: line.lineNumber, action: whole, quantity: line.quantity }));
  await recordAnswer(tx, {
    sellerOrderId: order.id,
    ...(confirmation.confirmId ? { sellerReference: confirmation.confirmId } : {}),
    lines: [...given, ...rest],
  });
  return [{ type: 'seller_order', id: order.id, label: order.number }];
}

/** A seller's ShipNoticeRequest (new) → despatches; a portion without items ships the whole order. */
export async function takeShipNotice(
  tx: TxCtx,
  { notice, partner }: { notice: ShipNoticeRequest; partner: Partner },
): Promise<ExchangeLink[]> {
  if (notice.operation !== 'new')
    throw new Problem('cxml.not_implemented', {
      element: `ShipNoticeRequest operation="${notice.operation}"`,
    });
  const links: ExchangeLink[] = [];
  const control = notice.controls[0];
  for (const portion of notice.portions) {
    const order = await orderOf(tx, { order: portion.order, partner });
    const expected = cxmlDay(notice.deliveryDate ?? '');
    const { shipmentId } = await recordDespatch(tx, {
      sellerOrderId: order.id,
      number:
        notice.portions.length > 1 ? `${notice.shipmentId}-${order.number}` : notice.shipmentId,
      ...(control?.carriers[0] ? { carrier: control.carriers[0].value } : {}),
      ...(control?.shipmentIdentifiers[0]
        ? { trackingNumber: control.shipmentIdentifiers[0] }
        : {}),
      shippedOn: cxmlDay(notice.shipmentDate ?? notice.noticeDate) ?? plainDateIn(tx.now()),
      ...(expected ? { expectedOn: expected } : {}),
      // No items: everything that is left of the order.
      ...(portion.items.length > 0
        ? { lines: portion.items.map(({ lineNumber, quantity }) => ({ lineNumber, quantity })) }
        : {}),
    });
    links.push({ type: 'shipment', id: shipmentId, label: notice.shipmentId });
  }
  return links;
}

/** A buyer's ReceiptRequest → receipts on the shipments it names. */
export async function takeReceipt(
  tx: TxCtx,
  { receipt, partner }: { receipt: ReceiptRequest; partner: Partner },
): Promise<ExchangeLink[]> {
  const links: ExchangeLink[] = [];
  for (const order of receipt.orders) {
    const shipments = await shipmentByNumber(tx, {
      buyerId: partner.organisation.id,
      orderNumber: order.order.orderId ?? '',
      ...(receipt.shipNoticeId ? { number: receipt.shipNoticeId } : {}),
    });
    const received = order.items.filter((item) => item.type === 'received');
    for (const shipment of shipments) {
      if (shipment.receivedAt) continue;
      const content = await shipmentContent(tx, shipment.id);
      const own = new Set(content?.lines.map(({ line }) => line.lineNumber));
      const lines = received.filter((item) => own.has(item.lineNumber));
      if (received.length > 0 && lines.length === 0) continue;
      await recordReceipt(tx, {
        shipmentId: shipment.id,
        receivedBy: receipt.receiptId,
        ...(lines.length > 0
          ? { lines: lines.map(({ lineNumber, quantity }) => ({ lineNumber, quantity })) }
          : {}),
      });
      links.push({ type: 'shipment', id: shipment.id, label: shipment.number });
    }
  }
  return links;
}
