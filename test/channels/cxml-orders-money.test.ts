import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jobs, subscriptions } from '../../src/app.tsx';
import { Decimal } from '../../src/base/index.ts';
import { recordAnswer, recordDespatch, recordReceipt } from '../../src/domain/orders/index.ts';
import { actingFor, permissionsOf, systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import { type Quote, suiteStory } from './orders-support.ts';

const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const story = suiteStory(db);
const { basket, order, send } = story;
const d = (text: string) => Decimal.parse(text);
const system = () => systemContext(db.services(), 'test');
const seller = (key: string) =>
  actingFor(system(), {
    organisationId: id(key),
    kind: 'seller',
    name: key,
    permissions: permissionsOf(['order_desk']),
  });
const at = (quotes: readonly Quote[], place: number): Quote => {
  const found = quotes[place];
  if (!found) throw new Error('no such quote');
  return found;
};
const part = async (number: string): Promise<string> => (await story.parts(number))[0]?.id ?? '';
const setLimit = (minor: bigint) =>
  db.query('update credit_account set limit_minor = ? where buyer_id = ?', [minor, id('acme')]);

describe('an order on terms that grows', () => {
  it('is decided on what is open and held of it and the rest, its invoices counted once', async () => {
    const quotes = await basket([['paper', '20']]);
    const first = await send(order('MN-GROW', [{ quote: at(quotes, 0), line: 1 }]));
    expect(first.status).toBe(200);
    // 20 reams at 4.20 are 84.00, 100.80 with VAT; ten are delivered and invoiced: 50.40 open, 50.40 held.
    const { shipmentId } = await recordDespatch(seller('seller-b'), {
      sellerOrderId: await part('MN-GROW'),
      number: 'MN-GROW-D1',
      shippedOn: Temporal.PlainDate.from('2026-03-02'),
      lines: [{ lineNumber: 1, quantity: d('10') }],
    });
    await recordReceipt(system(), { shipmentId, receivedBy: 'Ana' });
    await db.runJobs(jobs);
    const [used] = await db.query<{ held: string; open: string }>(
      'select held_minor::text as held, open_minor::text as open from credit_account where buyer_id = ?',
      [id('acme')],
    );
    expect(used).toEqual({ held: '5040', open: '5040' });
    const grow = (payloadId: string) =>
      send(
        order('MN-GROW', [{ quote: at(quotes, 0), line: 1, quantity: '25' }], {
          type: 'update',
          previousPayloadId: payloadId,
        }),
      );
    // Five more are 25.20: together 126.00, to the cent.
    await setLimit(12_599n);
    expect((await grow(first.payloadId)).status).toBe(409);
    await setLimit(12_600n);
    expect(await grow(first.payloadId)).toMatchObject({ status: 200, detail: '' });
    expect(await story.held('MN-GROW')).toBe('7560');
    await setLimit(5_000_000n);
  });

  it('stands as it was where its own terms are no longer to be had', async () => {
    const quotes = await basket([['paper', '10']]);
    const first = await send(order('MN-TERMS', [{ quote: at(quotes, 0), line: 1 }]));
    expect(first.status).toBe(200);
    const [{ days } = { days: 0 }] = await db.query<{ days: number }>(
      'select payment_days as days from organisation where id = ?',
      [id('acme')],
    );
    await db.query('update organisation set payment_days = 5 where id = ?', [id('acme')]);
    const more = await send(
      order('MN-TERMS', [{ quote: at(quotes, 0), line: 1, quantity: '11' }], {
        type: 'update',
        previousPayloadId: first.payloadId,
      }),
    );
    await db.query('update organisation set payment_days = ? where id = ?', [days, id('acme')]);
    expect([more.status, more.detail.slice(0, 60)]).toEqual([
      409,
      'Order MN-TERMS cannot grow so on its terms; it stands as it ',
    ]);
    expect(await story.held('MN-TERMS')).toBe('5040');
  });
});

describe('documents about one order that come at the same moment', () => {
  it.each([1, 2, 3, 4])('leave its newest version in force (%i)', async (trial) => {
    const number = `MN-RACE-${trial}`;
    const quotes = await basket([['paper', '10']]);
    const { payloadId } = await send(order(number, [{ quote: at(quotes, 0), line: 1 }]));
    const version = (orderVersion: number, quantity: string) =>
      send(
        order(number, [{ quote: at(quotes, 0), line: 1, quantity }], {
          type: 'update',
          orderVersion,
          previousPayloadId: payloadId,
        }),
      );
    const answers = await Promise.all([version(3, '5'), version(2, '20')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await story.purchase(number)).toMatchObject({ version: 3, net: '2100' });
    expect(await story.held(number)).toBe('2520');
  });

  it.each([1, 2, 3, 4])('never leave an order that they cancel (%i)', async (trial) => {
    const number = `MN-GONE-${trial}`;
    const quotes = await basket([['paper', '10']]);
    const before = await story.account();
    const payloadId = `${number}@acme.test`;
    await Promise.all([
      send(order(number, [{ quote: at(quotes, 0), line: 1 }]), { payloadId }),
      send(
        order(number, [{ quote: at(quotes, 0), line: 1 }], {
          type: 'delete',
          previousPayloadId: payloadId,
        }),
        { timestamp: '2026-03-02T10:05:00+01:00' },
      ),
    ]);
    expect([undefined, 'cancelled']).toContain((await story.purchase(number))?.state);
    expect(await story.account()).toBe(before);
  });
});

describe('a blanket order’s room', () => {
  const anyQuote: Quote = { sku: 'FRAME', aux: '', quantity: '1', price: '1', unit: 'EA' };
  const blanket = (number: string, currency = 'EUR', over: Parameters<typeof order>[2] = {}) =>
    send(
      order(
        number,
        [
          {
            quote: anyQuote,
            line: 10,
            over: {
              detail: undefined,
              blanket: {
                descriptions: [{ text: 'Paper', lang: 'en' }],
                classifications: [],
                extrinsics: [],
              },
            },
          },
        ],
        { orderType: 'blanket', total: { value: d('100'), currency }, ...over },
      ),
    );
  const release = (number: string, frame: string, lines: Parameters<typeof order>[1]) =>
    send(order(number, lines, { orderType: 'release', agreementId: frame }));

  it('is never drawn twice by two releases at once', async () => {
    await blanket('MB-ONCE');
    const quotes = await basket([['paper', '15']]);
    const lines = [{ quote: at(quotes, 0), line: 1 }];
    const answers = await Promise.all([
      release('MR-A', 'MB-ONCE', lines),
      release('MR-B', 'MB-ONCE', lines),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('comes back for what a seller does not deliver, and less may be ordered after it has ended', async () => {
    const framed = await blanket('MB-BACK');
    const quotes = await basket([['paper', '20']]);
    const first = await release('MR-C', 'MB-BACK', [{ quote: at(quotes, 0), line: 1 }]);
    expect(first.status).toBe(200);
    await recordAnswer(seller('seller-b'), {
      sellerOrderId: await part('MR-C'),
      lines: [{ lineNumber: 1, action: 'changed', quantity: d('15') }],
    });
    // 63.00 of 100.00 are drawn: eight more reams are 33.60, nine are 37.80 and too many.
    const rest = [{ quote: at(quotes, 0), line: 1, quantity: '9' }];
    expect((await release('MR-D', 'MB-BACK', rest)).status).toBe(409);
    expect(
      (await release('MR-D', 'MB-BACK', [{ quote: at(quotes, 0), line: 1, quantity: '8' }])).status,
    ).toBe(200);
    const ended = await blanket('MB-BACK', 'EUR', {
      type: 'delete',
      previousPayloadId: framed.payloadId,
    });
    expect(ended.status).toBe(200);
    const less = await send(
      order('MR-C', [{ quote: at(quotes, 0), line: 1, quantity: '12' }], {
        type: 'update',
        orderType: 'release',
        agreementId: 'MB-BACK',
        previousPayloadId: first.payloadId,
      }),
    );
    expect(less).toMatchObject({ status: 200, detail: '' });
    expect(await story.held('MR-C')).toBe('6048');
  });

  it('is of one currency', async () => {
    await blanket('MB-CHF', 'CHF');
    const quotes = await basket([['paper', '1']]);
    const drawn = await release('MR-E', 'MB-CHF', [{ quote: at(quotes, 0), line: 1 }]);
    expect([drawn.status, drawn.detail]).toEqual([
      409,
      'Blanket order MB-CHF is in CHF; €4.20 cannot be drawn on it.',
    ]);
  });
});

describe('an order over two baskets', () => {
  it('of two currencies is refused: their amounts cannot be added up', async () => {
    const [euro] = await basket([['paper', '1']]);
    const [franc] = await basket([['paper', '2']]);
    await db.query(
      `update requisition set currency = 'CHF' where id = (select requisition_id from requisition_line where auxiliary_id = ?)`,
      [franc?.aux ?? ''],
    );
    const francs = {
      ...at(
        [franc].flatMap((one) => one ?? []),
        0,
      ),
    };
    const answer = await send(
      order('MN-TWO', [
        {
          quote: at(
            [euro].flatMap((one) => one ?? []),
            0,
          ),
          line: 1,
        },
        {
          quote: francs,
          line: 2,
          over: {
            detail: {
              unitPrice: { value: d(francs.price), currency: 'CHF' },
              descriptions: [{ text: 'Article', lang: 'en' }],
              unit: francs.unit,
              classifications: [{ domain: 'UNSPSC', value: '31161500' }],
              extrinsics: [],
            },
          },
        },
      ]),
    );
    expect([
      answer.status,
      answer.detail.includes('line 2: currency CHF quoted, EUR ordered'),
    ]).toEqual([400, true]);
    expect(await story.purchase('MN-TWO')).toBeUndefined();
  });
});

describe('the Total of an order', () => {
  const total = (value: string, currency = 'EUR') => ({ total: { value: d(value), currency } });
  const said = async (number: string, over: ReturnType<typeof total>) => {
    const quotes = await basket([
      ['paper', '20'],
      ['bolt', '1000'],
    ]);
    const lines = quotes.map((quote, place) => ({ quote, line: place + 1 }));
    const sent = await send(order(number, lines, over));
    const notes = await story.notes(sent.payloadId);
    return { status: sent.status, notes: notes.filter((note) => note.startsWith('total')) };
  };

  it('that is not what its lines come to is said, and the lines count', async () => {
    expect(await said('MN-TOTAL-1', total('1'))).toEqual({
      status: 200,
      notes: ['total_differs: Total is 1.00 EUR, the lines come to 194.00 EUR: the lines count'],
    });
    expect((await story.purchase('MN-TOTAL-1'))?.net).toBe('19400');
  });

  it('in another currency than its lines is said', async () => {
    expect(await said('MN-TOTAL-2', total('194', 'USD'))).toEqual({
      status: 200,
      notes: ['total_differs: Total is 194.00 USD, the lines come to 194.00 EUR: the lines count'],
    });
  });

  it('may be off by a rounded cent for each line, and not by more', async () => {
    expect((await said('MN-TOTAL-3', total('194.02'))).notes).toEqual([]);
    expect((await said('MN-TOTAL-4', total('193.98'))).notes).toEqual([]);
    expect((await said('MN-TOTAL-5', total('194.021'))).notes).toEqual([
      'total_differs: Total is 194.021 EUR, the lines come to 194.00 EUR: the lines count',
    ]);
  });
});
