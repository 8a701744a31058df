import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOrders, readEdifact } from '../../edi/edifact/index.ts';
import { buildOrderRequest, parseCxml, writeMultipart } from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import { startSellerSimulator } from '../../src/simulators/index.ts';

type Post = { path: string; auth: string | undefined; body: string };
const posts: Post[] = [];
const waiting: { count: number; go: () => void }[] = [];
let comptoirUrl = '';
let stopComptoir: () => void;
let seller: Awaited<ReturnType<typeof startSellerSimulator>>;
beforeAll(async () => {
  const app = new Hono().post('*', async (c) => {
    posts.push({
      path: c.req.path,
      auth: c.req.header('authorization'),
      body: Buffer.from(await c.req.arrayBuffer()).toString('latin1'),
    });
    for (const one of waiting) if (posts.length >= one.count) one.go();
    return c.text('<cXML><Response><Status code="200" text="OK"/></Response></cXML>', 202);
  });
  comptoirUrl = await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
    stopComptoir = () => server.close();
  });
  seller = await startSellerSimulator({
    port: 0,
    comptoirUrl,
    despatchAfterMs: 1,
    sellers: [{ key: '2', name: 'Visserie', apiKey: 'demo-seller-2', gln: '3012345678901' }],
  });
});
afterAll(async () => {
  await seller.stop();
  stopComptoir();
});
/** Resolves when so many documents have arrived at Comptoir. */
const arrived = (count: number) =>
  new Promise<void>((go) => (posts.length >= count ? go() : waiting.push({ count, go })));
const answerWith = (mode: string) =>
  fetch(`${seller.url}/mode`, { method: 'POST', body: new URLSearchParams({ mode }) });
const contents = (from: number) =>
  posts
    .slice(from)
    .map(
      ({ body }) => readEdifact(Buffer.from(body, 'latin1')).interchanges[0]?.messages[0]?.content,
    );

const d = (text: string) => Decimal.parse(text);
const orders = (number: string) =>
  buildOrders(
    {
      number,
      date: Temporal.PlainDate.from('2026-03-02'),
      kind: 'order',
      currency: 'EUR',
      notes: [],
      lines: [
        { position: '10', sellerSku: 'V-1', quantity: d('9'), unit: 'C62' },
        { position: '20', sellerSku: 'V-2', quantity: d('1'), unit: 'C62' },
      ],
    },
    {
      sender: { id: 'COMPTOIR', qualifier: 'ZZZ' },
      receiver: { id: '3012345678901', qualifier: '14' },
      reference: number,
      preparedAt: Temporal.PlainDateTime.from('2026-03-02T10:00'),
      test: true,
    },
  );
const sendOrders = (number: string) =>
  fetch(`${seller.url}/edi/2`, { method: 'POST', body: Buffer.from(orders(number)) });

describe('a seller that speaks EDIFACT', () => {
  it('answers ORDRSP and then DESADV with its own key', async () => {
    expect((await sendOrders('SO-1')).status).toBe(202);
    await arrived(2);
    expect(posts.map(({ path, auth }) => [path, auth])).toEqual([
      ['/edi', 'Bearer demo-seller-2'],
      ['/edi', 'Bearer demo-seller-2'],
    ]);
    expect(readEdifact(Buffer.from(posts[0]?.body ?? '', 'latin1')).interchanges[0]).toMatchObject({
      sender: { id: '3012345678901' },
      receiver: { id: 'COMPTOIR' },
      test: true,
      acknowledgementAsked: true,
    });
    expect(contents(0)).toMatchObject([
      {
        kind: 'order_response',
        response: {
          orderNumber: 'SO-1',
          action: 'accepted',
          lines: [
            { position: '10', action: 'accepted' },
            { position: '20', action: 'accepted' },
          ],
        },
      },
      {
        kind: 'despatch_advice',
        despatch: {
          number: 'LS-SO-1-1',
          orderNumber: 'SO-1',
          carrier: 'Simulated Freight',
          lines: [{ orderLine: '10' }, { orderLine: '20' }],
        },
      },
    ]);
  });

  it('answers half now and half later when its page says so, and ships the half', async () => {
    await answerWith('backorder');
    const before = posts.length;
    await sendOrders('SO-2');
    await arrived(before + 2);
    const [response, despatch] = contents(before);
    expect(
      response?.kind === 'order_response' &&
        response.response.lines.map((line) => [
          line.action,
          line.quantity?.toString(),
          line.backorderQuantity?.toString(),
        ]),
    ).toEqual([
      ['backordered', '4', '5'],
      ['accepted', '1', undefined],
    ]);
    expect(
      despatch?.kind === 'despatch_advice' &&
        despatch.despatch.lines.map((line) => line.quantity.toString()),
    ).toEqual(['4', '1']);
  });

  it('refuses, ships nothing, and can be made to answer again by a button', async () => {
    await answerWith('wait');
    await sendOrders('SO-3');
    const before = posts.length;
    const order = seller.orders.find(({ number }) => number === 'SO-3');
    await fetch(`${seller.url}/orders/${order?.id}`, {
      method: 'POST',
      body: new URLSearchParams({ do: 'refuse' }),
    });
    expect(contents(before)).toMatchObject([
      {
        response: {
          action: 'rejected',
          lines: [{ action: 'rejected', reason: 'No longer in the range' }, { action: 'rejected' }],
        },
      },
    ]);
    expect(await (await fetch(seller.url)).text()).toContain('ORDRSP sent at');
  });

  it('says what is wrong with bytes that are no EDIFACT', async () => {
    const answer = await fetch(`${seller.url}/edi/2`, { method: 'POST', body: 'hello' });
    expect(answer.status).toBe(422);
  });
});

