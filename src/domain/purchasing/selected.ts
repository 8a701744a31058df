import { plainDateIn } from '../../base/index.ts';
import type { TxCtx } from '../../platform/index.ts';
import { Offer, Product, priceOffers, searchProducts } from '../catalogue/index.ts';
import { type PunchOutSession, RequisitionLine } from './entities.ts';
import { isOwnAuxiliaryId } from './rules.ts';

/** Where a visit begins (cXML guide, «SelectedItem»: store, aisle, shelf or product level). */
export type StartPlace =
  | { readonly kind: 'store' }
  | { readonly kind: 'shelf'; readonly unspsc: string }
  | { readonly kind: 'product'; readonly productId: string }
  /** Named but not to be had: what to search for instead. */
  | { readonly kind: 'gone'; readonly named: string; readonly words: string };

const CANDIDATES_MAX = 20;
const OFFERS_MAX = 500;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Sought = { readonly buyerId: string; readonly on: Temporal.PlainDate };

/** The first of these offers that the buyer may buy, as its product. */
async function productOfOffers(
  tx: TxCtx,
  offers: readonly Offer[],
  { buyerId, on }: Sought,
): Promise<string | undefined> {
  const items = offers.map(({ id, minimumQuantity }) => ({
    offerId: id,
    quantity: minimumQuantity,
  }));
  const buyable = await priceOffers(tx, { buyerId, on, items });
  return offers.find(({ id }) => buyable.has(id))?.productId;
}

/** The first of these products that anybody sells to the buyer. */
async function buyableProduct(
  tx: TxCtx,
  products: readonly Product[],
  sought: Sought,
): Promise<string | undefined> {
  const ids = products.map(({ id }) => id);
  const offers = await tx.em.find(Offer, { productId: { $in: ids } }, { limit: OFFERS_MAX });
  return productOfOffers(tx, offers, sought);
}

/**
 * The UNSPSC level that a name means: `44121704`, `4412`, `44120000`, `UNSPSC:4412`, or the last step of a path
 * `44/4412/441217`. Zeros at the end stand for all below.
 */
export function shelfOf(named: string): string | undefined {
  const last =
    named
      .split(/[/>|:\s]+/)
      .filter(Boolean)
      .at(-1) ?? '';
  if (!/^\d{2,8}$/.test(last) || last.length % 2 !== 0) return undefined;
  const prefix = last.replace(/(00)+$/, '');
  return prefix.length % 2 === 0 && prefix.length >= 2 ? prefix : undefined;
}

/** What the auxiliary id of a level-2 link or of an earlier cart names: our own line, a product or an offer. */
async function byAuxiliaryId(
  tx: TxCtx,
  { auxiliaryId, ...sought }: Sought & { auxiliaryId: string },
): Promise<{ productId?: string | undefined; words?: string }> {
  if (isOwnAuxiliaryId(tx.services.config.key, auxiliaryId)) {
    const line = await tx.em.findOne(
      RequisitionLine,
      { auxiliaryId, buyerId: sought.buyerId },
      { orderBy: { id: 'desc' } },
    );
    const product = line && (await tx.em.findOne(Product, { id: line.productId }));
    return {
      productId: product ? await buyableProduct(tx, [product], sought) : undefined,
      ...(line ? { words: line.description } : {}),
    };
  }
  if (!UUID.test(auxiliaryId)) return {};
  const offers = await tx.em.find(Offer, { id: auxiliaryId });
  if (offers.length > 0) return { productId: await productOfOffers(tx, offers, sought) };
  const products = await tx.em.find(Product, { id: auxiliaryId });
  return { productId: await buyableProduct(tx, products, sought) };
}

/**
 * The place in the shop that a setup's SelectedItem names: by auxiliary id, seller's article number,
 * manufacturer's part number or GTIN the product; by UNSPSC the shelf, where it holds anything for this buyer;
 * otherwise what to search for, with the part named as gone. The buyer's sight.
 */
export async function selectedPlace(
  tx: TxCtx,
  { session }: { session: Pick<PunchOutSession, 'buyerId' | 'startAt' | 'startAuxiliaryId'> },
): Promise<StartPlace> {
  const named = session.startAt?.trim() ?? '';
  const auxiliaryId = session.startAuxiliaryId?.trim() ?? '';
  if (named === '' && auxiliaryId === '') return { kind: 'store' };
  const sought: Sought = { buyerId: session.buyerId, on: plainDateIn(tx.now()) };
  const known = auxiliaryId ? await byAuxiliaryId(tx, { ...sought, auxiliaryId }) : {};
  if (known.productId) return { kind: 'product', productId: known.productId };
  const offers = await tx.em.find(Offer, { sku: named }, { limit: CANDIDATES_MAX });
  const products = await tx.em.find(
    Product,
    { $or: [{ manufacturerPartId: named }, { gtin: named }] },
    { limit: CANDIDATES_MAX },
  );
  const productId =
    (await productOfOffers(tx, offers, sought)) ?? (await buyableProduct(tx, products, sought));
  if (productId) return { kind: 'product', productId };
  const unspsc = shelfOf(named);
  if (unspsc) {
    const { hits } = await searchProducts(tx, {
      ...sought,
      unspscPrefix: unspsc,
      limit: 1,
      locale: tx.locale,
    });
    if (hits.length > 0) return { kind: 'shelf', unspsc };
  }
  const words = known.words ?? (await wordsOf(tx, { offers, products })) ?? named;
  return { kind: 'gone', named: named || words, words };
}

/** The name of a product that nobody sells any more: closer to what was wanted than its number. */
async function wordsOf(
  tx: TxCtx,
  { offers, products }: { offers: readonly Offer[]; products: readonly Product[] },
): Promise<string | undefined> {
  const [offer] = offers;
  const product = products[0] ?? (offer && (await tx.em.findOne(Product, { id: offer.productId })));
  if (!product) return undefined;
  return tx.locale === 'fr' ? product.nameFr : product.nameEn;
}
