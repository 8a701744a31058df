import { daysBetween, plainDateIn } from '../../base/index.ts';
import type { TxCtx } from '../../platform/index.ts';
import { organisation } from '../parties/index.ts';
import { CreditAccount, TermsDecision } from './entities.ts';
import type { CreditFacts, OverdueItem } from './rules/index.ts';

/** A buyer's credit account as it stands now, or undefined. In the organisation's currency unless named. */
export async function creditAccount(
  tx: TxCtx,
  buyerId: string,
  currency?: string,
): Promise<CreditAccount | null> {
  const wanted = currency ?? (await organisation(tx, buyerId)).currency;
  return tx.em.findOne(CreditAccount, { buyerId, currency: wanted }, { refresh: true });
}

type ItemSums = {
  paid_orders: number;
  late_weighted: string;
  paid_minor: string;
  overdue_minor: string;
  oldest_due: string | null;
};

type Scope = {
  readonly buyerId: string;
  readonly currency: string;
  readonly today: Temporal.PlainDate;
};

async function itemSums(tx: TxCtx, { buyerId, currency, today }: Scope): Promise<ItemSums> {
  const rows = await tx.em.execute<ItemSums[]>(
    `with item as (select * from credit_open_item where buyer_id = ? and currency = ?)
     select
       (select count(*)::int from (
          select 1 from item group by subject having sum(open_minor) = 0 and sum(paid_minor) > 0) paid) as paid_orders,
       coalesce(sum(late_weighted) filter (where last_paid_on > ?::date), 0)::text as late_weighted,
       coalesce(sum(paid_minor) filter (where last_paid_on > ?::date), 0)::text as paid_minor,
       coalesce(sum(open_minor) filter (where due_on < ?::date), 0)::text as overdue_minor,
       (min(due_on) filter (where due_on < ?::date and open_minor > 0))::text as oldest_due
     from item`,
    [buyerId, currency, yearBefore(today), yearBefore(today), today.toString(), today.toString()],
  );
  return (
    rows[0] ?? {
      paid_orders: 0,
      late_weighted: '0',
      paid_minor: '0',
      overdue_minor: '0',
      oldest_due: null,
    }
  );
}

function yearBefore(today: Temporal.PlainDate): string {
  return today.subtract({ years: 1 }).toString();
}

/** The oldest overdue invoices, at most five: enough to say what to pay first. */
async function overdueItems(
  tx: TxCtx,
  { buyerId, currency, today }: Scope,
): Promise<OverdueItem[]> {
  const rows = await tx.em.execute<{ number: string; open: string; due: string }[]>(
    `select number, open_minor::text as open, due_on::text as due from credit_open_item
      where buyer_id = ? and currency = ? and due_on < ?::date and open_minor > 0 order by due_on, number limit 5`,
    [buyerId, currency, today.toString()],
  );
  return rows.map((row) => ({
    number: row.number,
    openMinor: BigInt(row.open),
    overdueDays: daysBetween(Temporal.PlainDate.from(row.due), today),
  }));
}

type Behaviour = {
  recent: string[];
  insolvency: string | null;
  reject: string | null;
  promise: string | null;
};

async function behaviour(tx: TxCtx, { buyerId, currency }: Scope): Promise<Behaviour | undefined> {
  const rows = await tx.em.execute<Behaviour[]>(
    `select recent_orders as recent, insolvency_on::text as insolvency, bank_reject_on::text as reject,
            broken_promise_on::text as promise
       from payment_behaviour where buyer_id = ? and currency = ?`,
    [buyerId, currency],
  );
  return rows[0];
}

async function newSellers(
  tx: TxCtx,
  { buyerId }: Scope,
  sellerIds: readonly string[],
): Promise<number> {
  const wanted = [...new Set(sellerIds)];
  if (wanted.length === 0) return 0;
  const rows = await tx.em.execute<{ seller_id: string }[]>(
    `select distinct seller_id from credit_open_item
      where buyer_id = ? and seller_id in (${wanted.map(() => '?').join(', ')}) and open_minor = 0 and paid_minor > 0`,
    [buyerId, ...wanted],
  );
  return wanted.length - rows.length;
}

