import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { subscriptions } from '../../src/app.tsx';
import { browserMissing, expectAccessible, signIn, testBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { wholeProduct } from '../support/story.ts';

if (browserMissing) process.stderr.write(`no browser stories: ${browserMissing}\n`);

describe.skipIf(browserMissing)('a buyer without a suite', () => {
  const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
  const product = wholeProduct(db);
  const browser = testBrowser();

  const as = async (email: string): Promise<Page> => {
    const { page } = await browser.person();
    await signIn(page, { base: product.base(), email });
    return page;
  };
  /** The page as it stands, and the same page in French, are accessible. */
  const accessibleInBoth = async (page: Page) => {
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Français' }).click();
    await page.getByRole('link', { name: 'English' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Français' }).waitFor();
  };
  const requests = () =>
    db.query<{ number: string; state: string }>('select number, state from requisition');

  it('is met by a sign-in page that says what was wrong', async () => {
    const person = await browser.person();
    const { page } = person;
    person.expectError(/status of 401/);
    await page.goto(`${product.base()}/buyer/basket`);
    await accessibleInBoth(page);
    await page.getByLabel('E-mail address').fill('buyer@petit.test');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('buyer@petit.test');
    await expectAccessible(page);
    await page.getByLabel('Password').fill('demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Your basket is empty').waitFor();
    expect(new URL(page.url()).pathname).toBe('/buyer/basket');
    await accessibleInBoth(page);
  });

  it('shops with the steppers, submits with a reason, and cannot approve the own request', async () => {
    const page = await as('buyer@petit.test');
    await page.keyboard.press('/');
    await page.keyboard.type('glove');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'More: Quantity of Work glove size 9' }).click();
    await page.getByRole('button', { name: 'Add Work glove size 9 to the basket' }).click();
    await page.getByText('Added to the basket.').waitFor();
    await accessibleInBoth(page);
    await page.getByRole('link', { name: 'Basket' }).first().click();
    await page.getByRole('textbox', { name: 'Quantity of Work glove size 9' }).fill('40');
    await page.getByRole('button', { name: 'Change the quantity of Work glove size 9' }).click();
    // 40 × 2.40, with 20 % VAT
    await page.getByText('€115.20').waitFor();
    await accessibleInBoth(page);
    await page.getByLabel('Reason').fill('Spring in the workshop');
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    await page.getByText('Waits for approval').first().waitFor();
    expect(await page.getByRole('main').innerText()).toContain('Spring in the workshop');
    await page.getByText('Somebody else has to approve your request.').waitFor();
    expect(await page.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
    expect(await requests()).toMatchObject([{ state: 'submitted' }]);
  });

  it('is approved by somebody else, who sees the lines and the terms with their reasons', async () => {
    const page = await as('approver@petit.test');
    const [request] = await requests();
    await page.getByRole('link', { name: 'Approvals' }).click();
    await accessibleInBoth(page);
    await page.getByRole('link', { name: request?.number ?? '' }).click();
    const main = page.getByRole('main');
    await main.getByText('Work glove size 9').waitFor();
    const [decision] = await db.query<{ reasons: { en: string; fr: string }[] }>(
      'select reasons from terms_decision order by decided_at desc, id desc limit 1',
    );
    const shown = await main.innerText();
    expect(decision?.reasons.length).toBeGreaterThan(2);
    for (const reason of decision?.reasons ?? []) expect(shown).toContain(reason.en);
    const setLimit = (cents: number) =>
      db.query(`update user_account set approval_limit_minor = ? where email = ?`, [
        cents,
        'approver@petit.test',
      ]);
    await setLimit(11_519);
    await page.reload();
    await page
      .getByText('This request of €115.20 is above your approval limit of €115.19.')
      .waitFor();
    expect(await page.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Reject' }).count()).toBe(1);
    await accessibleInBoth(page);
    await setLimit(11_520);
    await page.reload();
    await page.getByLabel('Comment').fill('Needed');
    await page.getByRole('button', { name: 'Approve €115.20' }).click();
    await page.getByText('Ordered as').waitFor();
    await accessibleInBoth(page);
    expect(await requests()).toMatchObject([{ state: 'ordered' }]);
    await page.getByRole('link', { name: 'PO-2026-00001' }).click();
    await page.getByRole('heading', { level: 1, name: /PO-2026-00001/ }).waitFor();
    await accessibleInBoth(page);
  });

  it('is served by the seller, who accepts the order on a page', async () => {
    await product.runJobs();
    const [order] = await db.query<{ number: string }>('select number from seller_order');
    const page = await as('desk@gamma.test');
    await accessibleInBoth(page);
    await page.getByRole('link', { name: order?.number ?? '' }).click();
    await page.getByRole('main').getByText('Work glove size 9').first().waitFor();
    await accessibleInBoth(page);
    await page.getByRole('button', { name: 'Send the answer' }).click();
    await page.getByText('Confirmed', { exact: true }).first().waitFor();
    expect(await db.query('select state from seller_order')).toEqual([{ state: 'accepted' }]);
    await accessibleInBoth(page);
  });
});
