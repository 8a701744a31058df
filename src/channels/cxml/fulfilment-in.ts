import {
  type ConfirmationItem,
  type ConfirmationRequest,
  type ConfirmationStatusType,
  cxmlDay,
  type OrderRef,
  type ShipNoticeRequest,
} from '../../../punchout/index.ts';
import { Problem, plainDateIn } from '../../base/index.ts';
import {
  type AnswerLine,
  cancelDespatch,
  correctDespatch,
  despatchByNumber,
  orderLines,
  recordAnswer,
  recordDespatch,
  sellerOrderByNumber,
} from '../../domain/orders/index.ts';
import { Exchange, type ExchangeLink, type TxCtx } from '../../platform/index.ts';
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
