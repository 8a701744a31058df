import { LockMode } from '@mikro-orm/core';
import { Problem } from '../../../base/index.ts';
import {
  audit,
  BulkProgress,
  type Ctx,
  Exchange,
  enqueue,
  type JobPayload,
  noteExchange,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { OutgoingDelivery } from './entities.ts';
import { goOn, move, putBack } from './queue.ts';

/** The job that puts a partner's given-up documents back. */
export const REPLAY_JOB = 'service.replay_deliveries';
/** The jobs that write a seller's order and an invoice; the channels'. */
const ORDER_JOB = 'seller_order.send';
const INVOICE_JOB = 'buyer.send_invoice';
const REASON_MAX = 500;
const REPLAY_CHUNK = 50;

async function dead(tx: TxCtx, deliveryId: string): Promise<OutgoingDelivery> {
  const found = await tx.em.findOne(
    OutgoingDelivery,
    { id: deliveryId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!found) throw new Problem('not_found', { what: 'delivery', id: deliveryId });
  if (found.state !== 'dead')
    throw new Problem('service.delivery_not_dead', { subject: found.subject });
  return found;
}

async function replay(tx: TxCtx, delivery: OutgoingDelivery): Promise<void> {
  await putBack(tx, delivery);
  await noteExchange(tx, delivery.exchangeId, { state: 'queued' });
  await audit(tx, {
    action: 'delivery.replayed',
    subject: `outgoing_delivery:${delivery.id}`,
    detail: { exchangeId: delivery.exchangeId, subject: delivery.subject },
  });
}

/**
 * Posts a given-up document again: the same bytes under the same payloadID, so that a partner which has it
 * already answers as it did. Needs `job.manage`. Refuses what is not given up (`service.delivery_not_dead`).
 */
export async function replayDelivery(
  ctx: Ctx | TxCtx,
  { deliveryId }: { deliveryId: string },
): Promise<void> {
  ctx.require('job.manage');
  await write(ctx, async (tx) => replay(tx, await dead(tx, deliveryId)));
}

async function dismiss(
  tx: TxCtx,
  { delivery, reason }: { delivery: OutgoingDelivery; reason: string },
): Promise<void> {
  move(delivery, 'dismissed');
  delivery.dismissedBy = tx.actor.name;
  delivery.dismissReason = reason;
  delivery.settledAt = tx.now();
  await audit(tx, {
    action: 'delivery.dismissed',
    subject: `outgoing_delivery:${delivery.id}`,
    detail: { exchangeId: delivery.exchangeId, subject: delivery.subject, reason },
  });
  await goOn(tx, delivery);
}

/**
 * Gives a document up for good, with the reason, so that what waits behind it goes on. Needs `job.manage`;
 * audited. Refuses an empty reason (`request.invalid`) and what is not given up yet.
 */
export async function dismissDelivery(
  ctx: Ctx | TxCtx,
  { deliveryId, reason }: { deliveryId: string; reason: string },
): Promise<void> {
  ctx.require('job.manage');
  const why = reason.trim().slice(0, REASON_MAX);
  if (why === '') throw new Problem('service.dismiss_reason');
  await write(ctx, async (tx) =>
    dismiss(tx, { delivery: await dead(tx, deliveryId), reason: why }),
  );
}

/**
 * What a seller has not taken of its part leaves the row, because a new document says it all; audited, in the
 * caller's transaction. Only where its first document was given up: nothing behind it was ever posted. For
 * jobs: no person decides here.
 */
export async function withdrawPart(
  tx: TxCtx,
  { sellerOrderId, reason }: { sellerOrderId: string; reason: string },
): Promise<void> {
  tx.require('job.manage');
  const rows = await tx.em.find(
    OutgoingDelivery,
    { orderKeys: { $contains: [`so:${sellerOrderId}`] }, state: { $in: ['dead', 'waiting'] } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  for (const delivery of rows) {
    await dismiss(tx, { delivery, reason });
    await noteExchange(tx, delivery.exchangeId, { state: 'failed' });
  }
}

/** The job that writes a document anew, and what it is told; undefined for documents that nothing writes twice. */
async function rewriting(
  tx: TxCtx,
  { id, subject, exchangeId, orderKeys }: OutgoingDelivery,
): Promise<{ job: string; payload: JobPayload } | undefined> {
  const sellerOrderId = orderKeys.find((key) => key.startsWith('so:'))?.slice(3);
  // The job itself withdraws what waits behind.
  if (sellerOrderId) return { job: ORDER_JOB, payload: { sellerOrderId } };
  const { links } = await tx.em.findOneOrFail(Exchange, { id: exchangeId });
  const [link] = links;
  if (links.length !== 1 || link?.type !== 'invoice' || link.label !== subject) return undefined;
  return { job: INVOICE_JOB, payload: { invoiceId: link.id, eventId: id, anew: true } };
}

/**
 * Has a seller's order or an invoice written anew in place of a document that was given up: its partner's settings
 * were mended, the bytes it refused would be refused again. Needs `job.manage`; audited. Refuses what is not given
 * up, and what nothing writes anew (`service.delivery_not_dead`).
 */
export async function renewDelivery(
  ctx: Ctx | TxCtx,
  { deliveryId }: { deliveryId: string },
): Promise<void> {
  ctx.require('job.manage');
  await write(ctx, async (tx) => {
    const delivery = await dead(tx, deliveryId);
    const { id, subject, exchangeId } = delivery;
    const anew = await rewriting(tx, delivery);
    if (!anew) throw new Problem('service.delivery_not_dead', { subject });
    await audit(tx, {
      action: 'delivery.renewed',
      subject: `outgoing_delivery:${id}`,
      detail: { exchangeId, subject },
    });
    if (anew.job === INVOICE_JOB)
      await dismiss(tx, { delivery, reason: 'A new document replaces it.' });
    await enqueue(tx, anew.job, anew.payload);
  });
}

/**
 * Puts all given-up documents of a partner back, oldest first, as long work with a progress record whose id
 * comes back. Needs `job.manage`.
 */
export async function replayPartner(
  ctx: Ctx | TxCtx,
  { partnerId, partnerName }: { partnerId: string; partnerName: string },
): Promise<{ progressId: string }> {
  ctx.require('job.manage');
  return write(ctx, async (tx) => {
    const total = await tx.em.count(OutgoingDelivery, { partnerId, state: 'dead' });
    const progressId = tx.newId();
    tx.em.create(BulkProgress, {
      id: progressId,
      kind: 'replay',
      subject: partnerName,
      total,
      state: total === 0 ? 'finished' : 'running',
      startedAt: tx.now(),
      updatedAt: tx.now(),
    });
    await tx.em.flush();
    if (total > 0) await enqueue(tx, REPLAY_JOB, { partnerId, progressId });
    return { progressId };
  });
}

/** Job `service.replay_deliveries`: fifty in a transaction; what is done is no longer given up, so it may repeat. */
export async function replayDeliveries(ctx: Ctx, payload: JobPayload): Promise<void> {
  const partnerId = String(payload.partnerId);
  const progressId = String(payload.progressId);
  // Only what was given up when it was asked: a document that fails again meanwhile is not replayed in a circle.
  const startedAt = (
    await write(ctx, (tx) => tx.em.findOneOrFail(BulkProgress, { id: progressId }))
  ).startedAt;
  for (let left = 1; left > 0; ) {
    left = await write(ctx, async (tx) => {
      const found = await tx.em.find(
        OutgoingDelivery,
        { partnerId, state: 'dead', settledAt: { $lte: startedAt } },
        { orderBy: { id: 'asc' }, limit: REPLAY_CHUNK, lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      for (const delivery of found) await replay(tx, delivery);
      const rest = await tx.em.count(OutgoingDelivery, {
        partnerId,
        state: 'dead',
        settledAt: { $lte: startedAt },
      });
      const progress = await tx.em.findOneOrFail(BulkProgress, { id: progressId });
      progress.done += found.length;
      progress.state = rest === 0 ? 'finished' : 'running';
      progress.updatedAt = tx.now();
      return found.length === 0 ? 0 : rest;
    });
  }
}
