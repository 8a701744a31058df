import { beforeAll, describe, expect, it } from 'vitest';
import {
  cancelOrder,
  closeShipment,
  markSellerOrderSent,
  orderLines,
  recordAnswer,
  recordDespatch,
  recordInvoiced,
  recordReceipt,
  shipmentByNumber,
} from '../../src/domain/orders/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { orderStory } from './orders-story.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const {
  d,
  day,
  system,
  inTx,
  seller,
  buyer,
  line,
  place,
  state,
  purchaseState,
  events,
  held,
  one,
  answerAll,
} = orderStory(db);

describe('a seller’s answer', () => {
  it('gives back the exposure of what is refused or reduced, and may not raise it again', async () => {
    const before = (await held()) ?? 0n;
    const placed = await place('ANS-1', [
      line(1, 'seller-a', '10', '1.00'),
      line(2, 'seller-a', '5', '2.00'),
    ]);
    const sellerOrderId = one(placed.sellerOrderIds);
    await markSellerOrderSent(system(), { sellerOrderId });
    await markSellerOrderSent(system(), { sellerOrderId });
    expect(await held()).toBe(before + 2400n);
    const answer = {
      sellerOrderId,
      sellerReference: 'AB-77',
      lines: [
        {
          lineNumber: 1,
          action: 'changed' as const,
          quantity: d('6'),
          promisedOn: day('2026-03-09'),
        },
        { lineNumber: 1, action: 'refused' as const, quantity: d('4') },
        { lineNumber: 2, action: 'refused' as const, quantity: d('5'), reason: 'no longer made' },
      ],
    };
    const count = (await events('seller_order.answered')) ?? 0;
    await recordAnswer(seller('seller-a'), answer);
    await recordAnswer(seller('seller-a'), answer);
    expect(await events('seller_order.answered')).toBe(count + 1);
    expect(await state(sellerOrderId)).toBe('accepted');
    expect(await held()).toBe(before + 720n);
    await expect(answerAll(sellerOrderId, 'seller-a', [[1, '7']])).rejects.toThrow(
      'orders.answer_quantity',
    );
    await recordAnswer(seller('seller-a'), {
      sellerOrderId,
      lines: [{ lineNumber: 1, action: 'refused', quantity: d('6') }],
    });
    expect(await state(sellerOrderId)).toBe('refused');
    expect(await purchaseState(placed.purchaseOrderId)).toBe('cancelled');
    expect(await held()).toBe(before);
  });

  it('refuses more than was ordered, a contradiction and a line that does not exist', async () => {
    const placed = await place('ANS-2', [line(1, 'seller-a', '10', '1.00')]);
    const sellerOrderId = one(placed.sellerOrderIds);
    const says = (lineNumber: number, action: 'accepted' | 'changed', quantity: string) =>
      recordAnswer(seller('seller-a'), {
        sellerOrderId,
        lines: [{ lineNumber, action, quantity: d(quantity) }],
      });
    await expect(says(1, 'changed', '10.5')).rejects.toThrow('orders.answer_quantity');
    await expect(says(1, 'accepted', '9')).rejects.toThrow('orders.answer_contradicts');
    await expect(says(9, 'accepted', '1')).rejects.toThrow('orders.line_unknown');
    expect(await state(sellerOrderId)).toBe('to_send');
  });
});

