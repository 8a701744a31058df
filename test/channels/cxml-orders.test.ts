import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Decimal } from '../../src/base/index.ts';
import { recordAnswer, recordDespatch } from '../../src/domain/orders/index.ts';
import { actingFor, permissionsOf, systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import { places, type Quote, suiteStory } from './orders-support.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const story = suiteStory(db);
const { basket, order, send } = story;

const seller = (key: string) =>
  actingFor(systemContext(db.services(), 'test'), {
    organisationId: id(key),
    kind: 'seller',
    name: key,
    permissions: permissionsOf(['order_desk']),
  });
const partOf = async (number: string, sku: string): Promise<string> =>
  (
    await db.query<{ id: string }>(
      `select l.seller_order_id as id from order_line l join purchase_order o on o.id = l.purchase_order_id
        where o.number = ? and l.sku = ?`,
      [number, sku],
    )
  )[0]?.id ?? '';

/** An order of three sellers: bolts from A, paper and pens from B, gloves from C. */
async function placed(number: string): Promise<{ quotes: Quote[]; payloadId: string }> {
  const quotes = await basket([
    ['bolt', '1000'],
    ['paper', '10'],
    ['pen', '20'],
    ['glove', '5'],
  ]);
  const answer = await send(
    order(
      number,
      quotes.map((quote, at) => ({ quote, line: at + 1 })),
    ),
  );
  expect(answer).toMatchObject({ http: 200, status: 200, detail: '' });
  return { quotes, payloadId: answer.payloadId };
}
const [BOLT, PAPER, PEN, GLOVE] = [0, 1, 2, 3] as const;
const at = (quotes: readonly Quote[], place: number): Quote => {
  const found = quotes[place];
  if (!found) throw new Error('no such quote');
  return found;
};

describe('a change of an order', () => {
  it('adds, drops, raises and lowers lines, moves the day, and holds what the order is worth now', async () => {
    const { quotes, payloadId } = await placed('PO-CHANGE');
    // 110.00 + 42.00 + 7.00 + 12.00 = 171.00 net, 34.20 VAT.
    expect(await story.purchase('PO-CHANGE')).toMatchObject({ net: '17100', vat: '3420' });
    expect(await story.held('PO-CHANGE')).toBe('20520');
    const more = await basket([['book', '2']]);
    const answer = await send(
      order(
        'PO-CHANGE',
        [
          { quote: at(quotes, BOLT), line: 1, quantity: '2000' },
          { quote: at(quotes, PAPER), line: 2, quantity: '4' },
          { quote: at(quotes, GLOVE), line: 4, over: { requestedDeliveryDate: '2026-04-01' } },
          { quote: at(more, 0), line: 5 },
        ],
        { type: 'update', previousPayloadId: payloadId },
      ),
    );
    expect(answer).toMatchObject({ status: 200, detail: '' });
    // 220.00 + 16.80 + 12.00 = 248.80 at 20 %, books 36.00 at 5.5 %: 49.76 + 1.98.
    expect(await story.purchase('PO-CHANGE')).toMatchObject({
      state: 'released',
      version: 2,
      payload: answer.payloadId,
      net: '28480',
      vat: '5174',
    });
    expect(await story.held('PO-CHANGE')).toBe('33654');
    expect(await story.lines('PO-CHANGE')).toEqual([
      { line: 1, sku: 'A-BOLT-M8', quantity: '2000', confirmed: null },
      { line: 2, sku: 'B-PAPER-A4', quantity: '4', confirmed: null },
      { line: 4, sku: 'C-GLOVE-9', quantity: '5', confirmed: null },
      { line: 5, sku: 'C-BOOK-EPI', quantity: '2', confirmed: null },
    ]);
    expect(await story.versions('PO-CHANGE')).toEqual([
      { version: 1, type: 'new', outcome: 'in_force', changes: [] },
      {
        version: 2,
        type: 'update',
        outcome: 'in_force',
        changes: [
          {
            lineNumber: 1,
            field: 'quantity',
            from: '1000 C62',
            to: '2000 C62',
            what: 'Hex bolt M8 x 40 (A-BOLT-M8)',
          },
          {
            lineNumber: 2,
            field: 'quantity',
            from: '10 RM',
            to: '4 RM',
            what: 'Paper A4 80 g, ream (B-PAPER-A4)',
          },
          { lineNumber: 3, field: 'dropped', from: '20 C62', what: 'Ball pen, blue (B-PEN-BLUE)' },
          {
            lineNumber: 4,
            field: 'requested_on',
            from: '',
            to: '2026-04-01',
            what: 'Work glove size 9 (C-GLOVE-9)',
          },
          { lineNumber: 5, field: 'added', to: '2 C62', what: 'Handbook of PPE (C-BOOK-EPI)' },
        ],
      },
    ]);
    const events = await db.query<{ name: string }>(
      `select name from outbox_event where payload->>'purchaseOrderId' = ? and name = 'order.changed'`,
      [(await story.purchase('PO-CHANGE'))?.id],
    );
    expect(events).toHaveLength(1);
  });

  it('asks a seller anew that had said yes to something else, and leaves the others alone', async () => {
    const { quotes, payloadId } = await placed('PO-ANEW');
    const [a, b, c] = await Promise.all([
      partOf('PO-ANEW', 'A-BOLT-M8'),
      partOf('PO-ANEW', 'B-PAPER-A4'),
      partOf('PO-ANEW', 'C-GLOVE-9'),
    ]);
    const yes = (
      key: string,
      sellerOrderId: string,
      given: readonly (readonly [number, string])[],
    ) =>
      recordAnswer(seller(key), {
        sellerOrderId,
        lines: given.map(([lineNumber, quantity]) => ({
          lineNumber,
          action: 'accepted' as const,
          quantity: Decimal.parse(quantity),
        })),
      });
    await yes('seller-a', a, [[1, '1000']]);
    await yes('seller-b', b, [
      [2, '10'],
      [3, '20'],
    ]);
    await yes('seller-c', c, [[4, '5']]);
    await send(
      order(
        'PO-ANEW',
        [
          { quote: at(quotes, BOLT), line: 1, quantity: '3000' },
          { quote: at(quotes, PAPER), line: 2, quantity: '6' },
          { quote: at(quotes, PEN), line: 3 },
          { quote: at(quotes, GLOVE), line: 4 },
        ],
        { type: 'update', previousPayloadId: payloadId },
      ),
    );
    expect((await story.parts('PO-ANEW')).map(({ state, revision }) => [state, revision])).toEqual([
      ['sent', 2],
      ['accepted', 2],
      ['accepted', 1],
    ]);
    expect((await story.lines('PO-ANEW')).map(({ confirmed }) => confirmed)).toEqual([
      null,
      '6',
      '20',
      '5',
    ]);
  });

  it('is refused whole, line by line, for what has left already, and changes nothing', async () => {
    const { quotes, payloadId } = await placed('PO-SHIPPED');
    const part = await partOf('PO-SHIPPED', 'B-PAPER-A4');
    await recordDespatch(seller('seller-b'), {
      sellerOrderId: part,
      number: 'D-1',
      shippedOn: Temporal.PlainDate.from('2026-03-03'),
      lines: [
        { lineNumber: 2, quantity: Decimal.parse('8') },
        { lineNumber: 3, quantity: Decimal.parse('5') },
      ],
    });
    const before = await story.held('PO-SHIPPED');
    const answer = await send(
      order(
        'PO-SHIPPED',
        [
          { quote: at(quotes, BOLT), line: 1, quantity: '2000' },
          { quote: at(quotes, PAPER), line: 2, quantity: '7' },
          { quote: at(quotes, GLOVE), line: 4 },
        ],
        { type: 'update', previousPayloadId: payloadId },
      ),
    );
    expect(answer.status).toBe(409);
    expect(answer.detail).toBe(
      'Order PO-SHIPPED cannot be changed so; it stands as it was. line 2: 8 RM of it are already despatched, it cannot be reduced to 7 RM; line 3: 5 C62 of it are already despatched, it cannot be dropped.',
    );
    expect(await story.held('PO-SHIPPED')).toBe(before);
    expect((await story.lines('PO-SHIPPED')).map(({ quantity }) => quantity)).toEqual([
      '1000',
      '10',
      '20',
      '5',
    ]);
    // Down to what has left is possible, and closes the part: nothing is left to ship.
    const lower = await send(
      order(
        'PO-SHIPPED',
        [
          { quote: at(quotes, BOLT), line: 1 },
          { quote: at(quotes, PAPER), line: 2, quantity: '8' },
          { quote: at(quotes, PEN), line: 3, quantity: '5' },
          { quote: at(quotes, GLOVE), line: 4 },
        ],
        { type: 'update', previousPayloadId: payloadId },
      ),
    );
    expect(lower.status).toBe(200);
    expect((await story.parts('PO-SHIPPED'))[1]).toMatchObject({ state: 'shipped', revision: 2 });
    const raised = await send(
      order(
        'PO-SHIPPED',
        [
          { quote: at(quotes, BOLT), line: 1 },
          { quote: at(quotes, PAPER), line: 2, quantity: '9' },
          { quote: at(quotes, PEN), line: 3, quantity: '5' },
          { quote: at(quotes, GLOVE), line: 4 },
        ],
        { type: 'update', previousPayloadId: lower.payloadId },
      ),
    );
    expect(raised.detail).toContain(
      'line 2: it is despatched in full, more of it needs a line of its own',
    );
  });

  it('is refused where credit has no room for more, and stands as it was', async () => {
    const { quotes, payloadId } = await placed('PO-ROOM');
    const before = await story.account();
    const [limit] = await db.query<{ limit: string }>(
      'select limit_minor::text as limit from credit_account where buyer_id = ?',
      [id('acme')],
    );
    await db.query(
      'update credit_account set limit_minor = held_minor + open_minor + 5000 where buyer_id = ?',
      [id('acme')],
    );
    try {
      const answer = await send(
        order(
          'PO-ROOM',
          [
            { quote: at(quotes, BOLT), line: 1, quantity: '9000' },
            ...[PAPER, PEN, GLOVE].map((place) => ({ quote: at(quotes, place), line: place + 1 })),
          ],
          { type: 'update', previousPayloadId: payloadId },
        ),
      );
      expect(answer.status).toBe(409);
      expect(answer.detail).toMatch(/stands as it was|credit limit/);
    } finally {
      await db.query('update credit_account set limit_minor = ? where buyer_id = ?', [
        limit?.limit,
        id('acme'),
      ]);
    }
    expect(await story.account()).toBe(before);
    expect(await story.purchase('PO-ROOM')).toMatchObject({ version: 1, net: '17100' });
  });

  it('is held against the basket like a new order, and to today’s catalogue where it asks for more', async () => {
    const { quotes, payloadId } = await placed('PO-JUDGED');
    const change = (lines: Parameters<typeof order>[1]) =>
      send(order('PO-JUDGED', lines, { type: 'update', previousPayloadId: payloadId }));
    const wrong = await change([
      { quote: at(quotes, BOLT), line: 1, price: '0.09' },
      { quote: at(quotes, PAPER), line: 2, unit: 'KGM' },
      { quote: { ...at(quotes, PEN), aux: 'not-ours' }, line: 7 },
    ]);
    expect(wrong.status).toBe(400);
    expect(wrong.detail).toBe(
      'Order PO-JUDGED differs from the returned basket: line 1: price 0.11 quoted, 0.09 ordered; line 2: unit RM quoted, KGM ordered; line 7: unknown part B-PEN-BLUE',
    );
    // 500 bolts do not earn the price of 1000.
    const fewer = await change([{ quote: at(quotes, BOLT), line: 1, quantity: '500' }]);
    expect(fewer.detail).toContain('line 1: the quoted price 0.11 does not hold for this quantity');
    // The quote has run out, the article is withdrawn: as ordered, or less, still stands.
    await db.query(
      `update requisition set valid_until = '2026-01-01' where id in (select requisition_id from requisition_line where auxiliary_id = ?)`,
      [at(quotes, GLOVE).aux],
    );
    await db.query('update offer set active = false where id = ?', [id('offer-glove')]);
    const rest = [BOLT, PAPER, PEN].map((place) => ({ quote: at(quotes, place), line: place + 1 }));
    expect(
      (await change([...rest, { quote: at(quotes, GLOVE), line: 4, quantity: '3' }])).status,
    ).toBe(200);
    const greater = await change([...rest, { quote: at(quotes, GLOVE), line: 4, quantity: '6' }]);
    expect(greater.detail).toContain('line 4: C-GLOVE-9 is no longer offered');
    await db.query('update offer set active = true where id = ?', [id('offer-glove')]);
  });

  it('keeps each line’s number where the suite writes none, whatever place the line has moved to', async () => {
    const unnumbered = (bytes: Uint8Array) =>
      story.post(
        Buffer.from(bytes)
          .toString('utf8')
          .replace(/ lineNumber="\d+"/g, ''),
      );
    const quotes = await story.basket([
      ['bolt', '1000'],
      ['paper', '10'],
      ['pen', '3'],
    ]);
    const [bolt, paper, pen] = [at(quotes, 0), at(quotes, 1), at(quotes, 2)];
    const first = story.document(
      order('PO-BARE', [
        { quote: bolt, line: 1 },
        { quote: paper, line: 2 },
      ]),
    );
    expect((await unnumbered(first.bytes)).status).toBe(200);
    const second = story.document(
      order(
        'PO-BARE',
        [
          { quote: paper, line: 1, quantity: '12' },
          { quote: pen, line: 2 },
        ],
        {
          type: 'update',
          previousPayloadId: first.payloadId,
        },
      ),
    );
    expect((await unnumbered(second.bytes)).status).toBe(200);
    expect((await story.versions('PO-BARE')).at(-1)?.changes).toEqual([
      expect.objectContaining({ lineNumber: 1, field: 'dropped' }),
      expect.objectContaining({ lineNumber: 2, field: 'quantity', from: '10 RM', to: '12 RM' }),
      expect.objectContaining({ lineNumber: 3, field: 'added' }),
    ]);
  });

  it('numbers a line that has no number with its place, or the next that is free', async () => {
    const quotes = await story.basket([
      ['bolt', '1000'],
      ['paper', '10'],
    ]);
    const { bytes } = story.document(
      order('PO-MIXED', [
        { quote: at(quotes, 0), line: 2 },
        { quote: at(quotes, 1), line: 9 },
      ]),
    );
    const mixed = Buffer.from(bytes).toString('utf8').replace(' lineNumber="9"', '');
    expect((await story.post(mixed)).status).toBe(200);
    expect((await story.lines('PO-MIXED')).map(({ line, sku }) => [line, sku])).toEqual([
      [2, 'A-BOLT-M8'],
      [3, 'B-PAPER-A4'],
    ]);
  });

  it('moves the place of delivery of every part that is still open', async () => {
    const { quotes, payloadId } = await placed('PO-PLACE');
    await send(
      order(
        'PO-PLACE',
        quotes.map((quote, place) => ({ quote, line: place + 1 })),
        {
          type: 'update',
          previousPayloadId: payloadId,
          shipTo: places.shed,
          comments: [{ text: 'Ring at the gate', attachments: [] }],
        },
      ),
    );
    const rows = await db.query<{ city: string; comments: string }>(
      `select s.ship_to->>'city' as city, o.comments from seller_order s join purchase_order o on o.id = s.purchase_order_id where o.number = 'PO-PLACE'`,
    );
    expect(rows).toEqual(
      Array.from({ length: 3 }, () => ({ city: 'Bron', comments: 'Ring at the gate' })),
    );
    expect((await story.versions('PO-PLACE')).at(-1)?.changes).toEqual([
      {
        field: 'ship_to',
        from: 'Acme, Quai 1, 1 rue du Test, 69100 Villeurbanne, FR',
        to: 'Acme, Quai 1, 9 rue du Hangar, 69100 Bron, FR',
      },
      { field: 'comments', from: '', to: 'Ring at the gate' },
    ]);
  });
});

describe('documents about one order', () => {
  it('need the earlier one’s name or a higher version, and are refused for an order nobody knows', async () => {
    const { quotes } = await placed('PO-NAMES');
    const [bolt] = [at(quotes, BOLT)];
    const nameless = Buffer.from(
      story.document(
        order('PO-NAMES', [{ quote: bolt, line: 1 }], { type: 'update', previousPayloadId: 'x' }),
      ).bytes,
    )
      .toString()
      .replace(/<DocumentReference[^>]*\/>/, '');
    expect(await story.post(nameless)).toMatchObject({
      status: 400,
      detail: expect.stringContaining(
        'needs a DocumentReference with the earlier payloadID',
      ) as string,
    });
    const unknown = await send(
      order('PO-NOBODY', [{ quote: bolt, line: 1 }], {
        type: 'update',
        previousPayloadId: 'never@acme',
      }),
    );
    expect([unknown.status, unknown.detail]).toEqual([
      417,
      'Order PO-NOBODY cannot be changed: no earlier order is known here under never@acme.',
    ]);
    // Oracle Fusion: a change is an update of the same number with orderVersion = revision + 1.
    const fusion = await send(
      order(
        'PO-NAMES',
        quotes.map((quote, place) => ({
          quote,
          line: place + 1,
          ...(place === PAPER ? { quantity: '12' } : {}),
        })),
        {
          type: 'update',
          orderVersion: 2,
        },
      ),
    );
    expect(fusion.status).toBe(200);
    expect(await story.purchase('PO-NAMES')).toMatchObject({ version: 2, net: '17940' });
    const again = await send(order('PO-NAMES', [{ quote: bolt, line: 1 }]));
    expect(again.status).toBe(409);
    const { payloadId: other } = await placed('PO-OTHER');
    const mixed = await send(
      order('PO-NAMES', [{ quote: bolt, line: 1 }], { type: 'update', previousPayloadId: other }),
    );
    expect(mixed.status).toBe(409);
    expect(mixed.detail).toContain('names order PO-OTHER');
  });

  it('count in the order of their versions: an older one that arrives late changes nothing', async () => {
    const { quotes, payloadId } = await placed('PO-LATE');
    const version = (orderVersion: number, paper: string) =>
      send(
        order(
          'PO-LATE',
          quotes.map((quote, place) => ({
            quote,
            line: place + 1,
            ...(place === PAPER ? { quantity: paper } : {}),
          })),
          { type: 'update', orderVersion, previousPayloadId: payloadId },
        ),
      );
    expect((await version(4, '40')).status).toBe(200);
    const late = await version(3, '30');
    expect(late).toMatchObject({ status: 200, detail: '' });
    expect(await story.notes(late.payloadId)).toContain(
      'order_late: late: version 4 is already in force',
    );
    expect((await story.lines('PO-LATE'))[PAPER]?.quantity).toBe('40');
    expect((await story.versions('PO-LATE')).map((one) => [one.version, one.outcome])).toEqual([
      [1, 'in_force'],
      [4, 'in_force'],
      [3, 'late'],
    ]);
    // Without numbers the documents' own times decide.
    const { quotes: own, payloadId: first } = await placed('PO-TIMES');
    const timed = (timestamp: string, paper: string) =>
      send(
        order(
          'PO-TIMES',
          own.map((quote, place) => ({
            quote,
            line: place + 1,
            ...(place === PAPER ? { quantity: paper } : {}),
          })),
          { type: 'update', previousPayloadId: first },
        ),
        { timestamp },
      );
    await timed('2026-03-02T12:00:00+01:00', '12');
    const older = await timed('2026-03-02T11:00:00+01:00', '11');
    expect(await story.notes(older.payloadId)).toContain(
      'order_late: late: version 2 is already in force',
    );
    expect((await story.lines('PO-TIMES'))[PAPER]?.quantity).toBe('12');
  });

  it('cancel an order with its hold, tell the sellers that knew of it, and let nothing change it after', async () => {
    const { quotes, payloadId } = await placed('PO-CANCEL');
    const before = BigInt((await story.account()) ?? 0);
    const cancelled = await send(
      order('PO-CANCEL', [{ quote: at(quotes, BOLT), line: 1 }], {
        type: 'delete',
        previousPayloadId: payloadId,
      }),
    );
    expect(cancelled).toMatchObject({ status: 200, detail: '' });
    expect(await story.purchase('PO-CANCEL')).toMatchObject({ state: 'cancelled', version: 2 });
    expect(await story.held('PO-CANCEL')).toBe('0');
    expect(before - BigInt((await story.account()) ?? 0)).toBe(20520n);
    expect((await story.parts('PO-CANCEL')).every(({ state }) => state === 'cancelled')).toBe(true);
    const update = await send(
      order('PO-CANCEL', [{ quote: at(quotes, BOLT), line: 1 }], {
        type: 'update',
        previousPayloadId: cancelled.payloadId,
      }),
    );
    expect([update.status, update.detail]).toEqual([
      409,
      'Order PO-CANCEL is cancelled; it can no longer be changed. Send a new order under a new number.',
    ]);
    const twice = await send(
      order('PO-CANCEL', [{ quote: at(quotes, BOLT), line: 1 }], {
        type: 'delete',
        previousPayloadId: payloadId,
      }),
    );
    expect(twice.status).toBe(200);
  });

  it('may come before what they cancel: the order is then never carried out', async () => {
    const quotes = await basket([['paper', '10']]);
    const lines = [{ quote: at(quotes, 0), line: 1 }];
    const ahead = await send(
      order('PO-AHEAD', lines, { type: 'delete', previousPayloadId: 'order-ahead@acme.test' }),
    );
    expect(ahead.status).toBe(417);
    expect(ahead.detail).toContain('should the order still arrive, it will not be carried out');
    const [exchange] = await db.query<{ state: string }>(
      'select state from exchange where document_key = ?',
      [ahead.payloadId],
    );
    expect(exchange?.state).toBe('refused');
    const late = await send(order('PO-AHEAD', lines), { payloadId: 'order-ahead@acme.test' });
    expect(late.status).toBe(200);
    expect(await story.notes('order-ahead@acme.test')).toContain(
      `order_late: late: order PO-AHEAD was cancelled by ${ahead.payloadId} before it arrived; nothing is ordered`,
    );
    expect(await story.purchase('PO-AHEAD')).toBeUndefined();
  });

  it('have no second effect when they come again', async () => {
    const { quotes, payloadId } = await placed('PO-TWICE');
    const { bytes } = story.document(
      order('PO-TWICE', [{ quote: at(quotes, BOLT), line: 1, quantity: '1100' }], {
        type: 'update',
        previousPayloadId: payloadId,
      }),
    );
    const first = await story.post(bytes);
    const second = await story.post(bytes);
    expect(second.text).toBe(first.text);
    expect(await story.versions('PO-TWICE')).toHaveLength(2);
    expect(await story.held('PO-TWICE')).toBe('14520');
  });
});
