import { Problem, plainDateIn, transition } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  lockRows,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { post } from '../../ledger/index.ts';
import { BankEntry, receiptTransitions } from '../entities.ts';

/**
 * Says what a debit in suspense was (`finance.post`): the bank's charges, or commission swept to the
 * operator's own account. Refuses entries that are not in suspense (`settlement.not_a_receipt`).
 */
export async function explainDebit(
  ctx: Ctx | TxCtx,
  { bankEntryId, as }: { bankEntryId: string; as: 'bank_charges' | 'bank_operating' },
): Promise<void> {
  ctx.require('finance.post');
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      await lockRows(inner, 'bank_entry', [bankEntryId]);
      const entry = await inner.em.findOne(BankEntry, { id: bankEntryId }, { refresh: true });
      if (!entry) throw new Problem('not_found', { what: 'bank entry', id: bankEntryId });
      if (entry.bookedAs !== 'suspense') throw new Problem('settlement.not_a_receipt');
      const { amountMinor, currency } = entry;
      await post(inner, {
        cause: `bank_entry:${entry.id}:explained`,
        journal: 'bank',
        effectiveOn: plainDateIn(inner.now()),
        label:
          as === 'bank_charges' ? 'Bank charges' : 'Commission moved to the operator’s account',
        entries: [
          { account: { kind: as }, amount: { minor: -amountMinor, currency } },
          { account: { kind: 'suspense' }, amount: { minor: amountMinor, currency } },
        ],
      });
      entry.bookedAs = as;
      entry.state = transition(receiptTransitions, {
        subject: 'bank entry',
        from: entry.state,
        to: 'matched',
      });
      entry.matchedAt = inner.now();
      await audit(inner, {
        action: 'debit.explained',
        subject: `bank_entry:${entry.id}`,
        detail: { as },
      });
    }),
  );
}
