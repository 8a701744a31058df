import { type TxCtx, toInstant } from '../../../platform/index.ts';
import type { PurchaseOrderState, SellerOrderState } from '../entities.ts';

/** Where a list goes on: the last row's time and id. */
export type Cursor = { readonly at: string; readonly id: string };

/** A cursor as it travels in an address; unreadable ones mean the first page. */
export function cursorText({ at, id }: Cursor): string {
  return encodeURIComponent(`${at}~${id}`);
}

export function cursorOf(text: string | undefined): Cursor | undefined {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~([0-9a-f-]{36})$/.exec(text ?? '');
  return match?.[1] && match[2] ? { at: match[1], id: match[2] } : undefined;
}

type Page = {
  readonly after?: Cursor | undefined;
  readonly limit: number;
  readonly text?: string | undefined;
};
const FIRST: Cursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

function beginsWith(text: string | undefined): string {
  return `${(text ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`;
}

export type OrderRow = {
  readonly id: string;
  readonly number: string;
  readonly buyerName: string;
  readonly state: PurchaseOrderState;
  readonly currency: string;
  readonly grossMinor: bigint;
  readonly sellers: number;
  readonly termsOutcome: string;
  readonly orderedBy: string;
  readonly orderedAt: Temporal.Instant;
};

type RawOrder = {
  id: string;
  number: string;
  buyer: string;
  state: PurchaseOrderState;
  currency: string;
  gross: string;
  sellers: number;
  terms: string;
  ordered_by: string;
  at: string;
};

/** Orders in the reader's sight, newest first; `text` is the beginning of a number. */
export async function orderRows(
  tx: TxCtx,
  { after = FIRST, limit, text, state }: Page & { state?: string | undefined },
): Promise<OrderRow[]> {
  const rows = await tx.em.execute<RawOrder[]>(
    `select p.id, p.number, o.trading_name as buyer, p.state, p.currency, (p.net_minor + p.vat_minor)::text as gross,
            (select count(*)::int from seller_order s where s.purchase_order_id = p.id) as sellers,
            p.terms_outcome as terms, p.ordered_by, to_char(p.ordered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
       from purchase_order p join organisation o on o.id = p.buyer_id
      where (p.ordered_at, p.id) < (?::timestamptz, ?::uuid) and p.number ilike ? and (? = '' or p.state = ?)
      order by p.ordered_at desc, p.id desc limit ?`,
    [after.at, after.id, beginsWith(text), state ?? '', state ?? '', limit],
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    buyerName: row.buyer,
    state: row.state,
    currency: row.currency,
    grossMinor: BigInt(row.gross),
    sellers: row.sellers,
    termsOutcome: row.terms,
    orderedBy: row.ordered_by,
    orderedAt: toInstant(row.at),
  }));
}

export type SellerOrderRow = {
  readonly id: string;
  readonly number: string;
  readonly buyerName: string;
  readonly state: SellerOrderState;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly lines: number;
  readonly promisedOn: Temporal.PlainDate | undefined;
  readonly createdAt: Temporal.Instant;
};

type RawSellerOrder = {
  id: string;
  number: string;
  buyer: string;
  state: SellerOrderState;
  currency: string;
  net: string;
  lines: number;
  promised: string | null;
  at: string;
};

/** A seller's orders, newest first, of one state or all. Orders that wait for money are not shown to sellers. */
export async function sellerOrderRows(
  tx: TxCtx,
  { after = FIRST, limit, text, state }: Page & { state?: string | undefined },
): Promise<SellerOrderRow[]> {
  const rows = await tx.em.execute<RawSellerOrder[]>(
    `select s.id, s.number, o.trading_name as buyer, s.state, s.currency, s.net_minor::text as net,
            (select count(*)::int from order_line l where l.seller_order_id = s.id) as lines, s.promised_on::text as promised,
            to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
       from seller_order s join organisation o on o.id = s.buyer_id
      where (s.created_at, s.id) < (?::timestamptz, ?::uuid) and s.number ilike ? and s.state <> 'held' and (? = '' or s.state = ?)
      order by s.created_at desc, s.id desc limit ?`,
    [after.at, after.id, beginsWith(text), state ?? '', state ?? '', limit],
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    buyerName: row.buyer,
    state: row.state,
    currency: row.currency,
    netMinor: BigInt(row.net),
    lines: row.lines,
    promisedOn: row.promised ? Temporal.PlainDate.from(row.promised) : undefined,
    createdAt: toInstant(row.at),
  }));
}

export type StateCount = {
  readonly state: string;
  readonly count: number;
  readonly currency: string;
  readonly totalMinor: bigint;
};

/** Orders in the reader's sight by state and currency, of the last `days` days or still under way. */
export async function stateCounts(
  tx: TxCtx,
  { table, days }: { table: 'purchase_order' | 'seller_order'; days: number },
): Promise<StateCount[]> {
  const at = table === 'purchase_order' ? 'ordered_at' : 'created_at';
  const rows = await tx.em.execute<
    { state: string; count: number; currency: string; total: string }[]
  >(
    `select state, currency, count(*)::int as count, sum(net_minor + vat_minor)::text as total from ${table}
      where ${at} > ?::timestamptz group by state, currency limit 100`,
    [
      tx
        .now()
        .subtract({ hours: days * 24 })
        .toString(),
    ],
  );
  return rows.map((row) => ({
    state: row.state,
    count: row.count,
    currency: row.currency,
    totalMinor: BigInt(row.total),
  }));
}
