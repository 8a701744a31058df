import { buildCamt053 } from '../../edi/bank/index.ts';
import {
  buildOrderRequest,
  buildSetupRequest,
  type CxmlDocument,
  type Header,
  type ItemIn,
  parseCxml,
  readBrowserPost,
} from '../../punchout/index.ts';
import { jobs } from '../../src/app.tsx';
import { type Decimal, money } from '../../src/base/index.ts';
import { recordAnswer, recordDespatch, recordReceipt } from '../../src/domain/orders/index.ts';
import { read, systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import type { TestDatabase } from '../support/database.ts';
import { id } from '../support/world.ts';

const acme: Header = {
  from: { credentials: [{ domain: 'NetworkID', identity: 'AN02000000002-T' }] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
  sender: {
    credentials: [
      { domain: 'NetworkID', identity: 'AN02000000002-T', sharedSecret: 'acme-secret' },
    ],
    userAgent: 'Story',
  },
};
const dock = {
  name: 'Acme',
  postal: {
    deliverTo: ['Ana Durand'],
    street: ['1 rue du Test'],
    city: 'Villeurbanne',
    postalCode: '69100',
    countryIso: 'FR',
  },
};

export type Cart = Extract<CxmlDocument['payload'], { kind: 'PunchOutOrderMessage' }>;
type Over = (item: ItemIn, at: number) => Partial<ItemIn> & { quantity?: Decimal };

/** One purchase over the product's own doors, without a port: each step by its sentence. */
export function purchase(db: TestDatabase) {
  const app = () => testApp(db.services());
  const ctx = () => systemContext(db.services(), 'recorder story');
  const envelope = (payloadId: string) => ({
    payloadId,
    timestamp: '2026-03-02T10:00:00+01:00',
    header: acme,
  });

  const post = async (bytes: Uint8Array): Promise<{ code: number; text: string }> => {
    const answer = await app().request('/cxml', {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=UTF-8' },
      body: Buffer.from(bytes),
    });
    const text = await answer.text();
    return { code: Number(/<Status[^>]*\scode="(\d+)"/.exec(text)?.[1]), text };
  };

  return {
    post,
    /** A visit of the suite with one basket over two sellers; gives back the cart as the suite got it. */
    basket: async (cookie: string): Promise<Cart> => {
      const setup = buildSetupRequest(envelope(`setup-${cookie}@acme.test`), {
        operation: 'create',
        buyerCookie: cookie,
        extrinsics: [{ name: 'UserEmail', value: 'ana@acme.test' }],
        contacts: [],
        items: [],
        browserFormPost: 'http://127.0.0.1:9/return',
      });
      const { text } = await post(setup);
      const start = new URL(/<URL>([^<]+)<\/URL>/.exec(text)?.[1] ?? '');
      const opened = await app().request(start.pathname);
      const visit = (opened.headers.get('location') ?? '').replace(/^https?:\/\/[^/]+/, '');
      const path = visit.split('/').slice(0, 3).join('/');
      const form = (fields: Record<string, string>): RequestInit => ({
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      });
      for (const [offer, quantity] of [
        ['paper', '10'],
        ['glove', '5'],
        ['book', '1'],
      ] as const)
        await app().request(
          `${path}/basket/lines`,
          form({ offerId: id(`offer-${offer}`), quantity }),
        );
      const back = await (await app().request(`${path}/return`, form({}))).text();
      const field = /name="cxml-base64" value="([^"]+)"/.exec(back)?.[1] ?? '';
      const { payload } = parseCxml(readBrowserPost([['cxml-base64', field]]));
      if (payload.kind !== 'PunchOutOrderMessage') throw new Error('no cart');
      return payload;
    },
    /** The suite's order of a cart, each line perhaps changed on the way. */
    order: (cart: Cart, { number, over = () => ({}) }: { number: string; over?: Over }) =>
      post(
        buildOrderRequest(envelope(`${number}@acme.test`), {
          orderId: number,
          orderDate: '2026-03-02T11:00:00+01:00',
          type: 'new',
          contacts: [],
          paymentTerms: [],
          comments: [],
          extrinsics: [],
          shipTo: dock,
          billTo: dock,
          total: cart.total ?? { value: cart.items[0]?.quantity as Decimal, currency: 'EUR' },
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
            ...over(item, at),
          })),
        }),
      ),
    jobs: () => db.runJobs(jobs),
    /** Every part of an order answered, shipped and received in full, and so invoiced. */
    deliver: async (number: string): Promise<void> => {
      await db.runJobs(jobs);
      const parts = await db.query<{ id: string; number: string }>(
        `select s.id, s.number from seller_order s join purchase_order p on p.id = s.purchase_order_id where p.number = ? order by s.number`,
        [number],
      );
      for (const part of parts) {
        const lines = await read(ctx(), (tx) =>
          tx.em.execute<{ line_number: number; quantity: string }[]>(
            'select line_number, quantity::text from order_line where seller_order_id = ?',
            [part.id],
          ),
        );
        const { Decimal: D } = await import('../../src/base/index.ts');
        await recordAnswer(ctx(), {
          sellerOrderId: part.id,
          lines: lines.map((line) => ({
            lineNumber: line.line_number,
            action: 'accepted',
            quantity: D.parse(line.quantity),
          })),
        });
        const { shipmentId } = await recordDespatch(ctx(), {
          sellerOrderId: part.id,
          number: `LS-${part.number}`,
          shippedOn: Temporal.PlainDate.from('2026-03-03'),
        });
        await recordReceipt(ctx(), { shipmentId, receivedBy: 'Ana' });
      }
      await db.runJobs(jobs);
    },
    /** The buyer's transfer for some invoices arrives and is matched; then the sellers are paid out. */
    pay: async ({ minor, text }: { minor: bigint; text: string }): Promise<void> => {
      const amount = money(minor, 'EUR');
      const day = Temporal.PlainDate.from('2026-03-19');
      const camt = buildCamt053({
        messageId: 'M1',
        id: 'STMT-1',
        sequence: 1,
        createdAt: db.services().clock.now(),
        account: { iban: 'FR7630006000011234567890189', currency: 'EUR' },
        from: day,
        to: day,
        opening: money(0n, 'EUR'),
        entries: [
          {
            reference: 'R1',
            servicerReference: 'BK1',
            amount,
            creditDebit: 'CRDT',
            isReversal: false,
            status: 'BOOK',
            bookingDate: day,
            valueDate: day,
            bankTxCode: { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT' },
            details: [
              {
                amount,
                debtor: { name: 'ACME INDUSTRIE', iban: 'FR7630006000011234567890189' },
                remittance: { unstructured: [text], structured: [] },
              },
            ],
          },
        ],
      });
      const answer = await app().request('/login', {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'http://localhost',
        },
        body: new URLSearchParams({ email: 'finance@comptoir.test', password: 'demo' }).toString(),
      });
      const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
      const form = new FormData();
      form.set('file', new File([camt], 'camt.xml', { type: 'application/xml' }));
      await app().request('/operator/bank-statements', {
        method: 'POST',
        headers: { cookie, origin: 'http://localhost' },
        body: form,
      });
      await db.runJobs(jobs);
      const finance = await app().signIn('finance@comptoir.test');
      await finance.post('/operator/payouts', { executionOn: '2026-03-23' });
      await db.runJobs(jobs);
    },
  };
}
