import type { TxCtx } from './context.ts';
import { OutboxEvent } from './entities.ts';
import { enqueue, type JobPayload } from './jobs.ts';
import { privileged } from './write.ts';

/**
 * Records that something happened (past tense: `order.accepted`) in the caller's transaction, and adds
 * one job for each subscriber. Modules call downward by function and upward only by event.
 */
export async function emit(tx: TxCtx, name: string, payload: JobPayload): Promise<void> {
  const id = tx.newId();
  await privileged(tx, async ({ em }) => {
    em.create(OutboxEvent, { id, name, payload: { ...payload }, occurredAt: tx.now() });
    await em.flush();
  });
  for (const task of tx.services.subscriptions.get(name) ?? []) {
    await enqueue(tx, task, { ...payload, eventId: id });
  }
}
