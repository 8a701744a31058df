import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  buildReceiptRequest,
  buildStatusUpdateRequest,
  type Header,
  parseCxml,
} from '../../punchout/index.ts';
import { invoicingJobs, issueInvoice } from '../../src/domain/invoicing/index.ts';
import { recordDespatch, recordReceipt } from '../../src/domain/orders/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import { bolt, d, day, placed } from './edi-support.ts';

const db = testDatabase({
  subscriptions: new Map([['shipment.received', ['invoicing.issueForShipment']]]),
});
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const ctx = () => systemContext(db.services(), 'test');

const acme: Header = {
  from: { credentials: [{ domain: 'NetworkID', identity: 'AN02000000002-T' }] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
  sender: {
    credentials: [
      { domain: 'NetworkID', identity: 'AN02000000002-T', sharedSecret: 'acme-secret' },
    ],
    userAgent: 'Test suite',
  },
};
let sent = 0;
const envelope = (timestamp = '2026-03-03T10:00:00+01:00') => {
  sent += 1;
  const payloadId = `rec-${sent}@partner.test`;
  return { payloadId, timestamp, deploymentMode: 'test' as const, header: acme };
};
async function post(body: Uint8Array) {
  const answer = await testApp(db.services()).request('/cxml', {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body: Buffer.from(body),
  });
  const { payload } = parseCxml(Buffer.from(await answer.text()));
  if (payload.kind !== 'Response') throw new Error(payload.kind);
  const [exchange] = await db.query<{
    advisories: { code: string; message: string }[];
    links: { type: string; label: string }[];
  }>(`select advisories, links from exchange where direction = 'in' order by id desc limit 1`);
  return {
    code: payload.status.code,
    detail: payload.status.detail ?? '',
    notes: (exchange?.advisories ?? []).map(({ code, message }) => [code, message]),
    links: (exchange?.links ?? []).map(({ type, label }) => [type, label]),
  };
}

const ONE = { value: d('1'), currency: 'EUR' };
type Item = { line: number; quantity: string; type?: 'received' | 'returned' };
type Receipt = {
  number: string;
  order: string;
  items: readonly Item[];
  operation?: 'new' | 'delete';
  previousPayloadId?: string;
  shipNoticeId?: string;
  close?: 'yes';
  envelope?: ReturnType<typeof envelope>;
};
/** A ReceiptRequest; each item under a ReceiptOrder of its own, as some suites write them. */
const receipt = ({ number, order, items, operation, close, ...rest }: Receipt) =>
  buildReceiptRequest(rest.envelope ?? envelope(), {
    receiptId: number,
    receiptDate: '2026-03-04T10:00:00+01:00',
    operation: operation ?? 'new',
    comments: [],
    extrinsics: [],
    ...(rest.previousPayloadId ? { previousPayloadId: rest.previousPayloadId } : {}),
    ...(rest.shipNoticeId ? { shipNoticeId: rest.shipNoticeId } : {}),
    orders: items.map((item, at) => ({
      order: { orderId: order, payloadId: `${order}@suite` },
      ...(close ? { closeForReceiving: close } : {}),
      items: [
        {
          receiptLineNumber: at + 1,
          lineNumber: item.line,
          quantity: d(item.quantity),
          type: item.type ?? 'received',
          unit: 'EA',
          unitPrice: ONE,
          receivedAmount: ONE,
          comments: [],
          extrinsics: [],
        },
      ],
    })),
    total: ONE,
  });

async function ordered(number: string, lines: Parameters<typeof placed>[2]) {
  await placed(db.services(), number, lines, {
    payloadId: `${number}@suite`,
    connectionId: id('acme-cxml'),
  });
  const [order] = await db.query<{ id: string }>('select id from seller_order where number = ?', [
    `${number}-1`,
  ]);
  return order?.id ?? '';
}
const despatched = async (sellerOrderId: string, number: string, quantity?: string) =>
  (
    await recordDespatch(ctx(), {
      sellerOrderId,
      number,
      shippedOn: day('2026-03-02'),
      ...(quantity ? { lines: [{ lineNumber: 1, quantity: d(quantity) }] } : {}),
    })
  ).shipmentId;
const invoices = async (order: string) => {
  await db.runJobs(invoicingJobs);
  const rows = await db.query<{ gross: number }>(
    'select gross_minor::int as gross from invoice where purchase_order_number = ? order by number',
    [order],
  );
  return rows.map(({ gross }) => gross);
};
const carried = (prefix: string) =>
  db.query(
    `select s.number, l.received_quantity::float as got, l.missing_quantity::float as missing, s.received_at is null as open
       from shipment s join shipment_line l on l.shipment_id = s.id where s.number like ? order by s.number`,
    [`${prefix}-%`],
  );
const orderState = async (number: string) =>
  (
    await db.query<{ state: string }>('select state from purchase_order where number = ?', [number])
  )[0]?.state;

// A bolt is 0.125 net: 200 are 25.00, with VAT 30.00.
describe('a ReceiptRequest of a part', () => {
  it('leaves the shipment open: the next receipt delivers and has invoiced the rest', async () => {
    await despatched(await ordered('RP-1', [bolt(1, '200')]), 'RP1-A');
    const first = await post(
      receipt({ number: 'GR-1', order: 'RP-1', items: [{ line: 1, quantity: '50' }] }),
    );
    expect([first.code, first.notes, first.links]).toEqual([200, [], [['shipment', 'RP1-A']]]);
    expect(await invoices('RP-1')).toEqual([750]);
    expect(await carried('RP1')).toEqual([{ number: 'RP1-A', got: 50, missing: 0, open: true }]);
    await post(
      receipt({
        number: 'GR-2',
        order: 'RP-1',
        // The same line twice, each under an order element of its own: one receipt of 150.
        items: [
          { line: 1, quantity: '100' },
          { line: 1, quantity: '50' },
        ],
      }),
    );
    expect(await invoices('RP-1')).toEqual([750, 2250]);
    expect([await carried('RP1'), await orderState('RP-1')]).toEqual([
      [{ number: 'RP1-A', got: 200, missing: 0, open: false }],
      'closed',
    ]);
    const late = await post(
      receipt({ number: 'GR-3', order: 'RP-1', items: [{ line: 1, quantity: '10' }] }),
    );
    expect([late.code, late.notes]).toEqual([
      200,
      [
        [
          'value',
          'line 1 of RP-1: 10 received beyond what is under way or still to ship; nothing is recorded for it',
        ],
      ],
    ]);
    expect(await invoices('RP-1')).toEqual([750, 2250]);
  });

  it('fills the despatch that it names, and what is beyond that waits for the next notice', async () => {
    const order = await ordered('RP-2', [bolt(1, '200')]);
    await despatched(order, 'RP2-A', '60');
    await despatched(order, 'RP2-B', '40');
    const taken = await post(
      receipt({
        number: 'GR-4',
        order: 'RP-2',
        shipNoticeId: 'rp2-b',
        items: [{ line: 1, quantity: '50' }],
      }),
    );
    expect(taken.notes).toEqual([
      [
        'value',
        'line 1 of RP-2: 10 received before the seller announced it; kept until its ship notice comes',
      ],
    ]);
    await despatched(order, 'RP2-C', '100');
    expect(await carried('RP2')).toEqual([
      { number: 'RP2-A', got: 0, missing: 0, open: true },
      { number: 'RP2-B', got: 40, missing: 0, open: false },
      { number: 'RP2-C', got: 10, missing: 0, open: true },
    ]);
    expect(await invoices('RP-2')).toEqual([600, 150]);
  });

  it('before the ship notice waits for the despatch that it names, and is known by its number', async () => {
    const order = await ordered('RP-3', [bolt(1, '200')]);
    const early = () =>
      receipt({
        number: 'GR-5',
        order: 'RP-3',
        shipNoticeId: 'RP3-B',
        items: [{ line: 1, quantity: '80' }],
      });
    expect((await post(early())).code).toBe(200);
    expect((await post(early())).notes.map(([code]) => code)).toEqual(['repeated']);
    await despatched(order, 'RP3-A', '120');
    expect(await invoices('RP-3')).toEqual([]);
    await despatched(order, 'RP3-B', '80');
    expect(await invoices('RP-3')).toEqual([1200]);
    expect(await carried('RP3')).toEqual([
      { number: 'RP3-A', got: 0, missing: 0, open: true },
      { number: 'RP3-B', got: 80, missing: 0, open: false },
    ]);
  });

  it('that closes the order for receiving gives up what is under way and was not named', async () => {
    await despatched(await ordered('RP-4', [bolt(1, '200')]), 'RP4-A');
    await post(
      receipt({
        number: 'GR-6',
        order: 'RP-4',
        close: 'yes',
        items: [{ line: 1, quantity: '150' }],
      }),
    );
    expect(await invoices('RP-4')).toEqual([2250]);
    expect([await carried('RP4'), await orderState('RP-4')]).toEqual([
      [{ number: 'RP4-A', got: 150, missing: 50, open: false }],
      'closed',
    ]);
  });

  it('and one from a person at the same moment share what is there', async () => {
    const shipmentId = await despatched(await ordered('RP-5', [bolt(1, '200')]), 'RP5-A');
    const [byDocument] = await Promise.all([
      post(receipt({ number: 'GR-7', order: 'RP-5', items: [{ line: 1, quantity: '150' }] })),
      recordReceipt(ctx(), {
        shipmentId,
        receivedBy: 'Quai 1',
        lines: [{ lineNumber: 1, quantity: d('50') }],
      }),
    ]);
    expect([byDocument.code, byDocument.notes]).toEqual([200, []]);
    expect((await invoices('RP-5')).toSorted((a, b) => a - b)).toEqual([750, 2250]);
    expect(await orderState('RP-5')).toBe('closed');
  });
});

describe('a ReceiptRequest that takes another back', () => {
  it('undoes it before it is invoiced, named by its payloadID whatever its own number', async () => {
    await despatched(await ordered('RD-1', [bolt(1, '200')]), 'RD1-A');
    const first = envelope();
    await post(
      receipt({
        number: 'GR-D1',
        order: 'RD-1',
        envelope: first,
        items: [{ line: 1, quantity: '50' }],
      }),
    );
    const back = () =>
      receipt({
        number: 'GR-D1-CANCEL',
        order: 'RD-1',
        operation: 'delete',
        previousPayloadId: first.payloadId,
        items: [{ line: 1, quantity: '50' }],
      });
    const undone = await post(back());
    expect([undone.code, undone.links]).toEqual([
      200,
      [
        ['shipment', 'GR-D1'],
        ['purchase_order', 'RD-1'],
      ],
    ]);
    expect((await post(back())).notes).toEqual([
      ['repeated', 'receipt GR-D1 of RD-1 is taken back already'],
    ]);
    expect(await carried('RD1')).toEqual([{ number: 'RD1-A', got: 0, missing: 0, open: true }]);
    expect(await invoices('RD-1')).toEqual([]);
  });

  it('is refused with the way out once it is invoiced, and for a receipt that never was', async () => {
    await despatched(await ordered('RD-2', [bolt(1, '200')]), 'RD2-A');
    await post(receipt({ number: 'GR-D2', order: 'RD-2', items: [{ line: 1, quantity: '50' }] }));
    expect(await invoices('RD-2')).toEqual([750]);
    const back = (number: string) =>
      post(
        receipt({
          number,
          order: 'RD-2',
          operation: 'delete',
          items: [{ line: 1, quantity: '50' }],
        }),
      );
    expect(await back('GR-D2')).toMatchObject({
      code: 412,
      detail: expect.stringContaining('Send a receipt of type returned'),
    });
    expect((await back('GR-NEVER')).code).toBe(417);
    expect(await carried('RD2')).toEqual([{ number: 'RD2-A', got: 50, missing: 0, open: true }]);
  });

  it('withdraws what it said went back, unless that is credited', async () => {
    const shipmentId = await despatched(await ordered('RD-3', [bolt(1, '200')]), 'RD3-A');
    await recordReceipt(ctx(), { shipmentId, receivedBy: 'Quai 1' });
    await issueInvoice(ctx(), { shipmentId });
    const say = (operation: 'new' | 'delete') =>
      post(
        receipt({
          number: 'GR-D3',
          order: 'RD-3',
          operation,
          items: [{ line: 1, quantity: '20', type: 'returned' }],
        }),
      );
    await say('new');
    expect((await say('delete')).code).toBe(200);
    expect(
      await db.query(
        `select g.state, l.returned_quantity::float as returned from goods_return g join order_line l on l.id = g.order_line_id
          where g.receipt_id = 'GR-D3'`,
      ),
    ).toEqual([{ state: 'dismissed', returned: 0 }]);
  });
});

describe('a receipt that a person takes back on the order’s page', () => {
  it('takes what it said went back with it', async () => {
    await despatched(await ordered('RT-1', [bolt(1, '200')]), 'RT1-A');
    await post(
      receipt({
        number: 'GR-T1',
        order: 'RT-1',
        items: [
          { line: 1, quantity: '100' },
          { line: 1, quantity: '20', type: 'returned' },
        ],
      }),
    );
    const [order] = await db.query<{ id: string }>(
      `select id from purchase_order where number = 'RT-1'`,
    );
    const state = () =>
      db.query(
        `select g.state, l.received_quantity::float as received, l.returned_quantity::float as returned
           from goods_return g join order_line l on l.id = g.order_line_id where g.receipt_id = 'GR-T1'`,
      );
    expect(await state()).toEqual([{ state: 'open', received: 100, returned: 20 }]);
    const buyer = await testApp(db.services()).signIn('buyer@acme.test');
    const answer = await buyer.post(`/buyer/orders/${order?.id}/receipts/take-back`, {
      receipt: 'GR-T1',
    });
    expect(answer.status).toBe(303);
    expect(await state()).toEqual([{ state: 'dismissed', received: 0, returned: 0 }]);
  });
});

describe('a ReceiptRequest of more returned than can be', () => {
  const back = (order: string, number: string, quantities: readonly string[]) =>
    post(
      receipt({
        number,
        order,
        items: quantities.map((quantity) => ({ line: 1, quantity, type: 'returned' })),
      }),
    );
  const returns = (order: string) =>
    db.query(
      `select quantity::float as back, refused_quantity::float as refused from goods_return
        where purchase_order_number = ? order by id`,
      [order],
    );

  it('is refused as a whole, naming the line, what arrived, what went back and what is under way', async () => {
    await despatched(await ordered('RB-1', [bolt(1, '200')]), 'RB1-A', '150');
    await post(receipt({ number: 'GR-B1', order: 'RB-1', items: [{ line: 1, quantity: '100' }] }));
    expect((await back('RB-1', 'GR-B2', ['10'])).code).toBe(200);
    // 100 arrived and 10 of them went back, 50 are under way: 140.
    const many = await back('RB-1', 'GR-B3', ['999']);
    expect([many.code, many.detail]).toEqual([
      400,
      'Line 1 of order RB-1: 999 cannot go back. 100 arrived, 10 went back already and 50 are under way: at most 140 can. Correct the quantity.',
    ]);
    // Neither in one line nor in two that together are too many: nothing of the document is kept.
    expect((await back('RB-1', 'GR-B4', ['100', '41'])).code).toBe(400);
    expect(await returns('RB-1')).toEqual([{ back: 10, refused: 0 }]);
    expect((await back('RB-1', 'GR-B5', ['100', '40'])).code).toBe(200);
    expect(await returns('RB-1')).toEqual([
      { back: 10, refused: 0 },
      { back: 100, refused: 10 },
      { back: 40, refused: 40 },
    ]);
    // The same document again is known, though nothing is left to go back.
    expect((await back('RB-1', 'GR-B5', ['100', '40'])).code).toBe(200);
    expect((await back('RB-1', 'GR-B6', ['1'])).code).toBe(400);
    expect(await returns('RB-1')).toHaveLength(3);
  });

  it('is refused when nothing was shipped, and taken of what came before its ship notice', async () => {
    await ordered('RB-2', [bolt(1, '200')]);
    expect((await back('RB-2', 'GR-B7', ['1'])).detail).toContain(
      '0 arrived, 0 went back already and 0 are under way: at most 0 can',
    );
    await post(receipt({ number: 'GR-B8', order: 'RB-2', items: [{ line: 1, quantity: '50' }] }));
    expect((await back('RB-2', 'GR-B9', ['51'])).code).toBe(400);
    expect((await back('RB-2', 'GR-B10', ['50'])).code).toBe(200);
    expect((await back('RB-2', 'GR-B11', ['1'])).code).toBe(400);
  });
});

describe('an InvoiceStatus that comes late', () => {
  const say = (number: string, type: 'rejected' | 'reconciled' | 'paid', at: string) =>
    post(
      buildStatusUpdateRequest(envelope(`2026-03-03T${at}:00+01:00`), {
        status: { code: 200, text: 'OK' },
        extrinsics: [],
        invoice: { type, invoiceId: number, comments: [] },
      }),
    );
  const contested = async (number: string) =>
    (
      await db.query<{ yes: boolean }>(
        'select contested_at is not null as yes from invoice where number = ?',
        [number],
      )
    )[0]?.yes;

  it('contests nothing that was accepted since, and neither does its repetition', async () => {
    const shipmentId = await despatched(await ordered('ST-1', [bolt(1, '200')]), 'ST1-A');
    await recordReceipt(ctx(), { shipmentId, receivedBy: 'Quai 1' });
    const { number } = await issueInvoice(ctx(), { shipmentId });
    await say(number, 'reconciled', '12:00');
    const late = await say(number, 'rejected', '11:00');
    expect([late.code, late.notes, await contested(number)]).toEqual([
      200,
      [['late', `rejected of ${number} was said before what is known of it; nothing changes`]],
      false,
    ]);
    expect((await say(number, 'rejected', '11:00')).notes.map(([code]) => code)).toEqual([
      'repeated',
    ]);
    // Said afterwards it counts, and an older word of peace does not end it.
    await say(number, 'rejected', '13:00');
    expect(await contested(number)).toBe(true);
    await say(number, 'paid', '12:30');
    expect(await contested(number)).toBe(true);
    await say(number, 'paid', '14:00');
    await say(number, 'rejected', '13:00');
    expect(await contested(number)).toBe(false);
    expect(
      await db.query(
        `select status from invoice_status s join invoice i on i.id = s.invoice_id where i.number = ? order by said_at`,
        [number],
      ),
    ).toEqual(['rejected', 'reconciled', 'paid', 'rejected', 'paid'].map((status) => ({ status })));
  });
});
