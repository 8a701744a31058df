import { beforeAll, describe, expect, it } from 'vitest';
import { buildResponse } from '../../punchout/index.ts';
import { outboundJobs } from '../../src/channels/outbound/index.ts';
import {
  issueInvoice,
  recordInvoiceStatus,
  recordReturn,
} from '../../src/domain/invoicing/index.ts';
import { recordAnswer, recordDespatch, recordReceipt } from '../../src/domain/orders/index.ts';
import { serviceJobs } from '../../src/domain/service/index.ts';
import { recordRemittance } from '../../src/domain/settlement/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { bolt, d, day, partnerServer, placed, subscriptions } from './edi-support.ts';

const db = testDatabase({ subscriptions });
const jobs = { ...outboundJobs, ...serviceJobs };
beforeAll(() => smallWorld(db.services()));
const ctx = () => systemContext(db.services(), 'test');
const operator = () => testApp(db.services()).signIn('operator@comptoir.test');
const textOf = async (answer: Response) => {
  expect(answer.status).toBe(200);
  return (await answer.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
};
const answer = (code: number) =>
  new Response(
    Buffer.from(
      buildResponse(
        { payloadId: '1@suite', timestamp: '2026-03-02T10:00:00+01:00' },
        { code, text: '' },
      ),
    ),
    { headers: { 'content-type': 'text/xml' } },
  );
const HERE = '/operator/jobs/deliveries';

describe('the page of documents that nobody took', () => {
  it('is empty in both languages, then says what failed and why; replay and dismissal work from it', async () => {
    const person = await operator();
    expect(await textOf(await person.get(HERE))).toContain('Every document was taken');
    let code = 400;
    const suite = await partnerServer(() => answer(code));
    await db.query(
      `update trading_connection set outbound_url = ?, profile = 'generic' where name = 'acme-cxml'`,
      [suite.url],
    );
    for (const number of ['PO-P1', 'PO-P2', 'PO-P3']) {
      await placed(db.services(), number, [bolt(1, '100')], {
        payloadId: `${number}@suite`,
        connectionId: id('acme-cxml'),
      });
      const [order] = await db.query<{ id: string }>(
        'select id from seller_order where number = ?',
        [`${number}-1`],
      );
      await recordAnswer(ctx(), {
        sellerOrderId: order?.id ?? '',
        lines: [{ lineNumber: 1, action: 'accepted', quantity: d('100') }],
      });
    }
    await db.runJobs(jobs);
    const shown = await textOf(await person.get(HERE));
    for (const words of ['Acme Industrie', '3 given up', 'PO-P1-1', 'Status 400', 'Replay all'])
      expect(shown).toContain(words);
    expect(await textOf(await person.get('/operator'))).toContain('Documents not delivered');
    const [first, second] = await db.query<{ id: string }>(
      'select id from outgoing_delivery order by id',
    );
    code = 200;
    const replayed = await person.post(`${HERE}/${first?.id}/replay`, {});
    expect(replayed.status).toBe(303);
    const dismissed = await person.post(`${HERE}/${second?.id}/dismiss`, {
      reason: 'By telephone',
    });
    expect(dismissed.status).toBe(303);
    const all = await person.post(`${HERE}/partners/${id('acme')}/replay`, {});
    expect(all.headers.get('location')).toContain('work=');
    await db.runJobs(jobs);
    expect(await textOf(await person.get(all.headers.get('location') ?? ''))).toContain(
      'Every document was taken',
    );
    expect(await textOf(await person.get(`${HERE}?state=dismissed`))).toContain('By telephone');
    expect(await textOf(await person.get(`${HERE}?state=`))).toContain('PO-P3-1');
    expect(await textOf(await person.get(`${HERE}?q=PO-P3&state=sent`))).not.toContain('PO-P1-1');
    await suite.stop();
  });

  it('is the operator’s alone', async () => {
    for (const email of ['buyer@acme.test', 'desk@gamma.test', 'finance@comptoir.test']) {
      const person = await testApp(db.services()).signIn(email);
      expect((await person.get(HERE)).status, email).toBe(403);
    }
  });
});

describe('what buyers say of their invoices', () => {
  it('stands on the invoice, for the operator, the seller and the buyer; returns are credited from it', async () => {
    await placed(db.services(), 'PO-SAY', [bolt(1, '100')]);
    const [order] = await db.query<{ id: string }>(
      `select id from seller_order where number = 'PO-SAY-1'`,
    );
    const { shipmentId } = await recordDespatch(ctx(), {
      sellerOrderId: order?.id ?? '',
      number: 'LS-SAY',
      shippedOn: day('2026-03-02'),
    });
    await recordReceipt(ctx(), { shipmentId, receivedBy: 'Quai 1' });
    const { invoiceId, number } = await issueInvoice(ctx(), { shipmentId });
    await recordInvoiceStatus(ctx(), {
      invoiceId,
      status: 'rejected',
      comment: 'Price differs',
      saidAt: ctx().now(),
    });
    const [line] = await db.query<{ id: string }>(
      'select order_line_id as id from invoice_line where invoice_id = ?',
      [invoiceId],
    );
    await recordReturn(ctx(), {
      orderLineId: line?.id ?? '',
      quantity: d('10'),
      receiptId: 'GR-9',
      receiptLine: 1,
    });
    const finance = await testApp(db.services()).signIn('finance@comptoir.test');
    const shown = await textOf(await finance.get(`/operator/invoices/${invoiceId}`));
    for (const words of ['The buyer rejected this document', 'Price differs', 'Issue credit note'])
      expect(shown).toContain(words);
    const buyer = await testApp(db.services()).signIn('buyer@acme.test');
    const own = await textOf(await buyer.get(`/buyer/invoices/${invoiceId}`));
    expect(own).toContain('Price differs');
    expect(own).not.toContain('Issue credit note');
    expect((await buyer.get('/operator/returns')).status).toBe(403);
    const [back] = await db.query<{ id: string }>('select id from goods_return');
    expect((await finance.post(`/operator/returns/${back?.id}/credit`, {})).status).toBe(303);
    expect(await textOf(await finance.get('/operator/returns?show=credited'))).toContain('GR-9');

    const { adviceId } = await recordRemittance(ctx(), {
      buyerId: id('acme'),
      number: 'R-77',
      status: 'new',
      paymentOn: day('2026-03-10'),
      currency: 'EUR',
      lines: [
        { invoiceNumber: number, netMinor: 1_200n, grossMinor: 1_350n, discountMinor: 150n },
        { invoiceNumber: 'ELSEWHERE-1', netMinor: 100n },
      ],
    });
    expect(await textOf(await finance.get('/operator/reconciliation/remittances'))).toContain(
      '2, 1 unknown',
    );
    const advice = await textOf(
      await finance.get(`/operator/reconciliation/remittances/${adviceId}`),
    );
    for (const words of [number, '€1.50', '€13.00', 'not known here', 'waiting for the money'])
      expect(advice).toContain(words);
  });
});
