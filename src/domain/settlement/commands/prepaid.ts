import { emit, type TxCtx } from '../../../platform/index.ts';
import type { BankEntry } from '../entities.ts';
import type { WaitingOrder } from '../queries/prepayments.ts';
import { assignPayer } from './payer.ts';

/** Cents of the receipts bound to an order that pay nothing yet. */
async function boundMinor(tx: TxCtx, purchaseOrderId: string): Promise<bigint> {
  const rows = await tx.em.execute<{ left: string }[]>(
    'select coalesce(sum(unallocated_minor), 0)::text as left from bank_entry where purchase_order_id = ?',
    [purchaseOrderId],
  );
  return BigInt(rows[0]?.left ?? '0');
}

/**
 * Binds a receipt to the order that it prepays: the money stays unapplied on the payer, kept for that
 * order's invoices. Whoever releases orders hears of all that is there for it, in cents: part payments add up.
 */
export async function bindPrepayment(
  tx: TxCtx,
  { entry, order }: { entry: BankEntry; order: WaitingOrder },
): Promise<void> {
  const { purchaseOrderId, buyerId, number } = order;
  await assignPayer(tx, { entry, buyerId });
  entry.purchaseOrderId = purchaseOrderId;
  await tx.em.flush();
  await emit(tx, 'prepayment.received', {
    purchaseOrderId,
    buyerId,
    reference: number,
    amountMinor: String(await boundMinor(tx, purchaseOrderId)),
    bankEntryId: entry.id,
  });
}
