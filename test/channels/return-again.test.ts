import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseCxml, readBrowserPost } from '../../punchout/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { setUpVisit } from '../support/suite.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
const settings = (overlay: object) =>
  db.query(`update trading_connection set profile_overlay = ?::jsonb where id = ?`, [
    JSON.stringify(overlay),
    id('acme-cxml'),
  ]);
afterEach(() => settings({}));

const request = (path: string, init?: RequestInit) =>
  testApp(db.services()).request(path, { headers: { accept: 'text/html' }, ...init });
const press = (path: string, fields: Record<string, string> = {}) =>
  request(path, {
    method: 'POST',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

/** The visit behind a start address, with twenty pens in its basket. */
async function pens(start: string): Promise<string> {
  const opened = await request(start);
  const base = (opened.headers.get('location') ?? '').split('/').slice(0, 3).join('/');
  await press(`${base}/basket/lines`, { offerId: id('offer-pen'), quantity: '20' });
  return base;
}
const visit = async (buyerCookie: string, returnTo?: string) =>
  pens(
    new URL(
      await setUpVisit({
        base: request,
        buyerCookie,
        ...(returnTo === undefined ? {} : { returnTo }),
      }),
    ).pathname,
  );

const plain = (html: string): string =>
  html
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The hidden fields that a page posts to the suite. */
async function fieldsOf(answer: Response): Promise<[string, string][]> {
  const html = await answer.text();
  const form = /<form[^>]*id="return-form"[^>]*>(.*?)<\/form>/s.exec(html)?.[1] ?? '';
  return [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [plain(name), plain(value)],
  );
}
const sent = (cookie: string) =>
  db.query<{ key: string | null; content: Buffer }>(
    `select e.document_key as key, f.content from exchange e join stored_file f on f.id = e.file_id
       join punch_out_session s on 'visit:' || s.id = any(e.keys)
      where e.direction = 'out' and s.buyer_cookie = ? order by e.id`,
    [cookie],
  );
const SUITE = 'https://suite.example/return';

describe('a basket that is asked for again', () => {
  it.each(['base64', 'urlencoded'] as const)(
    'goes back as the very document that went first (%s): payloadID, timestamp, one exchange',
    async (formPost) => {
      await settings({ formPost });
      const base = await visit(formPost, SUITE);
      const first = await fieldsOf(await press(`${base}/return`, { preview: 'seen' }));
      expect(first.map(([name]) => name)).toEqual([`cxml-${formPost}`]);
      db.clock.advance({ minutes: 20 });
      // Neither a change of the connection nor of the price is in a document that is repeated.
      await settings({ formPost, units: { map: { C62: 'PCE' } } });
      const again = await fieldsOf(await press(`${base}/return`));
      expect(again).toEqual(first);
      const [kept, ...more] = await sent(formPost);
      expect(more).toEqual([]);
      const document = parseCxml(readBrowserPost(again));
      expect(document.payloadId).toBe(kept?.key);
      if (formPost === 'base64')
        expect(Buffer.from(readBrowserPost(again)).equals(Buffer.from(kept?.content ?? ''))).toBe(
          true,
        );
    },
  );

  it('by two presses at once is one document too', async () => {
    const base = await visit('at once', SUITE);
    const both = await Promise.all([1, 2].map(() => press(`${base}/return`, { preview: 'seen' })));
    const [one, other] = await Promise.all(both.map(fieldsOf));
    expect(one).toHaveLength(1);
    expect(other).toEqual(one);
    expect(await sent('at once')).toHaveLength(1);
  });

  it('stays readable in letters of its own when the connection takes text since', async () => {
    await settings({ documentEncoding: 'ISO-8859-15', formPost: 'base64' });
    const base = await visit('é€', SUITE);
    const first = await fieldsOf(await press(`${base}/return`, { preview: 'seen' }));
    await settings({ documentEncoding: 'ISO-8859-15', formPost: 'urlencoded' });
    expect(await fieldsOf(await press(`${base}/return`))).toEqual(first);
  });

  it('also a 204 says the same as often as the person leaves', async () => {
    const base = await visit('left', SUITE);
    const first = await fieldsOf(await press(`${base}/cancel`));
    db.clock.advance({ minutes: 5 });
    expect(await fieldsOf(await press(`${base}/leave`))).toEqual(first);
    expect(await sent('left')).toHaveLength(1);
  });

  it('over OCI posts the same fields, those of HOOK_URL among them, as one exchange', async () => {
    const callUp = await press('/oci/acme-oci', {
      USERNAME: 'acme-oci',
      PASSWORD: 'oci-secret',
      HOOK_URL: 'https://srm.example/sap/bc?~caller=CT%20é&a=b%2Bc',
    });
    const base = await pens(callUp.headers.get('location') ?? '');
    const first = await fieldsOf(await press(`${base}/return`, { preview: 'seen' }));
    expect(first.slice(0, 2)).toEqual([
      ['~caller', 'CT é'],
      ['a', 'b+c'],
    ]);
    expect(first.some(([name]) => name === 'NEW_ITEM-QUANTITY[1]')).toBe(true);
    expect(await fieldsOf(await press(`${base}/return`))).toEqual(first);
    const exchanges = await db.query(`select 1 from exchange where kind = 'OCI cart'`);
    expect(exchanges).toHaveLength(1);
  });
});

const SAYS = 'Nothing can go back: your purchasing system gave no return address.';
const state = async (cookie: string) =>
  (
    await db.query<{ visit: string; basket: string; requests: number; held: number }>(
      `select s.state as visit, b.state as basket,
          (select count(*)::int from requisition r where r.session_id = s.id) as requests,
          (select count(*)::int from requisition r join exposure_hold h on h.subject = 'requisition:' || r.id
            where r.session_id = s.id) as held
         from punch_out_session s join basket b on b.id = s.basket_id where s.buyer_cookie = ?`,
      [cookie],
    )
  )[0];

describe('a visit whose setup named no BrowserFormPost', () => {
  it('opens, is noted on its exchange, and says on every page that nothing can go back', async () => {
    const base = await visit('nowhere');
    for (const path of ['shop', 'basket'])
      expect(await (await request(`${base}/${path}`)).text()).toContain(SAYS);
    expect(await (await request(`${base}/shop?lang=fr`)).text()).toContain(
      'Rien ne peut repartir : votre outil d’achat n’a pas donné d’adresse de retour.',
    );
    const noted = await db.query(
      `select a->>'element' as element from exchange, jsonb_array_elements(advisories) a
        where a->>'code' = 'form_post_missing' and 'nowhere' = any(keys)`,
    );
    expect(noted).toEqual([{ element: 'BrowserFormPost' }]);
  });

  it('keeps its basket open: no request, nothing held, nothing logged as sent', async () => {
    const base = await visit('kept');
    for (const fields of [{ preview: 'seen' }, { empty: 'confirmed' }]) {
      const answer = await press(`${base}/return`, fields);
      const html = await answer.text();
      expect([answer.status, html.includes(SAYS), html.includes('return-form')]).toEqual([
        422,
        true,
        false,
      ]);
    }
    expect(await state('kept')).toEqual({ visit: 'active', basket: 'open', requests: 0, held: 0 });
    expect(await sent('kept')).toEqual([]);
    expect((await request(`${base}/basket`)).status).toBe(200);
  });

  it('can be left: nothing is posted and no button leads to nobody', async () => {
    const base = await visit('left for nowhere');
    const answer = await press(`${base}/cancel`);
    const html = await answer.text();
    expect([answer.status, html.includes(SAYS), html.includes('<form')]).toEqual([
      422,
      true,
      false,
    ]);
    expect(await sent('left for nowhere')).toEqual([]);
    const over = await (await request(`${base}/basket`)).text();
    expect(over).toContain('You have left the shop');
    expect(over).not.toContain(`${base}/leave`);
  });
});
