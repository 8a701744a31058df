import { Problem, type Text } from '../../base/index.ts';
import { type TxCtx, toInstant } from '../../platform/index.ts';
import type { AccountKind } from './entities.ts';

export type AccountBalance = {
  readonly accountId: string;
  readonly kind: AccountKind;
  readonly partyId: string | undefined;
  readonly partyName: string | undefined;
  readonly currency: string;
  /** Debits less credits. */
  readonly balanceMinor: bigint;
};

type AccountRow = {
  id: string;
  kind: AccountKind;
  party_id: string | null;
  party_name: string | null;
  currency: string;
  balance: string;
};

const ACCOUNT = `select a.id, a.kind, a.party_id, o.trading_name as party_name, a.currency, a.balance_minor::text as balance
  from ledger_account a left join organisation o on o.id = a.party_id`;

function accountOf(row: AccountRow): AccountBalance {
  return {
    accountId: row.id,
    kind: row.kind,
    partyId: row.party_id ?? undefined,
    partyName: row.party_name ?? undefined,
    currency: row.currency,
    balanceMinor: BigInt(row.balance),
  };
}

/** Accounts with their balances, by id; at most `limit` (200), continued after an account id. */
export async function balances(
  tx: TxCtx,
  {
    kind,
    partyId,
    currency,
    after,
    limit = 200,
  }: {
    kind?: AccountKind;
    partyId?: string;
    currency?: string;
    after?: string;
    limit?: number;
  } = {},
): Promise<AccountBalance[]> {
  const filters: [string, string | undefined][] = [
    ['a.kind = ?', kind],
    ['a.party_id = ?', partyId],
    ['a.currency = ?', currency],
    ['a.id > ?', after],
  ];
  const used = filters.filter((one): one is [string, string] => one[1] !== undefined);
  const where = used.length > 0 ? ` where ${used.map(([sql]) => sql).join(' and ')}` : '';
  const rows = await tx.em.execute<AccountRow[]>(`${ACCOUNT}${where} order by a.id limit ?`, [
    ...used.map(([, value]) => value),
    Math.min(limit, 1000),
  ]);
  return rows.map(accountOf);
}

/** One account; `not_found` otherwise. */
export async function account(tx: TxCtx, accountId: string): Promise<AccountBalance> {
  const [row] = await tx.em.execute<AccountRow[]>(`${ACCOUNT} where a.id = ?`, [accountId]);
  if (!row) throw new Problem('not_found', { what: 'ledger account', id: accountId });
  return accountOf(row);
}

export type StatementLine = {
  readonly entryId: string;
  readonly transactionId: string;
  readonly cause: string;
  readonly label: string;
  readonly effectiveOn: Temporal.PlainDate;
  readonly recordedAt: Temporal.Instant;
  readonly amountMinor: bigint;
  readonly balanceAfterMinor: bigint;
  readonly reversesId: string | undefined;
};

/** An account's entries, newest first, with the balance after each; `next` continues them. */
export async function accountStatement(
  tx: TxCtx,
  {
    accountId,
    after,
    limit = 50,
  }: { accountId: string; after?: string | undefined; limit?: number },
): Promise<{ lines: StatementLine[]; next?: string }> {
  const [at, id] = (after ?? '').split('~');
  const seek = at && id ? 'and (e.recorded_at, e.id) < (?::timestamptz, ?::uuid)' : '';
  const rows = await tx.em.execute<
    {
      id: string;
      transaction_id: string;
      cause: string;
      label: string;
      effective_on: string;
      recorded_at: string;
      amount: string;
      balance: string;
      reverses_id: string | null;
    }[]
  >(
    `select e.id, e.transaction_id, t.cause, t.label, t.effective_on::text as effective_on, e.recorded_at::text as recorded_at,
       e.amount_minor::text as amount, e.balance_after_minor::text as balance, t.reverses_id
     from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
     where e.account_id = ? ${seek} order by e.recorded_at desc, e.id desc limit ?`,
    [accountId, ...(at && id ? [at, id] : []), limit + 1],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    lines: rows.slice(0, limit).map((row) => ({
      entryId: row.id,
      transactionId: row.transaction_id,
      cause: row.cause,
      label: row.label,
      effectiveOn: Temporal.PlainDate.from(row.effective_on),
      recordedAt: toInstant(row.recorded_at),
      amountMinor: BigInt(row.amount),
      balanceAfterMinor: BigInt(row.balance),
      reversesId: row.reverses_id ?? undefined,
    })),
    ...(last ? { next: `${toInstant(last.recorded_at).toString()}~${last.id}` } : {}),
  };
}

