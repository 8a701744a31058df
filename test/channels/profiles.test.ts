import { beforeAll, describe, expect, it } from 'vitest';
import { buildSetupRequest, parseCxml } from '../../punchout/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { cartIn, lineText, suiteOf } from './profiles-support.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
const suite = suiteOf(db);
const HERE = `/operator/connections/${id('acme-cxml')}/profile`;

const operator = () => testApp(db.services()).signIn('operator@comptoir.test');
const state = async (): Promise<{ profile: string; overlay: unknown; revision: number }> => {
  const [row] = await db.query<{ profile: string; overlay: unknown; revision: number }>(
    `select profile, profile_overlay as overlay, profile_revision as revision from trading_connection where id = ?`,
    [id('acme-cxml')],
  );
  if (!row) throw new Error('no connection');
  return row;
};

/** The form as the page has it: every field with its value. */
function fieldsOf(page: string): Record<string, string> {
  const form = /<form[^>]*hx-post[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const plain = (text: string): string =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const fields: Record<string, string> = {};
  for (const [tag, name = ''] of form.matchAll(/<input[^>]*?name="([^"]*)"[^>]*>/g))
    fields[name] = plain(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]*?name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    fields[name] = plain(text);
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*?name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  return fields;
}

describe('the profile editor', () => {
  it('saves nothing when nothing was changed in its form', async () => {
    const desk = await operator();
    const fields = fieldsOf(await (await desk.get(HERE)).text());
    expect(fields).toMatchObject({ revision: '0', priceDecimalsMax: '6', formPost: 'base64' });
    expect((await desk.post(HERE, { ...fields, do: 'save' })).status).toBe(303);
    expect(await state()).toEqual({ profile: 'ariba', overlay: {}, revision: 0 });
  });

  it('keeps only what differs from the suite, and every state of it with author and reason', async () => {
    const desk = await operator();
    const fields = fieldsOf(await (await desk.get(HERE)).text());
    const changed = {
      ...fields,
      priceDecimalsMax: '2',
      'units.map': 'C62 = UNI\r\nXBX = BOITE',
      'lengths.description': '',
      do: 'save',
      note: 'their test of March',
    };
    expect((await desk.post(HERE, changed)).status).toBe(303);
    const overlay = {
      lengths: { description: null },
      priceDecimalsMax: 2,
      units: { map: { C62: 'UNI', XBX: 'BOITE' } },
    };
    expect(await state()).toEqual({ profile: 'ariba', overlay, revision: 1 });
    const kept = await db.query<{ revision: number; author_name: string; note: string }>(
      `select revision, author_name, note from profile_revision where subject = ? order by revision`,
      [`connection:${id('acme-cxml')}`],
    );
    expect(kept).toEqual([
      { revision: 0, author_name: 'Comptoir', note: '' },
      { revision: 1, author_name: 'operator', note: 'their test of March' },
    ]);
  });

  it('refuses a form that was filled from an older state', async () => {
    const desk = await operator();
    const late = { revision: '0', tab: 'settings', priceDecimalsMax: '4', do: 'save' };
    expect((await desk.post(HERE, late)).status).toBe(409);
    expect((await state()).revision).toBe(1);
  });

  it.each([
    [
      'a number that is none',
      { priceDecimalsMax: 'two' },
      'priceDecimalsMax is not valid: “two” is no number',
    ],
    ['a number out of bounds', { priceDecimalsMax: '9' }, 'priceDecimalsMax is not valid'],
    [
      'a map without =',
      { 'units.map': 'C62 EA' },
      'units.map is not valid: “C62 EA” is no “name = value”',
    ],
    [
      'a source that there is not',
      { 'extrinsics.item': 'X = moon' },
      'extrinsics.item.X is not valid',
    ],
    ['a default unit without a name', { 'units.unknown': 'default' }, 'units.default is not valid'],
  ])('names the setting: %s', async (_, fields, words) => {
    const desk = await operator();
    const answer = await desk.post(HERE, { revision: '1', tab: 'settings', do: 'save', ...fields });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
    expect((await state()).revision).toBe(1);
  });

  it('shows what a sample basket becomes before anything is saved', async () => {
    const desk = await operator();
    const page = await (
      await desk.post(HERE, {
        revision: '1',
        tab: 'settings',
        do: 'preview',
        'units.map': 'C62 = STK',
      })
    ).text();
    expect(page).toContain('id="profile-preview"');
    expect(page).toMatch(/C62<\/span>.*→.*STK/s);
    expect((await state()).revision).toBe(1);
    const refused = await desk.post(HERE, {
      revision: '1',
      tab: 'json',
      do: 'preview',
      json: '{"x":1}',
    });
    expect(refused.status).toBe(200);
    expect(await refused.text()).toContain('setting x is not valid: there is no such setting');
  });

  it('takes JSON from those who write it, says where it is none, and compares and takes back', async () => {
    const desk = await operator();
    const broken = await desk.post(HERE, { revision: '1', tab: 'json', do: 'save', json: '{"a":' });
    expect(broken.status).toBe(422);
    expect(await broken.text()).toContain('JSON is not valid');
    const json = JSON.stringify({ documentEncoding: 'US-ASCII' });
    expect(
      (await desk.post(HERE, { revision: '1', tab: 'json', do: 'save', json, note: 'by hand' }))
        .status,
    ).toBe(303);
    expect(await state()).toMatchObject({ overlay: { documentEncoding: 'US-ASCII' }, revision: 2 });
    const history = await (await desk.get(`${HERE}?tab=history&compare=1`)).text();
    expect(history).toContain('From #1 to #2');
    expect(history).toContain('units.map.C62');
    expect(history).toContain('by hand');
    expect((await desk.post(HERE, { do: 'restore', to: '1', revision: '2' })).status).toBe(303);
    expect(await state()).toMatchObject({ overlay: { priceDecimalsMax: 2 }, revision: 3 });
    expect((await desk.post(HERE, { do: 'restore', to: '0', revision: '3' })).status).toBe(303);
    expect(await state()).toMatchObject({ overlay: {}, revision: 4 });
  });

  it('is the operator’s alone', async () => {
    for (const person of ['buyer@acme.test', 'finance@comptoir.test', 'desk@gamma.test']) {
      const browser = await testApp(db.services()).signIn(person);
      expect((await browser.get(HERE)).status, person).toBe(403);
      expect((await browser.post(HERE, { do: 'save', revision: '4' })).status, person).toBe(403);
    }
    const [rows] = await db.query<{ count: number }>(
      `select count(*)::int as count from profile_revision`,
    );
    expect(rows?.count).toBe(5);
    await expect(
      db.query(`set role app_operator; update profile_revision set note = 'x'`),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('a suite that is data', () => {
  const content = {
    label: 'Workday Strategic Sourcing',
    priceDecimalsMax: 2,
    lengths: { description: 15 },
    units: { map: { C62: 'Each', RM: 'Ream' } },
    identity: { email: ['Worker_Email'] },
    extrinsics: { item: { Vendor: 'seller.name', Seller: null, 'Price source': null, GTIN: null } },
  };

  it('is described as JSON alone, and works from setup to order', async () => {
    const desk = await operator();
    const created = await desk.post('/operator/suites', {
      from: 'generic',
      id: 'workday',
      label: content.label,
      json: JSON.stringify(content),
    });
    expect([created.status, created.headers.get('location')]).toEqual([
      303,
      '/operator/suites/workday?done=saved',
    ]);
    expect((await desk.post(HERE, { do: 'suite', suite: 'workday', revision: '4' })).status).toBe(
      303,
    );
    const path = await suite.visit(
      [
        ['bolt', '100'],
        ['paper', '10'],
      ],
      [{ name: 'Worker_Email', value: 'zoe@acme.test' }],
    );
    const [person] = await db.query<{ email: string }>(
      `select u.email from punch_out_session s join user_account u on u.id = s.user_id order by s.id desc limit 1`,
    );
    expect(person?.email).toBe('zoe@acme.test');
    const preview = await (await suite.form(`${path}/return`, {})).text();
    expect(preview).toContain('Workday Strategic Sourcing');
    expect(cartIn(preview)).toBeUndefined();
    const cart = cartIn(
      await (await suite.form(`${path}/return`, { preview: 'seen' })).text(),
    )?.cart;
    if (!cart) throw new Error('no cart');
    expect(cart.items.map(lineText)).toEqual([
      '1 A-BOLT-M8 100 × 0.13 Each',
      '2 B-PAPER-A4 10 × 4.20 Ream',
    ]);
    expect(
      cart.items.map(({ detail }) => [detail.descriptions[0]?.text, detail.extrinsics]),
    ).toEqual([
      ['Vis hexagonale', [{ name: 'Vendor', value: 'Visserie Alpha' }]],
      ['Papier A4 80 g,', [{ name: 'Vendor', value: 'Bureau Beta' }]],
    ]);
    expect(await suite.order(cart, 'PO-WORKDAY-1')).toEqual({ code: 200, detail: '' });
    const labels = await db.query<{ kind: string; label: string }>(
      `select kind, link ->> 'label' as label from exchange, jsonb_array_elements(links) link
        where link ->> 'type' = 'connection_profile' order by exchange.id desc limit 3`,
    );
    expect(labels.map(({ kind, label }) => `${kind} ${label}`)).toEqual([
      'OrderRequest workday.1 #5',
      'PunchOutOrderMessage workday.1 #5',
      'PunchOutSetupRequest workday.1 #5',
    ]);
    const [request] = await db.query<{ profile: string }>(
      `select shaped ->> 'profile' as profile from requisition order by id desc limit 1`,
    );
    expect(request?.profile).toBe('workday.1 #5');
  });

  it('changes for its connections at once, and not so that one is left without a whole profile', async () => {
    const desk = await operator();
    const overlay = JSON.stringify({ units: { unknown: 'default', default: 'Each' } });
    expect(
      (await desk.post(HERE, { revision: '5', tab: 'json', do: 'save', json: overlay })).status,
    ).toBe(303);
    const page = await (await desk.get('/operator/suites/workday')).text();
    const fields = fieldsOf(page);
    expect(fields).toMatchObject({ revision: '1', priceDecimalsMax: '2' });
    const refused = await desk.post('/operator/suites/workday', {
      ...fields,
      'units.accepted': 'Ream',
      do: 'save',
    });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain(
      'acme-cxml would be left without a whole profile: units.default',
    );
    const taken = await desk.post('/operator/suites/workday', {
      ...fields,
      priceDecimalsMax: '3',
      do: 'save',
    });
    expect(taken.status).toBe(303);
    const path = await suite.visit([['bolt', '100']]);
    const back = cartIn(await (await suite.form(`${path}/return`, { preview: 'seen' })).text());
    expect(back?.cart.items.map(lineText)).toEqual(['1 A-BOLT-M8 100 × 0.125 Each']);
  });

  it.each([
    ['one of the code’s', { from: 'generic', id: 'coupa', label: 'C' }, 409],
    ['one there is already', { from: 'generic', id: 'workday', label: 'W' }, 409],
    ['an id that is none', { from: 'generic', id: 'Work Day', label: 'W' }, 422],
    [
      'a setting there is not',
      { from: 'coupa', id: 'other', label: 'O', json: '{"colour":1}' },
      422,
    ],
  ])('is refused: %s', async (_, fields, status) => {
    const desk = await operator();
    expect((await desk.post('/operator/suites', fields)).status).toBe(status);
  });

  it('may be a clone, listed with those that come with the code', async () => {
    const desk = await operator();
    const clone = { from: 'sap-oci', id: 'sap-acme', label: 'SAP chez Acme', json: '' };
    expect((await desk.post('/operator/suites', clone)).status).toBe(303);
    const [row] = await db.query<{ content: unknown; protocol: string }>(
      `select content, protocol from suite_profile where id = 'sap-acme'`,
    );
    expect(row).toEqual({
      protocol: 'oci',
      content: { id: 'sap-acme', label: 'SAP chez Acme', protocol: 'oci' },
    });
    const list = await (await desk.get('/operator/suites')).text();
    for (const name of ['SAP chez Acme', 'Workday Strategic Sourcing', 'Coupa', 'JAGGAER'])
      expect(list).toContain(name);
    const other = await desk.post(HERE, { do: 'suite', suite: 'sap-acme', revision: '6' });
    expect(other.status).toBe(422);
    expect(await other.text()).toContain('does not speak cxml');
  });
});

it('a setup in a suite nobody described is refused by its name', async () => {
  await db.query(`update trading_connection set profile = 'nowhere' where id = ?`, [
    id('acme-cxml'),
  ]);
  const answer = await testApp(db.services()).request('/cxml', {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(
      buildSetupRequest(
        {
          payloadId: 'nowhere-1@acme.test',
          timestamp: '2026-03-02T10:00:00+01:00',
          header: {
            from: { credentials: [{ domain: 'NetworkID', identity: 'AN02000000002-T' }] },
            to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
            sender: {
              credentials: [
                {
                  domain: 'NetworkID',
                  identity: 'AN02000000002-T',
                  sharedSecret: 'acme-secret',
                },
              ],
              userAgent: 'Suite',
            },
          },
        },
        { operation: 'create', buyerCookie: 'c', extrinsics: [], contacts: [], items: [] },
      ),
    ),
  });
  const { payload } = parseCxml(Buffer.from(await answer.text()));
  expect(payload).toMatchObject({ kind: 'Response', status: { code: 400 } });
});
