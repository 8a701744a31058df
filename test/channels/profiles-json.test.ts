import { beforeAll, describe, expect, it } from 'vitest';
import { resolveProfile } from '../../punchout/index.ts';
import { readJson } from '../../src/channels/profiles/form.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const HERE = `/operator/connections/${id('acme-cxml')}/profile`;
const operator = () => testApp(db.services()).signIn('operator@comptoir.test');
const state = async () => {
  const [row] = await db.query<{ overlay: unknown; revision: number }>(
    'select profile_overlay as overlay, profile_revision as revision from trading_connection where id = ?',
    [id('acme-cxml')],
  );
  return row;
};
const nested = (depth: number, [open, close]: readonly [string, string]) =>
  `{"units":${open.repeat(depth)}${open === '[' ? '' : '1'}${close.repeat(depth)}}`;

const TOO_LONG = 'settings have at most 200000. Is it another document?';
const MONSTERS: readonly (readonly [what: string, json: string, says: string])[] = [
  ['a hundred thousand brackets', nested(90_000, ['[', ']']), 'nested more than 12 deep'],
  ['twenty thousand groups', nested(20_000, ['{"a":', '}']), 'nested more than 12 deep'],
  ['brackets that never close', `{"a":${'['.repeat(50_000)}`, 'nested more than 12 deep'],
  ['a text of 300 000 letters', JSON.stringify({ label: 'x'.repeat(300_000) }), TOO_LONG],
  [
    'a unit map of 5 000 names',
    JSON.stringify({
      units: {
        map: Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`U${at}`, 'EA'])),
      },
    }),
    'units.map is not valid: more than 3000 names',
  ],
  ['a key of 150 000 letters', `{"${'k'.repeat(150_000)}":1}`, 'there is no such setting'],
  ['a prototype', '{"__proto__":{"label":"x"}}', 'is not valid'],
  ['a list', '[1,2]', 'a JSON object is needed'],
];

describe('JSON that is no profile', () => {
  it.each(MONSTERS)('is refused by name and not by a fault: %s', async (_, json, says) => {
    const desk = await operator();
    for (const action of ['preview', 'save'] as const) {
      const answer = await desk.post(HERE, { revision: '0', tab: 'json', do: action, json });
      expect(answer.status).toBe(action === 'save' ? 422 : 200);
      expect(await answer.text()).toContain(says);
    }
    const suite = await desk.post('/operator/suites', {
      from: 'generic',
      id: 'monster',
      label: 'Monster',
      json,
    });
    expect(suite.status).toBe(422);
    expect(await state()).toEqual({ overlay: {}, revision: 0 });
  });

  it('names the character; brackets inside texts do not count', () => {
    expect(() => readJson('{"a":[[[[[[[[[[[[', 'JSON')).toThrow(
      expect.objectContaining({ code: 'punchout.profile_json_depth', params: { max: 12, at: 17 } }),
    );
    const text = `{{[["\\"[[`.repeat(20);
    expect(readJson(JSON.stringify({ label: text }), 'JSON')).toEqual({ label: text });
  });
});

describe('a profile as a file', () => {
  const body = async (path: string) => {
    const answer = await (await operator()).get(path);
    return {
      type: answer.headers.get('content-type'),
      name: answer.headers.get('content-disposition'),
      json: (await answer.json()) as Record<string, unknown>,
    };
  };
  async function send(fields: Record<string, string>, content: string) {
    const app = testApp(db.services());
    const login = await app.request('/login', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' },
      body: new URLSearchParams({ email: 'operator@comptoir.test', password: 'demo' }).toString(),
    });
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new File([content], 'profile.json', { type: 'application/json' }));
    return app.request(HERE, {
      method: 'POST',
      headers: { cookie, origin: 'http://localhost', accept: 'text/html' },
      body: form,
    });
  }

  it('goes out as the changes, or whole', async () => {
    const desk = await operator();
    const json = JSON.stringify({ priceDecimalsMax: 2, units: { map: { C62: 'PCE' } } });
    await desk.post(HERE, { revision: '0', tab: 'json', do: 'save', json });
    expect(await body(`${HERE}/export`)).toEqual({
      type: 'application/json; charset=UTF-8',
      name: 'attachment; filename="ariba-changes.json"',
      json: { priceDecimalsMax: 2, units: { map: { C62: 'PCE' } } },
    });
    const whole = await body(`${HERE}/export?what=whole`);
    expect(whole.name).toBe('attachment; filename="ariba.json"');
    expect(whole.json).toEqual(
      JSON.parse(
        JSON.stringify(
          resolveProfile('ariba', { priceDecimalsMax: 2, units: { map: { C62: 'PCE' } } }),
        ),
      ),
    );
    const shipped = await body('/operator/suites/coupa/export?what=whole');
    expect(shipped.json).toEqual(JSON.parse(JSON.stringify(resolveProfile('coupa'))));
  });

  it('comes in tried and not saved; a whole profile is what it has otherwise', async () => {
    const whole = JSON.stringify(
      resolveProfile('coupa', { documentEncoding: 'ISO-8859-15', recomputesTotal: true }),
    );
    const tried = await send({ revision: '1', tab: 'json', do: 'save', json: '{}' }, whole);
    expect(tried.status).toBe(200);
    const page = await tried.text();
    expect(page).toContain('id="profile-preview"');
    expect(page).toContain('&quot;documentEncoding&quot;: &quot;ISO-8859-15&quot;');
    expect(page).not.toContain('&quot;protocol&quot;');
    expect((await state())?.revision).toBe(1);
    const desk = await operator();
    await desk.post(HERE, { revision: '1', tab: 'json', do: 'save', json: whole });
    expect(await state()).toMatchObject({
      revision: 2,
      overlay: {
        documentEncoding: 'ISO-8859-15',
        recomputesTotal: true,
        units: { unknown: 'refuse' },
        // What Ariba has and Coupa has not is taken away.
        forbidden: { supplierPartId: null, supplierPartAuxiliaryId: null },
      },
    });
    const back = await body(`${HERE}/export?what=whole`);
    expect({ ...back.json, id: 'coupa', label: 'Coupa' }).toEqual(JSON.parse(whole));
  });

  it('of the other protocol or of another kind is refused with what was read', async () => {
    const oci = JSON.stringify(resolveProfile('sap-oci'));
    const answer = await send({ revision: '2', tab: 'json' }, oci);
    expect(await answer.text()).toContain('does not speak cxml, as this connection does');
    const large = await send({ revision: '2', tab: 'json' }, `{"label":"${'x'.repeat(400_000)}"}`);
    expect(await large.text()).toContain(TOO_LONG);
    expect((await state())?.revision).toBe(2);
  });

  it('is the operator’s alone', async () => {
    const buyer = await testApp(db.services()).signIn('buyer@acme.test');
    expect((await buyer.get(`${HERE}/export`)).status).toBe(403);
    expect((await buyer.get('/operator/suites/coupa/export')).status).toBe(403);
  });
});

it('a partner’s page names the suite in words and leads to its settings', async () => {
  const page = await (await (await operator()).get(`/operator/partners/${id('acme')}`)).text();
  expect(page).toContain(`href="${HERE}">SAP Ariba</a>`);
});
