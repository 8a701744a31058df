import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createApp } from '../src/app.tsx';
import type { Measured, Workload } from '../src/process/bench.ts';
import { id } from '../test/support/world.ts';
import { type LoadOrder, type LoadResult, loadGenerator } from './support/load.ts';
import { machine } from './support/machine.ts';
import { median, quantile } from './support/median.ts';
import { installPeers, peer } from './support/peers.ts';
import { type BenchProduct, startProduct } from './support/product.ts';
import { inTurn, RUNS } from './support/turns.ts';

const CONNECTIONS = 32;
const POOL = 10;
const SECONDS = 4;
const P99_MS_MAX = 50;

/** What a suite sends when a buyer clicks the supplier's tile; `{n}` makes payloadID and cookie unique. */
const SETUP = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.050/cXML.dtd">
<cXML payloadID="{n}@acme.test" timestamp="2026-11-21T10:00:00+01:00" xml:lang="en-US">
  <Header>
    <From><Credential domain="NetworkID"><Identity>AN02000000002-T</Identity></Credential></From>
    <To><Credential domain="NetworkID"><Identity>AN01000000001-T</Identity></Credential></To>
    <Sender>
      <Credential domain="NetworkID"><Identity>AN02000000002-T</Identity><SharedSecret>acme-secret</SharedSecret></Credential>
      <UserAgent>Buyer suite</UserAgent>
    </Sender>
  </Header>
  <Request deploymentMode="test">
    <PunchOutSetupRequest operation="create">
      <BuyerCookie>{n}</BuyerCookie>
      <Extrinsic name="UserEmail">buyer@acme.test</Extrinsic>
      <Extrinsic name="UserFullName">Bea Buyer</Extrinsic>
      <Extrinsic name="CostCenter">CC-100</Extrinsic>
      <BrowserFormPost><URL>https://suite.acme.test/punchout/return</URL></BrowserFormPost>
      <ShipTo>
        <Address addressID="DOCK-1">
          <Name xml:lang="fr">Quai 1</Name>
          <PostalAddress><Street>1 rue du Test</Street><City>Villeurbanne</City><PostalCode>69100</PostalCode><Country isoCountryCode="FR">France</Country></PostalAddress>
        </Address>
      </ShipTo>
    </PunchOutSetupRequest>
  </Request>
</cXML>
`;

type PgPool = {
  query: (config: {
    name: string;
    text: string;
    values: unknown[];
  }) => Promise<{ rows: { id: string; legal_name: string }[] }>;
  end: () => Promise<void>;
};

/** The bare route: one prepared query by primary key, one JSON answer, nothing else. */
function bareRoute(pool: PgPool): Hono {
  const app = new Hono();
  app.get('/row', async (c) => {
    const { rows } = await pool.query({
      name: 'row',
      text: 'select id, legal_name from organisation where id = $1',
      values: [id('acme')],
    });
    return c.json(rows[0] ?? {});
  });
  return app;
}

type Listening = { readonly origin: string; readonly server: Server };

async function listen(fetch: Parameters<typeof getRequestListener>[0]): Promise<Listening> {
  const listener = getRequestListener(fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { origin: `http://127.0.0.1:${port}`, server };
}

const rate = ({ requests, seconds }: LoadResult): number => requests / seconds;
const p99 = ({ latenciesMs }: LoadResult): number => quantile(latenciesMs, 0.99);

async function measured(product: BenchProduct, say: (text: string) => void): Promise<Measured> {
  const { Pool } = peer<{ Pool: new (options: object) => PgPool }>('pg');
  // The login sees rows only in a role: the peer's connections take the product's own.
  const pool = new Pool({
    connectionString: product.url,
    max: POOL,
    options: '-c role=app_system',
  });
  const ours = await listen(createApp(product.services).fetch);
  const bare = await listen(bareRoute(pool).fetch);
  const generator = loadGenerator();
  const load = { connections: CONNECTIONS, seconds: SECONDS };
  const setup: LoadOrder = {
    ...load,
    url: `${ours.origin}/cxml`,
    body: SETUP,
    expected: '<StartPage>',
  };
  const row: LoadOrder = { ...load, url: `${bare.origin}/row`, expected: 'Acme Industrie' };
  try {
    const results = await inTurn(
      { ours: () => generator.run(setup), peer: () => generator.run(row) },
      say,
    );
    const p99Ms = median(results.ours.map(p99));
    return {
      ours: median(results.ours.map(rate)),
      peer: median(results.peer.map(rate)),
      peerName: 'bare Hono route, one query by primary key',
      kept: p99Ms <= P99_MS_MAX,
      conditions: {
        ...machine(),
        connections: CONNECTIONS,
        pool: POOL,
        runs: RUNS,
        seconds_per_run: SECONDS,
        fsync: await product.setting('fsync'),
        synchronous_commit: await product.setting('synchronous_commit'),
        p50_ms: Number(
          median(results.ours.map(({ latenciesMs }) => median(latenciesMs))).toFixed(1),
        ),
        p99_ms: Number(p99Ms.toFixed(1)),
        p99_ms_max: P99_MS_MAX,
        peer_p99_ms: Number(median(results.peer.map(p99)).toFixed(1)),
      },
    };
  } finally {
    generator.stop();
    ours.server.close();
    bare.server.close();
    await pool.end();
  }
}

/**
 * PunchOutSetupRequest over real HTTP on loopback, durable, each with a payloadID of its own, against a
 * bare route on the same Node, server and pool size.
 */
export const punchOutSetup: Workload = {
  name: 'punch-out-setup',
  unit: 'requests/s',
  goal: 0.25,
  run: async (say) => {
    installPeers(say);
    say('starting PostgreSQL');
    const product = await startProduct({ poolMax: POOL });
    try {
      return await measured(product, say);
    } finally {
      await product.stop();
    }
  },
};
