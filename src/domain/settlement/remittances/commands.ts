import { LockMode } from '@mikro-orm/core';
import { Problem } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  type JobPayload,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { Invoice } from '../../invoicing/index.ts';
import { allocatePlans } from '../commands/allocate.ts';
import { paymentOf, planOf } from '../commands/match.ts';
import { BankEntry } from '../entities.ts';
import { indexItems, matchPayment } from '../matching/index.ts';
import { closedNumbers, knownBuyers, knownIbans, openItems } from '../queries/open-items.ts';
import { type AdviceState, RemittanceAdvice, RemittanceLine } from './entities.ts';
import { claimAdvice, openAdvices } from './open.ts';

/** One line of an advice; amounts in cents, a credit note's negative. */
export type AdviceLineInput = {
  readonly invoiceNumber?: string | undefined;
  readonly orderNumber?: string | undefined;
  /** Where the caller knows already which invoice it is. */
  readonly invoiceId?: string | undefined;
  readonly netMinor: bigint;
  readonly grossMinor?: bigint | undefined;
  readonly discountMinor?: bigint | undefined;
  readonly adjustmentMinor?: bigint | undefined;
};

export type AdviceInput = {
  readonly buyerId: string;
  readonly number: string;
  readonly status: AdviceState;
  readonly paymentOn: Temporal.PlainDate;
  readonly reference?: string | undefined;
  readonly method?: string | undefined;
  readonly currency: string;
  /** What the header says will be paid; absent: what the lines come to. */
  readonly netMinor?: bigint | undefined;
  readonly grossMinor?: bigint | undefined;
  readonly discountMinor?: bigint | undefined;
  readonly lines: readonly AdviceLineInput[];
  readonly exchangeId?: string | undefined;
};

export type RecordedAdvice = {
  readonly adviceId: string;
  readonly outcome: 'recorded' | 'voided' | 'repeated';
  /** Numbers on lines that are not invoices of this buyer. */
  readonly unknown: readonly string[];
  /** The lines less the header, cents; zero when they agree. */
  readonly differenceMinor: bigint;
};

/** Ids of this buyer's invoices by the numbers as partners write them, without regard to case and spaces. */
async function invoiceIds(
  tx: TxCtx,
  { buyerId, numbers }: { buyerId: string; numbers: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  if (numbers.length === 0) return new Map();
  const found = await tx.em.find(Invoice, {
    buyerId,
    number: { $in: [...new Set(numbers.flatMap((one) => [one.trim(), numberKey(one)]))] },
  });
  return new Map(found.map((one) => [numberKey(one.number), one.id]));
}

function numberKey(number: string): string {
  return number.replace(/\s+/g, '').toUpperCase();
}

async function record(tx: TxCtx, input: AdviceInput): Promise<RecordedAdvice> {
  const ids = await invoiceIds(tx, {
    buyerId: input.buyerId,
    numbers: input.lines.flatMap((line) => line.invoiceNumber ?? []),
  });
  const linesNetMinor = input.lines.reduce((sum, line) => sum + line.netMinor, 0n);
  const netMinor = input.netMinor ?? linesNetMinor;
  const adviceId = tx.newId();
  tx.em.create(RemittanceAdvice, {
    id: adviceId,
    buyerId: input.buyerId,
    number: input.number,
    state: input.status,
    paymentOn: input.paymentOn,
    reference: input.reference ?? null,
    method: input.method ?? null,
    currency: input.currency,
    netMinor,
    grossMinor: input.grossMinor ?? null,
    discountMinor: input.discountMinor ?? null,
    linesNetMinor,
    exchangeId: input.exchangeId ?? null,
    receivedAt: tx.now(),
    voidedAt: input.status === 'void' ? tx.now() : null,
  });
  await tx.em.flush();
  const unknown: string[] = [];
  for (const [at, line] of input.lines.entries()) {
    const invoiceId = line.invoiceId ?? ids.get(numberKey(line.invoiceNumber ?? ''));
    if (!invoiceId) unknown.push(line.invoiceNumber ?? line.orderNumber ?? `line ${at + 1}`);
    tx.em.create(RemittanceLine, {
      id: tx.newId(),
      adviceId,
      buyerId: input.buyerId,
      position: at + 1,
      invoiceNumber: line.invoiceNumber ?? null,
      orderNumber: line.orderNumber ?? null,
      invoiceId: invoiceId ?? null,
      netMinor: line.netMinor,
      grossMinor: line.grossMinor ?? null,
      discountMinor: line.discountMinor ?? null,
      adjustmentMinor: line.adjustmentMinor ?? null,
    });
  }
  await tx.em.flush();
  await audit(tx, {
    action: 'remittance.received',
    subject: `remittance_advice:${adviceId}`,
    detail: { number: input.number, netMinor: netMinor.toString(), state: input.status },
  });
  if (input.status === 'new')
    await emit(tx, 'remittance.received', { adviceId, buyerId: input.buyerId });
  return { adviceId, outcome: 'recorded', unknown, differenceMinor: linesNetMinor - netMinor };
}

/**
 * Keeps a buyer's remittance advice (cXML PaymentRemittanceRequest), known by the buyer's number for it: a
 * repetition has no second effect, a `void` takes the earlier one out of use (receipts matched by it stay as they
 * are). Numbers that are no invoice of this buyer are kept as written and come back. No money moves: a bank
 * entry must come. Needs `invoice.read` of the buyer itself or of staff. Emits `remittance.received`.
 */
export async function recordRemittance(
  ctx: Ctx | TxCtx,
  input: AdviceInput,
): Promise<RecordedAdvice> {
  ctx.require('invoice.read');
  const { organisationId, scope } = ctx.actor;
  if (scope === 'party' && organisationId !== input.buyerId)
    throw new Problem('not_found', { what: 'buyer', id: input.buyerId });
  return write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      // Two documents of one number at once wait for one another here.
      await inner.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
        `remittance:${input.buyerId}:${input.number}`,
      ]);
      const earlier = await inner.em.findOne(
        RemittanceAdvice,
        { buyerId: input.buyerId, number: input.number },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      if (!earlier) return record(inner, input);
      const known = { adviceId: earlier.id, unknown: [], differenceMinor: 0n } as const;
      if (input.status === 'new' || earlier.state === 'void')
        return { ...known, outcome: 'repeated' as const };
      earlier.state = 'void';
      earlier.voidedAt = inner.now();
      await inner.em.flush();
      await audit(inner, {
        action: 'remittance.voided',
        subject: `remittance_advice:${earlier.id}`,
        detail: { number: earlier.number },
      });
      return { ...known, outcome: 'voided' as const };
    }),
  );
}

