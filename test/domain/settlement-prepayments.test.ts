import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { subscriptions as heard } from '../../src/app.tsx';
import { invoicingJobs } from '../../src/domain/invoicing/index.ts';
import {
  cancelOrder,
  changeOrder,
  closeShipment,
  type OrderInput,
  ordersJobs,
  planOrderChange,
  prepaymentReference,
  recordAnswer,
  recordDespatch,
  recordReceipt,
} from '../../src/domain/orders/index.ts';
import {
  allocate,
  type BankEntryInput,
  importStatement,
  settlementJobs,
} from '../../src/domain/settlement/index.ts';
import { privileged } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import { invoiceStory } from './invoicing-story.ts';
import { acme, desk, movement, sell, statementOf } from './settlement-support.ts';

const jobs = { ...settlementJobs, ...invoicingJobs, ...ordersJobs };
const db = testDatabase({
  subscriptions: new Map(
    [...heard].map(([event, names]) => [event, names.filter((name) => name in jobs)]),
  ),
});
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const { system, clerk, invoice, balance, allocationsOf } = desk(db);
const story = invoiceStory(db);

/** An order of 120.00 that waits for its money. */
const prepay = (number: string, changes: Partial<OrderInput> = {}) =>
  story.place(number, [story.line(1, 'seller-a', '10', '10')], {
    terms: { outcome: 'prepay', paymentDays: 0 },
    ...changes,
  });
const reference = (number: string, buyer = 'acme') =>
  prepaymentReference({ number, buyerId: id(buyer) });

async function receive(...entries: BankEntryInput[]) {
  const { statements } = await importStatement(system(), {
    exchangeId: id('exchange'),
    statements: [statementOf(entries)],
  });
  await db.runJobs(jobs);
  return db.query<{ id: string; state: string; left: string; buyer_id: string | null }>(
    'select id, state, unallocated_minor::text as left, buyer_id from bank_entry where bank_statement_id = ? order by position',
    [statements[0]?.statementId],
  );
}

/** The states of the orders of one number, by buyer. */
async function states(number: string): Promise<Record<string, string>> {
  const rows = await db.query<{ buyer_id: string; state: string }>(
    'select buyer_id, state from purchase_order where number = ?',
    [number],
  );
  return Object.fromEntries(
    rows.map((row) => [row.buyer_id === id('acme') ? 'acme' : 'petit', row.state]),
  );
}

describe('a transfer that names an order waiting for its prepayment', () => {
  it('releases the order of the buyer whose reference it is, where two buyers gave one number', async () => {
    await prepay('PO-2026-00001');
    await prepay('PO-2026-00001', { buyerId: id('petit') });
    const stranger = { counterparty: { name: 'HOLDING XYZ' } };
    const [numbered] = await receive(
      movement(12_000n, { ...stranger, remittanceText: 'PO-2026-00001' }),
    );
    expect([numbered?.buyer_id, await states('PO-2026-00001')]).toEqual([
      null,
      { acme: 'awaiting_payment', petit: 'awaiting_payment' },
    ]);
    const [paid] = await receive(
      movement(12_000n, { ...stranger, structuredReference: reference('PO-2026-00001', 'petit') }),
    );
    expect([paid?.buyer_id, await states('PO-2026-00001')]).toEqual([
      id('petit'),
      { acme: 'awaiting_payment', petit: 'released' },
    ]);
  });

  it('releases by the number alone once the payer is known', async () => {
    await receive(movement(12_000n, { ...acme, remittanceText: 'PO-2026-00001' }));
    expect((await states('PO-2026-00001')).acme).toBe('released');
  });

  it('pays no invoice of the same amount instead, by number or reference', async () => {
    const other = await sell(db.services(), { key: 'SAME-900001', gross: 12_000n });
    await prepay('PO-PRE-100');
    await receive(movement(12_000n, { ...acme, remittanceText: 'PO-PRE-100' }));
    await prepay('PO-PRE-101');
    await receive(movement(12_000n, { ...acme, remittanceText: reference('PO-PRE-101') }));
    expect([
      await invoice(other),
      (await states('PO-PRE-100')).acme,
      (await states('PO-PRE-101')).acme,
    ]).toEqual([['issued', '12000'], 'released', 'released']);
  });

  it('still pays the invoice that it names beside the order', async () => {
    const named = await sell(db.services(), { key: 'BOTH-900001', gross: 5_500n });
    await prepay('PO-PRE-102');
    await receive(movement(5_500n, { ...acme, remittanceText: 'BOTH-900001 not PO-PRE-102' }));
    expect([await invoice(named), (await states('PO-PRE-102')).acme]).toEqual([
      ['paid', '0'],
      'awaiting_payment',
    ]);
  });

  it('for two orders at once is left to a clerk', async () => {
    await prepay('PO-PRE-90');
    await prepay('PO-PRE-91');
    const [both] = await receive(
      movement(24_000n, { ...acme, remittanceText: 'PO-PRE-90 PO-PRE-91' }),
    );
    expect([both?.state, both?.left, await states('PO-PRE-90'), await states('PO-PRE-91')]).toEqual(
      ['unmatched', '24000', { acme: 'awaiting_payment' }, { acme: 'awaiting_payment' }],
    );
  });

  it('in two parts releases the order with the second', async () => {
    await prepay('PO-PRE-88');
    const half = () => movement(6_000n, { ...acme, remittanceText: 'PO-PRE-88' });
    await receive(half());
    expect((await states('PO-PRE-88')).acme).toBe('awaiting_payment');
    await receive(half());
    expect((await states('PO-PRE-88')).acme).toBe('released');
  });
});

