import { moneyText, Problem, transition } from '../../base/index.ts';
import { emit, lockRows, privileged, type TxCtx } from '../../platform/index.ts';
import { Invoice, invoiceTransitions } from './entities.ts';

export type InvoicePayment = { readonly invoiceId: string; readonly amountMinor: bigint };

/**
 * A payment, or a credit note that settles it, reaches invoices: `openMinor` (cents) goes down and the
 * state follows. Locks the invoices in id order. Refuses more than is open (`settlement.over_open`).
 * `invoice.paid {invoiceId}` is emitted for each that reaches zero.
 */
export async function applyPayments(tx: TxCtx, payments: readonly InvoicePayment[]): Promise<void> {
  await changeOpen(tx, payments, (invoice, amountMinor) => {
    if (amountMinor > invoice.openMinor) {
      throw new Problem('settlement.over_open', {
        number: invoice.number,
        open: text(invoice, invoice.openMinor),
        asked: text(invoice, amountMinor),
      });
    }
    return invoice.openMinor - amountMinor;
  });
}

/** `applyPayments` for one. */
export async function applyPayment(tx: TxCtx, payment: InvoicePayment): Promise<void> {
  await applyPayments(tx, [payment]);
}

/**
 * Payments of invoices are taken back: `openMinor` goes up, at most to the gross amount, and
 * `invoice.reopened {invoiceId}` is emitted for each that was paid. Locks the invoices in id order.
 */
export async function reopenInvoices(
  tx: TxCtx,
  payments: readonly InvoicePayment[],
): Promise<void> {
  await changeOpen(tx, payments, (invoice, amountMinor) => {
    const open = invoice.openMinor + amountMinor;
    if (open > invoice.grossMinor) {
      throw new Problem('settlement.over_gross', {
        number: invoice.number,
        gross: text(invoice, invoice.grossMinor),
        asked: text(invoice, open),
      });
    }
    return open;
  });
}

/** `reopenInvoices` for one. */
export async function reopenInvoice(tx: TxCtx, payment: InvoicePayment): Promise<void> {
  await reopenInvoices(tx, [payment]);
}

function text({ currency }: Invoice, minor: bigint): string {
  return `${moneyText({ minor, currency })} ${currency}`;
}

async function changeOpen(
  tx: TxCtx,
  payments: readonly InvoicePayment[],
  newOpen: (invoice: Invoice, amountMinor: bigint) => bigint,
): Promise<void> {
  if (payments.length === 0) return;
  const became: { name: 'invoice.paid' | 'invoice.reopened'; invoiceId: string }[] = [];
  await privileged(tx, async (inner) => {
    const ids = [...new Set(payments.map((one) => one.invoiceId))].sort();
    await lockRows(inner, 'invoice', ids);
    const found = await inner.em.find(Invoice, { id: { $in: ids } }, { refresh: true });
    const invoices = new Map(found.map((one) => [one.id, one]));
    for (const { invoiceId, amountMinor } of payments) {
      const invoice = invoices.get(invoiceId);
      if (!invoice) throw new Problem('not_found', { what: 'invoice', id: invoiceId });
      const before = invoice.openMinor;
      invoice.openMinor = newOpen(invoice, amountMinor);
      const { openMinor, grossMinor } = invoice;
      const to = openMinor === 0n ? 'paid' : openMinor < grossMinor ? 'part_paid' : 'issued';
      if (to !== invoice.state)
        invoice.state = transition(invoiceTransitions, {
          subject: 'invoice',
          from: invoice.state,
          to,
        });
      if (before > 0n && openMinor === 0n) became.push({ name: 'invoice.paid', invoiceId });
      if (before === 0n && openMinor > 0n) became.push({ name: 'invoice.reopened', invoiceId });
    }
    await inner.em.flush();
  });
  for (const { name, invoiceId } of became) await emit(tx, name, { invoiceId });
}
