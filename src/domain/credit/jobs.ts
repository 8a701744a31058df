import { money } from '../../base/index.ts';
import { type Ctx, emit, type JobList, read, write } from '../../platform/index.ts';
import { organisation } from '../parties/index.ts';
import { decideTerms, recordCover, releaseHold } from './commands/index.ts';
import type { TermsOutcome } from './entities.ts';
import { isBetter } from './rules/index.ts';

/** What an insurer answers on a buyer; undefined when it does not answer now. */
export type CoverAnswer = {
  readonly coverMinor: bigint;
  readonly coverBp: number;
  readonly grade: number | undefined;
  readonly asOf: Temporal.Instant;
};

export type CoverQuestion = {
  readonly buyerId: string;
  readonly registrationNumber: string | null;
  readonly country: string;
  readonly currency: string;
};

/** The insurer, as credit needs it; implemented in the channels. Undefined or a throw: no answer. */
export type CoverProvider = (ctx: Ctx, question: CoverQuestion) => Promise<CoverAnswer | undefined>;

const BATCH = 200;
/** Decisions older than this are not taken again: their request has ended one way or another. */
const REDECIDE_DAYS = 30;

/** Releases holds whose time has come, each in its own transaction. Safe to repeat. */
export async function expireHolds(ctx: Ctx): Promise<void> {
  for (;;) {
    const due = await read(ctx, (tx) =>
      tx.em.execute<{ subject: string }[]>(
        `select subject from exposure_hold where state = 'held' and expires_at <= ?::timestamptz order by expires_at, id limit ${BATCH}`,
        [ctx.now().toString()],
      ),
    );
    for (const { subject } of due) {
      await write(ctx, async (tx) => {
        await releaseHold(tx, subject);
        await emit(tx, 'exposure_hold.expired', { subject });
      });
    }
    if (due.length < BATCH) return;
  }
}

type Blind = {
  id: string;
  buyer_id: string;
  subject: string;
  amount: string;
  currency: string;
  outcome: TermsOutcome;
  sellers: string[] | null;
  subjects: string[] | null;
};

async function blindDecisions(ctx: Ctx): Promise<Blind[]> {
  return read(ctx, (tx) =>
    tx.em.execute<Blind[]>(
      `select d.id, d.buyer_id, d.subject, d.amount_minor::text as amount, d.currency, d.outcome, d.facts->'sellerIds' as sellers, d.facts->'subjects' as subjects
         from terms_decision d
        where d.blind and d.decided_at > ?::timestamptz
          and not exists (select 1 from terms_decision later where later.subject = d.subject and (later.decided_at, later.id) > (d.decided_at, d.id))
        order by d.buyer_id, d.id limit ${BATCH}`,
      [
        ctx
          .now()
          .subtract({ hours: REDECIDE_DAYS * 24 })
          .toString(),
      ],
    ),
  );
}

async function askOnce(
  ctx: Ctx,
  provider: CoverProvider,
  { buyerId, currency }: { buyerId: string; currency: string },
): Promise<boolean> {
  const buyer = await read(ctx, (tx) => organisation(tx, buyerId));
  const question = {
    buyerId,
    registrationNumber: buyer.registrationNumber ?? null,
    country: buyer.country,
    currency,
  };
  const answer = await provider(ctx, question).catch((error: unknown) => {
    ctx.services.log.warn(
      { buyerId, err: error, requestId: ctx.requestId },
      'insurer did not answer',
    );
    return undefined;
  });
  if (!answer) return false;
  await recordCover(ctx, { buyerId, currency, ...answer });
  return true;
}

/**
 * Takes decisions again that were taken without the insurer, once it answers: each buyer is asked once,
 * outside any transaction. Emits `terms.redecided` with both outcomes. Safe to repeat.
 */
export async function redecideBlind(ctx: Ctx, provider: CoverProvider): Promise<void> {
  const answered = new Map<string, boolean>();
  for (const blind of await blindDecisions(ctx)) {
    const key = `${blind.buyer_id}:${blind.currency}`;
    const known =
      answered.get(key) ??
      (await askOnce(ctx, provider, { buyerId: blind.buyer_id, currency: blind.currency }));
    answered.set(key, known);
    if (!known) continue;
    await write(ctx, async (tx) => {
      const answer = await decideTerms(tx, {
        buyerId: blind.buyer_id,
        subject: blind.subject,
        amount: money(BigInt(blind.amount), blind.currency),
        sellerIds: blind.sellers ?? [],
        ...(blind.subjects?.[1] ? { replacing: blind.subjects[1] } : {}),
      });
      const change = isBetter(answer.outcome, blind.outcome)
        ? 'better'
        : isBetter(blind.outcome, answer.outcome)
          ? 'worse'
          : 'same';
      await emit(tx, 'terms.redecided', {
        decisionId: answer.decisionId,
        subject: blind.subject,
        before: blind.outcome,
        outcome: answer.outcome,
        change,
      });
    });
  }
}

/** Credit's jobs by name; the insurer comes from outside. */
export function creditJobs(provider: CoverProvider): JobList {
  return {
    'credit.expireHolds': (ctx) => expireHolds(ctx),
    'credit.redecideBlind': (ctx) => redecideBlind(ctx, provider),
  };
}
