import { money, Problem } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { addGoods, addOrder, goodsRows, openGoods, orderRows } from './chain-goods.ts';
import {
  type ChainLink,
  type ChainOpen,
  type ChainStage,
  chainStages,
  type Draft,
  link,
  quantityOf,
  type Row,
} from './chain-links.ts';
import { invoiceLinks, invoiceRows } from './chain-money.ts';
import { idList, instantOr } from './scope.ts';
import { textList } from './side-facts.ts';

const LINES_MAX = 200;

/** The way of one basket line to its seller's account. */
export type Chain = {
  readonly auxiliaryId: string | undefined;
  readonly sku: string;
  readonly description: string;
  readonly links: readonly ChainLink[];
  /** Absent for a line that was only asked for. */
  readonly open: ChainOpen | undefined;
};

/** Any one name of a line, or of a record that has lines. */
export type ChainKey =
  | { readonly auxiliaryId: string }
  | { readonly requisitionId: string }
  | { readonly purchaseOrderId: string }
  | { readonly sellerOrderId: string }
  | { readonly orderLineId: string }
  | { readonly invoiceId: string };

/** Which lines of a key to show: those after a cursor that an earlier page gave, at most `limit` of them. */
export type ChainAsk = { readonly after?: string | undefined; readonly limit?: number };

type LineIds = {
  readonly orderLineIds: string[];
  readonly requestLineIds: string[];
  readonly next: string | undefined;
};

const BY_ORDER: Readonly<Record<string, string>> = {
  auxiliaryId: 'auxiliary_id = ?',
  requisitionId:
    'auxiliary_id in (select auxiliary_id from requisition_line where requisition_id = ?)',
  purchaseOrderId: 'purchase_order_id = ?',
  sellerOrderId: 'seller_order_id = ?',
  orderLineId: 'id = ?',
  invoiceId: 'id in (select order_line_id from invoice_line where invoice_id = ?)',
};
const BY_REQUEST: Readonly<Record<string, string>> = {
  auxiliaryId: 'l.auxiliary_id = ?',
  requisitionId: 'l.requisition_id = ?',
};
/** Before the cursor of a line that was only asked for: these come after all that were ordered. */
const ASKED = 'asked:';

/** Lines that were asked for and not ordered yet. */
async function askedLines(
  tx: TxCtx,
  { column, id, after, limit }: { column: string; id: string; after: string | null; limit: number },
): Promise<string[]> {
  const where = BY_REQUEST[column];
  if (!where) return [];
  const rows = await tx.em.execute<{ id: string }[]>(
    `select l.id from requisition_line l where ${where} and (?::uuid is null or l.id > ?::uuid)
       and not exists (select from order_line o where o.auxiliary_id = l.auxiliary_id and o.buyer_id = l.buyer_id)
     order by l.id limit ${limit}`,
    [id, after, after],
  );
  return rows.map((row) => row.id);
}

/** The lines that a key names, in the reader's sight: those of orders, then those only asked for. */
async function linesOf(
  tx: TxCtx,
  { key, after, limit }: { key: ChainKey; after: string | undefined; limit: number },
): Promise<LineIds> {
  const [column, id] = Object.entries(key)[0] ?? ['', ''];
  const askedAfter = after?.startsWith(ASKED) ? after.slice(ASKED.length) : undefined;
  const from = askedAfter === undefined ? (after ?? null) : null;
  const found =
    askedAfter === undefined
      ? await tx.em.execute<{ id: string; auxiliary_id: string | null; buyer_id: string }[]>(
          `select id, auxiliary_id, buyer_id from order_line where (${BY_ORDER[column] ?? 'false'}) and (?::uuid is null or id > ?::uuid)
           order by id limit ${limit + 1}`,
          [id, from, from],
        )
      : [];
  const lines = found.slice(0, limit);
  const requested = await tx.em.execute<{ id: string }[]>(
    'select id from requisition_line where auxiliary_id = any(?::text[]) and buyer_id = any(?::uuid[]) order by id limit 1000',
    [
      textList(lines.flatMap((line) => line.auxiliary_id ?? [])),
      idList([...new Set(lines.map((line) => line.buyer_id))]),
    ],
  );
  const ordered = {
    orderLineIds: lines.map((line) => line.id),
    requestLineIds: requested.map((line) => line.id),
  };
  if (found.length > limit) return { ...ordered, next: lines.at(-1)?.id };
  const room = limit - lines.length;
  const asked = await askedLines(tx, { column, id, after: askedAfter || null, limit: room + 1 });
  const kept = asked.slice(0, room);
  return {
    ...ordered,
    requestLineIds: [...ordered.requestLineIds, ...kept],
    next: asked.length > room ? ASKED + (kept.at(-1) ?? askedAfter ?? '') : undefined,
  };
}

