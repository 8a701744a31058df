import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  buildConfirmationRequest,
  buildOrderRequest,
  buildResponse,
  dtdOf,
  type Header,
  knownVersions,
  parseCxml,
  resolveProfile,
  validateCxml,
} from '../../punchout/index.ts';
import { jobs, subscriptions } from '../../src/app.tsx';
import { Decimal } from '../../src/base/index.ts';
import { testDatabase } from '../support/database.ts';
import { type Received, startPartner } from '../support/outside.ts';
import { id, smallWorld } from '../support/world.ts';
import { header as direct, type Quote, suiteStory } from './orders-support.ts';
import { cartIn, suiteOf } from './profiles-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const { basket, order, post, send, purchase } = suiteStory(db);
const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function server(connection: string) {
  const one = await startPartner(() => ({
    status: 200,
    contentType: 'text/xml',
    body: Buffer.from(
      buildResponse(
        { payloadId: 'r@partner', timestamp: '2026-03-02T10:00:00+01:00' },
        { code: 200, text: '' },
      ),
    ).toString(),
  }));
  running.push(one);
  await db.query('update trading_connection set outbound_url = ? where id = ?', [
    `${one.url}/in`,
    id(connection),
  ]);
  return one;
}
const policy = (multiSeller: string) =>
  db.query(`update trading_connection set profile_overlay = ?::jsonb where id = ?`, [
    JSON.stringify({ multiSeller }),
    id('acme-cxml'),
  ]);
const read = (received: Received | undefined) => parseCxml(received?.bytes ?? Buffer.alloc(0));
const orderIn = (received: Received | undefined) => {
  const document = read(received);
  if (document.payload.kind !== 'OrderRequest') throw new Error('no order');
  return { ...document, order: document.payload };
};
const only = (quotes: readonly Quote[]): Quote => {
  const [quote] = quotes;
  if (!quote) throw new Error('no quote');
  return quote;
};

const own = { domain: 'NetworkID', identity: 'AN01000000001-T', type: 'marketplace' };
const acme = { domain: 'NetworkID', identity: 'AN02000000002-T' };
/** As a procurement network in front of the suite sends it: its own node stands in the Path. */
const network = { type: 'copy', credentials: [{ domain: 'NetworkID', identity: 'AN-NETWORK' }] };
const through: Header = {
  ...direct,
  path: [network],
  originalPayloadId: 'first@acme.test',
};

async function routed(number: string, over: { header: Header; payloadId: string }) {
  const quote = only(await basket([['paper', '10']]));
  const bytes = buildOrderRequest(
    {
      payloadId: over.payloadId,
      timestamp: '2026-03-02T10:00:00+01:00',
      header: over.header,
      deploymentMode: 'test',
    },
    order(number, [{ quote, line: 1 }]),
    { version: '1.2.071' },
  );
  expect(await post(bytes)).toMatchObject({ status: 200 });
  await db.runJobs(jobs);
  return quote;
}

