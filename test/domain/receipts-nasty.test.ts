import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  creditReturn,
  issueCreditNote,
  issueStatement,
  recordReturn,
} from '../../src/domain/invoicing/index.ts';
import {
  cancelOrder,
  cancelReceipt,
  changeOrder,
  closeShipment,
  type OrderLineInput,
  planOrderChange,
  receiveOrder,
  recordAnswer,
  recordReceipt,
} from '../../src/domain/orders/index.ts';
import { allocate, importStatement, runPayouts } from '../../src/domain/settlement/index.ts';
import { privileged } from '../../src/platform/index.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import { invoiceStory } from './invoicing-story.ts';
import { type Lines, parcels, receiptsDatabase, receiptsJobs } from './receipts-support.ts';
import { acme, desk, movement, sell, statementOf } from './settlement-support.ts';

const db = receiptsDatabase();
beforeAll(() => smallWorld(db.services()));
const story = invoiceStory(db);
const { d, day, line, place, one, state, purchaseState, system, buyer, seller, inTx, address } =
  story;
const money = desk(db);
afterEach(async () => {
  await expectMoneyInOrder(db);
  expect(await money.proof()).toMatchObject({ holds: true, differenceMinor: 0n });
});

const { quantities, ship, receive } = parcels(story);
const receiveAll = (purchaseOrderId: string, number: string, lines: Lines) =>
  receiveOrder(buyer(), {
    purchaseOrderId,
    number,
    receivedBy: 'Ana',
    lines: quantities(lines),
    rest: 'open',
  });
const runAll = () => db.runJobs(receiptsJobs);

type Issued = {
  id: string;
  net: number;
  vat: number;
  gross: number;
  open: number;
  fee: number;
  fee_vat: number;
  owed: number;
  payable: string;
};
const documents = (number: string, typeCode = '380') =>
  db.query<Issued>(
    `select i.id, i.net_minor::int as net, i.vat_minor::int as vat, i.gross_minor::int as gross, i.open_minor::int as open,
            i.commission_net_minor::int as fee, i.commission_vat_minor::int as fee_vat,
            p.amount_minor::int as owed, p.state as payable
       from invoice i join seller_payable p on p.invoice_id = i.id
      where i.purchase_order_number = ? and i.type_code = ? order by i.created_at, i.number`,
    [number, typeCode],
  );
const grosses = async (number: string, typeCode?: string) =>
  (await documents(number, typeCode)).map(({ gross }) => gross);
const hold = async (purchaseOrderId: string) =>
  (
    await db.query<{ left: number; state: string }>(
      'select remaining_minor::int as left, state from exposure_hold where subject = ?',
      [`purchase_order:${purchaseOrderId}`],
    )
  )[0]?.left;
const lineOf = async (purchaseOrderId: string, lineNumber = 1) =>
  (
    await db.query<Record<string, number> & { id: string }>(
      `select id, shipped_quantity::float as shipped, received_quantity::float as received, refused_quantity::float as refused,
              missing_quantity::float as missing, returned_quantity::float as returned, invoiced_quantity::float as invoiced
         from order_line where purchase_order_id = ? and line_number = ?`,
      [purchaseOrderId, lineNumber],
    )
  )[0];
const sum = (
  rows: readonly Issued[],
  column: 'net' | 'vat' | 'gross' | 'fee' | 'fee_vat' | 'owed',
) => rows.reduce((total, row) => total + row[column], 0);
/** Each part owes its seller what it is worth less its commission. */
const isNetOfCommission = (rows: readonly Issued[]) =>
  expect(rows.map(({ owed }) => owed)).toEqual(
    rows.map(({ gross, fee, fee_vat }) => gross - fee - fee_vat),
  );
const change = (number: string, purchaseOrderId: string, lines: readonly OrderLineInput[]) =>
  inTx((tx) =>
    privileged(tx, async (inner) => {
      const planned = await planOrderChange(inner, { purchaseOrderId, number, lines });
      await changeOrder(inner, {
        planned,
        change: {
          purchaseOrderId,
          orderVersion: 2,
          payloadId: `${number}-2@acme`,
          lines,
          shipTo: address,
          billTo: address,
          requestedOn: undefined,
          comments: undefined,
          particulars: {},
        },
      });
    }),
  );
