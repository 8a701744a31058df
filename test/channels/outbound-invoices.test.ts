import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acceptInvoice, type EInvoice, parseUbl } from '../../edi/einvoice/index.ts';
import {
  buildResponse,
  type InvoiceDetailRequest,
  parseCxml,
  validateCxml,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import { outboundJobs } from '../../src/channels/outbound/index.ts';
import { issueCreditNote, issueInvoice, issueStatement } from '../../src/domain/invoicing/index.ts';
import { recordDespatch, recordReceipt } from '../../src/domain/orders/index.ts';
import { read, readFile, systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import {
  bolt,
  cable,
  d,
  day,
  paper,
  partnerServer,
  placed,
  type Received,
  subscriptions,
} from './edi-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const ctx = () => systemContext(db.services(), 'test');

const taken = () =>
  new Response(
    Buffer.from(
      buildResponse(
        { payloadId: '1@partner', timestamp: '2026-03-02T10:00:00+01:00' },
        { code: 200, text: '' },
      ),
    ),
    { headers: { 'content-type': 'text/xml' } },
  );
const connect = (url: string, overlay: object = {}) =>
  db.query(
    `update trading_connection set outbound_url = ?, profile = 'generic', profile_overlay = ?::jsonb where name = 'acme-cxml'`,
    [url, JSON.stringify(overlay)],
  );

/** One received shipment of an order from the suite, invoiced. */
async function invoiced(number: string, lines: Parameters<typeof placed>[2]) {
  await placed(db.services(), number, lines, {
    payloadId: `${number}@suite`,
    connectionId: id('acme-cxml'),
  });
  const [order] = await db.query<{ id: string }>('select id from seller_order where number = ?', [
    `${number}-1`,
  ]);
  const { shipmentId } = await recordDespatch(ctx(), {
    sellerOrderId: order?.id ?? '',
    number: `LS-${number}`,
    shippedOn: day('2026-03-02'),
  });
  await recordReceipt(ctx(), { shipmentId, receivedBy: 'Quai 1' });
  const { invoiceId } = await issueInvoice(ctx(), { shipmentId });
  return invoiceId;
}

const legal = (invoiceId: string): Promise<EInvoice> =>
  read(ctx(), async (tx) => {
    const [row] = await tx.em.execute<{ ubl_file_id: string }[]>(
      'select ubl_file_id from invoice where id = ?',
      [invoiceId],
    );
    const { content } = await readFile(tx, row?.ubl_file_id ?? '');
    return acceptInvoice(parseUbl(content).model);
  });

function invoiceIn(received: Received | undefined): InvoiceDetailRequest {
  const { payload } = parseCxml(Buffer.from(received?.body ?? ''));
  if (payload.kind !== 'InvoiceDetailRequest') throw new Error(payload.kind);
  return payload;
}
const invoicesOf = (received: readonly Received[]) =>
  received.filter(({ body }) => body.includes('<InvoiceDetailRequest>'));
const text = (value: { value: Decimal } | undefined) => value?.value.toString(2);
const minus = (value: Decimal) => value.mul(new Decimal(-1n, 0)).toString(2);

describe('a seller’s invoice, told to the suite', () => {
  it('has the cents of the legal document, its parties, its rates and the lines of the order', async () => {
    const suite = await partnerServer(taken);
    await connect(suite.url);
    const book = {
      ...bolt(30, '7'),
      sku: 'A-BOOK',
      description: 'Handbook',
      unspsc: '55101500',
      unitPrice: d('18.99'),
      vatRateBp: 550,
    };
    const invoiceId = await invoiced('PO-INV', [bolt(10, '333'), cable(20, '30'), book]);
    await db.runJobs(outboundJobs);
    const [received] = invoicesOf(suite.received);
    expect(received?.body).toContain('cXML/1.2.020/InvoiceDetail.dtd');
    expect(
      validateCxml(Buffer.from(received?.body ?? ''), { version: '1.2.020', dtd: 'InvoiceDetail' }),
    ).toEqual([]);
    const sent = invoiceIn(received);
    const ubl = await legal(invoiceId);
    expect(sent).toMatchObject({
      invoiceId: 'AAA-2026-00001',
      invoiceDate: '2026-03-02T00:00:00+01:00',
      purpose: 'standard',
      operation: 'new',
      headerInvoice: 'no',
      paymentTerms: [{ payInDays: 45 }],
    });
    // 333 × 0.125 = 41.625, 30 × 1.2345 = 37.035, 7 × 18.99 = 132.93.
    expect(sent.orders[0]?.order).toMatchObject({ orderId: 'PO-INV', payloadId: 'PO-INV@suite' });
    expect(
      sent.orders[0]?.lines.map((line) => [
        line.lineNumber,
        line.itemId?.supplierPartId,
        line.quantity.toString(),
        line.unit,
        text(line.subtotal),
      ]),
    ).toEqual([
      [10, 'A-BOLT-M8', '333', 'C62', '41.63'],
      [20, 'A-CABLE-3G', '30', 'MTR', '37.04'],
      [30, 'A-BOOK', '7', 'C62', '132.93'],
    ]);
    expect(text(sent.summary.subtotal)).toBe('211.60');
    expect(text(sent.summary.tax?.amount)).toBe(ubl.totals.vat?.toString(2));
    expect(text(sent.summary.gross)).toBe(ubl.totals.gross.toString(2));
    expect(text(sent.summary.net)).toBe(ubl.totals.gross.toString(2));
    expect(text(sent.summary.due)).toBe(ubl.totals.payable.toString(2));
    expect(text(sent.summary.due)).toBe('234.64');
    expect(
      sent.summary.tax?.details.map((row) => [
        row.percentageRate?.toString(),
        text(row.taxableAmount),
        text(row.taxAmount),
      ]),
    ).toEqual(
      ubl.vatBreakdown.map((row) => [
        row.rate?.toString(),
        row.taxable.toString(2),
        row.tax.toString(2),
      ]),
    );
    const partner = (role: string) => sent.partners.find(({ contact }) => contact.role === role);
    expect(partner('billFrom')).toMatchObject({
      contact: { name: 'Visserie Alpha SAS' },
      ids: expect.arrayContaining([{ domain: 'vatID', identifier: 'FR83404833048' }]),
    });
    expect(partner('from')?.contact.name).toBe('Comptoir SAS');
    expect(partner('issuerOfInvoice')?.contact.name).toBe('Comptoir SAS');
    expect(partner('remitTo')?.ids).toEqual(
      expect.arrayContaining([
        { domain: 'ibanID', identifier: 'FR7630006000011234567890189' },
        { domain: 'swiftID', identifier: 'AGRIFRPP' },
        { domain: 'creditorRefID', identifier: ubl.payment?.remittance },
      ]),
    );
    expect(partner('soldTo')).toMatchObject({
      contact: { name: 'Acme Industrie SAS' },
      ids: expect.arrayContaining([{ domain: 'vatID', identifier: 'FR96552100554' }]),
    });
    const mention = (name: string) => sent.extrinsics.find((one) => one.name === name)?.value;
    expect(mention('supplierCommercialIdentifier')).toBe('RCS Lyon 404833048');
    expect(mention('latePaymentIndemnity')).toContain('40 EUR');
    expect(mention('billingMandate')).toContain('Visserie Alpha');
    expect(sent.comments[0]?.text).toContain('L441-10');
    await suite.stop();
  });

  it('credited in parts goes negative by line, and whole by its header', async () => {
    const suite = await partnerServer(taken);
    await connect(suite.url);
    const invoiceId = await invoiced('PO-CRED', [bolt(10, '333'), cable(20, '30')]);
    const part = await issueCreditNote(ctx(), {
      invoiceId,
      lines: [{ position: 1, quantity: d('100') }],
      reason: 'Damaged',
    });
    const other = await invoiced('PO-CRED2', [paper(10, '3')]);
    const whole = await issueCreditNote(ctx(), { invoiceId: other, reason: 'Never ordered' });
    await db.runJobs(outboundJobs);
    const sent = invoicesOf(suite.received).map(invoiceIn);
    const note = sent.find((one) => one.invoiceId === part.number);
    const ubl = await legal(part.invoiceId);
    expect(note).toMatchObject({
      purpose: 'lineLevelCreditMemo',
      headerInvoice: 'no',
      originalInvoice: { invoiceId: 'AAA-2026-00002' },
    });
    expect(note?.orders[0]?.lines).toHaveLength(1);
    expect(note?.orders[0]?.lines[0]?.quantity.toString()).toBe('-100');
    expect(text(note?.summary.subtotal)).toBe('-12.50');
    expect(text(note?.summary.tax?.amount)).toBe(minus(ubl.totals.vat ?? Decimal.zero));
    expect(text(note?.summary.due)).toBe(minus(ubl.totals.payable));
    expect(note?.extrinsics).toContainEqual({ name: 'creditReason', value: 'Damaged' });
    const all = sent.find((one) => one.invoiceId === whole.number);
    expect(all).toMatchObject({ purpose: 'creditMemo', headerInvoice: 'yes' });
    // 3 × 4.20 = 12.60 and 2.52 of VAT.
    expect(text(all?.orders[0]?.summary?.subtotal)).toBe('-12.60');
    expect(text(all?.summary.due)).toBe('-15.12');
    await suite.stop();
  });

  it('goes once however often it is asked, links the document to the invoice, and not at all where the profile wants none', async () => {
    const suite = await partnerServer(taken);
    await connect(suite.url, { documents: { invoices: 'none' } });
    await invoiced('PO-NONE', [paper(10, '3')]);
    await db.runJobs(outboundJobs);
    expect(invoicesOf(suite.received)).toEqual([]);
    await connect(suite.url);
    const invoiceId = await invoiced('PO-ONCE', [paper(10, '3')]);
    await db.runJobs(outboundJobs);
    const send = outboundJobs['buyer.send_invoice'];
    const [event] = await db.query<{ id: string }>(
      `select id from outbox_event where name = 'invoice.issued' and payload->>'invoiceId' = ?`,
      [invoiceId],
    );
    await send?.(ctx(), { invoiceId, eventId: event?.id });
    await db.runJobs(outboundJobs);
    expect(invoicesOf(suite.received)).toHaveLength(1);
    expect(
      await db.query(
        `select state, links from exchange where kind = 'InvoiceDetailRequest' and ? = any(keys)`,
        ['PO-ONCE'],
      ),
    ).toMatchObject([{ state: 'sent', links: [{ type: 'invoice', id: invoiceId }] }]);
    await suite.stop();
  });

  it('is gathered by statement where the profile asks: a header invoice for each seller over its orders', async () => {
    const suite = await partnerServer(taken);
    await connect(suite.url, { documents: { invoices: 'per_statement' } });
    await issueStatement(ctx(), { buyerId: id('acme') });
    await db.runJobs(outboundJobs);
    const before = suite.received.length;
    const ids = [
      await invoiced('PO-S1', [bolt(10, '333')]),
      await invoiced('PO-S2', [cable(10, '30')]),
      await invoiced('PO-S3', [paper(10, '5')]),
    ];
    const note = await issueCreditNote(ctx(), {
      invoiceId: ids[0] ?? '',
      lines: [{ position: 1, quantity: d('33') }],
      reason: 'Damaged',
    });
    await db.runJobs(outboundJobs);
    expect(invoicesOf(suite.received.slice(before))).toEqual([]);
    const { number } = await issueStatement(ctx(), { buyerId: id('acme') });
    await db.runJobs(outboundJobs);
    const sent = invoicesOf(suite.received.slice(before)).map(invoiceIn);
    expect(sent.map((one) => one.invoiceId)).toEqual([`${number}-1`, note.number, `${number}-2`]);
    const [alpha, credit, beta] = sent;
    expect(alpha).toMatchObject({
      purpose: 'standard',
      headerInvoice: 'yes',
      orders: [{ order: { orderId: 'PO-S1' } }, { order: { orderId: 'PO-S2' } }],
    });
    const [first, second] = await Promise.all(ids.map(legal));
    const sum = (of: (one: EInvoice) => Decimal) =>
      [first, second].reduce((total, one) => (one ? total.add(of(one)) : total), Decimal.zero);
    expect(text(alpha?.summary.due)).toBe(sum((one) => one.totals.payable).toString(2));
    expect(text(alpha?.summary.tax?.amount)).toBe(
      sum((one) => one.totals.vat ?? Decimal.zero).toString(2),
    );
    // 41.63 + 37.04; VAT of each by itself: 8.33 + 7.41.
    expect([text(alpha?.summary.subtotal), text(alpha?.summary.tax?.amount)]).toEqual([
      '78.67',
      '15.74',
    ]);
    expect(alpha?.extrinsics).toContainEqual({
      name: 'invoiceNumbers',
      value: `${first?.number} ${second?.number}`,
    });
    const [statement] = await db.query<{ payment_reference: string }>(
      'select payment_reference from buyer_statement where number = ?',
      [number],
    );
    expect(alpha?.partners.find(({ contact }) => contact.role === 'remitTo')?.ids).toContainEqual({
      domain: 'creditorRefID',
      identifier: statement?.payment_reference,
    });
    expect(credit?.purpose).toBe('lineLevelCreditMemo');
    expect(beta?.partners[0]?.contact.name).toBe('Bureau Beta SAS');
    await suite.stop();
  });

  it('takes a credit back once, also where the statement is issued before the note has gone', async () => {
    const suite = await partnerServer(taken);
    await connect(suite.url, { documents: { invoices: 'per_statement' } });
    const invoiceId = await invoiced('PO-S9', [bolt(10, '333')]);
    const note = await issueCreditNote(ctx(), {
      invoiceId,
      lines: [{ position: 1, quantity: d('33') }],
      reason: 'Damaged',
    });
    const { number } = await issueStatement(ctx(), { buyerId: id('acme') });
    // The events of the invoice, of the note and of the statement wait together.
    await db.runJobs(outboundJobs);
    expect(invoicesOf(suite.received).map((one) => invoiceIn(one).invoiceId)).toEqual([
      `${number}-1`,
      note.number,
    ]);
    const later = await issueCreditNote(ctx(), {
      invoiceId,
      lines: [{ position: 1, quantity: d('100') }],
      reason: 'Returned',
    });
    await db.runJobs(outboundJobs);
    expect(invoicesOf(suite.received).map((one) => invoiceIn(one).invoiceId)).toEqual([
      `${number}-1`,
      note.number,
      later.number,
    ]);
    await suite.stop();
  });
});
