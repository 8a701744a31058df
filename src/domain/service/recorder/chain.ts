import { money, Problem } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import {
  type ChainLink,
  type ChainStage,
  chainStages,
  link,
  quantityOf,
  type Row,
} from './chain-links.ts';
import { invoiceLinks, invoiceRows } from './chain-money.ts';
import { dayOr, idList, instantOr } from './scope.ts';

const LINES_MAX = 200;

/** The way of one basket line to its seller's account. */
export type Chain = {
  readonly auxiliaryId: string | undefined;
  readonly sku: string;
  readonly description: string;
  readonly links: readonly ChainLink[];
};

/** Any one name of a line, or of a record that has lines. */
export type ChainKey =
  | { readonly auxiliaryId: string }
  | { readonly requisitionId: string }
  | { readonly purchaseOrderId: string }
  | { readonly sellerOrderId: string }
  | { readonly orderLineId: string }
  | { readonly invoiceId: string };

type LineIds = { readonly orderLineIds: string[]; readonly requestLineIds: string[] };

/** The lines that a key names, in the reader's sight: those of orders, and those only asked for. */
async function linesOf(tx: TxCtx, key: ChainKey): Promise<LineIds> {
  const [column, id] = Object.entries(key)[0] ?? ['', ''];
  const byOrder: Readonly<Record<string, string>> = {
    auxiliaryId: 'auxiliary_id = ?',
    requisitionId:
      'auxiliary_id in (select auxiliary_id from requisition_line where requisition_id = ?)',
    purchaseOrderId: 'purchase_order_id = ?',
    sellerOrderId: 'seller_order_id = ?',
    orderLineId: 'id = ?',
    invoiceId: 'id in (select order_line_id from invoice_line where invoice_id = ?)',
  };
  const byRequest: Readonly<Record<string, string>> = {
    auxiliaryId: 'auxiliary_id = ?',
    requisitionId: 'requisition_id = ?',
  };
  const orderLines = await tx.em.execute<{ id: string; auxiliary_id: string | null }[]>(
    `select id, auxiliary_id from order_line where ${byOrder[column] ?? 'false'} order by line_number limit ${LINES_MAX}`,
    [id],
  );
  const auxiliaryIds = orderLines.flatMap((line) => line.auxiliary_id ?? []);
  const where = byRequest[column];
  const requestLines = await tx.em.execute<{ id: string }[]>(
    `select id from requisition_line where auxiliary_id = any(?::text[]) ${where ? `or ${where}` : ''} order by position limit ${LINES_MAX}`,
    [idList(auxiliaryIds), ...(where ? [id] : [])],
  );
  return {
    orderLineIds: orderLines.map((line) => line.id),
    requestLineIds: requestLines.map((line) => line.id),
  };
}

type Draft = {
  sku: string;
  description: string;
  auxiliaryId: string | undefined;
  links: ChainLink[];
};

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

async function orderLinks(tx: TxCtx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  // A seller does not see the buyer's whole order: its number is on the seller's part.
  return tx.em.execute<Row[]>(
    `select l.id as line_id, l.auxiliary_id, l.sku, l.description, l.line_number::text as line_number, l.unit, l.quantity::text as quantity,
       l.net_minor::text as net, l.currency, l.confirmed_quantity::text as confirmed, l.answer, s.id as part_id, s.number as part_number,
       s.state as part_state, s.created_at::text as part_at, s.answered_at::text as answered_at, l.confirmed_on::text as confirmed_on,
       s.buyer_order_number, p.id as order_id, p.state as order_state, coalesce(p.ordered_at, s.created_at)::text as ordered_at
     from order_line l join seller_order s on s.id = l.seller_order_id left join purchase_order p on p.id = l.purchase_order_id
     where l.id = any(?::uuid[]) order by l.line_number`,
    [idList(ids)],
  );
}