const pay = async (...entries: Parameters<typeof movement>[]) => {
  const { statements } = await importStatement(system(), {
    exchangeId: id('exchange'),
    statements: [statementOf(entries.map((entry) => movement(...entry)))],
  });
  await runAll();
  return db.query<{ id: string; left: string }>(
    'select id, unallocated_minor::text as left from bank_entry where bank_statement_id = ? order by position',
    [statements[0]?.statementId],
  );
};

describe('parts that round badly', () => {
  it('of three rates in one order come to the order, its VAT and its commission', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-RATES', [
      line(1, 'seller-b', '3', '0.333'),
      line(2, 'seller-b', '7', '0.335', { vatRateBp: 550 }),
      line(3, 'seller-b', '5', '0.335', { vatCategory: 'AE', vatRateBp: 0 }),
    ]);
    expect(await hold(purchaseOrderId)).toBe(536);
    const shipmentId = await ship(one(sellerOrderIds), 'N-RATES-S');
    const parts: Lines[] = [
      [
        [1, '1'],
        [2, '2'],
        [3, '2'],
      ],
      [
        [1, '1'],
        [2, '2'],
        [3, '2'],
      ],
      [
        [1, '1'],
        [2, '3'],
        [3, '1'],
      ],
    ];
    for (const [at, lines] of parts.entries()) {
      await receive(shipmentId, `N-RATES-${at}`, lines);
      await runAll();
    }
    const rows = await documents('N-RATES');
    expect(
      rows.map(({ net, vat, gross, fee, fee_vat }) => [net, vat, gross, fee, fee_vat]),
    ).toEqual([
      [167, 11, 178, 20, 4],
      [168, 9, 177, 20, 4],
      [168, 13, 181, 20, 4],
    ]);
    expect([sum(rows, 'gross'), sum(rows, 'fee'), sum(rows, 'fee_vat')]).toEqual([536, 60, 12]);
    isNetOfCommission(rows);
    expect([await purchaseState(purchaseOrderId), await hold(purchaseOrderId)]).toEqual([
      'closed',
      0,
    ]);
  });

  it('of thirds of one piece come to the piece', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-THIRD', [
      line(1, 'seller-a', '1', '10.00', { unit: 'KGM' }),
    ]);
    const shipmentId = await ship(one(sellerOrderIds), 'N-THIRD-S');
    // A French invoice says four decimals (BR-FR-DEC-02): what is finer could never be invoiced.
    await expect(receive(shipmentId, 'N-THIRD-0', [[1, '0.33333']])).rejects.toMatchObject({
      code: 'orders.quantity_decimals',
      params: { line: 1, asked: '0.33333', most: 4 },
    });
    await expect(receiveAll(purchaseOrderId, 'N-THIRD-0', [[1, '0.33333']])).rejects.toThrow(
      'orders.quantity_decimals',
    );
    await expect(place('N-FINE', [line(1, 'seller-a', '0.33333', '10.00')])).rejects.toThrow(
      'orders.quantity_decimals',
    );
    for (const [at, quantity] of ['0.3333', '0.3333', '0.3334'].entries()) {
      await receive(shipmentId, `N-THIRD-${at}`, [[1, quantity]]);
      await runAll();
    }
    const rows = await documents('N-THIRD');
    expect(rows.map(({ net, vat, fee, fee_vat }) => [net, vat, fee, fee_vat])).toEqual([
      [333, 67, 33, 7],
      [334, 66, 34, 6],
      [333, 67, 33, 7],
    ]);
    isNetOfCommission(rows);
    expect(await hold(purchaseOrderId)).toBe(0);
  });

  it('of a few cents bear the VAT of the commission of the whole', async () => {
    // 6 × 0.13 at 15 %: 0.78 bears 0.12 and 0.02 of VAT; alone each part bears 0.02 and none.
    const { sellerOrderIds } = await place('N-CENTS', [line(1, 'seller-c', '6', '0.13')]);
    const shipmentId = await ship(one(sellerOrderIds), 'N-CENTS-S');
    for (let at = 1; at <= 6; at += 1) {
      await receive(shipmentId, `N-CENTS-${at}`, [[1, '1']]);
      await runAll();
    }
    const rows = await documents('N-CENTS');
    expect([sum(rows, 'net'), sum(rows, 'vat'), sum(rows, 'fee'), sum(rows, 'fee_vat')]).toEqual([
      78, 16, 12, 2,
    ]);
    isNetOfCommission(rows);
  });

  it('and that are worth less than a cent move no money, and the cent comes with a later one', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-DUST', [
      line(1, 'seller-c', '10', '0.004'),
    ]);
    expect(await hold(purchaseOrderId)).toBe(5);
    const shipmentId = await ship(one(sellerOrderIds), 'N-DUST-S');
    for (let at = 1; at <= 10; at += 1) {
      await receive(shipmentId, `N-DUST-${at}`, [[1, '1']]);
      await runAll();
    }
    const rows = await documents('N-DUST');
    expect([rows.length, sum(rows, 'net'), sum(rows, 'vat'), sum(rows, 'fee')]).toEqual([
      10, 4, 1, 1,
    ]);
    isNetOfCommission(rows);
    expect(await purchaseState(purchaseOrderId)).toBe('closed');
  });
});

