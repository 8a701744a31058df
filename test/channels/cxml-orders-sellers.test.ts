import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readEdifact } from '../../edi/edifact/index.ts';
import { buildResponse, parseCxml } from '../../punchout/index.ts';
import { jobs, subscriptions } from '../../src/app.tsx';
import { Decimal } from '../../src/base/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { type Received, startPartner } from '../support/outside.ts';
import { id, smallWorld } from '../support/world.ts';
import { type Quote, suiteStory } from './orders-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const story = suiteStory(db);
const { basket, order, send } = story;
const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function sellerServer(connection: string, code = 200) {
  const server = await startPartner(() => ({
    status: 200,
    contentType: 'text/xml',
    body: Buffer.from(
      buildResponse(
        { payloadId: 'r@beta', timestamp: '2026-03-02T10:00:00+01:00' },
        { code, text: '', detail: '' },
      ),
    ).toString(),
  }));
  running.push(server);
  await db.query('update trading_connection set outbound_url = ? where id = ?', [
    `${server.url}/in`,
    id(connection),
  ]);
  return server;
}
const cxmlOf = (received: Received | undefined) => {
  const { payload, payloadId } = parseCxml(received?.bytes ?? Buffer.alloc(0));
  if (payload.kind !== 'OrderRequest') throw new Error('no order');
  return { ...payload, payloadId };
};
const mails = (subject: string) =>
  db.query<{ recipient: string; subject: string; text: string }>(
    `select recipient, subject, text from outgoing_mail where subject ilike ? order by created_at, id`,
    [`%${subject}%`],
  );
const revisions = (number: string) =>
  db.query<{
    seller: string;
    revision: number;
    kind: string;
    told: string | null;
    confirmed: string | null;
  }>(
    `select g.trading_name as seller, r.revision, r.kind, r.told_by as told, r.confirmed_by as confirmed
       from seller_order_revision r join seller_order s on s.id = r.seller_order_id
       join purchase_order o on o.id = s.purchase_order_id join organisation g on g.id = r.seller_id
      where o.number = ? order by s.number, r.revision`,
    [number],
  );
const at = (quotes: readonly Quote[], place: number): Quote => {
  const found = quotes[place];
  if (!found) throw new Error('no such quote');
  return found;
};

