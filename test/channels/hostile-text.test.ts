import { beforeAll, describe, expect, it } from 'vitest';
import { buildSetupRequest } from '../../punchout/index.ts';
import { jobs, subscriptions } from '../../src/app.tsx';
import { purchase } from '../domain/recorder-story.ts';
import { type Browser, testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { header } from './orders-support.ts';

const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
const story = purchase(db);
/** What breaks out of an attribute, of text, of a script's string and of a comment. */
const MARK = 'alert(4711)';
const HOSTILE = `"'--></title></script><script>${MARK}</script><img src=x onerror=${MARK}>`;
const PAGES_MAX = 150;

const app = () => testApp(db.services());
const raw = (path: string, init: RequestInit = {}) => app().request(path, init);

/** A page or export that holds the text as markup, or as anything but text. */
function unescaped(body: string): boolean {
  return body.includes(`<script>${MARK}`) || body.includes(`<img src=x onerror`);
}

async function fileTo(person: string, path: string, file: File): Promise<Response> {
  const answer = await raw('/login', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' },
    body: new URLSearchParams({ email: person, password: 'demo' }).toString(),
  });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const body = new FormData();
  body.set('file', file);
  return raw(path, { method: 'POST', headers: { cookie, origin: 'http://localhost' }, body });
}

/** Every page of an area that links lead to, breadth first, at most `PAGES_MAX`, one of each kind of address first. */
async function walked(get: Browser['get'], { from, within }: { from: string[]; within: RegExp }) {
  const seen = new Set(from);
  const kinds = new Map<string, number>();
  const queue = [...from];
  const bad: string[] = [];
  let visited = 0;
  /** Pages that show it as the text it is: proof that it came that far. */
  let shown = 0;
  for (let path = queue.shift(); path !== undefined && visited < PAGES_MAX; path = queue.shift()) {
    visited += 1;
    const answer = await get(path);
    const body = await answer.text();
    if (answer.status >= 500) bad.push(`${answer.status} ${path}`);
    const type = answer.headers.get('content-type') ?? '';
    const isPage = type.startsWith('text/html');
    if (isPage && unescaped(body)) bad.push(`markup in ${path}`);
    if (body.includes(`&lt;script&gt;${MARK}`)) shown += 1;
    if (!isPage && answer.status === 200) {
      const kept =
        answer.headers.get('x-content-type-options') === 'nosniff' &&
        (type.startsWith('application/json') ||
          (answer.headers.get('content-disposition') ?? '').startsWith('attachment'));
      if (!kept) bad.push(`${type} of ${path} is no download`);
    }
    if (!isPage) continue;
    for (const [, href = ''] of body.matchAll(/href="([^"]+)"/g)) {
      const to = href.replaceAll('&amp;', '&').split('#')[0] ?? '';
      const kind = to.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replace(/\?.*/, '');
      if (!within.test(to) || seen.has(to) || (kinds.get(kind) ?? 0) >= 6) continue;
      seen.add(to);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      queue.push(to);
    }
  }
  return { bad, visited, shown };
}

beforeAll(async () => {
  await smallWorld(db.services());
  // A visit whose every free field is hostile, called up and opened.
  const setup = buildSetupRequest(
    { payloadId: `${HOSTILE}@acme.test`, timestamp: '2026-03-02T10:00:00+01:00', header },
    {
      operation: 'create',
      buyerCookie: HOSTILE,
      extrinsics: [
        { name: 'UserEmail', value: `${HOSTILE}@acme.test` },
        { name: 'UserFullName', value: HOSTILE },
        { name: HOSTILE, value: HOSTILE },
      ],
      contacts: [{ role: 'endUser', name: HOSTILE, email: `${HOSTILE}@acme.test` }],
      items: [],
      browserFormPost: `https://suite.acme.test/return?a=${encodeURIComponent(HOSTILE)}`,
      selectedItem: { supplierPartId: HOSTILE },
    } as Parameters<typeof buildSetupRequest>[1],
  );
  const { text } = await story.post(setup);
  expect(text).toContain('code="200"');
  const start = new URL(/<URL>([^<]+)<\/URL>/.exec(text)?.[1] ?? '').pathname;
  const opened = (await raw(start)).headers.get('location') ?? '';
  const visit = opened.replace(/^https?:\/\/[^/]+/, '');
  for (const path of [visit, `${visit.split('/').slice(0, 3).join('/')}/basket`]) {
    const page = await raw(path, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(unescaped(await page.text())).toBe(false);
  }
  // An order that is taken with hostile texts, and one that is refused.
  const cart = await story.basket(HOSTILE.slice(0, 60));
  const over = () => ({ comments: [{ text: HOSTILE, attachments: ['cid:gone'] }] });
  const texts = { over } as unknown as Parameters<typeof story.order>[1];
  expect((await story.order(cart, { ...texts, number: `PO-1 ${HOSTILE}`.slice(0, 60) })).code).toBe(
    200,
  );
  await story.deliver(`PO-1 ${HOSTILE}`.slice(0, 60));
  await story.post(
    Buffer.from(`<?xml version="1.0"?><cXML payloadID="x@y"><Request><${'a'}/></Request>`),
  );
  for (const body of [HOSTILE, `<a>${HOSTILE}`, `UNB+${HOSTILE}'`]) {
    await raw('/cxml', {
      method: 'POST',
      headers: { 'content-type': `text/xml; a="${'b'}"` },
      body,
    });
    await raw('/oci/acme-oci', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        USERNAME: HOSTILE,
        PASSWORD: 'x',
        [HOSTILE]: HOSTILE,
      }).toString(),
    });
  }
  // A catalogue whose cells and name are hostile.
  const cell = `"${HOSTILE.replaceAll('"', '""')}"`;
  const cif = [
    'CIF_I_V3.0',
    'LOADMODE: I',
    'CHARSET: UTF-8',
    'CURRENCY: EUR',
    'UNUOM: TRUE',
    `COMMENTS: ${HOSTILE}`,
    'FIELDNAMES: Supplier ID, Supplier Part ID, Manufacturer Part ID, Item Description, SPSC Code, Unit Price, Unit of Measure, Lead Time, Manufacturer Name, Language, Delete',
    'DATA',
    `S,=cmd|' /C calc'!A0,${cell},${cell},46181504,2.40,PR,2,${cell},en,`,
    `S,C-1,MPN-x,${cell},46181504,${cell},PR,2,Exempla,en,`,
    `S,${cell},MPN-y,Glove,46181504,2.40,PR,2,Exempla,en,`,
    'ENDOFDATA',
    '',
  ].join('\r\n');
  const sent = await fileTo(
    'desk@gamma.test',
    '/seller/catalogue-files',
    new File([cif], `${HOSTILE}.cif`),
  );
  expect(sent.status).toBe(303);
  await db.runJobs(jobs);
});

