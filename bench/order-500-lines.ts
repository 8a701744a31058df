import { randomUUID } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { Hono } from 'hono';
import { buildOrderRequest, type Content, type OrderRequest } from '../punchout/index.ts';
import { createApp } from '../src/app.tsx';
import { Decimal } from '../src/base/index.ts';
import type { Services } from '../src/platform/index.ts';
import type { Measured, Workload } from '../src/process/bench.ts';
import { type Article, articles, PRICE, returnedBasket } from './support/baskets.ts';
import { listen } from './support/listen.ts';
import { loadGenerator } from './support/load.ts';
import { outcomeOf } from './support/outcome.ts';
import { installPeers, type PeerPool, peerPool } from './support/peers.ts';
import { type BenchProduct, startProduct } from './support/product.ts';
import { inTurn } from './support/turns.ts';

const LINES = 500;
const CONNECTIONS = 4;
const POOL = 10;
const SECONDS_MAX = 60;
/** Of four at once; a suite's server sends them, and gives up after half a minute or more. */
const P99_MS_MAX = 5_000;
/** Orders of one run, each of a basket of its own. */
const ORDERS = 12;

const party = (identity: string, sharedSecret?: string) => ({
  credentials: [{ domain: 'NetworkID', identity, ...(sharedSecret ? { sharedSecret } : {}) }],
});

/** The order as a suite sends it; `{n}` makes its number and payloadID unique, `AUX-1` … stand for the basket's lines. */
function orderTemplate(ordered: readonly Article[]): string {
  const place = {
    name: 'Acme',
    addressId: 'DOCK-1',
    postal: {
      deliverTo: ['Quai 1'],
      street: ['1 rue du Test'],
      city: 'Villeurbanne',
      postalCode: '69100',
      countryIso: 'FR',
      country: 'France',
    },
  };
  const order: Content<OrderRequest> = {
    orderId: 'PO-{n}',
    orderDate: '2026-11-21T10:00:00+01:00',
    type: 'new',
    contacts: [],
    paymentTerms: [],
    comments: [],
    extrinsics: [],
    shipTo: place,
    billTo: place,
    total: { value: Decimal.parse('1250.00'), currency: 'EUR' },
    items: ordered.map(({ sku }, at) => ({
      lineNumber: at + 1,
      quantity: Decimal.of(2),
      itemId: { supplierPartId: sku, supplierPartAuxiliaryId: `AUX-${at + 1}.` },
      detail: {
        unitPrice: { value: Decimal.parse(PRICE), currency: 'EUR' },
        descriptions: [{ text: `Article ${sku}`, lang: 'en' }],
        unit: 'C62',
        classifications: [{ domain: 'UNSPSC', value: '14111507' }],
        extrinsics: [],
      },
      supplierIds: [],
      distributions: [],
      scheduleLines: [],
      contacts: [],
      comments: [],
    })),
  };
  const bytes = buildOrderRequest(
    {
      payloadId: '{n}@acme.test',
      timestamp: '2026-11-21T10:00:00+01:00',
      header: {
        from: party('AN02000000002-T'),
        to: party('AN01000000001-T'),
        sender: { ...party('AN02000000002-T', 'acme-secret'), userAgent: 'Buyer suite' },
      },
      deploymentMode: 'test',
    },
    order,
  );
  return Buffer.from(bytes).toString('utf8');
}

/** Documents for one run: as many baskets that went back, each ordered once. */
async function documents(
  services: Services,
  { template, ordered }: { template: string; ordered: readonly Article[] },
): Promise<string[]> {
  const bodies: string[] = [];
  while (bodies.length < ORDERS) {
    const signed = await returnedBasket(services, ordered);
    bodies.push(template.replace(/AUX-(\d+)\./g, (_, at: string) => signed[Number(at) - 1] ?? ''));
  }
  return bodies;
}

type Taken = { lines: Record<string, unknown>[] };

type PeerOrder = {
  cXML: {
    '@_payloadID': string;
    Request: {
      OrderRequest: { ItemOut: { '@_quantity': string; ItemID: { SupplierPartID: string } }[] };
    };
  };
};

