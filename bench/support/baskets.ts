import { Decimal } from '../../src/base/index.ts';
import { Offer, Product } from '../../src/domain/catalogue/index.ts';
import { CreditAccount } from '../../src/domain/credit/index.ts';
import { auxiliaryIdOf } from '../../src/domain/purchasing/rules.ts';
import {
  rowsGiven,
  type Services,
  systemContext,
  write,
  writeTogether,
} from '../../src/platform/index.ts';
import { id } from '../../test/support/world.ts';

/** An article of the bench, sold by one of two sellers. */
export type Article = {
  readonly offerId: string;
  readonly productId: string;
  readonly sellerId: string;
  readonly sku: string;
};

export const PRICE = '1.25';
/** More than any run orders, in cents. */
const LIMIT_MINOR = 900_000_000_000_000n;

/** So many articles in the catalogue, and a credit line that no run uses up. */
export async function articles(services: Services, count: number): Promise<Article[]> {
  return write(systemContext(services, 'bench'), async (tx) => {
    const account = await tx.em.findOneOrFail(CreditAccount, { buyerId: id('acme') });
    account.limitMinor = LIMIT_MINOR;
    account.coverMinor = LIMIT_MINOR;
    return Array.from({ length: count }, (_, at): Article => {
      const sku = `BENCH-${String(at + 1).padStart(4, '0')}`;
      const [productId, offerId] = [tx.newId(), tx.newId()];
      const sellerId = id(at % 2 === 0 ? 'seller-b' : 'seller-c');
      tx.em.create(Product, {
        id: productId,
        gtin: null,
        manufacturer: 'Exempla',
        manufacturerPartId: `MPN-${sku}`,
        unspsc: '14111507',
        nameEn: `Article ${sku}`,
        nameFr: `Article ${sku}`,
        descriptionEn: '',
        descriptionFr: '',
        searchText: `article ${sku}`.toLowerCase(),
        createdAt: tx.now(),
      });
      tx.em.create(Offer, {
        id: offerId,
        productId,
        sellerId,
        sku,
        unitPrice: Decimal.parse(PRICE),
        currency: 'EUR',
        packQuantity: Decimal.one,
        stock: Decimal.of(10_000_000),
        leadDays: 2,
        vatCategory: 'S',
        vatRateBp: 2000,
        updatedAt: tx.now(),
        unit: 'C62',
        minimumQuantity: Decimal.one,
        quantityStep: Decimal.one,
      });
      return { offerId, productId, sellerId, sku };
    });
  });
}

const basket = rowsGiven(['basket_id', 'requisition_id', 'buyer_id', 'user_id', 'number', 'at']);
const line = rowsGiven([
  'id',
  'requisition_id',
  'buyer_id',
  'position',
  'offer_id',
  'product_id',
  'seller_id',
  'sku',
  'auxiliary_id',
]);

/** A basket of these articles, two of each, that went back to the suite: the signed id of each line. */
export async function returnedBasket(
  services: Services,
  ordered: readonly Article[],
): Promise<string[]> {
  const ctx = systemContext(services, 'bench');
  const [basketId, requisitionId, buyerId] = [ctx.newId(), ctx.newId(), id('acme')];
  const number = `DA-${requisitionId.slice(-12)}`;
  const lines = ordered.map((article, at) => {
    const lineId = ctx.newId();
    const aux = auxiliaryIdOf(services.config.key, lineId);
    const { offerId, productId, sellerId, sku } = article;
    return [lineId, requisitionId, buyerId, at + 1, offerId, productId, sellerId, sku, aux];
  });
  await writeTogether(ctx, [
    {
      name: 'bench.basket',
      text: `insert into basket (id, buyer_id, user_id, state, currency, visit, created_at)
        select basket_id::uuid, buyer_id::uuid, user_id::uuid, 'returned', 'EUR', true, at::timestamptz from ${basket.given}`,
      columns: basket.columns,
      rows: [[basketId, requisitionId, buyerId, id('ana'), number, ctx.now().toString()]],
    },
    {
      name: 'bench.requisition',
      text: `insert into requisition (id, buyer_id, number, basket_id, requester_id, requester_name, state, currency,
          net_minor, vat_minor, content_hash, valid_until, created_at)
        select requisition_id::uuid, buyer_id::uuid, number, basket_id::uuid, user_id::uuid, 'Ana', 'returned', 'EUR',
          0, 0, '', at::timestamptz + interval '30 days', at::timestamptz from ${basket.given}`,
      columns: basket.columns,
      rows: [[basketId, requisitionId, buyerId, id('ana'), number, ctx.now().toString()]],
    },
    {
      name: 'bench.requisition_line',
      text: `insert into requisition_line (id, requisition_id, buyer_id, position, offer_id, product_id, seller_id, sku,
          manufacturer, manufacturer_part_id, description, unspsc, unit, quantity, quantity_step, unit_price,
          price_source, net_minor, vat_category, vat_rate_bp, lead_days, auxiliary_id)
        select id::uuid, requisition_id::uuid, buyer_id::uuid, position::int, offer_id::uuid, product_id::uuid,
          seller_id::uuid, sku, 'Exempla', 'MPN-' || sku, 'Article ' || sku, '14111507', 'C62', 2, 1, ${PRICE},
          'list', 250, 'S', 2000, 2, auxiliary_id from ${line.given}`,
      columns: line.columns,
      rows: lines,
    },
  ]);
  return lines.map((row) => String(row[8]));
}