describe('delivery', () => {
  it('goes out in parts, never more than confirmed, and a repeated despatch has no second effect', async () => {
    const placed = await place('DEL-1', [
      line(1, 'seller-b', '10', '1.00'),
      line(2, 'seller-b', '4', '2.00'),
    ]);
    const sellerOrderId = one(placed.sellerOrderIds);
    await recordAnswer(seller('seller-b'), {
      sellerOrderId,
      lines: [
        { lineNumber: 1, action: 'changed', quantity: d('8') },
        { lineNumber: 2, action: 'accepted', quantity: d('4') },
      ],
    });
    const ship = (number: string, lines?: readonly [number, string][]) =>
      recordDespatch(seller('seller-b'), {
        sellerOrderId,
        number,
        carrier: 'Geodis',
        trackingNumber: `T-${number}`,
        shippedOn: day('2026-03-03'),
        ...(lines
          ? {
              lines: lines.map(([lineNumber, quantity]) => ({ lineNumber, quantity: d(quantity) })),
            }
          : {}),
      });
    const first = await ship('D1', [[1, '5']]);
    expect(
      await ship('D1', [
        [1, '2'],
        [1, '3.000'],
      ]),
    ).toEqual(first);
    await expect(ship('D1', [[1, '4']])).rejects.toThrow('orders.despatch_conflict');
    expect(await events('shipment.despatched')).toBe(1);
    expect(await state(sellerOrderId)).toBe('part_shipped');
    expect(await purchaseState(placed.purchaseOrderId)).toBe('in_delivery');
    await expect(ship('D2', [[1, '4']])).rejects.toMatchObject({
      code: 'orders.despatch_quantity',
      params: { asked: '4', left: '3' },
    });
    await expect(ship('D2', [[1, '0']])).rejects.toThrow('orders.despatch_empty');
    await expect(
      recordAnswer(seller('seller-b'), {
        sellerOrderId,
        lines: [{ lineNumber: 1, action: 'changed', quantity: d('4') }],
      }),
    ).rejects.toThrow('orders.answer_shipped');
    const second = await ship('D2');
    expect(await state(sellerOrderId)).toBe('shipped');
    await expect(ship('D3')).rejects.toThrow('orders.not_shippable');

    await recordReceipt(buyer(), { shipmentId: first.shipmentId, receivedBy: 'Ana' });
    await recordReceipt(buyer(), { shipmentId: first.shipmentId, receivedBy: 'Ana' });
    expect(await state(sellerOrderId)).toBe('part_received');
    await expect(
      recordReceipt(buyer(), {
        shipmentId: first.shipmentId,
        receivedBy: 'Ana',
        lines: [{ lineNumber: 1, quantity: d('1') }],
      }),
    ).rejects.toThrow('orders.receipt_closed');
    await expect(
      recordReceipt(buyer(), {
        shipmentId: second.shipmentId,
        receivedBy: 'Ana',
        lines: [{ lineNumber: 2, quantity: d('5') }],
      }),
    ).rejects.toThrow('orders.receipt_quantity');
    await expect(
      recordReceipt(buyer('petit'), { shipmentId: second.shipmentId, receivedBy: 'Eve' }),
    ).rejects.toThrow('not_found');
    const before = (await held()) ?? 0n;
    await recordReceipt(buyer(), {
      shipmentId: second.shipmentId,
      receivedBy: 'Ana',
      lines: [
        { lineNumber: 1, quantity: d('3') },
        { lineNumber: 2, quantity: d('3') },
      ],
    });
    expect(await state(sellerOrderId)).toBe('part_received');
    expect(await held()).toBe(before);
    await closeShipment(buyer(), {
      shipmentId: second.shipmentId,
      outcome: 'missing',
      by: 'Ana',
    });
    expect(await state(sellerOrderId)).toBe('received');
    expect(await purchaseState(placed.purchaseOrderId)).toBe('delivered');
    expect(await events('shipment.received')).toBe(2);
    expect(await events('order.delivered')).toBe(1);
    // One piece of 2.00 did not arrive: 2.40 with VAT are given back.
    expect(await held()).toBe(before - 240n);
    const lines = await inTx((tx) => orderLines(tx, sellerOrderId));
    expect(
      lines.map((row) => [row.shippedQuantity.toString(), row.receivedQuantity.toString()]),
    ).toEqual([
      ['8', '8'],
      ['4', '3'],
    ]);
    expect(
      (
        await inTx((tx) =>
          shipmentByNumber(tx, { buyerId: id('acme'), orderNumber: 'DEL-1', number: 'D2' }),
        )
      ).map((row) => row.id),
    ).toEqual([second.shipmentId]);
    await inTx((tx) =>
      recordInvoiced(tx, {
        purchaseOrderId: placed.purchaseOrderId,
        lines: lines.map((row) => ({ orderLineId: row.id, quantity: row.receivedQuantity })),
      }),
    );
    expect(await purchaseState(placed.purchaseOrderId)).toBe('closed');
    expect(
      await db.query(
        'select state, remaining_minor::int as left from exposure_hold where subject = ?',
        [`purchase_order:${placed.purchaseOrderId}`],
      ),
    ).toEqual([{ state: 'released', left: 0 }]);
  });

  it('takes a despatch without an answer as acceptance', async () => {
    const placed = await place('DEL-2', [line(1, 'seller-c', '2', '1.00')]);
    const { shipmentId } = await recordDespatch(seller('seller-c'), {
      sellerOrderId: one(placed.sellerOrderIds),
      number: 'C1',
      shippedOn: day('2026-03-03'),
    });
    expect(await state(one(placed.sellerOrderIds))).toBe('shipped');
    await recordReceipt(buyer(), { shipmentId, receivedBy: 'Ana' });
    expect(await purchaseState(placed.purchaseOrderId)).toBe('delivered');
  });

  it('ends when the seller gives up the rest of a part delivery that has arrived', async () => {
    const placed = await place('DEL-3', [line(1, 'seller-c', '10', '1.00')]);
    const sellerOrderId = one(placed.sellerOrderIds);
    const { shipmentId } = await recordDespatch(seller('seller-c'), {
      sellerOrderId,
      number: 'C2',
      shippedOn: day('2026-03-03'),
      lines: [{ lineNumber: 1, quantity: d('6') }],
    });
    await recordReceipt(buyer(), { shipmentId, receivedBy: 'Ana' });
    expect(await state(sellerOrderId)).toBe('part_shipped');
    await recordAnswer(seller('seller-c'), {
      sellerOrderId,
      lines: [{ lineNumber: 1, action: 'changed', quantity: d('6') }],
    });
    expect(await state(sellerOrderId)).toBe('received');
    expect(await purchaseState(placed.purchaseOrderId)).toBe('delivered');
  });

  const holdOf = (purchaseOrderId: string) =>
    db.query('select state, remaining_minor::int as left from exposure_hold where subject = ?', [
      `purchase_order:${purchaseOrderId}`,
    ]);

  it('closes and frees the rest of its hold when a lowered answer or goods that never came are the last of it', async () => {
    // 4 × 0.12 with VAT is 0.58, each piece alone 0.14: the cents left over are what has to be freed.
    for (const [number, last] of [
      ['END-1', 'answer'],
      ['END-2', 'receipt'],
    ] as const) {
      const placed = await place(number, [line(1, 'seller-c', '4', '0.12')]);
      const sellerOrderId = one(placed.sellerOrderIds);
      const despatch = async (key: string, quantity: string) =>
        (
          await recordDespatch(seller('seller-c'), {
            sellerOrderId,
            number: `${number}-${key}`,
            shippedOn: day('2026-03-03'),
            lines: [{ lineNumber: 1, quantity: d(quantity) }],
          })
        ).shipmentId;
      const shipmentId = await despatch('A', '1');
      await recordReceipt(buyer(), { shipmentId, receivedBy: 'Ana' });
      const rest = last === 'receipt' ? await despatch('B', '3') : undefined;
      const [row] = await inTx((tx) => orderLines(tx, sellerOrderId));
      await inTx((tx) =>
        recordInvoiced(tx, {
          purchaseOrderId: placed.purchaseOrderId,
          lines: [{ orderLineId: row?.id ?? '', quantity: d('1') }],
        }),
      );
      expect(await purchaseState(placed.purchaseOrderId)).toBe('in_delivery');
      if (rest) await closeShipment(buyer(), { shipmentId: rest, outcome: 'missing', by: 'Ana' });
      else {
        await recordAnswer(seller('seller-c'), {
          sellerOrderId,
          lines: [{ lineNumber: 1, action: 'changed', quantity: d('1') }],
        });
      }
      expect(await purchaseState(placed.purchaseOrderId)).toBe('closed');
      expect(await holdOf(placed.purchaseOrderId)).toEqual([{ state: 'released', left: 0 }]);
    }
  });

  it('lets sixteen copies of one despatch have one effect', async () => {
    const placed = await place('DEL-4', [line(1, 'seller-c', '10', '1.00')]);
    const copies = await Promise.all(
      Array.from({ length: 16 }, () =>
        recordDespatch(seller('seller-c'), {
          sellerOrderId: one(placed.sellerOrderIds),
          number: 'C3',
          shippedOn: day('2026-03-03'),
          lines: [{ lineNumber: 1, quantity: d('6') }],
        }),
      ),
    );
    expect(new Set(copies.map((copy) => copy.shipmentId)).size).toBe(1);
    expect(
      (
        await inTx((tx) => orderLines(tx, one(placed.sellerOrderIds)))
      )[0]?.shippedQuantity.toString(),
    ).toBe('6');
  });
});

