import { type Money, moneyText, Problem, plainDateIn, transition } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  lockRows,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { settleExposure } from '../../credit/index.ts';
import { applyPayments, Invoice, InvoiceVat } from '../../invoicing/index.ts';
import { type Posting, postAll } from '../../ledger/index.ts';
import {
  Allocation,
  BankEntry,
  type Evidence,
  MatchProposal,
  receiptTransitions,
} from '../entities.ts';
import { reserveOf } from '../queries/reserved.ts';
import { claimAdvice } from '../remittances/open.ts';
import { receiptState, splitByVat, type VatWeight } from '../rules.ts';

/** Cents of an entry for one invoice; of a credit note, the cents it gives to the others (positive too). */
export type AllocationShare = {
  readonly invoiceId: string;
  readonly amountMinor: bigint;
  readonly writeOffMinor?: bigint | undefined;
};

export type AllocationPlan = {
  readonly bankEntryId: string;
  readonly allocations: readonly AllocationShare[];
  readonly method: 'auto' | 'manual';
  readonly evidence: readonly Evidence[];
  /** The entry's version that whoever asks has seen; another one is refused (`concurrency.changed`). */
  readonly version?: number | undefined;
  /** The remittance advice whose split this is: used up with it. */
  readonly adviceId?: string | undefined;
};

/**
 * Matches a receipt to invoices of one buyer (`finance.post`): ledger, invoices, exposure and the entry move
 * together. Amounts in cents, positive; a credit note's amount adds to what the entry can pay. Refuses more
 * than the entry has left (`settlement.over_payment`), more than an invoice has open
 * (`settlement.over_open`), money that a prepaid order wants (`settlement.reserved_for_order`), invoices of
 * several buyers or another currency. The remittance advice that the plan follows is used up, so that it splits no
 * second payment; one that was voided or used meanwhile is refused (`concurrency.changed`). Locks the entry, the
 * advice, the invoices by id, the credit account, the ledger accounts by id, in this order.
 */
export async function allocate(
  ctx: Ctx | TxCtx,
  plan: AllocationPlan,
): Promise<{ allocationIds: string[] }> {
  ctx.require('finance.post');
  return write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const { adviceId, bankEntryId } = plan;
      if (adviceId) {
        await lockRows(inner, 'bank_entry', [bankEntryId]);
        if (!(await claimAdvice(inner, { adviceId, bankEntryId })))
          throw new Problem('concurrency.changed');
      }
      return { allocationIds: await allocatePlans(inner, [plan]) };
    }),
  );
}

type Loaded = {
  entries: Map<string, BankEntry>;
  invoices: Map<string, Invoice>;
  vat: Map<string, VatWeight[]>;
};
type Step = {
  entry: BankEntry;
  invoice: Invoice;
  share: AllocationShare;
  id: string;
  plan: AllocationPlan;
};

/** `allocate` for many entries in the caller's transaction, with one taking of each lock. */
export async function allocatePlans(
  tx: TxCtx,
  plans: readonly AllocationPlan[],
): Promise<string[]> {
  if (plans.length === 0) return [];
  const loaded = await load(tx, plans);
  const postings: Posting[] = [];
  const steps: Step[] = [];
  for (const plan of plans) {
    const entry = entryOf(loaded, plan.bankEntryId);
    if (plan.version !== undefined && plan.version !== entry.version)
      throw new Problem('concurrency.changed');
    const own = plan.allocations
      .filter((share) => share.amountMinor !== 0n)
      .map((share) => ({ entry, plan, share, id: tx.newId(), invoice: invoiceOf(loaded, share) }));
    checkPlan(entry, own);
    await checkPayer(tx, entry, own);
    await checkReserve(tx, entry, own);
    postings.push(
      ...payerPosting(tx, entry, own),
      ...own.map((step) => allocationPosting(tx, step)),
    );
    entry.buyerId = own[0]?.invoice.buyerId ?? entry.buyerId;
    steps.push(...own);
  }
  await applyPayments(
    tx,
    steps.map(({ invoice, share }) => ({
      invoiceId: invoice.id,
      amountMinor: share.amountMinor + (share.writeOffMinor ?? 0n),
    })),
  );
  await settle(tx, steps);
  const transactions = await postAll(tx, postings);
  const ids = new Map(postings.map((posting, at) => [posting.cause, transactions[at] ?? '']));
  for (const step of steps)
    record(tx, {
      step,
      weights: loaded.vat.get(step.invoice.id) ?? [],
      transactionId: ids.get(causeOf(step.id)) ?? '',
    });
  for (const plan of plans) await close(tx, entryOf(loaded, plan.bankEntryId), plan);
  return steps.map((step) => step.id);
}

