import { beforeAll, describe, expect, it } from 'vitest';
import { type CxmlDocument, parseCxml, readBrowserPost } from '../../punchout/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { askVisit, itemsOut, type SetupAsked } from '../support/suite.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const RETURN = 'http://localhost:9/return';
const page = { accept: 'text/html' };
const shop = (path: string, init?: RequestInit) =>
  testApp(db.services()).request(path, { headers: page, ...init });
const press = (path: string, fields: Record<string, string> = {}) =>
  shop(path, {
    method: 'POST',
    headers: { ...page, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

type Asked = Partial<Omit<SetupAsked, 'base'>>;
const ask = (over: Asked = {}) =>
  askVisit({ base: shop, returnTo: RETURN, buyerCookie: 'cookie', ...over });
const statusOf = ({ payload }: CxmlDocument) =>
  payload.kind === 'Response' || payload.kind === 'PunchOutSetupResponse'
    ? payload.status
    : undefined;

async function startOf(over: Asked = {}): Promise<string> {
  const document = await ask(over);
  if (document.payload.kind !== 'PunchOutSetupResponse')
    throw new Error(JSON.stringify(statusOf(document)));
  return new URL(document.payload.startPage).pathname;
}

/** Opens a visit: its path, and the page that it begins with. */
async function visit(over: Asked = {}): Promise<{ base: string; first: string }> {
  const opened = await shop(await startOf(over));
  const first = opened.headers.get('location') ?? '';
  expect(opened.status).toBe(303);
  return { base: first.split('/').slice(0, 3).join('/'), first };
}

const plain = (html: string): string =>
  html
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** What a page of the way back would post: where to, and the document in it. */
async function posted(answer: Response) {
  const html = await answer.text();
  const form = /<form method="post" action="([^"]*)"[^>]*id="return-form">(.*?)<\/form>/s.exec(
    html,
  );
  const field = /<input type="hidden" name="([^"]*)" value="([^"]*)"/.exec(form?.[2] ?? '');
  if (!form || !field) throw new Error(`no way back: ${html.slice(-1500)}`);
  const document = parseCxml(readBrowserPost([[plain(field[1] ?? ''), plain(field[2] ?? '')]]));
  const { payload, messageStatus } = document;
  if (payload.kind !== 'PunchOutOrderMessage') throw new Error(payload.kind);
  return {
    action: plain(form[1] ?? ''),
    status: messageStatus?.code,
    cookie: payload.buyerCookie,
    items: payload.items,
    lines: payload.items.map((one) => `${one.quantity.toString()} ${one.itemId.supplierPartId}`),
    html,
    policy: answer.headers.get('content-security-policy') ?? '',
  };
}

const put = (base: string, offer: string, quantity: string) =>
  press(`${base}/basket/lines`, { offerId: id(`offer-${offer}`), quantity });

/** The cart of a person of the buyer: pens and gloves, returned. */
async function cart(over: Asked = {}) {
  const { base } = await visit(over);
  await put(base, 'pen', '20');
  await put(base, 'glove', '5');
  return posted(await press(`${base}/return`));
}

const connection = (overlay: object) =>
  db.query(`update trading_connection set profile_overlay = ?::jsonb where id = ?`, [
    JSON.stringify(overlay),
    id('acme-cxml'),
  ]);

describe('an edit', () => {
  it('brings the lines back with the suite’s quantities, also of a cart that a colleague returned', async () => {
    const returned = await cart({ email: 'ana@acme.test' });
    const items = itemsOut(returned.items).map((item) =>
      item.itemId.supplierPartId === 'C-GLOVE-9'
        ? { ...item, quantity: item.quantity.add(item.quantity) }
        : item,
    );
    const { base, first } = await visit({ operation: 'edit', email: 'bea@acme.test', items });
    expect(first).toBe(`${base}/basket`);
    await put(base, 'book', '1');
    const again = await posted(await press(`${base}/return`));
    expect(again.lines).toEqual(['20 B-PEN-BLUE', '10 C-GLOVE-9', '1 C-BOOK-EPI']);
    // The suite knows its lines again by the id that they had.
    expect(again.items.slice(0, 2).map((one) => one.itemId.supplierPartAuxiliaryId)).toEqual(
      returned.items.map((one) => one.itemId.supplierPartAuxiliaryId),
    );
  });

  it('ends the request that it replaces: the purchase is held against the credit limit once', async () => {
    const held = async () =>
      (
        await db.query<{ held: string }>(
          `select coalesce(sum(remaining_minor), 0)::text as held from exposure_hold where subject like 'requisition:%' and state = 'held'`,
        )
      )[0]?.held;
    const before = BigInt((await held()) ?? '0');
    const returned = await cart();
    const once = BigInt((await held()) ?? '0') - before;
    const { base } = await visit({ operation: 'edit', items: itemsOut(returned.items) });
    await press(`${base}/return`);
    // 20 × 0.35 + 5 × 2.40 = 19.00 and 20 % VAT
    expect([once, BigInt((await held()) ?? '0') - before]).toEqual([2280n, 2280n]);
  });

  it('says which lines it could not restore, and that returning removes them over there', async () => {
    const returned = await cart();
    const [known] = itemsOut(returned.items);
    if (!known) throw new Error('no line');
    const strange = (supplierPartId: string, supplierPartAuxiliaryId: string) => ({
      ...known,
      itemId: { supplierPartId, supplierPartAuxiliaryId },
      detail: undefined,
    });
    const { base } = await visit({
      operation: 'edit',
      items: [known, strange('FOREIGN-1', 'x'.repeat(32)), strange('FOREIGN-2', 'other-shop')],
    });
    const html = await (await shop(`${base}/basket?lang=en`)).text();
    expect(html).toContain('2 lines were not restored');
    expect(html).toContain('FOREIGN-1');
    expect(html).toContain('FOREIGN-2');
    expect(html).toContain('removes them from the request');
    expect(html).toContain('Return €7.00 to the purchase request');
  });

  it('knows a line by its part number where the suite keeps no auxiliary id', async () => {
    const returned = await cart();
    const items = itemsOut(returned.items).map((item) => ({
      ...item,
      itemId: { supplierPartId: item.itemId.supplierPartId },
    }));
    const { base } = await visit({ operation: 'edit', items });
    expect((await posted(await press(`${base}/return`))).lines).toEqual(returned.lines);
  });

  it('is answered 412 when no line of it was ever returned to this buyer', async () => {
    for (const operation of ['edit', 'inspect'] as const) {
      const status = statusOf(await ask({ operation }));
      expect(status?.code).toBe(412);
      expect(status?.detail).toContain('SupplierPartAuxiliaryID');
    }
    const returned = await cart();
    await db.query(`update requisition_line set buyer_id = ? where sku = 'B-PEN-BLUE'`, [
      id('petit'),
    ]);
    const pens = itemsOut(returned.items).filter(
      (one) => one.itemId.supplierPartId === 'B-PEN-BLUE',
    );
    const foreign = statusOf(await ask({ operation: 'edit', items: pens }));
    await db.query(`update requisition_line set buyer_id = ? where sku = 'B-PEN-BLUE'`, [
      id('acme'),
    ]);
    expect(foreign?.code).toBe(412);
  });

  it.each([
    ['create', 412, 412],
    ['inspect', 200, 412],
    ['edit', 200, 200],
  ])(
    'of a cart returned with operationAllowed="%s": inspect %i, edit %i',
    async (operationAllowed, inspect, edit) => {
      await connection({ return: { operationAllowed } });
      const returned = await cart();
      await connection({});
      const items = itemsOut(returned.items);
      const codes: (number | undefined)[] = [];
      for (const operation of ['inspect', 'edit'] as const)
        codes.push(statusOf(await ask({ operation, items }))?.code);
      expect(codes).toEqual([inspect, edit]);
    },
  );

  it('does not return a quantity that nobody delivers', async () => {
    const returned = await cart();
    const items = itemsOut(returned.items).map((item) => ({
      ...item,
      quantity: item.quantity
        .div(item.quantity, { scale: 0, rounding: 'down' })
        .div(item.quantity, { scale: 3, rounding: 'half_up' }),
    }));
    const { base } = await visit({ operation: 'edit', items });
    const refused = await press(`${base}/return`);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('B-PEN-BLUE');
  });
});

describe('an inspect visit', () => {
  it('is refused every change by the server, with a page, and goes back with 204 and no item', async () => {
    const returned = await cart();
    const { base } = await visit({ operation: 'inspect', items: itemsOut(returned.items) });
    const basket = await (await shop(`${base}/basket?lang=en`)).text();
    expect(basket).toContain('B-PEN-BLUE');
    expect(basket).not.toMatch(/action="[^"]*\/basket/);
    for (const [path, fields] of [
      ['/basket/lines', { offerId: id('offer-pen'), quantity: '1' }],
      ['/basket/quantity', { offerId: id('offer-pen'), quantity: '0' }],
      ['/return', {}],
      ['/return', { empty: 'confirmed' }],
    ] as const) {
      const refused = await press(base + path, fields);
      expect([path, refused.status]).toEqual([path, 403]);
      expect(await refused.text()).toContain('looking only (inspect)');
    }
    const back = await posted(await press(`${base}/cancel`));
    expect([back.status, back.lines, back.cookie]).toEqual([204, [], 'cookie']);
  });
});