describe('a part that is credited before the rest arrives', () => {
  it('is taken back whole, and the rest is invoiced as if it had not been', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-CREDIT', [
      line(1, 'seller-b', '3', '0.335'),
      line(2, 'seller-b', '3', '0.335', { vatRateBp: 550 }),
    ]);
    const both = (quantity: string): Lines => [
      [1, quantity],
      [2, quantity],
    ];
    const shipmentId = await ship(one(sellerOrderIds), 'N-CREDIT-S');
    await receive(shipmentId, 'N-CREDIT-1', both('1'));
    await runAll();
    await receive(shipmentId, 'N-CREDIT-2', both('1'));
    await runAll();
    const [, second] = await documents('N-CREDIT');
    await issueCreditNote(system(), {
      invoiceId: second?.id ?? '',
      lines: [{ position: 1, quantity: d('1') }],
      reason: 'Broken',
    });
    await issueCreditNote(system(), { invoiceId: second?.id ?? '', reason: 'Broken too' });
    await runAll();
    await receive(shipmentId, 'N-CREDIT-3', both('1'));
    await runAll();
    const rows = await documents('N-CREDIT');
    const notes = await documents('N-CREDIT', '381');
    // 3 × 0.335 is 1.01 (half up): 0.34, 0.33, 0.34 each; VAT 0.20 and 0.06.
    expect(rows.map(({ net, vat }) => [net, vat])).toEqual([
      [68, 9],
      [66, 8],
      [68, 9],
    ]);
    expect([sum(rows, 'gross'), sum(notes, 'gross')]).toEqual([228, 74]);
    expect([sum(notes, 'fee'), sum(notes, 'fee_vat')]).toEqual([second?.fee, second?.fee_vat]);
    expect(sum(notes, 'owed')).toBe(-(second?.owed ?? 0));
    expect([await purchaseState(purchaseOrderId), await hold(purchaseOrderId)]).toEqual([
      'closed',
      0,
    ]);
  });
});

