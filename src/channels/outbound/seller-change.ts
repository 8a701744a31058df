import { type ItemOut, parseCxml } from '../../../punchout/index.ts';
import { Problem, say } from '../../base/index.ts';
import {
  type LineChange,
  markRevisionTold,
  type SellerOrderDocument,
  SellerOrderRevision,
  sellerOrderDocument,
} from '../../domain/orders/index.ts';
import { outboundConnection, type TradingConnection } from '../../domain/parties/index.ts';
import {
  type Ctx,
  Exchange,
  type JobPayload,
  queueMail,
  readFile,
  recordExchange,
  type TxCtx,
  write,
} from '../../platform/index.ts';
import { deliver, judgeCxml } from './deliver.ts';
import { orderRequestDocument } from './order.ts';
import { KINDS, orderDesk } from './seller-order.ts';

const CHANGES_IN_MAIL_MAX = 40;

const FIELDS = {
  added: { en: 'new line', fr: 'nouvelle ligne' },
  dropped: { en: 'dropped', fr: 'supprimée' },
  quantity: { en: 'quantity', fr: 'quantité' },
  requested_on: { en: 'delivery wanted', fr: 'livraison souhaitée' },
  ship_to: { en: 'deliver to', fr: 'livrer à' },
  schedule: { en: 'partial deliveries', fr: 'livraisons partielles' },
  comments: { en: 'comments', fr: 'remarques' },
  limit: { en: 'limit', fr: 'plafond' },
  period: { en: 'period', fr: 'période' },
  cancelled: { en: 'cancelled', fr: 'annulée' },
} as const;

/** `line 2, Paper A4 (B-1): quantity 10 RM → 4 RM`, for a mail. */
function changeText(change: LineChange, locale: 'en' | 'fr'): string {
  const { lineNumber, field, from, to, what } = change;
  const head =
    lineNumber === undefined ? '' : say(locale)(`line ${lineNumber}`, `ligne ${lineNumber}`);
  const values = [from, to].filter((text) => text !== undefined && text !== '').join(' → ');
  const subject = [head, what].filter(Boolean).join(', ');
  return `- ${subject ? `${subject}: ` : ''}${FIELDS[field][locale]} ${values}`.trimEnd();
}

/** Sellers whose system takes no order change hear of it by mail, and confirm on their page. */
async function announce(
  tx: TxCtx,
  { outgoing, revision }: { outgoing: SellerOrderDocument; revision: SellerOrderRevision },
): Promise<void> {
  const { order, buyer } = outgoing;
  const link = `${tx.services.config.publicUrl}/seller/orders/${order.id}`;
  const shown = revision.changes.slice(0, CHANGES_IN_MAIL_MAX);
  for (const { email, locale } of await orderDesk(tx, outgoing)) {
    const t = say(locale);
    const rest = revision.changes.length - shown.length;
    const more = rest > 0 ? [t(`… and ${rest} more`, `… et ${rest} de plus`)] : [];
    const list = [...shown.map((one) => changeText(one, locale)), ...more].join('\n');
    const cancelled = revision.kind === 'cancelled';
    await queueMail(tx, {
      to: email,
      organisationId: order.sellerId,
      subject: cancelled
        ? t(`Order ${order.number} is cancelled`, `Commande ${order.number} annulée`)
        : t(`Order ${order.number} has changed`, `Commande ${order.number} modifiée`),
      text: cancelled
        ? t(
            `${buyer.legalName} has cancelled order ${order.number}. Please send nothing more of it, and confirm here that you have read this:\n${link}\n\n${list}\n`,
            `${buyer.legalName} a annulé la commande ${order.number}. Merci de ne plus rien expédier et de confirmer ici que vous en avez pris connaissance :\n${link}\n\n${list}\n`,
          )
        : t(
            `${buyer.legalName} has changed order ${order.number}:\n${list}\n\nPlease confirm it here:\n${link}\n`,
            `${buyer.legalName} a modifié la commande ${order.number} :\n${list}\n\nMerci de la confirmer ici :\n${link}\n`,
          ),
    });
  }
}

