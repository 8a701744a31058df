import { LockMode } from '@mikro-orm/core';
import { Decimal, Problem, plainDateIn } from '../../../base/index.ts';
import { type Ctx, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { checkQuantity, priceOffers } from '../../catalogue/index.ts';
import { Basket, BasketLine, PunchOutSession } from '../entities.ts';
import { openBasket } from '../queries.ts';
import { LINES_MAX } from '../rules.ts';

/** A new basket in the buyer's currency. */
export function createBasket(
  tx: TxCtx,
  {
    buyerId,
    userId,
    currency,
    visit = false,
  }: { buyerId: string; userId: string; currency: string; visit?: boolean },
): Basket {
  return tx.em.create(Basket, {
    id: tx.newId(),
    buyerId,
    userId,
    state: 'open',
    currency,
    visit,
    createdAt: tx.now(),
  });
}

/** The signed-in person's own basket, made when there is none. */
export async function ownBasket(ctx: Ctx): Promise<string> {
  ctx.require('shop');
  const { organisationId, userId } = ctx.actor;
  if (!organisationId || !userId) throw new Problem('access.unauthenticated');
  return write(ctx, async (tx) => {
    const found = await openBasket(tx, { buyerId: organisationId, userId });
    return (found ?? createBasket(tx, { buyerId: organisationId, userId, currency: 'EUR' })).id;
  });
}

/**
 * The basket for changing: locked, open, the actor's, and not of an inspect visit, which is read-only here
 * and not only in the page.
 */
export async function basketForChange(tx: TxCtx, basketId: string): Promise<Basket> {
  const basket = await tx.em.findOne(
    Basket,
    { id: basketId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!basket || basket.userId !== tx.actor.userId)
    throw new Problem('not_found', { what: 'basket', id: basketId });
  if (basket.state !== 'open') throw new Problem('purchasing.basket_closed');
  if (basket.visit) {
    const session = await privileged(tx, ({ em }) => em.findOne(PunchOutSession, { basketId }));
    if (session?.operation === 'inspect') throw new Problem('purchasing.read_only');
  }
  return basket;
}

/**
 * Puts a quantity of an offer into the basket, on top of what is there (`add`) or instead (`set`; zero
 * takes the line out). Refuses what this buyer may not buy and quantities that cannot be delivered.
 */
export async function changeBasket(
  ctx: Ctx,
  {
    basketId,
    offerId,
    quantity,
    mode,
  }: { basketId: string; offerId: string; quantity: Decimal; mode: 'add' | 'set' },
): Promise<void> {
  ctx.require('shop');
  await write(ctx, async (tx) => {
    const basket = await basketForChange(tx, basketId);
    const line = await tx.em.findOne(BasketLine, { basketId, offerId });
    if (mode === 'set' && quantity.isZero()) {
      if (line) tx.em.remove(line);
      return;
    }
    const wanted = mode === 'add' && line ? line.quantity.add(quantity) : quantity;
    const priced = await priceOffers(tx, {
      buyerId: basket.buyerId,
      on: plainDateIn(tx.now()),
      items: [{ offerId, quantity: wanted }],
    });
    const offer = priced.get(offerId);
    if (!offer) throw new Problem('purchasing.not_buyable', { sku: offerId });
    checkQuantity(offer, wanted);
    if (line) {
      line.quantity = wanted;
      return;
    }
    const [last] = await tx.em.find(
      BasketLine,
      { basketId },
      { orderBy: { position: 'desc' }, limit: 1 },
    );
    const position = (last?.position ?? 0) + 1;
    if (position > LINES_MAX) throw new Problem('purchasing.lines_max', { max: LINES_MAX });
    tx.em.create(BasketLine, {
      id: tx.newId(),
      basketId,
      buyerId: basket.buyerId,
      offerId,
      sellerId: offer.sellerId,
      position,
      quantity: wanted,
    });
  });
}
