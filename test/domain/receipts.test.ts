import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { creditReturn, recordReturn } from '../../src/domain/invoicing/index.ts';
import {
  cancelDespatch,
  cancelReceipt,
  closeShipment,
  receiveOrder,
  recordReceipt,
} from '../../src/domain/orders/index.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { smallWorld } from '../support/world.ts';
import { invoiceStory } from './invoicing-story.ts';
import { parcels, receiptsDatabase, receiptsJobs } from './receipts-support.ts';

const db = receiptsDatabase();
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const story = invoiceStory(db);
const { d, line, place, one, state, purchaseState, system, buyer } = story;

const { quantities, ship, receive } = parcels(story);
const invoices = () => db.runJobs(receiptsJobs);
const issued = (number: string) =>
  db.query<{ net: number; vat: number; gross: number; fee: number; fee_vat: number; owed: number }>(
    `select i.net_minor::int as net, i.vat_minor::int as vat, i.gross_minor::int as gross,
            i.commission_net_minor::int as fee, i.commission_vat_minor::int as fee_vat, p.amount_minor::int as owed
       from invoice i join seller_payable p on p.invoice_id = i.id
      where i.purchase_order_number = ? and i.type_code = '380' order by i.number`,
    [number],
  );
const grosses = async (number: string) => (await issued(number)).map(({ gross }) => gross);
const hold = async (purchaseOrderId: string) =>
  (
    await db.query<{ left: number }>(
      'select remaining_minor::int as left from exposure_hold where subject = ?',
      [`purchase_order:${purchaseOrderId}`],
    )
  )[0]?.left;
const isOpen = async (shipmentId: string) =>
  (
    await db.query<{ open: boolean }>(
      'select received_at is null as open from shipment where id = ?',
      [shipmentId],
    )
  )[0]?.open;
const lineOf = async (purchaseOrderId: string, lineNumber = 1) =>
  (
    await db.query<Record<string, number> & { id: string }>(
      `select id, shipped_quantity::float as shipped, received_quantity::float as received, refused_quantity::float as refused,
              missing_quantity::float as missing, returned_quantity::float as returned, invoiced_quantity::float as invoiced
         from order_line where purchase_order_id = ? and line_number = ?`,
      [purchaseOrderId, lineNumber],
    )
  )[0];
const sum = (rows: readonly number[]) => rows.reduce((total, row) => total + row, 0);

describe('a shipment received in parts', () => {
  it('delivers and invoices exactly what each receipt names, and the parts come to the whole to the cent', async () => {
    // 10 × 0.335 = 3.35 at 20 %, 7 × 1.115 = 7.81 at 5.5 %: 11.16 and 0.67 + 0.43 of VAT.
    const placed = await place('PART-1', [
      line(1, 'seller-b', '10', '0.335'),
      line(2, 'seller-b', '7', '1.115', { vatRateBp: 550 }),
    ]);
    const { purchaseOrderId } = placed;
    const sellerOrderId = one(placed.sellerOrderIds);
    const shipmentId = await ship(sellerOrderId, 'P1');
    expect(await hold(purchaseOrderId)).toBe(1226);

    await receive(shipmentId, 'GR-1', [
      [1, '3'],
      [2, '2'],
    ]);
    await invoices();
    expect([await state(sellerOrderId), await isOpen(shipmentId)]).toEqual(['part_received', true]);
    expect(await hold(purchaseOrderId)).toBe(870);
    await receive(shipmentId, 'GR-2', [
      [1, '3'],
      [2, '5'],
    ]);
    await invoices();
    expect(await hold(purchaseOrderId)).toBe(161);
    await expect(receive(shipmentId, 'GR-3', [[2, '1']])).rejects.toMatchObject({
      code: 'orders.receipt_quantity',
      params: { asked: '1', shipped: '7', left: '0' },
    });
    await receive(shipmentId, 'GR-3', [[1, '4']]);
    await invoices();

    const parts = await issued('PART-1');
    // Alone the second part of line 1 would be 1.01: the three would come to 3.36.
    expect(parts.map(({ net, vat, gross }) => [net, vat, gross])).toEqual([
      [324, 32, 356],
      [658, 51, 709],
      [134, 27, 161],
    ]);
    expect(sum(parts.map(({ gross }) => gross))).toBe(1226);
    expect([await state(sellerOrderId), await isOpen(shipmentId)]).toEqual(['received', false]);
    expect([await purchaseState(purchaseOrderId), await hold(purchaseOrderId)]).toEqual([
      'closed',
      0,
    ]);
    // The same order delivered at once bears the same commission and owes its seller the same.
    const whole = await place('WHOLE-1', [
      line(1, 'seller-b', '10', '0.335'),
      line(2, 'seller-b', '7', '1.115', { vatRateBp: 550 }),
    ]);
    await recordReceipt(buyer(), {
      shipmentId: await ship(one(whole.sellerOrderIds), 'W1'),
      receivedBy: 'Ana',
    });
    await invoices();
    const [together] = await issued('WHOLE-1');
    for (const column of ['net', 'vat', 'gross', 'fee', 'fee_vat', 'owed'] as const)
      expect([column, sum(parts.map((part) => part[column]))]).toEqual([
        column,
        together?.[column],
      ]);
  });

  it('takes a number once; the same number with other quantities is refused', async () => {
    const placed = await place('TWICE-1', [line(1, 'seller-c', '10', '1.00')]);
    const shipmentId = await ship(one(placed.sellerOrderIds), 'T1');
    const first = await receive(shipmentId, 'GR-T', [[1, '4']]);
    expect(await receive(shipmentId, 'GR-T', [[1, '4.000']])).toEqual(first);
    await expect(receive(shipmentId, 'GR-T', [[1, '6']])).rejects.toThrow(
      'orders.receipt_conflict',
    );
    await expect(receive(shipmentId, 'GR-T2', [[1, '7']])).rejects.toMatchObject({
      params: { left: '6', shipped: '10' },
    });
    await expect(receive(shipmentId, 'GR-T3', [[1, '0']])).rejects.toThrow('orders.receipt_empty');
    await invoices();
    expect(await grosses('TWICE-1')).toEqual([480]);
  });

  it('lets receipts of the same moment wait for one another', async () => {
    const placed = await place('RACE-1', [line(1, 'seller-c', '10', '1.00')]);
    const shipmentId = await ship(one(placed.sellerOrderIds), 'R1');
    const outcomes = await Promise.allSettled([
      receive(shipmentId, 'GR-A', [[1, '6']]),
      receive(shipmentId, 'GR-B', [[1, '6']]),
      ...Array.from({ length: 8 }, () => receive(shipmentId, 'GR-C', [[1, '2']])),
    ]);
    // Of two that want six of ten one comes too late, whichever; eight copies of one are one.
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await lineOf(placed.purchaseOrderId)).toMatchObject({ received: 8 });
    await invoices();
    expect((await grosses('RACE-1')).toSorted((a, b) => a - b)).toEqual([240, 720]);
    await Promise.all(
      Array.from({ length: 4 }, () =>
        closeShipment(buyer(), { shipmentId, outcome: 'arrived', by: 'Ana' }),
      ),
    );
    await invoices();
    expect(sum(await grosses('RACE-1'))).toBe(1200);
    expect(await purchaseState(placed.purchaseOrderId)).toBe('closed');
  });
});