/**
 * What some orders or requests are exposure for, cents: what is held for them, and what is open on terms of their
 * invoices. Needs the system's sight.
 */
export async function exposureFor(
  tx: TxCtx,
  { subjects }: { subjects: readonly string[] },
): Promise<bigint> {
  const named = subjects.map(() => '?').join(', ');
  const rows = await tx.em.execute<{ used: string }[]>(
    `select ((select coalesce(sum(remaining_minor), 0) from exposure_hold where state = 'held' and subject in (${named}))
           + (select coalesce(sum(open_minor), 0) from credit_open_item where on_terms and subject in (${named})))::text as used`,
    [...subjects, ...subjects],
  );
  return BigInt(rows[0]?.used ?? '0');
}

function monthsSince(
  day: string | null | undefined,
  today: Temporal.PlainDate,
): number | undefined {
  return day
    ? Temporal.PlainDate.from(day).until(today, { largestUnit: 'months' }).months
    : undefined;
}

export type FactsWanted = {
  readonly buyerId: string;
  readonly amount: { readonly minor: bigint; readonly currency: string };
  readonly sellerIds: readonly string[];
  /** Subjects whose own holds and open invoices are not exposure of others. */
  readonly subjects: readonly string[];
};

/** Everything a decision looks at, in eight short queries whatever the buyer's history. Needs the system's sight. */
export async function creditFacts(
  tx: TxCtx,
  { buyerId, amount, sellerIds, subjects }: FactsWanted,
): Promise<CreditFacts> {
  const today = plainDateIn(tx.now());
  const scope: Scope = { buyerId, currency: amount.currency, today };
  const buyer = await organisation(tx, buyerId);
  const account = await creditAccount(tx, buyerId, amount.currency);
  const sums = await itemSums(tx, scope);
  const known = await behaviour(tx, scope);
  const own = await exposureFor(tx, { subjects });
  const used = (account?.heldMinor ?? 0n) + (account?.openMinor ?? 0n);
  const years = account?.companySince?.until(today, { largestUnit: 'years' }).years;
  return {
    currency: amount.currency,
    amountMinor: amount.minor,
    identity: !buyer.active ? 'closed' : account?.blocked ? 'blocked' : 'active',
    contractDays: buyer.paymentDays,
    limitMinor: account?.limitMinor ?? 0n,
    exposureMinor: used > own ? used - own : 0n,
    cover: {
      minor: account?.coverMinor ?? 0n,
      bp: account?.coverBp ?? 0,
      ageDays: account?.coverAsOf ? daysBetween(plainDateIn(account.coverAsOf), today) : undefined,
    },
    grade: account?.grade ?? undefined,
    companyAgeYears: years,
    paidOrders: sums.paid_orders,
    lateness: { weighted: BigInt(sums.late_weighted), paidMinor: BigInt(sums.paid_minor) },
    overdue: {
      minor: BigInt(sums.overdue_minor),
      oldestDays: sums.oldest_due
        ? daysBetween(Temporal.PlainDate.from(sums.oldest_due), today)
        : 0,
      items: sums.oldest_due ? await overdueItems(tx, scope) : [],
    },
    recentOrdersMinor: (known?.recent ?? []).map(BigInt),
    insolvent: known?.insolvency ? 'yes' : 'no',
    bankRejectMonths: monthsSince(known?.reject, today),
    brokenPromiseMonths: monthsSince(known?.promise, today),
    newSellers: await newSellers(tx, scope, sellerIds),
  };
}

export type CreditRow = {
  readonly accountId: string;
  readonly buyerId: string;
  readonly name: string;
  readonly currency: string;
  readonly limitMinor: bigint;
  readonly heldMinor: bigint;
  readonly openMinor: bigint;
  readonly coverMinor: bigint;
  readonly overdueMinor: bigint;
  readonly blocked: boolean;
  readonly lastOutcome: string | undefined;
  readonly lastScore: number | undefined;
};

type RawCreditRow = {
  id: string;
  buyer_id: string;
  name: string;
  currency: string;
  limit: string;
  held: string;
  open: string;
  cover: string;
  overdue: string;
  blocked: boolean;
  outcome: string | null;
  score: number | null;
};

