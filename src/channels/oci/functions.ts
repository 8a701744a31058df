import {
  encodeOciItems,
  type OciCharset,
  type OciItem,
  type SuiteProfile,
} from '../../../punchout/index.ts';
import { Decimal, Problem, plainDateIn } from '../../base/index.ts';
import {
  checkQuantity,
  isService,
  leastQuantity,
  offersNamed,
  type PricedOffer,
  priceOffers,
  searchProducts,
} from '../../domain/catalogue/index.ts';
import { organisations } from '../../domain/parties/index.ts';
import { RequisitionLine } from '../../domain/purchasing/index.ts';
import type { ExchangeNote, TxCtx } from '../../platform/index.ts';
import type { OciCaller } from './request.ts';

/** Most products that one BACKGROUND_SEARCH gives: SAP shows them in one list. */
export const SEARCH_HITS_MAX = 50;

/** What a function answers: items to post, and what could not be among them. */
export type OciAnswer = {
  readonly items: readonly OciItem[];
  readonly notes: readonly ExchangeNote[];
};

/** The charset of the form that goes back: what the caller says it reads, else the profile's. */
export function charsetOf({ callUp, profile }: Pick<OciCaller, 'callUp' | 'profile'>): OciCharset {
  return callUp.charset ?? profile.oci?.charset ?? 'UTF-8';
}

/** The buyer's sight: called with its own context. */
type Asked = Pick<OciCaller, 'callUp' | 'profile'> & { readonly buyerId: string };

function itemOf(
  offer: PricedOffer,
  {
    quantity,
    productId,
    profile,
    name,
  }: { quantity: Decimal; productId: string; profile: SuiteProfile; name: string },
): OciItem {
  return {
    description: name,
    longText: name,
    quantity,
    unit: profile.units.map[offer.unit] ?? offer.unit,
    unitPrice: offer.unitPrice,
    currency: offer.currency,
    sku: offer.sku,
    manufacturerPartId: offer.manufacturerPartId,
    materialGroup: offer.unspsc,
    leadTimeDays: offer.leadDays,
    externalProductId: productId,
    ...(isService(offer.unspsc) ? { kind: 'service' as const } : {}),
  };
}

/** An auxiliary id of an earlier basket stands for the offer it quoted. */
async function nameOfProduct(tx: TxCtx, { callUp, buyerId }: Asked): Promise<string> {
  const name = callUp.productId;
  if (name === undefined) throw new Problem('oci.field_missing', { field: 'PRODUCTID' });
  const quoted = await tx.em.findOne(
    RequisitionLine,
    { buyerId, auxiliaryId: name },
    { orderBy: { id: 'desc' } },
  );
  return quoted?.offerId ?? name;
}

/**
 * The product that DETAIL shows: PRODUCTID is what an earlier basket carried in EXT_PRODUCT_ID, or one of our
 * ids, the seller's article number, a manufacturer's part number or a GTIN. Refuses what this buyer cannot buy
 * (`oci.product_unknown`), for here a person is looking.
 */
export async function detailedProduct(tx: TxCtx, asked: Asked): Promise<string> {
  const name = await nameOfProduct(tx, asked);
  const [offer] = await offersNamed(tx, {
    buyerId: asked.buyerId,
    name,
    on: plainDateIn(tx.now()),
  });
  if (!offer) throw new Problem('oci.product_unknown', { product: asked.callUp.productId ?? '' });
  return offer.productId;
}

/** The asked quantity, or the next above it that can be ordered. Undefined: no number. */
function deliverable(offer: PricedOffer, asked: string | undefined): Decimal | undefined {
  if (asked === undefined) return leastQuantity(offer);
  const quantity = Decimal.tryParse(asked);
  if (!quantity) return undefined;
  try {
    checkQuantity(offer, quantity);
    return quantity;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { higher } = error.params;
    return typeof higher === 'string' ? Decimal.tryParse(higher) : undefined;
  }
}

/**
 * VALIDATE: the named product as it is sold to this buyer today, at the asked quantity or, where that cannot be
 * delivered, the next above it (noted). No item where it is no longer to be had (noted): that is OCI's answer
 * for an item that is not valid any more.
 */