it('source is not served: 450', async () => {
  expect(statusOf(await ask({ operation: 'source' }))?.code).toBe(450);
});

describe('a visit without a basket', () => {
  it('that bought nothing goes back with 204, never with an empty cart', async () => {
    const { base } = await visit();
    const back = await posted(await press(`${base}/return`));
    expect([back.status, back.lines]).toEqual([204, []]);
  });

  it('whose lines were all taken out asks first, naming what will be deleted over there', async () => {
    const returned = await cart();
    const { base } = await visit({ operation: 'edit', items: itemsOut(returned.items) });
    for (const offer of ['pen', 'glove'])
      await press(`${base}/basket/quantity`, { offerId: id(`offer-${offer}`), quantity: '0' });
    const asked = await (await press(`${base}/return?lang=en`)).text();
    expect(asked).toContain('The 2 lines of your purchase request will be deleted');
    expect(asked).toContain('B-PEN-BLUE');
    expect(asked).not.toContain('return-form');
    const emptied = await posted(await press(`${base}/return`, { empty: 'confirmed' }));
    expect([emptied.status, emptied.lines]).toEqual([undefined, []]);
  });

  it('whose person keeps the lines after all goes back with 204', async () => {
    const returned = await cart();
    const { base } = await visit({ operation: 'edit', items: itemsOut(returned.items) });
    for (const offer of ['pen', 'glove'])
      await press(`${base}/basket/quantity`, { offerId: id(`offer-${offer}`), quantity: '0' });
    await press(`${base}/return`);
    expect((await posted(await press(`${base}/cancel`))).status).toBe(204);
  });

  it('that idled out says so and still goes back with 204, as often as it is asked', async () => {
    const { base } = await visit({ buyerCookie: ' idle "<é>" ' });
    await put(base, 'pen', '20');
    db.clock.advance({ hours: 8 });
    const over = await shop(`${base}/basket`);
    expect(over.status).toBe(410);
    expect(await over.text()).toContain('Your visit has ended');
    for (const time of ['first', 'second']) {
      const back = await posted(await press(`${base}/leave`));
      expect([time, back.status, back.lines, back.cookie]).toEqual([time, 204, [], ' idle "<é>" ']);
    }
    const [session] = await db.query<{ state: string }>(
      `select state from punch_out_session where buyer_cookie like ' idle%'`,
    );
    expect(session?.state).toBe('expired');
  });

  it('is not spent by a HEAD on its start address, as link checkers send it', async () => {
    const start = await startOf();
    const looked = await shop(start, { method: 'HEAD' });
    expect([looked.status, looked.headers.get('location')]).toEqual([200, null]);
    db.clock.advance({ minutes: 2 });
    expect((await shop(start)).status).toBe(303);
  });

  it('that was never opened in time goes back with 204 from its start address', async () => {
    const start = await startOf({ buyerCookie: 'late' });
    db.clock.advance({ minutes: 10 });
    const late = await shop(start);
    expect(late.status).toBe(410);
    expect(await late.text()).toContain('This visit was not opened in time');
    const back = await posted(await press(start.replace(/start$/, 'leave')));
    expect([back.status, back.cookie]).toEqual([204, 'late']);
    expect((await shop(start)).status).toBe(410);
  });

  it('that nobody knows is a page without a button, in the reader’s language', async () => {
    const unknown = await shop('/p/unknown/basket', {
      headers: { ...page, 'accept-language': 'fr' },
    });
    const html = await unknown.text();
    expect([unknown.status, html.includes('Revenez à votre outil d’achat')]).toEqual([410, true]);
    expect(html).not.toContain('/leave');
    expect((await press('/p/unknown/leave')).status).toBe(410);
  });
});

