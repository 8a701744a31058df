import { formatMoney, type Money, Problem } from '../../../base/index.ts';
import { privileged, type TxCtx } from '../../../platform/index.ts';

type HoldRow = { state: 'held' | 'consumed' | 'released'; amount: string; remaining: string };
type AccountRow = { limit: string; held: string; open: string; blocked: boolean };

async function holdBySubject(tx: TxCtx, subject: string): Promise<HoldRow | undefined> {
  const rows = await tx.em.execute<HoldRow[]>(
    `select state, amount_minor::text as amount, remaining_minor::text as remaining
       from exposure_hold where subject = ?`,
    [subject],
  );
  return rows[0];
}

type Wanted = {
  readonly buyerId: string;
  readonly subject: string;
  readonly amount: Money;
  readonly expiresAt?: Temporal.Instant;
};

/**
 * The room is tested and taken by one statement on the account's row, so that two orders at once wait for
 * one another and the second sees what the first took (reliability rule R9).
 */
async function takeRoom(
  tx: TxCtx,
  { buyerId, subject, amount, expiresAt }: Wanted,
): Promise<boolean> {
  const asked = amount.minor.toString();
  const rows = await tx.em.execute<{ taken: number; held: number }[]>(
    `with room as (
       update credit_account set held_minor = held_minor + ?::bigint, version = version + 1
        where buyer_id = ? and currency = ? and not blocked
          and held_minor + open_minor + ?::bigint <= limit_minor
          and not exists (select 1 from exposure_hold where subject = ? and state <> 'released')
       returning buyer_id, currency),
     hold as (
       insert into exposure_hold
         (id, buyer_id, subject, amount_minor, remaining_minor, currency, state, created_at, expires_at)
       select ?::uuid, buyer_id, ?, ?::bigint, ?::bigint, currency, 'held', ?::timestamptz, ?::timestamptz from room
       on conflict (subject) do update
         set state = 'held', amount_minor = excluded.amount_minor, remaining_minor = excluded.remaining_minor,
             created_at = excluded.created_at, expires_at = excluded.expires_at
         where exposure_hold.state = 'released'
       returning id)
     select (select count(*) from room)::int as taken, (select count(*) from hold)::int as held`,
    [
      asked,
      buyerId,
      amount.currency,
      asked,
      subject,
      tx.newId(),
      subject,
      asked,
      asked,
      tx.now().toString(),
      expiresAt?.toString() ?? null,
    ],
  );
  const row = rows[0];
  if (row?.taken === 1 && row.held === 0) {
    // Somebody held the same subject while we waited for the account: theirs stands, ours is given back.
    await tx.em.execute(
      'update credit_account set held_minor = held_minor - ?::bigint where buyer_id = ? and currency = ?',
      [asked, buyerId, amount.currency],
    );
    return false;
  }
  return row?.held === 1;
}

/** Says why there is no room: no account, stopped, or the limit with what it leaves. */
export async function refuseHold(tx: TxCtx, { buyerId, amount }: Wanted): Promise<never> {
  const rows = await tx.em.execute<AccountRow[]>(
    `select limit_minor::text as limit, held_minor::text as held, open_minor::text as open, blocked
       from credit_account where buyer_id = ? and currency = ?`,
    [buyerId, amount.currency],
  );
  const account = rows[0];
  if (!account) throw new Problem('credit.no_account', { currency: amount.currency });
  if (account.blocked) throw new Problem('credit.blocked');
  const text = (minor: bigint): string =>
    formatMoney({ minor, currency: amount.currency }, tx.locale);
  const room = BigInt(account.limit) - BigInt(account.held) - BigInt(account.open);
  throw new Problem('credit.limit_exceeded', {
    limit: text(BigInt(account.limit)),
    asked: text(amount.minor),
    available: text(room > 0n ? room : 0n),
  });
}

