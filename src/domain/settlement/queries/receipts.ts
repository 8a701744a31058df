import { Problem, plainDateIn } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import {
  type BankEntry,
  type BankEntryState,
  BankEntry as Entry,
  type Evidence,
  MatchProposal,
} from '../entities.ts';

export type ReceiptFigures = {
  readonly currency: string;
  readonly toMatch: number;
  readonly toMatchMinor: bigint;
  readonly matchedToday: number;
  readonly matchedTodayMinor: bigint;
  /** Everything received that pays no invoice yet. */
  readonly unappliedMinor: bigint;
};

/** The figures of the day, one row a currency. */
export async function receiptFigures(tx: TxCtx): Promise<ReceiptFigures[]> {
  const start = plainDateIn(tx.now()).toZonedDateTime('Europe/Paris').toInstant().toString();
  const rows = await tx.em.execute<
    { currency: string; n: number; open: string; today: number; today_minor: string }[]
  >(
    `select currency, count(*) filter (where state in ('imported', 'unmatched', 'part_matched'))::int as n,
       coalesce(sum(unallocated_minor), 0)::text as open,
       count(*) filter (where matched_at >= ?::timestamptz and booked_as = 'unapplied_cash')::int as today,
       coalesce(sum(amount_minor - unallocated_minor) filter (where matched_at >= ?::timestamptz and booked_as = 'unapplied_cash'), 0)::text as today_minor
     from bank_entry where state in ('imported', 'unmatched', 'part_matched') or matched_at >= ?::timestamptz
     group by currency order by currency`,
    [start, start, start],
  );
  return rows.map((row) => ({
    currency: row.currency,
    toMatch: row.n,
    toMatchMinor: BigInt(row.open),
    matchedToday: row.today,
    matchedTodayMinor: BigInt(row.today_minor),
    unappliedMinor: BigInt(row.open),
  }));
}

export const receiptFilters = ['open', 'proposed', 'debits', 'matched', 'all'] as const;
export type ReceiptFilter = (typeof receiptFilters)[number];

const CONDITIONS: Readonly<Record<ReceiptFilter, string>> = {
  open: `e.state in ('imported', 'unmatched', 'part_matched') and e.amount_minor > 0`,
  proposed: `e.state in ('unmatched', 'part_matched') and exists (select 1 from match_proposal p where p.bank_entry_id = e.id)`,
  debits: 'e.amount_minor < 0',
  matched: `e.state in ('matched', 'part_matched')`,
  all: 'true',
};

export type ReceiptRow = {
  readonly id: string;
  readonly bookedOn: Temporal.PlainDate;
  readonly counterparty: string | undefined;
  readonly text: string;
  readonly amountMinor: bigint;
  readonly unallocatedMinor: bigint;
  readonly currency: string;
  readonly state: BankEntryState;
  readonly bookedAs: BankEntry['bookedAs'];
  readonly buyerName: string | undefined;
  readonly proposals: number;
  readonly bestScore: number | undefined;
};

type FoundReceipt = {
  id: string;
  booked_on: string;
  name: string | null;
  text: string;
  amount: string;
  left: string;
  currency: string;
  state: BankEntryState;
  booked_as: BankEntry['bookedAs'];
  buyer: string | null;
  proposals: number;
  score: number | null;
};

function receiptRowOf(row: FoundReceipt): ReceiptRow {
  return {
    id: row.id,
    bookedOn: Temporal.PlainDate.from(row.booked_on),
    counterparty: row.name ?? undefined,
    text: row.text,
    amountMinor: BigInt(row.amount),
    unallocatedMinor: BigInt(row.left),
    currency: row.currency,
    state: row.state,
    bookedAs: row.booked_as,
    buyerName: row.buyer ?? undefined,
    proposals: row.proposals,
    bestScore: row.score ?? undefined,
  };
}

