import { type Money, Problem } from '../../../base/index.ts';
import { audit, type Ctx, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { CreditAccount } from '../entities.ts';

export type CoverNote = {
  readonly buyerId: string;
  readonly currency: string;
  readonly coverMinor: bigint;
  /** Share of a loss that the insurer bears, basis points. */
  readonly coverBp: number;
  readonly grade: number | undefined;
  readonly asOf: Temporal.Instant;
};

/**
 * Keeps the insurer's latest answer on a buyer. An answer older than the one known changes nothing, except
 * that no withdrawal is ever ignored: the lower cover wins when both are of the same instant. Creates the
 * account with a limit of zero where the buyer has none.
 */
export async function recordCover(ctx: Ctx | TxCtx, note: CoverNote): Promise<void> {
  if (note.coverMinor < 0n)
    throw new Problem('request.invalid', { path: 'coverMinor', reason: 'negative' });
  if (note.coverBp < 0 || note.coverBp > 10_000)
    throw new Problem('request.invalid', { path: 'coverBp', reason: 'not within 0 and 10000' });
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      await inner.em.execute(
        `insert into credit_account (id, buyer_id, currency, limit_minor, held_minor, open_minor, cover_minor, cover_bp, cover_as_of, grade, blocked, version)
         values (?, ?, ?, 0, 0, 0, ?::bigint, ?, ?::timestamptz, ?, false, 1)
         on conflict (buyer_id, currency) do update
           set cover_minor = excluded.cover_minor, cover_bp = excluded.cover_bp, cover_as_of = excluded.cover_as_of,
               grade = coalesce(excluded.grade, credit_account.grade), version = credit_account.version + 1
           where credit_account.cover_as_of is null or credit_account.cover_as_of < excluded.cover_as_of
              or (credit_account.cover_as_of = excluded.cover_as_of and excluded.cover_minor <= credit_account.cover_minor)`,
        [
          inner.newId(),
          note.buyerId,
          note.currency,
          note.coverMinor.toString(),
          note.coverBp,
          note.asOf.toString(),
          note.grade ?? null,
        ],
      );
      await audit(inner, {
        action: 'credit.cover_recorded',
        subject: `organisation:${note.buyerId}`,
        detail: {
          coverMinor: note.coverMinor.toString(),
          coverBp: note.coverBp,
          grade: note.grade ?? null,
          asOf: note.asOf.toString(),
        },
      });
    }),
  );
}

/**
 * A manager sets what a buyer may owe in all, or stops terms altogether. Under `credit.decide`; the change
 * and its reason are audited. A limit below the exposure is allowed: it only stops new orders on terms.
 */
export async function setCreditLimit(
  ctx: Ctx,
  {
    buyerId,
    limit,
    terms,
    reason,
  }: { buyerId: string; limit: Money; terms: 'open' | 'stopped'; reason: string },
): Promise<void> {
  ctx.require('credit.decide');
  if (limit.minor < 0n) throw new Problem('request.invalid', { path: 'limit', reason: 'negative' });
  await write(ctx, async (tx) => {
    const before = await tx.em.findOne(
      CreditAccount,
      { buyerId, currency: limit.currency },
      { refresh: true },
    );
    if (before) {
      await tx.em.execute(
        'update credit_account set limit_minor = ?::bigint, blocked = ?, version = version + 1 where id = ?',
        [limit.minor.toString(), terms === 'stopped', before.id],
      );
    } else {
      tx.em.create(CreditAccount, {
        id: tx.newId(),
        buyerId,
        currency: limit.currency,
        limitMinor: limit.minor,
        blocked: terms === 'stopped',
        coverAsOf: null,
        grade: null,
        companySince: null,
      });
      await tx.em.flush();
    }
    await audit(tx, {
      action: 'credit.limit_set',
      subject: `organisation:${buyerId}`,
      detail: {
        from: before?.limitMinor.toString() ?? null,
        to: limit.minor.toString(),
        currency: limit.currency,
        terms,
        reason,
      },
    });
  });
}
