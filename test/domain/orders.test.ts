import { beforeAll, describe, expect, it } from 'vitest';
import { transition } from '../../src/base/index.ts';
import {
  purchaseOrderTransitions,
  recordAnswer,
  recordDespatch,
  releaseOrder,
  SellerOrder,
  sellerOrderByNumber,
  sellerOrderDocument,
  sellerOrderTransitions,
} from '../../src/domain/orders/index.ts';
import { purchaseOrderState, sellerOrderNumber, totalsOf } from '../../src/domain/orders/rules.ts';
import { read } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { orderStory } from './orders-story.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const { d, day, inTx, seller, buyer, line, place, state, purchaseState, events, one, answerAll } =
  orderStory(db);

describe('splitting an order', () => {
  it('gives three sellers parts that sum to the whole, each rounded once', async () => {
    const placed = await place('PO-3', [
      line(10, 'seller-a', '3', '0.335'), // 1.005 → 1.01
      line(20, 'seller-b', '1', '4.90'),
      line(30, 'seller-c', '2', '18.00', { vatRateBp: 550 }), // 36.00
      line(40, 'seller-a', '1', '0.0149'), // 0.0149 → 0.01
      line(50, 'seller-c', '1', '2.42'),
    ]);
    const parts = await db.query(
      'select number, net_minor::int as net, vat_minor::int as vat, state from seller_order where purchase_order_id = ? order by number',
      [placed.purchaseOrderId],
    );
    expect(parts).toEqual([
      { number: 'PO-3-1', net: 102, vat: 20, state: 'to_send' }, // 20.4 → 20
      { number: 'PO-3-2', net: 490, vat: 98, state: 'to_send' },
      { number: 'PO-3-3', net: 3842, vat: 246, state: 'to_send' }, // 198 + 48.4 → 48
    ]);
    expect(
      await db.query(
        'select net_minor::int as net, vat_minor::int as vat, state from purchase_order where id = ?',
        [placed.purchaseOrderId],
      ),
    ).toEqual([{ net: 4434, vat: 364, state: 'released' }]);
    expect(placed.sellerOrderIds).toHaveLength(3);
    expect(await events('seller_order.released')).toBe(3);
  });

  it('rounds half a cent up, also of VAT', () => {
    const half = totalsOf(
      [{ unitPrice: d('0.125'), quantity: d('1'), vatCategory: 'S', vatRateBp: 2000 }],
      'EUR',
    );
    expect(half).toMatchObject({ netMinor: 13n, vatMinor: 3n });
    const groups = totalsOf(
      [1, 2, 3].map(() => ({
        unitPrice: d('0.02'),
        quantity: d('1'),
        vatCategory: 'S',
        vatRateBp: 2000,
      })),
      'EUR',
    );
    // VAT on 0.06 is 0.012: one cent; line by line it would be nothing.
    expect(groups).toMatchObject({ netMinor: 6n, vatMinor: 1n });
  });

  it('numbers sellers’ orders within 35 characters that EDIFACT needs no escape for', () => {
    expect(sellerOrderNumber({ number: '2015000957:0:55', position: 2 })).toBe('2015000957-0-55-2');
    expect(sellerOrderNumber({ number: "Bon n°1 d'été + frais ?", position: 1 })).toBe(
      'Bon-n-1-d-ete-frais-1',
    );
    expect(sellerOrderNumber({ number: 'X'.repeat(60), position: 12 })).toBe(
      `${'X'.repeat(32)}-12`,
    );
    expect(sellerOrderNumber({ number: '注文', position: 1 })).toBe('PO-1');
  });

  it('tells apart equal numbers of two buyers at one seller', async () => {
    await place('SAME', [line(1, 'seller-a', '1', '1')]);
    const second = await place('SAME', [line(1, 'seller-a', '1', '1')], {
      buyerId: id('petit'),
      terms: { outcome: 'prepay', paymentDays: 0 },
    });
    const found = await inTx((tx) =>
      sellerOrderByNumber(tx, { sellerId: id('seller-a'), number: 'same.2-1' }),
    );
    expect(found?.id).toBe(one(second.sellerOrderIds));
  });

  it('refuses an order without lines, a repeated line, a quantity of zero and a used number', async () => {
    await expect(place('E1', [])).rejects.toThrow('orders.no_lines');
    await expect(
      place('E2', [line(1, 'seller-a', '1', '1'), line(1, 'seller-b', '1', '1')]),
    ).rejects.toThrow('orders.line_repeated');
    await expect(place('E3', [line(1, 'seller-a', '0', '1')])).rejects.toThrow(
      'orders.line_quantity',
    );
    await expect(place('PO-3', [line(1, 'seller-a', '1', '1')])).rejects.toThrow(
      'orders.number_taken',
    );
  });
});

