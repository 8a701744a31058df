import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jobs, subscriptions } from '../../src/app.tsx';
import { Decimal } from '../../src/base/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { smallWorld } from '../support/world.ts';
import { type Quote, suiteStory } from './orders-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const story = suiteStory(db);
const { basket, order, send } = story;
const d = (text: string) => Decimal.parse(text);
const eur = (text: string) => ({ value: d(text), currency: 'EUR' });
const at = (quotes: readonly Quote[], place: number): Quote => {
  const found = quotes[place];
  if (!found) throw new Error('no such quote');
  return found;
};
const anyQuote: Quote = { sku: 'FRAME', aux: '', quantity: '1', price: '1', unit: 'EA' };

const frame = (
  number: string,
  over: Parameters<typeof order>[2] = {},
  limits: { maximumAmount?: string; maximumQuantity?: string } = {},
) =>
  order(
    number,
    [
      {
        quote: anyQuote,
        line: 10,
        over: {
          detail: undefined,
          blanket: {
            descriptions: [{ text: 'Paper of all sorts', lang: 'en' }],
            classifications: [],
            extrinsics: [],
            ...(limits.maximumAmount ? { maximumAmount: eur(limits.maximumAmount) } : {}),
            ...(limits.maximumQuantity ? { maximumQuantity: d(limits.maximumQuantity) } : {}),
          },
        },
      },
    ],
    { orderType: 'blanket', total: eur('100'), ...over },
  );

describe('a blanket order', () => {
  it('is kept with its limits, and nothing goes to a seller or to credit', async () => {
    const before = await story.account();
    const answer = await send(
      frame('BO-1', {
        agreementId: 'AGR-7',
        effectiveDate: '2026-01-01T00:00:00+01:00',
        expirationDate: '2026-12-31T00:00:00+01:00',
      }),
    );
    expect(answer).toMatchObject({ status: 200, detail: '' });
    await db.runJobs(jobs);
    expect(await story.purchase('BO-1')).toBeUndefined();
    expect(await story.account()).toBe(before);
    const [kept] = await db.query(
      `select number, state, maximum_minor::text as maximum, effective_on::text as from, expires_on::text as to from frame_order`,
    );
    expect(kept).toEqual({
      number: 'BO-1',
      state: 'open',
      maximum: '10000',
      from: '2026-01-01',
      to: '2026-12-31',
    });
    expect((await send(frame('BO-1'))).status).toBe(409);
    expect((await send(frame('BO-NONE', { total: eur('0') }))).detail).toContain('states no limit');
  });

  it('has one currency and no limit below zero', async () => {
    const usd = { value: d('50'), currency: 'USD' };
    const two = await send(frame('BO-USD', { total: usd }, { maximumAmount: '40' }));
    expect(two).toMatchObject({ status: 400 });
    expect(two.detail).toContain('a blanket order in USD and EUR');
    expect(await send(frame('BO-MINUS', { total: eur('-5') }))).toMatchObject({ status: 400 });
    expect(
      await db.query(`select 1 from frame_order where number in ('BO-USD', 'BO-MINUS')`),
    ).toEqual([]);
  });

  it('is drawn down by releases that name it, and refuses what goes beyond it', async () => {
    const quotes = await basket([['paper', '20']]);
    const release = (number: string, quantity: string, over: Parameters<typeof order>[2]) =>
      send(
        order(number, [{ quote: at(quotes, 0), line: 1, quantity }], {
          orderType: 'release',
          ...over,
        }),
      );
    // 20 reams at 4.20 are 84.00 of 100.00.
    const first = await release('RO-1', '20', { agreementId: 'AGR-7' });
    expect(first.status).toBe(200);
    const nameless = await release('RO-2', '1', {});
    expect([nameless.status, nameless.detail]).toEqual([
      400,
      'Order RO-2 is a release, but names no agreement: give agreementID, a MasterAgreementReference or the blanket order’s payloadID.',
    ]);
    const unknown = await release('RO-3', '1', { agreementId: 'AGR-8' });
    expect(unknown.status).toBe(417);
    const beyond = await release('RO-4', '4', { agreementId: 'BO-1' });
    expect(beyond.status).toBe(409);
    expect(beyond.detail.replaceAll(' ', ' ')).toBe(
      'Blanket order BO-1, total: €100.00 at most, €84.00 are drawn, €16.80 more were asked for.',
    );
    // Less of the first release makes room; a cancelled one gives all of it back.
    const less = await send(
      order('RO-1', [{ quote: at(quotes, 0), line: 1, quantity: '10' }], {
        type: 'update',
        orderType: 'release',
        agreementId: 'AGR-7',
        previousPayloadId: first.payloadId,
      }),
    );
    expect(less.status).toBe(200);
    expect((await release('RO-4', '4', { agreementId: 'BO-1' })).status).toBe(200);
    const more = await send(
      order('RO-1', [{ quote: at(quotes, 0), line: 1, quantity: '30' }], {
        type: 'update',
        orderType: 'release',
        previousPayloadId: less.payloadId,
      }),
    );
    expect(more.status).toBe(409);
    const viewer = await testApp(db.services()).signIn('buyer@acme.test');
    const [{ id } = { id: '' }] = await db.query<{ id: string }>('select id from frame_order');
    const page = await (await viewer.get(`/buyer/blanket-orders/${id}`)).text();
    for (const text of ['58.80', '41.20', 'RO-1', 'RO-4', 'Paper of all sorts'])
      expect(page).toContain(text);
    expect(await (await viewer.get('/buyer/blanket-orders')).text()).toContain('BO-1');
    const staff = await testApp(db.services()).signIn('operator@comptoir.test');
    const all = await (await staff.get('/operator/blanket-orders')).text();
    expect(all).toContain('Acme');
    // Thirty newer ones of the same buyer fill the first page; the older one stands on the next.
    await db.query(
      `insert into frame_order select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(),
         'number', 'BO-LATER-' || n, 'ordered_at', f.ordered_at + n * interval '1 minute'))).*
       from frame_order f, generate_series(1, 30) n where f.number = 'BO-1'`,
    );
    const first30 = await (await staff.get('/operator/blanket-orders')).text();
    expect(first30).not.toContain('>BO-1<');
    const [, next = ''] = /href="([^"]*after=[^"]*)"/.exec(first30) ?? [];
    const rest = await (await staff.get(next.replaceAll('&amp;', '&'))).text();
    expect(rest).toContain('BO-1');
    expect(rest).not.toContain('BO-LATER');
    await db.query(`delete from frame_order where number like 'BO-LATER-%'`);
    const stranger = await testApp(db.services()).signIn('buyer@petit.test');
    expect((await stranger.get(`/buyer/blanket-orders/${id}`)).status).toBe(404);
  });

  it('holds its days, its lines’ limits, and what a change or cancellation makes of it', async () => {
    const placed = await send(
      frame(
        'BO-2',
        { effectiveDate: '2026-05-01', expirationDate: '2026-12-31' },
        { maximumQuantity: '12' },
      ),
    );
    expect(placed.status).toBe(200);
    const quotes = await basket([['paper', '10']]);
    const release = (number: string) =>
      send(
        order(number, [{ quote: at(quotes, 0), line: 1, over: { agreementItemNumber: 10 } }], {
          orderType: 'release',
          agreementPayloadId: placed.payloadId,
        }),
      );
    const early = await release('RO-5');
    expect(early.detail).toBe(
      'Blanket order BO-2 may be released from 2026-05-01 to 2026-12-31; today is 2026-03-02.',
    );
    const changed = await send(
      frame(
        'BO-2',
        { type: 'update', previousPayloadId: placed.payloadId, total: eur('300') },
        { maximumQuantity: '12' },
      ),
    );
    expect(changed.status).toBe(200);
    expect((await release('RO-5')).status).toBe(200);
    const tooMany = await release('RO-6');
    expect(tooMany.detail).toBe(
      'Blanket order BO-2, line 10: 12 at most, 10 are drawn, 10 more were asked for.',
    );
    const below = await send(
      frame('BO-2', { type: 'update', previousPayloadId: changed.payloadId, total: eur('40') }),
    );
    expect(below.status).toBe(409);
    const closed = await send(
      frame('BO-2', { type: 'delete', previousPayloadId: changed.payloadId }),
    );
    expect(closed.status).toBe(200);
    expect((await release('RO-7')).detail).toContain('is cancelled; nothing can be released');
    expect(await story.purchase('RO-5')).toMatchObject({ state: 'released' });
  });

  it('is never a stock transport order: those are not served', async () => {
    const quotes = await basket([['paper', '10']]);
    for (const orderType of ['stockTransport', 'stockTransportRelease']) {
      const answer = await send(order('ST-1', [{ quote: at(quotes, 0), line: 1 }], { orderType }));
      expect(answer.status).toBe(450);
      expect(answer.detail).toContain(`OrderRequest orderType="${orderType}" is not served here`);
    }
  });
});

