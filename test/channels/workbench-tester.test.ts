import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/channels/workbench/report.ts';
import { createWorkbenchLink } from '../../src/domain/parties/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
const paths = new Map<string, string>();

beforeAll(async () => {
  await smallWorld(db.services());
  const ctx = systemContext(db.services(), 'test');
  for (const name of ['acme-cxml', 'acme-oci', 'seller-b-cxml']) {
    const { token } = await createWorkbenchLink(ctx, { connectionId: id(name), label: 'test' });
    paths.set(name, `/workbench/${token}`);
  }
});

type Verdict = Report & { outcome: string; url: string };

async function tried(
  body: string | Uint8Array,
  { connection = 'acme-cxml', contentType = 'text/xml' } = {},
): Promise<Verdict> {
  // Each test of the story spends its own minute.
  db.clock.advance({ minutes: 1 });
  const answer = await testApp(db.services()).request(`${paths.get(connection)}/test`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': contentType },
    body: typeof body === 'string' ? body : Buffer.from(body),
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as Verdict;
}

/** A set-up as a suite writes it, one element a line; `inside` stands in the request. */
const setup = ({
  secret = 'acme-secret',
  identity = 'AN02000000002-T',
  inside = `<BuyerCookie>1</BuyerCookie>
<Extrinsic name="UserEmail">ana@acme.test</Extrinsic>
<BrowserFormPost><URL>https://suite.example/return</URL></BrowserFormPost>`,
  timestamp = '2026-03-02T10:00:00+01:00',
  encoding = 'UTF-8',
} = {}) => `<?xml version="1.0" encoding="${encoding}"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.020/cXML.dtd">
<cXML payloadID="t1@acme.test" timestamp="${timestamp}">
<Header>
<From><Credential domain="NetworkID"><Identity>${identity}</Identity></Credential></From>
<To><Credential domain="NetworkID"><Identity>AN01000000001-T</Identity></Credential></To>
<Sender><Credential domain="NetworkID"><Identity>${identity}</Identity><SharedSecret>${secret}</SharedSecret></Credential><UserAgent>Suite</UserAgent></Sender>
</Header>
<Request deploymentMode="test">
<PunchOutSetupRequest operation="create">
${inside}
</PunchOutSetupRequest>
</Request>
</cXML>`;

const counts = async () =>
  db.query(
    `select (select count(*) from exchange)::int as exchanges, (select count(*) from punch_out_session)::int as visits,
       (select count(*) from purchase_order)::int as orders, (select count(*) from idempotency_key)::int as keys,
       (select count(*) from outbox_event)::int as events, (select count(*) from user_account)::int as people,
       (select count(*) from exposure_hold)::int as holds`,
  );

describe('the tester', () => {
  it('finds nothing wrong with a right document, says the answer, and carries nothing out', async () => {
    const before = await counts();
    const report = await tried(setup());
    expect(report.outcome).toBe('valid');
    expect(report.kind).toBe('PunchOutSetupRequest');
    expect(report.models.map(({ version, why, violations }) => [version, why, violations])).toEqual(
      [
        ['1.2.020', 'named', 0],
        ['1.2.014', 'pinned', 0],
      ],
    );
    expect(report.advisories.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(report.answer?.code).toBe(200);
    expect(await counts()).toEqual(before);
  });

  it('names line, path, what was expected and the fix of each departure, apart from the advice', async () => {
    const report = await tried(
      setup({
        inside: `<BrowserFormPost><URL>https://suite.example/return</URL></BrowserFormPost>
<BuyerCookie>1</BuyerCookie>
<Contact><Name xml:lang="en">Ana</Name><Email>ana@acme.test</Email></Contact>
<Basket/>`,
      }),
    );
    const [model] = report.models;
    expect(model?.violations).toBe(2);
    expect(model?.findings[0]).toMatchObject({
      line: 11,
      path: 'cXML/Request/PunchOutSetupRequest/BrowserFormPost',
      expected: ['BuyerCookie'],
      title: { en: '<BrowserFormPost> may not stand here' },
    });
    expect(model?.findings[0]?.fix?.fr).toContain('BuyerCookie');
    expect(model?.findings[1]).toMatchObject({
      line: 14,
      title: { en: '<Basket> does not exist in this version' },
    });
    expect(report.outcome).toBe('departs');
    // The door is tolerant: what departs is still served.
    expect(report.answer?.code).toBe(200);
  });

  it('says of a later version’s element from which version on it exists', async () => {
    const report = await tried(
      setup({
        inside: `<BuyerCookie>1</BuyerCookie>
<BrowserFormPost><URL>https://suite.example/return</URL></BrowserFormPost>
<ItemOut quantity="1"><ItemID><SupplierPartID>A</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="EUR">1</Money></UnitPrice><Description xml:lang="en">A</Description><UnitOfMeasure>C62</UnitOfMeasure><Classification domain="UNSPSC">31161500</Classification><ItemDetailIndustry/></ItemDetail></ItemOut>`,
      }),
    );
    const texts = report.models.flatMap(({ findings }) => findings.map(({ fix }) => fix?.en));
    expect(texts.join(' ')).toMatch(/It exists from 1\.2\.\d+ on/);
  });

  it('stops at the gate with line and column', async () => {
    const report = await tried('<?xml version="1.0"?>\n<cXML payloadID="1"\n  <Header/></cXML>');
    expect(report.outcome).toBe('unreadable');
    expect(report.gate).toHaveLength(1);
    expect(report.gate[0]).toMatchObject({ severity: 'error', line: 3 });
    expect(report.gate[0]?.column).toBeGreaterThan(0);
    expect(report.answer?.code).toBe(406);
    expect((await tried('%PDF-1.7 no document')).gate[0]?.title.fr).toContain('ni cXML');
  });

  it('answers 401 to a wrong secret, and says what the right one would bring', async () => {
    const report = await tried(setup({ secret: 'guess' }));
    expect(report.answer?.code).toBe(401);
    expect(report.answerProved?.code).toBe(200);
    expect(report.advisories[0]?.title.en).toContain('not the one in force');
  });

  it('is no oracle for others: a foreign identity is answered alike with a right and a wrong secret', async () => {
    const foreign = (secret: string) =>
      setup({ identity: '123456789', secret }).replaceAll(
        'domain="NetworkID"><Identity>123456789',
        'domain="DUNS"><Identity>123456789',
      );
    const strip = (verdict: Verdict) => ({ ...verdict, url: '' });
    const right = strip(await tried(foreign('beta-secret')));
    expect(right).toEqual(strip(await tried(foreign('wrong'))));
    expect(right.answer?.code).toBe(401);
    expect(right.answerProved).toBeUndefined();
  });

  it('advises against the live profile: cookie, user, return address, timestamp, unit, class, characters', async () => {
    const report = await tried(
      setup({
        timestamp: '2026-03-02T09:00:00Z',
        inside: `<BuyerCookie></BuyerCookie>
<BrowserFormPost><URL>http://suite.example/return</URL></BrowserFormPost>
<ItemOut quantity="1"><ItemID><SupplierPartID>A{1}</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="EUR">1</Money></UnitPrice><Description xml:lang="en">A</Description><UnitOfMeasure>STK</UnitOfMeasure><Classification domain="UNSPSC">3116</Classification></ItemDetail></ItemOut>`,
      }),
    );
    const said = report.advisories.map(({ title }) => title.en);
    for (const words of [
      'BuyerCookie is empty',
      'Nobody is named as the user',
      'is not an https address',
      'numeric offset',
      'Unit STK is not in this connection’s unit map',
      'UNSPSC “3116” does not have 8 digits',
      'which this suite rejects',
    ])
      expect(
        said.some((one) => one.includes(words)),
        words,
      ).toBe(true);
    const unit = report.advisories.find(({ title }) => title.en.startsWith('Unit STK'));
    expect(unit).toMatchObject({ line: 13, path: expect.stringContaining('UnitOfMeasure') });
  });

  it('reads any charset, parts of a multipart body and the form field of a basket', async () => {
    const latin = Buffer.from(
      setup({ encoding: 'ISO-8859-15' }).replace('Suite<', 'Prix €<'),
      'latin1',
    );
    latin[latin.indexOf(0xac)] = 0xa4;
    expect((await tried(latin)).encoding).toBe('iso-8859-15');
    const parts = [
      '--b\r\nContent-Type: text/xml; charset=UTF-8\r\nContent-ID: <main>\r\n\r\n',
      setup(),
      '\r\n--b--\r\n',
    ].join('');
    const named = await tried(parts, {
      contentType: 'multipart/related; boundary=b; start="<main>"',
    });
    expect([named.form, named.kind]).toEqual(['multipart', 'PunchOutSetupRequest']);
    expect((await tried(parts, { contentType: 'text/plain' })).form).toBe('multipart');
    const field = `cxml-base64=${encodeURIComponent(Buffer.from(setup()).toString('base64'))}`;
    const posted = await tried(field, { contentType: 'application/x-www-form-urlencoded' });
    expect([posted.form, posted.kind]).toEqual(['cxml_form', 'PunchOutSetupRequest']);
  });

  it('refuses more than two megabytes in words', async () => {
    db.clock.advance({ minutes: 1 });
    const answer = await testApp(db.services()).request(`${paths.get('acme-cxml')}/test`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: 'x'.repeat(2_000_001),
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'workbench.size', max_bytes: 2_000_000 });
  });

  it('lets others have their turn while it reads a long document', async () => {
    const items = Array.from(
      { length: 4000 },
      (_, at) =>
        `<ItemOut quantity="1" lineNumber="${at + 1}"><ItemID><SupplierPartID>A-${at}</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="EUR">1.00</Money></UnitPrice><Description xml:lang="en">Article ${at}</Description><UnitOfMeasure>C62</UnitOfMeasure><Classification domain="UNSPSC">31161500</Classification></ItemDetail></ItemOut>`,
    ).join('\n');
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    const report = await tried(
      setup({
        inside: `<BuyerCookie>1</BuyerCookie><BrowserFormPost><URL>https://suite.example/return</URL></BrowserFormPost>${items}`,
      }),
    );
    clearInterval(watch);
    expect(report.models[0]?.violations).toBe(0);
    expect(longest).toBeLessThan(1500);
  });

  it('judges OCI fields and call-ups on an OCI connection', async () => {
    const basket = await tried(
      [
        'NEW_ITEM-DESCRIPTION[1]=A very long description that does not fit into forty characters',
        'NEW_ITEM-QUANTITY[1]=1,5',
        'NEW_ITEM-UNIT[1]=C62',
        'NEW_ITEM-PRICE[1]=1.00',
      ].join('\n'),
      { connection: 'acme-oci', contentType: 'text/plain' },
    );
    expect(basket.advisories.map(({ path }) => path)).toEqual([
      'NEW_ITEM-CURRENCY[1]',
      'NEW_ITEM-DESCRIPTION[1]',
      'NEW_ITEM-QUANTITY[1]',
    ]);
    const call = (password: string) =>
      `https://comptoir.example/oci/acme-oci?USERNAME=acme-oci&PASSWORD=${password}&HOOK_URL=https%3A%2F%2Fsap.example%2Freturn`;
    const right = await tried(call('oci-secret'), { connection: 'acme-oci', contentType: '' });
    expect(right.answer).toEqual({ code: 303, text: 'The shop opens.' });
    const wrong = await tried(call('guess'), { connection: 'acme-oci', contentType: '' });
    expect([wrong.answer?.code, wrong.answerProved?.code]).toEqual([401, 303]);
  });

  it('judges a catalogue file item by item, and imports nothing', async () => {
    const report = await tried(
      [
        'CIF_I_V3.0',
        'LOADMODE: F',
        'CODEFORMAT: UNSPSC',
        'CURRENCY: EUR',
        'SUPPLIERID_DOMAIN: DUNS',
        'ITEMCOUNT: 2',
        'UNUOM: TRUE',
        'DATA',
        '123456789,B-NEW,,"A new pen",44121704,0.35,C62,2,Exempla,,,EUR',
        '123456789,B-BAD,,"A pen without a price",44121704,,C62,2,Exempla,,,EUR',
        'ENDOFDATA',
      ].join('\r\n'),
      { connection: 'seller-b-cxml', contentType: 'text/plain' },
    );
    expect([report.form, report.kind, report.gate]).toEqual(['cif', 'CIF', []]);
    expect(report.advisories[0]?.title.en).toBe('2 items, 1 of them would be refused');
    expect(report.advisories.some(({ line }) => line === 10)).toBe(true);
    expect(await db.query(`select sku from offer where sku = 'B-NEW'`)).toEqual([]);
  });

  it('keeps the last twenty of a link, secrets masked, for the integrator and our support alike', async () => {
    const { url } = await tried(setup({ secret: 'acme-secret' }));
    const [kept] = await db.query<{ n: number; secrets: number }>(
      `select count(*)::int as n, count(*) filter (where document like '%acme-secret%' or report::text like '%acme-secret%')::int as secrets
       from workbench_test where connection_id = ?`,
      [id('acme-cxml')],
    );
    expect(kept?.secrets).toBe(0);
    for (let at = 0; at < 20; at += 1) await tried('<a/>');
    const [now] = await db.query<{ n: number }>(
      'select count(*)::int as n from workbench_test where connection_id = ?',
      [id('acme-cxml')],
    );
    expect(now?.n).toBe(20);
    const path = new URL(url).pathname;
    expect((await testApp(db.services()).request(path)).status).toBe(404);
    const operator = await testApp(db.services()).signIn('operator@comptoir.test');
    const desk = `/operator/partners/connections/${id('acme-cxml')}/workbench`;
    expect(await (await operator.get(desk)).text()).toContain('The last twenty tests');
  });

  it('answers a terminal in plain text and a browser with a page whose source marks the lines', async () => {
    db.clock.advance({ minutes: 1 });
    const path = paths.get('acme-cxml') ?? '';
    const app = testApp(db.services());
    const body = setup({ inside: '<BuyerCookie>1</BuyerCookie>\n<Basket/>' });
    const terminal = await app.request(`${path}/test`, {
      method: 'POST',
      headers: { accept: '*/*', 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(await terminal.text()).toContain('error: line 12: <Basket> does not exist');
    const form = new FormData();
    form.set('document', body);
    const browser = await app.request(`${path}/test`, {
      method: 'POST',
      headers: { accept: 'text/html' },
      body: form,
    });
    expect(browser.status).toBe(303);
    const page = await app.request(browser.headers.get('location') ?? '', {
      headers: { accept: 'text/html' },
    });
    const html = await page.text();
    expect(html).toMatch(/id="source-12" data-line="12" data-marked/);
    expect(html).not.toContain('acme-secret');
  });

  const FIXTURES = join(import.meta.dirname, '../../../shared/fixtures/cxml');
  const found = existsSync(FIXTURES);
  if (!found) console.warn('skipped: third-party cXML documents are not beside the checkout');
  it.skipIf(!found)('has a verdict for a stranger’s real document', async () => {
    const file = join(FIXTURES, 'officeluv-cxml');
    const { globSync } = await import('node:fs');
    const documents = globSync('**/*.xml', { cwd: file }).slice(0, 12);
    expect(documents.length).toBeGreaterThan(0);
    for (const name of documents) {
      const report = await tried(readFileSync(join(file, name)));
      expect(['valid', 'departs', 'unreadable'], name).toContain(report.outcome);
    }
  });
});
