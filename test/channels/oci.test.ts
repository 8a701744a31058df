import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(async () => {
  await smallWorld(db.services());
  await db.query(`update product set name_en = ?, name_fr = ? where id = ?`, [
    LONG_NAME,
    LONG_NAME,
    id('product-cable'),
  ]);
});

const LONG_NAME = 'Câble souple 3G1,5 mm² H07RN-F au mètre, gaine caoutchouc, noir';
const HOOK = 'https://srm.example/sap/bc?sap-client=100&~caller=CTLG&a=b%20c';
const LOGIN = { USERNAME: 'acme-oci', PASSWORD: 'oci-secret', HOOK_URL: HOOK };

const request = (path: string, init?: RequestInit) => testApp(db.services()).request(path, init);
const form = (path: string, fields: Record<string, string>, accept = 'text/html') =>
  request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept },
    body: new URLSearchParams(fields).toString(),
  });

type Refusal = { status: number; code: string; title: string };

/** A call-up as a machine would see it refused. */
async function refused(name: string, fields: Record<string, string>): Promise<Refusal> {
  const answer = await form(`/oci/${name}`, fields, 'application/json');
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const { code, title } = (await answer.json()) as { code: string; title: string };
  return { status: answer.status, code, title };
}

/** The path of the visit that a call-up opens. */
async function visitOf(answer: Response): Promise<string> {
  expect(answer.status).toBe(303);
  const start = answer.headers.get('location') ?? '';
  expect(start).toMatch(/^\/p\/[\w-]{40,}\/start$/);
  const opened = await request(start);
  expect(opened.status).toBe(303);
  return (opened.headers.get('location') ?? '').split('/').slice(0, 3).join('/');
}

const unescape = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The form that carries the basket back: where to, and its hidden fields in their order. */
async function wayBack(answer: Response) {
  const page = await answer.text();
  const part = /<form[^>]*id="return-form"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const fields = [...part.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']): [string, string] => [unescape(name), unescape(value)],
  );
  return {
    status: answer.status,
    policy: answer.headers.get('content-security-policy') ?? '',
    action: unescape(/action="([^"]*)"/.exec(part)?.[1] ?? ''),
    method: /method="([^"]*)"/.exec(part)?.[1],
    fields,
  };
}

const exchanges = () =>
  db.query<{ direction: string; kind: string; state: string; codes: string[] }>(
    `select direction, kind, state,
       array(select error->>'code' from jsonb_array_elements(errors) as error) as codes
     from exchange where channel = 'oci' order by id desc`,
  );

