import { beforeAll, describe, expect, it } from 'vitest';
import { buildSetupRequest } from '../../punchout/index.ts';
import { createApp } from '../../src/app.tsx';
import { activateMandate, signMandate } from '../../src/domain/invoicing/index.ts';
import { createWorkbenchLink, requestPasswordReset } from '../../src/domain/parties/index.ts';
import {
  actingFor,
  contextFor,
  createLog,
  permissionsOf,
  systemContext,
} from '../../src/platform/index.ts';
import { purchase } from '../domain/recorder-story.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { header } from './orders-support.ts';

const db = testDatabase({ start: '2026-03-02T09:00:00Z' });
beforeAll(() => smallWorld(db.services()));

const html = { accept: 'text/html' };
const FORM = 'application/x-www-form-urlencoded';
const open = (
  path: string,
  { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
) => testApp(db.services()).request(path, { ...init, headers: { ...html, ...headers } });
const send = (path: string, body: string, contentType = FORM) =>
  open(path, {
    method: 'POST',
    headers: { 'content-type': contentType, origin: 'http://localhost' },
    body,
  });
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
let setups = 0;
function setupOf(browserFormPost: string): Uint8Array {
  setups += 1;
  return buildSetupRequest(
    { payloadId: `doors-${setups}@acme.test`, timestamp: '2026-03-02T10:00:00+01:00', header },
    {
      operation: 'create',
      buyerCookie: 'doors',
      extrinsics: [
        { name: 'UserEmail', value: 'ana@acme.test' },
        { name: 'UserFullName', value: 'Ana Durand' },
      ],
      contacts: [],
      items: [],
      browserFormPost,
    },
  );
}
const system = () => systemContext(db.services(), 'doors');

async function passwordLink(): Promise<string> {
  await requestPasswordReset(system(), { email: 'buyer@acme.test' });
  const [mail] = await db.query<{ text: string }>(
    `select m::text as text from outgoing_mail m order by created_at desc, id desc limit 1`,
  );
  return /\/password\/[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? '';
}

async function workbenchLink(): Promise<string> {
  const operator = contextFor(db.services(), {
    actor: {
      name: 'Odile',
      userId: undefined,
      organisationId: id('comptoir'),
      organisationKind: 'operator',
      scope: 'operator',
      permissions: permissionsOf(['operator']),
    },
    locale: 'en',
    requestId: 'doors',
  });
  const { token } = await createWorkbenchLink(operator, {
    connectionId: id('acme-cxml'),
    label: 'Marie',
  });
  return `/workbench/${token}`;
}

async function shareLink(): Promise<string> {
  const operator = await testApp(db.services()).signIn('operator@comptoir.test');
  await send('/oci/nobody', 'USERNAME=nobody&PASSWORD=wrong');
  const [exchange] = await db.query<{ id: string }>('select id from exchange limit 1');
  const made = await operator.post(`/operator/recorder/document/${exchange?.id}/shares`, {
    days: '7',
    sight: 'own',
  });
  return /\/share\/[\w-]{43}/.exec(await made.text())?.[0] ?? '';
}

const links = { password: passwordLink, workbench: workbenchLink, share: shareLink };
const names = Object.keys(links) as (keyof typeof links)[];

describe('a link that is the key itself', () => {
  it.each(names)('of %s goes into no referrer, index, cache, frame or log', async (name) => {
    const path = await links[name]();
    const token = path.split('/').at(-1) ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const app = createApp({ ...db.services(), log });
    for (const tail of ['', '/', '/x/y', '%2Fx'])
      await app.request(`http://localhost${path}${tail}`, { headers: html });
    const answer = await app.request(`http://localhost${path}`, { headers: html });
    expect(answer.status).toBe(200);
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.join('\n')).not.toContain(token);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).toContain(`form-action 'self'`);
    expect(policy).toContain(`default-src 'none'`);
  });

  it('leads to no other site whatever stands in its place', async () => {
    for (const token of [
      '%2F%2Fevil.example',
      '%0d%0aset-cookie:a=b',
      '%5C%5Cevil.example',
      '%E2%82%AC',
    ]) {
      const answer = await open(`/workbench/${token}/language?to=fr&at=/tester`);
      expect(answer.status, token).toBeLessThan(500);
      expect(answer.headers.get('location') ?? '', token).not.toMatch(/evil|\/\/|\\/);
      expect(answer.headers.get('set-cookie') ?? '', token).not.toContain('a=b');
    }
  });
});

