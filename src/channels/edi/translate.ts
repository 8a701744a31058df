import type { MessageContent, ReadMessage } from '../../../edi/edifact/index.ts';
import type {
  DespatchAdviceDocument,
  DespatchLine,
  OrderResponseDocument,
  OrderResponseLine,
} from '../../../edi/messages.ts';
import { Decimal, Problem } from '../../base/index.ts';
import {
  type AnswerLine,
  type OrderLine,
  orderLines,
  recordAnswer,
  recordDespatch,
  type SellerOrder,
  sellerOrderByNumber,
} from '../../domain/orders/index.ts';
import type { ExchangeLink, TxCtx } from '../../platform/index.ts';

/** What a message became: links for the trace, and the numbers one searches by. */
export type Translated = {
  readonly links: readonly ExchangeLink[];
  readonly keys: readonly string[];
};

type Document = {
  readonly type: 'ORDRSP' | 'DESADV';
  readonly number: string;
  readonly sellerId: string;
};
type Named = {
  readonly position: string;
  readonly sellerSku?: string | undefined;
  readonly gtin?: string | undefined;
};

async function orderOf(
  tx: TxCtx,
  { type, number, sellerId }: Document,
  order: string | undefined,
): Promise<{ order: SellerOrder; lines: OrderLine[] }> {
  if (!order) throw new Problem('channel.order_unnamed', { type, number });
  const found = await sellerOrderByNumber(tx, { sellerId, number: order.trim() });
  if (!found) throw new Problem('channel.order_unknown', { type, number, order });
  return { order: found, lines: await orderLines(tx, found.id) };
}

function isItem(line: OrderLine, { sellerSku, gtin }: Named): boolean {
  return (
    line.sku === sellerSku || (line.gtin !== null && line.gtin !== undefined && line.gtin === gtin)
  );
}

/**
 * The order's line a seller speaks of: by our position, unless that line is another product and exactly one
 * line is the product named, for some systems number their own lines from 1.
 */
function lineOf(lines: readonly OrderLine[], named: Named, order: string): OrderLine {
  const byPosition = lines.find(
    (line) => String(line.lineNumber) === named.position.replace(/^0+(?=\d)/, ''),
  );
  const hasItem = named.sellerSku !== undefined || named.gtin !== undefined;
  if (byPosition && (!hasItem || isItem(byPosition, named))) return byPosition;
  const byItem = lines.filter((line) => isItem(line, named));
  const [only] = byItem;
  if (only && byItem.length === 1) return only;
  if (byPosition && byItem.length === 0) return byPosition;
  const item = named.sellerSku ?? named.gtin;
  throw new Problem('channel.order_line_unknown', {
    order,
    line: named.position,
    item: item ? ` (${item})` : '',
  });
}

/** One ORDRSP line as the domain's entries: what comes now and what comes later are two. */
function answersOf(
  line: OrderLine,
  said: OrderResponseLine,
  promisedOn: Temporal.PlainDate | undefined,
): AnswerLine[] {
  const { lineNumber, quantity: ordered } = line;
  const promised = said.promisedDate ?? promisedOn;
  const common = {
    lineNumber,
    ...(promised ? { promisedOn: promised } : {}),
    ...(said.reason ? { reason: said.reason } : {}),
  };
  if (said.action === 'rejected')
    return [
      {
        lineNumber,
        action: 'refused',
        quantity: ordered,
        ...(said.reason ? { reason: said.reason } : {}),
      },
    ];
  if (said.action === 'backordered') {
    const later = said.backorderQuantity ?? ordered;
    const stated = said.quantity ?? Decimal.zero;
    // Some repeat the ordered quantity beside QTY 83: what comes now is then the difference.
    const now = stated.add(later).compare(ordered) > 0 ? ordered.sub(later) : stated;
    const entry = { ...common, action: 'backordered' as const, quantity: later };
    return now.compare(Decimal.zero) > 0
      ? [{ lineNumber, action: 'changed', quantity: now }, entry]
      : [entry];
  }
  const quantity = said.quantity ?? ordered;
  if (quantity.isZero())
    return [
      {
        lineNumber,
        action: 'refused',
        quantity: ordered,
        ...(said.reason ? { reason: said.reason } : {}),
      },
    ];
  const isWhole = quantity.equals(line.confirmedQuantity ?? ordered);
  return [
    { ...common, action: said.action === 'accepted' && isWhole ? 'accepted' : 'changed', quantity },
  ];
}

