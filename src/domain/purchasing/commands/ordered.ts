import { Decimal, transition } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import type { OrderLineInput } from '../../orders/index.ts';
import { type Requisition, requisitionTransitions } from '../entities.ts';
import type { LineDifference } from '../rules.ts';
import { lineOf } from './place.ts';
import type { OrderJudgement } from './suite-order.ts';

/** An order's lines as they are placed: what was promised, in the numbers and quantities of the order. */
export function orderLinesOf({ pairs }: Pick<OrderJudgement, 'pairs'>): OrderLineInput[] {
  return pairs.flatMap(({ line, quote }) =>
    quote
      ? [
          {
            ...lineOf(quote),
            lineNumber: line.lineNumber,
            quantity: line.quantity,
            ...(line.costCentre ? { costCentre: line.costCentre } : {}),
            ...(line.requestedOn ? { requestedOn: line.requestedOn } : {}),
            ...(line.shipTo ? { shipTo: line.shipTo } : {}),
            ...(line.schedule ? { schedule: line.schedule } : {}),
            ...(line.comments ? { comments: line.comments } : {}),
            ...(line.agreementLine === undefined ? {} : { agreementLine: line.agreementLine }),
          },
        ]
      : [],
  );
}

/**
 * Basket lines that an earlier order has used already, so that together more is ordered than was in the
 * basket. One basket may be ordered in parts, and copied baskets repeat their names: it is told, not refused.
 */
export async function orderedTwice(
  tx: TxCtx,
  { judgement, except }: { judgement: Pick<OrderJudgement, 'pairs'>; except?: string },
): Promise<LineDifference[]> {
  const quotes = judgement.pairs.flatMap(({ quote }) => (quote ? [quote] : []));
  const [first] = quotes;
  if (!first) return [];
  const ids = [...new Set(quotes.map((quote) => quote.auxiliaryId))];
  const rows = await tx.em.execute<{ auxiliary_id: string; ordered: string; numbers: string }[]>(
    `select l.auxiliary_id, sum(l.quantity)::text as ordered,
            string_agg(distinct o.number, ', ' order by o.number) as numbers
       from order_line l join purchase_order o on o.id = l.purchase_order_id
      where l.buyer_id = ? and l.auxiliary_id in (${ids.map(() => '?').join(', ')})
        and o.state <> 'cancelled' and (?::uuid is null or o.id <> ?::uuid)
      group by l.auxiliary_id`,
    [first.buyerId, ...ids, except ?? null, except ?? null],
  );
  const before = new Map(rows.map((row) => [row.auxiliary_id, row]));
  return judgement.pairs.flatMap(({ line, quote }) => {
    const known = quote && before.get(quote.auxiliaryId);
    if (!known) return [];
    const together = Decimal.parse(known.ordered).add(line.quantity);
    if (together.compare(quote.quantity) <= 0) return [];
    return [
      {
        lineNumber: line.lineNumber,
        field: 'ordered_twice' as const,
        quoted: known.numbers,
        ordered: `${together.toString()} of ${quote.quantity.toString()}`,
        severity: 'noticed' as const,
      },
    ];
  });
}

/** How many lines of a request stand in some living order, of how many. */
export async function orderedLines(
  tx: TxCtx,
  requisitionId: string,
): Promise<{ readonly ordered: number; readonly lines: number }> {
  const [row] = await tx.em.execute<{ ordered: number; lines: number }[]>(
    `select count(*)::int as lines, count(*) filter (where exists (
         select 1 from order_line l join purchase_order o on o.id = l.purchase_order_id
          where l.buyer_id = r.buyer_id and l.auxiliary_id = r.auxiliary_id and o.state <> 'cancelled'))::int as ordered
       from requisition_line r where r.requisition_id = ?`,
    [requisitionId],
  );
  return row ?? { ordered: 0, lines: 0 };
}

/**
 * A basket may be ordered in parts (suites that split by supplier), or again: its request is ordered once
 * every line of it is in some living order.
 */
export async function markOrdered(tx: TxCtx, requests: readonly Requisition[]): Promise<void> {
  const open = requests.filter((request) => request.state !== 'ordered');
  if (open.length === 0) return;
  await tx.em.flush();
  const rows = await tx.em.execute<{ requisition_id: string }[]>(
    `select r.requisition_id from requisition_line r
      where r.requisition_id in (${open.map(() => '?').join(', ')})
      group by r.requisition_id
     having bool_and(exists (
       select 1 from order_line l join purchase_order o on o.id = l.purchase_order_id
        where l.buyer_id = r.buyer_id and l.auxiliary_id = r.auxiliary_id and o.state <> 'cancelled'))`,
    open.map((request) => request.id),
  );
  const whole = new Set(rows.map((row) => row.requisition_id));
  for (const request of open) {
    if (!whole.has(request.id)) continue;
    request.state = transition(requisitionTransitions, {
      subject: 'request',
      from: request.state,
      to: 'ordered',
    });
  }
}
