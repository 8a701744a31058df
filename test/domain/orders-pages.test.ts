import { csrf } from 'hono/csrf';
import { beforeAll, describe, expect, it } from 'vitest';
import { Decimal, money } from '../../src/base/index.ts';
import { creditRoutes, decideTerms, holdExposure } from '../../src/domain/credit/index.ts';
import { ordersRoutes, placeOrder } from '../../src/domain/orders/index.ts';
import { area, partiesRoutes, session } from '../../src/domain/parties/index.ts';
import {
  asProblem,
  pageHeaders,
  problemJson,
  requestContext,
  type Web,
  web,
} from '../../src/platform/http/index.ts';
import { systemContext, write } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
let placed = { purchaseOrderId: '', sellerOrderIds: [] as string[] };
let partOfC = '';

const d = (text: string) => Decimal.parse(text);
const line = (lineNumber: number, seller: string, quantity: string, unitPrice: string) => ({
  lineNumber,
  sellerId: id(seller),
  sku: `SKU-${lineNumber}`,
  description: `Article ${lineNumber}`,
  unspsc: '46181504',
  unit: 'PR',
  quantity: d(quantity),
  unitPrice: d(unitPrice),
  vatCategory: 'S',
  vatRateBp: 2000,
});

beforeAll(async () => {
  await smallWorld(db.services());
  const address = {
    name: 'Quai 1',
    street: '1 quai',
    postalCode: '69100',
    city: 'Villeurbanne',
    country: 'FR',
  };
  placed = await write(systemContext(db.services(), 'test'), async (tx) => {
    const terms = await decideTerms(tx, {
      buyerId: id('acme'),
      subject: 'requisition:1',
      amount: money(420_000n, 'EUR'),
      sellerIds: [id('seller-a')],
    });
    const order = await placeOrder(tx, {
      buyerId: id('acme'),
      number: 'PO 7/A',
      currency: 'EUR',
      terms: { outcome: 'short', paymentDays: 30, decisionId: terms.decisionId },
      shipTo: address,
      billTo: address,
      orderedBy: 'Ana',
      lines: [
        line(1, 'seller-a', '1', '99.50'),
        line(2, 'seller-c', '10', '2.40'),
        line(3, 'seller-c', '2.5', '4'),
      ],
    });
    await holdExposure(tx, {
      buyerId: id('acme'),
      subject: `purchase_order:${order.purchaseOrderId}`,
      amount: money(16_020n, 'EUR'),
    });
    return order;
  });
  partOfC = placed.sellerOrderIds[1] ?? '';
});

function app(): Web {
  const root = web();
  root.use(requestContext(db.services()), pageHeaders(), session(), csrf());
  root.use('/buyer/*', area('buyer'));
  root.use('/seller/*', area('seller'));
  root.use('/operator/*', area('operator'));
  root.route('/', partiesRoutes()).route('/', ordersRoutes()).route('/', creditRoutes());
  root.onError((error, c) => problemJson(asProblem(error, c), c));
  return root;
}

const origin = 'http://localhost';
async function browser(email: string, lang: 'en' | 'fr' = 'en') {
  const root = app();
  const type = { 'content-type': 'application/x-www-form-urlencoded', origin };
  const login = await root.request(`${origin}/login`, {
    method: 'POST',
    headers: type,
    body: new URLSearchParams({ email, password: 'demo' }).toString(),
  });
  const cookie = `${(login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''}; lang=${lang}`;
  const get = async (path: string) =>
    root.request(`${origin}${path}`, { headers: { cookie, accept: 'text/html' } });
  return {
    get,
    text: async (path: string) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      return answer.text();
    },
    post: async (path: string, form: Record<string, string>) =>
      root.request(`${origin}${path}`, {
        method: 'POST',
        headers: { ...type, cookie, accept: 'text/html' },
        body: new URLSearchParams(form).toString(),
      }),
  };
}