/** Lines a first answer does not list follow its header: refused with it, else taken as ordered. */
function unsaid(lines: readonly OrderLine[], response: OrderResponseDocument): AnswerLine[] {
  const action = response.action === 'rejected' ? ('refused' as const) : ('accepted' as const);
  const promised = action === 'accepted' ? response.promisedDate : undefined;
  return lines.map((line) => ({
    lineNumber: line.lineNumber,
    action,
    quantity: line.confirmedQuantity ?? line.quantity,
    ...(promised ? { promisedOn: promised } : {}),
  }));
}

async function takeResponse(
  tx: TxCtx,
  response: OrderResponseDocument,
  sellerId: string,
): Promise<Translated> {
  const { order, lines } = await orderOf(
    tx,
    { type: 'ORDRSP', number: response.number, sellerId },
    response.orderNumber,
  );
  const said = response.lines.map((one) => ({ one, line: lineOf(lines, one, order.number) }));
  const given = said.flatMap(({ one, line }) => answersOf(line, one, response.promisedDate));
  const spoken = new Set(given.map((entry) => entry.lineNumber));
  const isFirst = order.answeredAt === null || order.answeredAt === undefined;
  const rest =
    isFirst || response.lines.length === 0
      ? unsaid(
          lines.filter((line) => !spoken.has(line.lineNumber)),
          response,
        )
      : [];
  await recordAnswer(tx, {
    sellerOrderId: order.id,
    sellerReference: response.number,
    lines: [...given, ...rest],
  });
  return {
    links: [{ type: 'seller_order', id: order.id, label: order.number }],
    keys: [order.number, response.number],
  };
}

async function takeDespatch(
  tx: TxCtx,
  despatch: DespatchAdviceDocument,
  sellerId: string,
): Promise<Translated> {
  const groups = Map.groupBy(
    despatch.lines,
    (line: DespatchLine) => line.orderNumber ?? despatch.orderNumber,
  );
  const links: ExchangeLink[] = [];
  const numbers: string[] = [];
  for (const [orderNumber, said] of groups) {
    const { order, lines } = await orderOf(
      tx,
      { type: 'DESADV', number: despatch.number, sellerId },
      orderNumber,
    );
    const carried = said.map((one) => ({
      lineNumber: lineOf(lines, { ...one, position: one.orderLine ?? one.position }, order.number)
        .lineNumber,
      quantity: one.quantity,
    }));
    const { shipmentId } = await recordDespatch(tx, {
      sellerOrderId: order.id,
      // A despatch of several orders becomes one shipment each, under numbers that stay apart.
      number: groups.size > 1 ? `${despatch.number}-${order.number}` : despatch.number,
      ...(despatch.carrier ? { carrier: despatch.carrier } : {}),
      ...(despatch.trackingNumber ? { trackingNumber: despatch.trackingNumber } : {}),
      shippedOn: despatch.despatchDate ?? despatch.date,
      ...(despatch.expectedDate ? { expectedOn: despatch.expectedDate } : {}),
      lines: carried,
    });
    links.push({ type: 'shipment', id: shipmentId, label: despatch.number });
    numbers.push(order.number);
  }
  if (groups.size === 0)
    await orderOf(tx, { type: 'DESADV', number: despatch.number, sellerId }, despatch.orderNumber);
  return { links, keys: [...numbers, despatch.number] };
}

/**
 * One message of a seller → one command, in the caller's transaction and under the seller's sight: ORDRSP
 * answers its order, DESADV despatches it. Refuses what it cannot place (`channel.order_*`) and what orders
 * refuse themselves; other messages are not served (`channel.message_not_served`).
 */
export async function applyMessage(
  tx: TxCtx,
  { message, sellerId }: { message: ReadMessage; sellerId: string },
): Promise<Translated> {
  const content: MessageContent = message.content;
  if (content.kind === 'order_response') return takeResponse(tx, content.response, sellerId);
  if (content.kind === 'despatch_advice') return takeDespatch(tx, content.despatch, sellerId);
  throw new Problem('channel.message_not_served', {
    reference: message.reference,
    type: message.type || '–',
  });
}