describe('an order of a buyer whose suite addresses the sellers', () => {
  it('goes on in the buyer’s name with us beside it, the nodes before ours kept, under the first document', async () => {
    await policy('route');
    const beta = await server('seller-b-cxml');
    await routed('PO-WAY', { header: through, payloadId: 'second@network.test' });
    const { header, order: got } = orderIn(beta.received[0]);
    expect(header).toMatchObject({
      from: { credentials: [acme, own] },
      to: { credentials: [{ domain: 'DUNS', identity: '123456789' }] },
      path: [network, { type: 'route', credentials: [own] }],
      originalPayloadId: 'first@acme.test',
    });
    // We open the connection: the secret is ours, and it stands nowhere else.
    expect(header?.sender.credentials).toMatchObject([
      { identity: 'AN01000000001-T', sharedSecret: 'beta-secret' },
    ]);
    expect(beta.received[0]?.bytes.toString().match(/SharedSecret>/g)).toHaveLength(2);
    expect(got.orderId).toBe('PO-WAY-1');
    const stored = await purchase('PO-WAY');
    expect(stored?.payload).toBe('second@network.test');
  });

  it('adds itself once where the suite copied the basket’s Path, and alone where it had none', async () => {
    await policy('route');
    const beta = await server('seller-b-cxml');
    const copied = [network, { type: 'route', credentials: [own] }];
    await routed('PO-COPIED', {
      header: { ...direct, path: copied, originalPayloadId: 'a@acme.test' },
      payloadId: 'a@acme.test',
    });
    await routed('PO-STRAIGHT', { header: direct, payloadId: 'b@acme.test' });
    expect(orderIn(beta.received[0]).header?.path).toMatchObject(copied);
    expect(orderIn(beta.received[0]).header?.path).toHaveLength(2);
    expect(orderIn(beta.received[1]).header).toMatchObject({
      path: [{ type: 'route', credentials: [own] }],
      originalPayloadId: 'b@acme.test',
    });
  });

  it('has its references written anew both ways: the seller knows our documents, the buyer its own', async () => {
    await policy('route');
    const beta = await server('seller-b-cxml');
    const quote = await routed('PO-REFS', { header: direct, payloadId: 'new@acme.test' });
    const change = await send(
      order('PO-REFS', [{ quote, line: 1, quantity: '4' }], {
        type: 'update',
        previousPayloadId: 'new@acme.test',
      }),
    );
    expect(change.status).toBe(200);
    await db.runJobs(jobs);
    const [first, update] = beta.received.map(orderIn);
    expect(update?.order).toMatchObject({ type: 'update', previousPayloadId: first?.payloadId });
    expect(update?.header?.originalPayloadId).toBe(change.payloadId);

    const suite = await server('acme-cxml');
    const said = buildConfirmationRequest(
      {
        payloadId: 'conf-1@beta.test',
        timestamp: '2026-03-02T10:30:00+01:00',
        header: {
          from: { credentials: [{ domain: 'duns', identity: '123456789' }] },
          to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
          sender: {
            credentials: [{ domain: 'duns', identity: '123456789', sharedSecret: 'beta-secret' }],
            userAgent: 'Beta',
          },
        },
        deploymentMode: 'test',
      },
      {
        confirmId: 'C-1',
        type: 'allDetail',
        operation: 'new',
        noticeDate: '2026-03-02T10:30:00+01:00',
        order: { orderId: 'PO-REFS-1', payloadId: update?.payloadId },
        contacts: [],
        comments: [],
        extrinsics: [],
        items: [
          {
            lineNumber: 1,
            quantity: Decimal.parse('4'),
            unit: 'RM',
            statuses: [
              {
                type: 'accept',
                quantity: Decimal.parse('4'),
                unit: 'RM',
                comments: [],
                extrinsics: [],
              },
            ],
          },
        ],
      },
    );
    expect(await post(said)).toMatchObject({ status: 200 });
    await db.runJobs(jobs);
    const { header, payload } = read(suite.received[0]);
    expect(payload).toMatchObject({
      kind: 'ConfirmationRequest',
      order: { orderId: 'PO-REFS', payloadId: change.payloadId },
    });
    expect(header).toMatchObject({
      from: { credentials: [{ domain: 'DUNS', identity: '123456789' }, own] },
      path: [{ type: 'route', credentials: [own] }],
      originalPayloadId: 'conf-1@beta.test',
    });
  });

  it.each(knownVersions('cXML'))('is valid against the DTD %s', async (version) => {
    await policy('route');
    const beta = await server('seller-b-cxml');
    await db.query(`update trading_connection set profile_overlay = ?::jsonb where id = ?`, [
      JSON.stringify({ versions: { OrderRequest: version } }),
      id('seller-b-cxml'),
    ]);
    await routed(`PO-V-${version}`, { header: through, payloadId: `${version}@acme.test` });
    const { bytes } = beta.received[0] ?? { bytes: Buffer.alloc(0) };
    expect(bytes.toString()).toContain(`cXML/${version}/`);
    expect(validateCxml(bytes, { dtd: dtdOf('OrderRequest'), version })).toEqual([]);
    expect(orderIn(beta.received[0]).header?.path).toHaveLength(2);
  });
});

describe('a basket of a buyer whose suite addresses the sellers', () => {
  it('names each line’s seller and us as the way to it, and us alone otherwise', async () => {
    const suite = suiteOf(db);
    const returned = async () => {
      const path = await suite.visit([
        ['bolt', '100'],
        ['paper', '10'],
      ]);
      const page = await suite.form(`${path}/return`, { preview: 'seen' });
      return cartIn(await page.text())?.cart.items ?? [];
    };
    await policy('route');
    const items = await returned();
    expect(items.map(({ supplierIds }) => supplierIds[0]?.value)).toEqual([
      'FR83404833048',
      'FR27542051180',
    ]);
    for (const { path } of items)
      expect(path).toMatchObject([{ type: 'route', credentials: [own] }]);
    await policy('marketplace');
    for (const { path, supplierIds } of await returned()) {
      expect(path).toBeUndefined();
      expect(supplierIds).toEqual([]);
    }
  });
});

describe('an order of a buyer that knows the marketplace alone', () => {
  it('says nothing of the way it came: we are the buyer’s supplier and the seller’s customer', async () => {
    for (const multiSeller of ['marketplace', 'supplier_per_line']) {
      await policy(multiSeller);
      const beta = await server('seller-b-cxml');
      await routed(`PO-${multiSeller}`, { header: through, payloadId: `${multiSeller}@acme.test` });
      const { header } = orderIn(beta.received[0]);
      expect(header?.from.credentials).toMatchObject([{ identity: 'AN01000000001-T' }]);
      expect(header?.from.credentials).toHaveLength(1);
      expect(header?.path).toBeUndefined();
      expect(header?.originalPayloadId).toBeUndefined();
    }
  });

  it('is all that OCI knows', () => {
    expect(() => resolveProfile('sap-oci', { multiSeller: 'route' })).toThrow(
      'punchout.profile_invalid',
    );
  });
});
