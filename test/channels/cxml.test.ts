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
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

let sent = 0;
const header = (secret = 'acme-secret', identity = 'AN02000000002-T'): Header => ({
  from: { credentials: [{ domain: 'NetworkID', identity }] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
  sender: {
    credentials: [{ domain: 'NetworkID', identity, sharedSecret: secret }],
    userAgent: 'Test suite',
  },
});
const envelope = (over: { payloadId?: string; header?: Header } = {}) => {
  sent += 1;
  return {
    payloadId: `doc-${sent}@acme.test`,
    timestamp: '2026-03-02T10:00:00+01:00',
    header: header(),
    ...over,
  };
};
const setup = (over: Partial<Parameters<typeof buildSetupRequest>[1]> = {}) => ({
  operation: 'create' as const,
  buyerCookie: ' cookie-1 ',
  extrinsics: [{ name: 'UserEmail', value: 'ana@acme.test' }],
  contacts: [],
  items: [],
  browserFormPost: 'http://127.0.0.1:9/return',
  ...over,
});

async function post(
  body: Uint8Array | string,
  contentType = 'text/xml; charset=UTF-8',
): Promise<{ http: number; type: string; text: string; document: CxmlDocument; status: number }> {
  const answer = await testApp(db.services()).request('/cxml', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: typeof body === 'string' ? body : Buffer.from(body),
  });
  const text = await answer.text();
  const document = parseCxml(Buffer.from(text));
  return {
    http: answer.status,
    type: answer.headers.get('content-type') ?? '',
    text,
    document,
    status: statusOf(document)?.code ?? 0,
  };
}

const statusOf = ({ payload }: CxmlDocument) =>
  payload.kind === 'Response' || payload.kind === 'PunchOutSetupResponse'
    ? payload.status
    : undefined;
const detailOf = (document: CxmlDocument): string => statusOf(document)?.detail ?? '';

/** Sets up a visit, opens it, and answers with its path. */
async function visit(over: Partial<Parameters<typeof buildSetupRequest>[1]> = {}): Promise<string> {
  const { document } = await post(buildSetupRequest(envelope(), setup(over)));
  if (document.payload.kind !== 'PunchOutSetupResponse') throw new Error(detailOf(document));
  const start = new URL(document.payload.startPage).pathname;
  const opened = await testApp(db.services()).request(start);
  expect(opened.status).toBe(303);
  return (opened.headers.get('location') ?? '').split('/').slice(0, 3).join('/');
}

const form = (path: string, fields: Record<string, string>) =>
  testApp(db.services()).request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: new URLSearchParams(fields).toString(),
  });

/** Fills a basket from three sellers and returns it; the cart as the suite receives it. */
async function cart(): Promise<Extract<CxmlDocument['payload'], { kind: 'PunchOutOrderMessage' }>> {
  const path = await visit();
  for (const [offer, quantity] of [
    ['bolt', '1000'],
    ['paper', '10'],
    ['glove', '5'],
  ] as const) {
    expect(
      (await form(`${path}/basket/lines`, { offerId: id(`offer-${offer}`), quantity })).status,
    ).toBe(303);
  }
  const page = await (await form(`${path}/return`, { preview: 'seen' })).text();
  const value = /name="cxml-base64" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const document = parseCxml(readBrowserPost([['cxml-base64', value]]));
  if (document.payload.kind !== 'PunchOutOrderMessage') throw new Error('no cart');
  return document.payload;
}

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

function orderOf(
  returned: Awaited<ReturnType<typeof cart>>,
  orderId: string,
  change: (line: number) => Partial<{
    price: string;
    quantity: string;
    sku: string;
    aux: string;
    unit: string;
  }> = () => ({}),
) {
  return {
    orderId,
    orderDate: '2026-03-02T11:00:00+01:00',
    type: 'new' as const,
    contacts: [],
    paymentTerms: [],
    comments: [],
    extrinsics: [],
    shipTo: dock,
    billTo: dock,
    total: returned.total ?? { value: Decimal.zero, currency: 'EUR' },
    items: returned.items.map((item, at) => {
      const over = change(at + 1);
      return {
        lineNumber: at + 1,
        quantity: Decimal.parse(over.quantity ?? item.quantity.toString()),
        itemId: {
          supplierPartId: over.sku ?? item.itemId.supplierPartId,
          supplierPartAuxiliaryId: over.aux ?? item.itemId.supplierPartAuxiliaryId,
        },
        detail: {
          ...item.detail,
          unit: over.unit ?? item.detail.unit,
          unitPrice: {
            value: Decimal.parse(over.price ?? item.detail.unitPrice.value.toString()),
            currency: 'EUR',
          },
        },
        supplierIds: [],
        distributions: [],
        scheduleLines: [],
        contacts: [],
        comments: [],
      };
    }),
  };
}

