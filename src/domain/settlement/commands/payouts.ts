import { Problem, plainDateIn, transition } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  lockRows,
  nextNumber,
  privileged,
  storeFile,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { type Posting, postAll } from '../../ledger/index.ts';
import { type Organisation, operatorOrganisation, organisations } from '../../parties/index.ts';
import {
  Payout,
  PayoutRun,
  payableTransitions,
  payoutTransitions,
  SellerPayable,
} from '../entities.ts';
import { bankDataFault } from '../rules.ts';

/** A batch of transfers from one account on one day, as a payment file wants it. Amounts in cents. */
export type PaymentBatch = {
  readonly number: string;
  readonly createdAt: Temporal.Instant;
  readonly executionOn: Temporal.PlainDate;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly debtor: {
    readonly name: string;
    readonly iban: string;
    readonly bic?: string | undefined;
    readonly country: string;
    readonly city: string;
  };
  readonly payments: readonly {
    /** At most 35 characters: comes back on the bank's statement. */
    readonly endToEndId: string;
    readonly amountMinor: bigint;
    readonly creditor: {
      readonly name: string;
      readonly iban: string;
      readonly bic?: string | undefined;
      readonly country: string;
      readonly city: string;
    };
    readonly remittance: string;
  }[];
};

/** Writes a batch in the bank's format (pain.001); declared here, implemented by the bank door. */
export type PaymentFileWriter = (batch: PaymentBatch) => {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
};

export type PayoutRunResult = {
  readonly payoutRunId: string;
  readonly number: string;
  readonly fileId: string;
  readonly batch: PaymentBatch;
  readonly skipped: readonly SkippedSeller[];
};

/**
 * A seller left out, and why: nothing above zero after its credit notes, no IBAN, an IBAN or a BIC that is
 * none, or the operator itself.
 */
export type SkippedSeller = {
  readonly sellerId: string;
  readonly reason: 'not_positive' | 'no_iban' | 'bad_iban' | 'bad_bic' | 'operator';
  readonly amountMinor: bigint;
};

const PAYABLES_MAX = 20_000;

type Due = { seller: Organisation; payables: SellerPayable[]; amountMinor: bigint };

/**
 * Pays sellers what is available to them (`payout.run`): one transfer a seller, its number the EndToEndId,
 * the money reserved in the ledger and the file stored, all or nothing. A seller whose credit notes exceed
 * its sales is carried over. Locks the payables by id; two runs at once share nothing.
 */
export async function runPayouts(
  ctx: Ctx | TxCtx,
  {
    executionOn,
    writer,
    currency = 'EUR',
  }: { executionOn: Temporal.PlainDate; writer: PaymentFileWriter; currency?: string },
): Promise<PayoutRunResult> {
  ctx.require('payout.run');
  return write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      if (Temporal.PlainDate.compare(executionOn, plainDateIn(inner.now())) < 0)
        throw new Problem('settlement.execution_date', { date: executionOn.toString() });
      const operator = await operatorOrganisation(inner);
      if (!operator.iban) throw new Problem('settlement.operator_iban');
      const { due, skipped } = await dueSellers(inner, { currency, operatorId: operator.id });
      if (due.length === 0) throw new Problem('settlement.nothing_to_pay');
      const year = plainDateIn(inner.now()).year;
      const number = `REV-${year}-${String(await nextNumber(inner, `payout_run:${year}`)).padStart(4, '0')}`;
      const run = { id: inner.newId(), number, executionOn, currency };
      const payouts = await reserve(inner, { due, run });
      const batch = batchOf(inner, {
        run,
        payouts,
        operator: { ...partyOf(operator), iban: operator.iban },
      });
      const fileId = await storeFile(inner, writer(batch));
      await inner.em.findOneOrFail(PayoutRun, { id: run.id }).then((one) => {
        one.fileId = fileId;
      });
      await audit(inner, {
        action: 'payout.run',
        subject: `payout_run:${run.id}`,
        detail: { number, total: String(batch.totalMinor), payouts: payouts.length },
      });
      await emit(inner, 'payout.reserved', { payoutRunId: run.id });
      await inner.em.flush();
      return { payoutRunId: run.id, number, fileId, batch, skipped };
    }),
  );
}

