import { Problem } from '../../base/index.ts';
import { privileged, type TxCtx } from '../../platform/index.ts';
import type { AccountKind } from './entities.ts';
import { type AccountRef, accountKey, checkedEntries, type Posting, postingHash } from './rules.ts';

type Account = {
  id: string;
  kind: AccountKind;
  party_id: string | null;
  currency: string;
  balance: string;
};
type Ready = Posting & { id: string; hash: string };

const BATCH_MAX = 500;

/**
 * Posts one balanced transaction in the caller's database transaction and returns its id. Idempotent by
 * `cause`: the same content gives the same id and posts nothing; another content is refused
 * (`ledger.cause_conflict`). Locks its accounts in id order, so that two postings wait for one another
 * and never deadlock. Amounts in minor units, debit positive. Refuses what does not sum to zero.
 */
export async function post(tx: TxCtx, posting: Posting): Promise<string> {
  const [id] = await postAll(tx, [posting]);
  if (!id) throw new Problem('ledger.empty', { cause: posting.cause });
  return id;
}

/**
 * `post` for many: accounts are locked once and balances written once a batch of 500, so that a hot
 * account (the bank's, the commission's) costs one row lock a batch. Ids come back in the given order.
 * A command that posts several transactions should give them here together: accounts taken in two
 * separate calls may be taken in two orders.
 */
export async function postAll(tx: TxCtx, postings: readonly Posting[]): Promise<string[]> {
  for (const posting of postings) checkedEntries(posting);
  return privileged(tx, async (inner) => {
    const ids: string[] = [];
    const accounts = await lockAccounts(inner, postings);
    for (let at = 0; at < postings.length; at += BATCH_MAX) {
      ids.push(
        ...(await postBatch(inner, { postings: postings.slice(at, at + BATCH_MAX), accounts })),
      );
    }
    return ids;
  });
}

async function postBatch(
  tx: TxCtx,
  { postings, accounts }: { postings: readonly Posting[]; accounts: Map<string, Account> },
): Promise<string[]> {
  const ready = postings.map((posting) => ({
    ...posting,
    id: tx.newId(),
    hash: postingHash(posting),
  }));
  const fresh = await claimCauses(tx, ready);
  const earlier = await earlierOnes(
    tx,
    ready.filter((one) => !fresh.has(one.id)),
  );
  await writeEntries(tx, { postings: ready.filter((one) => fresh.has(one.id)), accounts });
  return ready.map((one) => (fresh.has(one.id) ? one.id : (earlier.get(one.cause) ?? one.id)));
}

/** Inserts the transactions whose cause is new; the unique cause decides between two callers. */
async function claimCauses(tx: TxCtx, postings: readonly Ready[]): Promise<Set<string>> {
  const rows = postings
    .map((one) => ({
      id: one.id,
      cause: one.cause,
      request_hash: one.hash,
      journal: one.journal,
      effective_on: one.effectiveOn.toString(),
      recorded_at: tx.now().toString(),
      label: one.label,
      reverses_id: one.reversesId ?? null,
    }))
    .sort((a, b) => (a.cause < b.cause ? -1 : 1));
  const inserted = await tx.em.execute<{ id: string }[]>(
    `insert into ledger_transaction (id, cause, request_hash, journal, effective_on, recorded_at, label, reverses_id)
     select id, cause, request_hash, journal, effective_on, recorded_at, label, reverses_id
     from jsonb_to_recordset(?::jsonb) as new (id uuid, cause text, request_hash text, journal text, effective_on date,
       recorded_at timestamptz, label text, reverses_id uuid)
     on conflict (cause) do nothing returning id`,
    [JSON.stringify(rows)],
  );
  return new Set(inserted.map((row) => row.id));
}