const WAITING_MAX = 20;

async function matchWaiting(tx: TxCtx, adviceId: string): Promise<void> {
  const advice = await tx.em.findOne(RemittanceAdvice, { id: adviceId });
  if (advice?.state !== 'new') return;
  const { currency, netMinor } = advice;
  const locked = await tx.em.execute<{ id: string }[]>(
    `select id from bank_entry where state = 'unmatched' and currency = ? and unallocated_minor = ? and purchase_order_id is null
     order by booked_on, id limit ${WAITING_MAX} for update`,
    [currency, netMinor],
  );
  if (locked.length === 0) return;
  const entries = await tx.em.find(
    BankEntry,
    { id: { $in: locked.map((row) => row.id) } },
    { refresh: true, orderBy: { bookedOn: 'asc', id: 'asc' } },
  );
  const words = entries.flatMap((entry) =>
    entry.remittanceText.toUpperCase().split(/[^A-Z0-9_/+-]+/),
  );
  const index = indexItems({
    items: await openItems(tx, { currency }),
    buyers: await knownBuyers(tx),
    ibans: await knownIbans(
      tx,
      entries.map((entry) => entry.counterpartyIban ?? ''),
    ),
    closedNumbers: await closedNumbers(tx, words),
    advices: await openAdvices(tx, { currency, amounts: [String(netMinor)] }),
  });
  for (const entry of entries) {
    const result = matchPayment(index, paymentOf(entry));
    if (result.decision !== 'auto' || result.adviceId !== adviceId) continue;
    if (await claimAdvice(tx, { adviceId, bankEntryId: entry.id }))
      await allocatePlans(tx, [planOf(entry, result)]);
    return;
  }
}

/**
 * Job `settlement.match_advice`, on `remittance.received {adviceId}`: the money may have come before its advice. A
 * receipt that waits for a clerk and is read surely by this advice is matched; everything else stays as it is.
 */
export async function matchAdvice(ctx: Ctx, payload: JobPayload): Promise<void> {
  const adviceId = String(payload.adviceId);
  await write(ctx, (tx) => privileged(tx, (inner) => matchWaiting(inner, adviceId)));
}
