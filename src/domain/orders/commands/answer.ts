import { Problem } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { reduceHold } from '../../credit/index.ts';
import { OrderLine, type SellerOrder, type SellerOrderState, Shipment } from '../entities.ts';
import {
  type AnswerLine,
  answerVerdicts,
  grossOf,
  type LineVerdict,
  lastDay,
  leftToShip,
} from '../rules.ts';
import {
  checkVisible,
  creditSubject,
  type LockedOrder,
  lockOrder,
  moveOrder,
  refreshPurchase,
} from './lock.ts';

export type SellerAnswer = {
  readonly sellerOrderId: string;
  readonly sellerReference?: string;
  readonly lines: readonly AnswerLine[];
};

const ANSWERABLE: ReadonlySet<SellerOrderState> = new Set([
  'to_send',
  'sent',
  'accepted',
  'part_shipped',
]);

function sameDay(
  a: Temporal.PlainDate | null | undefined,
  b: Temporal.PlainDate | undefined,
): boolean {
  return (a?.toString() ?? '') === (b?.toString() ?? '');
}

function says(line: OrderLine | undefined, verdict: LineVerdict): boolean {
  return (
    line?.confirmedQuantity?.equals(verdict.confirmed) === true &&
    line.answer === verdict.action &&
    sameDay(line.confirmedOn, verdict.promisedOn)
  );
}

/**
 * What the line is worth as things stand: confirmed, or unanswered as ordered, less what was refused at the door or
 * never came and will not be invoiced.
 */
export function priced(line: OrderLine) {
  const { refusedQuantity, missingQuantity } = line;
  return {
    unitPrice: line.unitPrice,
    quantity: (line.confirmedQuantity ?? line.quantity).sub(refusedQuantity).sub(missingQuantity),
    vatCategory: line.vatCategory,
    vatRateBp: line.vatRateBp,
  };
}

function apply(lines: ReadonlyMap<number, OrderLine>, verdicts: readonly LineVerdict[]): void {
  for (const verdict of verdicts) {
    const line = lines.get(verdict.lineNumber);
    if (!line) continue;
    line.confirmedQuantity = verdict.confirmed;
    line.confirmedOn = verdict.promisedOn ?? null;
    line.answer = verdict.action;
    line.answerReason = verdict.reason ?? null;
  }
}

/** An answer proves that the order arrived, whatever our own sending made of it. */
export function arrived(tx: TxCtx, order: SellerOrder): void {
  if (order.state !== 'to_send') return;
  moveOrder(order, 'sent');
  order.sentAt = tx.now();
}

/** A part of which nothing is left to ship any more is shipped, and received once all of it has arrived. */
export async function completeShipping(
  tx: TxCtx,
  { order, lines }: Pick<LockedOrder, 'order' | 'lines'>,
): Promise<void> {
  if (lines.some((line) => !leftToShip(line).isZero())) return;
  moveOrder(order, 'shipped');
  const underway = await tx.em.count(Shipment, { sellerOrderId: order.id, receivedAt: null });
  if (underway === 0) moveOrder(order, 'received');
}

async function moveOn(tx: TxCtx, { order, lines }: LockedOrder): Promise<void> {
  arrived(tx, order);
  if (order.state === 'part_shipped') return completeShipping(tx, { order, lines });
  moveOrder(
    order,
    lines.every((line) => line.confirmedQuantity?.isZero()) ? 'refused' : 'accepted',
  );
}

/**
 * A seller's answer to its order, line by line, under `seller_order.manage`. Lines it does not mention stay
 * unanswered. It may be given again, lower or later, until everything is shipped; the same answer again
 * changes nothing. What is not confirmed gives its exposure back. Locks the purchase order. Emits
 * `seller_order.answered`.
 */
export async function recordAnswer(ctx: Ctx | TxCtx, answer: SellerAnswer): Promise<void> {
  ctx.require('seller_order.manage');
  await write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'seller_order', id: answer.sellerOrderId });
    await privileged(tx, async (inner) => {
      const locked = await lockOrder(inner, answer.sellerOrderId);
      const { purchase, order, lines } = locked;
      const byNumber = new Map(lines.map((line) => [line.lineNumber, line]));
      const verdicts = answerVerdicts({ number: order.number, lines, answers: answer.lines });
      if (verdicts.every((verdict) => says(byNumber.get(verdict.lineNumber), verdict))) return;
      if (!ANSWERABLE.has(order.state))
        throw new Problem('orders.answer_closed', { number: order.number, state: order.state });
      const before = grossOf(lines.map(priced), order.currency);
      apply(byNumber, verdicts);
      const given = before - grossOf(lines.map(priced), order.currency);
      order.sellerReference = answer.sellerReference ?? order.sellerReference ?? null;
      order.promisedOn = lastDay(lines.map((line) => line.confirmedOn)) ?? null;
      order.answeredAt = inner.now();
      await moveOn(inner, locked);
      await inner.em.flush();
      await reduceHold(inner, {
        subject: creditSubject(purchase.id),
        amount: { minor: given, currency: order.currency },
      });
      await refreshPurchase(inner, purchase);
      await audit(inner, {
        action: 'seller_order.answered',
        subject: `seller_order:${order.id}`,
        detail: {
          state: order.state,
          lines: verdicts.map((one) => ({
            line: one.lineNumber,
            action: one.action,
            quantity: one.confirmed.toString(),
          })),
        },
      });
      await emit(inner, 'seller_order.answered', { sellerOrderId: order.id });
    });
  });
}
