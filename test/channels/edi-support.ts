import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { buildDesadv, buildOrdrsp, type Envelope } from '../../edi/edifact/index.ts';
import type { OrderResponseLine } from '../../edi/messages.ts';
import { Decimal, money } from '../../src/base/index.ts';
import { ediDoor, ediJobs } from '../../src/channels/edi/index.ts';
import { outboundJobs, outboundSubscriptions } from '../../src/channels/outbound/index.ts';
import { holdExposure } from '../../src/domain/credit/index.ts';
import {
  findOrder,
  type OrderInput,
  type OrderLineInput,
  placeOrder,
} from '../../src/domain/orders/index.ts';
import { requestContext, web } from '../../src/platform/http/index.ts';
import { type Services, systemContext, write } from '../../src/platform/index.ts';
import { id } from '../support/world.ts';

export const d = (text: string): Decimal => Decimal.parse(text);
export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
export const jobs = { ...ediJobs, ...outboundJobs };
export const subscriptions = new Map(outboundSubscriptions.map(([event, job]) => [event, [job]]));

/** The EDI door alone, without a port. */
export function door(services: () => Services) {
  const app = () => web().use(requestContext(services())).route('/', ediDoor());
  const post = (
    body: Uint8Array | string,
    headers: Record<string, string> = { authorization: 'Bearer key-a' },
  ) =>
    app().request('http://localhost/edi', {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : Buffer.from(body),
    });
  return { post };
}

const address = {
  name: 'Quai 1',
  code: 'DOCK-1',
  street: '1 quai',
  postalCode: '69100',
  city: 'Villeurbanne',
  country: 'FR',
};

export const bolt = (lineNumber: number, quantity: string): OrderLineInput => ({
  lineNumber,
  sellerId: id('seller-a'),
  sku: 'A-BOLT-M8',
  gtin: '4006381333931',
  description: 'Hex bolt M8 x 40',
  unspsc: '31161500',
  unit: 'C62',
  quantity: d(quantity),
  unitPrice: d('0.125'),
  vatCategory: 'S',
  vatRateBp: 2000,
});
export const cable = (lineNumber: number, quantity: string): OrderLineInput => ({
  ...bolt(lineNumber, quantity),
  sku: 'A-CABLE-3G',
  gtin: '3012345678919',
  description: 'Cable 3G1.5 by the metre',
  unspsc: '26121600',
  unit: 'MTR',
  unitPrice: d('1.2345'),
});
export const paper = (lineNumber: number, quantity: string): OrderLineInput => ({
  ...bolt(lineNumber, quantity),
  sellerId: id('seller-b'),
  sku: 'B-PAPER-A4',
  gtin: '5901234123457',
  description: 'Paper A4 80 g, ream',
  unspsc: '14111507',
  unit: 'RM',
  unitPrice: d('4.20'),
});
export const glove = (lineNumber: number, quantity: string): OrderLineInput => ({
  ...bolt(lineNumber, quantity),
  sellerId: id('seller-c'),
  sku: 'C-GLOVE-9',
  gtin: '2012345678900',
  description: 'Work glove size 9',
  unspsc: '46181504',
  unit: 'PR',
  unitPrice: d('2.16'),
});

/** An order of the buyer `acme` on terms, its exposure held, as purchasing places it. */
export async function placed(
  services: Services,
  number: string,
  lines: readonly OrderLineInput[],
  changes: Partial<OrderInput> = {},
) {
  return write(systemContext(services, 'test'), async (tx) => {
    const result = await placeOrder(tx, {
      buyerId: id('acme'),
      number,
      currency: 'EUR',
      terms: { outcome: 'full', paymentDays: 45 },
      shipTo: address,
      billTo: address,
      orderedBy: 'Ana',
      lines,
      ...changes,
    });
    const found = await findOrder(tx, { buyerId: id('acme'), number });
    if (found)
      await holdExposure(tx, {
        buyerId: id('acme'),
        subject: `purchase_order:${found.id}`,
        amount: money(found.netMinor + found.vatMinor, 'EUR'),
      });
    return result;
  });
}

export const envelope = (reference: string, changes: Partial<Envelope> = {}): Envelope => ({
  sender: { id: '3012345678902', qualifier: '14' },
  receiver: { id: 'COMPTOIR', qualifier: 'ZZZ' },
  reference,
  preparedAt: Temporal.PlainDateTime.from('2026-03-02T10:00'),
  test: true,
  acknowledgementAsked: true,
  lineEnd: '\n',
  ...changes,
});

export const answerTo = (
  orderNumber: string,
  reference: string,
  lines: OrderResponseLine[],
  changes: Partial<Envelope> = {},
) =>
  buildOrdrsp(
    {
      number: `R-${reference}`,
      date: day('2026-03-02'),
      orderNumber,
      action: 'changed',
      notes: [],
      lines,
    },
    envelope(reference, changes),
  );

export const despatchOf = (
  orderNumber: string,
  reference: string,
  lines: { orderLine: string; quantity: string }[],
) =>
  buildDesadv(
    {
      number: `D-${reference}`,
      date: day('2026-03-03'),
      orderNumber,
      despatchDate: day('2026-03-03'),
      expectedDate: day('2026-03-05'),
      carrier: 'Geodis',
      trackingNumber: 'GEO123',
      packages: [],
      lines: lines.map((line, at) => ({
        position: String(at + 1),
        orderLine: line.orderLine,
        quantity: d(line.quantity),
        unit: 'C62',
      })),
    },
    envelope(reference),
  );

export type Received = {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
};

/** A partner's server on a free port: keeps what it gets and answers what the test says. */
export async function partnerServer(
  answer: (received: Received) => Response | Promise<Response> = () => new Response(''),
) {
  const received: Received[] = [];
  const app = new Hono().post('*', async (c) => {
    const one = {
      path: c.req.path,
      contentType: c.req.header('content-type') ?? '',
      body: await c.req.text(),
    };
    received.push(one);
    return answer(one);
  });
  return new Promise<{ url: string; received: Received[]; stop: () => Promise<void> }>(
    (resolve) => {
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
        resolve({
          url: `http://127.0.0.1:${port}`,
          received,
          stop: () =>
            new Promise((done) => {
              server.close(() => done());
            }),
        });
      });
    },
  );
}
