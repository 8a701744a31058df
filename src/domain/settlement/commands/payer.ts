import { plainDateIn } from '../../../base/index.ts';
import { lockRows, type TxCtx } from '../../../platform/index.ts';
import { post } from '../../ledger/index.ts';
import type { BankEntry } from '../entities.ts';

/** Moves what is left of a receipt to the buyer who paid it. Does nothing once a payer is known. Locks the entry. */
export async function assignPayer(
  tx: TxCtx,
  { entry, buyerId }: { entry: BankEntry; buyerId: string },
): Promise<void> {
  await lockRows(tx, 'bank_entry', [entry.id]);
  if (entry.buyerId !== null || entry.unallocatedMinor === 0n) return;
  const { unallocatedMinor: minor, currency } = entry;
  await post(tx, {
    cause: `bank_entry:${entry.id}:payer:${entry.version}`,
    journal: 'bank',
    effectiveOn: plainDateIn(tx.now()),
    label: `Payer identified: ${entry.counterpartyName ?? 'by reference'}`,
    entries: [
      { account: { kind: 'unapplied_cash' }, amount: { minor, currency } },
      {
        account: { kind: 'unapplied_cash', partyId: buyerId },
        amount: { minor: -minor, currency },
      },
    ],
  });
  entry.buyerId = buyerId;
}
