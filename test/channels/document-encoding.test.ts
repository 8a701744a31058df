import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildResponse, parseCxml, readBrowserPost } from '../../punchout/index.ts';
import { recordAnswer } from '../../src/domain/orders/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { startPartner } from '../support/outside.ts';
import { askVisit } from '../support/suite.ts';
import { id, smallWorld } from '../support/world.ts';
import { d, jobs, paper, placed, subscriptions } from './edi-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const ok = Buffer.from(
  buildResponse(
    { payloadId: '1@partner', timestamp: '2026-03-02T10:00:00+01:00' },
    { code: 200, text: '' },
  ),
).toString('utf8');
const partner = await startPartner(() => ({ status: 200, body: ok, contentType: 'text/xml' }));
afterAll(() => partner.stop());

const app = (path: string, init?: RequestInit) => testApp(db.services()).request(path, init);
const page = { accept: 'text/html' };
const press = (path: string, fields: Record<string, string> = {}) =>
  app(path, {
    method: 'POST',
    headers: { ...page, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
const settings = (name: string, overlay: object) =>
  db.query(`update trading_connection set profile_overlay = ?::jsonb where name = ?`, [
    JSON.stringify(overlay),
    name,
  ]);
const latin9 = new TextDecoder('iso-8859-15');

/** What `/cxml` answers `acme`, as bytes. */
async function answered(over: Partial<Parameters<typeof askVisit>[0]> = {}) {
  const seen: { bytes: Buffer; contentType: string | null }[] = [];
  const document = await askVisit({
    base: async (path, init) => {
      const answer = await app(path, init);
      const bytes = Buffer.from(await answer.clone().arrayBuffer());
      seen.push({ bytes, contentType: answer.headers.get('content-type') });
      return answer;
    },
    returnTo: 'https://suite.acme.test/return',
    buyerCookie: 'é€',
    ...over,
  });
  const [one] = seen;
  if (!one) throw new Error('nothing came');
  return { ...one, document };
}

describe('with the encoding ISO-8859-15 in its profile a suite gets', () => {
  beforeAll(() => settings('acme-cxml', { documentEncoding: 'ISO-8859-15' }));
  afterAll(() => settings('acme-cxml', {}));

  it('its setup response, declared in header and document, and kept as it went', async () => {
    const { bytes, contentType, document } = await answered();
    expect(contentType).toBe('text/xml; charset=ISO-8859-15');
    expect(bytes.toString('latin1')).toMatch(/^<\?xml version="1.0" encoding="ISO-8859-15"\?>/);
    expect(document.payload.kind).toBe('PunchOutSetupResponse');
    const [kept] = await db.query<{ content: Buffer; type: string }>(
      `select f.content, f.content_type as type from exchange e join stored_file f on f.id = e.answer_file_id
        where e.kind = 'PunchOutSetupRequest' order by e.id desc limit 1`,
    );
    expect(kept?.type).toBe('text/xml; charset=ISO-8859-15');
    expect(Buffer.from(kept?.content ?? '').equals(bytes)).toBe(true);
  });

  it('a refusal too: letters as bytes, what the encoding lacks as references', async () => {
    const { bytes, contentType, document } = await answered({ returnTo: 'zurück–€' });
    expect(contentType).toBe('text/xml; charset=ISO-8859-15');
    expect(bytes.toString('latin1')).toContain('&#8220;zur\xfcck&#8211;\xa4&#8221;');
    expect(document.payload).toMatchObject({
      status: {
        code: 400,
        detail: 'BrowserFormPost is not accepted: “zurück–€” is not an absolute address.',
      },
    });
  });

  it('its cart: the bytes in base64, US-ASCII where the document itself is the field', async () => {
    await db.query(`update product set name_en = ? where id = ?`, [
      'Stylo œ à 3 €',
      id('product-pen'),
    ]);
    for (const [formPost, encoding] of [
      ['base64', 'ISO-8859-15'],
      ['urlencoded', 'US-ASCII'],
    ] as const) {
      await settings('acme-cxml', { documentEncoding: 'ISO-8859-15', formPost });
      const { document } = await answered();
      if (document.payload.kind !== 'PunchOutSetupResponse') throw new Error('refused');
      const opened = await app(new URL(document.payload.startPage).pathname, { headers: page });
      const base = (opened.headers.get('location') ?? '').split('/').slice(0, 3).join('/');
      await press(`${base}/basket/lines`, { offerId: id('offer-pen'), quantity: '20' });
      const html = await (await press(`${base}/return`, { preview: 'seen' })).text();
      const value = new RegExp(`name="cxml-${formPost}" value="([^"]*)"`).exec(html)?.[1] ?? '';
      const field = value
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');
      const cart = readBrowserPost([[`cxml-${formPost}`, field]]);
      if (formPost === 'base64') {
        expect(latin9.decode(cart)).toContain('Stylo œ à 3 €');
        expect(Buffer.from(cart).toString('latin1')).toContain('encoding="ISO-8859-15"');
      } else {
        expect(field).toMatch(/^<\?xml version="1.0" encoding="US-ASCII"\?>/);
        expect(field).toContain('Stylo &#339; &#224; 3 &#8364;');
      }
      const { payload } = parseCxml(cart);
      if (payload.kind !== 'PunchOutOrderMessage') throw new Error(payload.kind);
      expect(payload.buyerCookie).toBe('é€');
      expect(payload.items[0]?.detail.descriptions[0]?.text).toBe('Stylo œ à 3 €');
      const [sent] = await db.query<{ type: string }>(
        `select f.content_type as type from exchange e join stored_file f on f.id = e.file_id
          where e.kind = 'PunchOutOrderMessage' order by e.id desc limit 1`,
      );
      expect(sent?.type).toBe(`text/xml; charset=${encoding}`);
    }
    await settings('acme-cxml', { documentEncoding: 'ISO-8859-15' });
  });
});

it('a stranger is answered in UTF-8', async () => {
  const answer = await app('/cxml', {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: '<cXML payloadID="1" timestamp="2026-03-02T10:00:00+01:00"><Header/></cXML>',
  });
  expect(answer.headers.get('content-type')).toBe('text/xml; charset=UTF-8');
  expect(await answer.text()).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>/);
});

it.each([
  ['ISO-8859-15', 'Ramette \xbd \xe0 4 \xa4', 'rupture &#8211; \xe9t\xe9'],
  ['US-ASCII', 'Ramette &#339; &#224; 4 &#8364;', 'rupture &#8211; &#233;t&#233;'],
])(
  '%s: an order goes to its seller and a confirmation to its suite, declared twice',
  async (documentEncoding, description, comment) => {
    for (const name of ['acme-cxml', 'seller-b-cxml']) {
      await settings(name, { documentEncoding });
      await db.query('update trading_connection set outbound_url = ? where name = ?', [
        `${partner.url}/${name}`,
        name,
      ]);
    }
    const number = `PO-${documentEncoding}`;
    await placed(db.services(), number, [{ ...paper(1, '40'), description: 'Ramette œ à 4 €' }], {
      payloadId: `${number}@ariba`,
      connectionId: id('acme-cxml'),
    });
    await db.runJobs(jobs);
    const [part] = await db.query<{ id: string }>('select id from seller_order where number = ?', [
      `${number}-1`,
    ]);
    await recordAnswer(systemContext(db.services(), 'test'), {
      sellerOrderId: part?.id ?? '',
      lines: [{ lineNumber: 1, action: 'refused', quantity: d('40'), reason: 'rupture – été' }],
    });
    await db.runJobs(jobs);
    const [order, confirmation] = partner.received.slice(-2);
    for (const [document, text] of [
      [order, description],
      [confirmation, comment],
    ] as const) {
      expect(document?.contentType).toBe(`text/xml; charset=${documentEncoding}`);
      const bytes = document?.bytes.toString('latin1') ?? '';
      expect(bytes).toMatch(
        new RegExp(`^<\\?xml version="1.0" encoding="${documentEncoding}"\\?>`),
      );
      expect(bytes).toContain(text);
    }
    expect(order?.path).toBe('/seller-b-cxml');
    expect(parseCxml(order?.bytes ?? Buffer.alloc(0)).payload).toMatchObject({
      items: [{ detail: { descriptions: [{ text: 'Ramette œ à 4 €' }] } }],
    });
    expect(parseCxml(confirmation?.bytes ?? Buffer.alloc(0)).payload.kind).toBe(
      'ConfirmationRequest',
    );
  },
);