function causeOf(allocationId: string): string {
  return `allocation:${allocationId}`;
}

async function load(tx: TxCtx, plans: readonly AllocationPlan[]): Promise<Loaded> {
  const entryIds = [...new Set(plans.map((plan) => plan.bankEntryId))];
  const invoiceIds = [
    ...new Set(plans.flatMap((plan) => plan.allocations.map((share) => share.invoiceId))),
  ];
  await tx.em.flush();
  await lockRows(tx, 'bank_entry', entryIds);
  await lockRows(tx, 'invoice', invoiceIds);
  const entries = await tx.em.find(BankEntry, { id: { $in: entryIds } }, { refresh: true });
  const invoices = await tx.em.find(Invoice, { id: { $in: invoiceIds } }, { refresh: true });
  const rates = await tx.em.find(
    InvoiceVat,
    { invoiceId: { $in: invoiceIds } },
    { orderBy: { rateBp: 'desc', category: 'asc' } },
  );
  const vat = new Map<string, VatWeight[]>();
  for (const { invoiceId, category, rateBp, baseMinor, vatMinor } of rates) {
    vat.set(invoiceId, [
      ...(vat.get(invoiceId) ?? []),
      { category, rateBp, grossMinor: baseMinor + vatMinor },
    ]);
  }
  return {
    entries: new Map(entries.map((one) => [one.id, one])),
    invoices: new Map(invoices.map((one) => [one.id, one])),
    vat,
  };
}

function entryOf({ entries }: Loaded, id: string): BankEntry {
  const entry = entries.get(id);
  if (!entry) throw new Problem('not_found', { what: 'bank entry', id });
  return entry;
}

function invoiceOf({ invoices }: Loaded, { invoiceId }: AllocationShare): Invoice {
  const invoice = invoices.get(invoiceId);
  if (!invoice) throw new Problem('not_found', { what: 'invoice', id: invoiceId });
  return invoice;
}

export function isCreditNote(invoice: { readonly typeCode: string }): boolean {
  return invoice.typeCode === '381';
}

function signed({ invoice, share }: Step): bigint {
  return isCreditNote(invoice) ? -share.amountMinor : share.amountMinor;
}

function checkPlan(entry: BankEntry, steps: readonly Step[]): void {
  if (entry.amountMinor <= 0n || entry.bookedAs !== 'unapplied_cash')
    throw new Problem('settlement.not_a_receipt');
  if (steps.length === 0 || steps.some(({ share }) => share.amountMinor < 0n))
    throw new Problem('settlement.nothing_to_allocate');
  for (const { invoice } of steps) {
    if (invoice.currency !== entry.currency) {
      throw new Problem('settlement.currency', {
        number: invoice.number,
        invoice: invoice.currency,
        payment: entry.currency,
      });
    }
  }
  if (new Set(steps.map(({ invoice }) => invoice.buyerId)).size > 1)
    throw new Problem('settlement.several_buyers');
  const asked = steps.reduce((sum, step) => sum + signed(step), 0n);
  const { currency } = entry;
  if (asked > entry.unallocatedMinor || asked < 0n) {
    const text = (minor: bigint): string => `${moneyText({ minor, currency })} ${currency}`;
    throw new Problem('settlement.over_payment', {
      asked: text(asked),
      left: text(entry.unallocatedMinor),
    });
  }
}

/** An entry that pays one buyer's invoices already cannot pay another's. */
async function checkPayer(tx: TxCtx, entry: BankEntry, [first]: readonly Step[]): Promise<void> {
  if (!first || entry.buyerId === first.invoice.buyerId) return;
  const others = await tx.em.count(Allocation, {
    bankEntryId: entry.id,
    reversedAt: null,
    buyerId: { $ne: first.invoice.buyerId },
  });
  if (others > 0) throw new Problem('settlement.wrong_payer');
}

/** Money bound to a prepaid order pays other invoices only as far as the order does not want it. */
async function checkReserve(tx: TxCtx, entry: BankEntry, steps: readonly Step[]): Promise<void> {
  const { purchaseOrderId, currency } = entry;
  if (!purchaseOrderId) return;
  const elsewhere = steps
    .filter(({ invoice }) => invoice.purchaseOrderId !== purchaseOrderId)
    .reduce((sum, step) => sum + signed(step), 0n);
  if (elsewhere <= 0n) return;
  const reserve = await reserveOf(tx, { purchaseOrderId });
  if (!reserve || elsewhere <= reserve.freeMinor) return;
  throw new Problem('settlement.reserved_for_order', {
    order: reserve.number,
    free: `${moneyText({ minor: reserve.freeMinor, currency })} ${currency}`,
  });
}

