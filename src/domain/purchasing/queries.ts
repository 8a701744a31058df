import {
  type Decimal,
  type Locale,
  lineNet,
  type Money,
  Problem,
  plainDateIn,
} from '../../base/index.ts';
import { lookupHash, type TxCtx } from '../../platform/index.ts';
import { Offer, type PricedOffer, Product, priceOffers } from '../catalogue/index.ts';
import { organisations } from '../parties/index.ts';
import { Basket, BasketLine, PunchOutSession, Requisition, RequisitionLine } from './entities.ts';
import { type Totals, totalsOf } from './rules.ts';

export type BasketViewLine = {
  readonly lineId: string;
  readonly offer: PricedOffer;
  readonly name: string;
  readonly quantity: Decimal;
  readonly net: Money;
  readonly auxiliaryId: string | null;
};

export type BasketView = {
  readonly basket: Basket;
  readonly lines: readonly BasketViewLine[];
  /** Lines grouped by seller, in the order in which the sellers came into the basket. */
  readonly sellers: readonly {
    sellerId: string;
    sellerName: string;
    lines: readonly BasketViewLine[];
    totals: Totals;
  }[];
  readonly totals: Totals;
  /** Lines whose offer can no longer be bought. */
  readonly gone: readonly {
    readonly lineId: string;
    readonly offerId: string;
    readonly sku: string;
    readonly name: string;
    readonly quantity: Decimal;
  }[];
};

/** A basket with today's prices for its buyer; four queries whatever its size, six when something is gone. */
export async function basketView(
  tx: TxCtx,
  { basketId, locale }: { basketId: string; locale: Locale },
): Promise<BasketView> {
  const basket = await tx.em.findOne(Basket, { id: basketId });
  if (!basket) throw new Problem('not_found', { what: 'basket', id: basketId });
  const rows = await tx.em.find(BasketLine, { basketId }, { orderBy: { position: 'asc' } });
  const priced = await priceOffers(tx, {
    buyerId: basket.buyerId,
    on: plainDateIn(tx.now()),
    items: rows.map(({ offerId, quantity }) => ({ offerId, quantity })),
  });
  const lines: BasketViewLine[] = [];
  const missing = rows.filter((row) => !priced.has(row.offerId));
  const gone = await goneLines(tx, { rows: missing, locale });
  for (const row of rows) {
    const offer = priced.get(row.offerId);
    if (!offer) continue;
    lines.push({
      lineId: row.id,
      offer,
      name: locale === 'fr' ? offer.nameFr : offer.nameEn,
      quantity: row.quantity,
      net: lineNet(offer.unitPrice, row.quantity, offer.currency),
      auxiliaryId: row.auxiliaryId ?? null,
    });
  }
  const names = await organisations(
    tx,
    lines.map((line) => line.offer.sellerId),
  );
  const sellers = [...Map.groupBy(lines, (line) => line.offer.sellerId)].map(([sellerId, own]) => ({
    sellerId,
    sellerName: names.get(sellerId)?.tradingName ?? '',
    lines: own,
    totals: totalsOf(own.map(asPriced), basket.currency),
  }));
  return { basket, lines, sellers, totals: totalsOf(lines.map(asPriced), basket.currency), gone };
}

/** What a buyer can no longer buy, by the name it had: two more queries, and only then. */
async function goneLines(
  tx: TxCtx,
  { rows, locale }: { rows: readonly BasketLine[]; locale: Locale },
): Promise<BasketView['gone']> {
  if (rows.length === 0) return [];
  const offers = await tx.em.find(Offer, { id: { $in: rows.map((row) => row.offerId) } });
  const products = await tx.em.find(Product, { id: { $in: offers.map((one) => one.productId) } });
  return rows.map((row) => {
    const offer = offers.find((one) => one.id === row.offerId);
    const product = products.find((one) => one.id === offer?.productId);
    return {
      lineId: row.id,
      offerId: row.offerId,
      sku: offer?.sku ?? '',
      name: (locale === 'fr' ? product?.nameFr : product?.nameEn) ?? '',
      quantity: row.quantity,
    };
  });
}

function asPriced({ offer, quantity }: BasketViewLine) {
  const { sellerId, unitPrice, currency, vatCategory, vatRateBp } = offer;
  return { sellerId, quantity, unitPrice, currency, vatCategory, vatRateBp };
}

/** The basket of a visit; `purchasing.session_unknown` for one that was never opened and so has none. */
export function basketOfVisit({ basketId }: Pick<PunchOutSession, 'basketId'>): string {
  if (!basketId) throw new Problem('purchasing.session_unknown');
  return basketId;
}

