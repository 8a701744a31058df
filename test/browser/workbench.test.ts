import { describe, expect, it } from 'vitest';
import { subscriptions } from '../../src/app.tsx';
import { createWorkbenchLink } from '../../src/domain/parties/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { browserMissing, expectAccessible, signIn, testBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { wholeProduct } from '../support/story.ts';
import { id } from '../support/world.ts';

if (browserMissing) process.stderr.write(`no browser stories: ${browserMissing}\n`);

describe.skipIf(browserMissing)('an integrator at the workbench', () => {
  const db = testDatabase({ subscriptions });
  const product = wholeProduct(db);
  const browser = testBrowser();

  async function link(connection: string): Promise<string> {
    const ctx = systemContext(product.services(), 'test');
    const { token } = await createWorkbenchLink(ctx, { connectionId: id(connection), label: 'x' });
    return `${product.base()}/workbench/${token}`;
  }

  it('goes through every tab in both languages, and each is accessible', async () => {
    const { page } = await browser.person();
    await page.goto(await link('acme-cxml'));
    await expectAccessible(page);
    for (const tab of ['Tester', 'Virtual buyer', 'Go-live checklist', 'Recent documents']) {
      await page.getByRole('link', { name: tab, exact: true }).click();
      await page
        .getByRole('link', { name: tab, exact: true })
        .and(page.locator('[aria-current]'))
        .waitFor();
      await expectAccessible(page);
    }
    await page.getByRole('link', { name: 'Français' }).click();
    await page.getByRole('link', { name: 'Documents récents' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/documents$/);
    await page.getByRole('link', { name: 'Testeur' }).click();
    await expectAccessible(page);
  });

  it('pastes a document and sees the faulty line marked', async () => {
    const { page } = await browser.person();
    await page.goto(`${await link('acme-cxml')}/tester`);
    await page
      .getByLabel('Paste a document')
      .fill(
        '<?xml version="1.0"?>\n<cXML payloadID="1" timestamp="2026-03-02T10:00:00+01:00">\n<Header/>\n<Request><ProfileRequest/></Request>\n</cXML>',
      );
    await page.getByRole('button', { name: 'Test the document' }).click();
    await page.getByText('<Header> ends too early').first().waitFor();
    expect(await page.locator('[data-marked]').first().getAttribute('data-line')).toBe('3');
    await expectAccessible(page);
  });

  it('starts the virtual buyer and watches it play without loading the page again', async () => {
    const { page } = await browser.person();
    await page.goto(`${await link('acme-cxml')}/buyer`);
    await page.getByRole('button', { name: 'Start the virtual buyer' }).click();
    await page.getByText('0 / 27').waitFor();
    await product.runJobs();
    await page.getByText('All 27 steps passed').waitFor();
    await page.getByText('Request and answer').first().click();
    await expectAccessible(page);
  });

  it('is invited by the operator, who copies the link once', async () => {
    const { page } = await browser.person();
    await signIn(page, { base: product.base(), email: 'operator@comptoir.test' });
    await page.goto(`${product.base()}/operator/partners/${id('acme')}`);
    await page.getByRole('link', { name: 'Share workbench' }).first().click();
    await page.getByLabel('For whom').fill('Marie Dupont');
    await page.getByRole('button', { name: 'Create the link' }).click();
    const address = await page.locator('#fresh-link').innerText();
    expect(address).toContain(`${product.base()}/workbench/`);
    await expectAccessible(page);
  });
});
