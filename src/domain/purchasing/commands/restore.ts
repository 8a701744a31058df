import { LockMode } from '@mikro-orm/core';
import { Problem, transition } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { releaseHold } from '../../credit/index.ts';
import {
  type Basket,
  BasketLine,
  type BroughtLine,
  PunchOutSession,
  Requisition,
  RequisitionLine,
  requisitionTransitions,
} from '../entities.ts';
import { quotedBySku, quotedLines } from '../queries.ts';
import { isOwnAuxiliaryId, LINES_MAX } from '../rules.ts';
import type { VisitStart } from './visit-start.ts';

type Brought = VisitStart['items'][number];
type Allowed = 'create' | 'inspect' | 'edit';

/** What each `operationAllowed` of a returned cart permits later; edit implies inspect (cXML guide). */
const PERMITS: Readonly<Record<Allowed, readonly VisitStart['operation'][]>> = {
  create: [],
  inspect: ['inspect'],
  edit: ['inspect', 'edit'],
};

/**
 * The quoted line behind each line of the suite: by our signed id, whoever of the buyer returned it; by the
 * part number where a suite dropped the id (Dynamics keeps only SupplierPartID).
 */
async function quotesOf(
  tx: TxCtx,
  { buyerId, items }: { buyerId: string; items: readonly Brought[] },
): Promise<(RequisitionLine | undefined)[]> {
  const { key } = tx.services.config;
  const own = ({ auxiliaryId }: Brought): string =>
    auxiliaryId && isOwnAuxiliaryId(key, auxiliaryId) ? auxiliaryId : '';
  const byId = await quotedLines(tx, { buyerId, auxiliaryIds: items.map(own).filter(Boolean) });
  const nameless = items.filter((item) => !item.auxiliaryId?.trim() && item.sku);
  const bySku = await quotedBySku(tx, { buyerId, skus: nameless.map((item) => item.sku) });
  return items.map((item) =>
    item.auxiliaryId?.trim() ? byId.get(own(item)) : bySku.get(item.sku),
  );
}

/** Refuses what the returned carts did not offer: `purchasing.cart_unknown`, `purchasing.operation_not_allowed`. */
async function refuseUnoffered(
  tx: TxCtx,
  { quotes, operation }: { quotes: readonly RequisitionLine[]; operation: VisitStart['operation'] },
): Promise<void> {
  if (quotes.length === 0) throw new Problem('purchasing.cart_unknown', { operation });
  const requests = await tx.em.find(Requisition, {
    id: { $in: [...new Set(quotes.map((line) => line.requisitionId))] },
  });
  const sessions = await tx.em.find(PunchOutSession, {
    id: { $in: requests.flatMap((one) => one.sessionId ?? []) },
  });
  const refusing = sessions.find(
    (one) => !PERMITS[one.operationAllowed as Allowed].includes(operation),
  );
  if (!refusing) return;
  const request = requests.find((one) => one.sessionId === refusing.id);
  const line = quotes.find((one) => one.requisitionId === request?.id);
  throw new Problem('purchasing.operation_not_allowed', {
    operation,
    allowed: refusing.operationAllowed,
    sku: line?.sku ?? '',
  });
}

function isWanted({ quantity }: Brought): boolean {
  return !quantity.isZero() && !quantity.isNegative();
}

/**
 * Puts the lines of an edit or inspect into the visit's basket, with the suite's quantities, and notes what
 * became of each for the person. System's sight. Refuses (cXML 412) a cart that was never ours to this buyer
 * and one whose `operationAllowed` does not permit the operation.
 */
export async function restoreLines(
  tx: TxCtx,
  {
    basket,
    session,
    items,
  }: { basket: Basket; session: PunchOutSession; items: VisitStart['items'] },
): Promise<void> {
  if (items.length > LINES_MAX) throw new Problem('purchasing.lines_max', { max: LINES_MAX });
  const quotes = await quotesOf(tx, { buyerId: basket.buyerId, items });
  await refuseUnoffered(tx, {
    quotes: quotes.filter((quote) => quote !== undefined),
    operation: session.operation,
  });
  const byOffer = new Map<string, BasketLine>();
  const brought: BroughtLine[] = [];
  for (const [at, item] of items.entries()) {
    const quote = quotes[at];
    const outcome = !quote ? 'unknown' : isWanted(item) ? 'restored' : 'no_quantity';
    brought.push({
      sku: item.sku.slice(0, 100),
      description: (quote?.description ?? item.description ?? '').slice(0, 200),
      quantity: item.quantity.toString(),
      outcome,
      ...(quote ? { auxiliaryId: quote.auxiliaryId } : {}),
    });
    if (!quote || outcome !== 'restored') continue;
    const same = byOffer.get(quote.offerId);
    if (same) {
      same.quantity = same.quantity.add(item.quantity);
      continue;
    }
    byOffer.set(
      quote.offerId,
      tx.em.create(BasketLine, {
        id: tx.newId(),
        basketId: basket.id,
        buyerId: basket.buyerId,
        offerId: quote.offerId,
        sellerId: quote.sellerId,
        position: byOffer.size + 1,
        quantity: item.quantity,
        auxiliaryId: quote.auxiliaryId,
      }),
    );
  }
  basket.restoredLines = byOffer.size;
  session.brought = brought;
}

/**
 * The carts that an edit replaces are spent: their requests end and their reserved exposure is free for the
 * new one, so that a cart edited three times is held once. A request of which the suite kept lines elsewhere
 * stays. System's sight.
 */
export async function supersedeReplaced(
  tx: TxCtx,
  { session, newRequestId }: { session: PunchOutSession; newRequestId: string },
): Promise<void> {
  const replaced = new Set(session.brought.flatMap((line) => line.auxiliaryId ?? []));
  if (session.operation !== 'edit' || replaced.size === 0) return;
  const { buyerId } = session;
  const lines = await tx.em.find(RequisitionLine, { buyerId, auxiliaryId: { $in: [...replaced] } });
  const ids = [...new Set(lines.map((line) => line.requisitionId))];
  // An order for one of them may come at the same moment: whoever is first, the other sees what became of it.
  const requests = await tx.em.find(
    Requisition,
    { id: { $in: ids.filter((id) => id !== newRequestId) }, state: 'returned' },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const whole = await tx.em.find(RequisitionLine, {
    requisitionId: { $in: requests.map(({ id }) => id) },
  });
  for (const request of requests) {
    const own = whole.filter((line) => line.requisitionId === request.id);
    if (own.some((line) => !replaced.has(line.auxiliaryId))) continue;
    request.state = transition(requisitionTransitions, {
      subject: 'request',
      from: request.state,
      to: 'expired',
    });
    await releaseHold(tx, `requisition:${request.id}`);
  }
}
