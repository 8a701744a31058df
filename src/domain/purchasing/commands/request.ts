import { LockMode } from '@mikro-orm/core';
import { money, Problem, transition } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  nextNumber,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { checkQuantity } from '../../catalogue/index.ts';
import { decideTerms, holdExposure, releaseHold } from '../../credit/index.ts';
import { type Address, DeliveryAddress, organisation, UserAccount } from '../../parties/index.ts';
import {
  Approval,
  PunchOutSession,
  Requisition,
  RequisitionLine,
  requisitionTransitions,
} from '../entities.ts';
import { type BasketView, basketOfVisit, basketView, requisition } from '../queries.ts';
import { approvalRefusal, auxiliaryIdOf, contentHash } from '../rules.ts';
import { trialReturnBase } from '../trial.ts';
import { basketForChange } from './basket.ts';
import { cancelVisit } from './leave.ts';
import { lineOf, placeSecured } from './place.ts';
import { supersedeReplaced } from './restore.ts';

const VALID_DAYS = 30;

async function requestNumber(tx: TxCtx, buyerId: string): Promise<string> {
  const year = tx.now().toZonedDateTimeISO('Europe/Paris').year;
  const taken = await nextNumber(tx, `requisition:${buyerId}:${year}`);
  return `DA-${year}-${taken.toString().padStart(5, '0')}`;
}

type RequestInput = {
  readonly view: BasketView;
  readonly state: 'returned' | 'submitted';
  readonly sessionId?: string;
  readonly costCentre?: string;
  readonly shipTo?: Address;
  readonly justification?: string;
};

/** Fixes a basket's lines and prices as a purchase request. Returns it; nothing is ordered. */
async function freezeBasket(
  tx: TxCtx,
  { view, state, ...rest }: RequestInput,
): Promise<Requisition> {
  const { basket, lines, totals } = view;
  const buyerId = basket.buyerId;
  const fixed = lines.map((line) => ({
    offerId: line.offer.offerId,
    quantity: line.quantity,
    unitPrice: line.offer.unitPrice,
    vatRateBp: line.offer.vatRateBp,
  }));
  const request = tx.em.create(Requisition, {
    id: tx.newId(),
    buyerId,
    number: await requestNumber(tx, buyerId),
    basketId: basket.id,
    sessionId: rest.sessionId ?? null,
    requesterId: basket.userId,
    requesterName: tx.actor.name,
    state,
    currency: basket.currency,
    netMinor: totals.net.minor,
    vatMinor: totals.vat.minor,
    costCentre: rest.costCentre ?? null,
    shipTo: rest.shipTo ?? null,
    justification: rest.justification ?? null,
    contentHash: contentHash(fixed),
    validUntil: tx.now().add({ hours: VALID_DAYS * 24 }),
    createdAt: tx.now(),
  });
  await tx.em.flush();
  for (const [at, line] of lines.entries()) {
    const { offer } = line;
    tx.em.create(RequisitionLine, {
      id: tx.newId(),
      requisitionId: request.id,
      buyerId,
      position: at + 1,
      offerId: offer.offerId,
      productId: offer.productId,
      sellerId: offer.sellerId,
      sku: offer.sku,
      gtin: offer.gtin,
      manufacturer: offer.manufacturer,
      manufacturerPartId: offer.manufacturerPartId,
      description: line.name,
      unspsc: offer.unspsc,
      unit: offer.unit,
      quantity: line.quantity,
      quantityStep: offer.quantityStep,
      unitPrice: offer.unitPrice,
      priceSource: offer.priceSource,
      netMinor: line.net.minor,
      vatCategory: offer.vatCategory,
      vatRateBp: offer.vatRateBp,
      leadDays: offer.leadDays,
      ecoContributionMinor: offer.ecoContributionMinor,
      auxiliaryId: line.auxiliaryId ?? auxiliaryIdOf(tx.services.config.key, line.lineId),
    });
  }
  await tx.em.flush();
  return request;
}

/**
 * Asks the credit rules about a request and reserves its exposure in the same transaction. Over the limit
 * is no refusal of the request: it will be prepaid. Only `refused` stops.
 */
