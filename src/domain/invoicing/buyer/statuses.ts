import { LockMode } from '@mikro-orm/core';
import { Problem } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { Invoice } from '../entities.ts';
import { InvoiceStatus, type InvoiceStatusType } from './entities.ts';

/** Words of a buyer's system that mean it accepts the invoice after all. */
const ACCEPTING: ReadonlySet<InvoiceStatusType> = new Set(['reconciled', 'paying', 'paid']);
const REASON_MAX = 1000;

/** A buyer's own invoice or credit note by its number, as partners write it, or null. */
export async function buyerInvoice(
  tx: TxCtx,
  { buyerId, number }: { buyerId: string; number: string },
): Promise<Invoice | null> {
  const written = number.replace(/\s+/g, '');
  return tx.em.findOne(Invoice, { buyerId, number: { $in: [written, written.toUpperCase()] } });
}

async function contest(tx: TxCtx, { invoice, reason }: { invoice: Invoice; reason: string }) {
  if (invoice.contestedAt) return;
  invoice.contestedAt = tx.now();
  invoice.contestReason = reason.slice(0, REASON_MAX);
  invoice.contestedBy = 'buyer';
  const { id: invoiceId, number, buyerId, sellerId } = invoice;
  await audit(tx, {
    action: 'invoice.contested',
    subject: `invoice:${invoiceId}`,
    detail: { number, reason: invoice.contestReason, by: 'buyer' },
  });
  await emit(tx, 'invoice.contested', { invoiceId, buyerId, sellerId });
}

/**
 * Keeps what a buyer's system says of an invoice (cXML InvoiceStatus), under `invoice.read` of the buyer itself or of
 * staff. `rejected` contests the invoice with the comment; a later accepting word takes the buyer's own contest
 * back. No amount and no state of payment changes: `paid` is a word, money is a bank entry. Locks the invoice.
 */
export async function recordInvoiceStatus(
  ctx: Ctx | TxCtx,
  said: {
    invoiceId: string;
    status: InvoiceStatusType;
    partialMinor?: bigint | undefined;
    comment?: string | undefined;
    saidAt: Temporal.Instant;
    exchangeId?: string | undefined;
  },
): Promise<void> {
  ctx.require('invoice.read');
  const { organisationId, scope } = ctx.actor;
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const invoice = await inner.em.findOne(
        Invoice,
        { id: said.invoiceId },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      if (!invoice || (scope === 'party' && organisationId !== invoice.buyerId))
        throw new Problem('not_found', { what: 'invoice', id: said.invoiceId });
      inner.em.create(InvoiceStatus, {
        id: inner.newId(),
        invoiceId: invoice.id,
        buyerId: invoice.buyerId,
        sellerId: invoice.sellerId,
        status: said.status,
        partialMinor: said.partialMinor ?? null,
        currency: invoice.currency,
        comment: said.comment ?? null,
        saidAt: said.saidAt,
        exchangeId: said.exchangeId ?? null,
        recordedAt: inner.now(),
      });
      if (said.status === 'rejected')
        await contest(inner, { invoice, reason: said.comment ?? 'rejected' });
      if (ACCEPTING.has(said.status) && invoice.contestedBy === 'buyer') {
        invoice.contestedAt = null;
        invoice.contestReason = null;
        invoice.contestedBy = null;
      }
      await audit(inner, {
        action: `invoice.said_${said.status}`,
        subject: `invoice:${invoice.id}`,
        detail: { number: invoice.number, comment: said.comment },
      });
      await inner.em.flush();
    }),
  );
}

const STATUSES_SHOWN = 50;

/** What the buyer's system said of an invoice, newest first. */
export async function invoiceStatuses(tx: TxCtx, invoiceId: string): Promise<InvoiceStatus[]> {
  return tx.em.find(
    InvoiceStatus,
    { invoiceId },
    { orderBy: { saidAt: 'desc', id: 'desc' }, limit: STATUSES_SHOWN },
  );
}
