import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { money } from '../../src/base/index.ts';
import { holdExposure, raiseHold, reduceHold } from '../../src/domain/credit/index.ts';
import {
  cancelOrder,
  changeOrder,
  type OrderLineInput,
  placeOrder,
  planOrderChange,
  recordDespatch,
  recordReceipt,
} from '../../src/domain/orders/index.ts';
import { planChange, type StandingLine } from '../../src/domain/orders/rules-change.ts';
import { privileged } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import { orderStory } from './orders-story.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const story = orderStory(db);
const { d, day, line } = story;

const standing = (over: Partial<StandingLine> = {}): StandingLine => ({
  lineNumber: 1,
  sellerId: 'seller-a',
  sku: 'SKU-1',
  unit: 'C62',
  unitPrice: d('2.00'),
  description: 'Article 1',
  quantity: d('10'),
  shippedQuantity: d('0'),
  invoicedQuantity: d('0'),
  state: 'accepted',
  ...over,
});

describe('what a new version of an order means for a line', () => {
  const wanted = (quantity: string, over: Partial<StandingLine> = {}) => ({
    ...standing(),
    quantity: d(quantity),
    ...over,
  });

  it.each([
    ['as it was', {}, wanted('10'), [], []],
    ['less, before it has left', {}, wanted('4'), ['quantity'], []],
    [
      'exactly what has left',
      { shippedQuantity: d('4'), state: 'part_shipped' as const },
      wanted('4'),
      ['quantity'],
      [],
    ],
    [
      'less than what has left',
      { shippedQuantity: d('4'), state: 'part_shipped' as const },
      wanted('3'),
      ['quantity'],
      ['line 1: 4 C62 of it are already despatched, it cannot be reduced to 3 C62'],
    ],
    [
      'less than what is invoiced',
      { invoicedQuantity: d('5') },
      wanted('4'),
      ['quantity'],
      ['line 1: 5 C62 of it are already invoiced, it cannot be reduced to 4 C62'],
    ],
    [
      'more of what is despatched in full',
      { state: 'shipped' as const, shippedQuantity: d('10') },
      wanted('11'),
      ['quantity'],
      ['line 1: it is despatched in full, more of it needs a line of its own'],
    ],
    [
      'more of what the seller refused',
      { state: 'refused' as const },
      wanted('11'),
      ['quantity'],
      ['line 1: the seller refused it, more of it needs a line of its own'],
    ],
    [
      'another day',
      {},
      wanted('10', { requestedOn: Temporal.PlainDate.from('2026-05-01') }),
      ['requested_on'],
      [],
    ],
  ])('%s', (_, before, after, fields, refusals) => {
    const plan = planChange([standing(before)], [after]);
    expect(plan.changes.map(({ field }) => field)).toEqual(fields);
    expect(plan.refusals).toEqual(refusals);
  });

  it('drops a line that is not named, and replaces another article under its number', () => {
    const dropped = planChange([standing()], []);
    expect(dropped.changes.map(({ field }) => field)).toEqual(['dropped']);
    const other = planChange([standing()], [wanted('10', { sku: 'SKU-9' })]);
    expect(other.changes.map(({ field }) => field).toSorted()).toEqual(['added', 'dropped']);
    const left = planChange(
      [standing({ shippedQuantity: d('1') })],
      [wanted('10', { sku: 'SKU-9' })],
    );
    expect(left.refusals).toEqual([
      'line 1: 1 C62 of it are already despatched, it cannot be replaced',
    ]);
  });

  it('asks the seller again for more or another day, not for less or other words', () => {
    const answer = (after: StandingLine) => planChange([standing()], [after]).kept[0]?.answer;
    expect(answer(wanted('11'))).toBe('anew');
    expect(answer(wanted('10', { requestedOn: Temporal.PlainDate.from('2026-05-01') }))).toBe(
      'anew',
    );
    expect(answer(wanted('9'))).toBe('stands');
    expect(answer(wanted('10', { comments: 'Ring twice' }))).toBe('stands');
  });

  it('tells that the day of goods that have left stays', () => {
    const plan = planChange(
      [standing({ state: 'shipped', shippedQuantity: d('10') })],
      [wanted('10', { requestedOn: Temporal.PlainDate.from('2026-05-01') })],
    );
    expect([plan.changes, plan.notices]).toEqual([
      [],
      ['line 1: it is despatched in full; its day and place stay as they were'],
    ]);
  });
});