describe('hostile text that partners sent', () => {
  it.each([
    [
      'operator@comptoir.test',
      'operator',
      [
        '/operator/exchanges',
        '/operator/recorder',
        '/operator/differences',
        '/operator/partners',
        '/operator/jobs',
        '/operator/audit',
        '/operator/orders',
      ],
      10,
    ],
    [
      'buyer@acme.test',
      'buyer',
      ['/buyer/shop', '/buyer/requests', '/buyer/orders', '/buyer/invoices'],
      1,
    ],
    [
      'desk@gamma.test',
      'seller',
      [
        '/seller/orders',
        '/seller/offers',
        '/seller/catalogue-files',
        '/seller/exchanges',
        '/seller/recorder',
      ],
      4,
    ],
  ])(
    'is text and nothing else on the pages and in the files of %s',
    async (email, area, from, least) => {
      const { get } = await app().signIn(email);
      const { bad, visited, shown } = await walked(get, { from, within: new RegExp(`^/${area}/`) });
      expect(bad).toEqual([]);
      expect(visited).toBeGreaterThan(10);
      expect(shown).toBeGreaterThan(least);
    },
  );

  it('is text on a workbench and in a shared thread, and their documents', async () => {
    const operator = await app().signIn('operator@comptoir.test');
    const desk = `/operator/partners/connections/${id('acme-cxml')}/workbench`;
    const made = await (
      await operator.post(`${desk}/links`, { label: HOSTILE.slice(0, 190), days: '7' })
    ).text();
    expect(unescaped(made)).toBe(false);
    const bench = /\/workbench\/[\w-]{43}/.exec(made)?.[0] ?? '';
    const get: Browser['get'] = (path) => raw(path, { headers: { accept: 'text/html' } });
    for (const body of [HOSTILE, `<cXML a='${'x'}'><Header>${HOSTILE}`])
      await raw(`${bench}/test`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
    const { bad, visited } = await walked(get, {
      from: [bench, `${bench}/tester`, `${bench}/documents`, `${bench}/checklist`],
      within: new RegExp(`^${bench}`),
    });
    expect(bad).toEqual([]);
    expect(visited).toBeGreaterThan(8);
    const [order] = await db.query<{ id: string }>('select id from purchase_order limit 1');
    const shared = await operator.post(`/operator/recorder/order/${order?.id}/shares`, {
      days: '7',
      sight: 'own',
    });
    const link = /\/share\/[\w-]{43}/.exec(await shared.text())?.[0] ?? '';
    const thread = await walked(get, { from: [link], within: new RegExp(`^${link}`) });
    expect(thread.bad).toEqual([]);
    expect(thread.visited).toBeGreaterThan(3);
  });

  it('is escaped in an exported thread, whose CSV has no formula', async () => {
    const { get } = await app().signIn('operator@comptoir.test');
    const [order] = await db.query<{ id: string }>('select id from purchase_order limit 1');
    const base = `/operator/recorder/order/${order?.id}`;
    for (const file of ['thread.html', 'thread.json', 'timeline.csv']) {
      const answer = await get(`${base}/${file}`);
      const body = await answer.text();
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      if (file.endsWith('html')) expect(unescaped(body)).toBe(false);
      if (file.endsWith('csv'))
        expect(
          body.split('\r\n').flatMap((line) => line.match(/(^|,)"?[=+@-][^0-9]/g) ?? []),
        ).toEqual([]);
    }
    const seller = await app().signIn('desk@gamma.test');
    const [file] = await db.query<{ id: string }>(
      `select id from catalogue_file where direction = 'in'`,
    );
    const report = await (
      await seller.get(`/seller/catalogue-files/${file?.id}/report.csv`)
    ).text();
    expect(report).not.toMatch(/(^|,)"?=cmd/m);
  });
});
