import { Hono } from 'hono';
import { createApp } from '../src/app.tsx';
import type { Measured, Workload } from '../src/process/bench.ts';
import { id } from '../test/support/world.ts';
import { listen } from './support/listen.ts';
import { type LoadOrder, type LoadResult, loadGenerator, rate } from './support/load.ts';
import { median } from './support/median.ts';
import { outcomeOf } from './support/outcome.ts';
import { installPeers, type PeerPool, peerPool } from './support/peers.ts';
import { type BenchProduct, startProduct } from './support/product.ts';
import { inTurn } from './support/turns.ts';

const CONNECTIONS = 32;
const POOL = 10;
const SECONDS = 4;
const WARM_UPS = 3;
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

type Row = { id: string; legal_name: string };

/**
 * The bare route: one prepared query by primary key, one JSON answer, nothing else. It is posted the same document,
 * and takes its body; asked without one (GET) it shows what the body costs.
 */
function bareRoute(pool: PeerPool<Row>): Hono {
  const app = new Hono();
  const row = async (): Promise<Row | object> => {
    const { rows } = await pool.query({
      name: 'row',
      text: 'select id, legal_name from organisation where id = $1',
      values: [id('acme')],
    });
    return rows[0] ?? {};
  };
  app.get('/row', async (c) => c.json(await row()));
  app.post('/row', async (c) => {
    await c.req.text();
    return c.json(await row());
  });
  return app;
}

async function measured(product: BenchProduct, say: (text: string) => void): Promise<Measured> {
  const pool = peerPool<Row>({ url: product.url, max: POOL });
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
  const get: LoadOrder = { ...load, url: `${bare.origin}/row`, expected: 'Acme Industrie' };
  const post: LoadOrder = { ...get, body: SETUP };
  const gets: LoadResult[] = [];
  try {
    const results = await inTurn(
      {
        ours: () => generator.run(setup),
        peer: async () => {
          gets.push(await generator.run(get));
          return generator.run(post);
        },
      },
      say,
      { warmUps: WARM_UPS },
    );
    return {
      ...(await outcomeOf(results, {
        product,
        p99MsMax: P99_MS_MAX,
        conditions: {
          connections: CONNECTIONS,
          pool: POOL,
          seconds_per_run: SECONDS,
          peer_without_body: Math.round(median(gets.slice(WARM_UPS).map(rate))),
        },
      })),
      peerName: 'bare Hono route that is posted the same document, one query by primary key',
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
 * bare route that is posted the same document on the same Node, server and pool size.
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
