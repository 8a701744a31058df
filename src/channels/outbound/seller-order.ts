import { say } from '../../base/index.ts';
import {
  markSellerOrderSent,
  type SellerOrderDocument,
  sellerOrderDocument,
} from '../../domain/orders/index.ts';
import {
  outboundConnection,
  type TradingConnection,
  UserAccount,
} from '../../domain/parties/index.ts';
import {
  type Ctx,
  Exchange,
  type JobPayload,
  queueMail,
  recordExchange,
  type TxCtx,
  write,
} from '../../platform/index.ts';
import { deliver, judgeCxml, judgeHttp } from './deliver.ts';
import { orderRequestDocument, ordersDocument } from './order.ts';

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

/** A stored document that may be posted again as it is: waiting, or never answered. */
async function reusable(tx: TxCtx, { order }: SellerOrderDocument): Promise<string | undefined> {
  const last = await tx.em.findOne(
    Exchange,
    {
      direction: 'out',
      partnerId: order.sellerId,
      kind: { $in: KINDS },
      keys: { $contains: [order.number] },
    },
    { orderBy: { id: 'desc' } },
  );
  if (!last || (last.state === 'failed' && last.errors.at(-1)?.code === 'channel.refused'))
    return undefined;
  return last.id;
}

async function store(
  tx: TxCtx,
  { outgoing, connection }: { outgoing: SellerOrderDocument; connection: TradingConnection },
): Promise<string> {
  const { order } = outgoing;
  const document =
    connection.protocol === 'edifact'
      ? await ordersDocument(tx, { outgoing, connection })
      : await orderRequestDocument(tx, { outgoing, connection });
  return recordExchange(tx, {
    direction: 'out',
    ...document,
    partnerId: order.sellerId,
    connectionId: connection.id,
    keys: [order.number, order.buyerOrderNumber, `po:${order.purchaseOrderId}`],
  });
}

type Prepared = {
  readonly exchangeId: string;
  readonly url: string;
  readonly judge: typeof judgeHttp;
};

/** Builds and stores the document once; a page seller is told at once and needs nothing more. */
async function prepare(tx: TxCtx, sellerOrderId: string): Promise<Prepared | undefined> {
  // The row is locked so that two runs of the job store one document.
  await tx.em.execute('select id from seller_order where id = ? for update', [sellerOrderId]);
  const outgoing = await sellerOrderDocument(tx, sellerOrderId);
  if (outgoing.order.state !== 'to_send') return undefined;
  const connection = await outboundConnection(tx, outgoing.order.sellerId);
  const url = connection?.outboundUrl;
  if (
    !connection ||
    !url ||
    (connection.protocol !== 'edifact' && connection.protocol !== 'cxml')
  ) {
    await announce(tx, outgoing);
    await markSellerOrderSent(tx, { sellerOrderId });
    return undefined;
  }
  const exchangeId = (await reusable(tx, outgoing)) ?? (await store(tx, { outgoing, connection }));
  return { exchangeId, url, judge: connection.protocol === 'cxml' ? judgeCxml : judgeHttp };
}

/**
 * Job `seller_order.send`, on `seller_order.released {sellerOrderId}`: ORDERS or OrderRequest to the seller's
 * address, or a mail to its order desk. The document is stored once and posted byte for byte the same on
 * each attempt; a refusal ends the job with the exchange `failed`, and a new run builds a new document.
 */
export async function sendSellerOrder(ctx: Ctx, payload: JobPayload): Promise<void> {
  const sellerOrderId = String(payload.sellerOrderId);
  const prepared = await write(ctx, (tx) => prepare(tx, sellerOrderId));
  if (!prepared) return;
  if ((await deliver(ctx, prepared)) === 'sent') await markSellerOrderSent(ctx, { sellerOrderId });
}