describe('the seller’s pages', () => {
  it('list the orders of one state and confirm, refuse and ship by form', async () => {
    const desk = await browser('desk@gamma.test');
    const list = await desk.text('/seller/orders');
    expect(list).toContain('PO-7/A-2');
    expect(list).toContain('Acme Industrie');
    expect(await desk.text('/seller/orders?state=shipped')).toContain('No orders in this state');
    const page = await desk.text(`/seller/orders/${partOfC}`);
    for (const text of [
      'Article 2',
      'Article 3',
      'name="q-2"',
      'name="why-3"',
      'Send the answer',
      'Record the shipment',
      'Quai 1, 1 quai, 69100 Villeurbanne, FR',
    ])
      expect(page).toContain(text);
    expect(page).not.toContain('Article 1<');

    const tooMuch = await desk.post(`/seller/orders/${partOfC}/answer`, {
      'q-2': '11',
      'q-3': '2.5',
      'why-2': 'typed text',
    });
    expect(tooMuch.status).toBe(422);
    const again = await tooMuch.text();
    expect(again).toContain('11 answered, but at most 10 can be confirmed');
    expect(again).toContain('typed text');

    const confirmed = await desk.post(`/seller/orders/${partOfC}/answer`, {
      'q-2': '8',
      'on-2': '2026-03-09',
      'why-2': 'stock short',
      'q-3': '2.5',
      reference: 'G-1',
    });
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([
      303,
      `/seller/orders/${partOfC}?done=saved`,
    ]);
    const shipped = await desk.post(`/seller/orders/${partOfC}/despatch`, {
      'q-2': '5',
      'q-3': '0',
      number: 'BL-1',
      shippedOn: '2026-03-03',
      carrier: 'Geodis',
      tracking: 'GX-1',
    });
    expect(shipped.status).toBe(303);
    const over = await desk.post(`/seller/orders/${partOfC}/despatch`, {
      'q-2': '4',
      'q-3': '2.5',
      number: 'BL-2',
      shippedOn: '2026-03-03',
    });
    expect(await over.text()).toContain('4 to ship, but only 3 of what was confirmed are left');
    expect(await desk.text(`/seller/orders/${partOfC}`)).toContain('Shipped in part');
    // Two pairs at 2.40 and their VAT are not confirmed: 5.76 given back.
    expect(await db.query('select remaining_minor::int as held from exposure_hold')).toEqual([
      { held: 16_020 - 576 },
    ]);
  });

  it('read a decimal comma in French', async () => {
    const desk = await browser('desk@gamma.test', 'fr');
    const done = await desk.post(`/seller/orders/${partOfC}/despatch`, {
      'q-2': '3',
      'q-3': '2,5',
      number: 'BL-3',
      shippedOn: '2026-03-04',
    });
    expect(done.status).toBe(303);
    const page = await desk.text(`/seller/orders/${partOfC}`);
    for (const text of ['Expédiée', 'Avancement', 'Commande PO-7/A-2', 'Acheteur'])
      expect(page).toContain(text);
  });

  it('do not show another seller’s part', async () => {
    const desk = await browser('desk@gamma.test');
    expect((await desk.get(`/seller/orders/${placed.sellerOrderIds[0]}`)).status).toBe(404);
    expect((await desk.get('/seller/orders/no-id')).status).toBe(404);
    expect((await desk.get('/buyer/orders')).status).toBe(403);
  });
});