/** Bank entries, newest first; `text` searches payer, text and references. `next` continues the list. */
export async function receipts(
  tx: TxCtx,
  {
    filter,
    text,
    statementId,
    after,
    limit = 50,
  }: {
    filter: ReceiptFilter;
    text?: string | undefined;
    statementId?: string | undefined;
    after?: string | undefined;
    limit?: number;
  },
): Promise<{ rows: ReceiptRow[]; next?: string }> {
  const [on, id] = (after ?? '').split('~');
  const isSeek = /^\d{4}-\d\d-\d\d$/.test(on ?? '') && /^[0-9a-f-]{36}$/i.test(id ?? '');
  const pattern = text ? `%${text.replace(/[%_\\]/g, (sign) => `\\${sign}`)}%` : null;
  const found = await tx.em.execute<FoundReceipt[]>(
    `select e.id, e.booked_on::text as booked_on, e.counterparty_name as name, e.remittance_text as text, e.amount_minor::text as amount,
       e.unallocated_minor::text as left, e.currency, e.state, e.booked_as, o.trading_name as buyer,
       (select count(*)::int from match_proposal p where p.bank_entry_id = e.id) as proposals,
       (select p.score from match_proposal p where p.bank_entry_id = e.id and p.rank = 1) as score
     from bank_entry e left join organisation o on o.id = e.buyer_id
     where ${CONDITIONS[filter]} and (?::uuid is null or e.bank_statement_id = ?)
       and (?::text is null or e.counterparty_name ilike ? or e.remittance_text ilike ? or e.structured_reference ilike ? or e.end_to_end_id ilike ? or o.trading_name ilike ?)
       ${isSeek ? 'and (e.booked_on, e.id) < (?::date, ?::uuid)' : ''}
     order by e.booked_on desc, e.id desc limit ?`,
    [
      statementId ?? null,
      statementId ?? null,
      pattern,
      pattern,
      pattern,
      pattern,
      pattern,
      pattern,
      ...(isSeek ? [on, id] : []),
      limit + 1,
    ],
  );
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit).map(receiptRowOf),
    ...(last ? { next: `${last.booked_on}~${last.id}` } : {}),
  };
}

export type AllocationView = {
  readonly id: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly sellerName: string;
  readonly amountMinor: bigint;
  readonly writeOffMinor: bigint;
  readonly isCreditNote: boolean;
  readonly method: 'auto' | 'manual';
  readonly evidence: readonly Evidence[];
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
  readonly reversedAt: Temporal.Instant | undefined;
  readonly reversedBy: string | undefined;
  readonly reason: string | undefined;
  readonly ledgerTransactionId: string;
};

export type ReceiptView = {
  readonly entry: Entry;
  readonly buyerName: string | undefined;
  readonly proposals: readonly MatchProposal[];
  /** Names of the buyers whom the proposals suppose. */
  readonly buyers: ReadonlyMap<string, string>;
  readonly allocations: readonly AllocationView[];
};

/** One bank entry with its proposals and its matches, reversed ones included; `not_found` otherwise. */
export async function receipt(tx: TxCtx, id: string): Promise<ReceiptView> {
  const entry = await tx.em.findOne(Entry, { id });
  if (!entry) throw new Problem('not_found', { what: 'bank entry', id });
  const proposals = await tx.em.find(
    MatchProposal,
    { bankEntryId: id },
    { orderBy: { rank: 'asc' } },
  );
  const ids = [
    ...new Set([...proposals.map((one) => one.buyerId), ...(entry.buyerId ? [entry.buyerId] : [])]),
  ];
  const names = await tx.em.execute<{ id: string; name: string }[]>(
    'select id, trading_name as name from organisation where id in (select value::uuid from jsonb_array_elements_text(?::jsonb))',
    [JSON.stringify(ids)],
  );
  const buyers = new Map(names.map((row) => [row.id, row.name]));
  return {
    entry,
    buyerName: buyers.get(entry.buyerId ?? ''),
    proposals,
    buyers,
    allocations: await allocationsOf(tx, id),
  };
}

