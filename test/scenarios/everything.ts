import { afterAll, expect } from 'vitest';
import { buildCamt053, type EntryDraft } from '../../edi/bank/index.ts';
import {
  buildConfirmationRequest,
  buildOrderRequest,
  buildPaymentRemittanceRequest,
  buildReceiptRequest,
  buildResponse,
  buildSetupRequest,
  buildShipNoticeRequest,
  buildStatusUpdateRequest,
  type CxmlDocument,
  type Header,
  parseCxml,
  readBrowserPost,
} from '../../punchout/index.ts';
import { Decimal, money } from '../../src/base/index.ts';
import { TradingConnection } from '../../src/domain/parties/index.ts';
import { systemContext, write } from '../../src/platform/index.ts';
import type { TestDatabase } from '../support/database.ts';
import { startPartner } from '../support/outside.ts';
import { wholeProduct } from '../support/story.ts';
import { id } from '../support/world.ts';

export type Cart = Extract<CxmlDocument['payload'], { kind: 'PunchOutOrderMessage' }>;
type Item = Cart['items'][number];

const headerOf = (domain: string, identity: string, sharedSecret: string): Header => ({
  from: { credentials: [{ domain, identity }] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
  sender: { credentials: [{ domain, identity, sharedSecret }], userAgent: 'Story' },
});
const acme = headerOf('NetworkID', 'AN02000000002-T', 'acme-secret');
const beta = headerOf('DUNS', '123456789', 'beta-secret');

const NOTHING = { contacts: [], comments: [], extrinsics: [] } as const;
const eur = (text: string) => ({ value: Decimal.parse(text), currency: 'EUR' });
const day = (text: string) => Temporal.PlainDate.from(text);
const dock = {
  name: 'Acme',
  postal: {
    deliverTo: ['Quai 1'],
    street: ['1 rue du Test'],
    city: 'Villeurbanne',
    postalCode: '69100',
    countryIso: 'FR',
  },
};

const credit = (minor: bigint, text: string): EntryDraft => ({
  reference: 'R1',
  servicerReference: 'BK-EVERY-1',
  amount: money(minor, 'EUR'),
  creditDebit: 'CRDT',
  isReversal: false,
  status: 'BOOK',
  bookingDate: day('2026-03-19'),
  valueDate: day('2026-03-19'),
  bankTxCode: { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT' },
  details: [
    {
      amount: money(minor, 'EUR'),
      endToEndId: 'ACME-E2E-0319',
      debtor: { name: 'ACME INDUSTRIE', iban: 'FR7630006000011234567890189' },
      remittance: { unstructured: [text], structured: [] },
    },
  ],
});

/** One purchase with everything that can happen to it, each step a document or a form over real HTTP. */
export function everything(db: TestDatabase) {
  let partner: Awaited<ReturnType<typeof startPartner>> | undefined;
  let answer = 200;
  const product = wholeProduct(db, {
    prepare: async (services) => {
      partner = await startPartner(() => ({
        status: 200,
        contentType: 'text/xml',
        body: Buffer.from(
          buildResponse(
            { payloadId: 'answer@partner.test', timestamp: '2026-03-02T10:00:00+01:00' },
            { code: answer, text: 'OK' },
          ),
        ).toString('utf8'),
      }));
      const url = partner.url;
      await write(systemContext(services, 'story'), async (tx) => {
        for (const [name, path] of [
          ['seller-b-cxml', '/cxml/b'],
          ['acme-cxml', '/cxml/acme'],
        ] as const)
          (await tx.em.findOneOrFail(TradingConnection, { id: id(name) })).outboundUrl = url + path;
      });
    },
  });
  afterAll(() => partner?.stop());

  let documents = 0;
  const stamp = (header: Header) => {
    documents += 1;
    return { payloadId: `every-${documents}@test`, timestamp: '2026-03-02T10:00:00+01:00', header };
  };
  const post = async (bytes: Uint8Array): Promise<CxmlDocument> => {
    const got = await fetch(`${product.base()}/cxml`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=UTF-8' },
      body: Buffer.from(bytes),
    });
    return parseCxml(Buffer.from(await got.arrayBuffer()));
  };
  const taken = async (bytes: Uint8Array): Promise<CxmlDocument> => {
    const document = await post(bytes);
    const { payload } = document;
    if (payload.kind === 'Response') expect(payload.status).toMatchObject({ code: 200 });
    return document;
  };
  const form = (path: string, fields: Record<string, string>) =>
    fetch(`${product.base()}${path}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(fields),
    });

  const signIn = async (email: string) => {
    const login = await fetch(`${product.base()}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: product.base() },
      body: new URLSearchParams({ email, password: 'demo' }),
    });
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const headers = { cookie, origin: product.base(), accept: 'text/html' };
    return {
      get: (path: string) => fetch(`${product.base()}${path}`, { headers, redirect: 'manual' }),
      text: async (path: string) => (await fetch(`${product.base()}${path}`, { headers })).text(),
      post: (path: string, body: Record<string, string> | FormData) =>
        fetch(`${product.base()}${path}`, {
          method: 'POST',
          redirect: 'manual',
          headers,
          body: body instanceof FormData ? body : new URLSearchParams(body),
        }),
    };
  };

  return {
    product,
    post,
    signIn,
    /** What the partners' servers got so far, oldest first, by path. */
    sent: (path: string) => (partner?.received ?? []).filter((one) => one.path === path),
    /** From now on partners answer with this cXML status. */
    partnersAnswer: (code: number) => {
      answer = code;
    },
    /** A visit; 10 boxes of paper of seller B and 5 pairs of gloves of seller C go back. */
    basket: async (cookie: string): Promise<Cart> => {
      const started = await post(
        buildSetupRequest(stamp(acme), {
          operation: 'create',
          buyerCookie: cookie,
          extrinsics: [{ name: 'UserEmail', value: 'ana@acme.test' }],
          contacts: [],
          items: [],
          browserFormPost: `${partner?.url}/return`,
        }),
      );
      if (started.payload.kind !== 'PunchOutSetupResponse') throw new Error('no start page');
      const shop = await fetch(started.payload.startPage);
      const path = new URL(shop.url).pathname.split('/').slice(0, 3).join('/');
      await form(`${path}/basket/lines`, { offerId: id('offer-paper'), quantity: '10' });
      await form(`${path}/basket/lines`, { offerId: id('offer-glove'), quantity: '5' });
      const back = await (await form(`${path}/return`, {})).text();
      const field = /name="cxml-base64" value="([^"]+)"/.exec(back)?.[1] ?? '';
      const { payload } = parseCxml(readBrowserPost([['cxml-base64', field]]));
      if (payload.kind !== 'PunchOutOrderMessage') throw new Error('no cart');
      return payload;
    },
    order: async (cart: Cart, number: string): Promise<void> => {
      await taken(
        buildOrderRequest(stamp(acme), {
          ...NOTHING,
          orderId: number,
          orderDate: '2026-03-02T11:00:00+01:00',
          type: 'new',
          paymentTerms: [],
          shipTo: dock,
          billTo: dock,
          total: cart.total ?? eur('0'),
          items: cart.items.map((item, at) => ({
            lineNumber: at + 1,
            quantity: item.quantity,
            itemId: item.itemId,
            detail: item.detail,
            supplierIds: [],
            distributions: [],
            scheduleLines: [],
            contacts: [],
            comments: [],
          })),
        }),
      );
      await product.runJobs();
    },
    /** Seller B confirms by its header and ships all of its part; seller C does so on its pages. */
    fulfil: async (number: string, mark = '1'): Promise<void> => {
      const order = { orderId: `${number}-1`, payloadId: 'x@comptoir' };
      await taken(
        buildConfirmationRequest(stamp(beta), {
          ...NOTHING,
          type: 'accept',
          operation: 'new',
          noticeDate: '2026-03-02T12:00:00+01:00',
          confirmId: `BETA-7${mark}`,
          order,
          items: [],
        }),
      );
      await taken(
        buildShipNoticeRequest(stamp(beta), {
          ...NOTHING,
          shipmentId: `BETA-S${mark}`,
          operation: 'new',
          noticeDate: '2026-03-03T12:00:00+01:00',
          shipmentDate: '2026-03-03T12:00:00+01:00',
          deliveryDate: '2026-03-04T12:00:00+01:00',
          controls: [],
          portions: [{ order, items: [] }],
        }),
      );
      const gamma = await signIn('desk@gamma.test');
      const [part] = await db.query<{ id: string }>(
        'select id from seller_order where number = ?',
        [`${number}-2`],
      );
      await gamma.post(`/seller/orders/${part?.id}/despatch`, {
        number: `GG-${mark}`,
        carrier: 'Colis Express',
        tracking: `TRACK-${mark}`,
        shippedOn: '2026-03-03',
        'q-2': '5',
      });
      await product.runJobs();
    },
    /** The suite's receipt over lines of the order: everything, or what goes back. */
    receive: async (
      number: string,
      {
        receiptId,
        items,
        type,
      }: {
        receiptId: string;
        items: readonly (readonly [line: number, item: Item, quantity: string])[];
        type: 'received' | 'returned';
      },
    ): Promise<void> => {
      await taken(
        buildReceiptRequest(stamp(acme), {
          receiptId,
          receiptDate: '2026-03-05T10:00:00+01:00',
          operation: 'new',
          comments: [],
          extrinsics: [],
          total: eur('0'),
          orders: [
            {
              order: { orderId: number, payloadId: 'y@acme.test' },
              items: items.map(([line, { detail }, quantity], at) => ({
                receiptLineNumber: at + 1,
                lineNumber: line,
                quantity: Decimal.parse(quantity),
                unit: detail.unit,
                unitPrice: detail.unitPrice,
                receivedAmount: detail.unitPrice,
                type,
                comments: [],
                extrinsics: [],
              })),
            },
          ],
        }),
      );
      await product.runJobs();
    },
    /** Credits every return that waits, as a person at the desk does. */
    creditReturns: async (): Promise<void> => {
      const operator = await signIn('operator@comptoir.test');
      for (const { id: returnId } of await db.query<{ id: string }>(
        `select id from goods_return where state = 'open'`,
      ))
        expect((await operator.post(`/operator/returns/${returnId}/credit`, {})).status).toBe(303);
      await product.runJobs();
    },
    state: async (): Promise<void> => {
      const operator = await signIn('operator@comptoir.test');
      const issued = await operator.post('/operator/statements', { buyerId: id('acme') });
      expect(issued.status).toBe(303);
      await product.runJobs();
    },
    /** What the suite says of an invoice. */
    say: (invoiceId: string, type: 'reconciled' | 'paid'): Promise<CxmlDocument> =>
      taken(
        buildStatusUpdateRequest(stamp(acme), {
          status: { code: 200, text: 'OK' },
          extrinsics: [],
          invoice: { type, comments: [], invoiceId },
        }),
      ),
    /** The buyer's own split of the payment to come. */
    advise: async (number: string, nets: Readonly<Record<string, string>>): Promise<Uint8Array> => {
      const net = Object.values(nets).reduce(
        (sum, one) => sum.add(Decimal.parse(one)),
        Decimal.zero,
      );
      const bytes = buildPaymentRemittanceRequest(stamp(acme), {
        paymentRemittanceId: number,
        paymentDate: '2026-03-19T12:00:00+01:00',
        status: 'new',
        paymentReferenceNumber: `PAY-${number}`,
        partners: [{ contact: { role: 'payer', name: 'Acme Industrie SAS' }, ids: [] }],
        net: { value: net, currency: 'EUR' },
        details: Object.entries(nets).map(([invoiceId, amount], at) => ({
          lineNumber: at + 1,
          invoiceId,
          net: eur(amount),
          gross: eur(amount),
          adjustments: [],
          extrinsics: [],
        })),
      });
      await taken(bytes);
      await product.runJobs();
      return bytes;
    },
    /** The buyer's transfer arrives, is matched, and the sellers are paid out. */
    pay: async (minor: bigint, text: string): Promise<void> => {
      const camt = buildCamt053({
        messageId: 'M1',
        id: 'STMT-EVERY',
        sequence: 1,
        createdAt: db.services().clock.now(),
        account: { iban: 'FR7630006000011234567890189', currency: 'EUR' },
        from: day('2026-03-19'),
        to: day('2026-03-19'),
        opening: money(0n, 'EUR'),
        entries: [credit(minor, text)],
      });
      const finance = await signIn('finance@comptoir.test');
      const file = new FormData();
      file.set('file', new File([camt], 'camt.xml', { type: 'application/xml' }));
      expect((await finance.post('/operator/bank-statements', file)).status).toBe(303);
      await product.runJobs();
      const run = await finance.post('/operator/payouts', { executionOn: '2026-03-23' });
      expect(run.status).toBe(303);
      const [paid] = await db.query<{ id: string }>('select id from payout_run');
      await finance.post(`/operator/payouts/${paid?.id}/sent`, {});
      await product.runJobs();
    },
  };
}