describe('an OCI call-up', () => {
  it.each([
    ['GET', () => request(`/oci/acme-oci?${new URLSearchParams(LOGIN).toString()}`)],
    ['POST', () => form('/oci/acme-oci', LOGIN)],
    [
      'POST with the return address in the query',
      () =>
        form(`/oci/acme-oci?HOOK_URL=${encodeURIComponent(HOOK)}`, {
          USERNAME: LOGIN.USERNAME,
          PASSWORD: LOGIN.PASSWORD,
        }),
    ],
    [
      'POST with names in lower case',
      () => form('/oci/acme-oci', { username: 'acme-oci', password: 'oci-secret', hook_url: HOOK }),
    ],
  ])('by %s opens the shop of the buyer', async (_, call) => {
    const path = await visitOf(await call());
    const shop = await request(`${path}/shop`);
    expect(shop.status).toBe(200);
    expect(await shop.text()).toContain('Acme Industrie');
    const [latest] = await exchanges();
    expect(latest).toEqual({ direction: 'in', kind: 'OCI call-up', state: 'accepted', codes: [] });
  });

  it('gets one answer for a wrong password, a wrong user and an unknown connection', async () => {
    const answers = [
      await refused('acme-oci', { ...LOGIN, PASSWORD: 'guess' }),
      await refused('acme-oci', { ...LOGIN, USERNAME: 'somebody' }),
      await refused('nobody', { ...LOGIN, USERNAME: 'nobody' }),
      await refused('acme-cxml', { ...LOGIN, USERNAME: 'acme-cxml', PASSWORD: 'acme-secret' }),
    ];
    for (const answer of answers) {
      expect(answer).toEqual({
        status: 401,
        code: 'oci.unauthorized',
        title:
          'The user name or the password of this catalogue call is not known here. Ask your purchasing department to check them in the catalogue’s call structure.',
      });
    }
    const kept = await exchanges();
    expect(kept[0]).toEqual({
      direction: 'in',
      kind: 'OCI call-up',
      state: 'refused',
      codes: ['oci.unauthorized'],
    });
  });

  it('is a page for people when their browser is refused', async () => {
    const answer = await form('/oci/acme-oci', { ...LOGIN, PASSWORD: 'guess' });
    expect(answer.status).toBe(401);
    const page = await answer.text();
    expect(page).toContain('<html');
    expect(page).toContain(
      'The user name or the password of this catalogue call is not known here.',
    );
    expect(page).not.toContain('guess');
  });

  it.each([
    ['http on a real host', 'http://srm.example/back', 'only https is allowed'],
    ['a script', 'javascript:alert(1)', 'only https is allowed'],
    [
      'SAPEVENT, which this buyer’s profile does not know',
      'SAPEVENT:OCI',
      'SAPEVENT addresses are not allowed here',
    ],
    ['an address with a password', 'https://u:p@srm.example/', 'it holds credentials'],
    ['no address', 'back', 'it is not an absolute address'],
  ])('does not return to %s', async (_, hook, reason) => {
    expect(await refused('acme-oci', { ...LOGIN, HOOK_URL: hook })).toEqual({
      status: 400,
      code: 'oci.hook_url',
      title: `The return address HOOK_URL is not accepted: ${reason}.`,
    });
  });

  it('returns over plain http on loopback, where the installation allows it for tests', async () => {
    const answer = await form('/oci/acme-oci', {
      ...LOGIN,
      HOOK_URL: 'http://127.0.0.1:9/back?x=1',
    });
    const path = await visitOf(answer);
    const back = await wayBack(await form(`${path}/cancel`, {}));
    expect(back.action).toBe('http://127.0.0.1:9/back');
    expect(back.fields).toEqual([['x', '1']]);
  });

  it('tells what is wrong with its address to partners only', async () => {
    const wrong = { ...LOGIN, PASSWORD: 'guess', HOOK_URL: 'javascript:alert(1)' };
    expect((await refused('acme-oci', wrong)).code).toBe('oci.unauthorized');
  });

  it('without a return address or with a function that nobody serves says so', async () => {
    const { HOOK_URL: _, ...bare } = LOGIN;
    expect((await refused('acme-oci', bare)).code).toBe('oci.field_missing');
    expect((await refused('acme-oci', { ...LOGIN, FUNCTION: 'DANCE' })).code).toBe(
      'oci.function_unknown',
    );
  });

  it('never shows the password on the page of its document', async () => {
    await form('/oci/acme-oci', LOGIN);
    const [latest] = await db.query<{ id: string }>(
      `select id from exchange where channel = 'oci' and direction = 'in' order by id desc limit 1`,
    );
    const operator = await testApp(db.services()).signIn('operator@comptoir.test');
    const page = await (await operator.get(`/operator/exchanges/${latest?.id}`)).text();
    expect(page).toContain('acme-oci');
    expect(page).not.toContain('oci-secret');
  });
});

