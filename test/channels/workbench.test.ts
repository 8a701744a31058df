import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkbenchLink } from '../../src/domain/parties/index.ts';
import { contextFor, permissionsOf } from '../../src/platform/index.ts';
import { type Browser, testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
const DESK = () => `/operator/partners/connections/${id('acme-cxml')}/workbench`;
beforeAll(() => smallWorld(db.services()));

/** Signed in afresh, for the story's clock leaves sessions behind. */
const operator: Pick<Browser, 'post'> = {
  post: async (path, form) =>
    (await testApp(db.services()).signIn('operator@comptoir.test')).post(path, form),
};

/** Makes a link as the operator does and gives its path. */
async function link(connection = 'acme-cxml', days = '30'): Promise<string> {
  const desk = `/operator/partners/connections/${id(connection)}/workbench`;
  const answer = await operator.post(`${desk}/links`, { label: 'Marie, Intégrateur SA', days });
  const html = await answer.text();
  const path = /\/workbench\/[\w-]{43}/.exec(html)?.[0];
  if (!path) throw new Error(`no link in: ${html.slice(0, 500)}`);
  return path;
}

const open = (path: string, headers: Record<string, string> = {}) =>
  testApp(db.services()).request(path, { headers: { accept: 'text/html', ...headers } });
const send = (path: string, form: Record<string, string> = {}) =>
  testApp(db.services()).request(path, {
    method: 'POST',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
/** A page without what differs on each answer. */
const plain = async (answer: Response) =>
  (await answer.text()).replace(/nonce="[^"]*"/g, '').replace(/\/workbench\/[\w-]+/g, '');

describe('a workbench link', () => {
  it('opens one connection without a login and keeps its token out of the table', async () => {
    const path = await link();
    const answer = await open(path);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('Acme Industrie');
    expect(html).toContain('AN02000000002-T');
    expect(html).not.toContain('acme-secret');
    const token = path.split('/').at(-1) ?? '';
    const [row] = await db.query<{ row: string }>(
      'select string_agg(l::text, chr(10)) as row from workbench_link l',
    );
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(row?.row).not.toContain(token);
  });

  it('leaks its address nowhere: no referrer, no index, no frame, no cache', async () => {
    const { headers } = await open(await link());
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow, noarchive');
    expect(headers.get('cache-control')).toBe('no-store');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).toContain(`default-src 'none'`);
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('unknown, expired and revoked is one and the same page', async () => {
    const unknown = await open(`/workbench/${'A'.repeat(43)}`);
    const expiring = await link('acme-cxml', '1');
    const revoked = await link();
    const [row] = await db.query<{ id: string }>(
      'select id from workbench_link order by created_at desc, id desc limit 1',
    );
    await operator.post(`${DESK()}/links/${row?.id}/revoke`, {});
    db.clock.advance({ hours: 25 });
    const pages = [unknown, await open(expiring), await open(revoked)];
    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404]);
    const [first, ...others] = await Promise.all(pages.map(plain));
    expect(first).toContain('This link opens nothing');
    expect(others).toEqual([first, first]);
  });

  it('lives on when it is extended, and not when it was withdrawn', async () => {
    const path = await link('acme-cxml', '1');
    const [row] = await db.query<{ id: string }>(
      'select id from workbench_link order by created_at desc, id desc limit 1',
    );
    db.clock.advance({ hours: 25 });
    expect((await open(path)).status).toBe(404);
    await operator.post(`${DESK()}/links/${row?.id}/extend`, { days: '30' });
    expect((await open(path)).status).toBe(200);
    await operator.post(`${DESK()}/links/${row?.id}/revoke`, {});
    const again = await operator.post(`${DESK()}/links/${row?.id}/extend`, { days: '30' });
    expect(again.status).toBe(409);
    expect((await open(path)).status).toBe(404);
  });

  it('closes with its connection', async () => {
    const path = await link('acme-oci');
    expect((await open(path)).status).toBe(200);
    await db.query('update trading_connection set active = false where id = ?', [id('acme-oci')]);
    expect((await open(path)).status).toBe(404);
    await db.query('update trading_connection set active = true where id = ?', [id('acme-oci')]);
  });

  it('has its uses counted, audited and shown to the operator', async () => {
    const path = await link();
    await open(path);
    await open(`${path}/tester`);
    const uses = await db.query<{ use: string }>(
      `select detail ->> 'use' as use from audit_record
       where action = 'workbench.used' order by at desc, id desc limit 2`,
    );
    expect(uses.map(({ use }) => use).sort()).toEqual(['overview', 'tester']);
    const [row] = await db.query<{ uses: number; last: string | null }>(
      'select uses, last_used_at as last from workbench_link order by created_at desc, id desc limit 1',
    );
    expect(row?.uses).toBe(2);
    expect(row?.last).not.toBeNull();
  });

  it('may be spent 240 a minute: then it asks to wait', async () => {
    const path = await link();
    for (let at = 0; at < 24; at += 1) {
      const empty = await send(`${path}/test`);
      expect(empty.status).toBe(422);
    }
    const answer = await open(path);
    expect(answer.status).toBe(429);
    expect(await answer.text()).toContain('wait 60 seconds');
    db.clock.advance({ minutes: 1 });
    expect((await open(path)).status).toBe(200);
  });

  it('is made by the marketplace alone', async () => {
    const buyer = await testApp(db.services()).signIn('approver@petit.test');
    expect((await buyer.post(`${DESK()}/links`, { label: 'x', days: '30' })).status).toBe(403);
    const party = contextFor(db.services(), {
      actor: {
        name: 'buyer admin',
        userId: undefined,
        organisationId: id('acme'),
        organisationKind: 'buyer',
        scope: 'party',
        permissions: permissionsOf(['buyer_admin']),
      },
    });
    await expect(
      createWorkbenchLink(party, { connectionId: id('acme-cxml'), label: 'x' }),
    ).rejects.toMatchObject({ code: 'access.denied' });
    const page = await operator.post(
      `/operator/partners/connections/${id('seller-a-edi')}/workbench/links`,
      { label: 'x', days: '30' },
    );
    expect(page.status).toBe(409);
  });
});

describe('what a link shows', () => {
  it('is its own connection: documents of the others are not found', async () => {
    const path = await link();
    const [other] = await db.query<{ id: string }>(
      `insert into exchange (id, direction, channel, kind, partner_id, connection_id, state, content_type, size_bytes, sha256, file_id, at)
       values (gen_random_uuid(), 'in', 'oci', 'OCI call-up', ?, ?, 'accepted', 'text/plain', 1, '', gen_random_uuid(), now()) returning id`,
      [id('acme'), id('acme-oci')],
    );
    const list = await (await open(`${path}/documents`)).text();
    expect(list).not.toContain('OCI call-up');
    expect((await open(`${path}/documents/${other?.id}`)).status).toBe(404);
  });

  it('speaks French and English, and remembers which', async () => {
    const path = await link();
    const answer = await open(`${path}/language?to=fr&at=/checklist`);
    expect(answer.headers.get('location')).toBe(`${path}/checklist`);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(answer.headers.get('set-cookie')).toContain('Path=/workbench');
    expect(await (await open(`${path}/checklist`, { cookie })).text()).toContain(
      'Liste de mise en service',
    );
    const away = await open(`${path}/language?to=fr&at=//evil.example`);
    expect(away.headers.get('location')).toBe(path);
  });

  it('has no virtual buyer for a seller', async () => {
    const path = await link('seller-b-cxml');
    const html = await (await open(path)).text();
    expect(html).toContain('Bureau Beta');
    expect(html).not.toContain('Virtual buyer');
    expect((await open(`${path}/buyer`)).status).toBe(404);
    expect((await open(`${path}/checklist`)).status).toBe(200);
  });
});

describe('the integrator’s own secret', () => {
  const marks = async (path: string) =>
    [...(await (await open(path)).text()).matchAll(/aria-label="mark">([\w-]{6})</g)].map(
      ([, mark]) => mark,
    );

  it('is created beside the first, shown once, put first, and the old one dropped', async () => {
    const path = await link();
    const [old] = await marks(path);
    const made = await (await send(`${path}/secret`)).text();
    const secret = /id="fresh-secret"[^>]*>([\w-]{43})</.exec(made)?.[1] ?? '';
    expect(secret).not.toBe('');
    expect(await (await open(path)).text()).not.toContain(secret);
    const [first, second] = await marks(path);
    expect(first).toBe(old);
    expect((await send(`${path}/secret`)).status).toBe(409);
    await send(`${path}/secret/first`);
    expect(await marks(path)).toEqual([second, first]);
    await send(`${path}/secret/drop`);
    expect(await marks(path)).toEqual([second]);
    expect((await send(`${path}/secret/drop`)).status).toBe(409);
    const actions = await db.query<{ action: string }>(
      `select action from audit_record where subject = ? and action like 'connection.secret%' order by at, id`,
      [`trading_connection:${id('acme-cxml')}`],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      'connection.secret_added',
      'connection.secret_promoted',
      'connection.secret_withdrawn',
    ]);
  });

  it('is no longer changed by a link once the connection is in production, and the page says who does', async () => {
    const path = await link();
    const mode = (to: string) =>
      db.query('update trading_connection set deployment_mode = ? where id = ?', [
        to,
        id('acme-cxml'),
      ]);
    const sealed = () =>
      db.query('select secret_sealed, secret_next_sealed from trading_connection where id = ?', [
        id('acme-cxml'),
      ]);
    await send(`${path}/secret`);
    const before = await sealed();
    await mode('production');
    for (const step of ['', '/first', '/drop']) {
      const refused = await send(`${path}/secret${step}`);
      expect(refused.status).toBe(409);
      expect(await refused.text()).toContain(
        'This connection is in production: its secret is no longer changed by a link.',
      );
    }
    expect(await sealed()).toEqual(before);
    const page = await (await open(path)).text();
    expect(page).toContain('its secret is no longer changed by a link');
    expect(page).not.toContain(`${path}/secret`);
    await mode('test');
    expect(await (await open(path)).text()).toContain(`${path}/secret/drop`);
    await send(`${path}/secret/drop`);
  });
});

describe('a ping', () => {
  const ping = (query = '') => testApp(db.services()).request(`/cxml${query}`);
  const pings = () =>
    db.query<{ state: string; connection: string | null }>(
      `select e.state, c.name as connection from exchange e left join trading_connection c on c.id = e.connection_id
        where e.kind = 'Ping' order by e.id`,
    );

  it('that says from whom is shown on the workbench, once a minute, and ticks nothing', async () => {
    const path = await link();
    const checklist = async () =>
      /\d+ of \d+ done/.exec(await (await open(`${path}/checklist`)).text())?.[0];
    const before = await checklist();
    expect(await (await open(path)).text()).toContain('/cxml?from=acme-cxml');
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await ping('?from=acme-cxml');
      expect([answer.status, await answer.text()]).toEqual([
        200,
        expect.stringContaining('Ping Response Message'),
      ]);
    }
    expect(await pings()).toEqual([{ state: 'accepted', connection: 'acme-cxml' }]);
    expect(await (await open(`${path}/documents`)).text()).toContain('Ping');
    db.clock.advance({ minutes: 1 });
    await ping('?from=acme-cxml');
    expect(await pings()).toHaveLength(2);
    expect(await checklist()).toBe(before);
  });

  it('of nobody, or of a name that nobody has, is answered alike and kept nowhere', async () => {
    const known = (await pings()).length;
    for (const query of ['', '?from=nobody', '?from=acme-oci', `?from=${'x'.repeat(5_000)}`]) {
      const answer = await ping(query);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('Ping Response Message');
    }
    expect(await pings()).toHaveLength(known);
  });
});
