import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobs, subscriptions } from '../../src/app.tsx';
import { systemContext } from '../../src/platform/index.ts';
import { browserMissing, expectAccessible, testBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { wholeProduct } from '../support/story.ts';
import { itemsOut, type SetupAsked, setUpVisit, startSuite } from '../support/suite.ts';
import { id } from '../support/world.ts';

if (browserMissing) process.stderr.write(`no browser stories: ${browserMissing}\n`);

/**
 * Each operation in a frame of another site (`localhost` frames `127.0.0.1`), in a browser that blocks
 * third-party cookies, as a suite's person meets it.
 */
describe.skipIf(browserMissing)('an operation in the suite’s frame', () => {
  const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
  const product = wholeProduct(db);
  const browser = testBrowser();
  let suite: Awaited<ReturnType<typeof startSuite>>;
  beforeAll(async () => {
    suite = await startSuite();
  });
  afterAll(() => suite?.stop());

  type Asked = Partial<Omit<SetupAsked, 'base'>> & { buyerCookie: string };
  const startPage = (asked: Asked) =>
    setUpVisit({ base: product.base(), returnTo: `${suite.url}/return`, ...asked });

  /** Opens a visit in the suite's frame; at the end no answer of the shop must have set a cookie. */
  async function framed(asked: Asked) {
    const person = await browser.person();
    const { page, context } = person;
    const cookies: string[] = [];
    page.on('response', (response) => {
      const cookie = response.headers()['set-cookie'];
      if (cookie && response.url().startsWith(product.base())) cookies.push(cookie);
    });
    await page.goto(suite.frame(await startPage(asked)));
    return {
      ...person,
      shop: page.frameLocator('iframe'),
      expectNoCookie: async () => {
        expect([cookies, await context.cookies()]).toEqual([[], []]);
      },
    };
  }

  type Shop = FrameLocator | Page;
  const add = async (shop: Shop, { words, name, quantity }: Record<string, string>) => {
    await shop.getByRole('searchbox').fill(words ?? '');
    await shop.getByRole('searchbox').press('Enter');
    await shop.getByRole('heading', { name: `Results for “${words}”` }).waitFor();
    await shop.getByRole('textbox', { name: `Quantity of ${name}` }).fill(quantity ?? '');
    await shop.getByRole('button', { name: `Add ${name} to the basket` }).click();
    await shop.getByText('Added to the basket.').waitFor();
  };
  const basketOf = (shop: Shop) => shop.getByRole('link', { name: /^Basket/ }).click();
  const received = (shop: Shop) => shop.getByRole('heading', { name: 'Basket received' }).waitFor();
  const pens = { words: 'pen', name: 'Ball pen, blue', quantity: '20' };
  const gloves = { words: 'glove', name: 'Work glove size 9', quantity: '5' };

  /** What the suite got last: the cookie, the Status, the lines; and never by GET. */
  const last = () => {
    const posted = suite.posted.at(-1);
    if (posted?.document.payload.kind !== 'PunchOutOrderMessage') throw new Error('nothing came');
    expect(posted.method).toBe('POST');
    const { buyerCookie, items } = posted.document.payload;
    return {
      cookie: buyerCookie,
      status: posted.document.messageStatus?.code,
      lines: items.map((item) => `${item.quantity.toString()} ${item.itemId.supplierPartId}`),
    };
  };

  /** The cart of a colleague, bought by the shop's own pages. */
  async function returnedCart(buyerCookie: string, email = 'ana@acme.test') {
    const { shop } = await framed({ buyerCookie, email });
    await add(shop, pens);
    await add(shop, gloves);
    await basketOf(shop);
    await shop.getByRole('button', { name: 'Return €19.00 to the purchase request' }).click();
    await received(shop);
    const cart = suite.carts.at(-1);
    return itemsOut(cart?.items ?? []);
  }

  it('create: shops and returns a basket', async () => {
    const { shop, expectNoCookie } = await framed({ buyerCookie: 'create' });
    await shop.getByText('You are shopping from SAP Ariba for').waitFor();
    await add(shop, pens);
    await basketOf(shop);
    await shop.getByRole('button', { name: 'Return €7.00 to the purchase request' }).click();
    await received(shop);
    expect(last()).toEqual({ cookie: 'create', status: undefined, lines: ['20 B-PEN-BLUE'] });
    await expectNoCookie();
  });

  it('edit: changes the own cart', async () => {
    const items = await returnedCart('edit-0');
    const { shop, expectNoCookie } = await framed({
      buyerCookie: 'edit-1',
      operation: 'edit',
      items,
    });
    await shop.getByRole('heading', { name: 'Basket over 2 sellers' }).waitFor();
    await shop.getByRole('textbox', { name: 'Quantity of Work glove size 9' }).fill('7');
    await shop.getByRole('button', { name: 'Change the quantity of Work glove size 9' }).click();
    await shop.getByRole('button', { name: 'Return €23.80 to the purchase request' }).click();
    await received(shop);
    expect(last()).toEqual({
      cookie: 'edit-1',
      status: undefined,
      lines: ['20 B-PEN-BLUE', '7 C-GLOVE-9'],
    });
    await expectNoCookie();
  });

  it('edit: takes over the cart that a colleague returned, and says what it could not restore', async () => {
    const items = await returnedCart('theirs', 'ana@acme.test');
    const [first] = items;
    if (!first) throw new Error('no line');
    const strange = {
      ...first,
      itemId: { supplierPartId: 'OTHER-SHOP-7', supplierPartAuxiliaryId: 'not-ours' },
    };
    const { shop, page, expectNoCookie } = await framed({
      buyerCookie: 'mine',
      email: 'bea@acme.test',
      operation: 'edit',
      items: [...items, strange],
    });
    await shop.getByText('One line was not restored').waitFor();
    expect(await shop.getByRole('main').innerText()).toContain('OTHER-SHOP-7');
    await expectAccessible(page.frames()[1] ?? page);
    await shop.getByRole('button', { name: 'Return €19.00 to the purchase request' }).click();
    await received(shop);
    expect(last()).toEqual({
      cookie: 'mine',
      status: undefined,
      lines: ['20 B-PEN-BLUE', '5 C-GLOVE-9'],
    });
    await expectNoCookie();
  });

  it('inspect: shows the cart, offers no change and goes back with nothing', async () => {
    const items = await returnedCart('inspect-0');
    const { shop, page, expectNoCookie } = await framed({
      buyerCookie: 'inspect-1',
      operation: 'inspect',
      items,
    });
    await shop.getByRole('heading', { name: 'Basket over 2 sellers' }).waitFor();
    expect(await shop.getByRole('textbox').count()).toBe(0);
    expect(await shop.getByRole('button', { name: /Return|Change|Remove/ }).count()).toBe(0);
    await expectAccessible(page.frames()[1] ?? page);
    await shop.getByRole('link', { name: 'Ball pen, blue' }).click();
    await shop.getByText('You are looking only').waitFor();
    await basketOf(shop);
    await shop.getByRole('button', { name: 'Back to my purchasing system' }).click();
    await received(shop);
    expect(last()).toEqual({ cookie: 'inspect-1', status: 204, lines: [] });
    await expectNoCookie();
  });

  it('cancel: leaves with Status 204', async () => {
    const { shop, expectNoCookie } = await framed({ buyerCookie: 'cancel' });
    await add(shop, pens);
    await basketOf(shop);
    await shop.getByRole('button', { name: 'Cancel the visit' }).click();
    await received(shop);
    expect(last()).toEqual({ cookie: 'cancel', status: 204, lines: [] });
    await expectNoCookie();
  });

  it('emptied edit: deletes the lines over there only when the person says so', async () => {
    const items = await returnedCart('emptied-0');
    const empty = async (buyerCookie: string) => {
      const visit = await framed({ buyerCookie, operation: 'edit', items });
      const { shop } = visit;
      for (const name of ['Ball pen, blue', 'Work glove size 9']) {
        await shop.getByRole('button', { name: `Remove ${name}` }).click();
        await shop.getByRole('link', { name }).waitFor({ state: 'detached' });
      }
      await shop.getByRole('button', { name: 'Return the empty basket…' }).click();
      await shop.getByText('The 2 lines of your purchase request will be deleted').waitFor();
      return visit;
    };
    const kept = await empty('emptied-kept');
    await expectAccessible(kept.page.frames()[1] ?? kept.page);
    await kept.shop.getByRole('button', { name: 'Keep the lines and go back' }).click();
    await received(kept.shop);
    expect(last()).toEqual({ cookie: 'emptied-kept', status: 204, lines: [] });
    const deleted = await empty('emptied-deleted');
    await deleted.shop.getByRole('button', { name: 'Delete the lines and return' }).click();
    await received(deleted.shop);
    expect(last()).toEqual({ cookie: 'emptied-deleted', status: undefined, lines: [] });
    await deleted.expectNoCookie();
  });

  it('SelectedItem: opens the product, the shelf, or a search for what is gone', async () => {
    const at = async (supplierPartId: string) =>
      (await framed({ buyerCookie: `at-${supplierPartId}`, selectedItem: { supplierPartId } }))
        .shop;
    await (await at('C-GLOVE-9')).getByRole('heading', { name: 'Work glove size 9' }).waitFor();
    const shelf = await at('4412');
    await shelf.getByRole('link', { name: 'Ball pen, blue', exact: true }).waitFor();
    expect(await shelf.getByRole('link', { name: 'Work glove size 9', exact: true }).count()).toBe(
      0,
    );
    const gone = await at('GONE-4711');
    await gone.getByText('“GONE-4711” is not offered to you.').waitFor();
  });

  it('expired: says so and takes the person back with Status 204', async () => {
    const { shop, page, expectError, expectNoCookie } = await framed({ buyerCookie: 'expired' });
    expectError(/status of 410/);
    await add(shop, pens);
    db.clock.advance({ hours: 8 });
    await basketOf(shop);
    await shop.getByRole('heading', { name: 'Your visit has ended' }).waitFor();
    await expectAccessible(page.frames()[1] ?? page);
    await shop.getByRole('button', { name: 'Back to my purchasing system' }).click();
    await received(shop);
    expect(last()).toEqual({ cookie: 'expired', status: 204, lines: [] });
    await expectNoCookie();
  });

  it('expired while nobody looked: the clock has ended the visit, and the way back is still there', async () => {
    const { shop, expectError } = await framed({ buyerCookie: 'swept' });
    expectError(/status of 410/);
    await add(shop, pens);
    db.clock.advance({ hours: 8 });
    await db.runJobs(jobs);
    await jobs['purchasing.expire_visits']?.(systemContext(db.services(), 'clock'), {});
    await basketOf(shop);
    await shop.getByText('Nothing happened for eight hours').waitFor();
    await shop.getByRole('button', { name: 'Back to my purchasing system' }).click();
    await received(shop);
    expect(last()).toEqual({ cookie: 'swept', status: 204, lines: [] });
  });

  it('never opened in time: the start address says so and goes back with Status 204', async () => {
    const page = await startPage({ buyerCookie: 'too-late' });
    db.clock.advance({ minutes: 10 });
    await jobs['purchasing.expire_visits']?.(systemContext(db.services(), 'clock'), {});
    const person = await browser.person();
    person.expectError(/status of 410/);
    await person.page.goto(suite.frame(page));
    const shop = person.page.frameLocator('iframe');
    await shop.getByRole('heading', { name: 'This visit was not opened in time' }).waitFor();
    await shop.getByRole('button', { name: 'Back to my purchasing system' }).click();
    await received(shop);
    expect(last()).toEqual({ cookie: 'too-late', status: 204, lines: [] });
  });

  it('a return address in plain http: the page says what to change and posts nothing', async () => {
    const { page, expectError } = await browser.person();
    expectError(/status of 422/);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    const { host } = new URL(product.base());
    await page.goto(
      await startPage({ buyerCookie: 'plain-http', returnTo: 'http://suite.acme.test/return' }),
    );
    await add(page, pens);
    await basketOf(page);
    await page.getByRole('button', { name: 'Return €7.00 to the purchase request' }).click();
    await page.getByRole('heading', { name: 'Nothing was sent' }).waitFor();
    const main = page.getByRole('main');
    expect(await main.innerText()).toContain('Nothing can be sent to http://suite.acme.test');
    await expectAccessible(page);
    await main.getByRole('link', { name: 'To the basket' }).click();
    await page.getByRole('button', { name: 'Cancel the visit' }).click();
    await page.getByRole('heading', { name: 'Nothing was sent' }).waitFor();
    await expectAccessible(page);
    expect([...new Set(asked)]).toEqual([host]);
  });

  it('two at once: two frames of one browser fill two baskets, and nothing mixes', async () => {
    const { page, context } = await browser.person();
    const [left, right] = [
      await startPage({ buyerCookie: 'left' }),
      await startPage({ buyerCookie: 'right' }),
    ];
    await page.goto(suite.frames([left, right]));
    const shops = [
      page.frameLocator('iframe >> nth=0'),
      page.frameLocator('iframe >> nth=1'),
    ] as const;
    await add(shops[0], pens);
    await add(shops[1], gloves);
    await add(shops[0], { ...pens, words: 'ball', quantity: '4' });
    for (const shop of shops) await basketOf(shop);
    await shops[1].getByRole('button', { name: 'Return €12.00 to the purchase request' }).click();
    await received(shops[1]);
    expect(last()).toEqual({ cookie: 'right', status: undefined, lines: ['5 C-GLOVE-9'] });
    await shops[0].getByRole('button', { name: 'Return €8.40 to the purchase request' }).click();
    await received(shops[0]);
    expect(last()).toEqual({ cookie: 'left', status: undefined, lines: ['24 B-PEN-BLUE'] });
    expect(await context.cookies()).toEqual([]);
  });

  it('is gone on with in a window of its own, where the person wants one', async () => {
    const { page, shop } = await framed({ buyerCookie: 'window' });
    await add(shop, pens);
    const opening = page.waitForEvent('popup');
    await shop.getByRole('link', { name: 'Open in a new window' }).click();
    const window = await opening;
    await basketOf(window);
    await window.getByRole('button', { name: 'Return €7.00 to the purchase request' }).click();
    await received(window);
    expect(last()).toEqual({ cookie: 'window', status: undefined, lines: ['20 B-PEN-BLUE'] });
  });

  it('is not shown in a frame of a site that is not the suite’s', async () => {
    const { page, expectError } = await browser.person();
    expectError(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE/);
    const start = await startPage({ buyerCookie: 'stranger' });
    const stranger = await startSuite();
    const refused = page.waitForEvent('console', (message) =>
      message.text().includes(`frame-ancestors 'self' ${suite.url}`),
    );
    await page.goto(stranger.frame(start));
    await refused;
    await stranger.stop();
  });

  it.each(['base64', 'urlencoded'] as const)(
    'carries the document to the suite byte for byte as %s',
    async (formPost) => {
      const overlay = (value: object) =>
        db.query(`update trading_connection set profile_overlay = ?::jsonb where id = ?`, [
          JSON.stringify(value),
          id('acme-cxml'),
        ]);
      await overlay({ formPost });
      const buyerCookie = '  "é€" & <b>😀</b>\t ';
      const { shop } = await framed({ buyerCookie });
      await add(shop, pens);
      await basketOf(shop);
      await shop.getByRole('button', { name: 'Return €7.00 to the purchase request' }).click();
      await received(shop);
      await overlay({});
      expect(last().cookie).toBe(buyerCookie);
      const field = new URLSearchParams(suite.posted.at(-1)?.body).get(`cxml-${formPost}`) ?? '';
      const [sent] = await db.query<{ content: Buffer }>(
        `select f.content from exchange e join stored_file f on f.id = e.file_id
         where e.kind = 'PunchOutOrderMessage' order by e.id desc limit 1`,
      );
      const stored = Buffer.from(sent?.content ?? '').toString('utf8');
      if (formPost === 'base64') expect(Buffer.from(field, 'base64').toString('utf8')).toBe(stored);
      else expect(field).toMatch(/^<[\x20-\x7e\r\n\t]*$/);
    },
  );
});