describe('an OCI basket', () => {
  // A form's fields have names, not places: compared in the order in which they are kept.
  const HIDDEN = [
    ['sap-client', '100'],
    ['~caller', 'CTLG'],
    ['a', 'b c'],
  ];

  it('comes back as NEW_ITEM fields, numbers and lengths as SAP wants them', async () => {
    const path = await visitOf(await form('/oci/acme-oci', LOGIN));
    for (const [offer, quantity] of [
      ['bolt', '1000'],
      ['cable', '12.5'],
      ['paper', '10'],
    ] as const) {
      const added = await form(`${path}/basket/lines`, { offerId: id(`offer-${offer}`), quantity });
      expect(added.status).toBe(303);
    }
    const back = await wayBack(await form(`${path}/return`, { preview: 'seen' }));
    expect({ status: back.status, action: back.action, method: back.method }).toEqual({
      status: 200,
      action: 'https://srm.example/sap/bc',
      method: 'post',
    });
    expect(back.policy).toContain('form-action https://srm.example;');
    const [request] = await db.query<{ number: string }>(
      `select number from requisition order by id desc limit 1`,
    );
    const lines = await db.query<{ auxiliary_id: string }>(
      `select auxiliary_id from requisition_line order by position`,
    );
    expect(lines.every((line) => line.auxiliary_id.length <= 40)).toBe(true);
    const quote = request?.number ?? '';
    expect(quote.length).toBeLessThanOrEqual(35);
    expect(back.fields).toEqual([
      ...HIDDEN,
      ['NEW_ITEM-DESCRIPTION[1]', 'Vis hexagonale M8 x 40'],
      ['NEW_ITEM-QUANTITY[1]', '1000'],
      ['NEW_ITEM-PRICE[1]', '0.11'],
      ['NEW_ITEM-PRICEUNIT[1]', '1'],
      ['NEW_ITEM-CURRENCY[1]', 'EUR'],
      ['NEW_ITEM-UNIT[1]', 'C62'],
      ['NEW_ITEM-VENDORMAT[1]', 'A-BOLT-M8'],
      ['NEW_ITEM-MANUFACTMAT[1]', 'MPN-bolt'],
      ['NEW_ITEM-MATGROUP[1]', '31161500'],
      ['NEW_ITEM-EXT_PRODUCT_ID[1]', lines[0]?.auxiliary_id],
      ['NEW_ITEM-EXT_QUOTE_ID[1]', quote],
      ['NEW_ITEM-LEADTIME[1]', '2'],
      ['NEW_ITEM-LONGTEXT_1:132[]', 'Vis hexagonale M8 x 40'],
      // 40 characters and no more; the whole name stands in the long text.
      ['NEW_ITEM-DESCRIPTION[2]', 'Câble souple 3G1,5 mm² H07RN-F au mètre,'],
      ['NEW_ITEM-QUANTITY[2]', '12.5'],
      // 1.2345 has four decimals and OCI three: stated per 10 metres.
      ['NEW_ITEM-PRICE[2]', '12.345'],
      ['NEW_ITEM-PRICEUNIT[2]', '10'],
      ['NEW_ITEM-CURRENCY[2]', 'EUR'],
      ['NEW_ITEM-UNIT[2]', 'MTR'],
      ['NEW_ITEM-VENDORMAT[2]', 'A-CABLE-3G'],
      ['NEW_ITEM-MANUFACTMAT[2]', 'MPN-cable'],
      ['NEW_ITEM-MATGROUP[2]', '26121600'],
      ['NEW_ITEM-EXT_PRODUCT_ID[2]', lines[1]?.auxiliary_id],
      ['NEW_ITEM-EXT_QUOTE_ID[2]', quote],
      ['NEW_ITEM-LEADTIME[2]', '2'],
      ['NEW_ITEM-LONGTEXT_2:132[]', LONG_NAME],
      ['NEW_ITEM-DESCRIPTION[3]', 'Papier A4 80 g, ramette'],
      ['NEW_ITEM-QUANTITY[3]', '10'],
      ['NEW_ITEM-PRICE[3]', '4.2'],
      ['NEW_ITEM-PRICEUNIT[3]', '1'],
      ['NEW_ITEM-CURRENCY[3]', 'EUR'],
      ['NEW_ITEM-UNIT[3]', 'RM'],
      ['NEW_ITEM-VENDORMAT[3]', 'B-PAPER-A4'],
      ['NEW_ITEM-MANUFACTMAT[3]', 'MPN-paper'],
      ['NEW_ITEM-MATGROUP[3]', '14111507'],
      ['NEW_ITEM-EXT_PRODUCT_ID[3]', lines[2]?.auxiliary_id],
      ['NEW_ITEM-EXT_QUOTE_ID[3]', quote],
      ['NEW_ITEM-LEADTIME[3]', '2'],
      ['NEW_ITEM-LONGTEXT_3:132[]', 'Papier A4 80 g, ramette'],
    ]);
    const [sent] = await exchanges();
    expect(sent).toEqual({ direction: 'out', kind: 'OCI cart', state: 'sent', codes: [] });
  });

  it('that is cancelled posts the fields of the return address and no item', async () => {
    const path = await visitOf(await form('/oci/acme-oci', LOGIN));
    await form(`${path}/basket/lines`, { offerId: id('offer-paper'), quantity: '2' });
    const before = await db.query(`select id from requisition`);
    const back = await wayBack(await form(`${path}/cancel`, {}));
    expect(back.action).toBe('https://srm.example/sap/bc');
    expect(back.fields).toEqual(HIDDEN);
    expect(await db.query(`select id from requisition`)).toEqual(before);
    expect((await request(`${path}/shop`)).status).toBe(410);
  });
});

