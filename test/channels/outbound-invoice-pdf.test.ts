import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildResponse,
  isMultipart,
  parseCxml,
  partOf,
  readMultipart,
  validateCxml,
} from '../../punchout/index.ts';
import { outboundJobs } from '../../src/channels/outbound/index.ts';
import { issueInvoice, issueStatement } from '../../src/domain/invoicing/index.ts';
import { recordDespatch, recordReceipt } from '../../src/domain/orders/index.ts';
import { serviceJobs } from '../../src/domain/service/index.ts';
import { read, readFile, systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { type Received, startPartner } from '../support/outside.ts';
import { id, smallWorld } from '../support/world.ts';
import { bolt, day, placed, subscriptions } from './edi-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const jobs = { ...outboundJobs, ...serviceJobs };
const ctx = () => systemContext(db.services(), 'test');

async function suite(documents: object, says = { code: 200 }) {
  const server = await startPartner(({ bytes }) => ({
    status: 200,
    contentType: 'text/xml',
    body: Buffer.from(
      buildResponse(
        { payloadId: 'r@acme', timestamp: '2026-03-02T10:00:00+01:00' },
        { code: bytes.includes('<InvoiceDetailRequest>') ? says.code : 200, text: '' },
      ),
    ).toString(),
  }));
  await db.query(
    `update trading_connection set outbound_url = ?, profile = 'generic', profile_overlay = ?::jsonb where name = 'acme-cxml'`,
    [server.url, JSON.stringify({ documents })],
  );
  return server;
}
/** An order from the suite, delivered and invoiced. */
async function invoiced(number: string) {
  await placed(db.services(), number, [bolt(1, '400')], {
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
  return (await issueInvoice(ctx(), { shipmentId })).invoiceId;
}
const pdfOf = (invoiceId: string): Promise<Buffer> =>
  read(ctx(), async (tx) => {
    const [row] = await tx.em.execute<{ pdf_file_id: string }[]>(
      'select pdf_file_id from invoice where id = ?',
      [invoiceId],
    );
    return (await readFile(tx, row?.pdf_file_id ?? '')).content;
  });
function opened({ bytes, contentType }: Received) {
  const { document, attachments } = isMultipart(contentType)
    ? readMultipart(bytes, contentType)
    : { document: { content: bytes, contentType }, attachments: [] };
  const { payload } = parseCxml(document.content, { contentType: document.contentType });
  if (payload.kind !== 'InvoiceDetailRequest') return [];
  return [{ document, attachments, invoice: payload }];
}

describe('an invoice’s PDF', () => {
  it('goes with the invoice where the profile says so, byte for byte the legal one; else nothing does', async () => {
    const quiet = await suite({});
    await invoiced('PO-PLAIN');
    await db.runJobs(outboundJobs);
    const [plain] = quiet.received.flatMap(opened);
    expect(plain?.attachments).toEqual([]);
    await quiet.stop();

    const acme = await suite({ invoicePdf: 'attached' });
    const invoiceId = await invoiced('PO-PDF');
    await db.runJobs(outboundJobs);
    const [sent] = acme.received.flatMap(opened);
    if (!sent) throw new Error('no invoice');
    expect(
      validateCxml(sent.document.content, { dtd: 'InvoiceDetail', version: '1.2.020' }),
    ).toEqual([]);
    expect(
      sent.attachments.map(({ name, contentType }) => [name, contentType.split(';')[0]]),
    ).toEqual([[`${sent.invoice.invoiceId}.pdf`, 'application/pdf']]);
    const [url = ''] = sent.invoice.comments.flatMap((one) => one.attachments);
    const file = Buffer.from(partOf(sent.attachments, url)?.content ?? []);
    expect(file.subarray(0, 5).toString()).toBe('%PDF-');
    expect(file.equals(await pdfOf(invoiceId))).toBe(true);
    await acme.stop();
  });

  it('that a suite refuses is left out once the settings are mended and the invoice written anew', async () => {
    const says = { code: 406 };
    const acme = await suite({ invoicePdf: 'attached' }, says);
    const invoiceId = await invoiced('PO-ANEW');
    await db.runJobs(jobs);
    const [number = ''] = acme.received.flatMap(opened).map(({ invoice }) => invoice.invoiceId);
    const person = await testApp(db.services()).signIn('operator@comptoir.test');
    const list = await (await person.get('/operator/jobs/deliveries')).text();
    expect(list).toContain(`Write ${number} anew`);
    const [dead] = await db.query<{ id: string }>(
      `select id from outgoing_delivery where state = 'dead' and subject = ?`,
      [number],
    );
    await db.query(`update trading_connection set profile_overlay = '{}' where name = 'acme-cxml'`);
    says.code = 200;
    const renewed = await person.post(`/operator/jobs/deliveries/${dead?.id}/renew`, {});
    expect(renewed.status).toBe(303);
    await db.runJobs(jobs);
    const [, second] = acme.received.flatMap(opened);
    expect(second?.invoice).toMatchObject({ invoiceId: number, operation: 'new' });
    expect(second?.attachments).toEqual([]);
    expect(
      await db.query(`select state from outgoing_delivery where subject = ? order by id`, [number]),
    ).toEqual([{ state: 'dismissed' }, { state: 'sent' }]);
    expect((await pdfOf(invoiceId)).byteLength).toBeGreaterThan(1000);
    await acme.stop();
  });

  it('goes with each legal invoice of a statement', async () => {
    const acme = await suite({ invoices: 'per_statement', invoicePdf: 'attached' });
    const ids = [await invoiced('PO-S1'), await invoiced('PO-S2')];
    await issueStatement(ctx(), { buyerId: id('acme') });
    await db.runJobs(outboundJobs);
    const [sent] = acme.received.flatMap(opened);
    const pdfs = await Promise.all(ids.map(pdfOf));
    for (const pdf of pdfs)
      expect(sent?.attachments.some(({ content }) => pdf.equals(Buffer.from(content)))).toBe(true);
    expect(sent?.invoice.comments.flatMap((one) => one.attachments).length).toBe(
      sent?.attachments.length,
    );
    await acme.stop();
  });
});
