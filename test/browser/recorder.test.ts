import { describe, expect, it } from 'vitest';
import { subscriptions } from '../../src/app.tsx';
import { purchase } from '../domain/recorder-story.ts';
import { browserMissing, expectAccessible, signIn, testBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { wholeProduct } from '../support/story.ts';

if (browserMissing) process.stderr.write(`no browser stories: ${browserMissing}\n`);

describe.skipIf(browserMissing)('the flight recorder at a browser', () => {
  const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
  const product = wholeProduct(db);
  const browser = testBrowser();
  const story = purchase(db);

  it('finds a purchase by BuyerCookie, opens a masked document, shares by link and takes the link back', async () => {
    const cart = await story.basket('COOKIE-4711');
    const refused = await story.order(cart, {
      number: 'PO-BAD',
      over: ({ detail }) => ({ detail: { ...detail, unit: 'TNE' } }),
    });
    expect(refused.code).toBe(400);
    const changed = await story.order(cart, {
      number: 'PO-4711',
      over: (item, at) =>
        at === 0 ? { detail: { ...item.detail, descriptions: [{ text: 'Something else' }] } } : {},
    });
    expect(changed.code).toBe(200);
    await story.deliver('PO-4711');

    const { page } = await browser.person();
    await signIn(page, { base: product.base(), email: 'operator@comptoir.test' });
    await page.getByRole('link', { name: 'Documents', exact: true }).first().click();
    await page.getByRole('link', { name: 'Recorder' }).click();
    await expectAccessible(page);
    await page.getByLabel('Any number of the purchase').fill('COOKIE-4711');
    await page.getByRole('button', { name: 'Find the purchase' }).click();
    if (!page.url().includes('/recorder/request/') && !page.url().includes('/recorder/order/'))
      await page.locator('a.row-link').first().click();
    await page.getByRole('region', { name: 'Time line as a picture' }).waitFor();
    await expectAccessible(page);
    const thread = page.url();

    await page
      .getByRole('cell')
      .getByRole('link', { name: 'Visit asked for · PunchOutSetupRequest' })
      .click();
    await page.locator('#document').first().waitFor();
    expect(await page.content()).not.toContain('acme-secret');
    await page.getByRole('link', { name: 'The whole purchase' }).waitFor();

    await page.goto(`${product.base()}/operator/differences`);
    await expectAccessible(page);
    await page.locator('a.row-link').first().click();
    await page.getByText('Something else').first().waitFor();
    await expectAccessible(page);
    await page.goto(`${thread}/chain`);
    await expectAccessible(page);

    await page.goto(thread);
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = (await page.locator('#new-link').innerText()).trim();
    const stranger = await browser.person();
    stranger.expectError(/status of 404/);
    await stranger.page.goto(link);
    await stranger.page.getByText('Shown by link until').waitFor();
    await expectAccessible(stranger.page);
    await stranger.page
      .getByRole('cell')
      .getByRole('link', { name: 'Order · OrderRequest' })
      .first()
      .click();
    await stranger.page.getByText('Document, masked').waitFor();
    expect(await stranger.page.content()).not.toContain('Ana Durand');
    await expectAccessible(stranger.page);

    await page.goto(thread);
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Withdrawn', { exact: true }).waitFor();
    await stranger.page.goto(link);
    await stranger.page.getByText('This link opens nothing').waitFor();
  });
});
