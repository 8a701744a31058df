import { Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import {
  type Organisation,
  operatorOrganisation,
  organisation,
  organisations,
} from '../../parties/index.ts';
import { BuyerStatement, Invoice } from '../entities.ts';
import { type InvoiceRow, rowsOf } from './invoices.ts';

/** Ids of the buyers who have invoices on no statement, in id order from `after` on. */
export async function buyersToState(
  tx: TxCtx,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const rows = await tx.em.execute<{ buyer_id: string }[]>(
    `select distinct buyer_id from invoice
     where statement_id is null and type_code = '380' and (?::uuid is null or buyer_id > ?::uuid)
     order by buyer_id limit ?`,
    [after ?? null, after ?? null, limit],
  );
  return rows.map((row) => row.buyer_id);
}

export type StatementRow = {
  readonly id: string;
  readonly number: string;
  readonly buyerName: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly currency: string;
  readonly totalMinor: bigint;
  /** What is still to be paid of its invoices, less what its credit notes still give. */
  readonly openMinor: bigint;
  readonly invoiceCount: number;
  readonly paymentReference: string;
};

async function openByStatement(
  tx: TxCtx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.em.execute<{ statement_id: string; open: string }[]>(
    `select statement_id,
            sum(case when type_code = '381' then -open_minor else open_minor end)::text as open
     from invoice where statement_id in (${ids.map(() => '?').join(', ')}) group by statement_id`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.statement_id, BigInt(row.open)]));
}

/** Statements in the reader's sight (a buyer's own, all of the operator's), newest first, by key. */
export async function statements(
  tx: TxCtx,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ rows: StatementRow[]; next: string | undefined }> {
  const found = await tx.em.find(BuyerStatement, after ? { id: { $lt: after } } : {}, {
    orderBy: { id: 'desc' },
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const open = await openByStatement(
    tx,
    shown.map((one) => one.id),
  );
  const buyers = await organisations(
    tx,
    shown.map((one) => one.buyerId),
  );
  return {
    rows: shown.map((one) => ({
      id: one.id,
      number: one.number,
      buyerName: buyers.get(one.buyerId)?.tradingName ?? '',
      issuedOn: one.issuedOn,
      dueOn: one.dueOn,
      currency: one.currency,
      totalMinor: one.totalMinor,
      openMinor: open.get(one.id) ?? 0n,
      invoiceCount: one.invoiceCount,
      paymentReference: one.paymentReference,
    })),
    next: found.length > limit ? shown.at(-1)?.id : undefined,
  };
}

export type BuyerFigures = {
  readonly currency: string;
  readonly openMinor: bigint;
  readonly lateMinor: bigint;
  /** Invoiced and not on a statement yet. */
  readonly pendingMinor: bigint;
};

/** What a buyer owes, what of it is late, and what no statement has gathered yet; one row a currency. */
export async function buyerFigures(
  tx: TxCtx,
  { buyerId, today }: { buyerId: string; today: Temporal.PlainDate },
): Promise<BuyerFigures[]> {
  const rows = await tx.em.execute<
    { currency: string; open: string; late: string; pending: string }[]
  >(
    `select currency,
            coalesce(sum(open_minor), 0)::text as open,
            coalesce(sum(open_minor) filter (where due_on < ?::date), 0)::text as late,
            coalesce(sum(open_minor) filter (where statement_id is null), 0)::text as pending
     from invoice where buyer_id = ? and type_code = '380' group by currency order by currency`,
    [today.toString(), buyerId],
  );
  return rows.map((row) => ({
    currency: row.currency,
    openMinor: BigInt(row.open),
    lateMinor: BigInt(row.late),
    pendingMinor: BigInt(row.pending),
  }));
}

export type StatementDetail = {
  readonly statement: BuyerStatement;
  readonly buyer: Organisation;
  readonly operator: Organisation;
  readonly documents: readonly InvoiceRow[];
  readonly openMinor: bigint;
};

const DOCUMENTS_MAX = 2000;

/** One statement in the reader's sight with its documents, oldest first; `not_found` otherwise. */
export async function statementDetail(tx: TxCtx, id: string): Promise<StatementDetail> {
  const statement = await tx.em.findOne(BuyerStatement, { id });
  if (!statement) throw new Problem('not_found', { what: 'statement', id });
  const found = await tx.em.find(
    Invoice,
    { statementId: id },
    { orderBy: { typeCode: 'asc', issuedOn: 'asc', id: 'asc' }, limit: DOCUMENTS_MAX },
  );
  const names = await organisations(
    tx,
    found.flatMap((one) => [one.sellerId, one.buyerId]),
  );
  return {
    statement,
    buyer: await organisation(tx, statement.buyerId),
    operator: await operatorOrganisation(tx),
    documents: rowsOf(found, names),
    openMinor: (await openByStatement(tx, [id])).get(id) ?? 0n,
  };
}

export type PendingBuyer = {
  readonly buyerId: string;
  readonly buyerName: string;
  readonly currency: string;
  readonly invoices: number;
  readonly grossMinor: bigint;
  readonly oldestOn: Temporal.PlainDate;
};

/** What waits for a statement, by buyer and currency; the largest first, at most `limit`. */
export async function pendingBuyers(
  tx: TxCtx,
  { limit }: { limit: number },
): Promise<PendingBuyer[]> {
  const rows = await tx.em.execute<
    {
      buyer_id: string;
      name: string;
      currency: string;
      invoices: number;
      gross: string;
      oldest: string;
    }[]
  >(
    `select i.buyer_id, o.trading_name as name, i.currency, count(*)::int as invoices,
            sum(i.gross_minor)::text as gross, min(i.issued_on)::text as oldest
     from invoice i join organisation o on o.id = i.buyer_id
     where i.statement_id is null and i.type_code = '380'
     group by i.buyer_id, o.trading_name, i.currency
     order by sum(i.gross_minor) desc, i.buyer_id limit ?`,
    [limit],
  );
  return rows.map((row) => ({
    buyerId: row.buyer_id,
    buyerName: row.name,
    currency: row.currency,
    invoices: row.invoices,
    grossMinor: BigInt(row.gross),
    oldestOn: Temporal.PlainDate.from(row.oldest),
  }));
}