async function requestLinks(tx: TxCtx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx.em.execute<Row[]>(
    `select l.auxiliary_id, l.sku, l.description, l.quantity::text as quantity, l.unit, l.net_minor::text as net, r.currency, r.id, r.number,
       r.state, r.session_id, r.created_at::text as at, a.id as approval_id, a.decision, a.decided_at::text as decided_at
     from requisition_line l join requisition r on r.id = l.requisition_id
     left join lateral (select * from approval where requisition_id = r.id order by decided_at desc limit 1) a on true
     where l.id = any(?::uuid[])`,
    [idList(ids)],
  );
}

function addRequest(draft: Draft, row: Row): void {
  const amount = money(BigInt(row.net ?? '0'), row.currency ?? 'EUR');
  const common = { quantity: quantityOf(row.quantity), unit: row.unit ?? undefined, amount };
  const named = { type: 'requisition', id: row.id ?? '', number: row.number ?? '' };
  const at = toInstant(row.at ?? '');
  if (row.session_id) draft.links.push(link({ stage: 'basket', ...named, ...common, at }));
  draft.links.push(
    link({ stage: 'request', ...named, ...common, at, state: row.state ?? undefined }),
  );
  if (row.approval_id)
    draft.links.push(
      link({
        stage: 'approval',
        ...named,
        at: instantOr(row.decided_at),
        state: row.decision ?? undefined,
      }),
    );
}

const RANK = new Map<ChainStage, number>(chainStages.map((stage, at) => [stage, at]));

function draftOf(row: Row): Draft {
  return {
    auxiliaryId: row.auxiliary_id ?? undefined,
    sku: row.sku ?? '',
    description: row.description ?? '',
    links: [],
    open: undefined,
  };
}

function finished({ links, ...draft }: Draft): Chain {
  const ranked = links.toSorted(
    (a, b) =>
      (RANK.get(a.stage) ?? 0) - (RANK.get(b.stage) ?? 0) ||
      (a.at && b.at ? Temporal.Instant.compare(a.at, b.at) : 0),
  );
  return { ...draft, links: ranked };
}

/**
 * The way of each line that a key names, from the returned basket to the payout, in the reader's own sight.
 * Amounts are the line's own to the cent; of sums stated for a whole invoice it has its share by largest
 * remainder. A dozen queries whatever the number of lines. Page by page; `next` is the cursor of the following one.
 */
export async function chainPage(
  tx: TxCtx,
  key: ChainKey,
  { after, limit = LINES_MAX }: ChainAsk = {},
): Promise<{ chains: Chain[]; next: string | undefined }> {
  const { orderLineIds, requestLineIds, next } = await linesOf(tx, { key, after, limit });
  const asked = await requestLinks(tx, requestLineIds);
  const ordered = await orderRows(tx, orderLineIds);
  const goods = await goodsRows(tx, orderLineIds);
  const invoiced = await invoiceRows(tx, orderLineIds);
  const taken = new Set<string>();
  const chains = ordered.map((row) => {
    const draft = draftOf(row);
    const { auxiliaryId } = draft;
    const request = asked.find((one) => auxiliaryId && one.auxiliary_id === auxiliaryId);
    if (request) addRequest(draft, request);
    if (auxiliaryId) taken.add(auxiliaryId);
    addOrder(draft, row);
    addGoods(draft, { rows: goods, lineId: row.line_id ?? '', unit: row.unit ?? undefined });
    const { links, toPay, toPayOut } = invoiceLinks(row.line_id ?? '', invoiced);
    draft.links.push(...links);
    draft.open = { ...openGoods(row), toPay, toPayOut };
    return finished(draft);
  });
  const unordered = asked
    .filter((row) => !taken.has(row.auxiliary_id ?? ''))
    .map((row) => {
      const draft = draftOf(row);
      addRequest(draft, row);
      return finished(draft);
    });
  return { chains: [...chains, ...unordered], next };
}

/** The first 200 lines of a key; see `chainPage` for the rest. */
export async function chainsOf(tx: TxCtx, key: ChainKey): Promise<Chain[]> {
  return (await chainPage(tx, key)).chains;
}

/**
 * The chain of one line by its auxiliary id, from basket to payout. An id that was ordered several times
 * (a copied cart) gives its newest order. Refuses `not_found`.
 */
export async function chainOf(tx: TxCtx, { auxiliaryId }: { auxiliaryId: string }): Promise<Chain> {
  const chain = (await chainsOf(tx, { auxiliaryId })).at(-1);
  if (!chain) throw new Problem('not_found', { what: 'line', id: auxiliaryId });
  return chain;
}