describe('cancelling', () => {
  it('gives everything back before anything is shipped, and is refused after', async () => {
    const before = await held();
    const placed = await place('CAN-1', [
      line(1, 'seller-a', '1', '10'),
      line(2, 'seller-b', '1', '10'),
    ]);
    await answerAll(one(placed.sellerOrderIds), 'seller-a', [[1, '1']]);
    await cancelOrder(buyer(), { ...placed, reason: 'ordered twice' });
    await cancelOrder(buyer(), { ...placed, reason: 'ordered twice' });
    expect(await purchaseState(placed.purchaseOrderId)).toBe('cancelled');
    expect(await held()).toBe(before);
    expect(
      await db.query(
        `select payload->>'known' as known from outbox_event where name = 'seller_order.cancelled' order by 1`,
      ),
    ).toEqual([{ known: 'false' }, { known: 'true' }]);
    const other = await place('CAN-2', [line(1, 'seller-a', '1', '10')]);
    await recordDespatch(seller('seller-a'), {
      sellerOrderId: one(other.sellerOrderIds),
      number: 'X1',
      shippedOn: day('2026-03-03'),
    });
    await expect(cancelOrder(buyer(), { ...other, reason: 'late' })).rejects.toThrow(
      'orders.cancel_shipped',
    );
  });
});
