import { beforeAll, describe, expect, it } from 'vitest';
import { Decimal, plainDateIn, uuidFromName } from '../../src/base/index.ts';
import {
  AssortmentRule,
  ContractPrice,
  categoryTree,
  Offer,
  priceOffers,
  productPage,
  searchProducts,
} from '../../src/domain/catalogue/index.ts';
import { Organisation } from '../../src/domain/parties/index.ts';
import {
  actingFor,
  permissionsOf,
  read,
  systemContext,
  type TxCtx,
  write,
} from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const system = () => systemContext(db.services(), 'test');
const buyer = (key: string) =>
  actingFor(system(), {
    organisationId: id(key),
    kind: 'buyer',
    name: key,
    permissions: permissionsOf(['requester']),
  });
const seller = (key: string) =>
  actingFor(system(), {
    organisationId: id(key),
    kind: 'seller',
    name: key,
    permissions: permissionsOf(['order_desk']),
  });
const today = (tx: TxCtx) => plainDateIn(tx.now());

async function price(who: string, items: Record<string, string>) {
  const asked = Object.entries(items).map(([key, quantity]) => ({
    offerId: id(`offer-${key}`),
    quantity: Decimal.parse(quantity),
  }));
  const found = await read(buyer(who), (tx) =>
    priceOffers(tx, { buyerId: id(who), on: today(tx), items: asked }),
  );
  return Object.fromEntries(
    Object.keys(items).map((key) => {
      const offer = found.get(id(`offer-${key}`));
      return [key, offer ? `${offer.unitPrice.toString()} ${offer.priceSource}` : undefined];
    }),
  );
}

async function hits(who: string, text: string) {
  const found = await read(buyer(who), (tx) =>
    searchProducts(tx, { buyerId: id(who), text, limit: 20, locale: 'en', on: today(tx) }),
  );
  return found.hits.map((hit) => hit.best.sku);
}

