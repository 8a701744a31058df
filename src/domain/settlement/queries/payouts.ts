import { Problem } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { PayoutRun } from '../entities.ts';

export type SellerBalance = {
  readonly sellerId: string;
  readonly sellerName: string;
  readonly currency: string;
  readonly pendingMinor: bigint;
  readonly availableMinor: bigint;
  readonly reservedMinor: bigint;
  readonly paidMinor: bigint;
  readonly hasIban: boolean;
};

/** What each seller is owed, by state; a seller sees its own row only. By name, at most `limit` (100). */
export async function sellerBalances(
  tx: TxCtx,
  { after, limit = 100 }: { after?: string | undefined; limit?: number } = {},
): Promise<SellerBalance[]> {
  const rows = await tx.em.execute<
    {
      id: string;
      name: string;
      currency: string;
      pending: string;
      available: string;
      reserved: string;
      paid: string;
      iban: boolean;
    }[]
  >(
    `select o.id, o.trading_name as name, p.currency, o.iban is not null as iban,
       coalesce(sum(p.amount_minor) filter (where p.state in ('pending', 'blocked')), 0)::text as pending,
       coalesce(sum(p.amount_minor) filter (where p.state = 'available'), 0)::text as available,
       coalesce(sum(p.amount_minor) filter (where p.state = 'reserved'), 0)::text as reserved,
       coalesce(sum(p.amount_minor) filter (where p.state = 'paid'), 0)::text as paid
     from seller_payable p join organisation o on o.id = p.seller_id
     where ?::text is null or o.trading_name > ?
     group by o.id, o.trading_name, p.currency, o.iban order by o.trading_name, p.currency limit ?`,
    [after ?? null, after ?? null, limit],
  );
  return rows.map((row) => ({
    sellerId: row.id,
    sellerName: row.name,
    currency: row.currency,
    pendingMinor: BigInt(row.pending),
    availableMinor: BigInt(row.available),
    reservedMinor: BigInt(row.reserved),
    paidMinor: BigInt(row.paid),
    hasIban: row.iban,
  }));
}

/** Runs, newest first; `next` continues after a run's number. */
export async function payoutRuns(
  tx: TxCtx,
  { after, limit = 30 }: { after?: string | undefined; limit?: number } = {},
): Promise<{ rows: PayoutRun[]; next?: string }> {
  const rows = await tx.em.find(PayoutRun, after ? { number: { $lt: after } } : {}, {
    orderBy: { number: 'desc' },
    limit: limit + 1,
  });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), ...(last ? { next: last.number } : {}) };
}

export type PayoutRow = {
  readonly id: string;
  readonly runId: string;
  readonly number: string;
  readonly sellerName: string;
  readonly iban: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly state: 'reserved' | 'sent' | 'paid' | 'returned';
  readonly createdAt: Temporal.Instant;
  readonly paidOn: Temporal.PlainDate | undefined;
  readonly bankEntryId: string | undefined;
  readonly invoices: number;
};

/** Payouts of a run, or of whoever looks (row-level security), newest first; `next` continues. */
export async function payouts(
  tx: TxCtx,
  {
    runId,
    after,
    limit = 50,
  }: { runId?: string | undefined; after?: string | undefined; limit?: number },
): Promise<{ rows: PayoutRow[]; next?: string }> {
  const found = await tx.em.execute<
    {
      id: string;
      run: string;
      number: string;
      name: string;
      iban: string;
      amount: string;
      currency: string;
      state: PayoutRow['state'];
      created_at: string;
      paid_on: string | null;
      bank_entry_id: string | null;
      invoices: number;
    }[]
  >(
    `select p.id, p.payout_run_id as run, p.number, o.trading_name as name, p.iban, p.amount_minor::text as amount, p.currency, p.state, p.created_at::text as created_at,
       p.paid_on::text as paid_on, p.bank_entry_id, (select count(*)::int from seller_payable s where s.payout_id = p.id) as invoices
     from payout p join organisation o on o.id = p.seller_id
     where (?::uuid is null or p.payout_run_id = ?) and (?::text is null or p.number < ?)
     order by p.number desc limit ?`,
    [runId ?? null, runId ?? null, after ?? null, after ?? null, limit + 1],
  );
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit).map((row) => ({
      id: row.id,
      runId: row.run,
      number: row.number,
      sellerName: row.name,
      iban: row.iban,
      amountMinor: BigInt(row.amount),
      currency: row.currency,
      state: row.state,
      createdAt: toInstant(row.created_at),
      paidOn: row.paid_on ? Temporal.PlainDate.from(row.paid_on) : undefined,
      bankEntryId: row.bank_entry_id ?? undefined,
      invoices: row.invoices,
    })),
    ...(last ? { next: last.number } : {}),
  };
}

/** One run; `not_found` otherwise. */
export async function payoutRun(tx: TxCtx, id: string): Promise<PayoutRun> {
  const run = await tx.em.findOne(PayoutRun, { id });
  if (!run) throw new Problem('not_found', { what: 'payout run', id });
  return run;
}

export type PayableRow = {
  readonly number: string;
  readonly state: string;
  readonly amountMinor: bigint;
  readonly grossMinor: bigint;
  readonly currency: string;
  readonly issuedOn: Temporal.PlainDate;
};

/** The invoices behind a seller's balance, newest first; a seller sees its own. */
export async function payables(
  tx: TxCtx,
  { after, limit = 50 }: { after?: string | undefined; limit?: number } = {},
): Promise<{ rows: PayableRow[]; next?: string }> {
  const isSeek = /^[0-9a-f-]{36}$/i.test(after ?? '');
  const found = await tx.em.execute<
    {
      id: string;
      number: string;
      state: string;
      amount: string;
      gross: string;
      currency: string;
      issued_on: string;
    }[]
  >(
    `select p.id, i.number, p.state, p.amount_minor::text as amount, i.gross_minor::text as gross, p.currency, i.issued_on::text as issued_on
     from seller_payable p join invoice i on i.id = p.invoice_id ${isSeek ? 'where p.id < ?::uuid' : ''} order by p.id desc limit ?`,
    [...(isSeek ? [after] : []), limit + 1],
  );
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    rows: found.slice(0, limit).map((row) => ({
      number: row.number,
      state: row.state,
      amountMinor: BigInt(row.amount),
      grossMinor: BigInt(row.gross),
      currency: row.currency,
      issuedOn: Temporal.PlainDate.from(row.issued_on),
    })),
    ...(last ? { next: last.id } : {}),
  };
}