/** Buyers with a credit account by name, after the cursor `<name>|<id>`; overdue and last decision beside. */
export async function creditRows(
  tx: TxCtx,
  { after, limit }: { after?: { name: string; id: string } | undefined; limit: number },
): Promise<CreditRow[]> {
  const rows = await tx.em.execute<RawCreditRow[]>(
    `select a.id, a.buyer_id, o.trading_name as name, a.currency, a.limit_minor::text as limit, a.held_minor::text as held,
            a.open_minor::text as open, a.cover_minor::text as cover, a.blocked, d.outcome, d.score,
            (select coalesce(sum(i.open_minor), 0)::text from credit_open_item i
              where i.buyer_id = a.buyer_id and i.currency = a.currency and i.due_on < ?::date and i.open_minor > 0) as overdue
       from credit_account a
       join organisation o on o.id = a.buyer_id
       left join lateral (select outcome, score from terms_decision t where t.buyer_id = a.buyer_id
                           order by t.decided_at desc, t.id desc limit 1) d on true
      where (o.trading_name, a.id) > (?, ?::uuid)
      order by o.trading_name, a.id limit ?`,
    [
      plainDateIn(tx.now()).toString(),
      after?.name ?? '',
      after?.id ?? '00000000-0000-0000-0000-000000000000',
      limit,
    ],
  );
  return rows.map((row) => ({
    accountId: row.id,
    buyerId: row.buyer_id,
    name: row.name,
    currency: row.currency,
    limitMinor: BigInt(row.limit),
    heldMinor: BigInt(row.held),
    openMinor: BigInt(row.open),
    coverMinor: BigInt(row.cover),
    overdueMinor: BigInt(row.overdue),
    blocked: row.blocked,
    lastOutcome: row.outcome ?? undefined,
    lastScore: row.score ?? undefined,
  }));
}

export type CreditTotals = {
  readonly currency: string;
  readonly limitMinor: bigint;
  readonly usedMinor: bigint;
  readonly coverMinor: bigint;
  readonly overdueMinor: bigint;
  readonly blocked: number;
};

/** Sums over all buyers, one row a currency. */
export async function creditTotals(tx: TxCtx): Promise<CreditTotals[]> {
  const rows = await tx.em.execute<
    {
      currency: string;
      limit: string;
      used: string;
      cover: string;
      overdue: string;
      blocked: number;
    }[]
  >(
    `select a.currency, sum(a.limit_minor)::text as limit, sum(a.held_minor + a.open_minor)::text as used,
            sum(a.cover_minor)::text as cover, count(*) filter (where a.blocked)::int as blocked,
            (select coalesce(sum(i.open_minor), 0)::text from credit_open_item i
              where i.currency = a.currency and i.due_on < ?::date) as overdue
       from credit_account a group by a.currency order by a.currency limit 10`,
    [plainDateIn(tx.now()).toString()],
  );
  return rows.map((row) => ({
    currency: row.currency,
    limitMinor: BigInt(row.limit),
    usedMinor: BigInt(row.used),
    coverMinor: BigInt(row.cover),
    overdueMinor: BigInt(row.overdue),
    blocked: row.blocked,
  }));
}

/** A buyer's decisions, newest first, after the decision named by `after`. */
export async function decisionsOf(
  tx: TxCtx,
  { buyerId, after, limit }: { buyerId: string; after?: string | undefined; limit: number },
): Promise<TermsDecision[]> {
  const from = after ? await tx.em.findOne(TermsDecision, { id: after, buyerId }) : null;
  const older = from && {
    $or: [
      { decidedAt: { $lt: from.decidedAt } },
      { decidedAt: from.decidedAt, id: { $lt: from.id } },
    ],
  };
  return tx.em.find(
    TermsDecision,
    { buyerId, ...older },
    { orderBy: { decidedAt: 'desc', id: 'desc' }, limit },
  );
}

/** One decision by id, or undefined where the reader may not see it. */
export async function termsDecision(tx: TxCtx, id: string): Promise<TermsDecision | null> {
  return tx.em.findOne(TermsDecision, { id });
}
