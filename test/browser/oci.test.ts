import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscriptions } from '../../src/app.tsx';
import { browserMissing, expectAccessible, testBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { wholeProduct } from '../support/story.ts';

if (browserMissing) process.stderr.write(`no browser stories: ${browserMissing}\n`);

type Posted = { readonly charset: string | undefined; readonly fields: [string, string][] };

/** SAP's side for browsers: a page that frames the catalogue, and the HOOK_URL that its items are posted to. */
async function startSap() {
  const posted: Posted[] = [];
  const app = new Hono();
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('/frame', (c) =>
    c.html(
      html`<!doctype html><html lang="en"><head><title>SAP</title></head><body>
        <iframe name="catalogue" title="Catalogue" width="1100" height="800" src="${c.req.query('at') ?? ''}"></iframe>
      </body></html>`,
    ),
  );
  app.post('/hook', async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer()).toString('latin1');
    // HOOK_URL's own query comes back as a field.
    const charset = /(^|&)charset=(\w+)/.exec(body)?.[2];
    const fields = body.split('&').map((pair): [string, string] => {
      const [name = '', value = ''] = pair.split('=').map((part) =>
        Buffer.from(
          part
            .replaceAll('+', ' ')
            .replace(/%([0-9A-F]{2})/gi, (_, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            ),
          'latin1',
        ).toString(charset === 'latin1' ? 'latin1' : 'utf8'),
      );
      return [name, value];
    });
    posted.push({ charset, fields });
    return c.html(
      html`<!doctype html><html lang="en"><head><title>SAP</title></head><body><h1>Items received</h1></body></html>`,
    );
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as { port: number };
  const url = `http://localhost:${port}`;
  return {
    url,
    posted,
    frame: (at: string) => `${url}/frame?at=${encodeURIComponent(at)}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

describe.skipIf(browserMissing)('an OCI catalogue in a browser', () => {
  const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
  const product = wholeProduct(db);
  const browser = testBrowser();
  let sap: Awaited<ReturnType<typeof startSap>>;
  beforeAll(async () => {
    sap = await startSap();
  });
  afterAll(() => sap?.stop());

  const callUp = (fields: Record<string, string> = {}, hook = '/hook?session=4711') =>
    `${product.base()}/oci/acme-oci?${new URLSearchParams({
      USERNAME: 'acme-oci',
      PASSWORD: 'oci-secret',
      HOOK_URL: `${sap.url}${hook}`,
      'sap-language': 'EN',
      ...fields,
    }).toString()}`;
  const last = () => new Map(sap.posted.at(-1)?.fields);

  it('is filled in the frame without a cookie, and its basket arrives as NEW_ITEM fields', async () => {
    const { page, context } = await browser.person();
    await page.goto(sap.frame(callUp()));
    const shop = page.frameLocator('iframe');
    await shop.getByRole('searchbox').fill('glove');
    await shop.getByRole('searchbox').press('Enter');
    await shop.getByRole('heading', { name: 'Results for “glove”' }).waitFor();
    await shop.getByRole('textbox', { name: 'Quantity of Work glove size 9' }).fill('5');
    await shop.getByRole('button', { name: 'Add Work glove size 9 to the basket' }).click();
    await shop.getByText('Added to the basket.').waitFor();
    await shop.getByRole('link', { name: /^Basket ?1$/ }).click();
    await shop.getByRole('button', { name: /^Return €12\.00/ }).click();
    await shop.getByRole('heading', { name: 'Items received' }).waitFor();
    const items = last();
    expect(items.get('session')).toBe('4711');
    expect(items.get('NEW_ITEM-VENDORMAT[1]')).toBe('C-GLOVE-9');
    expect(items.get('NEW_ITEM-QUANTITY[1]')).toBe('5');
    expect(items.get('NEW_ITEM-PRICE[1]')).toBe('2.4');
    expect(await context.cookies()).toEqual([]);
  });

  it('shows one product to look at only (DETAIL)', async () => {
    const { page } = await browser.person();
    await page.goto(sap.frame(callUp({ FUNCTION: 'DETAIL', PRODUCTID: 'B-PAPER-A4' })));
    const shop = page.frameLocator('iframe');
    await shop.getByRole('heading', { name: 'Paper A4 80 g, ream' }).waitFor();
    await shop.getByText('You are looking only').waitFor();
    expect(await shop.getByText('€4.20').first().isVisible()).toBe(true);
    expect(await shop.getByRole('button', { name: 'Add' }).count()).toBe(0);
  });

  it('opens at the results of a search, and the basket goes back from there (SOURCING)', async () => {
    const { page } = await browser.person();
    await page.goto(sap.frame(callUp({ FUNCTION: 'SOURCING', SEARCHSTRING: 'bolt' })));
    const shop = page.frameLocator('iframe');
    await shop.getByRole('heading', { name: 'Results for “bolt”' }).waitFor();
    await shop.getByRole('textbox', { name: 'Quantity of Hex bolt M8 x 40' }).fill('1000');
    await shop.getByRole('button', { name: 'Add Hex bolt M8 x 40 to the basket' }).click();
    await shop.getByText('Added to the basket.').waitFor();
    await shop.getByRole('link', { name: /^Basket ?1$/ }).click();
    await shop.getByRole('button', { name: /^Return €110\.00/ }).click();
    await shop.getByRole('heading', { name: 'Items received' }).waitFor();
    expect(last().get('NEW_ITEM-PRICE[1]')).toBe('0.11');
  });

  it('answers VALIDATE and BACKGROUND_SEARCH by itself, in the charset SAP reads', async () => {
    const { page } = await browser.person();
    const french = { 'sap-language': 'F', http_content_charset: 'iso-8859-1' };
    await page.goto(
      callUp(
        { FUNCTION: 'VALIDATE', PRODUCTID: 'A-CABLE-3G', QUANTITY: '12.5', ...french },
        '/hook?charset=latin1',
      ),
    );
    await page.getByRole('heading', { name: 'Items received' }).waitFor();
    expect(last().get('NEW_ITEM-DESCRIPTION[1]')).toBe('Câble 3G1,5 au mètre');
    expect([last().get('NEW_ITEM-PRICE[1]'), last().get('NEW_ITEM-PRICEUNIT[1]')]).toEqual([
      '12.345',
      '10',
    ]);
    await page.goto(callUp({ FUNCTION: 'BACKGROUND_SEARCH', SEARCHSTRING: 'bolt' }));
    await page.getByRole('heading', { name: 'Items received' }).waitFor();
    expect(last().get('NEW_ITEM-VENDORMAT[1]')).toBe('A-BOLT-M8');
    expect(last().get('NEW_ITEM-QUANTITY[1]')).toBe('100');
  });

  it('says to a person without the right password what is wrong, in a page', async () => {
    const { page, expectError } = await browser.person();
    expectError(/401/);
    await page.goto(callUp({ PASSWORD: 'guess' }));
    await page.getByText('is not known here').waitFor();
    await expectAccessible(page);
  });
});
