import { say } from '../../base/index.ts';
import {
  markRevisionTold,
  markSellerOrderSent,
  type SellerOrderDocument,
  sellerOrderDocument,
} from '../../domain/orders/index.ts';
import {
  outboundConnection,
  type TradingConnection,
  UserAccount,
} from '../../domain/parties/index.ts';
import { OutgoingDelivery, queueDelivery, withdrawPart } from '../../domain/service/index.ts';
import {
  type Ctx,
  Exchange,
  type JobPayload,
  queueMail,
  recordExchange,
  type TxCtx,
  write,
} from '../../platform/index.ts';
import { type OutgoingDocument, orderRequestDocument, ordersDocument } from './order.ts';

/** Documents that carry an order to its seller. */
export const KINDS = ['ORDERS', 'OrderRequest'];
const DESK_MAX = 20;

/** Who reads a seller's orders: its order desk, else the company's address. */
export async function orderDesk(
  tx: TxCtx,
  { seller }: SellerOrderDocument,
): Promise<{ email: string; locale: 'en' | 'fr' }[]> {
  const people = await tx.em.find(
    UserAccount,
    { organisationId: seller.id, active: true, roles: { $contains: ['order_desk'] } },
    { orderBy: { email: 'asc' }, limit: DESK_MAX },
  );
  if (people.length > 0) return people.map(({ email, locale }) => ({ email, locale }));
  return seller.email ? [{ email: seller.email, locale: seller.locale }] : [];
}

/** A seller without an address for documents works on its pages: its order desk hears by mail. */
async function announce(tx: TxCtx, outgoing: SellerOrderDocument): Promise<void> {
  const { order, buyer, lines } = outgoing;
  const link = `${tx.services.config.publicUrl}/seller/orders`;
  for (const { email, locale } of await orderDesk(tx, outgoing)) {
    const t = say(locale);
    await queueMail(tx, {
      to: email,
      organisationId: order.sellerId,
      about: [`seller_order:${order.id}`],
      subject: t(
        `Order ${order.number} from ${buyer.tradingName}`,
        `Commande ${order.number} de ${buyer.tradingName}`,
      ),
      text: t(
        `${buyer.legalName} ordered ${lines.length} line(s) from you. Please confirm or refuse them here:\n${link}\n`,
        `${buyer.legalName} vous a commandé ${lines.length} ligne(s). Merci de les confirmer ou de les refuser ici :\n${link}\n`,
      ),
    });
  }
}

/**
 * A stored document of the part that still goes or has gone: its exchange. One that was given up is withdrawn with
 * what waits behind it, so that a new document takes its place; undefined then, and where there is none.
 */
async function underWay(tx: TxCtx, { order }: SellerOrderDocument): Promise<Exchange | undefined> {
  const { id: sellerOrderId, revision } = order;
  const given = await tx.em.count(OutgoingDelivery, {
    orderKeys: { $contains: [`so:${sellerOrderId}`] },
    state: 'dead',
  });
  if (given > 0) {
    await withdrawPart(tx, { sellerOrderId, reason: 'A new document replaces it.' });
    // The new document says the order as it is now.
    await markRevisionTold(tx, { sellerOrderId, revision, toldBy: 'not_sent_yet' });
    return undefined;
  }
  const found = await tx.em.findOne(
    Exchange,
    {
      direction: 'out',
      partnerId: order.sellerId,
      kind: { $in: KINDS },
      keys: { $contains: [order.number] },
      state: { $in: ['queued', 'sent'] },
    },
    { orderBy: { id: 'desc' } },
  );
  return found ?? undefined;
}

/** Puts a document that is stored at the end of the row of its seller's part. */
export async function queueForSeller(
  tx: TxCtx,
  {
    exchangeId,
    outgoing: { order },
    connection,
    kind,
  }: {
    exchangeId: string;
    outgoing: SellerOrderDocument;
    connection: TradingConnection;
    kind: string;
  },
): Promise<void> {
  await queueDelivery(tx, {
    exchangeId,
    partnerId: order.sellerId,
    connectionId: connection.id,
    kind,
    subject: order.number,
    sellerOrderId: order.id,
  });
}

/** Stores a document for a seller and puts it at the end of the row of its part. */
export async function keepForSeller(
  tx: TxCtx,
  {
    outgoing,
    connection,
    document,
    keys,
  }: {
    outgoing: SellerOrderDocument;
    connection: TradingConnection;
    document: OutgoingDocument;
    keys: readonly string[];
  },
): Promise<void> {
  const { order } = outgoing;
  const exchangeId = await recordExchange(tx, {
    direction: 'out',
    ...document,
    partnerId: order.sellerId,
    connectionId: connection.id,
    keys: [order.number, order.buyerOrderNumber, ...keys],
  });
  await queueForSeller(tx, { exchangeId, outgoing, connection, kind: document.kind });
}

/** Where a seller takes documents; undefined for one that works on its pages. */
export async function sellerSystem(
  tx: TxCtx,
  { order }: SellerOrderDocument,
): Promise<TradingConnection | undefined> {
  const connection = await outboundConnection(tx, order.sellerId);
  if (!connection?.outboundUrl) return undefined;
  return connection.protocol === 'edifact' || connection.protocol === 'cxml'
    ? connection
    : undefined;
}

/**
 * Job `seller_order.send`, on `seller_order.released {sellerOrderId}`: ORDERS or OrderRequest into the row of
 * outgoing documents, or a mail to the order desk. The document is stored once and posted byte for byte the
 * same on each attempt; the part counts as sent when its seller has taken it. Run again for a part whose
 * document was given up, it builds a new one in its place.
 */
export async function sendSellerOrder(ctx: Ctx, payload: JobPayload): Promise<void> {
  const sellerOrderId = String(payload.sellerOrderId);
  await write(ctx, async (tx) => {
    // The row is locked so that two runs of the job store one document.
    await tx.em.execute('select id from seller_order where id = ? for update', [sellerOrderId]);
    const outgoing = await sellerOrderDocument(tx, sellerOrderId);
    const { order } = outgoing;
    if (order.state !== 'to_send') return;
    const connection = await sellerSystem(tx, outgoing);
    if (!connection) {
      await announce(tx, outgoing);
      await markSellerOrderSent(tx, { sellerOrderId });
      return;
    }
    const known = await underWay(tx, outgoing);
    if (!known) {
      const build = connection.protocol === 'edifact' ? ordersDocument : orderRequestDocument;
      const document = await build(tx, { outgoing, connection });
      const keys = [`po:${order.purchaseOrderId}`];
      await keepForSeller(tx, { outgoing, connection, document, keys });
      return;
    }
    // Stored before there was a row, by a version of ours that posted it itself.
    const queued = await tx.em.count(OutgoingDelivery, { exchangeId: known.id });
    const kind = known.kind ?? KINDS[1] ?? '';
    if (queued === 0)
      await queueForSeller(tx, { exchangeId: known.id, outgoing, connection, kind });
  });
}
