import { beforeAll, describe, expect, it } from 'vitest';
import { Decimal, plainDateIn, uuidFromName } from '../../src/base/index.ts';
import {
  Category,
  Offer,
  Product,
  searchProducts,
  searchTextOf,
} from '../../src/domain/catalogue/index.ts';
import { actingFor, read, systemContext, write } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
const system = () => systemContext(db.services(), 'test');
const acme = () =>
  actingFor(system(), {
    organisationId: id('acme'),
    kind: 'buyer',
    name: 'Ana',
    permissions: new Set(),
  });

/** Forty washers, and bolts whose sizes differ by a digit. */
beforeAll(async () => {
  await smallWorld(db.services());
  await write(system(), async (tx) => {
    const add = (key: string, names: { en: string; fr: string; mpn: string; unspsc: string }) => {
      const facts = {
        manufacturer: 'Fixa',
        manufacturerPartId: names.mpn,
        nameEn: names.en,
        nameFr: names.fr,
        gtin: null,
      };
      tx.em.create(Product, {
        id: uuidFromName(`p/${key}`),
        ...facts,
        unspsc: names.unspsc,
        descriptionEn: '',
        descriptionFr: '',
        searchText: searchTextOf(facts),
        createdAt: tx.now(),
      });
      tx.em.create(Offer, {
        id: uuidFromName(`o/${key}`),
        productId: uuidFromName(`p/${key}`),
        sellerId: id('seller-a'),
        sku: `A-${key}`,
        unitPrice: Decimal.parse('1'),
        currency: 'EUR',
        unit: 'C62',
        packQuantity: Decimal.one,
        minimumQuantity: Decimal.one,
        quantityStep: Decimal.one,
        stock: Decimal.one,
        leadDays: 1,
        vatCategory: 'S',
        vatRateBp: 2000,
        updatedAt: tx.now(),
      });
    };
    tx.em.create(Category, {
      unspsc: '31161800',
      nameEn: 'Washers',
      nameFr: 'Rondelles',
      spendClass: 'C',
    });
    for (let n = 1; n <= 40; n += 1)
      add(`W${n}`, {
        en: `Flat washer ${n} mm`,
        fr: `Rondelle plate ${n} mm`,
        mpn: `WSH-${n}`,
        unspsc: '31161800',
      });
    add('S30', {
      en: 'Socket screw M8x30',
      fr: 'Vis à tête creuse M8x30',
      mpn: '912-M8-30',
      unspsc: '31161500',
    });
    add('S40', {
      en: 'Socket screw M8 x 40',
      fr: 'Vis à tête creuse M8 x 40',
      mpn: '912-M8-40',
      unspsc: '31161500',
    });
    add('S400', {
      en: 'Threaded rod M8 x 400',
      fr: 'Tige filetée M8 x 400',
      mpn: '976-M8-400',
      unspsc: '31161500',
    });
  });
});

async function search(
  text: string,
  extra: { unspscPrefix?: string; after?: string; limit?: number; locale?: 'en' | 'fr' } = {},
) {
  return read(acme(), (tx) =>
    searchProducts(tx, {
      buyerId: id('acme'),
      text,
      limit: 10,
      locale: 'en',
      on: plainDateIn(tx.now()),
      ...extra,
    }),
  );
}
const skus = async (text: string) => (await search(text)).hits.map((hit) => hit.best.sku);

