import { money } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { dayOr, idList, instantOr, type Scope } from './scope.ts';
import type {
  AdviceFact,
  CutKind,
  InvoiceFact,
  PaymentFact,
  PayoutFact,
  StatementFact,
  StatusFact,
} from './types.ts';

type Row = Record<string, string | null>;

/** Invoices of one purchase, and payments, words and payouts over them. */
const INVOICES_MAX = 500;
const PAYMENTS_MAX = 1_000;

async function invoices(tx: TxCtx, { partIds, orderIds }: Scope): Promise<InvoiceFact[]> {
  if (partIds.length + orderIds.length === 0) return [];
  const rows = await tx.em.execute<Row[]>(
    `with own as (
       select id from invoice where seller_order_id = any(?::uuid[]) or purchase_order_id = any(?::uuid[]))
     select id, number, type_code, seller_order_id, seller_id, state, gross_minor::text as gross, open_minor::text as open, currency,
       due_on::text as due_on, statement_id, payment_reference, created_at::text as at
     from invoice where id in (select id from own) or preceding_invoice_id in (select id from own)
     order by created_at, id limit ${INVOICES_MAX + 1}`,
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

/** What the buyer's system said of the invoices, in the order it was heard. */
async function statuses(tx: TxCtx, invoiceIds: readonly string[]): Promise<StatusFact[]> {
  if (invoiceIds.length === 0) return [];
  const rows = await tx.em.execute<Row[]>(
    `select id, invoice_id, status, partial_minor::text as partial, currency, comment, exchange_id, recorded_at::text as at
     from invoice_status where invoice_id = any(?::uuid[]) order by recorded_at, id limit ${PAYMENTS_MAX}`,
    [idList(invoiceIds)],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    invoiceId: row.invoice_id ?? '',
    status: row.status ?? '',
    partial: row.partial ? money(BigInt(row.partial), row.currency ?? 'EUR') : undefined,
    comment: row.comment ?? undefined,
    exchangeId: row.exchange_id ?? undefined,
    at: toInstant(row.at ?? ''),
  }));
}

/** The buyer's advices that name one of the invoices, with what they give to these alone. Sellers see none. */
async function advices(tx: TxCtx, invoiceIds: readonly string[]): Promise<AdviceFact[]> {
  if (invoiceIds.length === 0) return [];
  const rows = await tx.em.execute<(Row & { invoice_ids: string[] })[]>(
    `select a.id, a.number, a.reference, a.payment_on::text as payment_on, a.currency, a.exchange_id, a.bank_entry_id,
       a.received_at::text as at, a.voided_at::text as voided_at, sum(l.net_minor)::text as net,
       to_json(array_agg(distinct l.invoice_id)) as invoice_ids
     from remittance_line l join remittance_advice a on a.id = l.advice_id
     where l.invoice_id = any(?::uuid[]) group by a.id order by a.received_at, a.id limit ${PAYMENTS_MAX}`,
    [idList(invoiceIds)],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    number: row.number ?? '',
    reference: row.reference ?? undefined,
    paymentOn: Temporal.PlainDate.from(row.payment_on ?? ''),
    amount: money(BigInt(row.net ?? '0'), row.currency ?? 'EUR'),
    invoiceIds: row.invoice_ids,
    exchangeId: row.exchange_id ?? undefined,
    bankEntryId: row.bank_entry_id ?? undefined,
    at: toInstant(row.at ?? ''),
    voidedAt: instantOr(row.voided_at),
  }));
}

/** The bank's own rows stay with staff: for parties the day, reference and document are simply not there. */
async function payments(tx: TxCtx, invoiceIds: readonly string[]): Promise<PaymentFact[]> {
  if (invoiceIds.length === 0) return [];
  const rows = await tx.em.execute<(Row & { is_credit_note: boolean })[]>(
    `select a.id, a.invoice_id, a.amount_minor::text as amount, a.write_off_minor::text as written_off, a.currency, a.is_credit_note,
       a.bank_entry_id, a.created_at::text as at, a.reversed_at::text as reversed_at, e.booked_on::text as booked_on,
       coalesce(nullif(e.structured_reference, ''), nullif(e.end_to_end_id, '')) as reference, s.exchange_id
     from allocation a left join bank_entry e on e.id = a.bank_entry_id left join bank_statement s on s.id = e.bank_statement_id
     where a.invoice_id = any(?::uuid[]) order by a.created_at, a.id limit ${PAYMENTS_MAX + 1}`,
    [idList(invoiceIds)],
  );
  return rows.map((row) => {
    const currency = row.currency ?? 'EUR';
    const writtenOff = BigInt(row.written_off ?? '0');
    return {
      id: row.id ?? '',
      invoiceId: row.invoice_id ?? '',
      amount: money(BigInt(row.amount ?? '0'), currency),
      writtenOff: writtenOff > 0n ? money(writtenOff, currency) : undefined,
      isCreditNote: row.is_credit_note,
      bankEntryId: row.bank_entry_id ?? '',
      reference: row.reference ?? undefined,
      bookedOn: dayOr(row.booked_on),
      exchangeId: row.exchange_id ?? undefined,
      at: toInstant(row.at ?? ''),
      reversedAt: instantOr(row.reversed_at),
    };
  });
}

async function payouts(tx: TxCtx, invoiceIds: readonly string[]): Promise<PayoutFact[]> {
  if (invoiceIds.length === 0) return [];
  const rows = await tx.em.execute<Row[]>(
    `select p.id, p.invoice_id, p.seller_id, p.amount_minor::text as amount, p.currency, p.state, p.available_at::text as available_at,
       o.id as payout_id, o.number, o.state as payout_state, o.payout_run_id, o.paid_on::text as paid_on, o.created_at::text as at, s.exchange_id
     from seller_payable p left join payout o on o.id = p.payout_id left join bank_entry e on e.id = o.bank_entry_id
     left join bank_statement s on s.id = e.bank_statement_id where p.invoice_id = any(?::uuid[])`,
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
    payoutRunId: row.payout_run_id ?? undefined,
    exchangeId: row.exchange_id ?? undefined,
    paidOn: dayOr(row.paid_on),
    at: instantOr(row.at),
  }));
}

/**
 * Invoices, statements, what the buyer's system said, remittance advices, payments and payouts of a thread, in the
 * reader's own sight: a buyer sees no payout, a seller no statement, no advice and no other seller's invoice.
 */
export async function moneyFacts(tx: TxCtx, scope: Scope) {
  const found = await invoices(tx, scope);
  const kept = found.slice(0, INVOICES_MAX);
  const ids = kept.map(({ id }) => id);
  const statementIds = [...new Set(kept.flatMap(({ statementId }) => statementId ?? []))];
  const paid = await payments(tx, ids);
  const cut: CutKind[] = [
    ...(found.length > INVOICES_MAX ? (['invoices'] as const) : []),
    ...(paid.length > PAYMENTS_MAX ? (['payments'] as const) : []),
  ];
  return {
    invoices: kept,
    statements: await statements(tx, statementIds),
    statuses: await statuses(tx, ids),
    advices: await advices(tx, ids),
    payments: paid.slice(0, PAYMENTS_MAX),
    payouts: await payouts(tx, ids),
    cut,
  };
}