/**
 * Reserves exposure for a request or an order until it is invoiced, or until `expiresAt`. Locks the
 * buyer's credit account until the caller's transaction ends. The same subject and amount again changes
 * nothing. Refuses with `credit.limit_exceeded` where held + open + asked would pass the limit, with
 * `credit.blocked`, `credit.no_account`, and with `credit.hold_conflict` for another amount. Nothing to hold
 * (goods at no charge) needs no room and leaves no hold.
 */
export async function holdExposure(tx: TxCtx, wanted: Wanted): Promise<void> {
  if (wanted.amount.minor === 0n) return;
  await privileged(tx, async (inner) => {
    if (await takeRoom(inner, wanted)) return;
    const earlier = await holdBySubject(inner, wanted.subject);
    if (!earlier || earlier.state === 'released') return refuseHold(inner, wanted);
    if (earlier.state === 'held' && BigInt(earlier.amount) === wanted.amount.minor) return;
    throw new Problem('credit.hold_conflict', {
      subject: wanted.subject,
      held: earlier.amount,
      asked: wanted.amount.minor,
    });
  });
}

async function endHold(
  tx: TxCtx,
  { subject, to }: { subject: string; to: 'consumed' | 'released' },
): Promise<void> {
  await tx.em.execute(
    `with hold as (
       select id, buyer_id, currency, remaining_minor from exposure_hold where subject = ? and state = 'held' for update),
     room as (
       update credit_account a set held_minor = a.held_minor - hold.remaining_minor, version = a.version + 1
         from hold where a.buyer_id = hold.buyer_id and a.currency = hold.currency)
     update exposure_hold h set state = ?, remaining_minor = 0 from hold where h.id = hold.id`,
    [subject, to],
  );
}

/** Gives up what is still held for a subject. Nothing held is no error: releasing twice is harmless. */
export async function releaseHold(tx: TxCtx, subject: string): Promise<void> {
  await privileged(tx, (inner) => endHold(inner, { subject, to: 'released' }));
}

/**
 * Moves the reservation of a request to the order it became, at the order's own amount. Where the request
 * holds nothing any more (it ran out), the order is held afresh for the same buyer. Refuses like
 * `holdExposure`, and with `not_found` where nothing was ever held for `from`; after a refusal the request
 * holds nothing, so that the caller may carry on without terms.
 */
export async function moveHold(
  tx: TxCtx,
  { from, to, amount }: { from: string; to: string; amount: Money },
): Promise<void> {
  await privileged(tx, async (inner) => {
    const rows = await inner.em.execute<{ buyer_id: string }[]>(
      'select buyer_id from exposure_hold where subject = ?',
      [from],
    );
    const buyerId = rows[0]?.buyer_id;
    if (!buyerId && amount.minor === 0n) return;
    if (!buyerId) throw new Problem('not_found', { what: 'exposure hold', id: from });
    await endHold(inner, { subject: from, to: 'consumed' });
    await holdExposure(inner, { buyerId, subject: to, amount });
  });
}

/**
 * Gives back a part of a hold: lines the seller refused, goods that did not arrive, what was invoiced.
 * Never below zero; a subject without a hold (paid in advance) is left alone.
 */
export async function reduceHold(
  tx: TxCtx,
  { subject, amount }: { subject: string; amount: Money },
): Promise<void> {
  if (amount.minor <= 0n) return;
  await privileged(tx, (inner) =>
    inner.em.execute(
      `with hold as (
         select id, buyer_id, currency, least(remaining_minor, ?::bigint) as taken
           from exposure_hold where subject = ? and state = 'held' for update),
       room as (
         update credit_account a set held_minor = a.held_minor - hold.taken, version = a.version + 1
           from hold where a.buyer_id = hold.buyer_id and a.currency = hold.currency)
       update exposure_hold h
          set remaining_minor = h.remaining_minor - hold.taken,
              state = case when h.remaining_minor = hold.taken then 'consumed' else h.state end
         from hold where h.id = hold.id`,
      [amount.minor.toString(), subject],
    ),
  );
}