describe('the buyer’s pages', () => {
  it('show each seller’s part with its shipments, and take a receipt', async () => {
    const buyer = await browser('buyer@acme.test');
    const list = await buyer.text('/buyer/orders');
    for (const text of ['PO 7/A', 'In delivery', '€160.20', '€160.20'])
      expect(list).toContain(text);
    const page = await buyer.text(`/buyer/orders/${placed.purchaseOrderId}`);
    for (const text of [
      'Visserie Alpha',
      'Gants Gamma',
      'BL-1',
      'GX-1',
      'Geodis',
      'stock short',
      'Goods received',
      'Short terms, 30 days',
    ])
      expect(page).toContain(text);
    const shipment = /name="shipment" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const wrong = await buyer.post(`/buyer/orders/${placed.purchaseOrderId}/receipts`, {
      shipment,
      'q-2': '6',
    });
    expect(wrong.status).toBe(422);
    const refused = await wrong.text();
    expect(refused).toContain('6 received, but of 5 shipped only 5 are still under way');
    expect(refused).toMatch(/name="q-2"[^>]*value="6"/);
    const done = await buyer.post(`/buyer/orders/${placed.purchaseOrderId}/receipts`, {
      shipment,
      'q-2': '5',
    });
    expect(done.status).toBe(303);
    const after = await buyer.text(`/buyer/orders/${placed.purchaseOrderId}`);
    expect(after.match(/Goods received/g)).toHaveLength(1);
    expect(
      await db.query(
        `select received_quantity::float as got from order_line where line_number = 2`,
      ),
    ).toEqual([{ got: 5 }]);
  });

  it('speak French', async () => {
    const buyer = await browser('buyer@acme.test', 'fr');
    const page = await buyer.text(`/buyer/orders/${placed.purchaseOrderId}`);
    for (const text of [
      'Marchandises reçues',
      'Délai court, 30 jours',
      'Numéro de suivi',
      'Total TTC',
    ])
      expect(page).toContain(text);
    expect(await buyer.text('/buyer/orders?q=nothing')).toContain('Aucune commande ici');
  });

  it('show another buyer nothing', async () => {
    const other = await browser('buyer@petit.test');
    expect((await other.get(`/buyer/orders/${placed.purchaseOrderId}`)).status).toBe(404);
    expect(await other.text('/buyer/orders')).toContain('No orders here');
    const page = await (await browser('buyer@acme.test')).text(
      `/buyer/orders/${placed.purchaseOrderId}`,
    );
    const shipment = /name="shipment" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(
      (
        await other.post(`/buyer/orders/${placed.purchaseOrderId}/receipts`, {
          shipment,
          'q-2': '1',
        })
      ).status,
    ).toBe(404);
  });

  it('receive a shipment in parts: a form sent twice counts once, the rest is closed by a person', async () => {
    const buyer = await browser('buyer@acme.test');
    const here = `/buyer/orders/${placed.purchaseOrderId}`;
    const page = await buyer.text(here);
    const shipment = /name="shipment" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const receipt = /name="receipt" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const line = /name="q-(\d+)"/.exec(page)?.[1] ?? '';
    const form = { shipment, receipt, [`q-${line}`]: '1' };
    expect((await buyer.post(`${here}/receipts`, form)).status).toBe(303);
    expect((await buyer.post(`${here}/receipts`, form)).status).toBe(303);
    const stale = await buyer.post(`${here}/receipts`, { ...form, [`q-${line}`]: '2' });
    expect(stale.status).toBe(409);
    expect(await stale.text()).toContain(`Receipt ${receipt} of shipment`);
    const received = () =>
      db.query(
        `select sum(received_quantity)::float as got, sum(missing_quantity)::float as missing from shipment_line where shipment_id = ?`,
        [shipment],
      );
    expect(await received()).toEqual([{ got: 1, missing: 0 }]);
    const open = await buyer.text(here);
    for (const text of ['Received in part', 'To come', receipt, 'What is under way:'])
      expect(open).toContain(text);
    expect(await (await browser('buyer@acme.test', 'fr')).text(here)).toContain('Reçue en partie');
    const operator = await browser('operator@comptoir.test');
    const there = `/operator/orders/${placed.purchaseOrderId}`;
    expect(await operator.text(there)).toContain('It will not arrive');
    const close = (outcome: string) =>
      operator.post(`${there}/shipments/close`, { shipment, outcome });
    expect((await close('perhaps')).status).toBe(422);
    expect((await close('missing')).status).toBe(303);
    expect((await received())[0]).toMatchObject({ got: 1 });
    expect(await operator.text(there)).toContain('Closed, incomplete');
  });
});

