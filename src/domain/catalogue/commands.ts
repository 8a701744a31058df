import { LockMode } from '@mikro-orm/core';
import { type Decimal, Problem, plainDateIn } from '../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../platform/index.ts';
import { ContractPrice, Offer } from './entities.ts';
import { breaksOf } from './queries/prices.ts';
import type { Break } from './rules/index.ts';

const DIGITS_MAX = 6;
/** numeric(20,6) keeps fourteen digits before the point. */
const WHOLE_DIGITS_MAX = 14;
const LEAD_DAYS_MAX = 365;

export type OfferChange = {
  readonly offerId: string;
  /** The version the change was made on. */
  readonly version: number;
  readonly unitPrice?: Decimal | undefined;
  /** Ascending by quantity; an empty list removes them. */
  readonly breaks?: readonly Break[] | undefined;
  readonly stock?: Decimal | undefined;
  readonly leadDays?: number | undefined;
  readonly active?: boolean | undefined;
};

function fits(value: Decimal): boolean {
  const [whole = '', fraction = ''] = value.abs().toString().split('.');
  return whole.length <= WHOLE_DIGITS_MAX && fraction.length <= DIGITS_MAX;
}

function checkPrice(price: Decimal): void {
  if (price.isZero() || price.isNegative() || !fits(price)) {
    throw new Problem('catalogue.price_invalid', { price: price.toString() });
  }
}

function checkBreaks(breaks: readonly Break[], unitPrice: Decimal): void {
  let before: Break | undefined;
  for (const step of breaks) {
    checkPrice(step.unitPrice);
    const wider = before
      ? step.from.compare(before.from) > 0
      : !step.from.isZero() && !step.from.isNegative();
    const lower = step.unitPrice.compare(before?.unitPrice ?? unitPrice) < 0;
    if (!wider || !lower || !fits(step.from)) {
      throw new Problem('catalogue.breaks_invalid', { from: step.from.toString() });
    }
    before = step;
  }
}

function checkLead(days: number): void {
  if (!Number.isInteger(days) || days < 0 || days > LEAD_DAYS_MAX) {
    throw new Problem('catalogue.lead_days_invalid', { days });
  }
}

function checkStock(stock: Decimal): void {
  if (stock.isNegative() || !fits(stock))
    throw new Problem('catalogue.stock_invalid', { stock: stock.toString() });
}

/** Staff act for every seller, a seller for itself: row-level security says the same underneath. */
function ownRows(ctx: Ctx): { sellerId?: string } {
  const { scope, organisationId } = ctx.actor;
  return scope === 'party' ? { sellerId: organisationId ?? '' } : {};
}

function applyChange(tx: TxCtx, { offer, change }: { offer: Offer; change: OfferChange }): void {
  if (change.unitPrice) offer.unitPrice = change.unitPrice;
  if (change.breaks) {
    offer.priceBreaks = change.breaks.map((step) => ({
      from: step.from.toString(),
      unitPrice: step.unitPrice.toString(),
    }));
  }
  if (change.stock) offer.stock = change.stock;
  if (change.leadDays !== undefined) offer.leadDays = change.leadDays;
  if (change.active !== undefined) offer.active = change.active;
  offer.updatedAt = tx.now();
}

/**
 * Changes price, volume prices, stock, lead time or visibility of the seller's own offer. Needs
 * `offer.manage`. Refuses another's offer (`not_found`), a version that is no longer the newest
 * (`concurrency.changed`, also when two arrive at once), and values outside their bounds
 * (`catalogue.price_invalid`, `breaks_invalid`, `stock_invalid`, `lead_days_invalid`). Orders already
 * placed keep their price. Emits `offer.changed {offerId}`; returns the new version.
 */
export async function changeOffer(
  ctx: Ctx,
  change: OfferChange,
): Promise<{ offerId: string; version: number }> {
  ctx.require('offer.manage');
  return write(ctx, async (tx) => {
    const offer = await tx.em.findOne(Offer, { id: change.offerId, ...ownRows(ctx) });
    if (!offer) throw new Problem('not_found', { what: 'offer', id: change.offerId });
    if (offer.version !== change.version) throw new Problem('concurrency.changed');
    const before = {
      unitPrice: offer.unitPrice.toString(),
      stock: offer.stock.toString(),
      active: offer.active,
    };
    if (change.unitPrice) checkPrice(change.unitPrice);
    if (change.stock) checkStock(change.stock);
    if (change.leadDays !== undefined) checkLead(change.leadDays);
    applyChange(tx, { offer, change });
    // Also without new volume prices: a lower list price may have overtaken the old ones.
    if (change.breaks ?? change.unitPrice)
      checkBreaks(change.breaks ?? breaksOf(offer.priceBreaks), offer.unitPrice);
    const { sellerId } = offer;
    await tx.em.flush();
    const after = {
      unitPrice: offer.unitPrice.toString(),
      stock: offer.stock.toString(),
      active: offer.active,
    };
    await audit(tx, {
      action: 'offer.changed',
      subject: `offer:${offer.id}`,
      detail: { before, after },
    });
    await emit(tx, 'offer.changed', { offerId: offer.id, sellerId });
    return { offerId: offer.id, version: offer.version };
  });
}

/**
 * The seller accepts a condition that a buyer was offered in its name; from now on it prices baskets.
 * Needs `offer.manage`. Only the seller named in it may (`not_found` for anybody else); accepting twice
 * changes nothing; one whose last day is over is refused (`catalogue.contract_over`). Locks the row.
 * Emits `contract.accepted {contractId, buyerId, sellerId}`.
 */
export async function acceptContract(
  ctx: Ctx,
  { contractId }: { contractId: string },
): Promise<{ contractId: string; acceptedAt: string }> {
  ctx.require('offer.manage');
  // A party only reads contracts: this one column is written here, on the seller's own contract.
  return write(ctx, (own) =>
    privileged(own, async (tx) => {
      const sellerId = ctx.actor.organisationId ?? '';
      const contract = await tx.em.findOne(
        ContractPrice,
        { id: contractId, sellerId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!contract) throw new Problem('not_found', { what: 'contract', id: contractId });
      if (contract.acceptedAt) return { contractId, acceptedAt: contract.acceptedAt.toString() };
      const { validUntil, buyerId, reference } = contract;
      if (validUntil && Temporal.PlainDate.compare(validUntil, plainDateIn(tx.now())) < 0) {
        throw new Problem('catalogue.contract_over', { reference, until: validUntil.toString() });
      }
      contract.acceptedAt = tx.now();
      await tx.em.flush();
      await audit(tx, {
        action: 'contract.accepted',
        subject: `contract_price:${contractId}`,
        detail: { reference },
      });
      await emit(tx, 'contract.accepted', { contractId, buyerId, sellerId });
      return { contractId, acceptedAt: contract.acceptedAt.toString() };
    }),
  );
}