describe('a basket that has gone back', () => {
  it('is sent again as the same request when the browser lost the way, and no 204 contradicts it', async () => {
    const { base } = await visit({ buyerCookie: 'twice' });
    await put(base, 'pen', '20');
    const first = await posted(await press(`${base}/return`));
    const over = await shop(`${base}/basket`);
    expect([over.status, (await over.text()).includes('Send the basket again')]).toEqual([
      410,
      true,
    ]);
    const again = await posted(await press(`${base}/return`));
    expect(again.items).toEqual(first.items);
    expect((await press(`${base}/leave`)).status).toBe(410);
    expect((await press(`${base}/cancel`)).status).toBe(410);
    const requests = await db.query(
      `select 1 from requisition r join punch_out_session s on s.id = r.session_id where s.buyer_cookie = 'twice'`,
    );
    expect(requests).toHaveLength(1);
  });
});

describe('where a visit begins', () => {
  const first = async (supplierPartId: string, supplierPartAuxiliaryId?: string) => {
    const selectedItem = {
      supplierPartId,
      ...(supplierPartAuxiliaryId ? { supplierPartAuxiliaryId } : {}),
    };
    const { base, first } = await visit({ selectedItem });
    return first.slice(base.length);
  };

  it('is the whole store without a SelectedItem', async () => {
    const { base, first } = await visit();
    expect(first).toBe(`${base}/shop`);
  });

  it.each([
    ['a seller’s article number', 'C-GLOVE-9'],
    ['a GTIN', '2012345678900'],
  ])('is the product for %s', async (_, named) => {
    expect(await first(named)).toBe(`/products/${id('product-glove')}`);
  });

  it('is the product for the auxiliary id of a level-2 link or of an earlier cart', async () => {
    for (const link of ['offer-pen', 'product-pen'])
      expect(await first('whatever', id(link))).toBe(`/products/${id('product-pen')}`);
    const { items } = await cart();
    expect(await first('renamed', items[0]?.itemId.supplierPartAuxiliaryId)).toBe(
      `/products/${id('product-pen')}`,
    );
  });

  it.each([
    ['segment', '44', '44'],
    ['family', '4412', '4412'],
    ['family with zeros', '44120000', '4412'],
    ['commodity', 'UNSPSC:44121704', '44121704'],
    ['path', '44/4412/441217', '441217'],
  ])('is the shelf for a UNSPSC %s', async (_, named, category) => {
    expect(await first(named)).toBe(`/shop?category=${category}`);
  });

  it('stays in the visit for an address that is none, and leads from the preview’s address to the basket', async () => {
    const { base } = await visit({});
    const nowhere = await shop(`${base}/nowhere`);
    expect(nowhere.status).toBe(404);
    expect(await nowhere.text()).toContain(`href="${base}/basket"`);
    const preview = await shop(`${base}/return`);
    expect(preview.headers.get('location') ?? preview.url).toContain(`${base}/basket`);
  });

  it('is a search with a notice for a part that is gone', async () => {
    await db.query(`update offer set active = false where id = ?`, [id('offer-book')]);
    const gone = await visit({ selectedItem: { supplierPartId: 'C-BOOK-EPI' } });
    await db.query(`update offer set active = true where id = ?`, [id('offer-book')]);
    expect(gone.first).toBe(`${gone.base}/shop?q=Handbook+of+PPE&gone=C-BOOK-EPI`);
    expect(await (await shop(gone.first)).text()).toContain('“C-BOOK-EPI” is not offered to you.');
    expect(await first('NO-SUCH-PART')).toBe('/shop?q=NO-SUCH-PART&gone=NO-SUCH-PART');
  });
});