describe('the money of a prepaid order', () => {
  let serial = 0;
  const deliver = async (sellerOrderId: string | undefined, quantity: string) => {
    serial += 1;
    const { shipmentId } = await recordDespatch(story.system(), {
      sellerOrderId: sellerOrderId ?? '',
      number: `DP-${serial}`,
      shippedOn: story.day('2026-03-01'),
      lines: [{ lineNumber: 1, quantity: story.d(quantity) }],
    });
    await recordReceipt(story.system(), { shipmentId, receivedBy: 'Ana' });
    await db.runJobs(jobs);
    const [row] = await db.query<{ id: string; state: string; open: string }>(
      'select id, state, open_minor::text as open from invoice where shipment_id = ?',
      [shipmentId],
    );
    return row;
  };

  it('pays the invoices of its deliveries, and the seller is owed the net', async () => {
    const before = await balance('unapplied_cash', 'acme');
    const { sellerOrderIds } = await prepay('PO-PRE-200');
    const entries = await receive(
      movement(7_000n, { ...acme, remittanceText: 'PO-PRE-200' }),
      movement(5_000n, { ...acme, remittanceText: 'PO-PRE-200' }),
    );
    const first = await deliver(sellerOrderIds[0], '4');
    expect([first?.state, first?.open]).toEqual(['paid', '0']);
    const second = await deliver(sellerOrderIds[0], '6');
    expect([second?.state, second?.open]).toEqual(['paid', '0']);
    const amounts = await Promise.all(entries.map((entry) => allocationsOf(entry.id)));
    expect(amounts.map((rows) => rows.map(({ amount, method }) => [amount, method]))).toEqual([
      [
        ['2200', 'auto'],
        ['4800', 'auto'],
      ],
      [['5000', 'auto']],
    ]);
    expect(await balance('unapplied_cash', 'acme')).toBe(before);
    expect(
      await db.query('select state from seller_payable where invoice_id in (?, ?)', [
        first?.id,
        second?.id,
      ]),
    ).toEqual([{ state: 'available' }, { state: 'available' }]);
  });

  it('is free for other invoices as soon as goods did not arrive, while the rest is kept', async () => {
    const old = await sell(db.services(), { key: 'OLD-900101', gross: 30_000n });
    const placed = await prepay('PO-PRE-211');
    const [entry] = await receive(movement(12_000n, { ...acme, remittanceText: 'PO-PRE-211' }));
    const person = await clerk();
    const move = (amountMinor: bigint) =>
      allocate(person, {
        bankEntryId: entry?.id ?? '',
        method: 'manual',
        evidence: [],
        allocations: [{ invoiceId: old, amountMinor }],
      });
    const ship = async (number: string, quantity: string) =>
      (
        await recordDespatch(system(), {
          sellerOrderId: story.one(placed.sellerOrderIds),
          number,
          shippedOn: story.day('2026-03-02'),
          lines: [{ lineNumber: 1, quantity: story.d(quantity) }],
        })
      ).shipmentId;
    const [first, second] = [await ship('PRE-211-A', '6'), await ship('PRE-211-B', '4')];
    await recordReceipt(story.buyer(), {
      shipmentId: first,
      receivedBy: 'Ana',
      lines: [{ lineNumber: 1, quantity: story.d('2') }],
    });
    // 2 of 10 are invoiced and paid by the prepayment; 96.00 is kept for the other 8.
    await db.runJobs(jobs);
    expect((await allocationsOf(entry?.id ?? '')).map(({ amount }) => amount)).toEqual(['2400']);
    await expect(move(1n)).rejects.toThrow('settlement.reserved_for_order');
    await closeShipment(story.buyer(), { shipmentId: first, outcome: 'missing', by: 'Ana' });
    // 4 did not arrive: 48.00 of it is free, 48.00 is kept for the 4 that are under way.
    await expect(move(4_801n)).rejects.toThrow('settlement.reserved_for_order');
    await move(4_800n);
    await closeShipment(story.buyer(), { shipmentId: second, outcome: 'arrived', by: 'Ana' });
    await expect(move(1n)).rejects.toThrow('settlement.reserved_for_order');
    await db.runJobs(jobs);
    const paid = (await allocationsOf(entry?.id ?? '')).map(({ amount }) => Number(amount));
    expect(paid.toSorted((a, b) => a - b)).toEqual([2400, 4800, 4800]);
    expect(await story.purchaseState(placed.purchaseOrderId)).toBe('closed');
  });

  it('cannot pay other invoices while the order awaits delivery, save what is over', async () => {
    const old = await sell(db.services(), { key: 'OLD-900001', gross: 30_000n });
    await prepay('PO-PRE-201');
    const [entry] = await receive(movement(12_500n, { ...acme, remittanceText: 'PO-PRE-201' }));
    const person = await clerk();
    const move = (amountMinor: bigint) =>
      allocate(person, {
        bankEntryId: entry?.id ?? '',
        method: 'manual',
        evidence: [],
        allocations: [{ invoiceId: old, amountMinor }],
      });
    await expect(move(501n)).rejects.toThrow(
      expect.objectContaining({ code: 'settlement.reserved_for_order' }) as Error,
    );
    await move(500n);
    expect(await invoice(old)).toEqual(['part_paid', '29500']);
    await expect(move(1n)).rejects.toThrow(
      expect.objectContaining({ code: 'settlement.reserved_for_order' }) as Error,
    );
  });
});

