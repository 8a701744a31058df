import { transition } from '../../../base/index.ts';
import { type Ctx, enqueue, read, type TxCtx, write } from '../../../platform/index.ts';
import { deliveryTransitions, OutgoingDelivery } from './entities.ts';
import { type RetryRules, secondsToNext } from './rules.ts';

/** The job that posts what is due for one connection, a buyer's or a seller's. */
export const SEND_JOB = 'buyer.send_documents';
const ANSWER_MAX = 500;

/** What a delivery to be posted is. */
export type Claim = {
  readonly deliveryId: string;
  readonly exchangeId: string;
  readonly attempts: number;
  readonly attemptsTotal: number;
  /** The seller's part that it carries; absent for documents to buyers. */
  readonly sellerOrderId: string | undefined;
};

const SELLER_PART = 'so:';

/** Starts the posting of what is due for a connection; a start that waits already is enough. */
async function startSending(tx: TxCtx, connectionId: string): Promise<void> {
  await enqueue(tx, SEND_JOB, { connectionId }, { key: `suite:${connectionId}` });
}

/**
 * Puts a stored outbound exchange at the end of the row, in the caller's transaction. It will overtake no
 * earlier document that shares one of its purchase orders, or one to the same seller about its part: what a seller
 * does not take holds up neither the buyer nor the other sellers.
 */
export async function queueDelivery(
  tx: TxCtx,
  delivery: {
    exchangeId: string;
    partnerId: string;
    connectionId: string;
    kind: string;
    subject: string;
    /** Of a document to a buyer. */
    purchaseOrderIds?: readonly string[];
    /** Of a document to a seller: its part of an order. */
    sellerOrderId?: string;
  },
): Promise<void> {
  const { purchaseOrderIds = [], sellerOrderId, ...rest } = delivery;
  tx.em.create(OutgoingDelivery, {
    ...rest,
    id: tx.newId(),
    orderKeys: [
      ...purchaseOrderIds.map((id) => `po:${id}`),
      ...(sellerOrderId ? [`${SELLER_PART}${sellerOrderId}`] : []),
    ],
    state: 'waiting',
    nextAt: tx.now(),
    createdAt: tx.now(),
  });
  await tx.em.flush();
  await startSending(tx, delivery.connectionId);
}

const DUE = `d.state = 'waiting' and d.next_at <= ?::timestamptz
  and (d.claimed_until is null or d.claimed_until < ?::timestamptz)
  and not exists (
    select 1 from outgoing_delivery e
    where e.order_keys && d.order_keys and e.id < d.id and e.state in ('waiting', 'dead'))`;

/**
 * Takes the oldest document that is due for a connection, for as long as posting it may last; another worker
 * finds it again when that time is over. A document behind another of its purchase order is not due, also
 * when that one was given up: a ship notice must not overtake its confirmation.
 */
export async function claimDelivery(
  ctx: Ctx,
  { connectionId, seconds }: { connectionId: string; seconds: number },
): Promise<Claim | undefined> {
  return write(ctx, async (tx) => {
    const now = tx.now();
    const [row] = await tx.em.execute<{ id: string }[]>(
      `select d.id from outgoing_delivery d where d.connection_id = ? and ${DUE}
       order by d.id limit 1 for update of d skip locked`,
      [connectionId, now.toString(), now.toString()],
    );
    if (!row) return undefined;
    const delivery = await tx.em.findOneOrFail(OutgoingDelivery, { id: row.id }, { refresh: true });
    delivery.claimedUntil = now.add({ seconds });
    const { id, exchangeId, attempts, attemptsTotal, orderKeys } = delivery;
    const sellerOrderId = orderKeys
      .find((key) => key.startsWith(SELLER_PART))
      ?.slice(SELLER_PART.length);
    return { deliveryId: id, exchangeId, attempts, attemptsTotal, sellerOrderId };
  });
}

/** What an attempt came to. */
export type Attempted =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'refused' | 'later'; readonly answer: string };

/**
 * Writes an attempt down: taken, refused for good, or to be tried again when the rules say; used up, it is
 * given up and waits for a person. Says what became of it.
 */
export async function noteAttempt(
  ctx: Ctx | TxCtx,
  { claim, attempted, rules }: { claim: Claim; attempted: Attempted; rules: RetryRules },
): Promise<'sent' | 'waiting' | 'dead'> {
  return write(ctx, async (tx) => {
    const delivery = await tx.em.findOneOrFail(
      OutgoingDelivery,
      { id: claim.deliveryId },
      { refresh: true },
    );
    delivery.attempts += 1;
    delivery.attemptsTotal += 1;
    delivery.claimedUntil = null;
    delivery.lastAnswer =
      attempted.outcome === 'sent' ? null : attempted.answer.slice(0, ANSWER_MAX);
    const wait =
      attempted.outcome === 'later'
        ? secondsToNext(rules, { attempts: delivery.attempts, seed: delivery.id })
        : undefined;
    if (wait !== undefined) {
      delivery.nextAt = tx.now().add({ seconds: wait });
      return 'waiting';
    }
    const to = attempted.outcome === 'sent' ? 'sent' : 'dead';
    move(delivery, to);
    delivery.settledAt = tx.now();
    return to;
  });
}

/** Moves a delivery on; refuses what its state does not allow (`state.transition`). */
export function move(delivery: OutgoingDelivery, to: OutgoingDelivery['state']): void {
  const subject = `delivery ${delivery.subject}`;
  delivery.state = transition(deliveryTransitions, { subject, from: delivery.state, to });
}

/** A delivery goes back to the row at once, with all its attempts; the bytes are those it had. */
export async function putBack(tx: TxCtx, delivery: OutgoingDelivery): Promise<void> {
  move(delivery, 'waiting');
  delivery.attempts = 0;
  delivery.nextAt = tx.now();
  delivery.settledAt = null;
  await tx.em.flush();
  await startSending(tx, delivery.connectionId);
}

/** Lets what waited behind a document go on. */
export async function goOn(tx: TxCtx, delivery: OutgoingDelivery): Promise<void> {
  await tx.em.flush();
  await startSending(tx, delivery.connectionId);
}

const CONNECTIONS_MAX = 1000;

/**
 * Starts the posting for each connection that something is due for: each minute by the clock, so that waits end
 * and what a lost worker had claimed is found again.
 */
export async function sendDue(ctx: Ctx): Promise<void> {
  const now = ctx.now().toString();
  const due = await read(ctx, (tx) =>
    tx.em.execute<{ connection_id: string }[]>(
      `select distinct d.connection_id from outgoing_delivery d where ${DUE} limit ${CONNECTIONS_MAX}`,
      [now, now],
    ),
  );
  if (due.length === 0) return;
  await write(ctx, async (tx) => {
    for (const { connection_id } of due) await startSending(tx, connection_id);
  });
}
