import { beforeAll, describe, expect, it } from 'vitest';
import { buildSetupRequest, parseCxml } from '../../punchout/index.ts';
import { ensurePunchOutUser } from '../../src/domain/parties/index.ts';
import { sealSecret, systemContext, write } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const AT_ONCE = 16;
const credential = { domain: 'NetworkID', identity: 'AN02000000002-T' };

function setupOf({ payloadId, email }: { payloadId: string; email: string }): Buffer {
  const envelope = {
    payloadId,
    timestamp: '2026-03-02T10:00:00+01:00',
    header: {
      from: { credentials: [credential] },
      to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
      sender: {
        credentials: [{ ...credential, sharedSecret: 'acme-secret' }],
        userAgent: 'Test suite',
      },
    },
  };
  return Buffer.from(
    buildSetupRequest(envelope, {
      operation: 'create',
      buyerCookie: payloadId,
      extrinsics: [{ name: 'UserEmail', value: email }],
      contacts: [],
      items: [],
      browserFormPost: 'https://suite.acme.test/return',
    }),
  );
}

async function post(body: Buffer): Promise<{ text: string; status: number; start: string }> {
  const answer = await testApp(db.services()).request('/cxml', {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body,
  });
  const text = await answer.text();
  const { payload } = parseCxml(Buffer.from(text));
  const status = 'status' in payload ? (payload.status as { code: number }).code : 0;
  const start = 'startPage' in payload ? new URL(payload.startPage as string).pathname : '';
  return { text, status, start };
}

const count = async (sql: string, params: unknown[]): Promise<number> =>
  Number((await db.query<{ n: number }>(`select count(*)::int as n from ${sql}`, params))[0]?.n);

