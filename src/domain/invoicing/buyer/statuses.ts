import { LockMode } from '@mikro-orm/core';
import { Problem } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { Invoice } from '../entities.ts';
import { InvoiceStatus, type InvoiceStatusType } from './entities.ts';

/** Words of a buyer's system that mean it accepts the invoice after all. */
const ACCEPTING: ReadonlySet<InvoiceStatusType> = new Set(['reconciled', 'paying', 'paid']);
const REASON_MAX = 1000;
/** Words of one invoice that a new one is compared with: the newest. */
const STATUSES_COMPARED = 100;

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

export type SaidStatus = {
  readonly invoiceId: string;
  readonly status: InvoiceStatusType;
  readonly partialMinor?: bigint | undefined;
  readonly comment?: string | undefined;
  /** When the buyer's system said so: words are put in order by it, whatever arrives first. */
  readonly saidAt: Temporal.Instant;
  readonly exchangeId?: string | undefined;
};
/** `late`: a word that a newer one had overtaken; `repeated`: the very same word of the same moment. */
export type StatusOutcome = 'recorded' | 'late' | 'repeated';

/** Words that decide whether the invoice stands contested. */
function decides(status: InvoiceStatusType): boolean {
  return status === 'rejected' || ACCEPTING.has(status);
}

/** How a word stands to those that are known. Instants are compared to the microsecond that the table keeps. */
async function outcomeOf(tx: TxCtx, said: SaidStatus): Promise<StatusOutcome> {
  const known = await tx.em.find(
    InvoiceStatus,
    { invoiceId: said.invoiceId },
    { orderBy: { saidAt: 'desc', id: 'desc' }, limit: STATUSES_COMPARED },
  );
  const at = said.saidAt.round({ smallestUnit: 'microsecond', roundingMode: 'halfExpand' });
  const isSame = (one: InvoiceStatus) =>
    one.status === said.status &&
    Temporal.Instant.compare(one.saidAt, at) === 0 &&
    (one.partialMinor ?? undefined) === said.partialMinor &&
    (one.comment ?? undefined) === said.comment;
  if (known.some(isSame)) return 'repeated';
  const isOvertaken = known.some(
    (one) => decides(one.status) && Temporal.Instant.compare(one.saidAt, at) > 0,
  );
  return decides(said.status) && isOvertaken ? 'late' : 'recorded';
}

/** `rejected` contests, an accepting word takes the buyer's own contest back. */
async function follow(tx: TxCtx, { invoice, said }: { invoice: Invoice; said: SaidStatus }) {
  if (said.status === 'rejected')
    return contest(tx, { invoice, reason: said.comment ?? 'rejected' });
  if (!ACCEPTING.has(said.status) || invoice.contestedBy !== 'buyer') return;
  invoice.contestedAt = null;
  invoice.contestReason = null;
  invoice.contestedBy = null;
}

/**
 * Keeps what a buyer's system says of an invoice (cXML InvoiceStatus), under `invoice.read` of the buyer itself or of
 * staff. `rejected` contests the invoice with the comment; a later accepting word takes the buyer's own contest
 * back. Later is what was said later: a word that arrives after a newer one is kept and changes nothing (`late`), the
 * same word again is not even kept (`repeated`). No amount and no state of payment changes: `paid` is a word, money
 * is a bank entry. Locks the invoice.
 */
export async function recordInvoiceStatus(
  ctx: Ctx | TxCtx,
  said: SaidStatus,
): Promise<StatusOutcome> {
  ctx.require('invoice.read');
  const { organisationId, scope } = ctx.actor;
  return write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const invoice = await inner.em.findOne(
        Invoice,
        { id: said.invoiceId },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      if (!invoice || (scope === 'party' && organisationId !== invoice.buyerId))
        throw new Problem('not_found', { what: 'invoice', id: said.invoiceId });
      const outcome = await outcomeOf(inner, said);
      if (outcome === 'repeated') return outcome;
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
      if (outcome === 'recorded') await follow(inner, { invoice, said });
      await audit(inner, {
        action: `invoice.said_${said.status}`,
        subject: `invoice:${invoice.id}`,
        detail: { number: invoice.number, comment: said.comment },
      });
      await inner.em.flush();
      return outcome;
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
