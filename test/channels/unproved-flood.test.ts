import { beforeAll, describe, expect, it } from 'vitest';
import { buildSetupRequest, parseCxml } from '../../punchout/index.ts';
import { networkOf } from '../../src/platform/http/allowance.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';

const db = testDatabase({ start: '2026-03-02T09:00:00Z' });
beforeAll(() => smallWorld(db.services()));

const acme = { domain: 'NetworkID', identity: 'AN02000000002-T' };
let sent = 0;
/** A setup of Acme with this secret, filled up to about a size. */
function setup({ secret, bytes = 0 }: { secret: string; bytes?: number }): Uint8Array {
  sent += 1;
  const document = buildSetupRequest(
    {
      payloadId: `flood-${sent}@acme.test`,
      timestamp: '2026-03-02T10:00:00+01:00',
      header: {
        from: { credentials: [acme] },
        to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
        sender: { credentials: [{ ...acme, sharedSecret: secret }], userAgent: 'Suite' },
      },
    },
    {
      operation: 'create',
      buyerCookie: 'c',
      extrinsics: [],
      contacts: [],
      items: [],
      browserFormPost: 'https://suite.acme.test/return',
    },
  );
  const filling = '<!-- filling -->\n';
  const room = Math.max(0, bytes - document.byteLength);
  return Buffer.concat([document, Buffer.from(filling.repeat(Math.floor(room / filling.length)))]);
}

const stored = async (channel: string): Promise<number> =>
  (
    await db.query<{ n: number }>(
      `select count(*)::int as n from exchange where channel = ? and direction = 'in'`,
      [channel],
    )
  )[0]?.n ?? 0;

type App = ReturnType<typeof testApp>;
async function post(app: App, body: Uint8Array | string): Promise<[code: number, detail: string]> {
  const answer = await app.request('/cxml', { method: 'POST', body: Buffer.from(body) });
  expect(answer.status).toBe(200);
  const { payload } = parseCxml(Buffer.from(await answer.text()));
  const status = 'status' in payload && typeof payload.status === 'object' ? payload.status : null;
  return [status?.code ?? 0, status?.detail ?? ''];
}

describe('a flood of documents whose sender nobody proved', () => {
  it('is kept up to 64 MB of one address, and no further for a quarter of an hour', async () => {
    const app = testApp(db.services());
    // A sender nobody knows guesses nothing: what ends here is the room, not the tries.
    const junk = Buffer.alloc(1_999_999, 'x');
    for (let n = 0; n < 32; n += 1) expect((await post(app, junk))[0]).toBe(406);
    expect(await stored('cxml')).toBe(32);
    // Two bytes and a hundred are left.
    expect((await post(app, junk))[0]).toBe(560);
    db.clock.advance({ minutes: 5 });
    expect(await post(app, junk)).toEqual([
      560,
      'Too many documents from this address whose sender was not proved: this one is not kept. Check the credentials, and send it again in 600 seconds.',
    ]);
    expect(await stored('cxml')).toBe(32);
    db.clock.advance({ minutes: 10 });
    expect((await post(app, junk))[0]).toBe(406);
    expect(await stored('cxml')).toBe(33);
  });

  it('of small documents is kept up to 2,000, and a proved partner of that address is served as ever', async () => {
    const app = testApp(db.services());
    const before = await stored('cxml');
    for (let n = 0; n < 40; n += 1)
      await Promise.all(Array.from({ length: 50 }, () => post(app, 'x')));
    expect(await stored('cxml')).toBe(before + 2_000);
    expect((await post(app, 'x'))[0]).toBe(560);
    expect((await post(app, setup({ secret: 'wrong' })))[0]).toBe(560);
    expect(await stored('cxml')).toBe(before + 2_000);
    expect((await post(app, setup({ secret: 'acme-secret' })))[0]).toBe(200);
    expect(await stored('cxml')).toBe(before + 2_001);
    // Guessing stays as slow as it was: twenty tries, then the right secret too has to wait.
    for (let n = 0; n < 19; n += 1) await post(app, setup({ secret: `guess ${n}` }));
    expect((await post(app, setup({ secret: 'acme-secret' })))[0]).toBe(560);
    db.clock.advance({ minutes: 15 });
    expect((await post(app, setup({ secret: 'acme-secret' })))[0]).toBe(200);
  }, 120_000);

  it('is never a proved partner’s: seventy megabytes of it are taken, one after the other', async () => {
    const app = testApp(db.services());
    const before = await stored('cxml');
    const large = () => post(app, setup({ secret: 'acme-secret', bytes: 1_900_000 }));
    for (let n = 0; n < 37; n += 1) expect(await large()).toEqual([200, '']);
    expect(await stored('cxml')).toBe(before + 37);
    // All of it was given back: a stranger behind the same address still has the whole allowance.
    expect((await post(app, Buffer.alloc(1_999_999, 'x')))[0]).toBe(406);
  }, 120_000);

  it('of OCI call-ups ends with 429, whatever connection they name; a right password is served', async () => {
    const app = testApp(db.services());
    const call = async (name: string, fields: Record<string, string>) =>
      app.request(`/oci/${name}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: new URLSearchParams(fields).toString(),
      });
    const filling = { USERNAME: 'x', PASSWORD: 'y', HOOK_URL: 'z'.repeat(990_000) };
    let answers = 0;
    for (; answers < 100; answers += 1)
      if ((await call(`nobody-${answers}`, filling)).status === 429) break;
    // 64 call-ups of 990,031 bytes are 63.4 MB.
    expect([answers, await stored('oci')]).toEqual([64, 64]);
    const login = {
      USERNAME: 'acme-oci',
      PASSWORD: 'oci-secret',
      HOOK_URL: 'https://srm.example/',
    };
    const large = { ...filling, ...login, FILLING: 'z'.repeat(990_000) };
    expect((await call('acme-oci', large)).status).toBe(303);
    expect((await call('acme-oci', { ...large, PASSWORD: 'wrong' })).status).toBe(429);
    expect((await call('acme-oci', { ...large, HOOK_URL: 'ftp://x' })).status).toBe(400);
    expect(await stored('oci')).toBe(66);
    expect((await call('acme-oci', { ...login, FILLING: 'z'.repeat(1_000_000) })).status).toBe(413);
  }, 60_000);

  it('is counted for an IPv6 customer’s whole network', () => {
    expect(networkOf('2001:db8:0:7:1:2:3:4')).toBe('2001:db8:0:7::/64');
    expect(networkOf('2001:DB8::1')).toBe('2001:db8:0:0::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    expect(networkOf('::ffff:192.0.2.7')).toBe('::ffff:192.0.2.7');
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  });
});