describe('sellers of an order that changes', () => {
  it('hear it in their own way: an update over cXML, a mail to an EDIFACT desk and to a page', async () => {
    await db.query('update trading_connection set outbound_url = null');
    const beta = await sellerServer('seller-b-cxml');
    const quotes = await basket([
      ['bolt', '1000'],
      ['paper', '10'],
      ['glove', '5'],
    ]);
    const all = quotes.map((quote, place) => ({ quote, line: place + 1 }));
    const { payloadId } = await send(order('PO-TOLD', all));
    await db.runJobs(jobs);
    const first = cxmlOf(beta.received[0]);
    expect(first).toMatchObject({ type: 'new', orderId: 'PO-TOLD-2' });
    const changed = await send(
      order(
        'PO-TOLD',
        [
          { quote: at(quotes, 0), line: 1, quantity: '2000' },
          { quote: at(quotes, 1), line: 2, quantity: '6' },
          { quote: at(quotes, 2), line: 3, quantity: '4' },
        ],
        { type: 'update', previousPayloadId: payloadId },
      ),
    );
    expect(changed.status).toBe(200);
    await db.runJobs(jobs);
    expect(beta.received).toHaveLength(2);
    const update = cxmlOf(beta.received[1]);
    expect(update).toMatchObject({
      type: 'update',
      orderId: 'PO-TOLD-2',
      orderVersion: 2,
      previousPayloadId: first.payloadId,
    });
    expect(update.items.map((item) => item.quantity.toString())).toEqual(['6']);
    expect(await revisions('PO-TOLD')).toEqual(
      [
        { seller: 'Alpha Fixations', revision: 2, kind: 'changed', told: 'mail', confirmed: null },
        { seller: 'Beta Bureau', revision: 2, kind: 'changed', told: 'cxml', confirmed: null },
        { seller: 'Gamma Protection', revision: 2, kind: 'changed', told: 'mail', confirmed: null },
      ].map((row) => ({ ...row, seller: expect.any(String) as string })),
    );
    expect((await mails('PO-TOLD-1')).at(-1)?.text).toContain(
      'ligne 1, Hex bolt M8 x 40 (A-BOLT-M8): quantité 1000 C62 → 2000 C62',
    );

    const part = (await story.parts('PO-TOLD'))[2]?.id ?? '';
    const desk = await testApp(db.services()).signIn('desk@gamma.test');
    const page = await (await desk.get(`/seller/orders/${part}`)).text();
    expect(page).toContain('<strong>4 pairs</strong>');
    expect((await desk.post(`/seller/orders/${part}/changes`, { revision: '2' })).status).toBe(303);
    expect((await revisions('PO-TOLD'))[2]?.confirmed).toBe('desk');
    // Another seller's order is not there for this one.
    const other = (await story.parts('PO-TOLD'))[1]?.id ?? '';
    expect((await desk.post(`/seller/orders/${other}/changes`, { revision: '2' })).status).toBe(
      404,
    );
  });

  it('hear of a cancellation by a delete that names the last document, and once', async () => {
    await db.query('update trading_connection set outbound_url = null');
    const beta = await sellerServer('seller-b-cxml');
    const quotes = await basket([
      ['paper', '10'],
      ['glove', '5'],
    ]);
    const lines = quotes.map((quote, place) => ({ quote, line: place + 1 }));
    const { payloadId } = await send(order('PO-GONE', lines));
    await db.runJobs(jobs);
    // First the paper is dropped, then all of it.
    const dropped = await send(
      order('PO-GONE', [{ quote: at(quotes, 1), line: 2 }], {
        type: 'update',
        previousPayloadId: payloadId,
      }),
    );
    await db.runJobs(jobs);
    const last = cxmlOf(beta.received.at(-1));
    expect(last).toMatchObject({ type: 'delete', orderId: 'PO-GONE-1', orderVersion: 2 });
    expect(last.items.map((item) => item.itemId.supplierPartId)).toEqual(['B-PAPER-A4']);
    await send(order('PO-GONE', lines, { type: 'delete', previousPayloadId: dropped.payloadId }));
    await db.runJobs(jobs);
    expect(beta.received).toHaveLength(2);
    const [mail] = await mails('PO-GONE-2 is cancelled');
    expect(mail?.text).toContain('has cancelled order PO-GONE-2');
  });

  it('that were not told of the order yet get only the order as it is now', async () => {
    await db.query('update trading_connection set outbound_url = null');
    const quotes = await basket([['paper', '10']]);
    const { payloadId } = await send(order('PO-SOON', [{ quote: at(quotes, 0), line: 1 }]));
    await send(
      order('PO-SOON', [{ quote: at(quotes, 0), line: 1, quantity: '7' }], {
        type: 'update',
        previousPayloadId: payloadId,
      }),
    );
    const beta = await sellerServer('seller-b-cxml');
    await db.runJobs(jobs);
    expect(beta.received.map((one) => cxmlOf(one).type)).toEqual(['new']);
    expect(cxmlOf(beta.received[0]).items[0]?.quantity.toString()).toBe('7');
    expect((await revisions('PO-SOON'))[0]?.told).toBe('not_sent_yet');
  });

  it('who refuse the change over cXML hear of it by mail', async () => {
    await db.query('update trading_connection set outbound_url = null');
    const beta = await sellerServer('seller-b-cxml');
    const quotes = await basket([['paper', '10']]);
    const { payloadId } = await send(order('PO-REFUSES', [{ quote: at(quotes, 0), line: 1 }]));
    await db.runJobs(jobs);
    await beta.stop();
    running.splice(0);
    await sellerServer('seller-b-cxml', 450);
    await send(
      order('PO-REFUSES', [{ quote: at(quotes, 0), line: 1, quantity: '3' }], {
        type: 'update',
        previousPayloadId: payloadId,
      }),
    );
    await db.runJobs(jobs);
    expect((await revisions('PO-REFUSES'))[0]?.told).toBe('mail');
    expect(await mails('PO-REFUSES-1 modifiée')).toHaveLength(1);
  });
});