describe('one basket ordered in parts', () => {
  const stateOf = async (aux: string) =>
    (
      await db.query<{ state: string }>(
        `select state from requisition where id = (select requisition_id from requisition_line where auxiliary_id = ?)`,
        [aux],
      )
    )[0]?.state;

  it('is ordered once every line is in some order, and a line ordered twice is reported', async () => {
    const quotes = await basket([
      ['bolt', '1000'],
      ['paper', '10'],
      ['glove', '5'],
    ]);
    const aux = at(quotes, 0).aux;
    expect((await send(order('SPLIT-1', [{ quote: at(quotes, 0), line: 1 }]))).status).toBe(200);
    expect(await stateOf(aux)).toBe('returned');
    // Four of the paper here, six there: together what was in the basket.
    await send(
      order('SPLIT-2', [
        { quote: at(quotes, 1), line: 1, quantity: '4' },
        { quote: at(quotes, 2), line: 2 },
      ]),
    );
    expect(await stateOf(aux)).toBe('ordered');
    const rest = await send(order('SPLIT-3', [{ quote: at(quotes, 1), line: 1, quantity: '6' }]));
    expect((await story.notes(rest.payloadId)).filter((note) => /together/.test(note))).toEqual([]);
    const twice = await send(order('SPLIT-4', [{ quote: at(quotes, 2), line: 1 }]));
    expect(twice.status).toBe(200);
    expect(await story.notes(twice.payloadId)).toContain(
      'order_differs: line 1: 10 of 5 ordered together with SPLIT-2',
    );
  });
});

describe('an order that is refused', () => {
  it('is refused whole, with every line’s reason, and leaves nothing behind', async () => {
    const quotes = await basket([
      ['bolt', '1000'],
      ['paper', '10'],
      ['glove', '5'],
    ]);
    const before = await story.account();
    const answer = await send(
      order('PO-BAD', [
        { quote: at(quotes, 0), line: 1, quantity: '1050' },
        { quote: at(quotes, 1), line: 2, price: '4.00' },
        { quote: at(quotes, 2), line: 3 },
      ]),
    );
    expect(answer).toMatchObject({
      http: 200,
      status: 400,
      detail:
        'Order PO-BAD differs from the returned basket: line 1: quantity not deliverable 1000 quoted, 1050 ordered; line 2: price 4.20 quoted, 4.00 ordered',
    });
    expect(await story.purchase('PO-BAD')).toBeUndefined();
    expect(await story.account()).toBe(before);
  });
});
