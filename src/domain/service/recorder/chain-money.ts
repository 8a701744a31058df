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
  /** What was said, advised, paid and paid out of each invoice, by its id. */
  readonly money: ReadonlyMap<string, readonly Row[]>;
};

/** Statements, payments, advices and payouts of some invoices, as far as the reader sees them. */
async function moneyRows(tx: TxCtx, invoiceIds: string): Promise<Row[]> {
  return tx.em.execute<Row[]>(
    `select 'statement' as stage, 'statement' as type, b.id, i.id as invoice_id, b.number,
       (case when i.type_code = '381' then -i.gross_minor else i.gross_minor end)::text as amount, i.currency,
       b.created_at::text as at, b.issued_on::text as "on", null as state
     from invoice i join buyer_statement b on b.id = i.statement_id where i.id = any(?::uuid[])
     union all
     select 'payment', 'bank_entry', a.bank_entry_id, a.invoice_id, coalesce(nullif(e.structured_reference, ''), nullif(e.end_to_end_id, ''), ''),
       (case when a.is_credit_note then -a.amount_minor else a.amount_minor end)::text, a.currency, a.created_at::text, e.booked_on::text,
       case when a.reversed_at is not null then 'reversed' when a.is_credit_note then 'credit_used' else 'paid' end
     from allocation a left join bank_entry e on e.id = a.bank_entry_id where a.invoice_id = any(?::uuid[])
     union all
     select 'remittance', case when d.exchange_id is null then 'remittance_advice' else 'exchange' end, coalesce(d.exchange_id, d.id), l.invoice_id,
       d.number, sum(l.net_minor)::text, d.currency, d.received_at::text, d.payment_on::text,
       case when d.state = 'void' then 'void' when exists (select from allocation x where x.bank_entry_id = d.bank_entry_id and x.reversed_at is null)
         then 'matched' else 'waiting' end
     from remittance_line l join remittance_advice d on d.id = l.advice_id where l.invoice_id = any(?::uuid[]) group by d.id, l.invoice_id
     union all
     select 'payout', 'payout_run', coalesce(o.payout_run_id, p.id), p.invoice_id, coalesce(o.number, ''), p.amount_minor::text, p.currency,
       coalesce(o.created_at, p.available_at)::text, o.paid_on::text, coalesce(o.state, p.state)
     from seller_payable p left join payout o on o.id = p.payout_id where p.invoice_id = any(?::uuid[])
     order by at nulls last`,
    [invoiceIds, invoiceIds, invoiceIds, invoiceIds],
  );
}

/** Every line of the invoices that bill some order lines, and what was said and paid for them. */
export async function invoiceRows(tx: TxCtx, ids: readonly string[]): Promise<InvoiceRows> {
  if (ids.length === 0) return { lines: [], money: new Map() };
  const rows = await tx.em.execute<(Row & { vat_rate_bp: number })[]>(
    `with named as (select distinct invoice_id from invoice_line where order_line_id = any(?::uuid[]))
     select l.invoice_id, l.order_line_id, l.quantity::text as quantity, l.unit, l.net_minor::text as net, l.vat_rate_bp, i.number, i.type_code,
       i.state, i.gross_minor::text as gross, i.open_minor::text as open, i.currency, i.created_at::text as at, i.issued_on::text as issued_on
     from invoice_line l join invoice i on i.id = l.invoice_id
     where l.invoice_id in (select invoice_id from named) order by i.created_at, i.id, l.position limit 5000`,
    [idList(ids)],
  );
  const invoiceIds = idList([...new Set(rows.map((row) => row.invoice_id ?? ''))].filter(Boolean));
  return {
    lines: rows.map((row) => ({
      invoiceId: row.invoice_id ?? '',
      lineId: row.order_line_id ?? undefined,
      net: BigInt(row.net ?? '0'),
      rateBp: row.vat_rate_bp,
      row,
    })),
    money: Map.groupBy(await moneyRows(tx, invoiceIds), (row) => row.invoice_id ?? ''),
  };
}

type LineMoney = {
  readonly links: ChainLink[];
  readonly toPay: Money | undefined;
  readonly toPayOut: Money | undefined;
};

/** Payables that are not with their seller yet. */
const isOwed = ({ stage, state }: ChainLink): boolean => stage === 'payout' && state !== 'paid';

function added(amounts: readonly Money[]): Money | undefined {
  const [first] = amounts;
  return (
    first &&
    money(
      amounts.reduce((sum, { minor }) => sum + minor, 0n),
      first.currency,
    )
  );
}

/**
 * A line's links of each of its invoices: the document itself, then its share of what was stated, paid, advised and
 * paid out for it; and what is still open of them. Of a credit note, what it gives back counts negative.
 */
export function invoiceLinks(lineId: string, { lines, money: moved }: InvoiceRows): LineMoney {
  const links: ChainLink[] = [];
  const open: Money[] = [];
  for (const [invoiceId, own] of Map.groupBy(lines, (line) => line.invoiceId)) {
    const at = own.findIndex((line) => line.lineId === lineId);
    const row = own[at]?.row;
    if (!row) continue;
    const currency = row.currency ?? 'EUR';
    const share = (minor: string | null | undefined): Money | undefined =>
      minor ? sharesOf(money(BigInt(minor), currency), own)[at] : undefined;
    const isCredit = row.type_code === '381';
    const left = share(row.open);
    if (left) open.push(isCredit ? money(-left.minor, currency) : left);
    links.push(
      link({
        stage: isCredit ? 'credit_note' : 'invoice',
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
    );
    for (const one of moved.get(invoiceId) ?? [])
      links.push(
        link({
          stage: one.stage as ChainStage,
          type: one.type ?? '',
          id: one.id ?? '',
          number: one.number ?? '',
          at: instantOr(one.at),
          on: dayOr(one.on),
          amount: share(one.amount),
          state: one.state ?? undefined,
        }),
      );
  }
  const owed = links.filter(({ stage }) => stage === 'payout');
  return {
    links,
    toPay: added(open),
    toPayOut:
      owed.length > 0
        ? (added(owed.filter(isOwed).flatMap(({ amount }) => amount ?? [])) ??
          money(0n, owed[0]?.amount?.currency ?? 'EUR'))
        : undefined,
  };
}