/** The lines of an order that we took, for the peer to insert the same. */
async function linesTaken(pool: PeerPool<Taken>): Promise<Record<string, unknown>[]> {
  const { rows } = await pool.query({
    name: 'taken',
    text: `select jsonb_agg(l order by l.line_number) as lines from order_line l
      where purchase_order_id = (select id from purchase_order order by id limit 1)`,
    values: [],
  });
  const lines = rows[0]?.lines ?? [];
  if (lines.length !== LINES) throw new Error(`${lines.length} order lines, not ${LINES}`);
  return lines;
}

/** The bare route: the same document parsed and the same lines written by one statement, nothing else. */
function bareRoute(pool: PeerPool<Taken>, lines: readonly Record<string, unknown>[]): Hono {
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
  const app = new Hono();
  app.post('/order', async (c) => {
    const { cXML } = parser.parse(await c.req.text()) as PeerOrder;
    const rows = cXML.Request.OrderRequest.ItemOut.map((item, at) => ({
      ...lines[at],
      sku: item.ItemID.SupplierPartID,
      quantity: item['@_quantity'],
    }));
    await pool.query({
      name: 'insert',
      text: `insert into peer_order_line select given.* from jsonb_array_elements($1::jsonb) line,
        lateral jsonb_populate_record(null::peer_order_line, line || jsonb_build_object('id', gen_random_uuid(), 'purchase_order_id', $2::uuid)) given`,
      values: [JSON.stringify(rows), randomUUID()],
    });
    return c.text(`${cXML['@_payloadID']} accepted`);
  });
  return app;
}

async function measured(product: BenchProduct, say: (text: string) => void): Promise<Measured> {
  const pool = peerPool<Taken>({ url: product.url, max: POOL });
  const ordered = await articles(product.services, LINES);
  const template = orderTemplate(ordered);
  const bodies = (): Promise<string[]> => documents(product.services, { template, ordered });
  const load = { connections: CONNECTIONS, seconds: SECONDS_MAX };
  const ours = await listen(createApp(product.services).fetch);
  const generator = loadGenerator();
  const order = { ...load, url: `${ours.origin}/cxml`, expected: 'code="200"' };
  const sent = await bodies();
  await generator.run({ ...order, bodies: sent });
  const bare = await listen(bareRoute(pool, await linesTaken(pool)).fetch);
  const insert = { ...load, url: `${bare.origin}/order`, expected: 'accepted', bodies: sent };
  try {
    const results = await inTurn(
      {
        ours: async () => generator.run({ ...order, bodies: await bodies() }),
        peer: () => generator.run(insert),
      },
      say,
    );
    return {
      ...(await outcomeOf(results, {
        product,
        p99MsMax: P99_MS_MAX,
        conditions: {
          lines: LINES,
          document_bytes: Buffer.byteLength(template),
          connections: CONNECTIONS,
          pool: POOL,
          orders_per_run: ORDERS,
        },
      })),
      peerName: 'bare Hono route, the same XML parsed and the same lines inserted by one statement',
    };
  } finally {
    generator.stop();
    ours.server.close();
    bare.server.close();
    await pool.end();
  }
}

/**
 * OrderRequest of 500 lines, accepted over real HTTP on loopback, durable. The goal is a tenth of the peer: beside
 * the peer's reading and writing, we keep the document, hold each line against its basket and the catalogue, place
 * one order with each seller, and keep the comparison field by field. A query or a flush for each line would make
 * that a hundredth.
 */
export const order500Lines: Workload = {
  name: 'order-500-lines',
  unit: 'orders/s',
  goal: 0.1,
  run: async (say) => {
    installPeers(say);
    say('starting PostgreSQL');
    const product = await startProduct({ poolMax: POOL });
    try {
      await product.asOwner(`create table peer_order_line (like order_line including indexes)`);
      await product.asOwner('grant select, insert on peer_order_line to app_system');
      return await measured(product, say);
    } finally {
      await product.stop();
    }
  },
};
