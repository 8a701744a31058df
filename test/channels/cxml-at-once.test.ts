import { beforeAll, describe, expect, it } from 'vitest';
import { buildSetupRequest, parseCxml } from '../../punchout/index.ts';
import { ensurePunchOutUser } from '../../src/domain/parties/index.ts';
import { systemContext, write } from '../../src/platform/index.ts';
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

async function post(body: Buffer): Promise<{ text: string; status: number }> {
  const answer = await testApp(db.services()).request('/cxml', {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body,
  });
  const text = await answer.text();
  const { payload } = parseCxml(Buffer.from(text));
  const status = 'status' in payload ? (payload.status as { code: number }).code : 0;
  return { text, status };
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
    expect(
      await count(
        `punch_out_session s join basket b on b.id = s.basket_id join user_account u on u.id = s.user_id and u.id = b.user_id
         where u.email = ? and u.organisation_id = ?`,
        ['nina.new@acme.test', id('acme')],
      ),
    ).toBe(AT_ONCE);
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