describe('a seller that speaks cXML', () => {
  it('answers 200, then a confirmation and a ship notice that name the order’s payloadID', async () => {
    await answerWith('accept');
    const before = posts.length;
    const comptoir = { domain: 'NetworkID', identity: 'AN01000000001-T' };
    const content = buildOrderRequest(
      {
        payloadId: 'p1@comptoir',
        timestamp: '2026-03-02T10:00:00+01:00',
        header: {
          from: { credentials: [comptoir] },
          to: { credentials: [{ domain: 'NetworkID', identity: 'AN03000000003-T' }] },
          sender: { credentials: [{ ...comptoir, sharedSecret: 'x' }] },
        },
      },
      {
        orderId: 'SO-4',
        orderDate: '2026-03-02T10:00:00+01:00',
        type: 'new',
        contacts: [],
        paymentTerms: [],
        comments: [],
        extrinsics: [],
        total: { value: d('3'), currency: 'EUR' },
        billTo: { name: 'Acme' },
        items: [
          {
            lineNumber: 30,
            quantity: d('3'),
            itemId: { supplierPartId: 'B-1' },
            supplierIds: [],
            distributions: [],
            scheduleLines: [],
            contacts: [],
            comments: [],
            detail: {
              unitPrice: { value: d('1'), currency: 'EUR' },
              descriptions: [{ text: 'Paper' }],
              unit: 'RM',
              classifications: [{ domain: 'UNSPSC', value: '14111507' }],
              extrinsics: [],
            },
          },
        ],
      },
    );
    // A drawing comes with it, as Comptoir passes a buyer's files on.
    const body = writeMultipart({
      document: content,
      contentType: 'text/xml; charset=UTF-8',
      files: [
        {
          contentId: 'plan@acme',
          contentType: 'application/pdf',
          name: 'plan.pdf',
          content: Buffer.from('Plan'),
        },
      ],
      mark: 'p1',
    });
    const answer = await fetch(`${seller.url}/cxml/3`, {
      method: 'POST',
      headers: { 'content-type': body.contentType },
      body: Buffer.from(body.content),
    });
    expect(parseCxml(new Uint8Array(await answer.arrayBuffer())).payload).toMatchObject({
      kind: 'Response',
      status: { code: 200 },
    });
    await arrived(before + 2);
    const [confirmation, notice] = posts
      .slice(before)
      .map(({ body }) => parseCxml(Buffer.from(body, 'latin1')));
    expect(confirmation?.header).toMatchObject({
      from: { credentials: [{ identity: 'AN03000000003-T' }] },
      sender: { credentials: [{ sharedSecret: 'demo-seller-3-secret' }] },
    });
    expect(confirmation?.payload).toMatchObject({
      kind: 'ConfirmationRequest',
      order: { payloadId: 'p1@comptoir', orderId: 'SO-4' },
      items: [{ lineNumber: 30, statuses: [{ type: 'accept' }] }],
    });
    expect(notice?.payload).toMatchObject({
      kind: 'ShipNoticeRequest',
      shipmentId: 'LS-SO-4-1',
      portions: [{ order: { payloadId: 'p1@comptoir' }, items: [{ lineNumber: 30 }] }],
    });
  });
});
