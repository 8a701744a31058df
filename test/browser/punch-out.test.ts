import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscriptions } from '../../src/app.tsx';
import { Decimal } from '../../src/base/index.ts';
import { Offer } from '../../src/domain/catalogue/index.ts';
import { type Services, systemContext, write } from '../../src/platform/index.ts';
import { browserMissing, expectAccessible, testBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { wholeProduct } from '../support/story.ts';
import { setUpVisit, startSuite } from '../support/suite.ts';
import { id } from '../support/world.ts';

if (browserMissing) process.stderr.write(`no browser stories: ${browserMissing}\n`);

/** A second seller of the paper, so that one product has several offers. */
async function secondOffer(services: Services): Promise<void> {
  await write(systemContext(services, 'story'), async (tx) => {
    tx.em.create(Offer, {
      id: id('offer-paper-gamma'),
      productId: id('product-paper'),
      sellerId: id('seller-c'),
      sku: 'C-PAPER-A4',
      unitPrice: Decimal.parse('4.55'),
      currency: 'EUR',
      unit: 'RM',
      packQuantity: Decimal.one,
      minimumQuantity: Decimal.one,
      quantityStep: Decimal.one,
      stock: Decimal.of(120),
      leadDays: 5,
      vatCategory: 'S',
      vatRateBp: 2000,
      updatedAt: tx.now(),
    });
  });
}

describe.skipIf(browserMissing)('punch-out in a browser', () => {
  const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
  const product = wholeProduct(db, { prepare: secondOffer });
  const browser = testBrowser();
  let suite: Awaited<ReturnType<typeof startSuite>>;
  beforeAll(async () => {
    suite = await startSuite();
  });
  afterAll(() => suite?.stop());

  const visit = (buyerCookie: string, path = '/return') =>
    setUpVisit({ base: product.base(), returnTo: `${suite.url}${path}`, buyerCookie });
  /** Every cookie an answer of the shop tries to set. */
  const cookiesOf = (page: Page): string[] => {
    const found: string[] = [];
    page.on('response', (response) => {
      if (!response.url().startsWith(product.base())) return;
      const cookie = response.headers()['set-cookie'];
      if (cookie) found.push(`${response.url()}: ${cookie}`);
    });
    return found;
  };
  const search = async (shop: FrameLocator | Page, words: string) => {
    await shop.getByRole('searchbox').fill(words);
    await shop.getByRole('searchbox').press('Enter');
    await shop.getByRole('heading', { name: `Results for “${words}”` }).waitFor();
  };
  const add = async (
    shop: FrameLocator | Page,
    { name, quantity }: { name: string; quantity: string },
  ) => {
    await shop.getByRole('textbox', { name: `Quantity of ${name}` }).fill(quantity);
    await shop.getByRole('button', { name: `Add ${name} to the basket` }).click();
    await shop.getByText('Added to the basket.').waitFor();
  };
  const lastCart = () => {
    const cart = suite.carts.at(-1);
    return {
      cookie: cart?.buyerCookie,
      total: cart?.total?.value.toString(2),
      tax: cart?.tax?.amount?.value.toString(2),
      lines: cart?.items.map((item) => [
        item.itemId.supplierPartId,
        item.quantity.toString(),
        item.detail.unitPrice?.value.toString(),
      ]),
    };
  };

  it('fills one basket from three sellers inside the suite’s frame, without a cookie, and returns it', async () => {
    const { page, context } = await browser.person();
    const cookies = cookiesOf(page);
    await page.goto(suite.frame(await visit('frame-1')));
    const shop = page.frameLocator('iframe');
    await search(shop, 'paper');
    await shop.getByRole('link', { name: 'Paper A4 80 g, ream', exact: true }).click();
    await shop.getByRole('heading', { name: 'Paper A4 80 g, ream' }).waitFor();
    const offers = shop.getByRole('table', { name: /Offers/ }).getByRole('row');
    expect(await offers.count()).toBe(3);
    const beta = offers.filter({ hasText: 'Bureau Beta' });
    expect(await beta.innerText()).toMatch(/€4\.20[\s\S]*Contract C-2026-01/);
    expect(await offers.filter({ hasText: 'Gants Gamma' }).innerText()).toContain('€4.55');
    await beta.getByRole('textbox').fill('10');
    await beta.getByRole('button', { name: 'Add' }).click();
    await shop.getByText('Added to the basket.').waitFor();
    await search(shop, 'bolt');
    await add(shop, { name: 'Hex bolt M8 x 40', quantity: '1000' });
    await search(shop, 'glove');
    await add(shop, { name: 'Work glove size 9', quantity: '5' });
    await shop.getByRole('link', { name: /^Basket ?3$/ }).click();
    await shop.getByRole('heading', { name: 'Basket over 3 sellers' }).waitFor();
    await shop.getByRole('button', { name: 'Return €164.00 to the purchase request' }).click();
    await shop.getByRole('heading', { name: 'Basket received' }).waitFor();
    // 10 × 4.20 (contract) + 1000 × 0.11 (from 1000) + 5 × 2.40
    expect(lastCart()).toEqual({
      cookie: 'frame-1',
      total: '164.00',
      tax: '32.80',
      lines: [
        ['B-PAPER-A4', '10', '4.2'],
        ['A-BOLT-M8', '1000', '0.11'],
        ['C-GLOVE-9', '5', '2.4'],
      ],
    });
    expect(cookies).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  });

  it('returns by the visible button where scripts are off', async () => {
    const { page } = await browser.person({ javaScriptEnabled: false });
    await page.goto(suite.frame(await visit('no-script')));
    const shop = page.frameLocator('iframe');
    await search(shop, 'glove');
    await add(shop, { name: 'Work glove size 9', quantity: '2' });
    await shop.getByRole('link', { name: /^Basket ?1$/ }).click();
    await shop.getByRole('button', { name: 'Return €4.80 to the purchase request' }).click();
    await shop.getByRole('heading', { name: 'Your basket goes back' }).waitFor();
    await shop.getByRole('button', { name: 'Back to my purchasing system' }).click();
    await shop.getByRole('heading', { name: 'Basket received' }).waitFor();
    expect(lastCart()).toEqual({
      cookie: 'no-script',
      total: '4.80',
      tax: '0.96',
      lines: [['C-GLOVE-9', '2', '2.4']],
    });
  });

  it('returns to a suite that sends the browser on to another host, which its profile lists', async () => {
    const { page } = await browser.person();
    const elsewhere = `${suite.url.replace('localhost', '127.0.0.1')}/received`;
    const profile = (ancestors: string[]) =>
      db.query(`update trading_connection set profile_overlay = ?::jsonb where id = ?`, [
        JSON.stringify({ frame: { ancestors } }),
        id('acme-cxml'),
      ]);
    await profile([new URL(elsewhere).origin]);
    const start = await visit('moved', `/return?next=${encodeURIComponent(elsewhere)}`);
    await profile([]);
    await page.goto(start);
    await search(page, 'glove');
    await add(page, { name: 'Work glove size 9', quantity: '1' });
    await page.getByRole('link', { name: /^Basket ?1$/ }).click();
    await page.getByRole('button', { name: /^Return €2\.40/ }).click();
    await page.getByRole('heading', { name: 'Basket received' }).waitFor();
    expect(page.url()).toBe(elsewhere);
    expect(lastCart().cookie).toBe('moved');
  });

  it('says so when the suite takes the basket and sends the browser on to a host that is not listed', async () => {
    const { page, expectError } = await browser.person();
    expectError(/form-action/);
    const elsewhere = `${suite.url.replace('localhost', '127.0.0.1')}/received`;
    await page.goto(await visit('stopped', `/return?next=${encodeURIComponent(elsewhere)}`));
    await search(page, 'glove');
    await add(page, { name: 'Work glove size 9', quantity: '1' });
    await page.getByRole('link', { name: /^Basket ?1$/ }).click();
    await page.getByRole('button', { name: /^Return €2\.40/ }).click();
    await page.getByText('Your browser stopped on the way').waitFor();
    expect(lastCart().cookie).toBe('stopped');
    await expectAccessible(page);
  });

  it('keeps two visits of one browser apart', async () => {
    const { page, context } = await browser.person();
    const other = await context.newPage();
    await page.goto(await visit('left'));
    await other.goto(await visit('right'));
    await search(page, 'glove');
    await add(page, { name: 'Work glove size 9', quantity: '3' });
    await search(other, 'pen');
    await add(other, { name: 'Ball pen, blue', quantity: '20' });
    await page.reload();
    await page.getByRole('link', { name: /^Basket ?1$/ }).click();
    expect(await page.getByRole('main').innerText()).toContain('Work glove size 9');
    expect(await page.getByRole('main').innerText()).not.toContain('Ball pen, blue');
    await other.getByRole('link', { name: /^Basket ?1$/ }).click();
    await other.getByRole('button', { name: /^Return €7\.00/ }).click();
    await other.getByRole('heading', { name: 'Basket received' }).waitFor();
    expect(lastCart()).toMatchObject({ cookie: 'right', lines: [['B-PEN-BLUE', '20', '0.35']] });
    await page.getByRole('button', { name: /^Return €7\.20/ }).click();
    await page.getByRole('heading', { name: 'Basket received' }).waitFor();
    expect(lastCart()).toMatchObject({ cookie: 'left', lines: [['C-GLOVE-9', '3', '2.4']] });
  });

  it('says in words what quantity can be had, and leads back to the product', async () => {
    const person = await browser.person();
    const { page } = person;
    person.expectError(/status of 422/);
    await page.goto(await visit('refused'));
    await search(page, 'bolt');
    await page.getByRole('textbox', { name: 'Quantity of Hex bolt M8 x 40' }).fill('150');
    await page.getByRole('button', { name: 'Add Hex bolt M8 x 40 to the basket' }).click();
    const refusal = page.getByRole('alert');
    expect(await refusal.innerText()).toMatch(/100.*200/s);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByRole('heading', { name: 'Results for “bolt”' }).waitFor();
  });

  it('goes back with nothing when the visit is cancelled, and then the visit is over', async () => {
    const person = await browser.person();
    const { page } = person;
    person.expectError(/status of 410/);
    await page.goto(await visit('cancelled'));
    const here = page.url().replace(/\/shop$/, '');
    await search(page, 'glove');
    await add(page, { name: 'Work glove size 9', quantity: '1' });
    await page.goto(`${here}/basket`);
    await page.getByRole('button', { name: 'Cancel the visit' }).click();
    await page.getByRole('heading', { name: 'Basket received' }).waitFor();
    expect(lastCart()).toMatchObject({ cookie: 'cancelled', lines: [] });
    const ended = await page.goto(`${here}/basket`);
    expect(ended?.status()).toBe(410);
    await expectAccessible(page);
  });

  it('is walked by keyboard alone, from the search to the suite', async () => {
    const { page } = await browser.person();
    await page.goto(await visit('keyboard'));
    const focused = () => page.locator(':focus');
    /** Tab until the focus is on what is called `name`; refuses a walk that never gets there. */
    const tabTo = async (name: string | RegExp) => {
      for (let step = 0; step < 60; step += 1) {
        await page.keyboard.press('Tab');
        const here = focused();
        const label = (await here.getAttribute('aria-label')) ?? (await here.innerText());
        if (typeof name === 'string' ? label.trim() === name : name.test(label)) return;
      }
      throw new Error(`the keyboard never reaches ${String(name)}`);
    };
    await page.keyboard.press('Tab');
    expect(await focused().innerText()).toBe('Skip to content');
    expect((await focused().boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await focused().getAttribute('id')).toBe('main');
    await page.keyboard.press('/');
    expect(await focused().getAttribute('type')).toBe('search');
    await page.keyboard.type('glove');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Results for “glove”' }).waitFor();
    await tabTo('Work glove size 9');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Work glove size 9' }).waitFor();
    await tabTo('Quantity of Work glove size 9');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('4');
    await tabTo('Add Work glove size 9 to the basket');
    await page.keyboard.press('Enter');
    await page.getByText('Added to the basket.').waitFor();
    await tabTo(/^Basket\s*1$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Basket over 1 seller' }).waitFor();
    await tabTo(/^Return €9\.60/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Basket received' }).waitFor();
    expect(lastCart()).toMatchObject({ cookie: 'keyboard', lines: [['C-GLOVE-9', '4', '2.4']] });
  });

  it('has no fault of accessibility on any page of a visit, in both languages', async () => {
    const { page } = await browser.person();
    await page.goto(await visit('accessible'));
    const here = new URL(page.url()).pathname.replace(/\/shop$/, '');
    await page.goto(`${product.base()}${here}/products/${id('product-paper')}`);
    const beta = page.getByRole('row').filter({ hasText: 'Bureau Beta' });
    await beta.getByRole('button', { name: 'Add' }).click();
    for (const lang of ['en', 'fr']) {
      for (const path of [
        '/shop',
        '/shop?q=papier',
        '/shop?q=nothing-like-it',
        `/products/${id('product-paper')}`,
        '/basket',
      ]) {
        const url = new URL(`${product.base()}${here}${path}`);
        url.searchParams.set('lang', lang);
        await page.goto(url.href);
        await expectAccessible(page);
      }
    }
  });

  it('fits a frame as narrow as 320 pixels without scrolling sideways (WCAG 1.4.10)', async () => {
    const { page } = await browser.person({ viewport: { width: 320, height: 640 } });
    await page.goto(await visit('narrow'));
    const here = page.url().replace(/\/shop$/, '');
    await search(page, 'glove');
    await add(page, { name: 'Work glove size 9', quantity: '1000' });
    for (const path of [
      '/shop',
      `/products/${id('product-paper')}`,
      '/basket',
      '/basket?lang=fr',
    ]) {
      await page.goto(here + path);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect([path, width]).toEqual([path, 320]);
    }
  });

  it('has no fault on the page that carries the basket back, seen where scripts are off', async () => {
    const { page } = await browser.person();
    await page.goto(await visit('last-page'));
    await search(page, 'glove');
    await add(page, { name: 'Work glove size 9', quantity: '1' });
    await page.getByRole('link', { name: /^Basket ?1$/ }).click();
    await page.route('**/assets/app*.js', (route) => route.fulfill({ body: '' }));
    await page.getByRole('button', { name: /^Return €2\.40/ }).click();
    await page.getByRole('heading', { name: 'Your basket goes back' }).waitFor();
    await expectAccessible(page);
  });
});
