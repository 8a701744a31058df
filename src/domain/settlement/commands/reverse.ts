import { Problem, plainDateIn, transition } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  lockRows,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { reopenExposure } from '../../credit/index.ts';
import { reopenInvoices } from '../../invoicing/index.ts';
import { reverseAll } from '../../ledger/index.ts';
import { Allocation, BankEntry, receiptTransitions } from '../entities.ts';
import { receiptState } from '../rules.ts';
import { takeBackPayables } from './payables.ts';

/**
 * Takes one allocation back (`finance.post`): ledger reversed, invoice and exposure open again, the seller's
 * money pending again unless it is already in a payout. The row stays, with who and why. Refuses an
 * allocation that is reversed already, and a credit note on which the entry's other allocations depend
 * (`settlement.reverse_together`).
 */
export async function reverseAllocation(
  ctx: Ctx | TxCtx,
  { allocationId, reason }: { allocationId: string; reason: string },
): Promise<void> {
  ctx.require('finance.post');
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const found = await inner.em.findOne(Allocation, { id: allocationId });
      if (!found) throw new Problem('not_found', { what: 'allocation', id: allocationId });
      await takeBack(inner, {
        bankEntryId: found.bankEntryId,
        allocationIds: [allocationId],
        reason,
      });
    }),
  );
}

/** Takes a receipt's whole match back (`finance.post`); see `reverseAllocation`. */
export async function unallocate(
  ctx: Ctx | TxCtx,
  { bankEntryId, reason }: { bankEntryId: string; reason: string },
): Promise<void> {
  ctx.require('finance.post');
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      await lockRows(inner, 'bank_entry', [bankEntryId]);
      const active = await inner.em.find(
        Allocation,
        { bankEntryId, reversedAt: null },
        { limit: 10_000 },
      );
      await takeBack(inner, { bankEntryId, allocationIds: active.map((one) => one.id), reason });
    }),
  );
}

async function takeBack(
  tx: TxCtx,
  {
    bankEntryId,
    allocationIds,
    reason,
  }: { bankEntryId: string; allocationIds: string[]; reason: string },
): Promise<void> {
  if (reason.trim() === '') throw new Problem('settlement.reason_missing');
  await lockRows(tx, 'bank_entry', [bankEntryId]);
  const entry = await tx.em.findOneOrFail(BankEntry, { id: bankEntryId }, { refresh: true });
  const allocations = await tx.em.find(
    Allocation,
    { id: { $in: allocationIds } },
    { refresh: true },
  );
  if (allocations.length === 0 || allocations.some((one) => one.reversedAt))
    throw new Problem('settlement.already_reversed');
  const freed = allocations.reduce(
    (sum, one) => sum + (one.isCreditNote ? -one.amountMinor : one.amountMinor),
    0n,
  );
  if (entry.unallocatedMinor + freed < 0n) throw new Problem('settlement.reverse_together');
  await reopenInvoices(
    tx,
    allocations.map((one) => ({
      invoiceId: one.invoiceId,
      amountMinor: one.amountMinor + one.writeOffMinor,
    })),
  );
  for (const one of allocations.filter((each) => !each.isCreditNote)) {
    const amount = { minor: one.amountMinor + one.writeOffMinor, currency: one.currency };
    await reopenExposure(tx, {
      buyerId: one.buyerId,
      invoiceId: one.invoiceId,
      amount,
      paidOn: entry.valueOn ?? entry.bookedOn,
    });
  }
  const released = await takeBackPayables(
    tx,
    allocations.map((one) => one.invoiceId),
  );
  await reverseAll(tx, [
    ...allocations.map((one) => ({
      cause: `allocation:${one.id}:reversed`,
      transactionId: one.ledgerTransactionId,
      effectiveOn: plainDateIn(tx.now()),
      label: `Match reversed: ${reason.trim().slice(0, 120)}`,
    })),
    ...released,
  ]);
  for (const one of allocations) {
    one.reversedAt = tx.now();
    one.reversedBy = tx.actor.name;
    one.reversalReason = reason.trim();
  }
  entry.unallocatedMinor += freed;
  const to = receiptState(entry);
  if (to !== entry.state)
    entry.state = transition(receiptTransitions, { subject: 'receipt', from: entry.state, to });
  await audit(tx, {
    action: 'receipt.unmatched',
    subject: `bank_entry:${entry.id}`,
    detail: { allocations: allocationIds, reason: reason.trim() },
  });
  await emit(tx, 'payment.unallocated', { bankEntryId });
}
