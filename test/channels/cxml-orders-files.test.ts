import { beforeAll, describe, expect, it } from 'vitest';
import { parseCxml } from '../../punchout/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';
import { header, type Quote, suiteStory } from './orders-support.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
const story = suiteStory(db);
const { basket, order } = story;
const at = (quotes: readonly Quote[], place: number): Quote => {
  const found = quotes[place];
  if (!found) throw new Error('no such quote');
  return found;
};

type Part = { readonly head: string; readonly content: Uint8Array | string };
function multipart(parts: readonly Part[], boundary = 'b-1'): { body: Buffer; type: string } {
  const pieces = parts.flatMap(({ head, content }) => [
    Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return {
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
    type: `multipart/related; boundary="${boundary}"; type="text/xml"; start="<doc@acme>"`,
  };
}
const documentPart = (bytes: Uint8Array): Part => ({
  head: 'Content-Type: text/xml; charset=UTF-8\r\nContent-ID: <doc@acme>',
  content: bytes,
});
/** Every byte, line ends among them. */
const drawing = Buffer.from(Array.from({ length: 1024 }, (_, byte) => byte % 256));
const drawingPart = (id: string, name: string): Part => ({
  head: `Content-Type: application/pdf; name="${name}"\r\nContent-ID: <${id}>\r\nContent-Transfer-Encoding: binary`,
  content: drawing,
});

async function withFiles(number: string, boundary?: string) {
  const quotes = await basket([
    ['paper', '10'],
    ['glove', '5'],
  ]);
  const content = order(
    number,
    [
      {
        quote: at(quotes, 0),
        line: 1,
        over: { comments: [{ text: 'As drawn', attachments: ['cid:plan%2B1@acme'] }] },
      },
      { quote: at(quotes, 1), line: 2 },
    ],
    {
      comments: [
        {
          text: 'See the terms',
          attachments: [
            'cid:terms@acme',
            'cid:memo@acme',
            'cid:lost@acme',
            'https://acme.test/x.pdf',
          ],
          internal: ['cid:memo@acme'],
        },
      ],
    },
  );
  const { bytes, payloadId } = story.document(content);
  const send = (mark?: string) => {
    const { body, type } = multipart(
      [
        documentPart(bytes),
        drawingPart('plan+1@acme', 'plan.pdf'),
        {
          head: 'Content-Type: text/plain\r\nContent-ID: <terms@acme>\r\nContent-Disposition: attachment; filename="conditions d’achat.txt"\r\nContent-Transfer-Encoding: base64',
          content: Buffer.from('Terms').toString('base64'),
        },
        {
          head: 'Content-Type: text/plain; name=memo.txt\r\nContent-ID: <memo@acme>',
          content: 'Memo',
        },
        {
          head: 'Content-Type: image/png; name=stray.png\r\nContent-ID: <stray@acme>',
          content: 'PNG',
        },
      ],
      mark,
    );
    return story.post(body, type);
  };
  return {
    send: () => send(boundary),
    again: () => send('another-boundary'),
    payloadId,
    raw: bytes,
  };
}

describe('an order with attachments', () => {
  it('keeps each file byte for byte, of the order or its line, and stores the whole body first', async () => {
    const { send, again, payloadId } = await withFiles('PO-FILES');
    const answer = await send();
    expect(answer).toMatchObject({ http: 200, status: 200, detail: '' });
    const files = await db.query<{ name: string; line: number | null; size: number; seen: string }>(
      `select a.name, a.line_number as line, a.size_bytes as size, a.visibility as seen
         from order_attachment a join purchase_order o on o.id = a.purchase_order_id
        where o.number = 'PO-FILES' order by a.id`,
    );
    expect(files).toEqual([
      { name: 'conditions d’achat.txt', line: null, size: 5, seen: 'supplier' },
      { name: 'memo.txt', line: null, size: 4, seen: 'internal' },
      { name: 'plan.pdf', line: 1, size: 1024, seen: 'supplier' },
      { name: 'stray.png', line: null, size: 3, seen: 'internal' },
    ]);
    expect((await story.notes(payloadId)).filter((note) => note.startsWith('attachment'))).toEqual([
      'attachment_missing: Attachment cid:lost@acme: no part of the body has that Content-ID',
      'attachment_elsewhere: Attachment https://acme.test/x.pdf is an address elsewhere; it is not fetched. Send the file with the document.',
      'attachment_unnamed: stray.png is named by no Comments: kept with the order, not shown to sellers',
    ]);
    const [raw] = await db.query<{ type: string; size: number }>(
      `select e.content_type as type, e.size_bytes as size from exchange e where document_key = ?`,
      [payloadId],
    );
    expect(raw?.type).toContain('multipart/related');
    // A retry may be packed anew: the same document and files are the same document.
    expect((await again()).text).toBe(answer.text);
    const [count] = await db.query<{ n: number }>(
      'select count(*)::int as n from order_attachment',
    );
    expect(count?.n).toBe(4);
  });

  it('gives its files to those who see the order, and the buyer’s own to the buyer only', async () => {
    const found = await story.purchase('PO-FILES');
    const rows = await db.query<{ id: string; name: string }>(
      'select id, name from order_attachment',
    );
    const idOf = (name: string) => rows.find((row) => row.name === name)?.id;
    const buyer = await testApp(db.services()).signIn('buyer@acme.test');
    const page = await (await buyer.get(`/buyer/orders/${found?.id}`)).text();
    for (const name of ['plan.pdf', 'memo.txt']) expect(page).toContain(name);
    const file = await buyer.get(`/buyer/orders/${found?.id}/attachments/${idOf('plan.pdf')}`);
    expect(Buffer.from(await file.arrayBuffer()).equals(drawing)).toBe(true);
    expect(file.headers.get('content-disposition')).toContain('attachment; filename="plan.pdf"');
    expect(file.headers.get('content-type')).toBe('application/pdf');
    const stranger = await testApp(db.services()).signIn('buyer@petit.test');
    const at404 = await stranger.get(`/buyer/orders/${found?.id}/attachments/${idOf('plan.pdf')}`);
    expect(at404.status).toBe(404);
    // Gloves are Gamma's: the terms of the whole order are for it, the drawing of the paper is not.
    const part = (await story.parts('PO-FILES'))[1]?.id;
    const desk = await testApp(db.services()).signIn('desk@gamma.test');
    const get = (name: string) => desk.get(`/seller/orders/${part}/attachments/${idOf(name)}`);
    expect((await get('conditions d’achat.txt')).status).toBe(200);
    expect((await get('plan.pdf')).status).toBe(404);
    expect((await get('memo.txt')).status).toBe(404);
    const theirs = await (await desk.get(`/seller/orders/${part}`)).text();
    expect(theirs).toContain('conditions d’achat.txt');
    expect(theirs).not.toContain('memo.txt');
  });

  it('is refused with the status of its fault, and always as cXML', async () => {
    const { raw } = await withFiles('PO-FAULTS');
    const post = (parts: readonly Part[]) => {
      const { body, type } = multipart(parts);
      return story.post(body, type);
    };
    expect((await post([{ head: 'Content-Type: application/pdf', content: '%PDF' }])).status).toBe(
      406,
    );
    expect((await story.post('--b\r\n', 'multipart/related; boundary=b')).status).toBe(406);
    const many = Array.from({ length: 51 }, () => ({
      head: 'Content-Type: text/plain',
      content: 'x',
    }));
    expect((await post([documentPart(raw), ...many])).status).toBe(400);
    const large = { head: 'Content-Type: text/plain', content: Buffer.alloc(10_000_001) };
    expect((await post([documentPart(raw), large])).status).toBe(499);
    expect((await post([{ ...documentPart(Buffer.alloc(2_000_001, 32)) }])).status).toBe(499);
    const huge = { head: 'Content-Type: text/plain', content: Buffer.alloc(9_000_000) };
    expect((await post([documentPart(raw), huge, huge])).status).toBe(499);
    expect(await story.purchase('PO-FAULTS')).toBeUndefined();
  });
});

describe('a copy of a document', () => {
  const copyOf = (payloadId: string, url: string): string =>
    `<cXML payloadID="${payloadId}" timestamp="2026-03-02T10:00:00+01:00"><Header>
      <From><Credential domain="NetworkID"><Identity>AN02000000002-T</Identity></Credential></From>
      <To><Credential domain="NetworkID"><Identity>AN01000000001-T</Identity></Credential></To>
      <Sender><Credential domain="NetworkID"><Identity>AN02000000002-T</Identity><SharedSecret>${header.sender.credentials[0]?.sharedSecret}</SharedSecret></Credential><UserAgent>t</UserAgent></Sender>
      </Header><Request deploymentMode="test"><CopyRequest><cXMLAttachment><Attachment><URL>${url}</URL></Attachment></cXMLAttachment></CopyRequest></Request></cXML>`;

  it('is kept as what it is, marked as a copy, and never acted upon', async () => {
    const quotes = await basket([['paper', '10']]);
    const { bytes, payloadId } = story.document(
      order('PO-COPY', [{ quote: at(quotes, 0), line: 1 }]),
    );
    const send = (id: string, url: string) => {
      const { body, type } = multipart([
        documentPart(Buffer.from(copyOf(id, url))),
        { head: 'Content-Type: text/xml\r\nContent-ID: <copy@acme>', content: bytes },
      ]);
      return story.post(body, type);
    };
    const answer = await send('copy-1@acme', 'cid:copy@acme');
    expect(answer).toMatchObject({ status: 200, detail: '' });
    expect(await story.purchase('PO-COPY')).toBeUndefined();
    const [kept] = await db.query<{ kind: string; state: string; note: string }>(
      `select kind, state, advisories->0->>'code' as note from exchange where document_key = ?`,
      [payloadId],
    );
    expect(kept).toEqual({ kind: 'OrderRequest', state: 'accepted', note: 'copy' });
    // The original is another document with the same name: it is carried out, once.
    expect((await story.post(bytes)).status).toBe(200);
    await send('copy-2@acme', 'cid:copy@acme');
    expect(await db.query(`select 1 from purchase_order where number = 'PO-COPY'`)).toHaveLength(1);
    const lost = await send('copy-3@acme', 'cid:elsewhere@acme');
    expect([lost.status, lost.detail]).toEqual([
      400,
      'cXMLAttachment names cid:elsewhere@acme, but no part of the body has that Content-ID. Send the attachment with the document.',
    ]);
  });

  it('and changes and attachments are what the profile says is served', async () => {
    const profile = copyOf('profile@acme', '').replace(
      /<CopyRequest>.*<\/CopyRequest>/s,
      '<ProfileRequest/>',
    );
    const { payload } = parseCxml(Buffer.from((await story.post(profile)).text));
    if (payload.kind !== 'ProfileResponse') throw new Error('no profile');
    const served = payload.transactions.find((one) => one.requestName === 'OrderRequest');
    expect(served?.options).toEqual([
      { name: 'attachments', value: 'Yes' },
      { name: 'changes', value: 'Yes' },
    ]);
    expect(payload.transactions.map((one) => one.requestName)).toContain('CopyRequest');
  });
});