describe('prices of a buyer', () => {
  it('shows two buyers the same article at two prices', async () => {
    expect(await price('acme', { paper: '10' })).toEqual({ paper: '4.2 contract:C-2026-01' });
    expect(await price('petit', { paper: '10' })).toEqual({ paper: '4.9 list' });
  });

  it('prices a basket by the quantity of each line', async () => {
    expect(await price('petit', { bolt: '1000', pen: '3', glove: '1' })).toEqual({
      bolt: '0.11 break',
      pen: '0.35 list',
      glove: '2.4 list',
    });
  });

  it('never applies a condition that the seller has not accepted, and applies it once accepted', async () => {
    expect(await price('acme', { glove: '1' })).toEqual({ glove: '2.4 list' });
    await write(system(), (tx) =>
      tx.em.nativeUpdate(ContractPrice, { id: id('contract-glove') }, { acceptedAt: tx.now() }),
    );
    expect(await price('acme', { glove: '1' })).toEqual({ glove: '2.16 contract:C-2026-02' });
    expect(await price('petit', { glove: '1' })).toEqual({ glove: '2.4 list' });
    await write(system(), (tx) =>
      tx.em.nativeUpdate(ContractPrice, { id: id('contract-glove') }, { acceptedAt: null }),
    );
  });

  it('forgets a contract the day after its end', async () => {
    const end = (day: string | null) =>
      write(system(), (tx) =>
        tx.em.nativeUpdate(
          ContractPrice,
          { id: id('contract-paper') },
          { validUntil: day === null ? null : Temporal.PlainDate.from(day) },
        ),
      );
    await end('2026-03-01');
    expect(await price('acme', { paper: '1' })).toEqual({ paper: '4.9 list' });
    await end('2026-03-02');
    expect(await price('acme', { paper: '1' })).toEqual({ paper: '4.2 contract:C-2026-01' });
    await end(null);
  });

  it('prices an offer that is named twice at the sum of its quantities', async () => {
    const half = { offerId: id('offer-bolt'), quantity: Decimal.of(500) };
    const found = await read(buyer('petit'), (tx) =>
      priceOffers(tx, { buyerId: id('petit'), on: today(tx), items: [half, half] }),
    );
    expect(found.get(half.offerId)?.unitPrice.toString()).toBe('0.11');
  });

  it('shows only the volume prices that are below the buyer’s own', async () => {
    const steps = (priceBreaks: { from: string; unitPrice: string }[]) =>
      write(system(), (tx) =>
        tx.em.nativeUpdate(Offer, { id: id('offer-paper') }, { priceBreaks }),
      );
    const shown = async (who: string) => {
      const page = await read(buyer(who), (tx) =>
        productPage(tx, {
          buyerId: id(who),
          productId: id('product-paper'),
          on: today(tx),
          locale: 'en',
        }),
      );
      return page?.offers[0]?.breaks.map((step) => step.unitPrice.toString());
    };
    await steps([
      { from: '10', unitPrice: '4.70' },
      { from: '100', unitPrice: '4.10' },
    ]);
    expect(await shown('petit')).toEqual(['4.7', '4.1']);
    expect(await shown('acme')).toEqual(['4.1']);
    await steps([]);
  });

  it('charges the VAT of the sale, not of the catalogue', async () => {
    await write(system(), (tx) =>
      tx.em.nativeUpdate(Organisation, { id: id('seller-c') }, { vatRegime: 'franchise' }),
    );
    const found = await read(buyer('acme'), (tx) =>
      priceOffers(tx, {
        buyerId: id('acme'),
        on: today(tx),
        items: [
          { offerId: id('offer-glove'), quantity: Decimal.one },
          { offerId: id('offer-pen'), quantity: Decimal.one },
        ],
      }),
    );
    const vat = (key: string) => [
      found.get(id(`offer-${key}`))?.vatCategory,
      found.get(id(`offer-${key}`))?.vatRateBp,
    ];
    expect([vat('glove'), vat('pen')]).toEqual([
      ['E', 0],
      ['S', 2000],
    ]);
    await write(system(), (tx) =>
      tx.em.nativeUpdate(Organisation, { id: id('seller-c') }, { vatRegime: 'standard' }),
    );
  });
});