describe('an order paid in advance', () => {
  it('waits until its money is matched, and is released once', async () => {
    const placed = await place(
      'PRE-1',
      [line(1, 'seller-a', '2', '10'), line(2, 'seller-b', '1', '5')],
      { terms: { outcome: 'prepay', paymentDays: 0 } },
    );
    expect(await purchaseState(placed.purchaseOrderId)).toBe('awaiting_payment');
    expect(await state(one(placed.sellerOrderIds))).toBe('held');
    await expect(
      recordDespatch(seller('seller-a'), {
        sellerOrderId: one(placed.sellerOrderIds),
        number: 'D0',
        shippedOn: day('2026-03-02'),
      }),
    ).rejects.toThrow('orders.not_shippable');
    await expect(answerAll(one(placed.sellerOrderIds), 'seller-a', [[1, '2']])).rejects.toThrow(
      'orders.answer_closed',
    );
    const before = (await events('seller_order.released')) ?? 0;
    await inTx((tx) => releaseOrder(tx, placed));
    await inTx((tx) => releaseOrder(tx, placed));
    expect(await purchaseState(placed.purchaseOrderId)).toBe('released');
    expect(await state(one(placed.sellerOrderIds))).toBe('to_send');
    expect(await events('seller_order.released')).toBe(before + 2);
  });
});

describe('who sees an order', () => {
  it('shows a seller its own part and nothing else, and another buyer nothing', async () => {
    const placed = await place('RLS-1', [
      line(1, 'seller-a', '1', '1'),
      line(2, 'seller-b', '1', '1'),
    ]);
    const [partA, partB] = placed.sellerOrderIds;
    const seen = (ctx: ReturnType<typeof seller>, table: string, column: string) =>
      read(ctx, (tx) =>
        tx.em.execute<{ id: string }[]>(`select id from ${table} where ${column} = ? order by id`, [
          placed.purchaseOrderId,
        ]),
      );
    expect(await seen(seller('seller-a'), 'seller_order', 'purchase_order_id')).toEqual([
      { id: partA },
    ]);
    expect(await seen(seller('seller-a'), 'order_line', 'purchase_order_id')).toHaveLength(1);
    expect(await seen(seller('seller-a'), 'purchase_order', 'id')).toEqual([]);
    expect(await seen(seller('seller-c'), 'seller_order', 'purchase_order_id')).toEqual([]);
    expect(await seen(buyer(), 'seller_order', 'purchase_order_id')).toHaveLength(2);
    for (const table of ['seller_order', 'order_line'])
      expect(await seen(buyer('petit'), table, 'purchase_order_id')).toEqual([]);
    expect(await seen(buyer('petit'), 'purchase_order', 'id')).toEqual([]);
    await expect(answerAll(partB ?? '', 'seller-a', [[2, '1']])).rejects.toThrow('not_found');
    await expect(recordAnswer(buyer(), { sellerOrderId: partA ?? '', lines: [] })).rejects.toThrow(
      'access.denied',
    );
    const document = await read(seller('seller-a'), (tx) => sellerOrderDocument(tx, partA ?? ''));
    expect(document).toMatchObject({
      purchase: { number: 'RLS-1', terms: 'full' },
      buyer: { id: id('acme') },
      totals: { netMinor: 100n, vatMinor: 20n },
    });
  });
});

describe('states', () => {
  it.each([
    ['seller order', sellerOrderTransitions],
    ['purchase order', purchaseOrderTransitions],
  ] as const)('a %s moves only as its table says, every pair walked', (subject, table) => {
    const rows = table as Record<string, readonly string[]>;
    for (const from of Object.keys(rows)) {
      for (const to of Object.keys(rows)) {
        const move = () => transition(rows, { subject, from, to });
        if (rows[from]?.includes(to)) expect(move()).toBe(to);
        else expect(move).toThrow('base.transition');
      }
    }
  });

  it('derives the whole from its parts', () => {
    expect(purchaseOrderState(['refused', 'cancelled'], 'released')).toBe('cancelled');
    expect(purchaseOrderState(['received', 'refused'], 'in_delivery')).toBe('delivered');
    expect(purchaseOrderState(['received', 'sent'], 'released')).toBe('in_delivery');
    expect(purchaseOrderState(['accepted', 'to_send'], 'released')).toBe('released');
    expect(purchaseOrderState(['received'], 'closed')).toBe('closed');
  });

  it('keeps one row for each seller of an order', async () => {
    expect(await inTx((tx) => tx.em.count(SellerOrder, { buyerOrderNumber: 'PO-3' }))).toBe(3);
  });
});
