import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCamt053, type EntryDraft } from '../../edi/bank/index.ts';
import { buildDesadv, buildOrdrsp, readEdifact } from '../../edi/edifact/index.ts';
import {
  buildConfirmationRequest,
  buildOrderRequest,
  buildReceiptRequest,
  buildResponse,
  buildSetupRequest,
  buildShipNoticeRequest,
  type CxmlDocument,
  type Header,
  parseCxml,
  readBrowserPost,
} from '../../punchout/index.ts';
import { jobs, subscriptions } from '../../src/app.tsx';
import { Decimal, money } from '../../src/base/index.ts';
import { ringFenceProof } from '../../src/domain/ledger/index.ts';
import { TradingConnection } from '../../src/domain/parties/index.ts';
import { runJobsOnce, type Services, systemContext, write } from '../../src/platform/index.ts';
import { startWeb, type WebServer } from '../../src/process/web.ts';
import { type MailSimulator, startMailSimulator } from '../../src/simulators/mail/server.tsx';
import { testDatabase } from '../support/database.ts';
import { startPartner } from '../support/outside.ts';
import { id, smallWorld } from '../support/world.ts';

/** One basket from punch-out to payout: every step over real HTTP, every amount to the cent. */
const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
let services: Services;
let web: WebServer;
let mail: MailSimulator;
let partner: Awaited<ReturnType<typeof startPartner>>;
let base = '';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

const cxmlOk = (): string =>
  Buffer.from(
    buildResponse(
      { payloadId: 'answer@partner.test', timestamp: '2026-03-02T10:00:00+01:00' },
      { code: 200, text: 'OK' },
    ),
  ).toString('utf8');

beforeAll(async () => {
  mail = await startMailSimulator();
  partner = await startPartner(({ path }) =>
    path.startsWith('/edi')
      ? { status: 202, body: 'received', contentType: 'text/plain' }
      : { status: 200, body: cxmlOk(), contentType: 'text/xml' },
  );
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  services = {
    ...db.services(),
    config: { ...db.services().config, port, publicUrl: base, smtpUrl: mail.smtpUrl },
  };
  await smallWorld(services);
  await write(systemContext(services, 'story'), async (tx) => {
    for (const [name, path] of [
      ['seller-a-edi', '/edi/a'],
      ['seller-b-cxml', '/cxml/b'],
      ['acme-cxml', '/cxml/acme'],
    ] as const) {
      (await tx.em.findOneOrFail(TradingConnection, { id: id(name) })).outboundUrl =
        `${partner.url}${path}`;
    }
  });
  web = await startWeb(services);
});
afterAll(async () => {
  await web?.stop();
  await partner?.stop();
  await mail?.stop();
});

const run = () => runJobsOnce(services, { jobs, connectionString: db.adminUrl() });
const sent = (path: string) => partner.received.filter((one) => one.path === path);

let documents = 0;
const stamp = () => {
  documents += 1;
  return {
    payloadId: `story-${documents}@test`,
    timestamp: services.clock
      .now()
      .toZonedDateTimeISO('Europe/Paris')
      .toString({ smallestUnit: 'second', timeZoneName: 'never' }),
  };
};
const headerOf = ({
  domain,
  identity,
  secret,
}: {
  domain: string;
  identity: string;
  secret: string;
}): Header => ({
  from: { credentials: [{ domain, identity }] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
  sender: { credentials: [{ domain, identity, sharedSecret: secret }], userAgent: 'Story' },
});
const acme = headerOf({ domain: 'NetworkID', identity: 'AN02000000002-T', secret: 'acme-secret' });
const beta = headerOf({ domain: 'DUNS', identity: '123456789', secret: 'beta-secret' });

async function postCxml(bytes: Uint8Array): Promise<CxmlDocument> {
  const answer = await fetch(`${base}/cxml`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body: Buffer.from(bytes),
  });
  expect(answer.status).toBe(200);
  return parseCxml(Buffer.from(await answer.arrayBuffer()));
}
const statusOf = ({ payload }: CxmlDocument) =>
  payload.kind === 'Response' || payload.kind === 'PunchOutSetupResponse'
    ? payload.status
    : undefined;