describe('the rest that nobody receives', () => {
  it('that did not arrive is not invoiced, and its exposure is given back to the cent', async () => {
    // 4 × 0.12 with VAT is 0.58, one alone 0.14: 0.44 is what the other three are worth.
    const placed = await place('REST-1', [line(1, 'seller-c', '4', '0.12')]);
    const shipmentId = await ship(one(placed.sellerOrderIds), 'S1');
    await receive(shipmentId, 'GR-S', [[1, '1']]);
    expect(await hold(placed.purchaseOrderId)).toBe(58);
    await closeShipment(system(), { shipmentId, outcome: 'missing', by: 'Operator' });
    await closeShipment(system(), { shipmentId, outcome: 'missing', by: 'Operator' });
    expect(await hold(placed.purchaseOrderId)).toBe(14);
    expect(await isOpen(shipmentId)).toBe(false);
    await invoices();
    expect(await grosses('REST-1')).toEqual([14]);
    expect(await lineOf(placed.purchaseOrderId)).toMatchObject({
      shipped: 4,
      received: 1,
      missing: 3,
      invoiced: 1,
    });
    expect(await purchaseState(placed.purchaseOrderId)).toBe('closed');
    expect(await hold(placed.purchaseOrderId)).toBe(0);
  });

  it('that arrived after all is delivered and invoiced like any receipt', async () => {
    const placed = await place('REST-2', [line(1, 'seller-c', '4', '0.12')]);
    const shipmentId = await ship(one(placed.sellerOrderIds), 'S2');
    await receive(shipmentId, 'GR-S2', [[1, '1']]);
    await closeShipment(buyer(), { shipmentId, outcome: 'arrived', by: 'Ana' });
    await invoices();
    expect(await grosses('REST-2')).toEqual([14, 44]);
    expect(await purchaseState(placed.purchaseOrderId)).toBe('closed');
    await expect(
      closeShipment(buyer('petit'), { shipmentId, outcome: 'missing', by: 'Eve' }),
    ).rejects.toThrow('not_found');
  });

  it('cannot be corrected by its seller once some of it was received', async () => {
    const placed = await place('REST-3', [line(1, 'seller-c', '4', '1.00')]);
    const shipmentId = await ship(one(placed.sellerOrderIds), 'S3');
    await receive(shipmentId, 'GR-S3', [[1, '1']]);
    await expect(cancelDespatch(system(), { shipmentId })).rejects.toThrow(
      'orders.despatch_received',
    );
  });
});