describe('a prepaid order that changes', () => {
  const changed = async (
    number: string,
    quantity: string,
    over: Parameters<typeof story.line>[4] = {},
  ) => {
    const [{ id: purchaseOrderId } = { id: '' }] = await db.query<{ id: string }>(
      'select id from purchase_order where number = ?',
      [number],
    );
    const lines = [story.line(1, 'seller-a', quantity, '10', over)];
    await story.inTx((tx) =>
      privileged(tx, async (inner) => {
        const planned = await planOrderChange(inner, { purchaseOrderId, number, lines });
        const places = { shipTo: story.address, billTo: story.address };
        const words = { requestedOn: undefined, comments: undefined, particulars: {} };
        const document = { orderVersion: 2, payloadId: `${number}-${quantity}@acme` };
        const change = { purchaseOrderId, lines, ...document, ...places, ...words };
        await changeOrder(inner, { planned, change });
      }),
    );
    await db.runJobs(jobs);
  };

  it('goes on to its sellers once it shrinks to what is there, at a cent more it waits', async () => {
    await prepay('PO-PRE-300');
    await receive(movement(7_200n, { ...acme, remittanceText: 'PO-PRE-300' }));
    await changed('PO-PRE-300', '6.001');
    expect((await states('PO-PRE-300')).acme).toBe('awaiting_payment');
    await changed('PO-PRE-300', '6');
    expect((await states('PO-PRE-300')).acme).toBe('released');
  });

  it('and is paid for once is not released for the larger sum that it grew to meanwhile', async () => {
    await prepay('PO-PRE-301');
    await Promise.allSettled([
      receive(movement(12_000n, { ...acme, remittanceText: 'PO-PRE-301' })),
      changed('PO-PRE-301', '20'),
    ]);
    const [order] = await db.query<{ state: string; gross: string }>(
      `select state, (net_minor + vat_minor)::text as gross from purchase_order where number = 'PO-PRE-301'`,
    );
    expect([
      { state: 'awaiting_payment', gross: '24000' },
      { state: 'released', gross: '12000' },
    ]).toContainEqual(order);
  });

  it('may get another day for what its seller confirmed in part, but not more than was paid', async () => {
    const { sellerOrderIds } = await prepay('PO-PRE-302');
    await receive(movement(12_000n, { ...acme, remittanceText: 'PO-PRE-302' }));
    await recordAnswer(story.seller('seller-a'), {
      sellerOrderId: sellerOrderIds[0] ?? '',
      lines: [{ lineNumber: 1, action: 'changed', quantity: story.d('6') }],
    });
    await changed('PO-PRE-302', '10', { requestedOn: story.day('2026-05-04') });
    expect((await states('PO-PRE-302')).acme).toBe('released');
    await expect(changed('PO-PRE-302', '11')).rejects.toThrow(
      expect.objectContaining({ code: 'orders.change_prepaid' }) as Error,
    );
  });

  it('and is cancelled keeps none of its money from other invoices', async () => {
    const old = await sell(db.services(), { key: 'OLD-900002', gross: 12_000n });
    const { purchaseOrderId } = await prepay('PO-PRE-303');
    const [entry] = await receive(movement(12_000n, { ...acme, remittanceText: 'PO-PRE-303' }));
    await cancelOrder(story.buyer(), { purchaseOrderId, reason: 'Not needed' });
    await allocate(await clerk(), {
      bankEntryId: entry?.id ?? '',
      method: 'manual',
      evidence: [],
      allocations: [{ invoiceId: old, amountMinor: 12_000n }],
    });
    expect(await invoice(old)).toEqual(['paid', '0']);
  });
});