describe('the frame around a visit', () => {
  const policy = async (path: string, init?: RequestInit) =>
    (await shop(path, init)).headers.get('content-security-policy') ?? '';
  const framed = { headers: { ...page, 'sec-fetch-dest': 'iframe' } };

  it('is the suite’s own: the origin that the basket returns to, and those of its profile', async () => {
    const { first } = await visit();
    expect(await policy(first)).toContain(`frame-ancestors 'self' http://localhost:9`);
    await connection({ frame: { ancestors: ['https://portal.acme.test'] } });
    const listed = await visit();
    await connection({});
    expect(await policy(listed.first)).toContain(
      `frame-ancestors 'self' http://localhost:9 https://portal.acme.test`,
    );
    expect((await shop(first)).headers.get('x-frame-options')).toBeNull();
  });

  it('offers a window of its own to those who are in a frame', async () => {
    const { first } = await visit();
    expect(await (await shop(first, framed)).text()).toContain('Open in a new window');
    expect(await (await shop(first)).text()).not.toContain('Open in a new window');
    await connection({ frame: { open: 'embedded' } });
    const embedded = await visit();
    await connection({});
    expect(await (await shop(embedded.first, framed)).text()).not.toContain('Open in a new window');
  });

  it('of a suite that opens windows shows the way out of the frame and keeps the start address', async () => {
    await connection({ frame: { open: 'top' } });
    const start = await startOf();
    await connection({});
    const inside = await shop(start, framed);
    expect(inside.status).toBe(200);
    expect(await inside.text()).toContain(`href="${start}" target="_blank"`);
    const opened = await shop(start);
    expect(opened.status).toBe(303);
    expect(await policy(opened.headers.get('location') ?? '')).toContain(`frame-ancestors 'none'`);
  });
});

