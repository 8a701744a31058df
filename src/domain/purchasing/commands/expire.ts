import { audit, type Ctx, emit, type TxCtx, write } from '../../../platform/index.ts';
import { VISIT_HOURS_MAX } from '../rules.ts';

/** Visits that one transaction ends: a backlog of any length is worked off in short ones. */
const LOT = 200;

/**
 * The oldest visits that can no longer be gone on with, and their baskets where they have one: a visit that
 * somebody is just ending otherwise is left to them (skip locked). A person's own basket is never among them.
 */
const EXPIRE = `with due as (
    select id, basket_id from punch_out_session
     where state in ('created', 'active') and created_at <= ?::timestamptz
       and (state = 'created' and start_expires_at <= ?::timestamptz
         or state = 'active' and (session_expires_at <= ?::timestamptz or created_at <= ?::timestamptz))
     order by created_at, id limit ${LOT} for update skip locked
  ), closed as (
    update basket b set state = 'cancelled', version = b.version + 1 from due
     where b.id = due.basket_id and b.state = 'open' and b.visit
  )
  update punch_out_session s set state = 'expired', ended_at = ?::timestamptz from due
   where s.id = due.id returning s.id`;

async function expireLot(tx: TxCtx): Promise<number> {
  const now = tx.now().toString();
  const lastDay = tx.now().subtract({ hours: VISIT_HOURS_MAX }).toString();
  const ended = await tx.em.execute<{ id: string }[]>(EXPIRE, [now, now, now, lastDay, now]);
  for (const { id } of ended) {
    await audit(tx, { action: 'visit.expired', subject: `punch_out_session:${id}` });
    await emit(tx, 'visit.cancelled', { sessionId: id });
  }
  return ended.length;
}

/**
 * Ends the visits that people walked away from: a start address that nobody opened in its ten minutes, a shop
 * that was idle for eight hours or open for a day. Those that have a basket are ended with it; nothing in the
 * suite changes. Who comes back with such an address is still told why, and can still leave with the 204. In
 * lots of 200, each its own transaction; safe to repeat and to run twice at once. System's sight.
 */
export async function expireVisits(ctx: Ctx): Promise<void> {
  for (;;) {
    const ended = await write(ctx, expireLot);
    if (ended < LOT) return;
  }
}