async function signIn(email: string) {
  const login = await fetch(`${base}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: base, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email, password: 'demo' }),
  });
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return {
    get: async (path: string) =>
      (await fetch(`${base}${path}`, { headers: { cookie, accept: 'text/html' } })).text(),
    post: (path: string, fields: Record<string, string>) =>
      fetch(`${base}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          cookie,
          origin: base,
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(fields),
      }),
    upload: (path: string, name: string, content: string) => {
      const form = new FormData();
      form.set('file', new File([content], name, { type: 'application/xml' }));
      return fetch(`${base}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, origin: base },
        body: form,
      });
    },
  };
}

let visitPath = '';
type Cart = Extract<CxmlDocument['payload'], { kind: 'PunchOutOrderMessage' }>;
let cart: Cart;
const dock = {
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
const numbers = async (): Promise<string[]> =>
  (await db.query<{ number: string }>(`select number from invoice order by number`)).map(
    (one) => one.number,
  );

describe('one basket from punch-out to payout', () => {
  it('1. the suite sets the visit up and the shop opens', async () => {
    const answer = await postCxml(
      buildSetupRequest(
        { ...stamp(), header: acme },
        {
          operation: 'create',
          buyerCookie: 'acme-cookie',
          extrinsics: [{ name: 'UserEmail', value: 'ana@acme.test' }],
          contacts: [],
          items: [],
          browserFormPost: `${partner.url}/return`,
        },
      ),
    );
    expect(statusOf(answer)?.code).toBe(200);
    const start = answer.payload.kind === 'PunchOutSetupResponse' ? answer.payload.startPage : '';
    const shop = await fetch(start);
    expect(shop.status).toBe(200);
    expect(shop.headers.get('x-frame-options')).toBeNull();
    expect(shop.headers.get('content-security-policy')).toContain('frame-ancestors');
    visitPath = new URL(shop.url).pathname.split('/').slice(0, 3).join('/');
  });

  it('2. a basket over three sellers goes back, in schema order', async () => {
    const search = await (await fetch(`${base}${visitPath}/shop?q=gant`)).text();
    expect(search).toContain('Gant de travail taille 9');
    for (const [offer, quantity] of [
      ['bolt', '1000'],
      ['paper', '10'],
      ['glove', '5'],
      ['book', '1'],
    ] as const) {
      const added = await fetch(`${base}${visitPath}/basket/lines`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ offerId: id(`offer-${offer}`), quantity }),
      });
      expect(added.status).toBe(303);
    }
    const back = await (await fetch(`${base}${visitPath}/return`, { method: 'POST' })).text();
    const field = /name="cxml-base64" value="([^"]+)"/.exec(back)?.[1] ?? '';
    const document = parseCxml(readBrowserPost([['cxml-base64', field]]));
    if (document.payload.kind !== 'PunchOutOrderMessage') throw new Error('no cart');
    cart = document.payload;
    // 1000 × 0.11 + 10 × 4.20 + 5 × 2.40 + 1 × 18.00
    expect(cart.total?.value.toString(2)).toBe('182.00');
    expect(cart.tax?.amount?.value.toString(2)).toBe('33.79');
    expect(cart.buyerCookie).toBe('acme-cookie');
  });

  it('3. the basket is a request, not an order; its exposure is held', async () => {
    expect(await db.query(`select id from purchase_order`)).toEqual([]);
    expect(
      await db.query(
        `select state, net_minor::text as net, vat_minor::text as vat from requisition`,
      ),
    ).toEqual([{ state: 'returned', net: '18200', vat: '3379' }]);
    expect(
      await db.query(`select held_minor::text as held from credit_account where buyer_id = ?`, [
        id('acme'),
      ]),
    ).toEqual([{ held: '21579' }]);
  });

  it('4. the purchase order is checked against the basket, decided with reasons, and holds its exposure', async () => {
    const answer = await postCxml(
      buildOrderRequest(
        { ...stamp(), header: acme },
        {
          orderId: 'PO-4711',
          orderDate: '2026-03-02T11:00:00+01:00',
          type: 'new',
          contacts: [],
          paymentTerms: [],
          comments: [],
          extrinsics: [],
          shipTo: dock,
          billTo: dock,
          total: cart.total ?? { value: Decimal.zero, currency: 'EUR' },
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
        },
      ),
    );
    expect(statusOf(answer)).toMatchObject({ code: 200 });
    const [order] = await db.query<Record<string, unknown>>(
      `select number, state, terms_outcome, payment_days, net_minor::text as net, vat_minor::text as vat from purchase_order`,
    );
    expect(order).toEqual({
      number: 'PO-4711',
      state: 'released',
      terms_outcome: 'short',
      payment_days: 30,
      net: '18200',
      vat: '3379',
    });
    const [decision] = await db.query<{ reasons: { en: string }[] }>(
      `select reasons from terms_decision order by decided_at desc, id desc limit 1`,
    );
    expect(decision?.reasons.length).toBeGreaterThan(2);
    expect(
      await db.query(
        `select held_minor::text as held, open_minor::text as open from credit_account where buyer_id = ?`,
        [id('acme')],
      ),
    ).toEqual([{ held: '21579', open: '0' }]);
  });

  it('5a. each seller gets its part in its own format', async () => {
    await run();
    const [edi] = sent('/edi/a');
    const reading = readEdifact(edi?.bytes ?? Buffer.alloc(0));
    expect(reading.errors).toEqual([]);
    const content = reading.interchanges[0]?.messages[0]?.content;
    if (content?.kind !== 'order') throw new Error('no ORDERS');
    expect(content.order.number).toBe('PO-4711-1');
    expect(
      content.order.lines.map((line) => [
        line.sellerSku,
        line.quantity.toString(),
        line.unitPrice?.toString(),
      ]),
    ).toEqual([['A-BOLT-M8', '1000', '0.11']]);
    const [xml] = sent('/cxml/b');
    const order = parseCxml(xml?.bytes ?? Buffer.alloc(0)).payload;
    expect(order.kind === 'OrderRequest' && [order.orderId, order.items.length]).toEqual([
      'PO-4711-2',
      1,
    ]);
    expect(mail.messages().map((one) => one.email.to?.[0]?.address)).toContain('desk@gamma.test');
    expect(await db.query(`select number, state from seller_order order by number`)).toEqual([
      { number: 'PO-4711-1', state: 'sent' },
      { number: 'PO-4711-2', state: 'sent' },
      { number: 'PO-4711-3', state: 'sent' },
    ]);
  });

  it('5b. the sellers answer: ORDRSP, ConfirmationRequest, a click', async () => {
    const ordrsp = buildOrdrsp(
      {
        number: 'AB-1',
        date: Temporal.PlainDate.from('2026-03-02'),
        orderNumber: 'PO-4711-1',
        action: 'accepted',
        notes: [],
        seller: { gln: '3012345678902', name: 'Visserie Alpha' },
        lines: [
          {
            position: '1',
            sellerSku: 'A-BOLT-M8',
            action: 'accepted',
            quantity: Decimal.of(1000),
            promisedDate: Temporal.PlainDate.from('2026-03-04'),
          },
        ],
      },
      ediEnvelope('REF1'),
    );
    expect((await postEdi(ordrsp)).status).toBe(202);
    const confirmed = await postCxml(
      buildConfirmationRequest(
        { ...stamp(), header: beta },
        {
          type: 'accept',
          operation: 'new',
          noticeDate: '2026-03-02T12:00:00+01:00',
          confirmId: 'BETA-77',
          order: { orderId: 'PO-4711-2', payloadId: 'x@comptoir' },
          contacts: [],
          comments: [],
          extrinsics: [],
          items: [],
        },
      ),
    );
    expect(statusOf(confirmed)?.code).toBe(200);
    const gamma = await signIn('desk@gamma.test');
    const [order] = await db.query<{ id: string }>(
      `select id from seller_order where number = 'PO-4711-3'`,
    );
    expect(await gamma.get(`/seller/orders/${order?.id}`)).toContain('PO-4711-3');
    await run();
    expect(
      await db.query(
        `select number, state from seller_order where number <> 'PO-4711-3' order by number`,
      ),
    ).toEqual([
      { number: 'PO-4711-1', state: 'accepted' },
      { number: 'PO-4711-2', state: 'accepted' },
    ]);
    const confirmations = sent('/cxml/acme')
      .map((one) => parseCxml(one.bytes).payload)
      .filter((payload) => payload.kind === 'ConfirmationRequest');
    expect(confirmations.length).toBe(2);
  });

  it('5c. they ship: DESADV, ShipNoticeRequest, a click; the suite hears of each', async () => {
    const desadv = buildDesadv(
      {
        number: 'LS-1',
        date: Temporal.PlainDate.from('2026-03-03'),
        orderNumber: 'PO-4711-1',
        despatchDate: Temporal.PlainDate.from('2026-03-03'),
        seller: { gln: '3012345678902', name: 'Visserie Alpha' },
        packages: [],
        lines: [
          {
            position: '1',
            orderLine: '1',
            sellerSku: 'A-BOLT-M8',
            quantity: Decimal.of(1000),
            unit: 'C62',
          },
        ],
      },
      ediEnvelope('REF2'),
    );
    expect((await postEdi(desadv)).status).toBe(202);
    const shipped = await postCxml(
      buildShipNoticeRequest(
        { ...stamp(), header: beta },
        {
          shipmentId: 'BETA-S1',
          operation: 'new',
          noticeDate: '2026-03-03T12:00:00+01:00',
          shipmentDate: '2026-03-03T12:00:00+01:00',
          deliveryDate: '2026-03-04T12:00:00+01:00',
          contacts: [],
          comments: [],
          extrinsics: [],
          controls: [],
          portions: [{ order: { orderId: 'PO-4711-2', payloadId: 'x@comptoir' }, items: [] }],
        },
      ),
    );
    expect(statusOf(shipped)?.code).toBe(200);
    const gamma = await signIn('desk@gamma.test');
    const [order] = await db.query<{ id: string }>(
      `select id from seller_order where number = 'PO-4711-3'`,
    );
    const despatch = await gamma.post(`/seller/orders/${order?.id}/despatch`, {
      number: 'GG-1',
      carrier: 'Colis Express',
      tracking: 'T1',
      shippedOn: '2026-03-03',
      'q-3': '5',
      'q-4': '1',
    });
    expect(despatch.status).toBe(303);
    await run();
    expect(await db.query(`select number, state from seller_order order by number`)).toEqual([
      { number: 'PO-4711-1', state: 'shipped' },
      { number: 'PO-4711-2', state: 'shipped' },
      { number: 'PO-4711-3', state: 'shipped' },
    ]);
    const notices = sent('/cxml/acme')
      .map((one) => parseCxml(one.bytes).payload)
      .filter((payload) => payload.kind === 'ShipNoticeRequest');
    expect(notices.length).toBe(3);
  });

  it('5d. a receipt of the suite closes delivery', async () => {
    db.clock.set('2026-03-05T09:00:00Z');
    const answer = await postCxml(
      buildReceiptRequest(
        { ...stamp(), header: acme },
        {
          receiptId: 'GR-1',
          receiptDate: '2026-03-05T10:00:00+01:00',
          operation: 'new',
          comments: [],
          extrinsics: [],
          total: { value: Decimal.parse('182.00'), currency: 'EUR' },
          orders: [
            {
              order: { orderId: 'PO-4711', payloadId: 'y@acme.test' },
              items: cart.items.map((item, at) => ({
                receiptLineNumber: at + 1,
                lineNumber: at + 1,
                quantity: item.quantity,
                unit: item.detail.unit,
                unitPrice: item.detail.unitPrice,
                receivedAmount: item.detail.unitPrice,
                type: 'received' as const,
                comments: [],
                extrinsics: [],
              })),
            },
          ],
        },
      ),
    );
    expect(statusOf(answer)).toMatchObject({ code: 200 });
    expect(await db.query(`select distinct state from seller_order`)).toEqual([
      { state: 'received' },
    ]);
  });

  it('6a. each delivery is invoiced in its seller’s name, from its own series, to the cent', async () => {
    await run();
    expect(
      await db.query(
        `select i.number, o.trading_name as seller, i.net_minor::text as net, i.vat_minor::text as vat, i.gross_minor::text as gross, i.due_on::text as due from invoice i join organisation o on o.id = i.seller_id order by i.number`,
      ),
    ).toEqual([
      {
        number: 'AAA-2026-00001',
        seller: 'Visserie Alpha',
        net: '11000',
        vat: '2200',
        gross: '13200',
        due: '2026-04-04',
      },
      {
        number: 'BBB-2026-00001',
        seller: 'Bureau Beta',
        net: '4200',
        vat: '840',
        gross: '5040',
        due: '2026-04-04',
      },
      {
        number: 'CCC-2026-00001',
        seller: 'Gants Gamma',
        net: '3000',
        vat: '339',
        gross: '3339',
        due: '2026-04-04',
      },
    ]);
    expect(
      await db.query(
        `select held_minor::text as held, open_minor::text as open from credit_account where buyer_id = ?`,
        [id('acme')],
      ),
    ).toEqual([{ held: '0', open: '21579' }]);
  });

  it('6b. one statement over them, with one reference, by mail', async () => {
    const operator = await signIn('operator@comptoir.test');
    const issued = await operator.post('/operator/statements', { buyerId: id('acme') });
    expect(issued.status).toBe(303);
    await run();
    const [statement] = await db.query<{ number: string; total: string; reference: string }>(
      `select number, total_minor::text as total, payment_reference as reference from buyer_statement`,
    );
    expect(statement).toMatchObject({ number: 'ST-2026-00001', total: '21579' });
    expect(statement?.reference).toMatch(/^RF\d\d/);
    const message = mail
      .messages()
      .find((one) => one.email.to?.[0]?.address === 'contact@acme.test');
    expect(message?.email.attachments.map((file) => file.filename)).toEqual(
      expect.arrayContaining(['ST-2026-00001.pdf', 'AAA-2026-00001.xml']),
    );
  });

  it('7. a statement of the bank: one transfer for two invoices, one for a part, one unknown', async () => {
    db.clock.set('2026-03-20T09:00:00Z');
    const [a = '', b = '', c = ''] = await numbers();
    const entry = (
      minor: bigint,
      text: string,
      over: { name?: string; iban?: string } = {},
    ): EntryDraft => ({
      reference: text.slice(0, 16),
      servicerReference: `BK${text.slice(0, 12)}`,
      amount: money(minor, 'EUR'),
      creditDebit: 'CRDT',
      isReversal: false,
      status: 'BOOK',
      bookingDate: Temporal.PlainDate.from('2026-03-19'),
      valueDate: Temporal.PlainDate.from('2026-03-19'),
      bankTxCode: { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT' },
      details: [
        {
          amount: money(minor, 'EUR'),
          debtor: {
            name: over.name ?? 'ACME INDUSTRIE',
            iban: over.iban ?? 'FR7630006000011234567890189',
          },
          remittance: { unstructured: [text], structured: [] },
        },
      ],
    });
    const camt = buildCamt053({
      messageId: 'M1',
      id: 'STMT-2026-0319',
      sequence: 1,
      createdAt: services.clock.now(),
      account: { iban: 'FR7630006000011234567890189', currency: 'EUR' },
      from: Temporal.PlainDate.from('2026-03-19'),
      to: Temporal.PlainDate.from('2026-03-19'),
      opening: money(0n, 'EUR'),
      entries: [
        entry(18_240n, `FACTURES ${a} ${b}`),
        entry(2_000n, `ACOMPTE ${c}`),
        entry(7_777n, 'VIREMENT DIVERS', { name: 'INCONNU SARL', iban: 'DE89370400440532013000' }),
      ],
    });
    const finance = await signIn('finance@comptoir.test');
    expect((await finance.upload('/operator/bank-statements', 'camt.xml', camt)).status).toBe(303);
    expect((await finance.upload('/operator/bank-statements', 'camt.xml', camt)).status).toBe(303);
    await run();
    expect(
      await db.query(
        `select amount_minor::text as amount, state from bank_entry order by amount_minor desc`,
      ),
    ).toEqual([
      { amount: '18240', state: 'matched' },
      { amount: '7777', state: 'unmatched' },
      { amount: '2000', state: 'matched' },
    ]);
    expect(
      await db.query(`select number, open_minor::text as open, state from invoice order by number`),
    ).toEqual([
      { number: 'AAA-2026-00001', open: '0', state: 'paid' },
      { number: 'BBB-2026-00001', open: '0', state: 'paid' },
      { number: 'CCC-2026-00001', open: '1339', state: 'part_paid' },
    ]);
    const evidence = await db.query<{ evidence: { en: string; fr: string }[] }>(
      `select evidence from allocation`,
    );
    expect(
      evidence.every(
        (one) =>
          one.evidence.length > 0 &&
          one.evidence.every((piece) => piece.en !== '' && piece.fr !== ''),
      ),
    ).toBe(true);
    expect(await finance.get('/operator/reconciliation')).toContain('77.77');
  });

  it('8. what is delivered and paid is paid out net of commission, in one pain.001', async () => {
    const finance = await signIn('finance@comptoir.test');
    const paid = await finance.post('/operator/payouts', { executionOn: '2026-03-23' });
    expect(paid.status).toBe(303);
    // A: 132.00 − 11.00 − 2.20; B: 50.40 − 5.04 − 1.01. C waits for the rest of its payment.
    expect(
      await db.query(
        `select o.trading_name as seller, p.amount_minor::text as amount from payout p join organisation o on o.id = p.seller_id order by 1`,
      ),
    ).toEqual([
      { seller: 'Bureau Beta', amount: '4435' },
      { seller: 'Visserie Alpha', amount: '11880' },
    ]);
    const [file] = await db.query<{ content: Buffer }>(
      `select f.content from payout_run r join stored_file f on f.id = r.file_id`,
    );
    const pain = Buffer.from(file?.content ?? '').toString('utf8');
    expect(pain).toContain('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
    expect(pain).toContain('<CtrlSum>163.15</CtrlSum>');
  });

  it('9. the books balance and the ring-fenced money is accounted for', async () => {
    const sums = await db.query<{ total: string }>(
      `select coalesce(sum(amount_minor), 0)::text as total from ledger_entry`,
    );
    expect(sums).toEqual([{ total: '0' }]);
    const proof = await write(systemContext(services, 'story'), (tx) => ringFenceProof(tx, 'EUR'));
    expect(proof).toMatchObject({ differenceMinor: 0n });
    expect(await db.query(`select id from exchange where state = 'received'`)).toEqual([]);
  });
});

const ediEnvelope = (reference: string) => ({
  sender: { id: '3012345678902', qualifier: '14' },
  receiver: { id: '3300000000006', qualifier: '14' },
  reference,
  preparedAt: Temporal.PlainDateTime.from('2026-03-02T12:00'),
});
const postEdi = (bytes: Uint8Array) =>
  fetch(`${base}/edi`, {
    method: 'POST',
    headers: { authorization: 'Bearer key-a', 'content-type': 'application/EDIFACT' },
    body: Buffer.from(bytes),
  });