describe('a receipt that should not have been', () => {
  const received = (shipment: string) =>
    db.query(
      `select sum(received_quantity)::float as got, sum(missing_quantity)::float as missing from shipment_line where shipment_id = ?`,
      [shipment],
    );
  const receipts = (state: 'in force' | 'taken back') =>
    db.query<{ number: string; shipment: string; by: string | null }>(
      `select number, shipment_id as shipment, cancelled_by as by from goods_receipt
        where (cancelled_at is null) = ? and shipment_id in (select shipment_id from goods_receipt where kind = 'missing')
        order by id`,
      [state === 'in force'],
    );

  it('is taken back by the buyer and by the operator, once, with a question that names it', async () => {
    const [first] = await receipts('in force');
    const { number = '', shipment = '' } = first ?? {};
    const missing = (await receipts('in force')).at(-1)?.number ?? '';
    const buyer = await browser('buyer@acme.test');
    const operator = await browser('operator@comptoir.test');
    const here = `/buyer/orders/${placed.purchaseOrderId}`;
    const there = `/operator/orders/${placed.purchaseOrderId}`;
    expect(await buyer.text(here)).toContain(`Take receipt ${number} back?`);
    expect(await (await browser('buyer@acme.test', 'fr')).text(here)).toContain(
      `Retirer la réception ${number} ?`,
    );
    const [before] = await received(shipment);
    expect(before).toMatchObject({ got: 1, missing: expect.any(Number) });
    expect(await receipts('in force')).toHaveLength(2);
    const undo = { receipt: number };
    expect((await buyer.post(`${here}/receipts/take-back`, undo)).status).toBe(303);
    // Pressed twice it changes nothing more.
    expect((await buyer.post(`${here}/receipts/take-back`, undo)).status).toBe(303);
    expect(await received(shipment)).toMatchObject([{ got: 0 }]);
    expect(await buyer.text(here)).not.toContain(`Take receipt ${number} back?`);
    expect(await operator.text(there)).toContain(`Take receipt ${missing} back?`);
    const gone = await operator.post(`${there}/receipts/take-back`, { receipt: missing });
    expect(gone.status).toBe(303);
    expect(await received(shipment)).toEqual([{ got: 0, missing: 0 }]);
    expect((await receipts('taken back')).map(({ by }) => by)).toEqual(['buyer', 'operator']);
    expect(await buyer.text(here)).toContain('Taken back');
  });

  it('is refused in words when nobody knows it, when it is invoiced, and to sellers and strangers', async () => {
    const buyer = await browser('buyer@acme.test');
    const here = `/buyer/orders/${placed.purchaseOrderId}`;
    const unknown = await buyer.post(`${here}/receipts/take-back`, { receipt: 'NONE' });
    expect([unknown.status, (await unknown.text()).includes('knows no receipt NONE')]).toEqual([
      404,
      true,
    ]);
    const page = await buyer.text(here);
    const shipment = /name="shipment" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const line = /name="q-(\d+)"/.exec(page)?.[1] ?? '';
    const receipt = 'SEEN/1';
    await buyer.post(`${here}/receipts`, { shipment, receipt, [`q-${line}`]: '1' });
    await db.query(`update goods_receipt set invoiced_at = ? where number = ?`, [
      '2026-03-02T10:00:00Z',
      receipt,
    ]);
    expect(await buyer.text(here)).not.toContain(`Take receipt ${receipt} back?`);
    const late = await buyer.post(`${here}/receipts/take-back`, { receipt });
    expect([late.status, (await late.text()).includes('is invoiced and can no longer')]).toEqual([
      409,
      true,
    ]);
    const other = await browser('buyer@petit.test');
    expect((await other.post(`${here}/receipts/take-back`, { receipt })).status).toBe(404);
    expect(await received(shipment)).toMatchObject([{ got: 1 }]);
  });
});

