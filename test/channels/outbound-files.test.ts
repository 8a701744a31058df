import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  buildResponse,
  type Content,
  dtdOf,
  isMultipart,
  type OrderRequest,
  parseCxml,
  partOf,
  readMultipart,
  validateCxml,
} from '../../punchout/index.ts';
import { jobs, subscriptions } from '../../src/app.tsx';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { type Received, startPartner } from '../support/outside.ts';
import { id, smallWorld } from '../support/world.ts';
import { type Quote, suiteStory } from './orders-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const story = suiteStory(db);
const { basket, order } = story;
const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function beta() {
  const server = await startPartner(() => ({
    status: 200,
    contentType: 'text/xml',
    body: Buffer.from(
      buildResponse(
        { payloadId: 'r@beta', timestamp: '2026-03-02T10:00:00+01:00' },
        { code: 200, text: '' },
      ),
    ).toString(),
  }));
  running.push(server);
  await db.query('update trading_connection set outbound_url = ? where id = ?', [
    `${server.url}/in`,
    id('seller-b-cxml'),
  ]);
  return server;
}

type File = { readonly id: string; readonly name: string; readonly content: Buffer };
/** A suite's own way of packing: binary parts. */
function packed(document: Uint8Array, files: readonly File[]) {
  const part = (head: string, content: Uint8Array) => [
    Buffer.from(`--b-1\r\n${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ];
  return {
    body: Buffer.concat([
      ...part('Content-Type: text/xml; charset=UTF-8\r\nContent-ID: <doc@acme>', document),
      ...files.flatMap((file) =>
        part(
          `Content-Type: application/pdf\r\nContent-ID: <${file.id}>\r\nContent-Disposition: attachment; filename="${file.name}"`,
          file.content,
        ),
      ),
      Buffer.from('--b-1--\r\n'),
    ]),
    type: 'multipart/related; boundary=b-1; start="<doc@acme>"',
  };
}
async function send(content: Content<OrderRequest>, files: readonly File[]) {
  const { bytes, payloadId } = story.document(content);
  const { body, type } = packed(bytes, files);
  const answer = await story.post(body, type);
  expect(answer).toMatchObject({ http: 200, status: 200 });
  await db.runJobs(jobs);
  return payloadId;
}
/** What a seller's own reader makes of a body. */
function opened(received: Received | undefined) {
  const { bytes, contentType } = received ?? { bytes: Buffer.alloc(0), contentType: '' };
  const { document, attachments } = isMultipart(contentType)
    ? readMultipart(bytes, contentType)
    : { document: { content: bytes, contentType }, attachments: [] };
  const { payload } = parseCxml(document.content, { contentType: document.contentType });
  if (payload.kind !== 'OrderRequest') throw new Error('no order');
  return { document, attachments, order: payload };
}
const at = (quotes: readonly Quote[], place: number): Quote => {
  const found = quotes[place];
  if (!found) throw new Error('no such quote');
  return found;
};
/** Every byte, line ends among them. */
const drawing = Buffer.from(Array.from({ length: 3001 }, (_, byte) => (byte * 7) % 256));
const note = (cid: string) => [{ text: 'See', attachments: [`cid:${cid}`] }];

describe('files that a buyer sends with an order', () => {
  it('reach the seller of their line under their own Content-IDs, byte for byte, and no other seller', async () => {
    const server = await beta();
    const quotes = await basket([
      ['paper', '10'],
      ['glove', '5'],
    ]);
    const content = order(
      'PO-PARCEL',
      [
        { quote: at(quotes, 0), line: 1, over: { comments: note('plan%2B1@acme') } },
        { quote: at(quotes, 1), line: 2, over: { comments: note('sizes@acme') } },
      ],
      {
        comments: [
          {
            text: 'Our terms',
            attachments: ['cid:terms@acme', 'cid:memo@acme'],
            internal: ['cid:memo@acme'],
          },
        ],
      },
    );
    const payloadId = await send(content, [
      { id: 'plan+1@acme', name: 'plan.pdf', content: drawing },
      { id: 'sizes@acme', name: 'sizes.pdf', content: Buffer.from('Sizes') },
      { id: 'terms@acme', name: 'conditions d’achat.pdf', content: Buffer.from('Terms') },
      { id: 'memo@acme', name: 'memo.pdf', content: Buffer.from('SECRET') },
    ]);
    const { document, attachments, order: first } = opened(server.received[0]);
    expect(
      attachments.map(({ contentId, name, contentType }) => [
        contentId,
        name,
        contentType.split(';')[0],
      ]),
    ).toEqual([
      ['terms@acme', 'conditions d’achat.pdf', 'application/pdf'],
      ['plan+1@acme', 'plan.pdf', 'application/pdf'],
    ]);
    expect(first.comments[0]?.text).toBe('Our terms');
    expect(first.comments.flatMap((one) => one.attachments)).toEqual(['cid:terms@acme']);
    const [url = ''] = first.items[0]?.comments.flatMap((one) => one.attachments) ?? [];
    expect(Buffer.from(partOf(attachments, url)?.content ?? []).equals(drawing)).toBe(true);
    const version = /cXML\/([\d.]+)\//.exec(Buffer.from(document.content).toString())?.[1] ?? '';
    expect(validateCxml(document.content, { dtd: dtdOf('OrderRequest'), version })).toEqual([]);
    expect(server.received[0]?.bytes.toString('latin1')).not.toContain('SECRET');

    // The seller that works on pages finds its own there.
    const [, gamma] = await story.parts('PO-PARCEL');
    const desk = await testApp(db.services()).signIn('desk@gamma.test');
    const page = await (await desk.get(`/seller/orders/${gamma?.id}`)).text();
    expect(page).toContain('sizes.pdf');
    expect(page).not.toContain('plan.pdf');
    const href = /href="([^"]*\/attachments\/[^"]*)"[^>]*>\s*sizes\.pdf/.exec(page)?.[1] ?? '';
    const file = await desk.get(href);
    expect(file.status).toBe(200);
    expect(await file.text()).toBe('Sizes');

    // A change brings them all; a cancellation none, and names none.
    const changed = await send(
      order(
        'PO-PARCEL',
        [
          {
            quote: at(quotes, 0),
            line: 1,
            quantity: '8',
            over: { comments: note('plan%2B1@acme') },
          },
          { quote: at(quotes, 1), line: 2 },
        ],
        { type: 'update', previousPayloadId: payloadId },
      ),
      // Under the same name in the message, another drawing.
      [{ id: 'plan+1@acme', name: 'plan-2.pdf', content: Buffer.from('Second') }],
    );
    const update = opened(server.received[1]);
    expect(update.order.type).toBe('update');
    const [old, anew] = update.order.items[0]?.comments.flatMap((one) => one.attachments) ?? [];
    expect(Buffer.from(partOf(update.attachments, old ?? '')?.content ?? [])).toEqual(drawing);
    expect(Buffer.from(partOf(update.attachments, anew ?? '')?.content ?? []).toString()).toBe(
      'Second',
    );
    await send(
      order('PO-PARCEL', [{ quote: at(quotes, 0), line: 1 }], {
        type: 'delete',
        previousPayloadId: changed,
      }),
      [],
    );
    const last = opened(server.received[2]);
    expect(last.order.type).toBe('delete');
    expect(last.attachments).toEqual([]);
    expect(last.order.items.flatMap((item) => item.comments.flatMap((c) => c.attachments))).toEqual(
      [],
    );
  });

  it('that are too large together stay on the page, which the document names in their place', async () => {
    const server = await beta();
    const quotes = await basket([['paper', '10']]);
    const big = (byte: number) => Buffer.alloc(7_500_000, byte);
    await send(
      order('PO-LARGE', [{ quote: at(quotes, 0), line: 1 }], {
        comments: [{ text: '', attachments: ['cid:one@acme', 'cid:two@acme'] }],
      }),
      [
        { id: 'one@acme', name: 'one.pdf', content: big(1) },
        { id: 'two@acme', name: 'two.pdf', content: big(2) },
      ],
    );
    const { attachments, order: got } = opened(server.received[0]);
    expect(server.received[0]?.bytes.byteLength).toBeLessThan(16_000_000);
    expect(attachments.map(({ name }) => name)).toEqual(['one.pdf']);
    const [part] = await story.parts('PO-LARGE');
    expect(got.comments[0]?.text).toMatch(
      new RegExp(`^File two.pdf \\(7.5 MB\\) is too large .*/seller/orders/${part?.id}$`),
    );
  });
});