describe('the cXML door', () => {
  it('answers a ping', async () => {
    const answer = await testApp(db.services()).request('/cxml');
    expect(await answer.text()).toContain('Ping Response Message');
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=UTF-8');
  });

  it.each([
    ['malformed XML', '<cXML payloadID="1"><Header>', 406],
    ['a DOCTYPE with an internal subset', '<!DOCTYPE cXML [<!ENTITY x "y">]><cXML/>', 406],
    ['nothing at all', '', 406],
    ['HTML', '<html><body/></html>', 406],
  ])('refuses %s with its status and never HTML', async (_, body, status) => {
    const answer = await post(body);
    expect({ http: answer.http, status: answer.status, type: answer.type }).toEqual({
      http: 200,
      status,
      type: 'text/xml; charset=UTF-8',
    });
    expect(answer.text).not.toMatch(/ at .*\.ts/);
  });

  it('refuses an oversize body with 499', async () => {
    const answer = await post(`<cXML>${' '.repeat(2_000_001)}</cXML>`);
    expect(answer.status).toBe(499);
    expect(detailOf(answer.document)).toContain('at most 2000000');
  });

  it('gives an unknown identity and a wrong secret the same 401', async () => {
    const wrong = await post(buildSetupRequest(envelope({ header: header('nope') }), setup()));
    const unknown = await post(
      buildSetupRequest(envelope({ header: header('acme-secret', 'AN99') }), setup()),
    );
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(detailOf(wrong.document)).toBe(detailOf(unknown.document));
  });

  it('gives the same payloadID the same answer, and another body a 409', async () => {
    const again = envelope();
    const first = await post(buildSetupRequest(again, setup()));
    const second = await post(buildSetupRequest(again, setup()));
    expect(second.text).toBe(first.text);
    const other = await post(buildSetupRequest(again, setup({ buyerCookie: 'other' })));
    expect(other.status).toBe(409);
    const sessions = await db.query<{ n: number }>(
      `select count(*)::int as n from punch_out_session where setup_payload_id = ?`,
      [again.payloadId],
    );
    expect(sessions[0]?.n).toBe(1);
  });

  it('refuses a return address that is not https in production, and notes it in test mode', async () => {
    const plain = () =>
      post(
        buildSetupRequest(envelope(), setup({ browserFormPost: 'http://suite.example/return' })),
      );
    const mode = (deploymentMode: string) =>
      db.query('update trading_connection set deployment_mode = ? where id = ?', [
        deploymentMode,
        id('acme-cxml'),
      ]);
    await mode('production');
    const refused = await plain();
    await mode('test');
    expect(refused.status).toBe(400);
    expect(detailOf(refused.document)).toBe(
      'BrowserFormPost is not accepted: only https is allowed.',
    );
    expect((await plain()).status).toBe(200);
    const [noted] = await db.query<{ code: string; message: string }>(
      `select advisory->>'code' as code, advisory->>'message' as message
       from exchange, jsonb_array_elements(advisories) as advisory where advisory->>'code' = 'form_post_http'`,
    );
    expect(noted).toEqual({
      code: 'form_post_http',
      message:
        'BrowserFormPost http://suite.example/return is plain http: the visit opens in test mode, but no basket is posted there, and production refuses it. Use https.',
    });
  });

  it('keeps every document raw, with what became of it, and no secret on its page text', async () => {
    const rows = await db.query<{ kind: string; state: string; errors: { code: string }[] }>(
      `select kind, state, errors from exchange where channel = 'cxml' and direction = 'in' order by at`,
    );
    expect(
      rows.some((row) => row.state === 'accepted' && row.kind === 'PunchOutSetupRequest'),
    ).toBe(true);
    expect(
      rows.filter((row) => row.state === 'refused').every((row) => row.errors.length > 0),
    ).toBe(true);
    expect(rows.filter((row) => row.state === 'received')).toEqual([]);
  });
});

