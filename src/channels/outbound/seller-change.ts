import { type ItemOut, parseCxml } from '../../../punchout/index.ts';
import { say } from '../../base/index.ts';
import {
  type LineChange,
  markRevisionTold,
  markSellerOrderSent,
  SellerOrder,
  type SellerOrderDocument,
  SellerOrderRevision,
  sellerOrderDocument,
} from '../../domain/orders/index.ts';
import type { TradingConnection } from '../../domain/parties/index.ts';
import { isHeld } from '../../domain/service/index.ts';
import {
  type Ctx,
  Exchange,
  type JobPayload,
  queueMail,
  readFile,
  type TxCtx,
  write,
} from '../../platform/index.ts';
import { openBody } from '../cxml/body.ts';
import { orderRequestDocument } from './order.ts';
import { KINDS, keepForSeller, orderDesk, sellerSystem } from './seller-order.ts';

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
      about: [`seller_order:${order.id}`],
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

function revisionKey(orderNumber: string, revision: number): string {
  return `${orderNumber}#${revision}`;
}

/** Which change of the order a document carries; undefined for the order itself. */
function revisionIn({ keys }: Exchange, orderNumber: string): number | undefined {
  const head = revisionKey(orderNumber, 0).slice(0, -1);
  const key = keys.find((one) => one.startsWith(head) && /^\d+$/.test(one.slice(head.length)));
  return key === undefined ? undefined : Number(key.slice(head.length));
}

/**
 * The document that carried the order, or a change of it, to the seller last: what it has or is to have before
 * anything else. One that it refused counts only where there is no other: then the order itself waits.
 */
async function lastDocument(tx: TxCtx, { order }: SellerOrderDocument): Promise<Exchange | null> {
  const [row] = await tx.em.execute<{ id: string }[]>(
    `select e.id from exchange e left join outgoing_delivery d on d.exchange_id = e.id
     where e.direction = 'out' and e.partner_id = ? and e.kind in (?, ?) and e.keys @> array[?]::text[]
       and (e.state in ('queued', 'sent') or d.state = 'dead')
     order by (e.state = 'failed'), e.id desc limit 1`,
    [order.sellerId, ...KINDS, order.number],
  );
  return row ? tx.em.findOne(Exchange, { id: row.id }) : null;
}

async function itemsOf(tx: TxCtx, last: Exchange | null): Promise<readonly ItemOut[]> {
  if (!last) return [];
  const file = await readFile(tx, last.fileId);
  const body = openBody(file.content, file.contentType);
  const { payload } = parseCxml(body.content, { contentType: body.contentType });
  if (payload.kind !== 'OrderRequest') return [];
  // Its files do not come again: a comment must name none.
  return payload.items.map((item) => ({
    ...item,
    comments: item.comments.map((one) => ({ ...one, attachments: [] })),
  }));
}

type Change = { readonly outgoing: SellerOrderDocument; readonly own: SellerOrderRevision };

async function queueChange(
  tx: TxCtx,
  {
    outgoing,
    connection,
    last,
    revision,
  }: {
    outgoing: SellerOrderDocument;
    connection: TradingConnection;
    last: Exchange | null;
    revision: number;
  },
): Promise<void> {
  const { order } = outgoing;
  const key = revisionKey(order.number, revision);
  const stored = await tx.em.count(Exchange, {
    direction: 'out',
    partnerId: order.sellerId,
    keys: { $contains: [key] },
  });
  if (stored > 0) return;
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
  await keepForSeller(tx, { outgoing, connection, document, keys: [key] });
}

async function tellByMail(tx: TxCtx, { outgoing, own }: Change): Promise<void> {
  await announce(tx, { outgoing, revision: own });
  await markRevisionTold(tx, {
    sellerOrderId: outgoing.order.id,
    revision: own.revision,
    toldBy: 'mail',
  });
}

/** A change that the seller has not heard of yet, with its order as it is now; undefined for any other. */
async function untold(
  tx: TxCtx,
  { sellerOrderId, revision }: { sellerOrderId: string; revision: number },
): Promise<Change | undefined> {
  await tx.em.execute('select id from seller_order where id = ? for update', [sellerOrderId]);
  const outgoing = await sellerOrderDocument(tx, sellerOrderId);
  const own = await tx.em.findOne(SellerOrderRevision, { sellerOrderId, revision });
  return own && !own.toldBy ? { outgoing, own } : undefined;
}

async function tell(
  tx: TxCtx,
  { outgoing, own, known }: Change & { known: 'known' | 'unknown' },
): Promise<void> {
  const { order } = outgoing;
  const { revision } = own;
  const last = await lastDocument(tx, outgoing);
  // Ids are made by time: a document younger than the change has it in itself.
  const carries = last !== null && last.id > own.id && revisionIn(last, order.number) === undefined;
  if (known === 'unknown' && (last === null || carries)) {
    const told = { sellerOrderId: order.id, revision, toldBy: 'not_sent_yet' } as const;
    return markRevisionTold(tx, told);
  }
  const connection = await sellerSystem(tx, outgoing);
  if (connection?.protocol !== 'cxml') return tellByMail(tx, { outgoing, own });
  // The document says the order as it is now: only the newest change needs one.
  if (revision < order.revision) return;
  await queueChange(tx, { outgoing, connection, last, revision });
  // Behind a document that waits for a person it may wait for days.
  if (known === 'known' && (await isHeld(tx, { sellerOrderId: order.id })))
    await tellByMail(tx, { outgoing, own });
}

/**
 * Job `seller_order.send_change`, on `seller_order.changed` and `seller_order.cancelled {sellerOrderId,
 * revision}`: for a seller that speaks cXML an OrderRequest of type update or delete that names the document
 * before it goes into the row behind it; the others (EDIFACT has no ORDCHG here) hear by mail and confirm on
 * their page. A part that its seller has not heard of needs nothing: its first document says what it is now.
 */
export async function sendSellerOrderChange(ctx: Ctx, payload: JobPayload): Promise<void> {
  const sellerOrderId = String(payload.sellerOrderId);
  const revision = Number(payload.revision);
  if (!Number.isInteger(revision)) return;
  const known = payload.known === true ? 'known' : 'unknown';
  await write(ctx, async (tx) => {
    const change = await untold(tx, { sellerOrderId, revision });
    if (change) await tell(tx, { ...change, known });
  });
}

/**
 * What becomes of a seller's part when a document for it was taken (`sent`) or given up (`dead`): the order
 * counts as sent, a change as told; a change that its system does not take goes by mail too. In the caller's
 * transaction.
 */
export async function settleSellerDocument(
  tx: TxCtx,
  {
    exchangeId,
    sellerOrderId,
    became,
  }: { exchangeId: string; sellerOrderId: string; became: 'sent' | 'dead' },
): Promise<void> {
  const exchange = await tx.em.findOneOrFail(Exchange, { id: exchangeId });
  const { number } = await tx.em.findOneOrFail(SellerOrder, { id: sellerOrderId });
  const revision = revisionIn(exchange, number);
  if (revision === undefined) {
    if (became === 'sent') await markSellerOrderSent(tx, { sellerOrderId });
    return;
  }
  if (became === 'sent') return markRevisionTold(tx, { sellerOrderId, revision, toldBy: 'cxml' });
  const change = await untold(tx, { sellerOrderId, revision });
  if (change) await tellByMail(tx, change);
}