export type TransactionView = {
  readonly id: string;
  readonly cause: string;
  readonly label: string;
  readonly journal: string;
  readonly effectiveOn: Temporal.PlainDate;
  readonly recordedAt: Temporal.Instant;
  readonly reversesId: string | undefined;
  readonly reversedById: string | undefined;
  readonly entries: readonly (AccountBalance & { readonly amountMinor: bigint })[];
};

/** One transaction with its entries; `not_found` otherwise. */
export async function ledgerTransaction(tx: TxCtx, id: string): Promise<TransactionView> {
  const [head] = await tx.em.execute<
    {
      cause: string;
      label: string;
      journal: string;
      effective_on: string;
      recorded_at: string;
      reverses_id: string | null;
      reversed_by: string | null;
    }[]
  >(
    `select t.cause, t.label, t.journal, t.effective_on::text as effective_on, t.recorded_at::text as recorded_at, t.reverses_id,
       (select r.id from ledger_transaction r where r.reverses_id = t.id limit 1) as reversed_by
     from ledger_transaction t where t.id = ?`,
    [id],
  );
  if (!head) throw new Problem('not_found', { what: 'ledger transaction', id });
  const rows = await tx.em.execute<(AccountRow & { amount: string })[]>(
    `select a.id, a.kind, a.party_id, o.trading_name as party_name, a.currency, a.balance_minor::text as balance, e.amount_minor::text as amount
     from ledger_entry e join ledger_account a on a.id = e.account_id left join organisation o on o.id = a.party_id
     where e.transaction_id = ? order by e.seq`,
    [id],
  );
  return {
    id,
    cause: head.cause,
    label: head.label,
    journal: head.journal,
    effectiveOn: Temporal.PlainDate.from(head.effective_on),
    recordedAt: toInstant(head.recorded_at),
    reversesId: head.reverses_id ?? undefined,
    reversedById: head.reversed_by ?? undefined,
    entries: rows.map((row) => ({ ...accountOf(row), amountMinor: BigInt(row.amount) })),
  };
}

export type TrialBalanceLine = {
  readonly kind: AccountKind;
  readonly currency: string;
  readonly accounts: number;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  readonly balanceMinor: bigint;
};

/**
 * Debits, credits and balance by kind of account, up to and including an effective day. Computed from
 * the entries, not from the kept balances. The balances of each currency sum to zero.
 */
export async function trialBalance(
  tx: TxCtx,
  { currency, on }: { currency?: string; on?: Temporal.PlainDate } = {},
): Promise<TrialBalanceLine[]> {
  const rows = await tx.em.execute<
    { kind: AccountKind; currency: string; accounts: number; debit: string; credit: string }[]
  >(
    `select a.kind, a.currency, count(distinct a.id)::int as accounts,
       coalesce(sum(e.amount_minor) filter (where e.amount_minor > 0), 0)::text as debit,
       coalesce(-sum(e.amount_minor) filter (where e.amount_minor < 0), 0)::text as credit
     from ledger_account a
     join ledger_entry e on e.account_id = a.id
     join ledger_transaction t on t.id = e.transaction_id
     where (?::text is null or a.currency = ?) and (?::date is null or t.effective_on <= ?::date)
     group by a.kind, a.currency order by a.currency, a.kind`,
    [currency ?? null, currency ?? null, on?.toString() ?? null, on?.toString() ?? null],
  );
  return rows.map((row) => ({
    kind: row.kind,
    currency: row.currency,
    accounts: row.accounts,
    debitMinor: BigInt(row.debit),
    creditMinor: BigInt(row.credit),
    balanceMinor: BigInt(row.debit) - BigInt(row.credit),
  }));
}

/** One term of the ring-fence identity: who the money belongs to, and why. */
export type RingFenceTerm = {
  readonly code: string;
  readonly minor: bigint;
  readonly name: Text;
  readonly why: Text;
};

export type RingFenceProof = {
  readonly currency: string;
  /** What the segregated bank account holds by our books. */
  readonly bankMinor: bigint;
  readonly terms: readonly RingFenceTerm[];
  /** Sum of the terms: what it must hold. */
  readonly dueMinor: bigint;
  readonly differenceMinor: bigint;
  /** Accounts whose kept balance is not the sum of their entries. */
  readonly driftingAccounts: number;
  readonly holds: boolean;
};

