import { Problem } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { ComparisonAcknowledgement, type ComparisonCounts, OrderComparison } from './entities.ts';

export type ComparisonRow = {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly buyerName: string;
  readonly orderNumber: string;
  readonly orderVersion: number;
  readonly basis: 'basket' | 'previous_version';
  readonly outcome: 'accepted' | 'refused';
  readonly purchaseOrderId: string | undefined;
  readonly counts: ComparisonCounts;
  readonly alerts: number;
  readonly acknowledgedBy: string | undefined;
};

type Raw = {
  id: string;
  at: string;
  buyer_name: string;
  order_number: string;
  order_version: number;
  basis: ComparisonRow['basis'];
  outcome: ComparisonRow['outcome'];
  purchase_order_id: string | null;
  counts: ComparisonCounts;
  alerts: number;
  by_name: string | null;
};

const COLUMNS = `select c.id, c.at::text as at, o.trading_name as buyer_name, c.order_number, c.order_version, c.basis, c.outcome,
    c.purchase_order_id, c.counts, c.alerts, a.by_name
  from order_comparison c join organisation o on o.id = c.buyer_id
  left join comparison_acknowledgement a on a.comparison_id = c.id`;

function rowOf(raw: Raw): ComparisonRow {
  return {
    id: raw.id,
    at: toInstant(raw.at),
    buyerName: raw.buyer_name,
    orderNumber: raw.order_number,
    orderVersion: raw.order_version,
    basis: raw.basis,
    outcome: raw.outcome,
    purchaseOrderId: raw.purchase_order_id ?? undefined,
    counts: raw.counts,
    alerts: raw.alerts,
    acknowledgedBy: raw.by_name ?? undefined,
  };
}

export type ComparisonFilter = 'open' | 'refused' | 'all';

const CONDITIONS: Readonly<Record<ComparisonFilter, string>> = {
  open: `c.outcome = 'accepted' and c.alerts > 0 and a.id is null`,
  refused: `c.outcome = 'refused'`,
  all: 'true',
};

/** Orders that were compared, newest first, paged by time and id; the actor's rows only. */
export async function comparisons(
  tx: TxCtx,
  {
    show,
    after,
    limit = 50,
  }: { show: ComparisonFilter; after?: { at: string; id: string } | undefined; limit?: number },
): Promise<{ rows: readonly ComparisonRow[]; next: { at: string; id: string } | undefined }> {
  const raws = await tx.em.execute<Raw[]>(
    `${COLUMNS} where ${CONDITIONS[show]} ${after ? 'and (c.at, c.id) < (?::timestamptz, ?::uuid)' : ''}
     order by c.at desc, c.id desc limit ?`,
    [...(after ? [after.at, after.id] : []), limit + 1],
  );
  const rows = raws.slice(0, limit).map(rowOf);
  const last = raws.length > limit ? rows.at(-1) : undefined;
  return { rows, next: last && { at: last.at.toString(), id: last.id } };
}

/** How many accepted orders differ without anybody having said that it was seen. */
export async function openDifferences(tx: TxCtx): Promise<number> {
  const [row] = await tx.em.execute<{ open: number }[]>(
    `select count(*)::int as open from order_comparison c
     left join comparison_acknowledgement a on a.comparison_id = c.id where ${CONDITIONS.open}`,
  );
  return row?.open ?? 0;
}

/** The comparisons of some orders or of documents that became none, oldest first, without their fields. */
export async function comparisonsOf(
  tx: TxCtx,
  {
    purchaseOrderIds = [],
    requisitionIds = [],
    exchangeIds = [],
  }: {
    purchaseOrderIds?: readonly string[];
    requisitionIds?: readonly string[];
    exchangeIds?: readonly string[];
  },
): Promise<(ComparisonRow & { readonly exchangeId: string })[]> {
  const list = (ids: readonly string[]): string => `{${ids.join(',')}}`;
  const raws = await tx.em.execute<(Raw & { exchange_id: string })[]>(
    `${COLUMNS.replace('select c.id', 'select c.exchange_id, c.id')}
     where c.purchase_order_id = any(?::uuid[]) or c.requisition_ids && ?::uuid[] or c.exchange_id = any(?::uuid[])
     order by c.at, c.id limit 200`,
    [list(purchaseOrderIds), list(requisitionIds), list(exchangeIds)],
  );
  return raws.map((raw) => ({ ...rowOf(raw), exchangeId: raw.exchange_id }));
}

export type ComparisonView = {
  readonly comparison: OrderComparison;
  readonly buyerName: string;
  readonly acknowledgement: ComparisonAcknowledgement | null;
};

/** One comparison with its fields; `not_found` when the actor has none of that id. */
export async function comparisonView(tx: TxCtx, id: string): Promise<ComparisonView> {
  const comparison = await tx.em.findOne(OrderComparison, { id });
  if (!comparison) throw new Problem('not_found', { what: 'comparison', id });
  const [buyer] = await tx.em.execute<{ trading_name: string }[]>(
    'select trading_name from organisation where id = ?',
    [comparison.buyerId],
  );
  return {
    comparison,
    buyerName: buyer?.trading_name ?? '',
    acknowledgement: await tx.em.findOne(ComparisonAcknowledgement, { comparisonId: id }),
  };
}
