import { Problem, plainDateIn, transition } from '../../../base/index.ts';
import {
  type Ctx,
  emit,
  lockRows,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { Invoice } from '../../invoicing/index.ts';
import { type PostingEntry, post, type Reversal } from '../../ledger/index.ts';
import { payableTransitions, SellerPayable } from '../entities.ts';
import { isCreditNote } from './allocate.ts';

/** What an invoice brings its seller: gross less commission and the commission's VAT; a credit note takes it back. */
export function sellerShare(
  invoice: Pick<Invoice, 'typeCode' | 'grossMinor' | 'commissionNetMinor' | 'commissionVatMinor'>,
): bigint {
  const share = invoice.grossMinor - invoice.commissionNetMinor - invoice.commissionVatMinor;
  return isCreditNote(invoice) ? -share : share;
}

async function invoiceOf(tx: TxCtx, invoiceId: string): Promise<Invoice> {
  await lockRows(tx, 'invoice', [invoiceId]);
  const invoice = await tx.em.findOne(Invoice, { id: invoiceId }, { refresh: true });
  if (!invoice) throw new Problem('not_found', { what: 'invoice', id: invoiceId });
  return invoice;
}

async function ensurePayable(tx: TxCtx, invoice: Invoice): Promise<SellerPayable> {
  await tx.em.execute(
    `insert into seller_payable (id, seller_id, invoice_id, currency, amount_minor, state, version)
     values (?, ?, ?, ?, ?::bigint, 'pending', 1) on conflict (invoice_id) do nothing`,
    [tx.newId(), invoice.sellerId, invoice.id, invoice.currency, String(sellerShare(invoice))],
  );
  await tx.em.execute('select id from seller_payable where invoice_id = ? for update', [
    invoice.id,
  ]);
  return tx.em.findOneOrFail(SellerPayable, { invoiceId: invoice.id }, { refresh: true });
}

/** Opens what an issued invoice will bring its seller. Safe to repeat. */
export async function openPayable(
  ctx: Ctx | TxCtx,
  { invoiceId }: { invoiceId: string },
): Promise<void> {
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      await ensurePayable(inner, await invoiceOf(inner, invoiceId));
    }),
  );
}

/** Debit or credit of the seller's pending money, by what the invoice is. */
function releaseEntries(invoice: Invoice, payable: SellerPayable): PostingEntry[] {
  const { currency, sellerId } = invoice;
  const sign = isCreditNote(invoice) ? -1n : 1n;
  const part = (minor: bigint) => ({ minor, currency });
  return [
    {
      account: { kind: 'seller_pending', partyId: sellerId },
      amount: part(sign * invoice.grossMinor),
    },
    {
      account: { kind: 'seller_available', partyId: sellerId },
      amount: part(-payable.amountMinor),
    },
    { account: { kind: 'commission_revenue' }, amount: part(-sign * invoice.commissionNetMinor) },
    { account: { kind: 'commission_vat' }, amount: part(-sign * invoice.commissionVatMinor) },
  ];
}

/**
 * An invoice is paid: the seller's money becomes available net of commission, and the commission is earned.
 * Delivery is implied, because invoices are issued on receipt. Does nothing when the invoice was reopened
 * meanwhile or the payable is no longer pending, so that the job may run again. Locks invoice, payable,
 * ledger accounts.
 */
export async function releasePayable(
  ctx: Ctx | TxCtx,
  { invoiceId }: { invoiceId: string },
): Promise<void> {
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const invoice = await invoiceOf(inner, invoiceId);
      const payable = await ensurePayable(inner, invoice);
      if (invoice.openMinor > 0n || payable.state !== 'pending') return;
      payable.state = transition(payableTransitions, {
        subject: 'payable',
        from: payable.state,
        to: 'available',
      });
      payable.availableAt = inner.now();
      payable.releaseTransactionId = await post(inner, {
        cause: `payable:${payable.id}:released:${payable.version}`,
        journal: 'sales',
        effectiveOn: plainDateIn(inner.now()),
        label: `Available to the seller: ${invoice.number}`,
        entries: releaseEntries(invoice, payable),
      });
      await inner.em.flush();
      await emit(inner, 'payable.available', { invoiceId, sellerId: invoice.sellerId });
    }),
  );
}

/**
 * Invoices are open again: what was available returns to pending. What is already in a payout stays: the
 * marketplace has advanced it, and the invoice's next payment finds it settled. Returns the reversals to
 * post, so that the caller takes all ledger locks together.
 */
export async function takeBackPayables(
  tx: TxCtx,
  invoiceIds: readonly string[],
): Promise<Reversal[]> {
  const found = await tx.em.find(SellerPayable, { invoiceId: { $in: [...invoiceIds] } });
  await lockRows(
    tx,
    'seller_payable',
    found.map((one) => one.id),
  );
  const payables = await tx.em.find(
    SellerPayable,
    { id: { $in: found.map((one) => one.id) } },
    { refresh: true },
  );
  const reversals: Reversal[] = [];
  for (const payable of payables) {
    if (payable.state !== 'available' || !payable.releaseTransactionId) continue;
    reversals.push({
      cause: `payable:${payable.id}:taken_back:${payable.version}`,
      transactionId: payable.releaseTransactionId,
      effectiveOn: plainDateIn(tx.now()),
      label: 'Invoice open again: no longer available to the seller',
    });
    payable.state = transition(payableTransitions, {
      subject: 'payable',
      from: payable.state,
      to: 'pending',
    });
    payable.availableAt = null;
    payable.releaseTransactionId = null;
  }
  return reversals;
}