describe('the form that goes back', () => {
  it.each(['base64', 'urlencoded'] as const)(
    'carries the cookie byte for byte in %s, escaped, to the return address alone',
    async (formPost) => {
      const buyerCookie = '  "quoted" & <b>é€😀</b>\t\n ';
      const returnTo = 'http://localhost:9/return?a=1&b="x"&c=<é>';
      await connection({ formPost });
      const { base } = await visit({ buyerCookie, returnTo });
      await put(base, 'pen', '20');
      const back = await posted(await press(`${base}/return`));
      await connection({});
      expect(back.cookie).toBe(buyerCookie);
      expect(back.action).toBe(new URL(returnTo).href);
      expect(back.policy).toContain('form-action http://localhost:9;');
      expect(back.html).toContain(`name="cxml-${formPost}"`);
      expect(back.html).not.toContain('<b>é');
      expect(back.html).toContain('Back to my purchasing system');
      // Our own script file sends the form; no script stands in the page.
      expect(back.html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    },
  );
});

it('a visit keeps the language that its person chose, and the cart that of its setup', async () => {
  const { base } = await visit();
  await put(base, 'pen', '20');
  expect(await (await shop(`${base}/basket`)).text()).toContain('lang="en"');
  const french = await (await shop(`${base}/basket?lang=fr`)).text();
  expect(french).toContain(`href="${base}/basket?lang=en"`);
  expect(await (await shop(`${base}/shop`)).text()).toContain('<html lang="fr"');
  const back = await posted(await press(`${base}/return`));
  expect(back.html).toContain('Votre panier repart');
  expect(back.items[0]?.detail.descriptions[0]).toMatchObject({
    lang: 'en',
    text: 'Ball pen, blue',
  });
});

it('the header says who shops for whom and from where; the end of a visit is announced', async () => {
  const { base } = await visit({ email: 'ana@acme.test' });
  const html = await (await shop(`${base}/shop`)).text();
  expect(html).toContain('You are shopping from SAP Ariba for');
  expect(html).not.toContain('This visit ends in');
  for (let hour = 0; hour < 23; hour += 1) {
    db.clock.advance({ hours: 1 });
    await shop(`${base}/shop`);
  }
  db.clock.advance({ minutes: 35 });
  expect(await (await shop(`${base}/shop`)).text()).toContain('This visit ends in 25 minutes');
});