/** What is left of the entry moves to the buyer who turns out to have paid it. */
function payerPosting(tx: TxCtx, entry: BankEntry, [first]: readonly Step[]): Posting[] {
  if (!first || entry.buyerId === first.invoice.buyerId || entry.unallocatedMinor === 0n) return [];
  const amount = { minor: entry.unallocatedMinor, currency: entry.currency };
  return [
    {
      cause: `bank_entry:${entry.id}:payer:${entry.version}`,
      journal: 'bank',
      effectiveOn: plainDateIn(tx.now()),
      label: `Payer of ${entry.entryKey.split('|')[1] ?? entry.id} identified`,
      entries: [
        { account: { kind: 'unapplied_cash', partyId: entry.buyerId ?? undefined }, amount },
        {
          account: { kind: 'unapplied_cash', partyId: first.invoice.buyerId },
          amount: negative(amount),
        },
      ],
    },
  ];
}

function negative({ minor, currency }: Money): Money {
  return { minor: -minor, currency };
}

function allocationPosting(tx: TxCtx, step: Step): Posting {
  const { invoice, share, id } = step;
  const { currency, buyerId } = invoice;
  const cash = { minor: signed(step), currency };
  const lost = { minor: share.writeOffMinor ?? 0n, currency };
  return {
    cause: causeOf(id),
    journal: 'bank',
    effectiveOn: plainDateIn(tx.now()),
    label: `Payment of ${invoice.number}`,
    entries: [
      { account: { kind: 'unapplied_cash', partyId: buyerId }, amount: cash },
      { account: { kind: 'write_off' }, amount: lost },
      {
        account: { kind: 'buyer_receivable', partyId: buyerId },
        amount: { minor: -cash.minor - lost.minor, currency },
      },
    ],
  };
}

/** Credit hears of each invoice; a credit note took its exposure back when it was issued. */
async function settle(tx: TxCtx, steps: readonly Step[]): Promise<void> {
  for (const { invoice, share, entry } of steps) {
    if (isCreditNote(invoice)) continue;
    const minor = share.amountMinor + (share.writeOffMinor ?? 0n);
    await settleExposure(tx, {
      buyerId: invoice.buyerId,
      invoiceId: invoice.id,
      amount: { minor, currency: invoice.currency },
      paidOn: entry.valueOn ?? entry.bookedOn,
    });
  }
}

function record(
  tx: TxCtx,
  {
    step,
    weights,
    transactionId,
  }: { step: Step; weights: readonly VatWeight[]; transactionId: string },
): void {
  const { entry, invoice, share, id, plan } = step;
  const { currency } = invoice;
  tx.em.create(Allocation, {
    id,
    bankEntryId: entry.id,
    invoiceId: invoice.id,
    buyerId: invoice.buyerId,
    sellerId: invoice.sellerId,
    amountMinor: share.amountMinor,
    writeOffMinor: share.writeOffMinor ?? 0n,
    isCreditNote: isCreditNote(invoice),
    currency,
    byVatRate: splitByVat({ minor: share.amountMinor, currency }, weights),
    method: plan.method,
    evidence: [...plan.evidence],
    ledgerTransactionId: transactionId,
    reversedAt: null,
    createdAt: tx.now(),
    createdBy: tx.actor.name,
  });
  entry.unallocatedMinor -= signed(step);
}

async function close(
  tx: TxCtx,
  entry: BankEntry,
  { method, allocations }: AllocationPlan,
): Promise<void> {
  const to = receiptState(entry);
  if (to !== entry.state)
    entry.state = transition(receiptTransitions, { subject: 'receipt', from: entry.state, to });
  entry.matchedAt = tx.now();
  await tx.em.nativeDelete(MatchProposal, { bankEntryId: entry.id });
  await audit(tx, {
    action: 'receipt.matched',
    subject: `bank_entry:${entry.id}`,
    detail: {
      method,
      invoices: allocations.map((share) => ({
        id: share.invoiceId,
        minor: String(share.amountMinor),
      })),
    },
  });
  await emit(tx, 'payment.allocated', { bankEntryId: entry.id });
}