describe('the assortment', () => {
  it('hides a seller, and parts of a catalogue, from prices, search, tree and product page alike', async () => {
    const rule = { id: id('petit-seller-a') };
    await write(system(), (tx) => tx.em.nativeUpdate(AssortmentRule, rule, { unspscPrefix: '26' }));
    await write(system(), (tx) => tx.em.nativeDelete(AssortmentRule, { id: id('petit-seller-b') }));
    expect(await price('petit', { bolt: '100', cable: '1', pen: '1', glove: '1' })).toEqual({
      bolt: undefined,
      cable: '1.2345 list',
      pen: undefined,
      glove: '2.4 list',
    });
    expect(await hits('petit', 'A-BOLT-M8')).toEqual([]);
    expect(await hits('petit', 'cable')).toEqual(['A-CABLE-3G']);
    const look = (productKey: string) =>
      read(buyer('petit'), (tx) =>
        productPage(tx, {
          buyerId: id('petit'),
          productId: id(productKey),
          on: today(tx),
          locale: 'fr',
        }),
      );
    expect(await look('product-bolt')).toBeUndefined();
    expect((await look('product-cable'))?.product.name).toBe('Câble 3G1,5 au mètre');
    const tree = await read(buyer('petit'), (tx) =>
      categoryTree(tx, { buyerId: id('petit'), locale: 'en' }),
    );
    expect(tree.map((branch) => [branch.unspsc, branch.count])).toEqual([
      ['26', 1],
      ['46', 1],
      ['55', 1],
    ]);
    await write(system(), async (tx) => {
      await tx.em.nativeUpdate(AssortmentRule, rule, { unspscPrefix: '' });
      tx.em.create(AssortmentRule, {
        id: id('petit-seller-b'),
        buyerId: id('petit'),
        sellerId: id('seller-b'),
      });
    });
  });

  it('opens every active seller to a buyer without rules, and no withdrawn one', async () => {
    await write(system(), (tx) => tx.em.nativeDelete(AssortmentRule, { buyerId: id('acme') }));
    expect(await hits('acme', 'bolt')).toEqual(['A-BOLT-M8']);
    await write(system(), (tx) =>
      tx.em.nativeUpdate(Organisation, { id: id('seller-a') }, { active: false }),
    );
    expect(await hits('acme', 'bolt')).toEqual([]);
    expect(await price('acme', { bolt: '100' })).toEqual({ bolt: undefined });
    await write(system(), (tx) =>
      tx.em.nativeUpdate(Organisation, { id: id('seller-a') }, { active: true }),
    );
  });

  it('drops an offer that its seller took off sale', async () => {
    await write(system(), (tx) =>
      tx.em.nativeUpdate(Offer, { id: id('offer-pen') }, { active: false }),
    );
    expect(await price('acme', { pen: '1' })).toEqual({ pen: undefined });
    expect(await hits('acme', 'stylo')).toEqual([]);
    await write(system(), (tx) =>
      tx.em.nativeUpdate(Offer, { id: id('offer-pen') }, { active: true }),
    );
  });

  it('is never computed with another party’s sight', async () => {
    const ask = (tx: TxCtx) =>
      priceOffers(tx, {
        buyerId: id('acme'),
        on: today(tx),
        items: [{ offerId: id('offer-pen'), quantity: Decimal.one }],
      });
    await expect(read(buyer('petit'), ask)).rejects.toThrow('access.denied');
    await expect(read(seller('seller-a'), ask)).rejects.toThrow('access.denied');
    expect((await read(system(), ask)).size).toBe(1);
  });
});

describe('a product with several sellers', () => {
  it('shows the cheapest offer per piece first, at this buyer’s prices', async () => {
    const pack = uuidFromName('test/pen-pack');
    await write(system(), async (tx) => {
      tx.em.create(Offer, {
        id: pack,
        productId: id('product-pen'),
        sellerId: id('seller-c'),
        sku: 'C-PEN-50',
        unitPrice: Decimal.parse('15.00'),
        currency: 'EUR',
        unit: 'BX',
        packQuantity: Decimal.of(50),
        minimumQuantity: Decimal.one,
        quantityStep: Decimal.one,
        stock: Decimal.of(4),
        leadDays: 5,
        vatCategory: 'S',
        vatRateBp: 2000,
        updatedAt: tx.now(),
      });
    });
    const view = await read(buyer('petit'), (tx) =>
      productPage(tx, {
        buyerId: id('petit'),
        productId: id('product-pen'),
        on: today(tx),
        locale: 'en',
      }),
    );
    expect(view?.offers.map((offer) => [offer.sku, offer.sellerName])).toEqual([
      ['C-PEN-50', 'Gants Gamma'],
      ['B-PEN-BLUE', 'Bureau Beta'],
    ]);
    const found = await read(buyer('petit'), (tx) =>
      searchProducts(tx, {
        buyerId: id('petit'),
        text: 'pen',
        limit: 5,
        locale: 'en',
        on: today(tx),
      }),
    );
    expect(found.hits.map((hit) => [hit.name, hit.best.sku, hit.offerCount])).toEqual([
      ['Ball pen, blue', 'C-PEN-50', 2],
    ]);
    const one = await read(buyer('petit'), (tx) =>
      searchProducts(tx, {
        buyerId: id('petit'),
        text: 'pen',
        sellerId: id('seller-b'),
        limit: 5,
        locale: 'en',
        on: today(tx),
      }),
    );
    expect(one.hits.map((hit) => hit.best.sku)).toEqual(['B-PEN-BLUE']);
  });
});