async function reserve(
  tx: TxCtx,
  { request, sellerIds }: { request: Requisition; sellerIds: string[] },
): Promise<void> {
  const subject = `requisition:${request.id}`;
  const amount = money(request.netMinor + request.vatMinor, request.currency);
  await privileged(tx, async (inner) => {
    const decision = await decideTerms(inner, {
      buyerId: request.buyerId,
      subject,
      amount,
      sellerIds,
    });
    if (decision.outcome !== 'short' && decision.outcome !== 'full') return;
    try {
      await holdExposure(inner, {
        buyerId: request.buyerId,
        subject,
        amount,
        expiresAt: request.validUntil,
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'credit.limit_exceeded') throw error;
    }
  });
}

function refuseGone(view: BasketView): void {
  const [gone] = view.gone;
  if (gone) throw new Problem('purchasing.not_buyable', { sku: gone.sku || gone.offerId });
}

function sellersOf(view: BasketView): string[] {
  return view.sellers.map((seller) => seller.sellerId);
}

/** The cost centre that the suite's setup named. */
function bookedOn({ parties }: PunchOutSession): { costCentre?: string } {
  const { costCentre } = parties;
  return typeof costCentre === 'string' ? { costCentre } : {};
}

/**
 * Returns a visit's basket to the buyer's suite: it becomes a purchase request with its prices kept for 30
 * days, and its exposure is reserved; the requests that an edit replaces end. A basket with nothing in it, and
 * nothing brought, ends the visit instead (no id: Status 204). One that was emptied is refused unless the person
 * confirmed that the suite's lines shall go (an empty cart deletes them there). Asked again after it went back,
 * it is the same request: the browser may have lost the way.
 */
export async function returnBasket(
  ctx: Ctx,
  { sessionId, emptyConfirmed = false }: { sessionId: string; emptyConfirmed?: boolean },
): Promise<{ requisitionId: string | undefined }> {
  ctx.require('shop');
  return write(ctx, async (tx) => {
    const session = await privileged(tx, ({ em }) =>
      em.findOne(PunchOutSession, { id: sessionId }, { lockMode: LockMode.PESSIMISTIC_WRITE }),
    );
    if (!session || session.userId !== tx.actor.userId)
      throw new Problem('purchasing.session_unknown');
    if (session.state === 'returned') {
      const earlier = await tx.em.findOneOrFail(Requisition, { sessionId });
      return { requisitionId: earlier.id };
    }
    if (session.state !== 'active') throw new Problem('purchasing.session_unknown');
    if (session.operation === 'inspect') throw new Problem('purchasing.read_only');
    const basket = await basketForChange(tx, basketOfVisit(session));
    const view = await basketView(tx, { basketId: basket.id, locale: session.locale });
    refuseGone(view);
    if (view.lines.length === 0) {
      if (basket.restoredLines === 0) {
        await cancelVisit(tx, sessionId);
        return { requisitionId: undefined };
      }
      if (!emptyConfirmed) throw new Problem('purchasing.basket_emptied');
    }
    // An edit brings the suite's quantities, which may be none that a seller delivers.
    for (const line of view.lines) checkQuantity(line.offer, line.quantity);
    const request = await freezeBasket(tx, {
      view,
      state: 'returned',
      sessionId,
      ...bookedOn(session),
    });
    await privileged(tx, async (inner) => {
      const ended = await inner.em.findOneOrFail(PunchOutSession, { id: sessionId });
      ended.state = 'returned';
      ended.endedAt = inner.now();
      await supersedeReplaced(inner, { session: ended, newRequestId: request.id });
    });
    const { config } = tx.services;
    // A basket that can only come back as a test order holds nobody's credit.
    const trial =
      session.browserFormPost?.startsWith(trialReturnBase(config)) ||
      (config.mode === 'production' && session.deploymentMode === 'test');
    if (view.lines.length > 0 && !trial) await reserve(tx, { request, sellerIds: sellersOf(view) });
    basket.state = 'returned';
    await audit(tx, {
      action: 'requisition.returned',
      subject: `requisition:${request.id}`,
      detail: { number: request.number },
    });
    await emit(tx, 'requisition.returned', { requisitionId: request.id, sessionId });
    return { requisitionId: request.id };
  });
}

/** Submits the person's own basket for approval by somebody else of the buyer. */
export async function submitRequisition(
  ctx: Ctx,
  {
    basketId,
    costCentre,
    deliveryAddressId,
    justification,
  }: { basketId: string; costCentre: string; deliveryAddressId: string; justification?: string },
): Promise<{ requisitionId: string; number: string }> {
  ctx.require('shop');
  return write(ctx, async (tx) => {
    const basket = await basketForChange(tx, basketId);
    const view = await basketView(tx, { basketId, locale: ctx.locale });
    refuseGone(view);
    if (view.lines.length === 0) throw new Problem('purchasing.basket_empty');
    const place = await tx.em.findOne(DeliveryAddress, { id: deliveryAddressId });
    if (!place) throw new Problem('not_found', { what: 'delivery address', id: deliveryAddressId });
    const request = await freezeBasket(tx, {
      view,
      state: 'submitted',
      costCentre,
      shipTo: { ...place.address, code: place.code },
      ...(justification ? { justification } : {}),
    });
    await reserve(tx, { request, sellerIds: sellersOf(view) });
    basket.state = 'submitted';
    await audit(tx, {
      action: 'requisition.submitted',
      subject: `requisition:${request.id}`,
      detail: { number: request.number },
    });
    await emit(tx, 'requisition.submitted', { requisitionId: request.id });
    return { requisitionId: request.id, number: request.number };
  });
}

async function requestForDecision(
  tx: TxCtx,
  input: { requisitionId: string; contentHash: string },
): Promise<Requisition> {
  const request = await tx.em.findOne(
    Requisition,
    { id: input.requisitionId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!request) throw new Problem('not_found', { what: 'request', id: input.requisitionId });
  if (request.requesterId === tx.actor.userId) throw new Problem('purchasing.self_approval');
  if (request.contentHash !== input.contentHash) throw new Problem('purchasing.content_changed');
  return request;
}

async function recordApproval(
  tx: TxCtx,
  {
    request,
    decision,
    comment,
  }: { request: Requisition; decision: 'approved' | 'rejected'; comment: string | undefined },
): Promise<void> {
  tx.em.create(Approval, {
    id: tx.newId(),
    requisitionId: request.id,
    buyerId: request.buyerId,
    requesterId: request.requesterId,
    approverId: tx.actor.userId ?? '',
    approverName: tx.actor.name,
    decision,
    comment: comment ?? null,
    contentHash: request.contentHash,
    decidedAt: tx.now(),
  });
  await audit(tx, {
    action: `requisition.${decision}`,
    subject: `requisition:${request.id}`,
    detail: { number: request.number },
  });
}

/**
 * Approves a request and orders it. The approver is another person than the requester, within their own
 * limit, and has read exactly this content. Returns the purchase order's id.
 */
export async function approveRequisition(
  ctx: Ctx,
  input: { requisitionId: string; contentHash: string; comment?: string },
): Promise<{ purchaseOrderId: string }> {
  ctx.require('requisition.approve');
  return write(ctx, async (tx) => {
    const request = await requestForDecision(tx, input);
    const approver = await tx.em.findOneOrFail(UserAccount, { id: tx.actor.userId ?? '' });
    const refusal = approvalRefusal({
      grossMinor: request.netMinor + request.vatMinor,
      limitMinor: approver.approvalLimitMinor,
      currency: request.currency,
      locale: ctx.locale,
    });
    if (refusal) throw refusal;
    request.state = transition(requisitionTransitions, {
      subject: 'request',
      from: request.state,
      to: 'approved',
    });
    await recordApproval(tx, { request, decision: 'approved', comment: input.comment });
    await tx.em.flush();
    return { purchaseOrderId: await orderRequisition(tx, request) };
  });
}

/** Rejects a request with a reason; its reserved exposure is free again. */
export async function rejectRequisition(
  ctx: Ctx,
  input: { requisitionId: string; contentHash: string; comment?: string },
): Promise<void> {
  ctx.require('requisition.approve');
  await write(ctx, async (tx) => {
    const request = await requestForDecision(tx, input);
    request.state = transition(requisitionTransitions, {
      subject: 'request',
      from: request.state,
      to: 'rejected',
    });
    await recordApproval(tx, { request, decision: 'rejected', comment: input.comment });
    await privileged(tx, (inner) => releaseHold(inner, `requisition:${request.id}`));
    await emit(tx, 'requisition.rejected', { requisitionId: request.id });
  });
}

async function orderRequisition(tx: TxCtx, request: Requisition): Promise<string> {
  const { lines } = await requisition(tx, request.id);
  const buyer = await organisation(tx, request.buyerId);
  const year = tx.now().toZonedDateTimeISO('Europe/Paris').year;
  const taken = await nextNumber(tx, `purchase_order:${buyer.id}:${year}`);
  const number = `PO-${year}-${taken.toString().padStart(5, '0')}`;
  const billTo: Address = { ...buyer.address, name: buyer.legalName };
  const purchaseOrderId = await privileged(tx, (inner) =>
    placeSecured(inner, {
      requestIds: [request.id],
      amount: money(request.netMinor + request.vatMinor, request.currency),
      order: {
        buyerId: buyer.id,
        number,
        requisitionId: request.id,
        currency: request.currency,
        shipTo: request.shipTo ?? billTo,
        billTo,
        orderedBy: request.requesterName,
        ...(request.justification ? { comments: request.justification } : {}),
        lines: lines.map((line) => ({
          ...lineOf(line),
          lineNumber: line.position,
          quantity: line.quantity,
          ...(request.costCentre ? { costCentre: request.costCentre } : {}),
        })),
      },
    }),
  );
  request.state = transition(requisitionTransitions, {
    subject: 'request',
    from: request.state,
    to: 'ordered',
  });
  return purchaseOrderId;
}