describe('searching the catalogue', () => {
  it('puts the article whose number was typed first', async () => {
    expect((await skus('912-M8-40'))[0]).toBe('A-S40');
    expect((await skus('wsh-7'))[0]).toBe('A-W7');
    expect((await skus('B-PEN-BLUE'))[0]).toBe('B-PEN-BLUE');
    expect((await skus('MPN-glove'))[0]).toBe('C-GLOVE-9');
  });

  it('finds a GTIN, also with its leading zero', async () => {
    expect(await skus('5901234123457')).toEqual(['B-PAPER-A4']);
    expect(await skus('05901234123457')).toEqual(['B-PAPER-A4']);
  });

  it('finds French and English words, singular or plural, with or without accents', async () => {
    for (const text of ['glove', 'gloves', 'gant', 'gants de travail', 'GANTS'])
      expect(await skus(text)).toEqual(['C-GLOVE-9']);
    for (const text of ['câble', 'cable au mètre', 'cables metre'])
      expect(await skus(text)).toEqual(['A-CABLE-3G']);
    expect(await skus('stylo à bille')).toEqual(['B-PEN-BLUE']);
  });

  it('needs every word, each as a beginning', async () => {
    expect(await skus('work glo')).toEqual(['C-GLOVE-9']);
    expect(await skus('ball glove')).toEqual([]);
  });

  it('reads M8x40 and M8 x 40 as one size, and puts it before M8 x 400', async () => {
    for (const text of ['M8x40', 'M8 x 40', 'm8×40']) {
      const found = await skus(text);
      expect(found.slice(0, 2).sort()).toEqual(['A-BOLT-M8', 'A-S40']);
      expect(found).not.toContain('A-S30');
      expect(found[2]).toBe('A-S400');
    }
    expect(await skus('vis creuse M8 x 30')).toEqual(['A-S30']);
  });

  it('reads 3G1.5 and 3G1,5 alike', async () => {
    expect(await skus('3G1.5')).toEqual(['A-CABLE-3G']);
    expect(await skus('3g1,5')).toEqual(['A-CABLE-3G']);
  });

  it('forgives a slip only when nothing holds the words, and never in a number', async () => {
    const cases = [
      ['glvoe', 'slips', 'C-GLOVE-9'],
      ['glve', 'slips', 'C-GLOVE-9'],
      ['work golve', 'slips', 'C-GLOVE-9'],
      ['stilo bille', 'slips', 'B-PEN-BLUE'],
      ['hexagonnalle', 'similar', 'A-BOLT-M8'],
    ];
    for (const [text = '', ...expected] of cases) {
      const found = await search(text);
      expect([text, found.mode, found.hits[0]?.best.sku]).toEqual([text, ...expected]);
    }
    expect((await search('glove')).mode).toBe('words');
    expect(await skus('soket M9x30')).toEqual([]);
    expect(await skus('xyzzyplugh')).toEqual([]);
  });

  it('is no worse for signs of the query language', async () => {
    for (const text of [
      `'`,
      `a:* & !b | (c`,
      '\\',
      '%',
      '<->',
      '?',
      "glove'; drop table product; --",
      '\0',
      'é'.repeat(500),
    ]) {
      expect(Array.isArray((await search(text)).hits)).toBe(true);
    }
  });

  it('pages without gap or repeat', async () => {
    for (const text of ['rondelle', '', 'washr']) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await search(text, {
          unspscPrefix: '311618',
          limit: 7,
          ...(after ? { after } : {}),
        });
        seen.push(...page.hits.map((hit) => hit.best.sku));
        after = page.next;
      } while (after);
      expect([text, seen.length, new Set(seen).size]).toEqual([text, 40, 40]);
    }
  });

  it('refuses a page mark it did not give', async () => {
    await expect(search('rondelle', { after: 'words.1.x' })).rejects.toThrow(
      'catalogue.cursor_invalid',
    );
  });

  it('counts the categories of what was found, in the reader’s language', async () => {
    expect((await search('M8', { locale: 'fr' })).categories).toEqual([
      { unspsc: '31161500', name: 'Vis hexagonale M8 x 40', count: 4 },
    ]);
    expect(
      (await search('', { unspscPrefix: '3116' })).categories.map((one) => [one.name, one.count]),
    ).toEqual([
      ['Hex bolt M8 x 40', 4],
      ['Washers', 40],
    ]);
  });

  it('keeps to a category', async () => {
    expect((await search('M8', { unspscPrefix: '26' })).hits).toEqual([]);
    expect((await search('912-M8-40', { unspscPrefix: '26' })).hits).toEqual([]);
  });
});
