import { Decimal, money } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { type ChainOpen, type Draft, link, quantityOf, type Row } from './chain-links.ts';
import { dayOr, idList, instantOr } from './scope.ts';

/** The lines with what became of them in sum. A seller does not see the buyer's whole order: its number is on the part. */
export async function orderRows(tx: TxCtx, ids: readonly string[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  return tx.em.execute<Row[]>(
    `select l.id as line_id, l.auxiliary_id, l.sku, l.description, l.line_number::text as line_number, l.unit, l.quantity::text as quantity,
       l.net_minor::text as net, l.currency, l.confirmed_quantity::text as confirmed, l.answer, s.id as part_id, s.number as part_number,
       l.shipped_quantity::text as shipped, l.received_quantity::text as received, l.invoiced_quantity::text as invoiced,
       (l.refused_quantity + l.missing_quantity)::text as lost,
       s.state as part_state, s.created_at::text as part_at, s.answered_at::text as answered_at, l.confirmed_on::text as confirmed_on,
       s.buyer_order_number, p.id as order_id, p.state as order_state, coalesce(p.ordered_at, s.created_at)::text as ordered_at
     from order_line l join seller_order s on s.id = l.seller_order_id left join purchase_order p on p.id = l.purchase_order_id
     where l.id = any(?::uuid[]) order by l.line_number`,
    [idList(ids)],
  );
}

export function addOrder(draft: Draft, row: Row): void {
  const unit = row.unit ?? undefined;
  const ordered = {
    quantity: quantityOf(row.quantity),
    unit,
    amount: money(BigInt(row.net ?? '0'), row.currency ?? 'EUR'),
  };
  const part = { type: 'seller_order', id: row.part_id ?? '', number: row.part_number ?? '' };
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
      ...part,
      at: instantOr(row.part_at),
      state: row.part_state ?? undefined,
      ...ordered,
    }),
  );
  if (row.answered_at && row.answer)
    draft.links.push(
      link({
        stage: 'confirmation',
        ...part,
        at: instantOr(row.answered_at),
        on: dayOr(row.confirmed_on),
        quantity: quantityOf(row.confirmed),
        unit,
        state: row.answer,
      }),
    );
}

function left(whole: Decimal, done: Decimal): Decimal {
  const rest = whole.sub(done);
  return rest.isNegative() ? Decimal.zero : rest;
}

/** What of a line is to be confirmed, shipped, received and invoiced; nothing of a part that is refused or cancelled. */
export function openGoods(row: Row): Omit<ChainOpen, 'toPay' | 'toPayOut'> {
  const of = (name: string): Decimal => quantityOf(row[name]) ?? Decimal.zero;
  const isOver = ['refused', 'cancelled'].includes(row.part_state ?? '');
  const confirmed = quantityOf(row.confirmed);
  const [shipped, received] = [of('shipped'), of('received')];
  const due = isOver ? Decimal.zero : (confirmed ?? of('quantity'));
  return {
    toConfirm: confirmed || isOver ? Decimal.zero : left(due, shipped),
    toShip: left(due, shipped),
    toReceive: left(shipped, received.add(of('lost'))),
    toInvoice: left(received, of('invoiced')),
    unit: row.unit ?? undefined,
  };
}

export type GoodsRows = {
  readonly shipped: readonly Row[];
  readonly received: readonly Row[];
  readonly returned: readonly Row[];
};

/** What was despatched, received and sent back of some order lines, each in the order it happened. */
export async function goodsRows(tx: TxCtx, ids: readonly string[]): Promise<GoodsRows> {
  if (ids.length === 0) return { shipped: [], received: [], returned: [] };
  const lines = [idList(ids)];
  return {
    shipped: await tx.em.execute<Row[]>(
      `select c.order_line_id as line_id, s.id, s.number, c.quantity::text as quantity, s.shipped_on::text as "on", s.created_at::text as at
       from shipment_line c join shipment s on s.id = c.shipment_id where c.order_line_id = any(?::uuid[]) order by s.created_at, s.id limit 5000`,
      lines,
    ),
    // A shipment received whole, before receipts had rows of their own, is its own receipt.
    received: await tx.em.execute<Row[]>(
      `select g.order_line_id as line_id, coalesce(r.shipment_id, r.id) as id, r.number, g.quantity::text as quantity, r.received_at::text as at,
         case when r.cancelled_at is null then r.kind else 'cancelled' end as state
       from goods_receipt_line g join goods_receipt r on r.id = g.receipt_id where g.order_line_id = any(?::uuid[])
       union all
       select c.order_line_id, s.id, s.number, c.received_quantity::text, s.received_at::text, 'received'
       from shipment_line c join shipment s on s.id = c.shipment_id where c.order_line_id = any(?::uuid[]) and s.received_at is not null
         and not exists (select from goods_receipt r where r.shipment_id = s.id)
       order by at limit 5000`,
      [...lines, ...lines],
    ),
    returned: await tx.em.execute<Row[]>(
      `select order_line_id as line_id, id, receipt_id as number, quantity::text as quantity, created_at::text as at, state
       from goods_return where order_line_id = any(?::uuid[]) order by created_at, id limit 5000`,
      lines,
    ),
  };
}

export function addGoods(
  draft: Draft,
  { rows, lineId, unit }: { rows: GoodsRows; lineId: string; unit: string | undefined },
): void {
  const stages = [
    ['shipment', 'shipment', rows.shipped],
    ['receipt', 'shipment', rows.received],
    ['return', 'goods_return', rows.returned],
  ] as const;
  for (const [stage, type, found] of stages)
    for (const row of found)
      if (row.line_id === lineId)
        draft.links.push(
          link({
            stage,
            type,
            id: row.id ?? '',
            number: row.number ?? '',
            at: instantOr(row.at),
            on: dayOr(row.on),
            quantity: quantityOf(row.quantity),
            unit,
            state: row.state ?? undefined,
          }),
        );
}