/** The terms of the identity: the accounts that each takes its credit balance from. */
const TERMS: readonly (Omit<RingFenceTerm, 'minor'> & {
  readonly kinds: readonly AccountKind[];
})[] = [
  {
    code: 'unapplied',
    kinds: ['unapplied_cash'],
    name: { en: 'Received, not yet matched', fr: 'Reçu, pas encore rapproché' },
    why: {
      en: 'Buyers’ transfers that pay no invoice yet: still the buyers’ money.',
      fr: 'Virements d’acheteurs qui ne règlent encore aucune facture : cet argent reste aux acheteurs.',
    },
  },
  {
    code: 'collected',
    kinds: ['seller_pending', 'buyer_receivable'],
    name: {
      en: 'Collected for sellers, not yet released',
      fr: 'Encaissé pour les vendeurs, pas encore libéré',
    },
    why: {
      en: 'Invoices in the sellers’ names less what buyers still owe on them: part payments and payments awaiting release.',
      fr: 'Factures au nom des vendeurs moins ce que les acheteurs doivent encore : acomptes et paiements en attente de libération.',
    },
  },
  {
    code: 'available',
    kinds: ['seller_available'],
    name: { en: 'Available to sellers', fr: 'Disponible pour les vendeurs' },
    why: {
      en: 'Paid and delivered, net of commission, in no payout yet.',
      fr: 'Payé et livré, net de commission, dans aucun reversement.',
    },
  },
  {
    code: 'reserved',
    kinds: ['seller_reserved'],
    name: { en: 'In a payout under way', fr: 'Dans un reversement en cours' },
    why: {
      en: 'Ordered to the bank, not yet debited.',
      fr: 'Ordonné à la banque, pas encore débité.',
    },
  },
  {
    code: 'commission',
    kinds: ['commission_revenue', 'commission_vat', 'bank_operating'],
    name: {
      en: 'Commission and its VAT, not yet swept',
      fr: 'Commission et sa TVA, pas encore transférées',
    },
    why: {
      en: 'The operator’s own share that still lies on the segregated account: earned less moved to its own account.',
      fr: 'La part de l’opérateur encore sur le compte cantonné : acquise moins transférée sur son propre compte.',
    },
  },
  {
    code: 'suspense',
    kinds: ['suspense'],
    name: { en: 'To be explained', fr: 'À expliquer' },
    why: {
      en: 'Bank movements that nobody has classified; a debit counts negative.',
      fr: 'Mouvements bancaires que personne n’a qualifiés ; un débit compte en négatif.',
    },
  },
  {
    code: 'losses',
    kinds: ['write_off', 'bank_charges'],
    name: { en: 'Written off and bank charges', fr: 'Écarts et frais bancaires' },
    why: {
      en: 'Cents given up and charges debited: the operator owes them to the account, so they count negative.',
      fr: 'Centimes abandonnés et frais débités : l’opérateur les doit au compte, ils comptent en négatif.',
    },
  },
];

function termsOf(credit: (kind: AccountKind) => bigint): RingFenceTerm[] {
  return TERMS.map(({ kinds, ...term }) => ({
    ...term,
    minor: kinds.reduce((sum, kind) => sum + credit(kind), 0n),
  }));
}

/**
 * The ring-fence identity (cantonnement) of one currency: what the segregated account holds equals what it
 * owes to buyers, to sellers and, until swept, to the operator. `bankMinor` comes from the entries of the
 * bank account, the terms from the entries of the others; the kept balances are checked against both.
 */
export async function ringFenceProof(tx: TxCtx, currency: string): Promise<RingFenceProof> {
  const lines = await trialBalance(tx, { currency });
  const debit = new Map(lines.map((line) => [line.kind, line.balanceMinor]));
  const bankMinor = debit.get('bank_ringfenced') ?? 0n;
  const terms = termsOf((kind) => -(debit.get(kind) ?? 0n));
  const dueMinor = terms.reduce((sum, term) => sum + term.minor, 0n);
  const [drift] = await tx.em.execute<{ n: number }[]>(
    `select count(*)::int as n from ledger_account a
     where a.currency = ? and a.balance_minor <> coalesce((select sum(e.amount_minor) from ledger_entry e where e.account_id = a.id), 0)`,
    [currency],
  );
  const driftingAccounts = drift?.n ?? 0;
  const differenceMinor = bankMinor - dueMinor;
  return {
    currency,
    bankMinor,
    terms,
    dueMinor,
    differenceMinor,
    driftingAccounts,
    holds: differenceMinor === 0n && driftingAccounts === 0,
  };
}

/** The currencies in which anything was ever posted. */
export async function ledgerCurrencies(tx: TxCtx): Promise<string[]> {
  const rows = await tx.em.execute<{ currency: string }[]>(
    'select distinct currency from ledger_account order by currency',
  );
  return rows.map((row) => row.currency);
}
