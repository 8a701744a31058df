import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  buildPaymentRemittanceRequest,
  buildReceiptRequest,
  buildResponse,
  buildShipNoticeRequest,
  buildStatusUpdateRequest,
  type Header,
  type InvoiceStatus,
  parseCxml,
} from '../../punchout/index.ts';
import { outboundJobs } from '../../src/channels/outbound/index.ts';
import {
  creditReturn,
  dismissReturn,
  invoiceDetail,
  issueInvoice,
} from '../../src/domain/invoicing/index.ts';
import { recordDespatch, recordReceipt } from '../../src/domain/orders/index.ts';
import { settlementJobs } from '../../src/domain/settlement/index.ts';
import { read, systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import { bolt, cable, d, day, paper, partnerServer, placed, subscriptions } from './edi-support.ts';

const db = testDatabase({
  subscriptions: new Map([...subscriptions, ['remittance.received', ['settlement.match_advice']]]),
});
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const ctx = () => systemContext(db.services(), 'test');
const jobs = { ...outboundJobs, ...settlementJobs };

const partner = (domain: string, identity: string, sharedSecret: string): Header => ({
  from: { credentials: [{ domain, identity }] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
  sender: { credentials: [{ domain, identity, sharedSecret }], userAgent: 'Test suite' },
});
const acme = partner('NetworkID', 'AN02000000002-T', 'acme-secret');
const beta = partner('duns', '123456789', 'beta-secret');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
let sent = 0;
const envelope = (header = acme) => {
  sent += 1;
  return {
    payloadId: `fin-${sent}@partner.test`,
    timestamp: '2026-03-03T10:00:00+01:00',
    deploymentMode: 'test' as const,
    header,
  };
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
    state: string;
    advisories: { code: string; message: string }[];
    links: { type: string; label: string }[];
  }>(
    `select state, advisories, links from exchange where direction = 'in' order by id desc limit 1`,
  );
  return { code: payload.status.code, detail: payload.status.detail ?? '', exchange };
}
const eur = (text: string) => ({ value: d(text), currency: 'EUR' });
const suite = await partnerServer(
  () =>
    new Response(
      Buffer.from(
        buildResponse(
          { payloadId: '1@suite', timestamp: '2026-03-02T10:00:00+01:00' },
          { code: 200, text: '' },
        ),
      ),
      { headers: { 'content-type': 'text/xml' } },
    ),
);

async function ordered(number: string, lines: Parameters<typeof placed>[2]) {
  await db.query(`update trading_connection set outbound_url = ? where name = 'acme-cxml'`, [
    suite.url,
  ]);
  await placed(db.services(), number, lines, {
    payloadId: `${number}@suite`,
    connectionId: id('acme-cxml'),
  });
  const [order] = await db.query<{ id: string }>('select id from seller_order where number = ?', [
    `${number}-1`,
  ]);
  return order?.id ?? '';
}
const despatched = async (sellerOrderId: string, number: string) =>
  (await recordDespatch(ctx(), { sellerOrderId, number, shippedOn: day('2026-03-02') })).shipmentId;
async function invoiced(number: string, lines: Parameters<typeof placed>[2]) {
  const shipmentId = await despatched(await ordered(number, lines), `LS-${number}`);
  await recordReceipt(ctx(), { shipmentId, receivedBy: 'Quai 1' });
  const invoice = await issueInvoice(ctx(), { shipmentId });
  await db.runJobs(jobs);
  return invoice;
}

describe('what a buyer’s suite says of an invoice', () => {
  const say = (invoice: Partial<InvoiceStatus>, over: { documentPayloadId?: string } = {}) =>
    post(
      buildStatusUpdateRequest(envelope(), {
        status: { code: 200, text: 'OK' },
        extrinsics: [],
        ...over,
        invoice: { type: 'processing', comments: [], ...invoice },
      }),
    );

  it('is kept with the invoice in its order, a part with its cents, and moves no money', async () => {
    const { invoiceId, number } = await invoiced('PO-ST', [bolt(1, '100')]);
    expect((await say({ invoiceId: number })).code).toBe(200);
    expect((await say({ type: 'reconciled', invoiceId: number.toLowerCase() })).code).toBe(200);
    expect(
      (await say({ type: 'paying', invoiceId: number, partialAmount: eur('10.50') })).code,
    ).toBe(200);
    const taken = await say({ type: 'paid', invoiceId: number });
    expect(taken.exchange).toMatchObject({
      state: 'accepted',
      links: [{ type: 'invoice', label: number }],
    });
    expect(
      await db.query(
        'select status, partial_minor::int as part from invoice_status where invoice_id = ? order by id',
        [invoiceId],
      ),
    ).toEqual([
      { status: 'processing', part: null },
      { status: 'reconciled', part: null },
      { status: 'paying', part: 1050 },
      { status: 'paid', part: null },
    ]);
    expect(
      await db.query('select state, open_minor::int as open from invoice where id = ?', [
        invoiceId,
      ]),
    ).toEqual([{ state: 'issued', open: 1500 }]);
  });

  it('contests it when it is rejected, with the comment, until the suite accepts it after all', async () => {
    const { invoiceId, number } = await invoiced('PO-REJ', [bolt(1, '200')]);
    await say({
      type: 'rejected',
      invoiceId: number,
      comments: [{ text: 'Price differs from the contract', attachments: [] }],
    });
    const contested = () =>
      db.query(
        'select contested_by, contest_reason, contested_at is not null as yes from invoice where id = ?',
        [invoiceId],
      );
    expect(await contested()).toEqual([
      { contested_by: 'buyer', contest_reason: 'Price differs from the contract', yes: true },
    ]);
    expect((await read(ctx(), (tx) => invoiceDetail(tx, invoiceId))).row.contested).toBe(true);
    await say({ type: 'reconciled', invoiceId: number });
    expect(await contested()).toEqual([{ contested_by: null, contest_reason: null, yes: false }]);
  });

  it('is found by the payloadID of our document alone, and an unknown invoice is answered 417', async () => {
    const { invoiceId } = await invoiced('PO-REF', [bolt(1, '300')]);
    const [document] = await db.query<{ document_key: string }>(
      `select document_key from exchange where kind = 'InvoiceDetailRequest' and 'PO-REF' = any(keys)`,
    );
    expect((await say({}, { documentPayloadId: document?.document_key ?? '' })).code).toBe(200);
    expect(
      await db.query('select status from invoice_status where invoice_id = ?', [invoiceId]),
    ).toEqual([{ status: 'processing' }]);
    expect(await say({ invoiceId: 'NOT-OURS-1' })).toMatchObject({
      code: 417,
      detail: expect.stringContaining('NOT-OURS-1'),
    });
    expect((await say({}, { documentPayloadId: 'nobody@comptoir' })).code).toBe(417);
  });

  it('of any other document of ours is written beside it', async () => {
    const [document] = await db.query<{ id: string; document_key: string }>(
      `select id, document_key from exchange where kind = 'ShipNoticeRequest' and direction = 'out' limit 1`,
    );
    const answer = await post(
      buildStatusUpdateRequest(envelope(), {
        documentPayloadId: document?.document_key ?? '',
        status: { code: 406, text: 'Not Acceptable', detail: 'Unknown carrier' },
        extrinsics: [],
      }),
    );
    expect(answer.code).toBe(200);
    expect(
      await db.query('select errors from exchange where id = ?', [document?.id]),
    ).toMatchObject([
      { errors: [{ code: 'status_406', message: expect.stringContaining('Unknown carrier') }] },
    ]);
  });
});

describe('a remittance advice at the door', () => {
  const advice = (
    number: string,
    details: {
      invoiceId: string;
      net: string;
      gross: string;
      discount?: string;
      adjustment?: string;
    }[],
    over: { status?: 'new' | 'void'; net?: string } = {},
  ) =>
    buildPaymentRemittanceRequest(envelope(), {
      paymentRemittanceId: number,
      paymentDate: '2026-03-10T12:00:00+01:00',
      status: over.status ?? 'new',
      paymentReferenceNumber: `PAY-${number}`,
      partners: [{ contact: { role: 'payer', name: 'Acme Industrie SAS' }, ids: [] }],
      net: eur(over.net ?? '0'),
      details: details.map((one, at) => ({
        lineNumber: at + 1,
        invoiceId: one.invoiceId,
        net: eur(one.net),
        gross: eur(one.gross),
        discount: one.discount ? eur(one.discount) : undefined,
        adjustments: one.adjustment ? [eur(one.adjustment)] : [],
        extrinsics: [],
      })),
    });

  it('is a buyer’s word only: a seller’s is refused and nothing is kept', async () => {
    const told = text(advice('R-SELLER', [{ invoiceId: 'F-1', net: '5.00', gross: '5.00' }]))
      .replaceAll('<Credential domain="NetworkID">', '<Credential domain="DUNS">')
      .replaceAll('AN02000000002-T', '123456789')
      .replace('acme-secret', 'beta-secret');
    expect((await post(Buffer.from(told))).code).toBe(403);
    expect(await db.query(`select 1 from remittance_advice where number = 'R-SELLER'`)).toEqual([]);
  });

  it('is kept line by line with what we know of it; unknown numbers and a wrong total are advisories', async () => {
    const { invoiceId, number } = await invoiced('PO-RA', [bolt(1, '400')]);
    const taken = await post(
      advice(
        'R-1',
        [
          {
            invoiceId: number,
            net: '58.00',
            gross: '60.00',
            discount: '1.50',
            adjustment: '-0.50',
          },
          { invoiceId: 'ELSEWHERE-1', net: '12.34', gross: '12.34' },
        ],
        { net: '70.00' },
      ),
    );
    expect(taken.code).toBe(200);
    expect(taken.exchange?.advisories.map(({ code }) => code)).toEqual([
      'unknown_invoice',
      'total',
    ]);
    expect(taken.exchange?.advisories[1]?.message).toContain('0.34 EUR');
    expect(
      await db.query(
        `select l.invoice_number, l.invoice_id, l.net_minor::int as net, l.gross_minor::int as gross,
           l.discount_minor::int as discount, l.adjustment_minor::int as adjustment
         from remittance_line l join remittance_advice a on a.id = l.advice_id where a.number = 'R-1' order by position`,
      ),
    ).toEqual([
      {
        invoice_number: number,
        invoice_id: invoiceId,
        net: 5800,
        gross: 6000,
        discount: 150,
        adjustment: -50,
      },
      {
        invoice_number: 'ELSEWHERE-1',
        invoice_id: null,
        net: 1234,
        gross: 1234,
        discount: null,
        adjustment: null,
      },
    ]);
    const again = await post(
      advice('R-1', [{ invoiceId: number, net: '1.00', gross: '1.00' }], { net: '1.00' }),
    );
    expect(again.code).toBe(200);
    expect(again.exchange?.advisories.map(({ code }) => code)).toEqual(['repeated']);
    expect((await post(advice('R-1', [], { status: 'void' }))).code).toBe(200);
    expect(
      await db.query(
        `select state, net_minor::int as net from remittance_advice where number = 'R-1'`,
      ),
    ).toEqual([{ state: 'void', net: 7000 }]);
  });
});

describe('what a buyer received and sent back', () => {
  const receipt = (
    receiptId: string,
    orderId: string,
    items: { line: number; quantity: string; type?: 'received' | 'returned'; comment?: string }[],
  ) =>
    buildReceiptRequest(envelope(), {
      receiptId,
      receiptDate: '2026-03-04T10:00:00+01:00',
      operation: 'new',
      comments: [],
      extrinsics: [],
      orders: [
        {
          order: { orderId, payloadId: `${orderId}@suite` },
          items: items.map((item, at) => ({
            receiptLineNumber: at + 1,
            lineNumber: item.line,
            quantity: d(item.quantity),
            type: item.type ?? 'received',
            unit: 'EA',
            unitPrice: eur('1'),
            receivedAmount: eur('1'),
            comments: item.comment ? [{ text: item.comment, attachments: [] }] : [],
            extrinsics: [],
          })),
        },
      ],
      total: eur('1'),
    });

  it('fills the shipments oldest first and to none more than it carried; what is beyond is said', async () => {
    const sellerOrderId = await ordered('PO-RC', [bolt(1, '100')]);
    for (const [number, quantity] of [
      ['RC-1', '60'],
      ['RC-2', '40'],
    ] as const)
      await recordDespatch(ctx(), {
        sellerOrderId,
        number,
        shippedOn: day('2026-03-02'),
        lines: [{ lineNumber: 1, quantity: d(quantity) }],
      });
    const taken = await post(receipt('GR-1', 'PO-RC', [{ line: 1, quantity: '105' }]));
    expect(taken.code).toBe(200);
    expect(taken.exchange?.advisories[0]?.message).toContain('5 received beyond');
    expect(
      await db.query(
        `select s.number, l.received_quantity::float as got from shipment s join shipment_line l on l.shipment_id = s.id
         where s.number like 'RC-%' order by s.number`,
      ),
    ).toEqual([
      { number: 'RC-1', got: 60 },
      { number: 'RC-2', got: 40 },
    ]);
    expect((await post(receipt('GR-2', 'PO-NOWHERE', [{ line: 1, quantity: '1' }]))).code).toBe(
      417,
    );
  });

  it('a return becomes a proposal, once, and its credit note takes back just that quantity', async () => {
    const { invoiceId } = await invoiced('PO-RET', [cable(1, '30'), bolt(2, '100')]);
    const back = () =>
      receipt('GR-3', 'PO-RET', [
        { line: 1, quantity: '10', type: 'returned', comment: 'Wrong section' },
      ]);
    expect((await post(back())).exchange?.links).toMatchObject([
      { type: 'goods_return', label: '1: 10' },
    ]);
    await post(back());
    const rows = await db.query<{ id: string; state: string; comment: string }>(
      `select id, state, comment from goods_return where purchase_order_number = 'PO-RET'`,
    );
    expect(rows).toMatchObject([{ state: 'open', comment: 'Wrong section' }]);
    const { creditNoteIds } = await creditReturn(ctx(), { returnId: rows[0]?.id ?? '' });
    // 10 × 1.2345 = 12.345 → 12.35 net of VAT.
    expect(
      await db.query(
        'select net_minor::int as net, preceding_invoice_id, credit_reason from invoice where id = ?',
        [creditNoteIds[0]],
      ),
    ).toEqual([{ net: 1235, preceding_invoice_id: invoiceId, credit_reason: 'Wrong section' }]);
    await expect(creditReturn(ctx(), { returnId: rows[0]?.id ?? '' })).rejects.toThrow(
      'invoicing.return_decided',
    );
    // Of thirty, ten went back.
    const tooMany = await post(
      receipt('GR-4', 'PO-RET', [{ line: 1, quantity: '25', type: 'returned' }]),
    );
    expect(tooMany.code).toBe(400);
    await post(receipt('GR-5', 'PO-RET', [{ line: 1, quantity: '20', type: 'returned' }]));
    const [more] = await db.query<{ id: string }>(
      `select id from goods_return where receipt_id = 'GR-5'`,
    );
    await dismissReturn(ctx(), { returnId: more?.id ?? '', reason: 'Kept by agreement' });
    expect(
      await db.query(
        `select receipt_id, state from goods_return where receipt_id in ('GR-4', 'GR-5')`,
      ),
    ).toEqual([{ receipt_id: 'GR-5', state: 'dismissed' }]);
  });

  it('a return of what arrived and is not invoiced yet has nothing to credit so far', async () => {
    const sellerOrderId = await ordered('PO-RNI', [bolt(1, '40')]);
    await recordDespatch(ctx(), {
      sellerOrderId,
      number: 'RNI-1',
      shippedOn: day('2026-03-02'),
      lines: [{ lineNumber: 1, quantity: d('40') }],
    });
    await post(receipt('GR-NI1', 'PO-RNI', [{ line: 1, quantity: '40' }]));
    await post(receipt('GR-NI2', 'PO-RNI', [{ line: 1, quantity: '5', type: 'returned' }]));
    const [back] = await db.query<{ id: string }>(
      `select id from goods_return where receipt_id = 'GR-NI2'`,
    );
    await expect(creditReturn(ctx(), { returnId: back?.id ?? '' })).rejects.toThrow(
      'invoicing.return_not_invoiced',
    );
  });

  it('is taken once for each receipt number, whatever document brings it again', async () => {
    const sellerOrderId = await ordered('PO-RC2', [bolt(1, '120')]);
    for (const number of ['RC2-1', 'RC2-2'])
      await recordDespatch(ctx(), {
        sellerOrderId,
        number,
        shippedOn: day('2026-03-02'),
        lines: [{ lineNumber: 1, quantity: d('60') }],
      });
    const same = () => receipt('GR-SAME', 'PO-RC2', [{ line: 1, quantity: '60' }]);
    await post(same());
    const again = await post(same());
    expect([again.code, again.exchange?.advisories[0]?.message]).toEqual([
      200,
      'receipt GR-SAME is known already for PO-RC2; what it says was received is not counted again',
    ]);
    expect(
      await db.query(
        `select number, received_at is not null as received from shipment where number like 'RC2-%' order by number`,
      ),
    ).toEqual([
      { number: 'RC2-1', received: true },
      { number: 'RC2-2', received: false },
    ]);
  });

  it('is credited in parts that come to the invoice to the cent, and never twice', async () => {
    // 10 × 0.333 = 3.33, and 0.67 of VAT.
    await invoiced('PO-PARTS', [{ ...bolt(1, '10'), unitPrice: d('0.333') }]);
    const credited = [];
    for (const [receiptId, quantity] of [
      ['GR-P1', '3'],
      ['GR-P2', '3'],
      ['GR-P3', '4'],
    ] as const) {
      await post(receipt(receiptId, 'PO-PARTS', [{ line: 1, quantity, type: 'returned' }]));
      const [back] = await db.query<{ id: string }>(
        'select id from goods_return where receipt_id = ?',
        [receiptId],
      );
      const results = await Promise.allSettled([
        creditReturn(ctx(), { returnId: back?.id ?? '' }),
        creditReturn(ctx(), { returnId: back?.id ?? '' }),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      await expectMoneyInOrder(db);
    }
    for (const row of await db.query<{ net: number; vat: number }>(
      `select n.net_minor::int as net, n.vat_minor::int as vat from invoice n join invoice i on i.id = n.preceding_invoice_id
        where i.purchase_order_number = 'PO-PARTS' order by n.number`,
    ))
      credited.push([row.net, row.vat]);
    expect(credited).toEqual([
      [100, 20],
      [100, 20],
      [133, 27],
    ]);
    expect(
      await db.query(
        `select state, open_minor::int as open from invoice where purchase_order_number = 'PO-PARTS' and type_code = '380'`,
      ),
    ).toEqual([{ state: 'credited', open: 0 }]);
  });
});

describe('a seller’s despatch that changes', () => {
  const notice = (operation: 'new' | 'update' | 'delete', quantity?: string) =>
    buildShipNoticeRequest(envelope(beta), {
      shipmentId: 'BETA-77',
      operation,
      noticeDate: '2026-03-03T09:00:00+01:00',
      ...(operation === 'delete'
        ? {}
        : { shipmentDate: '2026-03-03T09:00:00+01:00', deliveryDate: '2026-03-05T09:00:00+01:00' }),
      contacts: [],
      comments: [],
      extrinsics: [],
      controls: [],
      portions: [
        {
          order: { orderId: 'PO-AMEND-1', payloadId: 'any@comptoir' },
          items: quantity
            ? [{ lineNumber: 1, quantity: d(quantity), unit: 'RM', comments: [], extrinsics: [] }]
            : [],
        },
      ],
    });
  const shipped = () =>
    db.query(
      `select o.state, l.shipped_quantity::float as shipped from seller_order o join order_line l on l.seller_order_id = o.id where o.number = 'PO-AMEND-1'`,
    );
  const told = () =>
    suite.received
      .map(({ body }) => parseCxml(Buffer.from(body)))
      .filter(
        ({ payload }) => payload.kind === 'ShipNoticeRequest' && payload.shipmentId === 'BETA-77',
      );

  it('is corrected and taken back, here and at the buyer’s suite, each naming the notice before', async () => {
    await ordered('PO-AMEND', [paper(1, '40')]);
    expect((await post(notice('update', '5'))).code).toBe(417);
    expect((await post(notice('new', '40'))).code).toBe(200);
    await db.runJobs(jobs);
    expect(await shipped()).toEqual([{ state: 'shipped', shipped: 40 }]);
    expect((await post(notice('update', '25'))).code).toBe(200);
    await db.runJobs(jobs);
    expect(await shipped()).toEqual([{ state: 'part_shipped', shipped: 25 }]);
    expect((await post(notice('delete'))).code).toBe(200);
    await db.runJobs(jobs);
    expect(await shipped()).toEqual([{ state: 'accepted', shipped: 0 }]);
    const [first, second, third] = told();
    expect(told().map(({ payload }) => payload)).toMatchObject([
      { operation: 'new' },
      { operation: 'update', portions: [{ items: [{ lineNumber: 1 }] }] },
      { operation: 'delete', portions: [{ items: [] }] },
    ]);
    expect(
      [second, third].map((one) =>
        one?.payload.kind === 'ShipNoticeRequest' ? one.payload.previousPayloadId : '',
      ),
    ).toEqual([first?.payloadId, second?.payloadId]);
    // The number is free again; once received, nothing is changed any more.
    expect((await post(notice('new', '40'))).code).toBe(200);
    const [shipment] = await db.query<{ id: string }>(
      `select id from shipment where number = 'BETA-77'`,
    );
    await recordReceipt(ctx(), { shipmentId: shipment?.id ?? '', receivedBy: 'Quai 1' });
    expect(await post(notice('update', '30'))).toMatchObject({
      code: 409,
      detail: expect.stringContaining('BETA-77'),
    });
    await db.runJobs(jobs);
    expect(told()[3]?.payload).toMatchObject({ operation: 'new' });
  });
});
