import { LockMode } from '@mikro-orm/core';
import { Problem } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  lookupHash,
  privileged,
  read,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { Basket, PunchOutSession } from '../entities.ts';
import { VISIT_HOURS_MAX } from '../rules.ts';

/** Why a visit cannot be gone on with. */
export type Over = 'start_expired' | 'start_used' | 'idle' | 'returned' | 'cancelled' | 'closed';
type OverVisit = { readonly session: PunchOutSession; readonly over: Over };

/** A visit whatever its state, by the token of its path or of its start address. System's sight. */
async function visitByToken(tx: TxCtx, token: string): Promise<PunchOutSession | null> {
  const hash = lookupHash(tx.services.config.key, token);
  return (
    (await tx.em.findOne(PunchOutSession, { sessionTokenHash: hash })) ??
    (await tx.em.findOne(PunchOutSession, { startTokenHash: hash }))
  );
}

function overOf(
  session: PunchOutSession,
  { now, startToken }: { now: Temporal.Instant; startToken: boolean },
): Over {
  const { state, sessionExpiresAt, startExpiresAt, createdAt } = session;
  if (state === 'returned' || state === 'cancelled') return state;
  const past = (instant: Temporal.Instant): boolean => Temporal.Instant.compare(instant, now) <= 0;
  if (state === 'created') return past(startExpiresAt) ? 'start_expired' : 'closed';
  if (state === 'expired') return session.startUsedAt ? 'idle' : 'start_expired';
  if (startToken) return 'start_used';
  if (past(createdAt.add({ hours: VISIT_HOURS_MAX }))) return 'idle';
  return sessionExpiresAt && past(sessionExpiresAt) ? 'idle' : 'closed';
}

/**
 * What to tell the person whose visit does not open: why, and the visit, so that the suite can still be told
 * that nothing changed. Undefined for a token that names no visit.
 */
export async function overVisit(system: Ctx, token: string): Promise<OverVisit | undefined> {
  return read(system, async (tx) => {
    const session = await visitByToken(tx, token);
    if (!session) return undefined;
    const startToken = session.startTokenHash === lookupHash(tx.services.config.key, token);
    return { session, over: overOf(session, { now: tx.now(), startToken }) };
  });
}

async function end(
  tx: TxCtx,
  { session, state }: { session: PunchOutSession; state: 'cancelled' | 'expired' },
): Promise<void> {
  session.state = state;
  session.endedAt = tx.now();
  const { basketId } = session;
  // A visit that nobody opened has none.
  const basket = basketId ? await tx.em.findOneOrFail(Basket, { id: basketId }) : undefined;
  if (basket?.state === 'open') basket.state = 'cancelled';
  await audit(tx, { action: `visit.${state}`, subject: `punch_out_session:${session.id}` });
  await emit(tx, 'visit.cancelled', { sessionId: session.id });
}

/**
 * Ends a visit without a basket: the suite is to be told that nothing changed (Status 204). Refuses
 * `purchasing.session_unknown` for one that is not running.
 */
export async function cancelVisit(ctx: Ctx, sessionId: string): Promise<void> {
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const session = await inner.em.findOneOrFail(
        PunchOutSession,
        { id: sessionId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (session.state !== 'active') throw new Problem('purchasing.session_unknown');
      await end(inner, { session, state: 'cancelled' });
    }),
  );
}

/**
 * The way back from a visit that is over or was never opened: it ends, and its suite may be told so as often
 * as the person asks. Refuses a token that names no visit and a visit whose basket has gone back, which a
 * late 204 must not contradict (`purchasing.session_unknown`).
 */
export async function leaveVisit(ctx: Ctx, token: string): Promise<PunchOutSession> {
  return write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const found = await visitByToken(inner, token);
      const session =
        found &&
        (await inner.em.findOne(
          PunchOutSession,
          { id: found.id },
          { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
        ));
      if (!session || session.state === 'returned') throw new Problem('purchasing.session_unknown');
      if (session.state === 'created' || session.state === 'active') {
        const over = overOf(session, { now: inner.now(), startToken: false });
        const late = over === 'idle' || over === 'start_expired';
        await end(inner, { session, state: late ? 'expired' : 'cancelled' });
      }
      return session;
    }),
  );
}