async function dueSellers(
  tx: TxCtx,
  { currency, operatorId }: { currency: string; operatorId: string },
): Promise<{ due: Due[]; skipped: SkippedSeller[] }> {
  const locked = await tx.em.execute<{ id: string }[]>(
    `select id from seller_payable where state = 'available' and currency = ? order by id limit ? for update`,
    [currency, PAYABLES_MAX],
  );
  const payables = await tx.em.find(
    SellerPayable,
    { id: { $in: locked.map((row) => row.id) } },
    { refresh: true },
  );
  const sellers = await organisations(
    tx,
    payables.map((one) => one.sellerId),
  );
  const due: Due[] = [];
  const skipped: SkippedSeller[] = [];
  for (const seller of [...sellers.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const own = payables.filter((one) => one.sellerId === seller.id && one.state === 'available');
    const amountMinor = own.reduce((sum, one) => sum + one.amountMinor, 0n);
    const reason =
      amountMinor <= 0n
        ? 'not_positive'
        : seller.id === operatorId
          ? 'operator'
          : bankDataFault(seller);
    if (reason) skipped.push({ sellerId: seller.id, reason, amountMinor });
    else due.push({ seller, payables: own, amountMinor });
  }
  return { due, skipped };
}

type Run = { id: string; number: string; executionOn: Temporal.PlainDate; currency: string };
type Reserved = Due & { payoutId: string; number: string };

async function reserve(
  tx: TxCtx,
  { due, run }: { due: readonly Due[]; run: Run },
): Promise<Reserved[]> {
  const { currency } = run;
  tx.em.create(PayoutRun, {
    ...run,
    totalMinor: due.reduce((sum, one) => sum + one.amountMinor, 0n),
    payoutCount: due.length,
    state: 'created',
    fileId: null,
    createdAt: tx.now(),
    createdBy: tx.actor.name,
  });
  await tx.em.flush();
  const payouts = due.map((one, at) => ({
    ...one,
    payoutId: tx.newId(),
    number: `${run.number}-${String(at + 1).padStart(3, '0')}`,
  }));
  for (const { payoutId, number, seller, amountMinor, payables } of payouts) {
    tx.em.create(Payout, {
      id: payoutId,
      payoutRunId: run.id,
      sellerId: seller.id,
      number,
      amountMinor,
      currency,
      iban: seller.iban ?? '',
      state: 'reserved',
      bankEntryId: null,
      paidOn: null,
      createdAt: tx.now(),
    });
    for (const payable of payables) {
      payable.state = transition(payableTransitions, {
        subject: 'payable',
        from: payable.state,
        to: 'reserved',
      });
      payable.payoutId = payoutId;
    }
  }
  await tx.em.flush();
  await postAll(
    tx,
    payouts.map(
      ({ payoutId, number, seller, amountMinor }): Posting => ({
        cause: `payout:${payoutId}:reserved`,
        journal: 'payout',
        effectiveOn: plainDateIn(tx.now()),
        label: `Payout ${number} reserved`,
        entries: [
          {
            account: { kind: 'seller_available', partyId: seller.id },
            amount: { minor: amountMinor, currency },
          },
          {
            account: { kind: 'seller_reserved', partyId: seller.id },
            amount: { minor: -amountMinor, currency },
          },
        ],
      }),
    ),
  );
  return payouts;
}

function partyOf(organisation: Organisation) {
  return {
    name: organisation.legalName,
    bic: organisation.bic ?? undefined,
    country: organisation.country,
    city: organisation.address.city,
  };
}

function batchOf(
  tx: TxCtx,
  {
    run,
    payouts,
    operator,
  }: { run: Run; payouts: readonly Reserved[]; operator: PaymentBatch['debtor'] },
): PaymentBatch {
  return {
    number: run.number,
    createdAt: tx.now(),
    executionOn: run.executionOn,
    currency: run.currency,
    totalMinor: payouts.reduce((sum, one) => sum + one.amountMinor, 0n),
    debtor: operator,
    payments: payouts.map(({ number, seller, amountMinor }) => ({
      endToEndId: number,
      amountMinor,
      creditor: { ...partyOf(seller), iban: seller.iban ?? '' },
      remittance: `${operator.name} ${number}`,
    })),
  };
}

/** The file of a run was handed to the bank (`payout.run`). Safe to repeat. */
export async function markPayoutRunSent(
  ctx: Ctx | TxCtx,
  { payoutRunId }: { payoutRunId: string },
): Promise<void> {
  ctx.require('payout.run');
  await write(ctx, async (tx) => {
    await lockRows(tx, 'payout_run', [payoutRunId]);
    const run = await tx.em.findOne(PayoutRun, { id: payoutRunId }, { refresh: true });
    if (!run) throw new Problem('not_found', { what: 'payout run', id: payoutRunId });
    if (run.state !== 'created') return;
    run.state = 'sent';
    for (const payout of await tx.em.find(Payout, { payoutRunId, state: 'reserved' })) {
      payout.state = transition(payoutTransitions, {
        subject: 'payout',
        from: payout.state,
        to: 'sent',
      });
    }
    await audit(tx, { action: 'payout.sent', subject: `payout_run:${payoutRunId}` });
  });
}

/**
 * The bank carried a payout out (`payout.run`): reserved money leaves the segregated account. For the case
 * that no statement tells it; a statement's debit with the payout's number does the same by itself. Safe to
 * repeat.
 */
export async function confirmPayout(
  ctx: Ctx | TxCtx,
  { payoutId, paidOn }: { payoutId: string; paidOn: Temporal.PlainDate },
): Promise<void> {
  ctx.require('payout.run');
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      await lockRows(inner, 'payout', [payoutId]);
      const payout = await inner.em.findOne(Payout, { id: payoutId }, { refresh: true });
      if (!payout) throw new Problem('not_found', { what: 'payout', id: payoutId });
      if (payout.state === 'paid') return;
      await postAll(inner, [paidPosting(payout, paidOn)]);
      await settlePayouts(inner, { payouts: [payout], paidOn });
    }),
  );
}