describe('an order of which a part is received', () => {
  const begun = async (number: string) => {
    const placed = await place(number, [
      line(1, 'seller-c', '9', '0.335'),
      line(2, 'seller-c', '3', '0.115', { vatRateBp: 550 }),
    ]);
    const shipmentId = await ship(one(placed.sellerOrderIds), `${number}-S`, [[1, '4']]);
    await receive(shipmentId, `${number}-1`, [[1, '2']]);
    await runAll();
    return { ...placed, shipmentId };
  };

  it('is not cancelled, and shrinks to what has left to the cent', async () => {
    const { purchaseOrderId, sellerOrderIds, shipmentId } = await begun('N-SHRINK');
    await expect(cancelOrder(buyer(), { purchaseOrderId, reason: 'No longer' })).rejects.toThrow(
      'orders.cancel_shipped',
    );
    await expect(
      change('N-SHRINK', purchaseOrderId, [line(1, 'seller-c', '3', '0.335')]),
    ).rejects.toThrow('orders.change_refused');
    await change('N-SHRINK', purchaseOrderId, [line(1, 'seller-c', '4', '0.335')]);
    // 4 × 0.335 is 1.34 and 0.27; 0.67 and 0.13 are invoiced.
    expect([await grosses('N-SHRINK'), await hold(purchaseOrderId)]).toEqual([[80], 81]);
    await closeShipment(buyer(), { shipmentId, outcome: 'arrived', by: 'Ana' });
    await runAll();
    expect(await grosses('N-SHRINK')).toEqual([80, 81]);
    expect([await state(one(sellerOrderIds)), await purchaseState(purchaseOrderId)]).toEqual([
      'received',
      'closed',
    ]);
    expect(await hold(purchaseOrderId)).toBe(0);
  });

  it('grows, is answered lower, and gives back exactly what will not come', async () => {
    const { purchaseOrderId, sellerOrderIds, shipmentId } = await begun('N-GROW');
    await closeShipment(buyer(), { shipmentId, outcome: 'missing', by: 'Ana' });
    await change('N-GROW', purchaseOrderId, [
      line(1, 'seller-c', '12', '0.335'),
      line(2, 'seller-c', '3', '0.115', { vatRateBp: 550 }),
    ]);
    // 10 × 0.335 is 3.35 and 0.67, 3 × 0.115 is 0.35 and 0.02: 4.39 less 0.80.
    expect(await hold(purchaseOrderId)).toBe(359);
    await recordAnswer(seller('seller-c'), {
      sellerOrderId: one(sellerOrderIds),
      lines: [
        { lineNumber: 1, action: 'changed', quantity: d('7') },
        { lineNumber: 2, action: 'refused', quantity: d('3') },
      ],
    });
    // 5 × 0.335 is 1.68 and 0.34: 2.02 less 0.80.
    expect(await hold(purchaseOrderId)).toBe(122);
    await ship(one(sellerOrderIds), 'N-GROW-T');
    await receiveAll(purchaseOrderId, 'N-GROW-2', [[1, '3']]);
    await runAll();
    expect([await grosses('N-GROW'), await hold(purchaseOrderId)]).toEqual([[80, 122], 0]);
    expect(await purchaseState(purchaseOrderId)).toBe('closed');
  });

  it('may lose a line of which a receipt came before its despatch notice', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-DROP', [
      line(1, 'seller-c', '2', '1.00'),
      line(2, 'seller-c', '2', '1.00'),
    ]);
    await receiveAll(purchaseOrderId, 'N-DROP-1', [
      [1, '1'],
      [2, '2'],
    ]);
    await change('N-DROP', purchaseOrderId, [line(1, 'seller-c', '2', '1.00')]);
    expect(await hold(purchaseOrderId)).toBe(240);
    await ship(one(sellerOrderIds), 'N-DROP-S');
    await runAll();
    expect(await grosses('N-DROP')).toEqual([120]);
    await receiveAll(purchaseOrderId, 'N-DROP-2', [[1, '1']]);
    await runAll();
    expect([await grosses('N-DROP'), await hold(purchaseOrderId)]).toEqual([[120, 120], 0]);
  });

  it('may be cancelled while all that came of it waits for a despatch notice', async () => {
    const { purchaseOrderId } = await place('N-WAIT', [line(1, 'seller-c', '2', '1.00')]);
    await receiveAll(purchaseOrderId, 'N-WAIT-1', [[1, '1']]);
    await cancelOrder(buyer(), { purchaseOrderId, reason: 'No longer' });
    await runAll();
    expect([await grosses('N-WAIT'), await hold(purchaseOrderId)]).toEqual([[], 0]);
  });
});