describe('setups that come at once', () => {
  it('make one account of a new person and a visit each', async () => {
    const email = 'Nina.New@acme.test';
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) => post(setupOf({ payloadId: `new-${at}`, email }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(200));
    expect(await count('user_account where email like ?', ['nina.new@acme.test%'])).toBe(1);
    const nina = ['nina.new@acme.test', id('acme')];
    const hers = `punch_out_session s join user_account u on u.id = s.user_id and u.email = ? and u.organisation_id = ?`;
    expect(await count(hers, nina)).toBe(AT_ONCE);
    expect(await count('basket', [])).toBe(0);
    const opened = await Promise.all(
      answers.map(({ start }) => testApp(db.services()).request(start)),
    );
    expect(opened.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(303));
    expect(
      await count(`${hers} join basket b on b.id = s.basket_id and b.user_id = u.id`, nina),
    ).toBe(AT_ONCE);
    expect(await count('basket', [])).toBe(AT_ONCE);
  });

  it('have one visit and one answer when they are the same document', async () => {
    const body = setupOf({ payloadId: 'same', email: 'buyer@acme.test' });
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => post(body)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await count('punch_out_session where setup_payload_id = ?', ['same'])).toBe(1);
    expect(await count(`exchange where document_key = ? and state = 'accepted'`, ['same'])).toBe(
      AT_ONCE,
    );
  });

  it('say the same again later, in the encoding that the profile has by then', async () => {
    const encoding = (documentEncoding: string) =>
      db.query(
        `update trading_connection set profile_overlay = ?::jsonb where name = 'acme-cxml'`,
        [JSON.stringify({ documentEncoding })],
      );
    const bytes = async (payloadId: string): Promise<Buffer> => {
      const answer = await testApp(db.services()).request('/cxml', {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=UTF-8' },
        body: setupOf({ payloadId, email: 'buyer@acme.test' }),
      });
      return Buffer.from(await answer.arrayBuffer());
    };
    const plain = await bytes('first-plain');
    await encoding('ISO-8859-1');
    const latin = await bytes('first-latin');
    expect(latin.toString('latin1')).toContain('encoding="ISO-8859-1"');
    expect(await bytes('first-latin')).toEqual(latin);
    expect((await bytes('first-plain')).toString('latin1')).toBe(
      plain.toString('latin1').replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
    );
    await encoding('UTF-8');
    expect(await bytes('first-plain')).toEqual(plain);
    expect((await bytes('first-latin')).toString('latin1')).toBe(
      latin.toString('latin1').replace('encoding="ISO-8859-1"', 'encoding="UTF-8"'),
    );
    expect(await count(`punch_out_session where setup_payload_id like ?`, ['first-%'])).toBe(2);
    await db.query(`update trading_connection set profile_overlay = '{}' where name = 'acme-cxml'`);
  });

  it('are answered like everything at a machine door: never a page, never kept, under the request’s own id', async () => {
    const ask = async (init: RequestInit) => {
      const { headers } = await testApp(db.services()).request('/cxml', {
        ...init,
        headers: { 'content-type': 'text/xml; charset=UTF-8', 'x-request-id': 'proxy-4711' },
      });
      return Object.fromEntries(headers);
    };
    const expected = {
      'content-type': 'text/xml; charset=UTF-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'x-request-id': 'proxy-4711',
    };
    const setup = setupOf({ payloadId: 'headers', email: 'buyer@acme.test' });
    expect(await ask({ method: 'POST', body: setup })).toEqual(expected);
    expect(await ask({ method: 'POST', body: 'no document' })).toEqual(expected);
    expect(await ask({ method: 'GET' })).toEqual(expected);
    expect(await ask({ method: 'PUT', body: setup })).toMatchObject(expected);
  });

  it('leave nothing waiting, and a refused one is in the log with its bytes', async () => {
    const body = setupOf({ payloadId: 'forged', email: 'buyer@acme.test' });
    const forged = Buffer.from(body.toString('utf8').replace('acme-secret', 'guessed'));
    const answers = await Promise.all([
      post(forged),
      post(setupOf({ payloadId: 'honest', email: 'buyer@acme.test' })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 200]);
    expect(
      await db.query(
        `select e.state, e.errors->0->>'code' as code, f.content, convert_from(a.content, 'UTF8') as answer
         from exchange e join stored_file f on f.id = e.file_id join stored_file a on a.id = e.answer_file_id
         where e.document_key = 'forged'`,
      ),
    ).toEqual([
      { state: 'refused', code: 'cxml.unauthorized', content: forged, answer: answers[0]?.text },
    ]);
    expect(await count('exchange_arrival', [])).toBe(0);
  });

  it('are refused where the payloadID comes twice with other bytes, and nobody beside them suffers', async () => {
    const setups = Array.from({ length: AT_ONCE }, (_, at) =>
      setupOf({ payloadId: at < 2 ? 'twice' : `beside-${at}`, email: `person-${at}@acme.test` }),
    );
    const answers = await Promise.all(setups.map(post));
    const [first, second, ...beside] = answers.map(({ status }) => status);
    expect([first, second].toSorted((a = 0, b = 0) => a - b)).toEqual([200, 409]);
    expect(beside).toEqual(Array(AT_ONCE - 2).fill(200));
    expect(await count('punch_out_session where setup_payload_id = ?', ['twice'])).toBe(1);
    expect(await count(`punch_out_session where setup_payload_id like ?`, ['beside-%'])).toBe(
      AT_ONCE - 2,
    );
    expect(await count(`exchange where document_key = ? and state = 'refused'`, ['twice'])).toBe(1);
  });

  it('share commits of their visits, each with its own account, cookie and answer', async () => {
    const setups = Array.from({ length: 8 }, (_, at) =>
      setupOf({ payloadId: `shared-${at}`, email: `shared-${at}@acme.test` }),
    );
    const answers = await Promise.all(setups.map(post));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const kept = await db.query<Record<string, unknown>>(
      `select s.buyer_cookie, u.email, a.content as answer, f.content as document, x.keys, x.state, x.partner_id,
         x.links->0->>'id' = s.id::text as linked
       from punch_out_session s join exchange x on x.id = s.exchange_id join user_account u on u.id = s.user_id
       join stored_file f on f.id = x.file_id join stored_file a on a.id = x.answer_file_id
       where s.setup_payload_id like 'shared-%' order by s.buyer_cookie`,
    );
    const [commits] = await db.query<{ n: number }>(
      `select count(distinct xmin::text)::int as n from punch_out_session where setup_payload_id like 'shared-%'`,
    );
    expect(commits?.n).toBeLessThan(8);
    expect(kept).toEqual(
      answers.map(({ text }, at) => ({
        buyer_cookie: `shared-${at}`,
        email: `shared-${at}@acme.test`,
        answer: Buffer.from(text),
        document: setups[at],
        keys: [`shared-${at}`],
        state: 'accepted',
        partner_id: id('acme'),
        linked: true,
      })),
    );
  });

  it('are stored raw when nothing can be read of them, beside others that can', async () => {
    const broken = Buffer.from('<cXML payloadID="torn" & not XML');
    const [torn, whole] = await Promise.all([
      post(broken),
      post(setupOf({ payloadId: 'whole', email: 'buyer@acme.test' })),
    ]);
    expect([torn?.status, whole?.status]).toEqual([406, 200]);
    const [kept] = await db.query<{ content: Buffer; state: string }>(
      `select f.content, x.state from exchange x join stored_file f on f.id = x.file_id
       where f.content = ?`,
      [broken],
    );
    expect(kept).toEqual({ content: broken, state: 'refused' });
  });

  it('find one account also by the way of the other doors', async () => {
    const person = { organisationId: id('acme'), email: 'omar@acme.test', name: 'Omar' };
    const ctx = systemContext(db.services(), 'test');
    const users = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        write(ctx, async (tx) => (await ensurePunchOutUser(tx, { ...person, locale: 'fr' })).id),
      ),
    );
    expect(new Set(users).size).toBe(1);
  });

  it('keep a person apart whose address belongs to another organisation', async () => {
    const ctx = systemContext(db.services(), 'test');
    const taken = { email: 'finance@comptoir.test', name: 'Fay', locale: 'en' } as const;
    const user = await write(ctx, (tx) =>
      ensurePunchOutUser(tx, { organisationId: id('acme'), ...taken }),
    );
    expect(user.email).toBe(`finance@comptoir.test#${id('acme')}`);
  });
});