async function earlierOnes(tx: TxCtx, postings: readonly Ready[]): Promise<Map<string, string>> {
  if (postings.length === 0) return new Map();
  const found = await tx.em.execute<{ id: string; cause: string; request_hash: string }[]>(
    `select id, cause, request_hash from ledger_transaction
     where cause in (select jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(postings.map((one) => one.cause))],
  );
  const byCause = new Map(found.map((row) => [row.cause, row]));
  for (const posting of postings) {
    if (byCause.get(posting.cause)?.request_hash !== posting.hash) {
      throw new Problem('ledger.cause_conflict', { cause: posting.cause });
    }
  }
  return new Map(found.map((row) => [row.cause, row.id]));
}

/** Opens the accounts that are missing and locks all in id order; returns them by key. */
async function lockAccounts(
  tx: TxCtx,
  postings: readonly Posting[],
): Promise<Map<string, Account>> {
  const wanted = new Map<string, { kind: string; party_id: string | null; currency: string }>();
  for (const { entries } of postings) {
    for (const { account, amount } of entries) {
      if (amount.minor === 0n) continue;
      const row = {
        kind: account.kind,
        party_id: account.partyId ?? null,
        currency: amount.currency,
      };
      wanted.set(accountKey(account, amount.currency), row);
    }
  }
  const found = await selectAccounts(tx, [...wanted.values()]);
  const missing = [...wanted]
    .filter(([key]) => !found.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (missing.length === 0) return found;
  await tx.em.execute(
    `insert into ledger_account (id, kind, party_id, currency, balance_minor)
     select id, kind, party_id, currency, 0
     from jsonb_to_recordset(?::jsonb) as new (id uuid, kind text, party_id uuid, currency text)
     on conflict do nothing`,
    [JSON.stringify(missing.map(([, row]) => ({ id: tx.newId(), ...row })))],
  );
  return selectAccounts(tx, [...wanted.values()]);
}

async function selectAccounts(
  tx: TxCtx,
  wanted: readonly Record<string, string | null>[],
): Promise<Map<string, Account>> {
  const rows = await tx.em.execute<Account[]>(
    `select a.id, a.kind, a.party_id, a.currency, a.balance_minor::text as balance
     from ledger_account a
     join jsonb_to_recordset(?::jsonb) as w (kind text, party_id uuid, currency text)
       on a.kind = w.kind and a.party_id is not distinct from w.party_id and a.currency = w.currency
     order by a.id for update of a`,
    [JSON.stringify(wanted)],
  );
  return new Map(
    rows.map((row) => [
      accountKey(
        { kind: row.kind, partyId: row.party_id ?? undefined } as AccountRef,
        row.currency,
      ),
      row,
    ]),
  );
}

async function writeEntries(
  tx: TxCtx,
  { postings, accounts }: { postings: readonly Ready[]; accounts: Map<string, Account> },
): Promise<void> {
  if (postings.length === 0) return;
  const touched = new Set<Account>();
  const recordedAt = tx.now().toString();
  const rows = postings.flatMap((posting) =>
    checkedEntries(posting).map(({ account, amount }, seq) => {
      const row = accounts.get(accountKey(account, amount.currency));
      if (!row) throw new Error(`account ${accountKey(account, amount.currency)} was not opened`);
      row.balance = String(BigInt(row.balance) + amount.minor);
      touched.add(row);
      return {
        transaction_id: posting.id,
        account_id: row.id,
        seq: seq + 1,
        amount_minor: String(amount.minor),
        currency: amount.currency,
        balance_after_minor: row.balance,
        recorded_at: recordedAt,
      };
    }),
  );
  // Ids are made under the lock and sorted, so that an account's entries sort as its balance moved.
  const ids = rows.map(() => tx.newId()).sort();
  await tx.em.execute(
    `insert into ledger_entry (id, transaction_id, account_id, seq, amount_minor, currency, balance_after_minor, recorded_at)
     select id, transaction_id, account_id, seq, amount_minor, currency, balance_after_minor, recorded_at
     from jsonb_to_recordset(?::jsonb) as new (id uuid, transaction_id uuid, account_id uuid, seq int, amount_minor bigint,
       currency text, balance_after_minor bigint, recorded_at timestamptz)`,
    [JSON.stringify(rows.map((row, at) => ({ id: ids[at], ...row })))],
  );
  await tx.em.execute(
    `update ledger_account set balance_minor = new.balance
     from jsonb_to_recordset(?::jsonb) as new (id uuid, balance bigint) where ledger_account.id = new.id`,
    [JSON.stringify([...touched].map(({ id, balance }) => ({ id, balance })))],
  );
}

export type Reversal = {
  readonly cause: string;
  readonly transactionId: string;
  readonly effectiveOn: Temporal.PlainDate;
  readonly label: string;
};

/**
 * Takes a transaction back with the opposite entries, as a new transaction that names it. Nothing is
 * changed or deleted. Idempotent by `cause`; a second reversal under another cause is refused
 * (`ledger.already_reversed`).
 */
export async function reverse(tx: TxCtx, reversal: Reversal): Promise<string> {
  const [id] = await reverseAll(tx, [reversal]);
  if (!id)
    throw new Problem('not_found', { what: 'ledger transaction', id: reversal.transactionId });
  return id;
}

/** `reverse` for many transactions under one taking of locks. */
export async function reverseAll(tx: TxCtx, reversals: readonly Reversal[]): Promise<string[]> {
  if (reversals.length === 0) return [];
  return privileged(tx, async (inner) => {
    const originals = await originalEntries(
      inner,
      reversals.map((one) => one.transactionId),
    );
    const postings = reversals.map((one) => {
      const entries = originals.get(one.transactionId);
      if (!entries)
        throw new Problem('not_found', { what: 'ledger transaction', id: one.transactionId });
      const { journal } = entries;
      return {
        cause: one.cause,
        journal,
        effectiveOn: one.effectiveOn,
        label: one.label,
        entries: entries.opposite,
        reversesId: one.transactionId,
      };
    });
    // The account locks come first: two reversals of one transaction meet there, and the later one sees the earlier.
    await lockAccounts(inner, postings);
    await refuseSecondReversal(inner, reversals);
    return postAll(inner, postings);
  });
}

async function refuseSecondReversal(tx: TxCtx, reversals: readonly Reversal[]): Promise<void> {
  const rows = await tx.em.execute<{ reverses_id: string; cause: string }[]>(
    `select reverses_id, cause from ledger_transaction
     where reverses_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(reversals.map((one) => one.transactionId))],
  );
  const causes = new Map(reversals.map((one) => [one.transactionId, one.cause]));
  for (const row of rows) {
    if (causes.get(row.reverses_id) !== row.cause) {
      throw new Problem('ledger.already_reversed', {
        transaction: row.reverses_id,
        cause: row.cause,
      });
    }
  }
}

type Original = { journal: Posting['journal']; opposite: Posting['entries'] };

async function originalEntries(tx: TxCtx, ids: readonly string[]): Promise<Map<string, Original>> {
  const rows = await tx.em.execute<
    {
      transaction_id: string;
      journal: Posting['journal'];
      kind: AccountKind;
      party_id: string | null;
      amount: string;
      currency: string;
    }[]
  >(
    `select e.transaction_id, t.journal, a.kind, a.party_id, e.amount_minor::text as amount, e.currency
     from ledger_entry e
     join ledger_account a on a.id = e.account_id
     join ledger_transaction t on t.id = e.transaction_id
     where e.transaction_id in (select value::uuid from jsonb_array_elements_text(?::jsonb))
     order by e.transaction_id, e.seq`,
    [JSON.stringify(ids)],
  );
  const found = new Map<string, Original>();
  for (const row of rows) {
    const entry = {
      account: { kind: row.kind, partyId: row.party_id ?? undefined },
      amount: { minor: -BigInt(row.amount), currency: row.currency },
    };
    const before = found.get(row.transaction_id);
    found.set(row.transaction_id, {
      journal: row.journal,
      opposite: [...(before?.opposite ?? []), entry],
    });
  }
  return found;
}
