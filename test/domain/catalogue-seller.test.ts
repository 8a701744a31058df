import { beforeAll, describe, expect, it } from 'vitest';
import { Decimal } from '../../src/base/index.ts';
import {
  acceptContract,
  catalogueRoutes,
  changeOffer,
  contractsOffered,
  Offer,
  offerOf,
  offersOf,
} from '../../src/domain/catalogue/index.ts';
import { requestContext, web } from '../../src/platform/http/index.ts';
import {
  actingFor,
  contextFor,
  permissionsOf,
  read,
  systemContext,
  write,
} from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const system = () => systemContext(db.services(), 'test');
const desk = (key: string, roles = ['order_desk']) =>
  actingFor(system(), {
    organisationId: id(key),
    kind: 'seller',
    name: key,
    permissions: permissionsOf(roles),
  });
const own = (key: string, offer: string) =>
  read(desk(key), (tx) => offerOf(tx, { sellerId: id(key), offerId: id(offer), locale: 'en' }));

describe('a seller’s offers', () => {
  it('are its own: rivals’ do not exist for it, in lists, by id or in raw SQL', async () => {
    const list = await read(desk('seller-c'), (tx) =>
      offersOf(tx, { sellerId: id('seller-c'), limit: 50, locale: 'en' }),
    );
    expect(list.offers.map((offer) => offer.sku)).toEqual(['C-BOOK-EPI', 'C-GLOVE-9']);
    const spied = await read(desk('seller-c'), (tx) =>
      offersOf(tx, { sellerId: id('seller-a'), limit: 50, locale: 'en' }),
    );
    expect(spied.offers).toEqual([]);
    await expect(
      read(desk('seller-c'), (tx) =>
        offerOf(tx, { sellerId: id('seller-c'), offerId: id('offer-bolt'), locale: 'en' }),
      ),
    ).rejects.toThrow('not_found');
    const raw = await read(desk('seller-c'), (tx) =>
      tx.em.execute('select distinct seller_id from offer'),
    );
    expect(raw).toEqual([{ seller_id: id('seller-c') }]);
  });

  it('are found by article number or words and paged by article number', async () => {
    const find = (text: string, after?: string) =>
      read(desk('seller-a'), (tx) =>
        offersOf(tx, {
          sellerId: id('seller-a'),
          text,
          limit: 1,
          locale: 'fr',
          ...(after ? { after } : {}),
        }),
      );
    expect((await find('a-cab')).offers.map((offer) => offer.sku)).toEqual(['A-CABLE-3G']);
    expect((await find('vis hexagonale')).offers.map((offer) => offer.name)).toEqual([
      'Vis hexagonale M8 x 40',
    ]);
    const first = await find('');
    expect([first.offers[0]?.sku, first.next]).toEqual(['A-BOLT-M8', 'A-BOLT-M8']);
    const second = await find('', first.next);
    expect([second.offers[0]?.sku, second.next]).toEqual(['A-CABLE-3G', undefined]);
  });

  it('change in price, volume prices, stock, delay and visibility, with a trace', async () => {
    const before = await own('seller-a', 'offer-bolt');
    const changed = await changeOffer(desk('seller-a'), {
      offerId: before.offerId,
      version: before.version,
      unitPrice: Decimal.parse('0.13'),
      stock: Decimal.of(500),
      leadDays: 4,
      active: false,
      breaks: [
        { from: Decimal.of(1000), unitPrice: Decimal.parse('0.12') },
        { from: Decimal.of(5000), unitPrice: Decimal.parse('0.1') },
      ],
    });
    expect(changed.version).toBe(before.version + 1);
    const after = await own('seller-a', 'offer-bolt');
    expect([
      after.unitPrice.toString(),
      after.stock.toString(),
      after.leadDays,
      after.active,
      after.breaks.length,
    ]).toEqual(['0.13', '500', 4, false, 2]);
    expect(
      await db.query(
        `select action, detail -> 'after' ->> 'unitPrice' as price from audit_record where action = 'offer.changed'`,
      ),
    ).toEqual([{ action: 'offer.changed', price: '0.13' }]);
    expect(
      await db.query(
        `select payload ->> 'offerId' as offer from outbox_event where name = 'offer.changed'`,
      ),
    ).toEqual([{ offer: id('offer-bolt') }]);
  });

  it('cannot be changed by a rival, nor by somebody without the permission', async () => {
    const change = { offerId: id('offer-pen'), version: 1, stock: Decimal.zero };
    await expect(changeOffer(desk('seller-a'), change)).rejects.toThrow('not_found');
    await expect(changeOffer(desk('seller-b', ['seller_finance']), change)).rejects.toThrow(
      'access.denied',
    );
    const forced = await write(desk('seller-a'), (tx) =>
      tx.em.nativeUpdate(Offer, { id: id('offer-pen') }, { active: false }),
    );
    expect(forced).toBe(0);
  });

  it('refuse the second of two changes made on the same version', async () => {
    const { version } = await own('seller-b', 'offer-pen');
    const change = (stock: number) =>
      changeOffer(desk('seller-b'), {
        offerId: id('offer-pen'),
        version,
        stock: Decimal.of(stock),
      });
    const results = await Promise.allSettled([change(1), change(2), change(3)]);
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of results)
      if (one.status === 'rejected') expect(String(one.reason)).toContain('concurrency.changed');
    expect((await own('seller-b', 'offer-pen')).version).toBe(version + 1);
  });

  it.each([
    ['a price of zero', { unitPrice: Decimal.zero }, 'catalogue.price_invalid'],
    [
      'a price of seven decimals',
      { unitPrice: Decimal.parse('0.1234567') },
      'catalogue.price_invalid',
    ],
    [
      'a volume price above the list price',
      { breaks: [{ from: Decimal.of(10), unitPrice: Decimal.of(99) }] },
      'catalogue.breaks_invalid',
    ],
    [
      'volume prices out of order',
      {
        breaks: [
          { from: Decimal.of(10), unitPrice: Decimal.parse('2') },
          { from: Decimal.of(5), unitPrice: Decimal.parse('1') },
        ],
      },
      'catalogue.breaks_invalid',
    ],
    ['a stock below zero', { stock: Decimal.of(-1) }, 'catalogue.stock_invalid'],
    ['a delay of two years', { leadDays: 730 }, 'catalogue.lead_days_invalid'],
  ])('refuse %s and stay as they were', async (_, change, code) => {
    const before = await own('seller-b', 'offer-paper');
    await expect(
      changeOffer(desk('seller-b'), {
        offerId: before.offerId,
        version: before.version,
        ...change,
      }),
    ).rejects.toThrow(code);
    expect(await own('seller-b', 'offer-paper')).toEqual(before);
  });
});

