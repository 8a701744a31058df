import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  browserPostField,
  buildConfirmationRequest,
  buildOciFields,
  buildPunchOutCancel,
  buildPunchOutOrderMessage,
  buildResponse,
  buildSetupResponse,
  buildShipNoticeRequest,
  type CxmlDocument,
  type ItemIn,
  parseCxml,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import { prettyXml } from '../../src/simulators/buyer-suite/xml.tsx';
import { startBuyerSuiteSimulator } from '../../src/simulators/index.ts';

const d = (text: string) => Decimal.parse(text);
const stamp = { payloadId: 'a@comptoir', timestamp: '2026-03-02T10:00:00+01:00' };
const got: CxmlDocument[] = [];
let refuses = false;
let comptoirUrl = '';
let stopComptoir: () => void;
let suite: Awaited<ReturnType<typeof startBuyerSuiteSimulator>>;
beforeAll(async () => {
  const app = new Hono().post('/cxml', async (c) => {
    const document = parseCxml(new Uint8Array(await c.req.arrayBuffer()));
    got.push(document);
    const answer = refuses
      ? buildResponse(stamp, { code: 401, text: '' })
      : document.payload.kind === 'PunchOutSetupRequest'
        ? buildSetupResponse(stamp, { startPage: 'http://shop.test/p/token' })
        : buildResponse(stamp, { code: 200, text: '' });
    return c.body(Buffer.from(answer), 200, { 'content-type': 'text/xml; charset=UTF-8' });
  });
  comptoirUrl = await new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    );
    stopComptoir = () => server.close();
  });
  suite = await startBuyerSuiteSimulator({
    port: 0,
    comptoirUrl,
    now: () => Temporal.Instant.from('2026-03-02T09:00:00Z'),
  });
});
afterAll(async () => {
  await suite.stop();
  stopComptoir();
});