describe('the operator’s pages', () => {
  it('show every order with its split', async () => {
    const operator = await browser('operator@comptoir.test');
    expect(await operator.text('/operator/orders')).toContain('Acme Industrie');
    const page = await operator.text(`/operator/orders/${placed.purchaseOrderId}`);
    expect(page).toContain('PO-7/A-1');
    expect(page).not.toContain('Goods received');
  });

  it('page by key and skip nothing', async () => {
    const { sent } = await write(systemContext(db.services(), 'test'), async (tx) => {
      const address = { street: 'x', postalCode: '1', city: 'x', country: 'FR' };
      for (let at = 0; at < 35; at += 1) {
        await placeOrder(tx, {
          buyerId: id('petit'),
          number: `MANY-${at}`,
          currency: 'EUR',
          terms: { outcome: 'full', paymentDays: 30 },
          shipTo: address,
          billTo: address,
          orderedBy: 'Bo',
          lines: [line(1, 'seller-a', '1', '1')],
        });
      }
      return { sent: 36 };
    });
    const operator = await browser('operator@comptoir.test');
    const first = await operator.text('/operator/orders');
    const next = /href="(\/operator\/orders\?after=[^"]+)"/.exec(first)?.[1] ?? '';
    const second = await operator.text(next);
    const rows = (text: string) =>
      [...text.matchAll(/href="\/operator\/orders\/([0-9a-f-]{36})"/g)].map((one) => one[1]);
    expect(rows(first)).toHaveLength(30);
    expect(new Set([...rows(first), ...rows(second)]).size).toBe(sent);
  });

  it('show a buyer’s credit with the reasons of each decision', async () => {
    const finance = await browser('finance@comptoir.test');
    const list = await finance.text('/operator/credit');
    for (const text of ['Acme Industrie', 'Petit &amp; Fils', '€50,000.00', 'Short terms'])
      expect(list).toContain(text);
    const page = await finance.text(`/operator/credit/${id('acme')}`);
    for (const text of [
      'No order paid yet',
      '0 / 20',
      'Nothing overdue',
      '15 / 15',
      'not known',
      'First purchase, but the insurer covers it in full',
      'Score 69 of 100',
      '30 days after the invoice',
    ])
      expect(page).toContain(text);
    const french = await (await browser('finance@comptoir.test', 'fr')).text(
      `/operator/credit/${id('acme')}`,
    );
    for (const text of [
      'Aucune commande encore payée',
      'inconnu',
      'Ce qui changerait la réponse',
      'Modifier la limite',
    ])
      expect(french).toContain(text);
  });

  it('change a limit, audited, and show a refused form again', async () => {
    const finance = await browser('finance@comptoir.test', 'fr');
    const path = `/operator/credit/${id('petit')}`;
    const refused = await finance.post(`${path}/limit`, {
      limit: '12x',
      terms: 'open',
      reason: 'test',
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('12x');
    expect(
      (await finance.post(`${path}/limit`, { limit: '1', terms: 'open', reason: ' ' })).status,
    ).toBe(422);
    const done = await finance.post(`${path}/limit`, {
      limit: '60 000,50',
      terms: 'open',
      reason: 'bilan 2025',
    });
    expect(done.status).toBe(303);
    expect(
      await db.query('select limit_minor::int as limit from credit_account where buyer_id = ?', [
        id('petit'),
      ]),
    ).toEqual([{ limit: 6_000_050 }]);
    expect(
      await db.query(
        `select detail->>'reason' as reason, detail->>'from' as was from audit_record where action = 'credit.limit_set'`,
      ),
    ).toEqual([{ reason: 'bilan 2025', was: '5000000' }]);
    expect((await (await browser('desk@gamma.test')).get('/operator/credit')).status).toBe(403);
  });
});
