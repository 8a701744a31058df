import { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseCxml } from '../../punchout/index.ts';
import { comptoir } from '../cli/process-support.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { suiteStory } from './orders-support.ts';

const KEY = 'ab'.repeat(32);
const db = testDatabase({ env: { COMPTOIR_KEY: KEY } });
beforeAll(async () => {
  await smallWorld(db.services());
  // The server has the real clock: the insurer's word has to be of today for terms.
  await db.query('update credit_account set cover_as_of = now()');
});
const story = suiteStory(db);
const open: { end: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});

/** A transaction of the test's own, whose locks make the moment. */
async function hand() {
  const orm = await MikroORM.init({
    clientUrl: db.adminUrl(),
    entities: [],
    discovery: { warnWhenNoEntities: false },
  });
  const em = orm.em.fork();
  await em.begin();
  open.push({ end: () => orm.close(true) });
  return { take: (sql: string) => em.execute(sql), letGo: () => em.rollback() };
}

async function serve(): Promise<{ url: string; kill: () => Promise<unknown> }> {
  const server = comptoir(['serve'], {
    DATABASE_URL: db.appUrl(),
    DATABASE_MIGRATOR_URL: db.adminUrl(),
    COMPTOIR_KEY: KEY,
    COMPTOIR_MODE: 'demo',
    PORT: '0',
  });
  const { port } = JSON.parse(await server.line(/web process ready/)) as { port: number };
  return {
    url: `http://127.0.0.1:${port}/cxml`,
    kill: async () => {
      server.signal('SIGKILL');
      await server.ended;
    },
  };
}

const post = (url: string, bytes: Uint8Array): Promise<string> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body: Buffer.from(bytes),
  }).then((answer) => answer.text());
const statusOf = (text: string): number => {
  const { payload } = parseCxml(Buffer.from(text));
  return payload.kind === 'Response' ? payload.status.code : 0;
};

/** Asks the database again and again until it says so; no clock decides. */
async function until(question: () => Promise<boolean>): Promise<void> {
  await expect.poll(question, { timeout: 60_000, interval: 5 }).toBe(true);
}
const count = async (sql: string, params: unknown[]): Promise<number> =>
  (await db.query<{ n: number }>(sql, params))[0]?.n ?? 0;
const orders = (number: string) =>
  count('select count(*)::int as n from purchase_order where number = ?', [number]);
const waiting = () =>
  count(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    [],
  );

/** One order, held once, placed once, whatever happened on the way. */
async function once(number: string, payloadId: string): Promise<void> {
  expect(await orders(number)).toBe(1);
  expect(
    await count(
      `select count(*)::int as n from exposure_hold h join purchase_order o on h.subject = 'purchase_order:' || o.id
        where o.number = ? and h.state = 'held' and h.remaining_minor = o.net_minor + o.vat_minor`,
      [number],
    ),
  ).toBe(1);
  expect(
    await count(
      `select count(*)::int as n from outbox_event e join purchase_order o on e.payload->>'purchaseOrderId' = o.id::text
        where o.number = ? and e.name = 'order.placed'`,
      [number],
    ),
  ).toBe(1);
  expect(
    await count('select count(*)::int as n from order_version where payload_id = ?', [payloadId]),
  ).toBe(1);
  const [account] = await db.query<{ held: string; sum: string }>(
    `select held_minor::text as held,
            (select coalesce(sum(remaining_minor), 0)::text from exposure_hold where buyer_id = ? and state = 'held') as sum
       from credit_account where buyer_id = ?`,
    [id('acme'), id('acme')],
  );
  expect(account?.held).toBe(account?.sum);
}

async function anOrder(number: string) {
  const [paper] = await story.basket([['paper', '10']]);
  if (!paper) throw new Error('no quote');
  return story.document(story.order(number, [{ quote: paper, line: 1 }]));
}

describe('a server killed with an order in its hands', () => {
  it('after the bytes are stored, before the order is: the retry places it, once', async () => {
    const { bytes, payloadId } = await anOrder('PO-KILL-1');
    const first = await serve();
    const lock = await hand();
    await lock.take('lock table purchase_order in share row exclusive mode');
    const lost = post(first.url, bytes).catch(() => 'gone');
    await until(
      async () =>
        (await count(`select count(*)::int as n from exchange where state = 'received'`, [])) === 1,
    );
    await until(async () => (await waiting()) === 1);
    await first.kill();
    expect(await lost).toBe('gone');
    await lock.letGo();
    const second = await serve();
    const answer = await post(second.url, bytes);
    expect(statusOf(answer)).toBe(200);
    await once('PO-KILL-1', payloadId);
    // A third time: the answer that was given.
    expect(await post(second.url, bytes)).toBe(answer);
    await once('PO-KILL-1', payloadId);
    await second.kill();
  });

  it('after the order is committed, before it is answered: the retry gets the answer that was meant', async () => {
    const { bytes, payloadId } = await anOrder('PO-KILL-2');
    const first = await serve();
    const [gate, latch] = [await hand(), await hand()];
    await gate.take('lock table purchase_order in share row exclusive mode');
    const lost = post(first.url, bytes).catch(() => 'gone');
    await until(async () => (await waiting()) === 1);
    // The exchange's row is held, so that the server stops between its commit and its answer.
    await latch.take(
      `select id from exchange where state = 'received' order by id desc limit 1 for update`,
    );
    await gate.letGo();
    await until(async () => (await orders('PO-KILL-2')) === 1);
    await until(async () => (await waiting()) === 1);
    await first.kill();
    expect(await lost).toBe('gone');
    await latch.letGo();
    await once('PO-KILL-2', payloadId);
    const second = await serve();
    const answer = await post(second.url, bytes);
    expect(statusOf(answer)).toBe(200);
    await once('PO-KILL-2', payloadId);
    const [stored] = await db.query<{ xml: string }>(
      `select result->>'xml' as xml from idempotency_key where key like ?`,
      [`%cxml:${payloadId}`],
    );
    expect(answer).toBe(stored?.xml);
    await second.kill();
  });
});
