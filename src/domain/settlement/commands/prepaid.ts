import { Problem } from '../../../base/index.ts';
import {
  type Ctx,
  emit,
  lockRows,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { Invoice } from '../../invoicing/index.ts';
import { PurchaseOrder, releaseOrder } from '../../orders/index.ts';
import { BankEntry } from '../entities.ts';
import type { WaitingOrder } from '../queries/prepayments.ts';
import { allocatePlans } from './allocate.ts';
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

/**
 * An order that waits for its money and shrank to what is there goes on to its sellers, one that costs nothing any
 * more too. The amounts are compared under the locks of the receipts and then of the order. Every other order is
 * left alone: safe to repeat.
 */
export async function releaseCovered(
  ctx: Ctx | TxCtx,
  { purchaseOrderId }: { purchaseOrderId: string },
): Promise<void> {
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const bound = await inner.em.execute<{ id: string }[]>(
        'select id from bank_entry where purchase_order_id = ?',
        [purchaseOrderId],
      );
      await lockRows(
        inner,
        'bank_entry',
        bound.map((one) => one.id),
      );
      await releaseOrder(inner, {
        purchaseOrderId,
        paidMinor: await boundMinor(inner, purchaseOrderId),
      });
    }),
  );
}

/**
 * An invoice of a prepaid order is paid by the receipts bound to the order, oldest first, up to what it has
 * open. Does nothing for orders on terms, credit notes, and once there is nothing left on either side: safe
 * to repeat. Locks the entries by id, then the invoice.
 */
export async function applyPrepayment(
  ctx: Ctx | TxCtx,
  { invoiceId }: { invoiceId: string },
): Promise<void> {
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const found = await inner.em.findOne(Invoice, { id: invoiceId });
      if (!found) throw new Problem('not_found', { what: 'invoice', id: invoiceId });
      const { purchaseOrderId } = found;
      if (!purchaseOrderId || found.typeCode !== '380') return;
      const bound = await inner.em.execute<{ id: string }[]>(
        'select id from bank_entry where purchase_order_id = ? and unallocated_minor > 0',
        [purchaseOrderId],
      );
      if (bound.length === 0) return;
      await lockRows(
        inner,
        'bank_entry',
        bound.map((one) => one.id),
      );
      await lockRows(inner, 'invoice', [invoiceId]);
      await payFrom(inner, { invoiceId, purchaseOrderId });
    }),
  );
}

async function payFrom(
  tx: TxCtx,
  { invoiceId, purchaseOrderId }: { invoiceId: string; purchaseOrderId: string },
): Promise<void> {
  const invoice = await tx.em.findOneOrFail(Invoice, { id: invoiceId }, { refresh: true });
  const order = await tx.em.findOneOrFail(PurchaseOrder, { id: purchaseOrderId });
  const entries = await tx.em.find(
    BankEntry,
    { purchaseOrderId, unallocatedMinor: { $gt: 0n }, currency: invoice.currency },
    { refresh: true, orderBy: { bookedOn: 'asc', position: 'asc', id: 'asc' } },
  );
  let open = invoice.openMinor;
  const plans = entries.flatMap(({ id, unallocatedMinor }) => {
    const amountMinor = unallocatedMinor < open ? unallocatedMinor : open;
    if (amountMinor <= 0n) return [];
    open -= amountMinor;
    const evidence = [
      {
        code: 'prepaid_order',
        weight: 100,
        en: `Paid in advance for order ${order.number}.`,
        fr: `Payé d’avance pour la commande ${order.number}.`,
      },
    ];
    const allocations = [{ invoiceId, amountMinor }];
    return [{ bankEntryId: id, method: 'auto' as const, evidence, allocations }];
  });
  await allocatePlans(tx, plans);
}