/** Reserved money leaves the bank. One cause a payout: statement and hand cannot both post it. */
export function paidPosting(payout: Payout, paidOn: Temporal.PlainDate): Posting {
  const { currency, amountMinor, sellerId, number, id } = payout;
  return {
    cause: `payout:${id}:paid`,
    journal: 'payout',
    effectiveOn: paidOn,
    label: `Payout ${number} executed`,
    entries: [
      {
        account: { kind: 'seller_reserved', partyId: sellerId },
        amount: { minor: amountMinor, currency },
      },
      { account: { kind: 'bank_ringfenced' }, amount: { minor: -amountMinor, currency } },
    ],
  };
}

/** Marks payouts, their payables and, with the last of them, their run as paid. */
export async function settlePayouts(
  tx: TxCtx,
  {
    payouts,
    paidOn,
    bankEntryId,
  }: { payouts: readonly Payout[]; paidOn: Temporal.PlainDate; bankEntryId?: string },
): Promise<void> {
  for (const payout of payouts) {
    payout.state = transition(payoutTransitions, {
      subject: 'payout',
      from: payout.state,
      to: 'paid',
    });
    payout.paidOn = paidOn;
    payout.bankEntryId = bankEntryId ?? null;
    for (const payable of await tx.em.find(SellerPayable, {
      payoutId: payout.id,
      state: 'reserved',
    })) {
      payable.state = transition(payableTransitions, {
        subject: 'payable',
        from: payable.state,
        to: 'paid',
      });
    }
    await emit(tx, 'payout.paid', { payoutId: payout.id });
  }
  await tx.em.flush();
  for (const payoutRunId of new Set(payouts.map((one) => one.payoutRunId))) {
    const open = await tx.em.count(Payout, { payoutRunId, state: { $in: ['reserved', 'sent'] } });
    if (open === 0) (await tx.em.findOneOrFail(PayoutRun, { id: payoutRunId })).state = 'executed';
  }
  await tx.em.flush();
}