describe('shipments of one line', () => {
  it('are received in whatever order, and come to the line', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-TWO', [
      line(1, 'seller-b', '7', '0.335'),
    ]);
    const first = await ship(one(sellerOrderIds), 'N-TWO-A', [[1, '4']]);
    const second = await ship(one(sellerOrderIds), 'N-TWO-B', [[1, '3']]);
    await receive(second, 'N-TWO-1', [[1, '3']]);
    await receive(first, 'N-TWO-1', [[1, '1']]);
    await closeShipment(buyer(), { shipmentId: first, outcome: 'arrived', by: 'Ana' });
    // All three jobs at once: invoices of one order wait for one another.
    await runAll();
    const rows = await documents('N-TWO');
    expect([rows.length, sum(rows, 'net'), sum(rows, 'vat'), sum(rows, 'fee')]).toEqual([
      3, 235, 47, 28,
    ]);
    isNetOfCommission(rows);
    expect([await purchaseState(purchaseOrderId), await hold(purchaseOrderId)]).toEqual([
      'closed',
      0,
    ]);
  });

  it('keep each receipt apart, also where a buyer uses a number that we would give', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-NUMBER', [
      line(1, 'seller-c', '6', '1.00'),
    ]);
    const shipmentId = await ship(one(sellerOrderIds), 'NN');
    await receive(shipmentId, 'NN/2', [[1, '2']]);
    await runAll();
    await recordReceipt(buyer(), {
      shipmentId,
      receivedBy: 'Ana',
      lines: quantities([[1, '1']]),
    });
    const close = (number?: string) =>
      closeShipment(buyer(), {
        shipmentId,
        outcome: 'arrived',
        by: 'Ana',
        ...(number ? { number } : {}),
      });
    await expect(close('NN/2')).rejects.toThrow('orders.receipt_conflict');
    await close();
    await runAll();
    expect([await grosses('N-NUMBER'), await hold(purchaseOrderId)]).toEqual([[240, 120, 360], 0]);
    expect(await purchaseState(purchaseOrderId)).toBe('closed');
  });
});

describe('more than was ordered', () => {
  it('is neither invoiced nor held, from whatever side it comes', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-OVER', [
      line(1, 'seller-c', '5', '0.335'),
    ]);
    await ship(one(sellerOrderIds), 'N-OVER-A', [[1, '3']]);
    const { beyond, waiting } = await receiveAll(purchaseOrderId, 'N-OVER-1', [[1, '9']]);
    expect([waiting[0]?.quantity.toString(), beyond[0]?.quantity.toString()]).toEqual(['2', '4']);
    const again = await receiveAll(purchaseOrderId, 'N-OVER-2', [[1, '4']]);
    expect(again.beyond[0]?.quantity.toString()).toBe('4');
    await runAll();
    await ship(one(sellerOrderIds), 'N-OVER-B');
    await runAll();
    const rows = await documents('N-OVER');
    expect(rows.map(({ net, vat }) => [net, vat])).toEqual([
      [101, 20],
      [67, 14],
    ]);
    expect([await purchaseState(purchaseOrderId), await hold(purchaseOrderId)]).toEqual([
      'closed',
      0,
    ]);
  });
});

describe('goods refused at the door', () => {
  it('and received after all once the refusal is taken back are invoiced like any', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-DOOR', [
      line(1, 'seller-c', '4', '0.335'),
    ]);
    const shipmentId = await ship(one(sellerOrderIds), 'N-DOOR-S');
    await receive(shipmentId, 'N-DOOR-1', [[1, '1']]);
    await runAll();
    await recordReturn(buyer(), {
      orderLineId: (await lineOf(purchaseOrderId))?.id ?? '',
      quantity: d('3'),
      receiptId: 'N-DOOR-2',
      receiptLine: 1,
    });
    // 1 arrived and went back, 2 were refused: 2 × 0.335 is 0.67 and 0.13, less the 0.41 invoiced.
    expect(await lineOf(purchaseOrderId)).toMatchObject({ returned: 1, refused: 2 });
    expect(await hold(purchaseOrderId)).toBe(39);
    await cancelReceipt(buyer(), { purchaseOrderId, number: 'N-DOOR-2', by: 'Ana' });
    expect(await lineOf(purchaseOrderId)).toMatchObject({ refused: 0 });
    expect(await hold(purchaseOrderId)).toBe(120);
    await receive(shipmentId, 'N-DOOR-3', [[1, '3']]);
    await runAll();
    const rows = await documents('N-DOOR');
    expect([sum(rows, 'net'), sum(rows, 'vat'), await hold(purchaseOrderId)]).toEqual([134, 27, 0]);
  });

  it('all of them leave nothing to invoice and nothing held', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-NONE', [
      line(1, 'seller-c', '4', '0.335'),
    ]);
    await ship(one(sellerOrderIds), 'N-NONE-S');
    const back = () =>
      lineOf(purchaseOrderId).then((found) =>
        recordReturn(buyer(), {
          orderLineId: found?.id ?? '',
          quantity: d('4'),
          receiptId: 'N-NONE-1',
          receiptLine: 1,
        }),
      );
    const [first, second] = await Promise.all([back(), back()]);
    expect(second).toEqual(first);
    await runAll();
    expect([await grosses('N-NONE'), await hold(purchaseOrderId)]).toEqual([[], 0]);
    await expect(creditReturn(system(), { returnId: first.returnId })).rejects.toThrow(
      'invoicing.return_decided',
    );
    expect(await purchaseState(purchaseOrderId)).toBe('closed');
  });
});