describe('the form of an OCI basket', () => {
  const back = async (fields: Record<string, string>) => {
    const path = await visitOf(await form('/oci/acme-oci', { ...LOGIN, ...fields }));
    await form(`${path}/basket/lines`, { offerId: id('offer-paper'), quantity: '2' });
    const page = await (await form(`${path}/return`, { preview: 'seen' })).text();
    const part = /<form[^>]*id="return-form"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
    return {
      target: /target="([^"]*)"/.exec(part)?.[1],
      charset: /accept-charset="([^"]*)"/.exec(part)?.[1],
      part,
    };
  };

  it('goes into the frame that the call-up names, in UTF-8', async () => {
    expect(await back({ '~TARGET': '_top' })).toMatchObject({ target: '_top', charset: 'UTF-8' });
    expect(await back({ returntarget: 'javascript:x' })).toMatchObject({ target: '_self' });
  });

  it('is posted in ISO-8859-1 for a system without Unicode', async () => {
    expect(await back({ http_content_charset: 'iso-8859-1' })).toMatchObject({
      charset: 'ISO-8859-1',
    });
  });

  it('carries ~OkCode, ~TARGET and ~CALLER back, and no other parameter of the call-up', async () => {
    const { part } = await back({
      '~OkCode': 'ADDI',
      '~TARGET': '_top',
      '~CALLER': 'CTLG',
      CATALOG: 'X"<1>',
    });
    expect(part).toContain('<input type="hidden" name="~OkCode" value="ADDI"/>');
    expect(part).toContain('<input type="hidden" name="~TARGET" value="_top"/>');
    // HOOK_URL brought its own.
    expect(part.match(/name="~caller" value="CTLG"/gi)).toHaveLength(1);
    expect(part).not.toContain('CATALOG');
  });

  it('carries every field of HOOK_URL back in its order, one that comes twice twice', async () => {
    const hook = 'https://srm.example/x?zone=lyon&step=1&a=&step=2&zone=';
    const { part } = await back({ HOOK_URL: hook, '~CALLER': 'CTLG' });
    const hidden = [...part.matchAll(/name="(\w+|~\w+)" value="([^"]*)"/g)];
    expect(hidden.slice(0, 6).map(([, name, value]) => `${name}=${value}`)).toEqual([
      'zone=lyon',
      'step=1',
      'a=',
      'step=2',
      'zone=',
      '~CALLER=CTLG',
    ]);
  });

  it('comes from a form in ISO-8859-1 whose bytes are no UTF-8', async () => {
    const body = `USERNAME=acme-oci&PASSWORD=oci-secret&HOOK_URL=${encodeURIComponent('https://srm.example/x?d=')}%25E9t%25E9&FUNCTION=SOURCING&SEARCHSTRING=c%E2ble`;
    const answer = await request('/oci/acme-oci', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      body,
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/\/shop\?q=c%C3%A2ble$/);
    const [session] = await db.query<{ form_fields: { name: string; value: string }[] }>(
      'select form_fields from punch_out_session order by id desc limit 1',
    );
    expect(session?.form_fields).toEqual([{ name: 'd', value: 'été' }]);
  });
});

describe('guessing an OCI password', () => {
  it('is slow: twenty failures from one address close the connection to it for a quarter of an hour', async () => {
    const app = testApp(db.services());
    const call = async (password: string) => {
      const query = new URLSearchParams({ ...LOGIN, PASSWORD: password }).toString();
      return app.request(`/oci/acme-oci?${query}`);
    };
    for (let tries = 0; tries < 20; tries += 1) expect((await call('guess')).status).toBe(401);
    expect((await call('oci-secret')).status).toBe(429);
    db.clock.advance({ minutes: 16 });
    expect((await call('oci-secret')).status).toBe(303);
  });
});

