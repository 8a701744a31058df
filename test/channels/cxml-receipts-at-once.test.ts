import { serve } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildReceiptRequest, parseCxml } from '../../punchout/index.ts';
import { createApp } from '../../src/app.tsx';
import { invoicingJobs } from '../../src/domain/invoicing/index.ts';
import { recordDespatch } from '../../src/domain/orders/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import { bolt, cable, d, day, placed } from './edi-support.ts';

const db = testDatabase({
  subscriptions: new Map([['shipment.received', ['invoicing.issueForShipment']]]),
});
let base = '';
let stop: () => Promise<void> = async () => {};
beforeAll(async () => {
  await smallWorld(db.services());
  await new Promise<void>((resolve) => {
    const { fetch } = createApp(db.services());
    const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      base = `http://127.0.0.1:${port}`;
      stop = () =>
        new Promise((done) => {
          server.close(() => done());
        });
      resolve();
    });
  });
});
afterAll(() => stop());
afterEach(() => expectMoneyInOrder(db));

const AT_ONCE = 8;
const credential = { domain: 'NetworkID', identity: 'AN02000000002-T' };
const ONE = { value: d('1'), currency: 'EUR' };

function receipt({
  payloadId,
  number,
  order,
  quantity,
  type = 'received',
}: {
  payloadId: string;
  number: string;
  order: string;
  quantity: string;
  type?: 'received' | 'returned';
}): Buffer {
  const envelope = {
    payloadId,
    timestamp: '2026-03-03T10:00:00+01:00',
    deploymentMode: 'test' as const,
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
    buildReceiptRequest(envelope, {
      receiptId: number,
      receiptDate: '2026-03-04T10:00:00+01:00',
      operation: 'new',
      comments: [],
      extrinsics: [],
      orders: [
        {
          order: { orderId: order, payloadId: `${order}@suite` },
          items: [
            {
              receiptLineNumber: 1,
              lineNumber: 1,
              quantity: d(quantity),
              type,
              unit: 'MTR',
              unitPrice: ONE,
              receivedAmount: ONE,
              comments: [],
              extrinsics: [],
            },
          ],
        },
      ],
      total: ONE,
    }),
  );
}

async function post(body: Buffer): Promise<number> {
  const answer = await fetch(`${base}/cxml`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body: new Uint8Array(body),
  });
  const { payload } = parseCxml(Buffer.from(await answer.text()));
  return 'status' in payload ? (payload.status as { code: number }).code : 0;
}

async function shipped(number: string, line = cable(1, '10')): Promise<string> {
  await placed(db.services(), number, [line], {
    payloadId: `${number}@suite`,
    connectionId: id('acme-cxml'),
  });
  const [order] = await db.query<{ id: string }>('select id from seller_order where number = ?', [
    `${number}-1`,
  ]);
  const { shipmentId } = await recordDespatch(systemContext(db.services(), 'test'), {
    sellerOrderId: order?.id ?? '',
    number: `${number}-S`,
    shippedOn: day('2026-03-02'),
  });
  return shipmentId;
}
const lineOf = async (number: string) =>
  (
    await db.query(
      `select l.received_quantity::float as received, l.returned_quantity::float as returned, l.refused_quantity::float as refused
         from order_line l join purchase_order p on p.id = l.purchase_order_id where p.number = ?`,
      [number],
    )
  )[0];
const invoices = async (number: string) => {
  await db.runJobs(invoicingJobs);
  return (
    await db.query<{ gross: number }>(
      'select gross_minor::int as gross from invoice where purchase_order_number = ? order by gross_minor',
      [number],
    )
  ).map(({ gross }) => gross);
};

// 10 metres at 1.2345 are 12.35 net and 2.47 of VAT.
describe('receipts that a suite posts over HTTP at the same moment', () => {
  it('are one where they are the same document', async () => {
    await shipped('AO-SAME');
    const body = receipt({ payloadId: 'ao-same', number: 'AO-1', order: 'AO-SAME', quantity: '3' });
    const codes = await Promise.all(Array.from({ length: AT_ONCE }, () => post(body)));
    expect(new Set(codes)).toEqual(new Set([200]));
    expect(await lineOf('AO-SAME')).toMatchObject({ received: 3 });
    // 3.7035 is 3.70 and 0.74.
    expect(await invoices('AO-SAME')).toEqual([444]);
  });

  it('are one where the same number comes in documents of their own', async () => {
    await shipped('AO-NUMBER');
    const codes = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) =>
        post(
          receipt({
            payloadId: `ao-number-${at}`,
            number: 'AO-2',
            order: 'AO-NUMBER',
            quantity: '3',
          }),
        ),
      ),
    );
    expect(new Set(codes)).toEqual(new Set([200]));
    expect(await lineOf('AO-NUMBER')).toMatchObject({ received: 3 });
    expect(await invoices('AO-NUMBER')).toEqual([444]);
  });

  it('take turns where they are several, and are invoiced for no more than was shipped', async () => {
    await shipped('AO-MANY');
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) =>
        post(
          receipt({
            payloadId: `ao-many-${at}`,
            number: `AO-M${at}`,
            order: 'AO-MANY',
            quantity: '3',
          }),
        ),
      ),
    );
    expect(await lineOf('AO-MANY')).toMatchObject({ received: 10 });
    const parts = await invoices('AO-MANY');
    expect(parts).toHaveLength(4);
    expect(parts.reduce((total, gross) => total + gross, 0)).toBe(1482);
  });

  it('count goods sent back once', async () => {
    await shipped('AO-BACK', bolt(1, '200'));
    await post(
      receipt({ payloadId: 'ao-back', number: 'AO-B', order: 'AO-BACK', quantity: '100' }),
    );
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) =>
        post(
          receipt({
            payloadId: `ao-back-${at}`,
            number: 'AO-B2',
            order: 'AO-BACK',
            quantity: '150',
            type: 'returned',
          }),
        ),
      ),
    );
    expect(await lineOf('AO-BACK')).toMatchObject({ received: 100, returned: 100, refused: 50 });
    expect(await invoices('AO-BACK')).toEqual([1500]);
  });
});