describe('a buyer’s condition', () => {
  it('is read and accepted by the seller it names, once', async () => {
    const read1 = await read(desk('seller-c'), (tx) =>
      contractsOffered(tx, { sellerId: id('seller-c'), limit: 10, locale: 'en' }),
    );
    expect(
      read1.contracts.map((one) => [one.reference, one.buyerName, one.discountBp, one.acceptedAt]),
    ).toEqual([['C-2026-02', 'Acme Industrie', 1000, null]]);
    await expect(
      acceptContract(desk('seller-a'), { contractId: id('contract-glove') }),
    ).rejects.toThrow('not_found');
    const first = await acceptContract(desk('seller-c'), { contractId: id('contract-glove') });
    db.clock.advance({ hours: 1 });
    expect(await acceptContract(desk('seller-c'), { contractId: id('contract-glove') })).toEqual(
      first,
    );
    expect(
      await db.query(
        `select count(*)::int as n from outbox_event where name = 'contract.accepted'`,
      ),
    ).toEqual([{ n: 1 }]);
  });

  it('cannot be accepted by its buyer, nor after its last day', async () => {
    await db.query(
      `update contract_price set accepted_at = null, valid_until = '2026-03-01' where id = ?`,
      [id('contract-glove')],
    );
    const buyer = actingFor(system(), {
      organisationId: id('acme'),
      kind: 'buyer',
      name: 'Ana',
      permissions: permissionsOf(['buyer_admin']),
    });
    await expect(acceptContract(buyer, { contractId: id('contract-glove') })).rejects.toThrow(
      'access.denied',
    );
    await expect(
      acceptContract(desk('seller-c'), { contractId: id('contract-glove') }),
    ).rejects.toThrow('catalogue.contract_over');
    await db.query('update contract_price set valid_until = null where id = ?', [
      id('contract-glove'),
    ]);
  });
});

describe('the seller’s pages', () => {
  const app = () => {
    const services = db.services();
    const actor = { ...desk('seller-b').actor, name: 'Bea' };
    return web()
      .use(requestContext(services))
      .use(async (c, next) => {
        c.set('ctx', contextFor(services, { actor, locale: c.get('locale') }));
        await next();
      })
      .route('/', catalogueRoutes());
  };
  const post = (path: string, form: Record<string, string> | string[][], lang = 'en') =>
    app().request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': lang },
      body: new URLSearchParams(form as string[][]).toString(),
    });

  it('list the seller’s offers and conditions in the reader’s language', async () => {
    const list = await (
      await app().request('/seller/offers', { headers: { 'accept-language': 'fr' } })
    ).text();
    expect(list).toContain('B-PAPER-A4');
    expect(list).toContain('Papier A4 80 g, ramette');
    expect(list).not.toContain('A-BOLT-M8');
    const contracts = await (await app().request('/seller/offers/contracts')).text();
    expect(contracts).toContain('C-2026-01');
  });

  it('save a form in the reader’s notation and show it again', async () => {
    const path = `/seller/offers/${id('offer-paper')}`;
    const { version } = await own('seller-b', 'offer-paper');
    const form = [
      ['version', String(version)],
      ['price', '5,10'],
      ['stock', '1 250'],
      ['lead_days', '3'],
      ['active', 'yes'],
      ['break_from', '10'],
      ['break_price', '4,80'],
      ['break_from', ''],
      ['break_price', ''],
    ];
    const answer = await post(path, form, 'fr');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?done=saved`]);
    const offer = await own('seller-b', 'offer-paper');
    expect([
      offer.unitPrice.toString(),
      offer.stock.toString(),
      offer.breaks[0]?.unitPrice.toString(),
    ]).toEqual(['5.1', '1250', '4.8']);
    expect(
      await (await app().request(path, { headers: { 'accept-language': 'fr' } })).text(),
    ).toContain('value="5,10"');
  });

  it('keep what was typed beside a refusal, and say when somebody was faster', async () => {
    const path = `/seller/offers/${id('offer-paper')}`;
    const { version } = await own('seller-b', 'offer-paper');
    const wrong = await post(path, {
      version: String(version),
      price: 'cheap',
      stock: '1',
      lead_days: '3',
    });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('value="cheap"');
    const late = await post(path, {
      version: String(version - 1),
      price: '9',
      stock: '1',
      lead_days: '3',
    });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('Somebody changed this in the meantime');
  });
});