/** How many lines the basket of a visit or person holds, for the menu. */
export async function basketSize(tx: TxCtx, basketId: string): Promise<number> {
  return tx.em.count(BasketLine, { basketId });
}

/** The open basket of a signed-in person, or undefined. */
export async function openBasket(
  tx: TxCtx,
  { buyerId, userId }: { buyerId: string; userId: string },
): Promise<Basket | null> {
  // A visit's basket belongs to the visit: only baskets without one are the person's own.
  const rows = await tx.em.execute<{ id: string }[]>(
    `select b.id from basket b where b.buyer_id = ? and b.user_id = ? and b.state = 'open' and not b.visit
      order by b.created_at desc limit 1`,
    [buyerId, userId],
  );
  return rows[0] ? tx.em.findOne(Basket, { id: rows[0].id }) : null;
}

/** The visit behind a session token of a punch-out path; system's sight. */
export async function sessionByToken(tx: TxCtx, token: string): Promise<PunchOutSession | null> {
  return tx.em.findOne(PunchOutSession, {
    sessionTokenHash: lookupHash(tx.services.config.key, token),
  });
}

export type RequisitionRow = {
  id: string;
  number: string;
  state: string;
  requesterName: string;
  createdAt: string;
  netMinor: string;
  vatMinor: string;
  currency: string;
  lines: number;
};

/** A buyer's purchase requests, newest first, by key; `states` narrows. */
export async function requisitions(
  tx: TxCtx,
  {
    buyerId,
    states,
    after,
    limit = 50,
  }: { buyerId: string; states?: readonly string[]; after?: string | undefined; limit?: number },
): Promise<{ rows: RequisitionRow[]; next?: string }> {
  const narrow = states ? `and r.state in (${states.map(() => '?').join(', ')})` : '';
  const rows = await tx.em.execute<RequisitionRow[]>(
    `select r.id, r.number, r.state, r.requester_name as "requesterName", r.created_at as "createdAt",
        r.net_minor::text as "netMinor", r.vat_minor::text as "vatMinor", r.currency,
        (select count(*)::int from requisition_line l where l.requisition_id = r.id) as lines
       from requisition r
      where r.buyer_id = ? ${narrow} ${after ? 'and r.id < ?' : ''}
      order by r.id desc limit ?`,
    [buyerId, ...(states ?? []), ...(after ? [after] : []), limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return rows.length > limit && last ? { rows: shown, next: last.id } : { rows: shown };
}

/** A purchase request with its lines; `not_found` when it is not the actor's. */
export async function requisition(
  tx: TxCtx,
  id: string,
): Promise<{ request: Requisition; lines: RequisitionLine[] }> {
  const request = await tx.em.findOne(Requisition, { id });
  if (!request) throw new Problem('not_found', { what: 'request', id });
  const lines = await tx.em.find(
    RequisitionLine,
    { requisitionId: id },
    { orderBy: { position: 'asc' } },
  );
  return { request, lines };
}

/** The newest quoted line of a buyer for each auxiliary id, with the request it belongs to. */
export async function quotedLines(
  tx: TxCtx,
  { buyerId, auxiliaryIds }: { buyerId: string; auxiliaryIds: readonly string[] },
): Promise<Map<string, RequisitionLine>> {
  const found = await tx.em.find(
    RequisitionLine,
    { buyerId, auxiliaryId: { $in: [...new Set(auxiliaryIds)] } },
    // Only read: each flush after this would compare every one of them again.
    { orderBy: { id: 'asc' }, disableIdentityMap: true },
  );
  return new Map(found.map((line) => [line.auxiliaryId, line]));
}

/** The newest quoted line of a buyer for each part number, for suites that drop the auxiliary id. */
export async function quotedBySku(
  tx: TxCtx,
  { buyerId, skus }: { buyerId: string; skus: readonly string[] },
): Promise<Map<string, RequisitionLine>> {
  const rows =
    skus.length === 0
      ? []
      : await tx.em.execute<{ id: string }[]>(
          `select distinct on (l.sku) l.id from requisition_line l join requisition r on r.id = l.requisition_id
            where l.buyer_id = ? and l.sku = any(array[?]::text[]) and r.session_id is not null
            order by l.sku, l.id desc`,
          [buyerId, [...new Set(skus)]],
        );
  const found = await tx.em.find(RequisitionLine, { id: { $in: rows.map(({ id }) => id) } });
  return new Map(found.map((line) => [line.sku, line]));
}
