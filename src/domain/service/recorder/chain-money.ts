import { type Money, money, splitMoney } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { type ChainLink, type ChainStage, link, quantityOf, type Row } from './chain-links.ts';
import { dayOr, idList, instantOr } from './scope.ts';

export type InvoiceLineRow = {
  readonly invoiceId: string;
  readonly lineId: string | undefined;
  readonly net: bigint;
  readonly rateBp: number;
};

/**
 * What each line has of an amount that was stated for the whole invoice (its gross, a payment, a payout):
 * by the lines' amounts with VAT, largest remainder, so that the parts sum to the whole to the cent.
 */
export function sharesOf(whole: Money, lines: readonly InvoiceLineRow[]): Money[] {
  const weights = lines.map(({ net, rateBp }) => net * BigInt(10_000 + rateBp));
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  return total === 0n || whole.minor === 0n
    ? lines.map(() => money(0n, whole.currency))
    : splitMoney(whole, weights);
}

type InvoiceRows = {
  readonly lines: readonly (InvoiceLineRow & { readonly row: Row })[];
  readonly money: readonly Row[];
};

/** Every line of the invoices that bill some order lines, and what was paid, advised and paid out for them. */
export async function invoiceRows(tx: TxCtx, ids: readonly string[]): Promise<InvoiceRows> {
  if (ids.length === 0) return { lines: [], money: [] };
  const rows = await tx.em.execute<(Row & { vat_rate_bp: number })[]>(
    `with named as (select distinct invoice_id from invoice_line where order_line_id = any(?::uuid[]))
     select l.invoice_id, l.order_line_id, l.quantity::text as quantity, l.unit, l.net_minor::text as net, l.vat_rate_bp, i.number, i.type_code,
       i.state, i.gross_minor::text as gross, i.currency, i.created_at::text as at, i.issued_on::text as issued_on
     from invoice_line l join invoice i on i.id = l.invoice_id
     where l.invoice_id in (select invoice_id from named) order by i.created_at, i.id, l.position limit 5000`,
    [idList(ids)],
  );
  const invoiceIds = idList([...new Set(rows.map((row) => row.invoice_id ?? ''))].filter(Boolean));
  const paid = await tx.em.execute<Row[]>(
    `select 'payment' as stage, a.id, a.invoice_id, coalesce(e.structured_reference, e.end_to_end_id, '') as number, a.amount_minor::text as amount,
       a.currency, a.created_at::text as at, e.booked_on::text as "on", case when a.reversed_at is null then 'paid' else 'reversed' end as state
     from allocation a left join bank_entry e on e.id = a.bank_entry_id where a.invoice_id = any(?::uuid[]) and not a.is_credit_note
     union all
     select 'payout', coalesce(o.id, p.id), p.invoice_id, coalesce(o.number, ''), p.amount_minor::text, p.currency,
       coalesce(o.created_at, p.available_at)::text, o.paid_on::text, coalesce(o.state, p.state)
     from seller_payable p left join payout o on o.id = p.payout_id where p.invoice_id = any(?::uuid[]) order by at nulls last`,
    [invoiceIds, invoiceIds],
  );
  const numbers = [...new Set(rows.map((row) => row.number ?? ''))].filter(Boolean);
  const advised = await tx.em.execute<Row[]>(
    `select 'remittance' as stage, e.id, e.keys, coalesce(e.document_key, '') as number, e.at::text as at, e.state from exchange e
     where e.keys && ?::text[] and e.kind in ('PaymentRemittanceRequest', 'REMADV') order by e.at limit 50`,
    [`{${numbers.map((number) => JSON.stringify(number)).join(',')}}`],
  );
  const byNumber = new Map(rows.map((row) => [row.number, row.invoice_id ?? null]));
  return {
    lines: rows.map((row) => ({
      invoiceId: row.invoice_id ?? '',
      lineId: row.order_line_id ?? undefined,
      net: BigInt(row.net ?? '0'),
      rateBp: row.vat_rate_bp,
      row,
    })),
    money: [
      ...paid,
      ...advised.flatMap((row) =>
        (Array.isArray(row.keys) ? (row.keys as string[]) : []).flatMap((key) =>
          byNumber.has(key) ? [{ ...row, invoice_id: byNumber.get(key) ?? null }] : [],
        ),
      ),
    ],
  };
}

/** A line's links of one invoice: the invoice itself, and what was paid, advised and paid out for it. */
export function invoiceLinks(lineId: string, { lines, money: paid }: InvoiceRows): ChainLink[] {
  const byInvoice = Map.groupBy(lines, ({ invoiceId }) => invoiceId);
  return [...byInvoice].flatMap(([invoiceId, own]) => {
    const at = own.findIndex((line) => line.lineId === lineId);
    const line = own[at];
    if (!line) return [];
    const { row } = line;
    const currency = row.currency ?? 'EUR';
    const share = (minor: string | null | undefined): Money | undefined =>
      minor ? sharesOf(money(BigInt(minor), currency), own)[at] : undefined;
    const links = [
      link({
        stage: row.type_code === '381' ? 'credit_note' : 'invoice',
        type: 'invoice',
        id: invoiceId,
        number: row.number ?? '',
        at: instantOr(row.at),
        on: dayOr(row.issued_on),
        quantity: quantityOf(row.quantity),
        unit: row.unit ?? undefined,
        amount: share(row.gross),
        state: row.state ?? undefined,
      }),
    ];
    const moved = paid.filter((one) => one.invoice_id === invoiceId);
    const types: Readonly<Record<string, string>> = {
      payment: 'allocation',
      remittance: 'exchange',
      payout: 'payout',
    };
    for (const one of moved)
      links.push(
        link({
          stage: one.stage as ChainStage,
          type: types[one.stage ?? ''] ?? '',
          id: one.id ?? '',
          number: one.number ?? '',
          at: instantOr(one.at),
          on: dayOr(one.on),
          amount: share(one.amount),
          state: one.state ?? undefined,
        }),
      );
    return links;
  });
}