async function allocationsOf(tx: TxCtx, bankEntryId: string): Promise<AllocationView[]> {
  const rows = await tx.em.execute<
    {
      id: string;
      invoice_id: string;
      number: string;
      seller: string;
      amount: string;
      write_off: string;
      is_credit_note: boolean;
      method: 'auto' | 'manual';
      evidence: Evidence[];
      created_at: string;
      created_by: string;
      reversed_at: string | null;
      reversed_by: string | null;
      reason: string | null;
      ledger_transaction_id: string;
    }[]
  >(
    `select a.id, a.invoice_id, i.number, o.trading_name as seller, a.amount_minor::text as amount, a.write_off_minor::text as write_off, a.is_credit_note,
       a.method, a.evidence, a.created_at::text as created_at, a.created_by, a.reversed_at::text as reversed_at, a.reversed_by, a.reversal_reason as reason,
       a.ledger_transaction_id
     from allocation a join invoice i on i.id = a.invoice_id join organisation o on o.id = a.seller_id
     where a.bank_entry_id = ? order by a.created_at desc, a.id limit 500`,
    [bankEntryId],
  );
  return rows.map((row) => ({
    id: row.id,
    invoiceId: row.invoice_id,
    number: row.number,
    sellerName: row.seller,
    amountMinor: BigInt(row.amount),
    writeOffMinor: BigInt(row.write_off),
    isCreditNote: row.is_credit_note,
    method: row.method,
    evidence: row.evidence,
    createdAt: toInstant(row.created_at),
    createdBy: row.created_by,
    reversedAt: row.reversed_at ? toInstant(row.reversed_at) : undefined,
    reversedBy: row.reversed_by ?? undefined,
    reason: row.reason ?? undefined,
    ledgerTransactionId: row.ledger_transaction_id,
  }));
}

export type StatementRow = {
  readonly id: string;
  readonly iban: string;
  readonly number: string;
  readonly currency: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly entries: number;
  readonly open: number;
  readonly importedAt: Temporal.Instant;
  readonly done: number;
  readonly total: number;
  readonly state: 'running' | 'finished' | 'failed';
};

/** Imported statements, newest first, with how far their matching is. */
export async function bankStatements(
  tx: TxCtx,
  {
    after,
    id,
    limit = 30,
  }: { after?: string | undefined; id?: string | undefined; limit?: number } = {},
): Promise<{ rows: StatementRow[]; next?: string }> {
  const [at, last] = (after ?? '').split('~');
  const isSeek = Boolean(at) && /^[0-9a-f-]{36}$/i.test(last ?? '');
  const found = await tx.em.execute<
    {
      id: string;
      iban: string;
      number: string;
      currency: string;
      opening: string;
      closing: string;
      entries: number;
      open: number;
      imported_at: string;
      done: number;
      total: number | null;
      state: StatementRow['state'];
    }[]
  >(
    `select s.id, s.iban, s.statement_number as number, s.currency, s.opening_minor::text as opening, s.closing_minor::text as closing, s.entry_count as entries,
       (select count(*)::int from bank_entry e where e.bank_statement_id = s.id and e.state in ('imported', 'unmatched', 'part_matched')) as open,
       s.imported_at::text as imported_at, p.done, p.total, p.state
     from bank_statement s join bulk_progress p on p.id = s.progress_id
     where (?::uuid is null or s.id = ?) ${isSeek ? 'and (s.imported_at, s.id) < (?::timestamptz, ?::uuid)' : ''}
     order by s.imported_at desc, s.id desc limit ?`,
    [id ?? null, id ?? null, ...(isSeek ? [at, last] : []), limit + 1],
  );
  const end = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit).map((row) => ({
      id: row.id,
      iban: row.iban,
      number: row.number,
      currency: row.currency,
      openingMinor: BigInt(row.opening),
      closingMinor: BigInt(row.closing),
      entries: row.entries,
      open: row.open,
      importedAt: toInstant(row.imported_at),
      done: row.done,
      total: row.total ?? row.done,
      state: row.state,
    })),
    ...(end ? { next: `${toInstant(end.imported_at).toString()}~${end.id}` } : {}),
  };
}

/** Buyers by name or by the number of an open invoice, for the manual match; at most 20. */
export async function buyersLike(tx: TxCtx, text: string): Promise<{ id: string; name: string }[]> {
  const pattern = `%${text.replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`;
  return tx.em.execute<{ id: string; name: string }[]>(
    `select o.id, o.trading_name as name from organisation o
     where o.kind = 'buyer' and (o.trading_name ilike ? or o.legal_name ilike ?
       or exists (select 1 from invoice i where i.buyer_id = o.id and i.open_minor > 0 and i.number ilike ?))
     order by o.trading_name limit 20`,
    [pattern, pattern, pattern],
  );
}