describe('goods received before their despatch notice', () => {
  it('wait for it, then arrive as far as it carries them, on the day they came', async () => {
    const placed = await place('EARLY-1', [line(1, 'seller-c', '10', '1.00')]);
    const { purchaseOrderId } = placed;
    const taken = () =>
      receiveOrder(buyer(), {
        purchaseOrderId,
        number: 'GR-E',
        receivedBy: 'Ana',
        lines: quantities([[1, '12']]),
        rest: 'open',
      });
    const { outcome, shipments, waiting, beyond } = await taken();
    expect([outcome, shipments]).toEqual(['taken', []]);
    expect([waiting, beyond].map(([only]) => only?.quantity.toString())).toEqual(['10', '2']);
    expect((await taken()).outcome).toBe('repeated');
    await invoices();
    expect(await grosses('EARLY-1')).toEqual([]);
    db.clock.set('2026-03-05T09:00:00Z');
    const first = await ship(one(placed.sellerOrderIds), 'E1', [[1, '4']]);
    expect([await isOpen(first), await state(one(placed.sellerOrderIds))]).toEqual([
      false,
      'part_shipped',
    ]);
    await invoices();
    expect(await grosses('EARLY-1')).toEqual([480]);
    await ship(one(placed.sellerOrderIds), 'E2', [[1, '6']]);
    await invoices();
    expect(await grosses('EARLY-1')).toEqual([480, 720]);
    expect(await purchaseState(purchaseOrderId)).toBe('closed');
    expect(
      await db.query(
        `select h.number, r.received_at::date::text as on from goods_receipt r join shipment h on h.id = r.shipment_id
          where r.number = 'GR-E' order by h.number`,
      ),
    ).toEqual([
      { number: 'E1', on: '2026-03-02' },
      { number: 'E2', on: '2026-03-02' },
    ]);
  });
});

describe('goods that go back', () => {
  it('are of those that arrived; beyond these they were sent away at the door and are never invoiced', async () => {
    const placed = await place('BACK-1', [line(1, 'seller-c', '10', '0.12')]);
    const { purchaseOrderId } = placed;
    const shipmentId = await ship(one(placed.sellerOrderIds), 'B1');
    await receive(shipmentId, 'GR-B1', [[1, '6']]);
    await invoices();
    // 6 × 0.12 = 0.72 and 0.14; 10 are worth 1.44.
    expect([await grosses('BACK-1'), await hold(purchaseOrderId)]).toEqual([[86], 58]);
    const { returnId } = await recordReturn(buyer(), {
      orderLineId: (await lineOf(purchaseOrderId))?.id ?? '',
      quantity: d('8'),
      receiptId: 'GR-B2',
      receiptLine: 1,
    });
    expect(await lineOf(purchaseOrderId)).toMatchObject({ returned: 6, refused: 2, received: 6 });
    // 8 of the 10 are still expected, worth 0.96 and 0.19: 1.15 less the 0.86 that is invoiced.
    expect([await hold(purchaseOrderId), await isOpen(shipmentId)]).toEqual([29, true]);
    const { creditNoteIds } = await creditReturn(system(), { returnId });
    expect(
      await db.query('select gross_minor::int as gross from invoice where id = ?', [
        creditNoteIds[0],
      ]),
    ).toEqual([{ gross: 86 }]);
    await closeShipment(buyer(), { shipmentId, outcome: 'arrived', by: 'Ana' });
    await invoices();
    expect([await grosses('BACK-1'), await hold(purchaseOrderId)]).toEqual([[86, 29], 0]);
    expect(await purchaseState(purchaseOrderId)).toBe('closed');
  });
});

describe('a receipt that is taken back', () => {
  it('leaves everything as before it, also what had been given up, as long as nothing is invoiced', async () => {
    const placed = await place('UNDO-1', [line(1, 'seller-c', '4', '0.12')]);
    const { purchaseOrderId } = placed;
    const shipmentId = await ship(one(placed.sellerOrderIds), 'U1');
    await receiveOrder(buyer(), {
      purchaseOrderId,
      number: 'GR-U',
      receivedBy: 'Ana',
      lines: quantities([[1, '1']]),
      rest: 'missing',
    });
    expect([await purchaseState(purchaseOrderId), await hold(purchaseOrderId)]).toEqual([
      'delivered',
      14,
    ]);
    const undo = () => cancelReceipt(buyer(), { purchaseOrderId, number: 'GR-U', by: 'Ana' });
    expect(await undo()).toEqual({ outcome: 'cancelled', shipmentIds: [shipmentId] });
    expect((await undo()).outcome).toBe('repeated');
    expect([await purchaseState(purchaseOrderId), await hold(purchaseOrderId)]).toEqual([
      'in_delivery',
      58,
    ]);
    expect([await state(one(placed.sellerOrderIds)), await isOpen(shipmentId)]).toEqual([
      'shipped',
      true,
    ]);
    // The job that heard of the receipt finds nothing to invoice.
    await invoices();
    expect(await grosses('UNDO-1')).toEqual([]);
    await receive(shipmentId, 'GR-U', [[1, '4']]);
    await invoices();
    expect(await grosses('UNDO-1')).toEqual([58]);
    await expect(undo()).rejects.toThrow('orders.receipt_invoiced');
    await expect(
      cancelReceipt(buyer(), { purchaseOrderId, number: 'GR-NONE', by: 'Ana' }),
    ).rejects.toThrow('orders.receipt_unknown');
  });
});