describe('a receipt that is taken back', () => {
  it('at the moment of its invoice is either invoiced or gone, never both', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-UNDO', [
      line(1, 'seller-c', '4', '0.335'),
    ]);
    const shipmentId = await ship(one(sellerOrderIds), 'N-UNDO-S');
    await receive(shipmentId, 'N-UNDO-1', [[1, '3']]);
    const [, undone] = await Promise.allSettled([
      runAll(),
      cancelReceipt(buyer(), { purchaseOrderId, number: 'N-UNDO-1', by: 'Ana' }),
    ]);
    await runAll();
    const isGone = undone.status === 'fulfilled';
    expect((await lineOf(purchaseOrderId))?.received).toBe(isGone ? 0 : 3);
    expect(await grosses('N-UNDO')).toEqual(isGone ? [] : [121]);
    await receiveAll(purchaseOrderId, 'N-UNDO-2', [[1, isGone ? '4' : '1']]);
    await runAll();
    expect([sum(await documents('N-UNDO'), 'gross'), await hold(purchaseOrderId)]).toEqual([
      161, 0,
    ]);
  });

  it('beside an invoiced one leaves that alone, and what was given up is held again', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place('N-BESIDE', [
      line(1, 'seller-c', '4', '0.335'),
      line(2, 'seller-c', '1', '0.00'),
    ]);
    const shipmentId = await ship(one(sellerOrderIds), 'N-BESIDE-S', [[1, '4']]);
    await receive(shipmentId, 'N-BESIDE-1', [[1, '2']]);
    await runAll();
    await closeShipment(buyer(), {
      shipmentId,
      outcome: 'missing',
      by: 'Ana',
      number: 'N-BESIDE-2',
    });
    // The free line is still to come: all that is worth money is invoiced, and nothing is held.
    expect([await hold(purchaseOrderId), await purchaseState(purchaseOrderId)]).toEqual([
      0,
      'in_delivery',
    ]);
    await cancelReceipt(buyer(), { purchaseOrderId, number: 'N-BESIDE-2', by: 'Ana' });
    expect(await hold(purchaseOrderId)).toBe(81);
    await ship(one(sellerOrderIds), 'N-BESIDE-T');
    await receiveAll(purchaseOrderId, 'N-BESIDE-3', [
      [1, '2'],
      [2, '1'],
    ]);
    await runAll();
    const rows = await documents('N-BESIDE');
    expect([sum(rows, 'gross'), await hold(purchaseOrderId)]).toEqual([161, 0]);
    expect(await purchaseState(purchaseOrderId)).toBe('closed');
  });
});