describe('a forgotten password', () => {
  it('may be asked for so often from one address, known person or not', async () => {
    const app = testApp(db.services());
    const ask = async (email: string) => {
      const answer = await app.request('/login/forgotten', {
        method: 'POST',
        headers: { ...html, 'content-type': FORM, origin: 'http://localhost' },
        body: new URLSearchParams({ email }).toString(),
      });
      return answer.status;
    };
    const statuses: number[] = [];
    for (let turn = 0; turn < 22; turn += 1)
      statuses.push(await ask(turn % 2 === 0 ? 'buyer@acme.test' : `nobody-${turn}@acme.test`));
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429, 429]);
  });

  it('of somebody else is nobody’s to set: a new link for an account with a password is mailed, not shown', async () => {
    const operator = await testApp(db.services()).signIn('operator@comptoir.test');
    const [finance] = await db.query<{ id: string }>(
      `select id from user_account where email = 'finance@comptoir.test'`,
    );
    const answer = await operator.post(`/operator/partners/people/${finance?.id}/invite`, {});
    expect(answer.status).toBe(303);
    expect(await answer.text()).not.toContain('/password/');
    const [mail] = await db.query<{ text: string }>(
      `select m::text as text from outgoing_mail m where recipient = 'finance@comptoir.test'`,
    );
    expect(mail?.text).toMatch(/\/password\/[\w-]{43}/);
  });
});

describe('a link to a thread', () => {
  it('closes with the company whose sight it gives', async () => {
    const path = await shareLink();
    await db.query(
      `update thread_share set sight = 'buyer', sight_organisation_id = ?, organisation_id = ?`,
      [id('acme'), id('acme')],
    );
    await db.query('update exchange set partner_id = ?', [id('acme')]);
    expect((await open(path)).status).toBe(200);
    await db.query('update organisation set active = false where id = ?', [id('acme')]);
    const closed = await open(path);
    await db.query('update organisation set active = true where id = ?', [id('acme')]);
    expect(closed.status).toBe((await open(`/share/${'A'.repeat(43)}`)).status);
  });

  it('may be read so often a minute, and says when again', async () => {
    const app = testApp(db.services());
    const path = await shareLink();
    const statuses: number[] = [];
    for (let turn = 0; turn < 65; turn += 1)
      statuses.push((await app.request(path, { headers: html })).status);
    expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 200));
    expect(statuses.slice(60)).toEqual(Array.from({ length: 5 }, () => 429));
  });
});

describe('values that no database holds', () => {
  it.each([
    ['/login/forgotten', 'email=a%00b%40c.test'],
    ['/login', 'email=a%00b%40c.test&password=x'],
    ['/oci/acme-oci', 'USERNAME=acme-oci&PASSWORD=a%00b&HOOK_URL=https://a.test'],
    ['/oci/a%00b', 'USERNAME=a&PASSWORD=b'],
    ['/workbench/return/a%00b', 'a=b%00c'],
    [`/p/a%00b/leave`, 'a=b'],
  ])('are the sender’s fault at %s', async (path, body) => {
    const answer = await send(path, body);
    expect(answer.status).toBeLessThan(500);
  });

  it.each(['/share/a%00b', '/password/a%00b', '/p/a%00b/start', '/workbench/a%00b'])(
    'open nothing at %s',
    async (path) => {
      const { status } = await open(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    },
  );
});

describe('the marketplace’s own business', () => {
  it('is not done by a buyer’s administrator, who holds the permission too', async () => {
    const admin = actingFor(system(), {
      organisationId: id('acme'),
      kind: 'buyer',
      name: 'Admin',
      permissions: permissionsOf(['buyer_admin']),
    });
    const signedOn = Temporal.PlainDate.from('2026-01-02');
    await expect(
      signMandate(admin, { sellerId: id('gamma'), series: 'ZZZ', signedOn }),
    ).rejects.toMatchObject({ code: 'access.denied' });
    await expect(activateMandate(admin, { sellerId: id('gamma') })).rejects.toMatchObject({
      code: 'access.denied',
    });
  });
});

describe('a large upload', () => {
  it.each(['/operator/bank-statements', '/seller/catalogue-files'])(
    'to %s is not read before its sender is known',
    async (path) => {
      let pulled = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: (stream) => {
          pulled += 1;
          if (pulled > 200) stream.close();
          else stream.enqueue(new Uint8Array(100_000));
        },
      });
      const answer = await open(path, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=b', origin: 'http://localhost' },
        body,
        duplex: 'half',
      } as Parameters<typeof open>[1]);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toMatch(/^\/login/);
      expect(pulled).toBeLessThan(5);
    },
  );
});