describe('where an OCI basket may go', () => {
  const settle = (column: string, value: string | null) =>
    db.query(
      `update trading_connection set ${column} = ?::${column === 'profile_overlay' ? 'jsonb' : 'text'} where id = ?`,
      [value, id('acme-oci')],
    );

  it('is the origin that was learnt, once that is locked', async () => {
    await settle('form_post_origin', 'https://other.example');
    const { title } = await refused('acme-oci', LOGIN);
    expect(title).toBe(
      'The return address HOOK_URL is not accepted: this connection returns to https://other.example.',
    );
    await settle('form_post_origin', null);
  });

  it('is learnt from the first basket of a production connection', async () => {
    await settle('deployment_mode', 'production');
    const path = await visitOf(await form('/oci/acme-oci', LOGIN));
    await form(`${path}/basket/lines`, { offerId: id('offer-paper'), quantity: '2' });
    await form(`${path}/return`, { preview: 'seen' });
    const [row] = await db.query<{ form_post_origin: string }>(
      'select form_post_origin from trading_connection where id = ?',
      [id('acme-oci')],
    );
    expect(row?.form_post_origin).toBe('https://srm.example');
    await settle('form_post_origin', null);
    await settle('deployment_mode', 'test');
  });

  it('is SAP’s own window where the profile says so', async () => {
    await settle('profile_overlay', JSON.stringify({ oci: { schemes: ['https', 'sapevent'] } }));
    const answer = await form('/oci/acme-oci', {
      ...LOGIN,
      HOOK_URL: 'SAPEVENT:POST',
      FUNCTION: 'VALIDATE',
      PRODUCTID: 'B-PAPER-A4',
    });
    expect(answer.status).toBe(200);
    const back = await wayBack(answer);
    expect(back.action).toBe('SAPEVENT:POST');
    expect(back.policy).toContain('form-action sapevent:;');
    await settle('profile_overlay', '{}');
  });

  it('as plain http opens the shop under test where the profile says so, and is never posted to', async () => {
    const schemes = ['https', 'http'];
    const frame = { ancestors: ['http://portal.example', 'https://portal.example'] };
    await settle('profile_overlay', JSON.stringify({ oci: { schemes }, frame }));
    const plain = { ...LOGIN, HOOK_URL: 'http://srm.example/back?sid=7' };
    const path = await visitOf(await form('/oci/acme-oci', plain));
    await form(`${path}/basket/lines`, { offerId: id('offer-paper'), quantity: '2' });
    const kept = await form(`${path}/return`, { preview: 'seen' });
    expect([kept.status, kept.headers.get('content-security-policy')]).toEqual([
      422,
      expect.stringContaining(`form-action 'self';`),
    ]);
    const page = await kept.text();
    expect(page).toContain('Rien ne peut être envoyé à http://srm.example');
    expect(page).not.toContain('return-form');
    const basket = await request(`${path}/basket`);
    expect(await basket.text()).toContain('Rien ne peut être envoyé à http://srm.example');
    const asked = { ...plain, FUNCTION: 'VALIDATE', PRODUCTID: 'B-PAPER-A4' };
    expect(await refused('acme-oci', asked)).toEqual({
      status: 400,
      code: 'oci.hook_url',
      title: 'The return address HOOK_URL is not accepted: items are posted over https only.',
    });
    const secure = await form('/oci/acme-oci', {
      ...asked,
      HOOK_URL: 'https://srm.example/back',
    });
    expect((await wayBack(secure)).policy).toContain(
      'form-action https://srm.example https://portal.example;',
    );
    await settle('deployment_mode', 'production');
    expect((await refused('acme-oci', plain)).title).toBe(
      'The return address HOOK_URL is not accepted: only https is allowed.',
    );
    await settle('deployment_mode', 'test');
    await settle('profile_overlay', '{}');
  });
});

describe('what an OCI basket loses', () => {
  it('stands in the log: letters that the charset lacks, and the price per ten units', async () => {
    const path = await visitOf(
      await form('/oci/acme-oci', { ...LOGIN, http_content_charset: 'iso-8859-1' }),
    );
    await db.query(`update product set name_en = ?, name_fr = ? where id = ?`, [
      'Câble “H07” – 3 œillets',
      'Câble “H07” – 3 œillets',
      id('product-cable'),
    ]);
    await form(`${path}/basket/lines`, { offerId: id('offer-cable'), quantity: '2' });
    const back = await wayBack(await form(`${path}/return`, { preview: 'seen' }));
    const fields = new Map(back.fields);
    expect(fields.get('NEW_ITEM-DESCRIPTION[1]')).toBe('Câble "H07" - 3 oeillets');
    expect(fields.get('NEW_ITEM-LONGTEXT_1:132[]')).toBe('Câble "H07" - 3 oeillets');
    const [sent] = await db.query<{ codes: string[] }>(
      `select array(select note->>'code' from jsonb_array_elements(advisories) as note) as codes
       from exchange where channel = 'oci' and direction = 'out' order by id desc limit 1`,
    );
    expect(sent?.codes).toEqual(['oci_scaled', 'oci_replaced', 'oci_replaced']);
  });
});
