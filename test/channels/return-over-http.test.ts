import { beforeAll, describe, expect, it } from 'vitest';
import { isPostable } from '../../src/domain/purchasing/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { setUpVisit } from '../support/suite.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const request = (path: string, init?: RequestInit) =>
  testApp(db.services()).request(path, { headers: { accept: 'text/html' }, ...init });
const press = (path: string, fields: Record<string, string> = {}) =>
  request(path, {
    method: 'POST',
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
const formAction = (answer: Response) =>
  /form-action ([^;]*)/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];

/** A visit whose setup names a return address, with twenty pens in its basket. */
async function visit(returnTo: string): Promise<string> {
  const start = await setUpVisit({ base: request, returnTo, buyerCookie: returnTo });
  const opened = await request(new URL(start).pathname);
  const base = (opened.headers.get('location') ?? '').split('/').slice(0, 3).join('/');
  await press(`${base}/basket/lines`, { offerId: id('offer-pen'), quantity: '20' });
  return base;
}
const PLAIN = 'http://suite.example/return?key=41';
const SAYS =
  'Nothing can be sent to http://suite.example: this return address is plain http, which anybody on the way can read. Whoever looks after the connection must give an https address in BrowserFormPost (OCI: HOOK_URL).';
const state = async (cookie: string) =>
  (
    await db.query<{ visit: string; basket: string; sent: number }>(
      `select s.state as visit, b.state as basket, (select count(*)::int from exchange e
          where e.direction = 'out' and e.kind = 'PunchOutOrderMessage') as sent
         from punch_out_session s join basket b on b.id = s.basket_id where s.buyer_cookie = ?
        order by s.id desc limit 1`,
      [cookie],
    )
  )[0];

describe('a visit whose setup names a plain http placeholder, in test mode', () => {
  it('says on every page that nothing can go back', async () => {
    const base = await visit(PLAIN);
    for (const path of ['shop', 'basket'])
      expect(await (await request(`${base}/${path}`)).text()).toContain(SAYS);
    expect(await (await request(`${base}/shop?lang=fr`)).text()).toContain(
      'Rien ne peut être envoyé à http://suite.example',
    );
  });

  it('refuses to return the basket: no form, no form-action, nothing logged as sent, the basket kept', async () => {
    const base = await visit(PLAIN);
    const answer = await press(`${base}/return`, { preview: 'seen' });
    expect([answer.status, formAction(answer)]).toEqual([422, `'self'`]);
    const html = await answer.text();
    expect(html).toContain(SAYS);
    expect(html).not.toContain('return-form');
    expect(html).not.toContain('key=41');
    expect(await state(PLAIN)).toEqual({ visit: 'active', basket: 'open', sent: 0 });
  });

  it('can be left, without a 204 that would travel in the clear', async () => {
    const base = await visit(PLAIN);
    const answer = await press(`${base}/cancel`);
    expect([answer.status, formAction(answer)]).toEqual([422, `'self'`]);
    const html = await answer.text();
    expect(html).toContain('Nothing was sent');
    expect(html).not.toContain('<form');
    expect(await state(PLAIN)).toEqual({ visit: 'cancelled', basket: 'cancelled', sent: 0 });
    const late = await press(`${base}/leave`);
    expect([late.status, formAction(late)]).toEqual([422, `'self'`]);
    const over = await (await request(`${base}/basket`)).text();
    expect(over).toContain('You have left the shop');
    expect(over).not.toContain(`${base}/leave`);
  });

  it('names no plain http host of its profile in form-action either', async () => {
    await db.query(`update trading_connection set profile_overlay = ?::jsonb where id = ?`, [
      JSON.stringify({
        frame: { ancestors: ['http://portal.example', 'https://portal.example'] },
      }),
      id('acme-cxml'),
    ]);
    const base = await visit('https://suite.example/return');
    const answer = await press(`${base}/cancel`);
    expect([answer.status, formAction(answer)]).toEqual([
      200,
      'https://suite.example https://portal.example',
    ]);
  });
});

it.each([
  ['https://suite.example/x', true],
  ['http://suite.example/x', false],
  ['HTTP://suite.example:443/x', false],
  ['http://localhost:9/x', true],
  ['http://[::1]:9/x', true],
  ['http://127.0.0.1.evil.example/x', false],
  ['http://localhost.evil.example/x', false],
  ['http://10.0.0.7/x', false],
  ['http://shop.example:4300/workbench/return/1', true],
  ['http://shop.example:4301/workbench/return/1', false],
  ['SAPEVENT:POST', true],
])('under test on loopback %s may be posted to: %s', (address, may) => {
  const publicUrl = 'http://shop.example:4300';
  expect(isPostable(address, { allowLoopbackHttp: true, publicUrl })).toBe(may);
});

it('in production loopback is no exception', () => {
  const config = { allowLoopbackHttp: false, publicUrl: 'https://shop.example' };
  expect(isPostable('http://127.0.0.1:9/x', config)).toBe(false);
  expect(isPostable('https://127.0.0.1:9/x', config)).toBe(true);
});
