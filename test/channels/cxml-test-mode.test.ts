import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildOrderRequest,
  buildSetupRequest,
  type CxmlDocument,
  type Header,
  parseCxml,
  readBrowserPost,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import { connectionFacts } from '../../src/channels/workbench/facts.ts';
import { read, systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

// A real installation, not the demo: what is a test there must never become trade.
const db = testDatabase({ env: { COMPTOIR_MODE: 'production' } });
beforeAll(() => smallWorld(db.services()));

let sent = 0;
const acme = { domain: 'NetworkID', identity: 'AN02000000002-T' };
const header: Header = {
  from: { credentials: [acme] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
  sender: { credentials: [{ ...acme, sharedSecret: 'acme-secret' }], userAgent: 'Suite' },
};
const envelope = (deploymentMode: 'test' | 'production') => {
  sent += 1;
  const timestamp = '2026-03-02T10:00:00+01:00';
  return { payloadId: `mode-${sent}@acme.test`, timestamp, header, deploymentMode };
};

async function post(body: Uint8Array): Promise<CxmlDocument> {
  const answer = await testApp(db.services()).request('/cxml', {
    method: 'POST',
    body: Buffer.from(body),
  });
  return parseCxml(Buffer.from(await answer.text()));
}
const form = (path: string, fields: Record<string, string>) =>
  testApp(db.services()).request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: new URLSearchParams(fields).toString(),
  });

/** Punches out, returns five pairs of gloves, and orders what came back. */
async function order(
  mode: 'test' | 'production',
  price: (asked: Decimal) => Decimal = (asked) => asked,
): Promise<{ code: number; detail: string }> {
  const started = await post(
    buildSetupRequest(envelope(mode), {
      operation: 'create',
      buyerCookie: 'c',
      extrinsics: [{ name: 'UserEmail', value: 'ana@acme.test' }],
      contacts: [],
      items: [],
      browserFormPost: 'https://suite.acme.test/return',
    }),
  );
  if (started.payload.kind !== 'PunchOutSetupResponse')
    throw new Error(JSON.stringify(started.payload));
  const opened = await testApp(db.services()).request(new URL(started.payload.startPage).pathname);
  const path = (opened.headers.get('location') ?? '').split('/').slice(0, 3).join('/');
  await form(`${path}/basket/lines`, { offerId: id('offer-glove'), quantity: '5' });
  const page = await (await form(`${path}/return`, { preview: 'seen' })).text();
  const value = /name="cxml-base64" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const cart = parseCxml(readBrowserPost([['cxml-base64', value]])).payload;
  if (cart.kind !== 'PunchOutOrderMessage') throw new Error('no cart');
  const number = `PO-${mode}-${sent}`;
  const answer = await post(
    buildOrderRequest(envelope(mode), {
      orderId: number,
      orderDate: '2026-03-02T10:30:00+01:00',
      type: 'new',
      contacts: [],
      paymentTerms: [],
      comments: [],
      extrinsics: [],
      total: cart.total,
      shipTo: dock,
      billTo: dock,
      items: cart.items.map(({ quantity, itemId, detail }, at) => ({
        lineNumber: at + 1,
        quantity,
        itemId,
        detail: {
          ...detail,
          unitPrice: { ...detail.unitPrice, value: price(detail.unitPrice.value) },
        },
        supplierIds: [],
        distributions: [],
        scheduleLines: [],
        contacts: [],
        comments: [],
      })),
    }),
  );
  const { payload } = answer;
  if (!('status' in payload) || typeof payload.status !== 'object') throw new Error(payload.kind);
  return { code: payload.status.code, detail: payload.status.detail ?? '' };
}

const dock = {
  name: 'Acme',
  postal: {
    deliverTo: ['Quai 1'],
    street: ['1 rue du Test'],
    city: 'Villeurbanne',
    postalCode: '69100',
    countryIso: 'FR',
    country: 'France',
  },
};

const counts = async () => {
  const [row] = await db.query<Record<string, number>>(
    `select (select count(*)::int from purchase_order) as orders,
            (select count(*)::int from seller_order) as parts,
            (select count(*)::int from exposure_hold where remaining_minor > 0 and state = 'held') as holds`,
  );
  return row;
};

describe('a test in a real installation', () => {
  it('over a connection in test mode is judged and answered, and nobody trades', async () => {
    await db.query(
      `update trading_connection set deployment_mode = 'test' where organisation_id = ?`,
      [id('acme')],
    );
    for (const mode of ['test', 'production'] as const) {
      const answer = await order(mode);
      expect(answer.code).toBe(200);
      expect(answer.detail).toContain('Accepted in test mode');
    }
    expect(await counts()).toEqual({ orders: 0, parts: 0, holds: 0 });
    const equal = `select count(*)::int as n from exchange where advisories @> '[{"code":"test_order_equal"}]'`;
    expect(await db.query(equal)).toEqual([{ n: 2 }]);
    const [connection] = await db.query<{ id: string }>(
      `select id from trading_connection where organisation_id = ?`,
      [id('acme')],
    );
    const facts = await read(systemContext(db.services(), 'test'), (tx) =>
      connectionFacts(tx, { id: connection?.id ?? '' }),
    );
    expect(facts.equalOrder?.at.toString()).toBe('2026-03-02T09:00:00Z');
    expect((await order('test', (asked) => asked.add(Decimal.one))).code).toBe(400);
  });

  it('may also be one document over a connection in production; what says nothing is real', async () => {
    await db.query(
      `update trading_connection set deployment_mode = 'production' where organisation_id = ?`,
      [id('acme')],
    );
    expect((await order('test')).detail).toContain('Accepted in test mode');
    expect(await counts()).toEqual({ orders: 0, parts: 0, holds: 0 });
    const real = await order('production');
    expect(real).toEqual({ code: 200, detail: '' });
    expect(await counts()).toEqual({ orders: 1, parts: 1, holds: 1 });
  });
});