export async function validateProduct(tx: TxCtx, asked: Asked): Promise<OciAnswer> {
  const { callUp, profile, buyerId } = asked;
  const productId = callUp.productId ?? '';
  const on = plainDateIn(tx.now());
  const name = await nameOfProduct(tx, asked);
  const [offer] = await offersNamed(tx, { buyerId, name, on });
  const gone = (message: string): OciAnswer => ({
    items: [],
    notes: [{ code: 'oci_left_out', element: 'PRODUCTID', message }],
  });
  if (!offer)
    return gone(new Problem('oci.product_unknown', { product: productId }).text(tx.locale));
  const quantity = deliverable(offer, callUp.quantity);
  if (!quantity)
    throw new Problem('oci.value', {
      item: 1,
      field: 'QUANTITY',
      value: callUp.quantity ?? '',
      limit: 'a number such as 12.5 is needed',
    });
  const items = [{ offerId: offer.offerId, quantity }];
  const priced = (await priceOffers(tx, { buyerId, on, items })).get(offer.offerId) ?? offer;
  const changed =
    callUp.quantity !== undefined && !Decimal.parse(callUp.quantity).equals(quantity)
      ? [
          {
            code: 'oci_quantity',
            element: 'NEW_ITEM-QUANTITY[1]',
            message: `${offer.sku} cannot be ordered as ${callUp.quantity} ${offer.unit}; ${quantity.toString()} is the next quantity that can.`,
          },
        ]
      : [];
  const text = tx.locale === 'fr' ? offer.nameFr : offer.nameEn;
  return {
    items: [itemOf(priced, { quantity, productId: productId.trim(), profile, name: text })],
    notes: changed,
  };
}

/** VENDOR names a seller of ours where the profile gave it a number; any other is the marketplace itself. */
async function sellerNamed(
  tx: TxCtx,
  { vendor, offers }: { vendor: string | undefined; offers: readonly PricedOffer[] },
): Promise<string | undefined> {
  if (!vendor) return undefined;
  const wanted = vendor.trim().toLowerCase();
  const sellers = await organisations(tx, [...new Set(offers.map((offer) => offer.sellerId))]);
  const found = [...sellers.values()].find((seller) =>
    [seller.id, seller.tradingName, seller.legalName, seller.registrationNumber, seller.gln]
      .filter((name) => typeof name === 'string')
      .some((name) => name.toLowerCase() === wanted),
  );
  return found?.id;
}

function fits(item: OciItem, charset: OciCharset): Problem | undefined {
  try {
    encodeOciItems([item], { charset });
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/**
 * BACKGROUND_SEARCH: the first `SEARCH_HITS_MAX` products that the words name, each with this buyer's best
 * offer at its least quantity. What OCI cannot carry, and that there is more, is noted.
 */
export async function backgroundSearch(tx: TxCtx, asked: Asked): Promise<OciAnswer> {
  const { callUp, profile, buyerId } = asked;
  const text = callUp.searchString;
  if (text === undefined) throw new Problem('oci.field_missing', { field: 'SEARCHSTRING' });
  const on = plainDateIn(tx.now());
  const ask = { buyerId, on, locale: tx.locale, text, limit: SEARCH_HITS_MAX };
  const first = await searchProducts(tx, ask);
  const offers = first.hits.map((hit) => hit.best);
  const sellerId = await sellerNamed(tx, { vendor: callUp.vendor, offers });
  const { hits, next } = sellerId ? await searchProducts(tx, { ...ask, sellerId }) : first;
  const wanted = hits.map((hit) => ({
    offerId: hit.best.offerId,
    quantity: leastQuantity(hit.best),
  }));
  const priced = await priceOffers(tx, { buyerId, on, items: wanted });
  const notes: ExchangeNote[] = [];
  const items = hits.flatMap((hit) => {
    const offer = priced.get(hit.best.offerId) ?? hit.best;
    const quantity = leastQuantity(offer);
    const item = itemOf(offer, { quantity, productId: offer.offerId, profile, name: hit.name });
    const problem = fits(item, charsetOf(asked));
    if (!problem) return [item];
    const message = `${offer.sku} is left out: ${problem.text(tx.locale)}`;
    notes.push({ code: 'oci_left_out', element: offer.sku, message });
    return [];
  });
  if (next) {
    const message = `More than ${SEARCH_HITS_MAX} products answer “${text}”; the first ${SEARCH_HITS_MAX} are given. Search with more words.`;
    notes.push({ code: 'oci_more', element: 'SEARCHSTRING', message });
  }
  return { items, notes };
}
