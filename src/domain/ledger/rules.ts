import { type Money, Problem } from '../../base/index.ts';
import { inputHash } from '../../platform/index.ts';
import type { AccountKind } from './entities.ts';

export type Journal = 'sales' | 'bank' | 'payout' | 'general';

/** Whose account of which sort; the operator's own accounts have no party. */
export type AccountRef = { readonly kind: AccountKind; readonly partyId?: string | undefined };

export type PostingEntry = {
  readonly account: AccountRef;
  /** Debit positive, credit negative. */
  readonly amount: Money;
};

export type Posting = {
  /** What happened, once and for all: `invoice:<id>:issued`. */
  readonly cause: string;
  readonly journal: Journal;
  readonly effectiveOn: Temporal.PlainDate;
  readonly label: string;
  readonly entries: readonly PostingEntry[];
  readonly reversesId?: string | undefined;
};

/** One text per account, for maps: kind, party, currency. */
export function accountKey(account: AccountRef, currency: string): string {
  return `${account.kind}|${account.partyId ?? ''}|${currency}`;
}

/**
 * The entries that carry an amount. Refuses a posting that does not sum to zero in each currency
 * (`ledger.unbalanced`) or that holds nothing (`ledger.empty`).
 */
export function checkedEntries({ cause, entries }: Posting): readonly PostingEntry[] {
  const real = entries.filter((entry) => entry.amount.minor !== 0n);
  if (real.length === 0) throw new Problem('ledger.empty', { cause });
  const sums = new Map<string, bigint>();
  for (const { amount } of real) {
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.minor);
  }
  for (const [currency, difference] of sums) {
    if (difference !== 0n) throw new Problem('ledger.unbalanced', { cause, difference, currency });
  }
  return real;
}

/** What two postings of one cause must share to be the same posting; the wording of the label is free. */
export function postingHash(posting: Posting): string {
  return inputHash({
    journal: posting.journal,
    effectiveOn: posting.effectiveOn.toString(),
    reverses: posting.reversesId ?? null,
    entries: posting.entries
      .filter(({ amount }) => amount.minor !== 0n)
      .map(({ account, amount }) => [accountKey(account, amount.currency), amount.minor]),
  });
}