describe('a prepaid order received in parts', () => {
  it('pays each part, and frees exactly what was refused, missing or not confirmed', async () => {
    const old = await sell(db.services(), { key: 'N-OLD-900001', gross: 30_000n });
    const { purchaseOrderId, sellerOrderIds } = await place(
      'N-PRE-700',
      [line(1, 'seller-a', '9', '0.335'), line(2, 'seller-b', '3', '0.333')],
      { terms: { outcome: 'prepay', paymentDays: 0 } },
    );
    // 3.02 and 0.60, 1.00 and 0.20.
    const [entry] = await pay([482n, { ...acme, remittanceText: 'N-PRE-700' }]);
    expect(await purchaseState(purchaseOrderId)).toBe('released');
    const move = async (amountMinor: bigint) =>
      allocate(await money.clerk(), {
        bankEntryId: entry?.id ?? '',
        method: 'manual',
        evidence: [],
        allocations: [{ invoiceId: old, amountMinor }],
      });
    const [alpha = '', beta = ''] = sellerOrderIds;
    const shipmentId = await ship(alpha, 'N-PRE-A');
    await receive(shipmentId, 'N-PRE-1', [[1, '4']]);
    await runAll();
    await recordAnswer(seller('seller-b'), {
      sellerOrderId: beta,
      lines: [{ lineNumber: 1 + 1, action: 'changed', quantity: d('2') }],
    });
    // Seller B sends two of three: 0.67 and 0.13 are kept, 0.40 is free.
    await expect(move(41n)).rejects.toThrow('settlement.reserved_for_order');
    await move(40n);
    await recordReturn(buyer(), {
      orderLineId: (await lineOf(purchaseOrderId))?.id ?? '',
      quantity: d('5'),
      receiptId: 'N-PRE-2',
      receiptLine: 1,
    });
    // One more refused at the door: 8 × 0.335 is 2.68 and 0.54; 3.62 less 3.22 is free.
    await expect(move(41n)).rejects.toThrow('settlement.reserved_for_order');
    await move(40n);
    await closeShipment(buyer(), { shipmentId, outcome: 'missing', by: 'Ana' });
    // 4 × 0.335 is 1.34 and 0.27, invoiced: all else of seller A is free.
    await expect(move(162n)).rejects.toThrow('settlement.reserved_for_order');
    await move(161n);
    await ship(beta, 'N-PRE-B');
    await receiveAll(purchaseOrderId, 'N-PRE-3', [[2, '1']]);
    await runAll();
    await receiveAll(purchaseOrderId, 'N-PRE-4', [[2, '1']]);
    await runAll();
    const rows = await documents('N-PRE-700');
    expect(rows.map(({ gross, open, payable }) => [gross, open, payable])).toEqual([
      [161, 0, 'available'],
      [40, 0, 'available'],
      [40, 0, 'available'],
    ]);
    isNetOfCommission(rows);
    expect([await purchaseState(purchaseOrderId), await hold(purchaseOrderId)]).toEqual([
      'closed',
      undefined,
    ]);
    const [after] = await db.query<{ left: string }>(
      'select unallocated_minor::text as left from bank_entry where id = ?',
      [entry?.id],
    );
    expect(after?.left).toBe('0');
  });
});

describe('the parts of one order', () => {
  it('are stated together, paid one by one, and paid out only where they are paid', async () => {
    const { purchaseOrderId, sellerOrderIds } = await place(
      'N-PAY-800',
      [line(1, 'seller-c', '3', '33.335', { vatRateBp: 550 })],
      { buyerId: id('petit') },
    );
    const shipmentId = await ship(one(sellerOrderIds), 'N-PAY-S');
    for (const at of [1, 2, 3]) {
      await recordReceipt(buyer('petit'), {
        shipmentId,
        receivedBy: 'Eve',
        number: `N-PAY-${at}`,
        lines: quantities([[1, '1']]),
      });
      await runAll();
    }
    const rows = await documents('N-PAY-800');
    // 100.01 (half up) and 5.50.
    expect(rows.map(({ net, vat, gross }) => [net, vat, gross])).toEqual([
      [3334, 183, 3517],
      [3333, 184, 3517],
      [3334, 183, 3517],
    ]);
    const { statementId } = await issueStatement(system(), { buyerId: id('petit') });
    expect(
      await db.query(
        'select total_minor::int as total, invoice_count as count from buyer_statement where id = ?',
        [statementId],
      ),
    ).toEqual([{ total: 10_551, count: 3 }]);
    const [entry] = await pay([3517n, { counterparty: { name: 'Petit et Fils' } }]);
    await allocate(await money.clerk(), {
      bankEntryId: entry?.id ?? '',
      method: 'manual',
      evidence: [],
      allocations: [{ invoiceId: rows[1]?.id ?? '', amountMinor: 3517n }],
    });
    await runAll();
    const after = await documents('N-PAY-800');
    expect(after.map(({ open, payable }) => [open, payable])).toEqual([
      [3517, 'pending'],
      [0, 'available'],
      [3517, 'pending'],
    ]);
    isNetOfCommission(after);
    const run = await runPayouts(await money.clerk(), {
      executionOn: day('2026-03-05'),
      writer: (batch) => ({
        name: `${batch.number}.xml`,
        contentType: 'application/xml',
        content: new TextEncoder().encode(batch.number),
      }),
    });
    const paid = run.batch.payments.filter(({ creditor }) => creditor.name === 'Gants Gamma SAS');
    expect(paid.map(({ amountMinor }) => amountMinor)).toEqual([BigInt(after[1]?.owed ?? 0)]);
    expect([await purchaseState(purchaseOrderId), await hold(purchaseOrderId)]).toEqual([
      'closed',
      0,
    ]);
  });
});
