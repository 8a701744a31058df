import { money } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { dayOr, idList, instantOr, type Scope } from './scope.ts';
import type { InvoiceFact, PaymentFact, PayoutFact, StatementFact } from './types.ts';

type Row = Record<string, string | null>;

async function invoices(tx: TxCtx, { partIds, orderIds }: Scope): Promise<InvoiceFact[]> {
  if (partIds.length + orderIds.length === 0) return [];
  const rows = await tx.em.execute<Row[]>(
    `with own as (
       select id from invoice where seller_order_id = any(?::uuid[]) or purchase_order_id = any(?::uuid[]))
     select id, number, type_code, seller_order_id, seller_id, state, gross_minor::text as gross, open_minor::text as open, currency,
       due_on::text as due_on, statement_id, payment_reference, created_at::text as at
     from invoice where id in (select id from own) or preceding_invoice_id in (select id from own) order by created_at, id limit 500`,
    [idList(partIds), idList(orderIds)],
  );
  return rows.map((row) => {
    const amount = (text: string | null | undefined) =>
      money(BigInt(text ?? '0'), row.currency ?? 'EUR');
    return {
      id: row.id ?? '',
      number: row.number ?? '',
      isCreditNote: row.type_code === '381',
      partId: row.seller_order_id ?? undefined,
      sellerId: row.seller_id ?? '',
      state: row.state ?? '',
      gross: amount(row.gross),
      open: amount(row.open),
      dueOn: Temporal.PlainDate.from(row.due_on ?? ''),
      statementId: row.statement_id ?? undefined,
      paymentReference: row.payment_reference ?? '',
      at: toInstant(row.at ?? ''),
    };
  });
}

async function statements(tx: TxCtx, ids: readonly string[]): Promise<StatementFact[]> {
  if (ids.length === 0) return [];
  const rows = await tx.em.execute<Row[]>(
    `select id, number, total_minor::text as total, currency, payment_reference, mail_id, created_at::text as at
     from buyer_statement where id = any(?::uuid[])`,
    [idList(ids)],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    number: row.number ?? '',
    total: money(BigInt(row.total ?? '0'), row.currency ?? 'EUR'),
    paymentReference: row.payment_reference ?? '',
    mailId: row.mail_id ?? undefined,
    at: toInstant(row.at ?? ''),
  }));
}

/** The bank's own rows stay with staff: for parties the day and the document are simply not there. */
async function payments(tx: TxCtx, invoiceIds: readonly string[]): Promise<PaymentFact[]> {
  if (invoiceIds.length === 0) return [];
  const rows = await tx.em.execute<(Row & { is_credit_note: boolean })[]>(
    `select a.id, a.invoice_id, a.amount_minor::text as amount, a.currency, a.is_credit_note, a.created_at::text as at,
       a.reversed_at::text as reversed_at, e.booked_on::text as booked_on, s.exchange_id
     from allocation a left join bank_entry e on e.id = a.bank_entry_id left join bank_statement s on s.id = e.bank_statement_id
     where a.invoice_id = any(?::uuid[]) order by a.created_at, a.id limit 500`,
    [idList(invoiceIds)],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    invoiceId: row.invoice_id ?? '',
    amount: money(BigInt(row.amount ?? '0'), row.currency ?? 'EUR'),
    isCreditNote: row.is_credit_note,
    bookedOn: dayOr(row.booked_on),
    exchangeId: row.exchange_id ?? undefined,
    at: toInstant(row.at ?? ''),
    reversedAt: instantOr(row.reversed_at),
  }));
}

async function payouts(tx: TxCtx, invoiceIds: readonly string[]): Promise<PayoutFact[]> {
  if (invoiceIds.length === 0) return [];
  const rows = await tx.em.execute<Row[]>(
    `select p.id, p.invoice_id, p.seller_id, p.amount_minor::text as amount, p.currency, p.state, p.available_at::text as available_at,
       o.id as payout_id, o.number, o.state as payout_state, o.paid_on::text as paid_on, o.created_at::text as at
     from seller_payable p left join payout o on o.id = p.payout_id where p.invoice_id = any(?::uuid[])`,
    [idList(invoiceIds)],
  );
  return rows.map((row) => ({
    payableId: row.id ?? '',
    invoiceId: row.invoice_id ?? '',
    sellerId: row.seller_id ?? '',
    amount: money(BigInt(row.amount ?? '0'), row.currency ?? 'EUR'),
    payableState: row.state ?? '',
    availableAt: instantOr(row.available_at),
    payoutId: row.payout_id ?? undefined,
    payoutNumber: row.number ?? undefined,
    payoutState: row.payout_state ?? undefined,
    paidOn: dayOr(row.paid_on),
    at: instantOr(row.at),
  }));
}

/** Invoices, statements, payments and payouts of a thread, in the reader's own sight. */
export async function moneyFacts(tx: TxCtx, scope: Scope) {
  const found = await invoices(tx, scope);
  const ids = found.map(({ id }) => id);
  const statementIds = [...new Set(found.flatMap(({ statementId }) => statementId ?? []))];
  return {
    invoices: found,
    statements: await statements(tx, statementIds),
    payments: await payments(tx, ids),
    payouts: await payouts(tx, ids),
  };
}
