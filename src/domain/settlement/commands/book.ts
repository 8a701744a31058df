import { lockRows, type TxCtx } from '../../../platform/index.ts';
import type { AccountKind, Posting, Reversal } from '../../ledger/index.ts';
import type { BankEntry, BankEntryState } from '../entities.ts';
import { Payout, PayoutRun } from '../entities.ts';
import { accountNumber, type BankEntryInput } from '../rules.ts';
import { paidPosting, settlePayouts } from './payouts.ts';
import { returnPayout } from './returned.ts';

type Fresh = {
  readonly id: string;
  readonly key: string;
  readonly position: number;
  readonly entry: BankEntryInput;
};

/** How one entry enters the books: against which account, in which state, and what else it settles. */
export type Booking = Fresh & {
  readonly bookedAs: BankEntry['bookedAs'];
  readonly state: BankEntryState;
  readonly buyerId?: string | undefined;
  readonly postings: readonly Posting[];
  /** Taken back once the postings are in the books. */
  readonly reversals?: readonly Reversal[];
};

/**
 * Decides how each new entry is booked. Credits: the payer's unapplied cash (nobody's while the payer is not
 * known), or a payout that came back. Debits: a payout or a whole run that was carried out, suspense otherwise.
 * Locks the payouts that the entries name.
 */
export async function bookEntries(
  tx: TxCtx,
  {
    fresh,
    currency,
    ibans,
  }: { fresh: readonly Fresh[]; currency: string; ibans: ReadonlyMap<string, readonly string[]> },
): Promise<Booking[]> {
  const named = await namedPayouts(tx, fresh);
  const bookings: Booking[] = [];
  // In the bank's order: a payout may be debited and sent back in one statement.
  for (const one of fresh)
    bookings.push((await payoutBooking(tx, one, named)) ?? plainBooking(one, { currency, ibans }));
  return bookings;
}

function plainBooking(
  one: Fresh,
  { currency, ibans }: { currency: string; ibans: ReadonlyMap<string, readonly string[]> },
): Booking {
  const { entry, id } = one;
  const isCredit = entry.amountMinor > 0n;
  const owners = ibans.get(accountNumber(entry.counterparty?.iban ?? '')) ?? [];
  const buyerId = isCredit && owners.length === 1 ? owners[0] : undefined;
  const kind: AccountKind = isCredit ? 'unapplied_cash' : 'suspense';
  const label = `${isCredit ? 'Received from' : 'Paid to'} ${entry.counterparty?.name ?? 'unknown'}`;
  const posting: Posting = {
    cause: `bank_entry:${id}:booked`,
    journal: 'bank',
    effectiveOn: entry.bookedOn,
    label,
    entries: [
      { account: { kind: 'bank_ringfenced' }, amount: { minor: entry.amountMinor, currency } },
      { account: { kind, partyId: buyerId }, amount: { minor: -entry.amountMinor, currency } },
    ],
  };
  const isNothing = entry.amountMinor === 0n;
  return {
    ...one,
    buyerId,
    bookedAs: isCredit ? 'unapplied_cash' : 'suspense',
    state: isNothing ? 'ignored' : isCredit ? 'imported' : 'unmatched',
    postings: isNothing ? [] : [posting],
  };
}

type Named = { payouts: Map<string, Payout>; runs: Map<string, Payout[]> };

/** The payouts and runs whose numbers stand in the entries' references or text. */
async function namedPayouts(tx: TxCtx, fresh: readonly Fresh[]): Promise<Named> {
  const numbers = new Set(fresh.flatMap(({ entry }) => payoutNumbers(entry)));
  if (numbers.size === 0) return { payouts: new Map(), runs: new Map() };
  const runNumbers = [...numbers].map((number) => /^REV-\d{4}-\d{4,}/.exec(number)?.[0] ?? '');
  const runs = await tx.em.find(PayoutRun, { number: { $in: [...new Set(runNumbers)] } });
  const ids = (
    await tx.em.find(
      Payout,
      { payoutRunId: { $in: runs.map((run) => run.id) } },
      { fields: ['id'] },
    )
  ).map((one) => one.id);
  await lockRows(tx, 'payout', ids);
  const payouts = await tx.em.find(
    Payout,
    { id: { $in: ids } },
    { refresh: true, orderBy: { number: 'asc' } },
  );
  return {
    payouts: new Map(payouts.map((one) => [one.number, one])),
    runs: new Map(
      runs.map((run) => [run.number, payouts.filter((one) => one.payoutRunId === run.id)]),
    ),
  };
}

function payoutNumbers(entry: BankEntryInput): string[] {
  const texts = [
    entry.endToEndId,
    entry.structuredReference,
    ...(entry.documentNumbers ?? []),
    entry.remittanceText,
    entry.bankReference,
  ];
  return texts.flatMap((text) => text?.match(/REV-\d{4}-\d{4,}(?:-\d{3,})?/g) ?? []);
}

async function payoutBooking(
  tx: TxCtx,
  one: Fresh,
  { payouts, runs }: Named,
): Promise<Booking | undefined> {
  const { entry } = one;
  for (const number of payoutNumbers(entry)) {
    const single = payouts.get(number);
    const carried = entry.amountMinor < 0n ? (single ? [single] : (runs.get(number) ?? [])) : [];
    const open = carried.filter((payout) => payout.state !== 'returned');
    const sum = open.reduce((total, payout) => total + payout.amountMinor, 0n);
    if (
      open.length > 0 &&
      sum === -entry.amountMinor &&
      open.every((payout) => payout.bankEntryId === null)
    )
      return carriedOut(tx, one, open);
    if (single?.state === 'paid' && entry.amountMinor === single.amountMinor) {
      const { posting, reversals } = await returnPayout(tx, {
        payout: single,
        on: entry.bookedOn,
      });
      return {
        ...one,
        bookedAs: 'payout_return',
        state: 'matched',
        postings: [posting],
        reversals,
      };
    }
  }
  return undefined;
}

async function carriedOut(tx: TxCtx, one: Fresh, payouts: readonly Payout[]): Promise<Booking> {
  const { entry, id } = one;
  // Payouts that somebody confirmed by hand are posted already: the entry only proves them.
  const unposted = payouts.filter((payout) => payout.state !== 'paid');
  const postings = unposted.map((payout) => paidPosting(payout, entry.bookedOn));
  await settlePayouts(tx, { payouts: unposted, paidOn: entry.bookedOn, bankEntryId: id });
  for (const payout of payouts) payout.bankEntryId = id;
  return { ...one, bookedAs: 'payout', state: 'matched', postings };
}
