import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ediDoor, ediJobs } from '../../src/channels/edi/index.ts';
import { outboundJobs } from '../../src/channels/outbound/index.ts';
import { requestContext, web } from '../../src/platform/http/index.ts';
import { startSellerSimulator } from '../../src/simulators/index.ts';
import { bolt, cable, placed, subscriptions } from '../channels/edi-support.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase({ subscriptions });
const jobs = { ...ediJobs, ...outboundJobs };
let stop: () => Promise<void>;
let taken = 0;
const waiting: { count: number; go: () => void }[] = [];
const doorTook = (count: number) =>
  new Promise<void>((go) => (taken >= count ? go() : waiting.push({ count, go })));

beforeAll(async () => {
  await smallWorld(db.services());
  const app = new Hono();
  app.use(async (_, next) => {
    await next();
    taken += 1;
    for (const one of waiting) if (taken >= one.count) one.go();
  });
  app.route('/', web().use(requestContext(db.services())).route('/', ediDoor()));
  const { url: comptoirUrl, close } = await new Promise<{ url: string; close: () => void }>(
    (resolve) => {
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
        resolve({ url: `http://127.0.0.1:${port}`, close: () => server.close() }),
      );
    },
  );
  const seller = await startSellerSimulator({
    port: 0,
    comptoirUrl,
    answer: 'backorder',
    despatchAfterMs: 1,
    now: db.clock.now,
    sellers: [{ key: 'a', name: 'Visserie Alpha', apiKey: 'key-a', gln: '3012345678902' }],
  });
  await db.query(`update trading_connection set outbound_url = ? where id = ?`, [
    `${seller.url}/edi/a`,
    id('seller-a-edi'),
  ]);
  stop = async () => {
    await seller.stop();
    close();
  };
});
afterAll(() => stop());

describe('an order on its way to a seller and back, over real HTTP', () => {
  it('is sent, answered half now and half later, and shipped in part', async () => {
    await placed(db.services(), 'PO-TRIP', [bolt(10, '500'), cable(20, '3.5')]);
    await db.runJobs(jobs);
    await doorTook(2);
    await db.runJobs(jobs);
    expect(await db.query(`select state from seller_order where number = 'PO-TRIP-1'`)).toEqual([
      { state: 'part_shipped' },
    ]);
    expect(
      await db.query(
        `select line_number as line, answer, confirmed_quantity::float as confirmed, shipped_quantity::float as shipped from order_line order by line_number`,
      ),
    ).toEqual([
      { line: 10, answer: 'changed', confirmed: 500, shipped: 250 },
      { line: 20, answer: 'changed', confirmed: 3.5, shipped: 1 },
    ]);
    expect(
      await db.query(
        `select direction, kind, state from exchange where channel = 'edi' order by direction, kind`,
      ),
    ).toEqual([
      { direction: 'in', kind: 'DESADV', state: 'accepted' },
      { direction: 'in', kind: 'ORDRSP', state: 'accepted' },
      { direction: 'out', kind: 'CONTRL', state: 'sent' },
      { direction: 'out', kind: 'CONTRL', state: 'sent' },
      { direction: 'out', kind: 'ORDERS', state: 'sent' },
    ]);
  });
});