describe('exposure of an order that changes', () => {
  const subject = () => `purchase_order:${crypto.randomUUID()}`;
  const raise = (name: string, cents: bigint) =>
    story.inTx((tx) =>
      raiseHold(tx, { buyerId: id('petit'), subject: name, amount: money(cents, 'EUR') }),
    );
  const holdOf = async (name: string) =>
    (
      await db.query<{ state: string; amount: string; left: string }>(
        'select state, amount_minor::text as amount, remaining_minor::text as left from exposure_hold where subject = ?',
        [name],
      )
    )[0];

  it('grows by the difference, also where the hold was used up, and never beyond the limit', async () => {
    const name = subject();
    await story.inTx((tx) =>
      holdExposure(tx, { buyerId: id('petit'), subject: name, amount: money(10_000n, 'EUR') }),
    );
    await raise(name, 2_500n);
    expect(await holdOf(name)).toEqual({ state: 'held', amount: '12500', left: '12500' });
    await story.inTx((tx) => reduceHold(tx, { subject: name, amount: money(12_500n, 'EUR') }));
    expect((await holdOf(name))?.state).toBe('consumed');
    await raise(name, 400n);
    expect(await holdOf(name)).toEqual({ state: 'held', amount: '12900', left: '400' });
    await expect(raise(name, 5_000_000n)).rejects.toMatchObject({ code: 'credit.limit_exceeded' });
    expect(await holdOf(name)).toEqual({ state: 'held', amount: '12900', left: '400' });
    const fresh = subject();
    await raise(fresh, 700n);
    expect(await holdOf(fresh)).toEqual({ state: 'held', amount: '700', left: '700' });
  });

  it('is not taken twice by two raises at once', async () => {
    const name = subject();
    await story.inTx((tx) =>
      holdExposure(tx, { buyerId: id('petit'), subject: name, amount: money(100n, 'EUR') }),
    );
    const [{ room } = { room: '0' }] = await db.query<{ room: string }>(
      'select (limit_minor - held_minor - open_minor)::text as room from credit_account where buyer_id = ?',
      [id('petit')],
    );
    const most = BigInt(room);
    const results = await Promise.allSettled([raise(name, most), raise(name, most)]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await story.inTx((tx) => reduceHold(tx, { subject: name, amount: money(most + 100n, 'EUR') }));
  });
});

describe('an order that changes', () => {
  const change = (number: string, purchaseOrderId: string, lines: readonly OrderLineInput[]) =>
    story.inTx((tx) =>
      privileged(tx, async (inner) => {
        const planned = await planOrderChange(inner, { purchaseOrderId, number, lines });
        return changeOrder(inner, {
          planned,
          change: {
            purchaseOrderId,
            orderVersion: 2,
            payloadId: `${number}-2@acme`,
            lines,
            shipTo: story.address,
            billTo: story.address,
            requestedOn: undefined,
            comments: undefined,
            particulars: {},
          },
        });
      }),
    );

  it('that waits for its money only asks for another sum', async () => {
    const placed = await story.inTx((tx) =>
      placeOrder(
        tx,
        story.order('CH-PREPAID', [line(1, 'seller-a', '10', '2.00')], {
          terms: { outcome: 'prepay', paymentDays: 0 },
        }),
      ),
    );
    await change('CH-PREPAID', placed.purchaseOrderId, [line(1, 'seller-a', '20', '2.00')]);
    const [row] = await db.query<{ state: string; net: string; part: string; told: number }>(
      `select o.state, o.net_minor::text as net, s.state as part,
              (select count(*)::int from seller_order_revision r where r.seller_order_id = s.id) as told
         from purchase_order o join seller_order s on s.purchase_order_id = o.id where o.number = 'CH-PREPAID'`,
    );
    expect(row).toEqual({ state: 'awaiting_payment', net: '4000', part: 'held', told: 0 });
  });

  it('and was paid in advance takes no more once it is under way', async () => {
    const placed = await story.place('CH-PAID', [line(1, 'seller-a', '10', '2.00')], {
      terms: { outcome: 'prepay', paymentDays: 0 },
    });
    await db.query(`update purchase_order set state = 'released' where number = 'CH-PAID'`);
    await db.query(`update seller_order set state = 'to_send' where number like 'CH-PAID%'`);
    await expect(
      change('CH-PAID', placed.purchaseOrderId, [line(1, 'seller-a', '20', '2.00')]),
    ).rejects.toMatchObject({ code: 'orders.change_prepaid' });
  });

  it('down to what arrived is delivered', async () => {
    const placed = await story.place('CH-DONE', [
      line(1, 'seller-a', '10', '2.00'),
      line(2, 'seller-a', '5', '1.00'),
    ]);
    const sellerOrderId = story.one(placed.sellerOrderIds);
    const { shipmentId } = await recordDespatch(story.seller('seller-a'), {
      sellerOrderId,
      number: 'CH-D1',
      shippedOn: day('2026-03-03'),
      lines: [{ lineNumber: 1, quantity: d('6') }],
    });
    await recordReceipt(story.buyer(), { shipmentId, receivedBy: 'Ana' });
    await change('CH-DONE', placed.purchaseOrderId, [line(1, 'seller-a', '6', '2.00')]);
    expect(await story.state(sellerOrderId)).toBe('received');
    expect(await story.purchaseState(placed.purchaseOrderId)).toBe('delivered');
    await expect(
      change('CH-DONE', placed.purchaseOrderId, [line(1, 'seller-a', '9', '2.00')]),
    ).rejects.toMatchObject({ code: 'orders.change_closed' });
  });

  it('gives a seller that lost all its lines a cancelled part, and a new seller a part of its own', async () => {
    const placed = await story.place('CH-SELLERS', [line(1, 'seller-a', '10', '2.00')]);
    await change('CH-SELLERS', placed.purchaseOrderId, [line(1, 'seller-b', '3', '2.00')]);
    const rows = await db.query<{ number: string; state: string; net: string }>(
      `select number, state, net_minor::text as net from seller_order where number like 'CH-SELLERS%' order by number`,
    );
    expect(rows).toEqual([
      { number: 'CH-SELLERS-1', state: 'cancelled', net: '0' },
      { number: 'CH-SELLERS-2', state: 'to_send', net: '600' },
    ]);
    await change('CH-SELLERS', placed.purchaseOrderId, [
      line(1, 'seller-b', '3', '2.00'),
      line(2, 'seller-a', '1', '2.00'),
    ]);
    const parts = await db.query<{ number: string }>(
      `select number from seller_order where number like 'CH-SELLERS%' order by number`,
    );
    expect(parts.map(({ number }) => number)).toEqual([
      'CH-SELLERS-1',
      'CH-SELLERS-2',
      'CH-SELLERS-3',
    ]);
  });

  it('is cancelled with a notice for the sellers that knew of it', async () => {
    const placed = await story.place('CH-CANCEL', [line(1, 'seller-a', '10', '2.00')]);
    await cancelOrder(story.buyer(), {
      purchaseOrderId: placed.purchaseOrderId,
      reason: 'Not needed',
    });
    const notices = await db.query<{ kind: string; changes: unknown }>(
      'select kind, changes from seller_order_revision where seller_order_id = ?',
      [story.one(placed.sellerOrderIds)],
    );
    expect(notices).toEqual([
      { kind: 'cancelled', changes: [{ field: 'cancelled', to: 'Not needed' }] },
    ]);
  });
});
