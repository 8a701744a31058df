import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  cancelDespatch,
  cancelOrder,
  changeOrder,
  type OrderLineInput,
  planOrderChange,
  recordAnswer,
  recordDespatch,
  recordReceipt,
} from '../../src/domain/orders/index.ts';
import { privileged } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { smallWorld } from '../support/world.ts';
import { orderStory } from './orders-story.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
/** After every story: books balanced, used credit the sum of its holds, orders the sum of their parts. */
afterEach(() => expectMoneyInOrder(db));
const story = orderStory(db);
const { d, day, line } = story;

const change = (number: string, purchaseOrderId: string, lines: readonly OrderLineInput[]) =>
  story.inTx((tx) =>
    privileged(tx, async (inner) => {
      const planned = await planOrderChange(inner, { purchaseOrderId, number, lines });
      return changeOrder(inner, {
        planned,
        change: {
          purchaseOrderId,
          orderVersion: 2,
          payloadId: `${number}-${crypto.randomUUID()}@acme`,
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

const holdOf = async (purchaseOrderId: string) => {
  const [row] = await db.query<{ state: string; left: string }>(
    'select state, remaining_minor::text as left from exposure_hold where subject = ?',
    [`purchase_order:${purchaseOrderId}`],
  );
  return [row?.state, row?.left];
};
const despatch = (sellerOrderId: string, number: string, lines: readonly [number, string][]) =>
  recordDespatch(story.seller('seller-a'), {
    sellerOrderId,
    number,
    shippedOn: day('2026-03-03'),
    lines: lines.map(([lineNumber, quantity]) => ({ lineNumber, quantity: d(quantity) })),
  });

describe('what a changed order holds', () => {
  it('is all of a line again that the seller had confirmed in part, when another day asks it anew', async () => {
    const { purchaseOrderId, sellerOrderIds } = await story.place('MO-DAY', [
      line(1, 'seller-a', '10', '10.00'),
    ]);
    const sellerOrderId = story.one(sellerOrderIds);
    await recordAnswer(story.seller('seller-a'), {
      sellerOrderId,
      lines: [{ lineNumber: 1, action: 'changed', quantity: d('6') }],
    });
    expect(await holdOf(purchaseOrderId)).toEqual(['held', '7200']);
    await change('MO-DAY', purchaseOrderId, [
      line(1, 'seller-a', '10', '10.00', { requestedOn: day('2026-05-04') }),
    ]);
    // The seller may say yes to all ten now: they are to be paid, so they are held.
    expect(await holdOf(purchaseOrderId)).toEqual(['held', '12000']);
    await story.answerAll(sellerOrderId, 'seller-a', [[1, '10']]);
    expect(await holdOf(purchaseOrderId)).toEqual(['held', '12000']);
  });

  it('is the sum of its parts to the cent, also where a seller has two', async () => {
    const { purchaseOrderId, sellerOrderIds } = await story.place('MO-CENT', [
      line(1, 'seller-a', '1', '0.02'),
    ]);
    const sellerOrderId = story.one(sellerOrderIds);
    // 0.02 and no VAT: 20 % of two cents is less than half a cent.
    expect(await holdOf(purchaseOrderId)).toEqual(['held', '2']);
    await despatch(sellerOrderId, 'MO-CENT-D', [[1, '1']]);
    await change('MO-CENT', purchaseOrderId, [
      line(1, 'seller-a', '1', '0.02'),
      line(2, 'seller-a', '1', '0.02'),
    ]);
    const [order] = await db.query<{ gross: string; parts: number }>(
      `select (o.net_minor + o.vat_minor)::text as gross, count(*)::int as parts from purchase_order o
         join seller_order s on s.purchase_order_id = o.id where o.number = 'MO-CENT' group by o.id`,
    );
    expect(order).toEqual({ gross: '4', parts: 2 });
    expect(await holdOf(purchaseOrderId)).toEqual(['held', '4']);
  });

  it('goes back exactly once when a line is dropped, refused, and the order cancelled', async () => {
    const { purchaseOrderId, sellerOrderIds } = await story.place('MO-ONCE', [
      line(1, 'seller-a', '3', '3.33'),
      line(2, 'seller-a', '1', '7.77'),
      line(3, 'seller-b', '2', '5.55'),
    ]);
    expect(await holdOf(purchaseOrderId)).toEqual(['held', '3463']);
    await change('MO-ONCE', purchaseOrderId, [
      line(1, 'seller-a', '3', '3.33'),
      line(3, 'seller-b', '2', '5.55'),
    ]);
    expect(await holdOf(purchaseOrderId)).toEqual(['held', '2531']);
    await recordAnswer(story.seller('seller-a'), {
      sellerOrderId: story.one(sellerOrderIds),
      lines: [{ lineNumber: 1, action: 'refused', quantity: d('3') }],
    });
    expect(await holdOf(purchaseOrderId)).toEqual(['held', '1332']);
    const buyer = story.buyer();
    const cancel = () => cancelOrder(buyer, { purchaseOrderId, reason: 'No longer needed' });
    await Promise.all([cancel(), cancel()]);
    expect(await holdOf(purchaseOrderId)).toEqual(['released', '0']);
  });

  it('follows two changes at once one after another', async () => {
    const { purchaseOrderId } = await story.place('MO-TWICE', [line(1, 'seller-a', '10', '1.00')]);
    await Promise.all([
      change('MO-TWICE', purchaseOrderId, [line(1, 'seller-a', '14', '1.00')]),
      change('MO-TWICE', purchaseOrderId, [line(1, 'seller-a', '8', '1.00')]),
    ]);
    const [order] = await db.query<{ gross: string }>(
      `select (net_minor + vat_minor)::text as gross from purchase_order where number = 'MO-TWICE'`,
    );
    expect(['960', '1680']).toContain(order?.gross);
    expect(await holdOf(purchaseOrderId)).toEqual(['held', order?.gross]);
  });

  it.each(['despatch', 'answer', 'receipt'] as const)(
    'stays right when a change meets a %s',
    async (what) => {
      const number = `MO-RACE-${what}`;
      const { purchaseOrderId, sellerOrderIds } = await story.place(number, [
        line(1, 'seller-a', '10', '1.00'),
        line(2, 'seller-a', '10', '1.00'),
      ]);
      const sellerOrderId = story.one(sellerOrderIds);
      const first =
        what === 'receipt' ? await despatch(sellerOrderId, `${number}-1`, [[1, '10']]) : undefined;
      const events = {
        despatch: () => despatch(sellerOrderId, `${number}-2`, [[2, '10']]),
        answer: () =>
          recordAnswer(story.seller('seller-a'), {
            sellerOrderId,
            lines: [{ lineNumber: 2, action: 'changed' as const, quantity: d('4') }],
          }),
        receipt: () =>
          recordReceipt(story.buyer(), {
            shipmentId: first?.shipmentId ?? '',
            receivedBy: 'Ana',
            lines: [{ lineNumber: 1, quantity: d('7') }],
          }),
      };
      await Promise.allSettled([
        change(number, purchaseOrderId, [
          line(1, 'seller-a', '10', '1.00'),
          line(2, 'seller-a', '5', '1.00'),
        ]),
        events[what](),
      ]);
      // What may still be invoiced: what arrived, what is under way, and what is confirmed or still to be answered.
      const [{ worth } = { worth: '' }] = await db.query<{ worth: string }>(
        `select (sum(case when l.shipped_quantity >= coalesce(l.confirmed_quantity, l.quantity)
             then case when x.missing is null then l.shipped_quantity else l.received_quantity end
             else coalesce(l.confirmed_quantity, l.quantity) end) * 120)::bigint::text as worth
           from order_line l
           left join lateral (select 1 as missing from shipment_line sl join shipment s on s.id = sl.shipment_id
             where sl.order_line_id = l.id and s.received_at is not null limit 1) x on true
          where l.purchase_order_id = ?`,
        [purchaseOrderId],
      );
      expect((await holdOf(purchaseOrderId))[1]).toBe(worth);
    },
  );
});

describe('an order whose despatch was taken back', () => {
  it('may be cancelled, and gives back all that it held', async () => {
    const { purchaseOrderId, sellerOrderIds } = await story.place('MO-BACK', [
      line(1, 'seller-a', '10', '2.00'),
    ]);
    const { shipmentId } = await despatch(story.one(sellerOrderIds), 'MO-BACK-D', [[1, '4']]);
    expect(await story.purchaseState(purchaseOrderId)).toBe('in_delivery');
    await cancelDespatch(story.seller('seller-a'), { shipmentId });
    expect(await story.purchaseState(purchaseOrderId)).toBe('released');
    await cancelOrder(story.buyer(), { purchaseOrderId, reason: 'Too late' });
    expect(await story.purchaseState(purchaseOrderId)).toBe('cancelled');
    expect(await holdOf(purchaseOrderId)).toEqual(['released', '0']);
  });

  it('may be refused by its seller after all', async () => {
    const { purchaseOrderId, sellerOrderIds } = await story.place('MO-NOT', [
      line(1, 'seller-a', '10', '2.00'),
    ]);
    const sellerOrderId = story.one(sellerOrderIds);
    const { shipmentId } = await despatch(sellerOrderId, 'MO-NOT-D', [[1, '10']]);
    await cancelDespatch(story.seller('seller-a'), { shipmentId });
    await recordAnswer(story.seller('seller-a'), {
      sellerOrderId,
      lines: [{ lineNumber: 1, action: 'refused', quantity: d('10') }],
    });
    expect(await story.purchaseState(purchaseOrderId)).toBe('cancelled');
    expect(await holdOf(purchaseOrderId)).toEqual(['consumed', '0']);
  });
});