describe('a visit', () => {
  it('returns a basket over three sellers, in schema order, with the cookie byte for byte', async () => {
    const returned = await cart();
    expect(returned.buyerCookie).toBe(' cookie-1 ');
    expect(
      returned.items.map((item) => [
        item.itemId.supplierPartId,
        item.quantity.toString(),
        item.detail.unitPrice.value.toString(),
      ]),
    ).toEqual([
      ['A-BOLT-M8', '1000', '0.11'],
      ['B-PAPER-A4', '10', '4.2'],
      ['C-GLOVE-9', '5', '2.4'],
    ]);
    // 110.00 + 42.00 + 12.00; the glove's contract is not accepted by its seller, so it never applies.
    expect(returned.total?.value.toString(2)).toBe('164.00');
    expect(returned.tax?.amount?.value.toString(2)).toBe('32.80');
    const orders = await db.query(`select id from purchase_order`);
    expect(orders).toEqual([]);
  });

  it('opens with its start address once, and again within a minute', async () => {
    const { document } = await post(buildSetupRequest(envelope(), setup()));
    const start =
      document.payload.kind === 'PunchOutSetupResponse'
        ? new URL(document.payload.startPage).pathname
        : '';
    const app = testApp(db.services());
    const first = await app.request(start);
    const reload = await app.request(start);
    expect(reload.headers.get('location')).toBe(first.headers.get('location'));
    db.clock.advance({ seconds: 61 });
    const late = await app.request(start, { headers: { accept: 'text/html' } });
    expect(late.status).toBe(410);
    expect(await late.text()).toContain('Cette adresse de départ a déjà servi');
  });

  it('locks the return address of a production partner to where its first basket went', async () => {
    const mode = (value: string) =>
      db.query(
        `update trading_connection set deployment_mode = ?, form_post_origin = null where id = ?`,
        [value, id('acme-cxml')],
      );
    await mode('production');
    const production = (browserFormPost: string) =>
      post(
        buildSetupRequest(
          { ...envelope(), deploymentMode: 'production' },
          setup({ browserFormPost }),
        ),
      );
    expect((await production('https://suite.acme.test/one')).status).toBe(200);
    const path = await visit({ browserFormPost: 'https://suite.acme.test/return?step=2' });
    await form(`${path}/basket/lines`, { offerId: id('offer-pen'), quantity: '3' });
    await form(`${path}/return`, {});
    const elsewhere = await production('https://evil.test/return');
    expect(elsewhere.status).toBe(400);
    expect(detailOf(elsewhere.document)).toContain('https://suite.acme.test');
    expect((await production('https://suite.acme.test/other/path')).status).toBe(200);
    await mode('test');
  });

  it('ends at once when its connection, its company or its person is closed', async () => {
    const closing = async (table: string, key: string, closed: () => Promise<unknown>) => {
      const path = await visit();
      const look = () =>
        testApp(db.services()).request(`${path}/shop`, { headers: { accept: 'text/html' } });
      expect((await look()).status).toBe(200);
      await closed();
      expect({ table, status: (await look()).status }).toEqual({ table, status: 410 });
      await db.query(`update ${table} set active = true where id = ?`, [key]);
    };
    for (const [table, key] of [
      ['trading_connection', id('acme-cxml')],
      ['organisation', id('acme')],
    ] as const) {
      await closing(table, key, () =>
        db.query(`update ${table} set active = false where id = ?`, [key]),
      );
    }
  });

  it('answers a cancel with Status 204 and no item', async () => {
    const path = await visit();
    await form(`${path}/basket/lines`, { offerId: id('offer-pen'), quantity: '3' });
    const page = await (await form(`${path}/cancel`, {})).text();
    const document = parseCxml(
      readBrowserPost([['cxml-base64', /value="([^"]+)"/.exec(page)?.[1] ?? '']]),
    );
    expect(document.messageStatus?.code).toBe(204);
    expect(document.payload.kind === 'PunchOutOrderMessage' && document.payload.items).toEqual([]);
  });

  it('refuses 1.5 of an indivisible unit and 0, in words', async () => {
    const path = await visit();
    const half = await form(`${path}/basket/lines`, {
      offerId: id('offer-paper'),
      quantity: '1.5',
    });
    expect(half.status).toBe(422);
    expect(await half.text()).toContain('B-PAPER-A4');
    const none = await form(`${path}/basket/lines`, { offerId: id('offer-paper'), quantity: '0' });
    expect(none.status).toBe(422);
  });

  it('lets an inspect visit look and not touch', async () => {
    const returned = await cart();
    const items = orderOf(returned, 'x').items;
    const path = await visit({ operation: 'inspect', items });
    const basket = await (await testApp(db.services()).request(`${path}/basket`)).text();
    expect(basket).toContain('A-BOLT-M8');
    const change = await form(`${path}/basket/lines`, { offerId: id('offer-pen'), quantity: '1' });
    expect(change.status).toBe(403);
  });

  it('restores the lines of an edit by their signed ids', async () => {
    const returned = await cart();
    const path = await visit({ operation: 'edit', items: orderOf(returned, 'x').items });
    const page = await (await form(`${path}/return`, {})).text();
    const document = parseCxml(
      readBrowserPost([
        ['cxml-base64', /name="cxml-base64" value="([^"]+)"/.exec(page)?.[1] ?? ''],
      ]),
    );
    const again = document.payload.kind === 'PunchOutOrderMessage' ? document.payload.items : [];
    expect(again.map((item) => item.itemId.supplierPartAuxiliaryId)).toEqual(
      returned.items.map((item) => item.itemId.supplierPartAuxiliaryId),
    );
  });
});