describe('a workbench of a connection in production', () => {
  it('shows its documents without the people in them, whom the tests’ documents may show', async () => {
    const { text } = await purchase(db).post(setupOf('https://suite.acme.test/return'));
    expect(text).toContain('code="200"');
    const link = await workbenchLink();
    const [exchange] = await db.query<{ id: string }>(
      `select id from exchange where kind = 'PunchOutSetupRequest' order by at desc limit 1`,
    );
    const page = `${link}/documents/${exchange?.id}`;
    expect(await (await open(page)).text()).toContain('ana@acme.test');
    await db.query(`update trading_connection set deployment_mode = 'production' where id = ?`, [
      id('acme-cxml'),
    ]);
    const masked = await (await open(page)).text();
    await db.query(`update trading_connection set deployment_mode = 'test' where id = ?`, [
      id('acme-cxml'),
    ]);
    expect(masked).toContain('BuyerCookie');
    expect(masked).not.toMatch(/ana@acme\.test|Ana Durand/);
  });
});

describe('a return address', () => {
  it.each([
    'https://suite.test;sandbox/return',
    "https://suite.test'/return",
    'https://a,b/return',
    'https://*/return',
  ])('%s is refused: its host would be read as words of the page’s policy', async (address) => {
    const { code, text } = await purchase(db).post(setupOf(address));
    expect(code, text).toBe(400);
  });
});

describe('a secret made on a workbench', () => {
  /** Tables with a row that holds the text somewhere; bytes of documents are files and stand as they came. */
  async function tablesWith(text: string): Promise<string[]> {
    const tables = await db.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await db.query<{ n: number }>(
        `select count(*)::int as n from "${name}" t where position(? in t::text) > 0`,
        [text],
      );
      if (row && row.n > 0) found.push(name);
    }
    const [job] = await db.query<{ n: number }>(
      'select count(*)::int as n from graphile_worker._private_jobs j where position(? in j::text) > 0',
      [text],
    );
    return job && job.n > 0 ? [...found, 'jobs'] : found;
  }

  it('stands nowhere in clear: not as it was made, nor of documents that the tester was given', async () => {
    const link = await workbenchLink();
    const page = await (await send(`${link}/secret`, '')).text();
    const secret = /<code[^>]*>\s*([\w-]{43})\s*<\/code>/.exec(page)?.[1] ?? '';
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(await (await open(link)).text()).not.toContain(secret);
    const proved = text(setupOf('https://suite.acme.test/return')).replace('acme-secret', secret);
    expect(proved).toContain(secret);
    for (const [body, type] of [
      [proved, 'text/xml; charset=UTF-8'],
      [`--b\r\nContent-Type: text/xml\r\n\r\n${proved}\r\n--b--`, 'multipart/related; boundary=b'],
      [`USERNAME=acme&PASSWORD=${secret}&HOOK_URL=https://a.test`, FORM],
      [proved.replace('</SharedSecret>', ''), 'text/xml'],
    ] as const)
      expect((await send(`${link}/test`, body, type)).status).toBe(303);
    await db.query(`update trading_connection set secret_next_sealed = null where id = ?`, [
      id('acme-cxml'),
    ]);
    expect(await tablesWith(secret)).toEqual([]);
  });
});
