import { Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { type Organisation, organisations } from '../../parties/index.ts';
import { Invoice, InvoiceLine, type InvoiceState, InvoiceVat } from '../entities.ts';

/** One invoice or credit note as lists show it; cents. */
export type InvoiceRow = {
  readonly id: string;
  readonly number: string;
  readonly isCreditNote: boolean;
  readonly sellerName: string;
  readonly buyerName: string;
  readonly orderNumber: string;
  readonly state: InvoiceState;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
  readonly openMinor: bigint;
  readonly contested: boolean;
  readonly ublFileId: string;
  readonly pdfFileId: string | null;
};

export function rowsOf(
  found: readonly Invoice[],
  names: ReadonlyMap<string, Organisation>,
): InvoiceRow[] {
  return found.map((one) => ({
    id: one.id,
    number: one.number,
    isCreditNote: one.typeCode === '381',
    sellerName: names.get(one.sellerId)?.tradingName ?? '',
    buyerName: names.get(one.buyerId)?.tradingName ?? '',
    orderNumber: one.purchaseOrderNumber,
    state: one.state,
    issuedOn: one.issuedOn,
    dueOn: one.dueOn,
    currency: one.currency,
    netMinor: one.netMinor,
    vatMinor: one.vatMinor,
    grossMinor: one.grossMinor,
    openMinor: one.openMinor,
    contested: Boolean(one.contestedAt),
    ublFileId: one.ublFileId,
    pdfFileId: one.pdfFileId ?? null,
  }));
}

export const invoiceFilters = ['all', 'open', 'late', 'paid', 'credit_notes', 'contested'] as const;
export type InvoiceFilter = (typeof invoiceFilters)[number];

function conditionOf(filter: InvoiceFilter, today: Temporal.PlainDate): object {
  const isOpen = { typeCode: '380', openMinor: { $gt: 0n } };
  if (filter === 'open') return isOpen;
  if (filter === 'late') return { ...isOpen, dueOn: { $lt: today } };
  if (filter === 'paid') return { typeCode: '380', state: 'paid' };
  if (filter === 'credit_notes') return { typeCode: '381' };
  return filter === 'contested' ? { contestedAt: { $ne: null } } : {};
}

/** A seller's invoices, newest first, from `after` (an id) on; `number` is the beginning of a number. */
export async function sellerInvoices(
  tx: TxCtx,
  ask: {
    sellerId: string;
    filter: InvoiceFilter;
    number?: string | undefined;
    after?: string | undefined;
    limit: number;
    today: Temporal.PlainDate;
  },
): Promise<{ rows: InvoiceRow[]; next: string | undefined }> {
  const typed = (ask.number ?? '')
    .trim()
    .toUpperCase()
    .replace(/[\\%_]/g, '\\$&');
  const found = await tx.em.find(
    Invoice,
    {
      $and: [
        { sellerId: ask.sellerId },
        conditionOf(ask.filter, ask.today),
        ask.after ? { id: { $lt: ask.after } } : {},
        typed ? { number: { $like: `${typed}%` } } : {},
      ],
    },
    { orderBy: { id: 'desc' }, limit: ask.limit + 1 },
  );
  const shown = found.slice(0, ask.limit);
  const names = await organisations(
    tx,
    shown.flatMap((one) => [one.buyerId, one.sellerId]),
  );
  return {
    rows: rowsOf(shown, names),
    next: found.length > ask.limit ? shown.at(-1)?.id : undefined,
  };
}

/** Open, late and contested sums of a seller, for the head of its list. */
export async function sellerInvoiceFigures(
  tx: TxCtx,
  { sellerId, today }: { sellerId: string; today: Temporal.PlainDate },
): Promise<{ currency: string; openMinor: bigint; lateMinor: bigint; contestable: number }[]> {
  const rows = await tx.em.execute<
    { currency: string; open: string; late: string; contestable: number }[]
  >(
    `select currency,
            coalesce(sum(open_minor) filter (where type_code = '380'), 0)::text as open,
            coalesce(sum(open_minor) filter (where type_code = '380' and due_on < ?::date), 0)::text as late,
            count(*) filter (where contest_until >= ?::date and contested_by is distinct from 'seller')::int as contestable
     from invoice where seller_id = ? group by currency order by currency`,
    [today.toString(), today.toString(), sellerId],
  );
  return rows.map((row) => ({
    currency: row.currency,
    openMinor: BigInt(row.open),
    lateMinor: BigInt(row.late),
    contestable: row.contestable,
  }));
}

export type InvoiceDetail = {
  readonly row: InvoiceRow;
  readonly invoice: Invoice;
  readonly lines: readonly InvoiceLine[];
  readonly vat: readonly InvoiceVat[];
  /** Credit notes of the invoice, or the invoice that a credit note takes back. */
  readonly related: readonly InvoiceRow[];
  readonly seller: Organisation | undefined;
  readonly buyer: Organisation | undefined;
};

const LINES_MAX = 1000;

/** One document in the reader's sight, with everything its page shows; `not_found` otherwise. */
export async function invoiceDetail(tx: TxCtx, id: string): Promise<InvoiceDetail> {
  const invoice = await tx.em.findOne(Invoice, { id });
  if (!invoice) throw new Problem('not_found', { what: 'invoice', id });
  const lines = await tx.em.find(
    InvoiceLine,
    { invoiceId: id },
    { orderBy: { position: 'asc' }, limit: LINES_MAX },
  );
  const vat = await tx.em.find(
    InvoiceVat,
    { invoiceId: id },
    { orderBy: { category: 'asc', rateBp: 'desc' } },
  );
  const related = await tx.em.find(
    Invoice,
    invoice.precedingInvoiceId ? { id: invoice.precedingInvoiceId } : { precedingInvoiceId: id },
    { orderBy: { id: 'asc' }, limit: 100 },
  );
  const names = await organisations(tx, [invoice.sellerId, invoice.buyerId]);
  const [row] = rowsOf([invoice], names);
  if (!row) throw new Problem('not_found', { what: 'invoice', id });
  return {
    row,
    invoice,
    lines,
    vat,
    related: rowsOf(related, names),
    seller: names.get(invoice.sellerId),
    buyer: names.get(invoice.buyerId),
  };
}