describe('a secret', () => {
  it('opens nothing from the moment its connection is closed or it is replaced', async () => {
    const setup = (payloadId: string) => setupOf({ payloadId, email: 'buyer@acme.test' });
    expect((await post(setup('before'))).status).toBe(200);
    const [kept] = await db.query<{ id: string; secret_sealed: string }>(
      `select c.id, c.secret_sealed from trading_connection c join partner_credential p on p.connection_id = c.id
       where p.identity = ?`,
      [credential.identity],
    );
    const set = (column: string, value: unknown): Promise<unknown> =>
      db.query(`update trading_connection set ${column} = ? where id = ?`, [value, kept?.id]);
    await set('active', false);
    expect((await post(setup('closed'))).status).toBe(401);
    await set('active', true);
    await set('secret_sealed', sealSecret(db.services().config.key, 'another'));
    expect((await post(setup('replaced'))).status).toBe(401);
    await set('secret_sealed', kept?.secret_sealed);
    expect((await post(setup('again'))).status).toBe(200);
  });
});

describe('a document whose processing fails in the database', () => {
  it('keeps its raw bytes and says so, and works when it comes again', async () => {
    const body = setupOf({ payloadId: 'broken', email: 'buyer@acme.test' });
    await db.query('alter table punch_out_session add constraint broken check (false) not valid');
    const failed = await post(body);
    await db.query('alter table punch_out_session drop constraint broken');
    expect(failed.status).toBe(500);
    const [kept] = await db.query<{ content: Buffer; state: string; answer: Buffer; code: string }>(
      `select f.content, x.state, a.content as answer, x.errors->0->>'code' as code from exchange x
       join stored_file f on f.id = x.file_id join stored_file a on a.id = x.answer_file_id
       where x.document_key = ?`,
      ['broken'],
    );
    expect(kept?.content.equals(body)).toBe(true);
    expect(kept?.answer.toString()).toBe(failed.text);
    expect([kept?.state, kept?.code]).toEqual(['refused', 'internal']);
    expect((await post(body)).status).toBe(200);
  });
});