describe('what a buyer writes beside its lines', () => {
  const full = (quotes: readonly Quote[]) =>
    [
      {
        quote: at(quotes, 0),
        line: 1,
        over: {
          requestedDeliveryDate: '2026-04-01T00:00:00+02:00',
          comments: [{ text: 'Blue lid', attachments: [] }],
          distributions: [
            {
              name: 'Half',
              segments: [
                { type: 'CostCenter', id: 'SECRET-CC', description: 'Maintenance' },
                { type: 'Percentage', id: '60', description: 'Percentage' },
              ],
              charge: { value: Decimal.parse('66'), currency: 'EUR' },
            },
          ],
          scheduleLines: [
            {
              quantity: Decimal.parse('400'),
              requestedDeliveryDate: '2026-04-01',
              unit: 'EA',
              lineNumber: 1,
            },
            {
              quantity: Decimal.parse('600'),
              requestedDeliveryDate: '2026-05-01',
              unit: 'EA',
              lineNumber: 2,
            },
          ],
        },
      },
      {
        quote: at(quotes, 1),
        line: 2,
        over: {
          requestedDeliveryDate: '2026-04-02',
          scheduleLines: [
            { quantity: Decimal.parse('10'), requestedDeliveryDate: '2026-04-09', unit: 'EA' },
          ],
        },
      },
    ] as const;

  it('reaches its sellers’ documents, but never its accounting', async () => {
    const edi = await startPartner(() => ({ status: 202, body: '', contentType: 'text/plain' }));
    running.push(edi);
    await db.query('update trading_connection set outbound_url = ? where id = ?', [
      `${edi.url}/edi`,
      id('seller-a-edi'),
    ]);
    const beta = await sellerServer('seller-b-cxml');
    await db.query(
      `update trading_connection set profile_overlay = '{"versions":{"OrderRequest":"1.2.050"}}' where id = ?`,
      [id('seller-b-cxml')],
    );
    const quotes = await basket([
      ['bolt', '1000'],
      ['paper', '10'],
    ]);
    const placed = await send(
      order('PO-BESIDE', full(quotes), {
        comments: [{ text: 'Before noon', attachments: [] }],
        extrinsics: [{ name: 'BudgetOwner', value: 'SECRET-OWNER' }],
        termsOfDelivery: { code: 'DAP', paymentMethod: 'Account', comments: [] },
        requestedDeliveryDate: '2026-04-15',
      }),
    );
    expect(placed.status).toBe(200);
    await db.runJobs(jobs);
    const raw = edi.received[0]?.bytes.toString('latin1') ?? '';
    const orders = readEdifact(Buffer.from(raw, 'latin1')).interchanges[0]?.messages[0]?.content;
    expect(orders).toMatchObject({
      kind: 'order',
      order: {
        requestedDate: Temporal.PlainDate.from('2026-04-15'),
        notes: ['Before noon', 'Terms of delivery: DAP'],
        lines: [
          {
            requestedDate: Temporal.PlainDate.from('2026-04-01'),
            note: 'Blue lid. Deliver 400 on 2026-04-01, 600 on 2026-05-01',
          },
        ],
      },
    });
    const { items, comments } = cxmlOf(beta.received[0]);
    expect(comments[0]?.text).toBe('Before noon\nTerms of delivery: DAP');
    expect(items[0]).toMatchObject({
      requestedDeliveryDate: expect.stringMatching(/^2026-04-02/) as string,
      scheduleLines: [{ requestedDeliveryDate: expect.stringMatching(/^2026-04-09/) as string }],
      distributions: [],
    });
    for (const text of [raw, beta.received[0]?.bytes.toString() ?? '']) {
      expect(text).not.toContain('SECRET');
      expect(text).not.toContain('Half');
    }
    const [stored] = await db.query<{ particulars: unknown }>(
      `select particulars from purchase_order where number = 'PO-BESIDE'`,
    );
    expect(stored?.particulars).toMatchObject({
      extrinsics: [{ name: 'BudgetOwner', value: 'SECRET-OWNER' }],
      termsOfDelivery: 'DAP',
      lines: {
        1: {
          accounting: [
            {
              name: 'Half',
              segments: [{ type: 'CostCenter', id: 'SECRET-CC', description: 'Maintenance' }],
              charge: '66',
              currency: 'EUR',
              percent: '60',
            },
          ],
        },
      },
    });
  });

  it('stands on the pages of the buyer, and for the seller without what is not its own', async () => {
    const found = await story.purchase('PO-BESIDE');
    const ana = await testApp(db.services()).signIn('buyer@acme.test');
    const page = await (await ana.get(`/buyer/orders/${found?.id}`)).text();
    for (const text of ['SECRET-CC', '60 %', 'Blue lid', 'SECRET-OWNER', 'DAP'])
      expect(page).toContain(text);
    const glove = await basket([['glove', '5']]);
    await send(
      order(
        'PO-GAMMA',
        [
          {
            quote: at(glove, 0),
            line: 1,
            over: {
              comments: [{ text: 'Pairs in one bag', attachments: [] }],
              distributions: [
                {
                  name: 'SECRET-BOOK',
                  segments: [{ type: 'CC', id: 'SECRET-CC', description: '' }],
                  charge: { value: Decimal.one, currency: 'EUR' },
                },
              ],
            },
          },
        ],
        {
          comments: [{ text: 'Before noon', attachments: [] }],
          termsOfDelivery: { code: 'DAP', paymentMethod: 'Account', comments: [] },
        },
      ),
    );
    const [own] = await story.parts('PO-GAMMA');
    const desk = await testApp(db.services()).signIn('desk@gamma.test');
    const theirs = await (await desk.get(`/seller/orders/${own?.id}`)).text();
    for (const text of ['Pairs in one bag', 'Before noon', 'DAP']) expect(theirs).toContain(text);
    expect(theirs).not.toContain('SECRET');
  });
});