describe('an order from a suite', () => {
  it('becomes one purchase order, split to three sellers to the cent', async () => {
    const returned = await cart();
    const document = buildOrderRequest(envelope(), orderOf(returned, 'PO-1'));
    expect((await post(document)).status).toBe(200);
    expect((await post(document)).status).toBe(200);
    const orders = await db.query(
      `select number, net_minor::text, vat_minor::text from purchase_order where number = 'PO-1'`,
    );
    expect(orders).toEqual([{ number: 'PO-1', net_minor: '16400', vat_minor: '3280' }]);
    const parts = await db.query(
      `select so.number, so.net_minor::text as net, so.vat_minor::text as vat from seller_order so join purchase_order po on po.id = so.purchase_order_id where po.number = 'PO-1' order by so.number`,
    );
    expect(parts).toEqual([
      { number: 'PO-1-1', net: '11000', vat: '2200' },
      { number: 'PO-1-2', net: '4200', vat: '840' },
      { number: 'PO-1-3', net: '1200', vat: '240' },
    ]);
  });

  it.each([
    ['a changed price', { price: '0.10' }, 'line 1: price 0.11 quoted, 0.10 ordered'],
    [
      'an unknown part',
      { aux: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', sku: 'GHOST' },
      'line 1: unknown part GHOST',
    ],
    [
      'a quantity of 0',
      { quantity: '0' },
      'line 1: quantity not deliverable 1000 quoted, 0 ordered',
    ],
    [
      'a quantity of 1.5',
      { quantity: '1.5' },
      'line 1: quantity not deliverable 1000 quoted, 1.5 ordered',
    ],
    ['another unit', { unit: 'KGM' }, 'line 1: unit C62 quoted, KGM ordered'],
  ])('is refused whole for %s, saying the line', async (name, change, text) => {
    const returned = await cart();
    const order = orderOf(returned, `PO-bad-${name}`, (line) => (line === 1 ? change : {}));
    const answer = await post(buildOrderRequest(envelope(), order));
    expect(answer.status).toBe(400);
    expect(detailOf(answer.document)).toContain(text);
    expect(
      await db.query(`select 1 from purchase_order where number = ?`, [`PO-bad-${name}`]),
    ).toEqual([]);
  });

  it('is known by its part number and price where the suite drops our id, and by no other price', async () => {
    const older = await cart();
    const newer = await cart();
    const nameless = (number: string, over: { price?: string; detail?: 'none' } = {}) => {
      const order = orderOf(newer, number, (line) =>
        line === 1 && over.price ? { price: over.price } : {},
      );
      const items = order.items.map(({ detail, ...item }) => {
        const { supplierPartId } = item.itemId;
        return { ...item, itemId: { supplierPartId }, ...(over.detail ? {} : { detail }) };
      });
      return post(buildOrderRequest(envelope(), { ...order, items }));
    };
    expect((await nameless('PO-NAMELESS')).status).toBe(200);
    const names = await db.query<{ aux: string }>(
      `select l.auxiliary_id as aux from order_line l join purchase_order o on o.id = l.purchase_order_id
        where o.number = 'PO-NAMELESS' order by l.line_number`,
    );
    const auxiliaryIds = newer.items.map((item) => item.itemId.supplierPartAuxiliaryId);
    expect(names.map(({ aux }) => aux)).toEqual(auxiliaryIds);
    expect(auxiliaryIds).not.toEqual(
      older.items.map((item) => item.itemId.supplierPartAuxiliaryId),
    );
    const cheaper = await nameless('PO-NAMELESS-CHEAPER', { price: '0.01' });
    expect(cheaper.status).toBe(400);
    expect(detailOf(cheaper.document)).toContain('line 1: price 0.11 quoted, 0.01 ordered');
    // A part number of two sellers names neither article.
    const rename = (sku: string) =>
      db.query('update requisition_line set sku = ? where offer_id = ?', [sku, id('offer-glove')]);
    await rename('B-PAPER-A4');
    const twoSellers = await nameless('PO-NAMELESS-TWO', { detail: 'none' });
    await rename('C-GLOVE-9');
    expect(twoSellers.status).toBe(400);
    expect(detailOf(twoSellers.document)).toContain('line 2: unknown part B-PAPER-A4');
  });

  it('is read in the suite’s own words for units, which its basket had', async () => {
    const profile = (overlay: object) =>
      db.query(`update trading_connection set profile_overlay = ?::jsonb where id = ?`, [
        JSON.stringify(overlay),
        id('acme-cxml'),
      ]);
    await profile({ units: { map: { C62: 'UNI', RM: 'RAM' } } });
    const returned = await cart();
    expect(returned.items.map((item) => item.detail.unit)).toEqual(['UNI', 'RAM', 'PR']);
    expect(returned.items[0]?.detail.descriptions[0]).toMatchObject({
      text: 'Vis hexagonale M8 x 40',
      lang: 'fr',
    });
    const answer = await post(buildOrderRequest(envelope(), orderOf(returned, 'PO-UNI')));
    await profile({});
    expect(answer.status).toBe(200);
    expect(
      await db.query(
        `select distinct l.unit from order_line l join purchase_order p on p.id = l.purchase_order_id where p.number = 'PO-UNI' order by 1`,
      ),
    ).toEqual([{ unit: 'C62' }, { unit: 'PR' }, { unit: 'RM' }]);
  });

  it('may ask for more, but not for a break price at a quantity that does not earn it, nor under the minimum', async () => {
    const returned = await cart();
    const ordered = async (name: string, quantity: string) =>
      post(
        buildOrderRequest(
          envelope(),
          orderOf(returned, name, (line) => (line === 1 ? { quantity } : {})),
        ),
      );
    expect((await ordered('PO-more', '2000')).status).toBe(200);
    const fewer = await ordered('PO-fewer', '200');
    expect(fewer.status).toBe(400);
    expect(detailOf(fewer.document)).toContain('line 1: the quoted price 0.11 does not hold');
    const huge = await ordered('PO-huge', '100000000000');
    expect(huge.status).toBe(400);
  });

  it('is held against today’s prices once its quote has run out', async () => {
    const returned = await cart();
    await db.query(`update requisition set valid_until = ?::timestamptz where state = 'returned'`, [
      '2026-03-01T00:00:00Z',
    ]);
    await db.query(`update offer set unit_price = 2.90 where id = ?`, [id('offer-glove')]);
    const late = await post(buildOrderRequest(envelope(), orderOf(returned, 'PO-late')));
    await db.query(`update offer set unit_price = 2.40 where id = ?`, [id('offer-glove')]);
    expect(late.status).toBe(400);
    expect(detailOf(late.document)).toContain('line 3: the quoted price 2.40 does not hold');
  });

  it('comes over the connection that proved itself, from one known company, to us', async () => {
    const from = (identity: string) => ({ credentials: [{ domain: 'NetworkID', identity }] });
    const asked = (over: Partial<Header>) =>
      post(buildSetupRequest(envelope({ header: { ...header(), ...over } }), setup()));
    expect((await asked({ from: from('AN-UNKNOWN') })).status).toBe(401);
    const twice = {
      credentials: [...from('AN02000000002-T').credentials, ...from('AN03').credentials],
    };
    expect((await asked({ from: twice })).status).toBe(401);
    const seller = { domain: 'duns', identity: '123456789' };
    const beta = { credentials: [seller] };
    const asSeller = await asked({
      from: beta,
      sender: { credentials: [{ ...seller, sharedSecret: 'beta-secret' }] },
    });
    expect(asSeller.status).toBe(401);
    expect((await asked({ from: beta })).status).toBe(401);
  });

  it('is refused for keys that no index could hold, and its exchange is closed', async () => {
    const long = await post(buildSetupRequest(envelope({ payloadId: 'x'.repeat(9_000) }), setup()));
    expect(long.status).toBe(400);
    const cookie = await post(
      buildSetupRequest(envelope(), setup({ buyerCookie: 'y'.repeat(9_000) })),
    );
    expect(cookie.status).toBe(400);
    expect(await db.query(`select 1 from exchange where state = 'received'`)).toEqual([]);
  });

  it('is refused when its number comes again under another payloadID', async () => {
    const returned = await cart();
    expect((await post(buildOrderRequest(envelope(), orderOf(returned, 'PO-2')))).status).toBe(200);
    expect((await post(buildOrderRequest(envelope(), orderOf(returned, 'PO-2')))).status).toBe(409);
  });
});