const form = (path: string, fields: Record<string, string> = {}) =>
  fetch(suite.url + path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
const page = async (path: string) => (await fetch(suite.url + path)).text();
const last = () => got.at(-1);

const item: ItemIn = {
  quantity: d('2.5'),
  lineNumber: 1,
  itemId: { supplierPartId: 'A-CABLE-3G', supplierPartAuxiliaryId: 'token-1' },
  supplierIds: [],
  detail: {
    unitPrice: { value: d('1.2345'), currency: 'EUR' },
    descriptions: [{ text: 'Cable <3G1.5>', lang: 'en' }],
    unit: 'MTR',
    classifications: [{ domain: 'UNSPSC', value: '26121600' }],
    extrinsics: [{ name: 'Seller', value: 'Visserie Alpha' }],
  },
};
const ours = { domain: 'NetworkID', identity: 'AN01000000001-T' };
const header = (sharedSecret?: string) => ({
  from: { credentials: [ours] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN02000000002-T' }] },
  sender: { credentials: [{ ...ours, ...(sharedSecret ? { sharedSecret } : {}) }] },
});
const cart = {
  buyerCookie: 'c',
  operationAllowed: 'edit' as const,
  quoteStatus: 'final' as const,
  total: { value: d('3.09'), currency: 'EUR' },
  items: [item],
};

describe('punching out', () => {
  it('posts a setup request in the name of the suite chosen, and opens the page it gets', async () => {
    const opened = await form('/start/ariba', { where: 'window' });
    expect([opened.status, opened.headers.get('location')]).toEqual([
      303,
      'http://shop.test/p/token',
    ]);
    expect(last()?.header).toMatchObject({
      from: { credentials: [{ domain: 'NetworkID', identity: 'AN02000000002-T' }] },
      to: { credentials: [ours] },
      sender: { credentials: [{ sharedSecret: 'demo-ariba-secret' }] },
    });
    expect(last()?.payload).toMatchObject({
      kind: 'PunchOutSetupRequest',
      operation: 'create',
      browserFormPost: `${suite.url}/return/ariba`,
      items: [],
    });
    const framed = await form('/start/coupa', { where: 'frame' });
    expect(await framed.text()).toContain('<iframe src="http://shop.test/p/token"');
    expect(last()?.header?.from.credentials[0]).toMatchObject({
      domain: 'DUNS',
      identity: '428573911',
    });
  });

  it('calls an OCI catalogue up with its own return address', async () => {
    const opened = await form('/start/sap-oci', { where: 'window' });
    const url = new URL(opened.headers.get('location') ?? '');
    expect([
      url.origin + url.pathname,
      url.searchParams.get('USERNAME'),
      url.searchParams.get('PASSWORD'),
      url.searchParams.get('HOOK_URL'),
    ]).toEqual([
      `${comptoirUrl}/oci/ostwerk`,
      'ostwerk',
      'demo-oci-secret',
      `${suite.url}/return/sap-oci`,
    ]);
  });

  it('asks for any operation, as a colleague, at a product: of the last cart when none is named', async () => {
    await form('/start/oracle', {
      where: 'window',
      operation: 'source',
      who: 'colleague',
      part: '44121704',
      aux: 'level-2',
    });
    expect(last()?.payload).toMatchObject({
      kind: 'PunchOutSetupRequest',
      operation: 'source',
      extrinsics: [
        { name: 'User', value: 'sophie.martin@buyer.example' },
        { name: 'UserEmail', value: 'sophie.martin@buyer.example' },
      ],
      contacts: [],
      selectedItem: { supplierPartId: '44121704', supplierPartAuxiliaryId: 'level-2' },
    });
    expect(last()?.header?.from.credentials[0]?.identity).toBe('261573913');
    const home = await page('/');
    for (const style of ['Ariba', 'Coupa', 'JAGGAER', 'Oracle', 'Dynamics', 'SAP OCI'])
      expect(home).toContain(style);
    expect(await page('/visits/1')).toContain('PunchOutSetupRequest as sent');
  });

  it('shows a refusal instead of a shop', async () => {
    refuses = true;
    const answer = await form('/start/ariba', { where: 'window' });
    refuses = false;
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain('The punch-out was refused');
  });
});

describe('the cart that comes back', () => {
  it('is shown as a table and as the document, escaped', async () => {
    const field = browserPostField(
      buildPunchOutOrderMessage({ ...stamp, header: header() }, cart),
      'base64',
    );
    const answer = await form('/return/ariba', { [field.name]: field.value });
    expect(answer.headers.get('location')).toBe('/carts/1');
    const html = await page('/carts/1');
    expect(html).toContain('<td class="">A-CABLE-3G</td>');
    expect(html).toContain('2.5 MTR');
    expect(html).toContain('1.2345 EUR');
    expect(html).toContain('Visserie Alpha');
    expect(html).toContain('&lt;PunchOutOrderMessage&gt;');
    expect(html).not.toContain('<3G1.5>');
  });

  it('is taken urlencoded too, and a cancel changes nothing', async () => {
    const field = browserPostField(
      buildPunchOutOrderMessage({ ...stamp, header: header() }, cart),
      'urlencoded',
    );
    expect(
      (await form('/return/coupa', { [field.name]: field.value })).headers.get('location'),
    ).toBe('/carts/2');
    const cancel = browserPostField(
      buildPunchOutCancel(
        { ...stamp, header: header() },
        { buyerCookie: 'c', operationAllowed: 'edit', currency: 'EUR' },
      ),
      'base64',
    );
    await form('/return/ariba', { [cancel.name]: cancel.value });
    expect(await page('/carts/3')).toContain('You came back without a cart');
    expect((await form('/return/ariba', { other: 'x' })).status).toBe(422);
  });

  it('is read from OCI fields, price per unit and long text included', async () => {
    const fields = buildOciFields([
      {
        description: 'Cable 3G1.5 by the metre, on a drum of 100 m',
        quantity: d('3'),
        unitPrice: d('1.2345'),
        currency: 'EUR',
        unit: 'MTR',
        sku: 'A-CABLE-3G',
      },
    ]);
    await form(
      '/return/sap-oci',
      Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    );
    const html = await page('/carts/4');
    expect(html).toContain('1.2345 EUR');
    expect(html).toContain('on a drum of 100 m');
    expect(html).not.toContain('Send as order');
  });

  it.each([
    ['named', { cart: '1' }],
    ['not named, the last of this suite with lines', {}],
  ])(
    'can be edited and inspected when %s: its lines go with the setup request',
    async (_, about) => {
      for (const operation of ['edit', 'inspect']) {
        await form('/start/ariba', { where: 'frame', operation, ...about });
        expect(last()?.payload).toMatchObject({
          kind: 'PunchOutSetupRequest',
          operation,
          items: [
            {
              lineNumber: 1,
              itemId: { supplierPartId: 'A-CABLE-3G', supplierPartAuxiliaryId: 'token-1' },
            },
          ],
        });
      }
    },
  );
});

describe('the order', () => {
  const toSuite = (bytes: Uint8Array) =>
    fetch(`${suite.url}/cxml`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=UTF-8' },
      body: Buffer.from(bytes),
    });
  const statusOf = async (answer: Response) => {
    const { payload } = parseCxml(new Uint8Array(await answer.arrayBuffer()));
    return payload.kind === 'Response' ? payload.status.code : 0;
  };

  it('repeats the cart’s lines untouched', async () => {
    const answer = await form('/carts/1/order');
    expect(answer.headers.get('location')).toBe('/orders/PO-20260302100000-1');
    const payload = last()?.payload;
    expect(payload).toMatchObject({
      kind: 'OrderRequest',
      orderId: 'PO-20260302100000-1',
      type: 'new',
      items: [{ itemId: item.itemId, detail: { unit: 'MTR' } }],
    });
    expect(
      payload?.kind === 'OrderRequest' && payload.items[0]?.detail?.unitPrice.value.toString(),
    ).toBe('1.2345');
    expect(await page('/orders/PO-20260302100000-1')).toContain('accepted');
  });

  it('gathers confirmations and ship notices that carry its secret, and answers 200', async () => {
    const order = suite.orders[0]?.ref ?? {};
    const envelope = (secret: string, payloadId: string) => ({
      ...stamp,
      payloadId,
      header: header(secret),
    });
    const confirmation = (secret: string) =>
      buildConfirmationRequest(envelope(secret, 'c1'), {
        type: 'detail',
        operation: 'new',
        noticeDate: stamp.timestamp,
        order,
        contacts: [],
        comments: [],
        extrinsics: [],
        items: [
          {
            lineNumber: 1,
            quantity: d('2.5'),
            unit: 'MTR',
            statuses: [
              { quantity: d('2.5'), unit: 'MTR', type: 'accept', comments: [], extrinsics: [] },
            ],
          },
        ],
      });
    expect(await statusOf(await toSuite(confirmation('guessed')))).toBe(401);
    expect(await statusOf(await toSuite(confirmation('demo-ariba-secret')))).toBe(200);
    const notice = buildShipNoticeRequest(envelope('demo-ariba-secret', 's1'), {
      shipmentId: 'LS-1',
      operation: 'new',
      noticeDate: stamp.timestamp,
      shipmentDate: stamp.timestamp,
      deliveryDate: stamp.timestamp,
      contacts: [],
      comments: [],
      extrinsics: [],
      controls: [],
      portions: [
        {
          order,
          items: [{ lineNumber: 1, quantity: d('2'), unit: 'MTR', comments: [], extrinsics: [] }],
        },
      ],
    });
    expect(await statusOf(await toSuite(notice))).toBe(200);
    const html = await page('/orders/PO-20260302100000-1');
    expect(html).toContain('line 1: 2.5 accept');
    expect(html).toContain('Goods received');
  });

  it('is received by a button: a ReceiptRequest with the quantities of the ship notice', async () => {
    await form('/orders/PO-20260302100000-1/receive', { at: '1' });
    const payload = last()?.payload;
    expect(payload).toMatchObject({
      kind: 'ReceiptRequest',
      shipNoticeId: 'LS-1',
      orders: [
        { order: { orderId: 'PO-20260302100000-1' }, items: [{ lineNumber: 1, type: 'received' }] },
      ],
    });
    expect(
      payload?.kind === 'ReceiptRequest' && payload.orders[0]?.items[0]?.quantity.toString(),
    ).toBe('2');
    expect(await page('/orders/PO-20260302100000-1')).toContain('receipt accepted');
  });

  it('is changed and withdrawn by an OrderRequest that names the version before it', async () => {
    const path = '/orders/PO-20260302100000-1';
    const first = suite.orders[0]?.ref.payloadId;
    await form(`${path}/change`, { type: 'update', 'quantity-1': '4' });
    const update = last();
    expect(update?.payload).toMatchObject({
      kind: 'OrderRequest',
      orderId: 'PO-20260302100000-1',
      type: 'update',
      orderVersion: 2,
      previousPayloadId: first,
    });
    const lines = update?.payload.kind === 'OrderRequest' ? update.payload : undefined;
    // 4 × 1.2345, half up
    expect([lines?.items[0]?.quantity.toString(), lines?.total?.value.toString(2)]).toEqual([
      '4',
      '4.94',
    ]);
    await form(`${path}/change`, { type: 'delete' });
    expect(last()?.payload).toMatchObject({
      type: 'delete',
      orderVersion: 3,
      previousPayloadId: update?.payloadId,
    });
    expect(await page(path)).toContain('delete, version 3');
  });
});

describe('a document on a page', () => {
  it('is indented, a text beside its element, and nothing of it is lost', () => {
    const xml =
      '<?xml version="1.0"?><cXML payloadID="ab"><Header/><Message><BuyerCookie> c </BuyerCookie><Empty></Empty></Message></cXML>';
    expect(prettyXml(xml)).toBe(
      [
        '<?xml version="1.0"?>',
        '<cXML payloadID="ab">',
        '  <Header/>',
        '  <Message>',
        '    <BuyerCookie> c </BuyerCookie>',
        '    <Empty></Empty>',
        '  </Message>',
        '</cXML>',
      ].join('\n'),
    );
  });
});