/** The last document that carried the order, or a change of it, to the seller. */
async function lastDocument(tx: TxCtx, { order }: SellerOrderDocument): Promise<Exchange | null> {
  return tx.em.findOne(
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
}

async function itemsOf(tx: TxCtx, last: Exchange | null): Promise<readonly ItemOut[]> {
  if (!last) return [];
  const file = await readFile(tx, last.fileId);
  const { payload } = parseCxml(file.content, { contentType: file.contentType });
  return payload.kind === 'OrderRequest' ? payload.items : [];
}

type Told =
  | { readonly way: 'cxml'; readonly exchangeId: string; readonly url: string }
  | { readonly way: 'mail' | 'not_sent_yet' | 'nothing' };

async function storeChange(
  tx: TxCtx,
  {
    outgoing,
    connection,
    revision,
    last,
  }: {
    outgoing: SellerOrderDocument;
    connection: TradingConnection;
    revision: number;
    last: Exchange | null;
  },
): Promise<string> {
  const { order } = outgoing;
  const key = `${order.number}#${revision}`;
  const stored = await tx.em.findOne(Exchange, { direction: 'out', keys: { $contains: [key] } });
  if (stored) return stored.id;
  const cancelled = order.state === 'cancelled' || order.state === 'refused';
  const document = await orderRequestDocument(tx, {
    outgoing,
    connection,
    change: {
      type: cancelled ? 'delete' : 'update',
      revision,
      reference: last?.documentKey ?? undefined,
      items: outgoing.lines.length > 0 ? [] : await itemsOf(tx, last),
    },
  });
  return recordExchange(tx, {
    direction: 'out',
    ...document,
    partnerId: order.sellerId,
    connectionId: connection.id,
    keys: [order.number, order.buyerOrderNumber, key],
  });
}

async function prepare(
  tx: TxCtx,
  {
    sellerOrderId,
    revision,
    known,
  }: { sellerOrderId: string; revision: number; known: 'known' | 'unknown' },
): Promise<Told> {
  await tx.em.execute('select id from seller_order where id = ? for update', [sellerOrderId]);
  const outgoing = await sellerOrderDocument(tx, sellerOrderId);
  const { order } = outgoing;
  const own = await tx.em.findOne(SellerOrderRevision, { sellerOrderId, revision });
  if (!own || own.toldBy) return { way: 'nothing' };
  const last = await lastDocument(tx, outgoing);
  // Ids are made by time: a document younger than the change has it in itself.
  const carries = last !== null && last.id > own.id && !last.keys.some((key) => key.includes('#'));
  if (known === 'unknown' && (last === null || carries)) return { way: 'not_sent_yet' };
  // The order itself is still on its way: its change follows it.
  if (last?.state === 'queued' && !last.keys.some((key) => key.includes('#')))
    throw new Problem('channel.no_answer', {
      url: order.number,
      reason: 'the order itself is not sent yet, its change follows it',
    });
  const connection = await outboundConnection(tx, order.sellerId);
  const url = connection?.outboundUrl;
  if (!connection || connection.protocol !== 'cxml' || !url) {
    await announce(tx, { outgoing, revision: own });
    return { way: 'mail' };
  }
  // The document says the order as it is now: only the newest change needs one.
  if (revision < order.revision) return { way: 'nothing' };
  return {
    way: 'cxml',
    exchangeId: await storeChange(tx, { outgoing, connection, revision, last }),
    url,
  };
}

/**
 * Job `seller_order.send_change`, on `seller_order.changed` and `seller_order.cancelled {sellerOrderId,
 * revision}`: a seller that speaks cXML gets an OrderRequest of type update or delete that names the document
 * before it; the others (EDIFACT has no ORDCHG here) hear by mail and confirm on their page. A part that its
 * seller has not heard of needs nothing: its first document says what it is now. What a cXML seller refuses
 * goes by mail too.
 */
export async function sendSellerOrderChange(ctx: Ctx, payload: JobPayload): Promise<void> {
  const sellerOrderId = String(payload.sellerOrderId);
  const revision = Number(payload.revision);
  if (!Number.isInteger(revision)) return;
  const known = payload.known === true ? 'known' : 'unknown';
  const told = await write(ctx, async (tx) => {
    const prepared = await prepare(tx, { sellerOrderId, revision, known });
    if (prepared.way === 'mail' || prepared.way === 'not_sent_yet')
      await markRevisionTold(tx, { sellerOrderId, revision, toldBy: prepared.way });
    return prepared;
  });
  if (told.way !== 'cxml') return;
  const { exchangeId, url } = told;
  if ((await deliver(ctx, { exchangeId, url, judge: judgeCxml })) === 'sent') {
    await markRevisionTold(ctx, { sellerOrderId, revision, toldBy: 'cxml' });
    return;
  }
  await write(ctx, async (tx) => {
    const outgoing = await sellerOrderDocument(tx, sellerOrderId);
    const own = await tx.em.findOne(SellerOrderRevision, { sellerOrderId, revision });
    if (!own || own.toldBy) return;
    await announce(tx, { outgoing, revision: own });
    await markRevisionTold(tx, { sellerOrderId, revision, toldBy: 'mail' });
  });
}
