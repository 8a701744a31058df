import {
  ecoGoods,
  encodeOciItems,
  type OciCharset,
  type OciItem,
  type ShapedLine,
} from '../../../punchout/index.ts';
import { Decimal, Problem, plainDateIn } from '../../base/index.ts';
import {
  checkQuantity,
  leastQuantity,
  offersNamed,
  type PricedOffer,
  priceOffers,
  searchProducts,
} from '../../domain/catalogue/index.ts';
import { type Organisation, organisations } from '../../domain/parties/index.ts';
import { RequisitionLine } from '../../domain/purchasing/index.ts';
import type { ExchangeNote, TxCtx } from '../../platform/index.ts';
import type { OciCaller } from './request.ts';
import { shapedItem } from './shaped.ts';
import { sellerOfVendor } from './vendor.ts';

/** Most products that one BACKGROUND_SEARCH gives: SAP shows them in one list. */
export const SEARCH_HITS_MAX = 50;

/** What a function answers: items to post, and what could not be among them. */
export type OciAnswer = {
  readonly items: readonly OciItem[];
  readonly notes: readonly ExchangeNote[];
  /** What the profile changed on the way: for the log alone. */
  readonly log: readonly ExchangeNote[];
};

/** The charset of the form that goes back: what the caller says it reads, else the profile's. */
export function charsetOf({ callUp, profile }: Pick<OciCaller, 'callUp' | 'profile'>): OciCharset {
  return callUp.charset ?? profile.oci?.charset ?? 'UTF-8';
}

/** The buyer's sight: called with its own context. */
type Asked = Pick<OciCaller, 'callUp' | 'profile'> & { readonly buyerId: string };

/** What PRODUCTID means. */
type Named = {
  /** By what `offersNamed` finds it. */
  readonly name: string;
  /** The id to answer with, and which of a basket's two lines it was: the goods, or their éco-participation. */
  readonly productId: string;
  readonly was?: ShapedLine['kind'] | undefined;
};

/** An auxiliary id of an earlier basket stands for the offer it quoted. */
async function nameOfProduct(tx: TxCtx, { callUp, buyerId }: Asked): Promise<Named> {
  const said = callUp.productId?.trim();
  if (said === undefined) throw new Problem('oci.field_missing', { field: 'PRODUCTID' });
  const goods = ecoGoods(said);
  const quoted = await tx.em.findOne(
    RequisitionLine,
    { buyerId, auxiliaryId: { $in: [said, ...(goods ? [goods] : [])] } },
    { orderBy: { id: 'desc' } },
  );
  if (!quoted) return { name: said, productId: said };
  const { offerId, auxiliaryId } = quoted;
  const was = auxiliaryId === said ? 'goods' : 'eco_contribution';
  return { name: offerId, productId: auxiliaryId, was };
}

/**
 * The product that DETAIL shows: PRODUCTID is what an earlier basket carried in EXT_PRODUCT_ID, or one of our
 * ids, the seller's article number, a manufacturer's part number or a GTIN. Refuses what this buyer cannot buy
 * (`oci.product_unknown`), for here a person is looking.
 */
export async function detailedProduct(tx: TxCtx, asked: Asked): Promise<string> {
  const { name } = await nameOfProduct(tx, asked);
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
 * delivered, the next above it (noted), in the fields that the profile would write into a cart. No item where it is no longer to be had (noted): that is OCI's answer
 * for an item that is not valid any more.
 */
export async function validateProduct(tx: TxCtx, asked: Asked): Promise<OciAnswer> {
  const { callUp, profile, buyerId } = asked;
  const on = plainDateIn(tx.now());
  const named = await nameOfProduct(tx, asked);
  const [offer] = await offersNamed(tx, { buyerId, name: named.name, on });
  const gone = (message: string): OciAnswer => ({
    items: [],
    notes: [{ code: 'oci_left_out', element: 'PRODUCTID', message }],
    log: [],
  });
  if (!offer) {
    const product = callUp.productId ?? '';
    return gone(new Problem('oci.product_unknown', { product }).text(tx.locale));
  }
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
  const sellers = await organisations(tx, [priced.sellerId]);
  const { item, notes, log } = shapedItem(
    tx,
    { ...named, offer: priced, quantity, name: text },
    { profile, seller: sellers.get(priced.sellerId) },
  );
  return { items: item ? [item] : [], notes: item ? [...changed, ...notes] : notes, log };
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

/** A number that names no seller is the marketplace's own: nothing is narrowed, and the log says so. */
function vendorNotes(vendor: string | undefined, seller: Organisation | undefined): ExchangeNote[] {
  if (!vendor || seller) return [];
  const message = `VENDOR ${vendor} names no seller by this connection's profile (supplierId.own): all are searched.`;
  return [{ code: 'oci_vendor', element: 'VENDOR', message }];
}

/**
 * BACKGROUND_SEARCH: the first `SEARCH_HITS_MAX` products that the words name, of the seller that VENDOR names or
 * of all, each with this buyer's best offer at its least quantity, shaped as in a cart. What OCI cannot carry, and that there is more, is noted.
 */
export async function backgroundSearch(tx: TxCtx, asked: Asked): Promise<OciAnswer> {
  const { callUp, profile, buyerId } = asked;
  const text = callUp.searchString;
  if (text === undefined) throw new Problem('oci.field_missing', { field: 'SEARCHSTRING' });
  const on = plainDateIn(tx.now());
  const seller = await sellerOfVendor(tx, { vendor: callUp.vendor, profile });
  const { hits, next } = await searchProducts(tx, {
    buyerId,
    on,
    locale: tx.locale,
    text,
    limit: SEARCH_HITS_MAX,
    sellerId: seller?.id,
  });
  const wanted = hits.map((hit) => ({
    offerId: hit.best.offerId,
    quantity: leastQuantity(hit.best),
  }));
  const priced = await priceOffers(tx, { buyerId, on, items: wanted });
  const sellers = await organisations(
    tx,
    hits.map((hit) => hit.best.sellerId),
  );
  const notes: ExchangeNote[] = [];
  const log: ExchangeNote[] = vendorNotes(callUp.vendor, seller);
  const items = hits.flatMap((hit) => {
    const offer = priced.get(hit.best.offerId) ?? hit.best;
    const found = {
      offer,
      quantity: leastQuantity(offer),
      productId: offer.offerId,
      name: hit.name,
    };
    const around = { profile, seller: sellers.get(offer.sellerId) };
    const { item, ...told } = shapedItem(tx, found, around);
    notes.push(...told.notes);
    log.push(...told.log);
    if (!item) return [];
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
  return { items, notes, log };
}
