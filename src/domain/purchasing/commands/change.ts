import { money, Problem } from '../../../base/index.ts';
import { emit, type TxCtx } from '../../../platform/index.ts';
import { decideTerms, exposureFor } from '../../credit/index.ts';
import {
  changeOrder,
  drawFrame,
  type LineChange,
  OrderLine,
  type PlannedChange,
  type PurchaseOrder,
  planOrderChange,
  purchaseOrder,
  refuseClosed,
} from '../../orders/index.ts';
import type { LineDifference } from '../rules.ts';
import { judge, refuseDifferences } from './order.ts';
import { markOrdered, orderedTwice, orderLinesOf } from './ordered.ts';
import type { OrderJudgement, SuiteOrder } from './suite-order.ts';

export type ChangedOrder = {
  readonly changes: readonly LineChange[];
  readonly noticed: readonly LineDifference[];
  /** What stays as it was although the document says otherwise. */
  readonly notices: readonly string[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
};

/**
 * The document's lines, each with the name its basket line had: a suite that drops the auxiliary id from a
 * change still means the line it numbered. A quantity of nothing means: no more of this line.
 */
function namedLines(order: SuiteOrder, standing: readonly OrderLine[]): SuiteOrder['lines'] {
  const byNumber = new Map(standing.map((line) => [line.lineNumber, line]));
  return order.lines.flatMap((line) => {
    if (line.quantity.isZero()) return [];
    const known = byNumber.get(line.lineNumber);
    const auxiliaryId =
      line.auxiliaryId ?? (known?.sku === line.sku ? (known.auxiliaryId ?? undefined) : undefined);
    return [{ ...line, auxiliaryId }];
  });
}

/**
 * More of an order on terms is a new risk: it is decided on the whole order as it would be, less what of it is paid.
 * Terms shorter than its own are no terms for it: what was promised for the rest is not taken back.
 */
async function decideAnew(
  tx: TxCtx,
  { purchase, planned }: { purchase: PurchaseOrder; planned: PlannedChange },
): Promise<string | undefined> {
  if (planned.deltaMinor <= 0n || purchase.termsOutcome === 'prepay') return undefined;
  const sellerIds = [
    ...planned.plan.kept.map(({ wanted }) => wanted.sellerId),
    ...planned.plan.added.map(({ sellerId }) => sellerId),
  ];
  const subject = `purchase_order:${purchase.id}`;
  const standing = await exposureFor(tx, { subjects: [subject] });
  const decision = await decideTerms(tx, {
    buyerId: purchase.buyerId,
    subject,
    amount: money(standing + planned.deltaMinor, purchase.currency),
    sellerIds: [...new Set(sellerIds)],
  });
  const onTerms = decision.outcome === 'short' || decision.outcome === 'full';
  if (!onTerms || decision.paymentDays < purchase.paymentDays) {
    throw new Problem('purchasing.change_terms', {
      order: purchase.number,
      reasons: decision.reasons.map((reason) => reason.en).join(' '),
    });
  }
  return decision.decisionId;
}

async function report(
  tx: TxCtx,
  { purchaseOrderId, judgement }: { purchaseOrderId: string; judgement: OrderJudgement },
): Promise<LineDifference[]> {
  const twice = await orderedTwice(tx, { judgement, except: purchaseOrderId });
  const noticed = [...judgement.differences.filter((one) => one.severity === 'noticed'), ...twice];
  if (noticed.length > 0)
    await emit(tx, 'order.differs', { purchaseOrderId, differences: noticed });
  return noticed;
}

/**
 * A suite's new version of an order, as a whole: each line is held against its basket as a new order's is;
 * one whose quantity stands as it was ordered needs no quote that still runs, and less of an article that is
 * gone may always be ordered. What was not yet despatched is changed at the sellers, exposure follows in the
 * same transaction. Refuses like `orderFromSuite`, like `planOrderChange`, and where the larger order is not
 * to be had on terms (`purchasing.change_terms`, `credit.limit_exceeded`). System's sight.
 */
export async function changeFromSuite(
  tx: TxCtx,
  {
    order,
    purchaseOrderId,
    orderVersion,
  }: { order: SuiteOrder; purchaseOrderId: string; orderVersion: number },
): Promise<ChangedOrder> {
  const purchase = await purchaseOrder(tx, purchaseOrderId);
  if (!purchase) throw new Problem('not_found', { what: 'order', id: purchaseOrderId });
  // A closed order is said to be closed before its lines are judged.
  refuseClosed(purchase);
  const standing = await tx.em.find(OrderLine, { purchaseOrderId });
  const lines = namedLines(order, standing);
  const changed = { ...order, lines };
  const judgement = await judge(tx, changed, { standing });
  refuseDifferences(order, judgement);
  const wanted = orderLinesOf(judgement);
  const { currency, frameOrderId } = purchase;
  const planned = await planOrderChange(tx, {
    purchaseOrderId,
    number: purchase.number,
    lines: wanted,
  });
  // Less may be ordered of a blanket order that has ended; more, or a line asked for anew, draws on it.
  const draws =
    planned.plan.added.length > 0 || planned.plan.kept.some(({ answer }) => answer === 'anew');
  if (frameOrderId && draws)
    await drawFrame(tx, { frameOrderId, lines: wanted, currency, except: purchaseOrderId });
  const termsDecisionId = await decideAnew(tx, { purchase, planned });
  const changes = await changeOrder(tx, {
    planned,
    change: {
      purchaseOrderId,
      orderVersion,
      payloadId: order.payloadId,
      lines: wanted,
      shipTo: order.shipTo ?? purchase.shipTo,
      billTo: order.billTo ?? purchase.billTo,
      requestedOn: order.requestedOn,
      comments: order.comments,
      particulars: order.particulars ?? {},
      termsDecisionId,
    },
  });
  await markOrdered(tx, [...judgement.requests.values()]);
  return {
    changes,
    noticed: await report(tx, { purchaseOrderId, judgement }),
    notices: planned.plan.notices,
    netMinor: planned.purchase.netMinor,
    vatMinor: planned.purchase.vatMinor,
  };
}
