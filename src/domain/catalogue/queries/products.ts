import type { Locale } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { Category, Product } from '../entities.ts';
import { cheapestFirst, nameOf, pricedWhere, type ShownOffer } from './prices.ts';
import { buyerScope } from './scope.ts';

export type ShownProduct = {
  readonly id: string;
  /** In the reader's language. */
  readonly name: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly descriptionEn: string;
  readonly descriptionFr: string;
  readonly manufacturer: string;
  readonly manufacturerPartId: string;
  readonly gtin: string | null;
  readonly unspsc: string;
  readonly categoryName: string;
  readonly spendClass: 'A' | 'B' | 'C' | undefined;
  readonly attributes: Readonly<Record<string, string>>;
};

export type ProductView = { readonly product: ShownProduct; readonly offers: ShownOffer[] };

/**
 * A product with every offer this buyer may take, cheapest first, priced at each offer's minimum.
 * Undefined when the buyer may not buy it from anybody: it does not exist for them.
 */
export async function productPage(
  tx: TxCtx,
  ask: { buyerId: string; productId: string; on: Temporal.PlainDate; locale: Locale },
): Promise<ProductView | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(ask.productId)) return undefined;
  const scope = await buyerScope(tx, ask.buyerId);
  const where = { sql: 'o.product_id = ?', params: [ask.productId] };
  const offers = await pricedWhere(tx, where, { scope, on: ask.on });
  const product = offers.length > 0 ? await tx.em.findOne(Product, { id: ask.productId }) : null;
  if (!product) return undefined;
  const category = await tx.em.findOne(Category, { unspsc: product.unspsc });
  return {
    product: {
      id: product.id,
      name: nameOf(product, ask.locale),
      nameEn: product.nameEn,
      nameFr: product.nameFr,
      descriptionEn: product.descriptionEn,
      descriptionFr: product.descriptionFr,
      manufacturer: product.manufacturer,
      manufacturerPartId: product.manufacturerPartId,
      gtin: product.gtin ?? null,
      unspsc: product.unspsc,
      categoryName: category ? nameOf(category, ask.locale) : product.unspsc,
      spendClass: category?.spendClass,
      attributes: product.attributes,
    },
    offers: offers.sort(cheapestFirst(scope.buyer.currency)),
  };
}