function addOrder(draft: Draft, row: Row): void {
  const unit = row.unit ?? undefined;
  const ordered = {
    quantity: quantityOf(row.quantity),
    unit,
    amount: money(BigInt(row.net ?? '0'), row.currency ?? 'EUR'),
  };
  draft.links.push(
    link({
      stage: 'order',
      type: row.order_id ? 'purchase_order' : 'seller_order',
      id: row.order_id ?? row.part_id ?? '',
      number: `${row.buyer_order_number} · ${row.line_number}`,
      at: instantOr(row.ordered_at),
      state: row.order_state ?? undefined,
      ...ordered,
    }),
    link({
      stage: 'split',
      type: 'seller_order',
      id: row.part_id ?? '',
      number: row.part_number ?? '',
      at: instantOr(row.part_at),
      state: row.part_state ?? undefined,
      ...ordered,
    }),
  );
  if (row.answered_at && row.answer)
    draft.links.push(
      link({
        stage: 'confirmation',
        type: 'seller_order',
        id: row.part_id ?? '',
        number: row.part_number ?? '',
        at: instantOr(row.answered_at),
        on: dayOr(row.confirmed_on),
        quantity: quantityOf(row.confirmed),
        unit,
        state: row.answer,
      }),
    );
}

async function shipmentLinks(tx: TxCtx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx.em.execute<Row[]>(
    `select c.order_line_id as line_id, s.id, s.number, c.quantity::text as quantity, c.received_quantity::text as received,
       s.shipped_on::text as shipped_on, s.created_at::text as at, s.received_at::text as received_at
     from shipment_line c join shipment s on s.id = c.shipment_id where c.order_line_id = any(?::uuid[]) order by s.created_at, s.id`,
    [idList(ids)],
  );
}

function addShipment(draft: Draft, { row, unit }: { row: Row; unit: string | undefined }): void {
  const named = { type: 'shipment', id: row.id ?? '', number: row.number ?? '', unit };
  draft.links.push(
    link({
      stage: 'shipment',
      ...named,
      at: instantOr(row.at),
      on: dayOr(row.shipped_on),
      quantity: quantityOf(row.quantity),
    }),
  );
  if (row.received_at)
    draft.links.push(
      link({
        stage: 'receipt',
        ...named,
        at: instantOr(row.received_at),
        quantity: quantityOf(row.received),
      }),
    );
}

const RANK = new Map<ChainStage, number>(chainStages.map((stage, at) => [stage, at]));

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
 * remainder. Seven queries whatever the number of lines; at most 200 lines.
 */
export async function chainsOf(tx: TxCtx, key: ChainKey): Promise<Chain[]> {
  const { orderLineIds, requestLineIds } = await linesOf(tx, key);
  const asked = await requestLinks(tx, requestLineIds);
  const ordered = await orderLinks(tx, orderLineIds);
  const shipped = await shipmentLinks(tx, orderLineIds);
  const invoiced = await invoiceRows(tx, orderLineIds);
  const taken = new Set<string>();
  const chains = ordered.map((row) => {
    const auxiliaryId = row.auxiliary_id ?? undefined;
    const draft: Draft = {
      auxiliaryId,
      sku: row.sku ?? '',
      description: row.description ?? '',
      links: [],
    };
    const request = asked.find((one) => auxiliaryId && one.auxiliary_id === auxiliaryId);
    if (request) addRequest(draft, request);
    if (auxiliaryId) taken.add(auxiliaryId);
    addOrder(draft, row);
    const unit = row.unit ?? undefined;
    for (const one of shipped)
      if (one.line_id === row.line_id) addShipment(draft, { row: one, unit });
    draft.links.push(...invoiceLinks(row.line_id ?? '', invoiced));
    return finished(draft);
  });
  const unordered = asked
    .filter((row) => !taken.has(row.auxiliary_id ?? ''))
    .map((row) => {
      const draft: Draft = {
        auxiliaryId: row.auxiliary_id ?? undefined,
        sku: row.sku ?? '',
        description: row.description ?? '',
        links: [],
      };
      addRequest(draft, row);
      return finished(draft);
    });
  return [...chains, ...unordered];
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
