import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCamt053, type EntryDraft } from '../../edi/bank/index.ts';
import { subscriptions } from '../../src/app.tsx';
import { money } from '../../src/base/index.ts';
import { invoiceStory } from '../domain/invoicing-story.ts';
import { browserMissing, expectAccessible, signIn, testBrowser } from '../support/browser.ts';
import { testDatabase } from '../support/database.ts';
import { wholeProduct } from '../support/story.ts';

if (browserMissing) process.stderr.write(`no browser stories: ${browserMissing}\n`);

const OUR_IBAN = 'FR7630006000011234567890189';
const day = Temporal.PlainDate.from('2026-03-19');

function credit(
  minor: bigint,
  text: string,
  debtor = { name: 'ACME INDUSTRIE', iban: 'FR1420041010050500013M02606' },
): EntryDraft {
  return {
    reference: text.slice(0, 16),
    servicerReference: `BK${text.slice(0, 12)}`,
    amount: money(minor, 'EUR'),
    creditDebit: 'CRDT',
    isReversal: false,
    status: 'BOOK',
    bookingDate: day,
    valueDate: day,
    bankTxCode: { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT' },
    details: [
      {
        amount: money(minor, 'EUR'),
        debtor,
        remittance: { unstructured: [text], structured: [] },
      },
    ],
  };
}

describe.skipIf(browserMissing)('the reconciliation desk in a browser', () => {
  const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
  const product = wholeProduct(db);
  const browser = testBrowser();
  const story = invoiceStory(db);
  let camt = '';

  /** Four invoices over 120, 60, 240 and 77.70 euros with VAT; the bank knows of three payments. */
  beforeAll(async () => {
    const numbers: string[] = [];
    for (const [at, price] of ['100', '50', '200', '64.75'].entries()) {
      const { number } = await story.invoiced(`PO-${at + 1}`, [
        story.line(1, 'seller-a', '1', price),
      ]);
      numbers.push(number);
    }
    await product.runJobs();
    db.clock.set('2026-03-20T09:00:00Z');
    const [a = '', b = '', c = ''] = numbers;
    camt = buildCamt053({
      messageId: 'M1',
      id: 'STMT-2026-0319',
      sequence: 1,
      createdAt: db.clock.now(),
      account: { iban: OUR_IBAN, currency: 'EUR' },
      from: day,
      to: day,
      opening: money(0n, 'EUR'),
      entries: [
        credit(18_000n, `FACTURES ${a} ${b}`),
        credit(10_000n, `ACOMPTE ${c}`),
        credit(9_000n, 'VIREMENT DIVERS', {
          name: 'HOLDING INCONNUE',
          iban: 'DE89370400440532013000',
        }),
      ],
    });
  });

  const clerk = async (): Promise<Page> => {
    const { page } = await browser.person();
    await signIn(page, { base: product.base(), email: 'finance@comptoir.test' });
    return page;
  };
  const accessibleInBoth = async (page: Page) => {
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Français' }).click();
    await page.getByRole('link', { name: 'English' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('link', { name: 'Français' }).waitFor();
  };
  const open = () =>
    db.query<{ number: string; open: string }>(
      'select number, open_minor::text as open from invoice order by number',
    );

  it('takes a bank’s file and matches what it can prove, with the evidence on the page', async () => {
    const page = await clerk();
    await page.goto(`${product.base()}/operator/reconciliation`);
    await accessibleInBoth(page);
    const chosen = { name: 'camt.xml', mimeType: 'application/xml', buffer: Buffer.from(camt) };
    const upload = page.getByLabel('Statement', { exact: true });
    await upload.setInputFiles(chosen);
    await page.getByRole('button', { name: 'Import the file' }).click();
    await page.waitForURL(/\/operator\/reconciliation/);
    await product.runJobs();
    expect(await open()).toEqual([
      { number: 'AAA-2026-00001', open: '0' },
      { number: 'AAA-2026-00002', open: '0' },
      { number: 'AAA-2026-00003', open: '14000' },
      { number: 'AAA-2026-00004', open: '7770' },
    ]);
    await page.goto(`${product.base()}/operator/reconciliation?show=all`);
    await accessibleInBoth(page);
    await page.getByRole('row').filter({ hasText: '180.00' }).getByRole('link').first().click();
    const main = page.getByRole('main');
    await main.getByRole('heading', { name: 'What it pays' }).waitFor();
    const shown = await main.innerText();
    const [{ evidence } = { evidence: [] }] = await db.query<{ evidence: { en: string }[] }>(
      'select a.evidence from allocation a join bank_entry b on b.id = a.bank_entry_id where b.amount_minor = 18000 limit 1',
    );
    expect(evidence.length).toBeGreaterThan(0);
    for (const piece of evidence) expect(shown).toContain(piece.en);
    expect(shown).toContain('AAA-2026-00001');
    expect(shown).toContain('AAA-2026-00002');
    await accessibleInBoth(page);
  });

  it('leaves the unknown payment to a clerk, who finds the buyer and sees what remains while typing', async () => {
    const page = await clerk();
    await page.goto(`${product.base()}/operator/reconciliation`);
    await page
      .getByRole('link', { name: /HOLDING INCONNUE/ })
      .first()
      .click();
    await page.getByRole('searchbox', { name: /buyer/ }).fill('acme');
    await page.getByRole('searchbox', { name: /buyer/ }).press('Enter');
    await page.getByRole('link', { name: 'Acme Industrie' }).click();
    const remaining = page.locator('#remainder');
    expect(await remaining.innerText()).toBe('€90.00');
    await page.getByLabel('Amount for AAA-2026-00003').fill('12.30');
    expect(await remaining.innerText()).toBe('€77.70');
    await page.getByLabel('Amount for AAA-2026-00004').fill('77.70');
    expect(await remaining.innerText()).toBe('€0.00');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Allocate these amounts' }).click();
    await page.getByText('Saved.').waitFor();
    expect((await open()).slice(2)).toEqual([
      { number: 'AAA-2026-00003', open: '12770' },
      { number: 'AAA-2026-00004', open: '0' },
    ]);
    await accessibleInBoth(page);
  });

  it('takes the match back with a reason, after asking once more', async () => {
    const page = await clerk();
    await page.goto(`${product.base()}/operator/reconciliation?show=all`);
    await page
      .getByRole('link', { name: /HOLDING INCONNUE/ })
      .first()
      .click();
    await page.getByLabel('Reason for reversing').fill('Paid for a sister company');
    await page.getByRole('button', { name: 'Reverse the match' }).click();
    const question = page.getByRole('dialog');
    await question.getByText('Reverse this match? The invoices are open again.').waitFor();
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect((await open()).at(-1)?.open).toBe('0');
    await page.getByRole('button', { name: 'Reverse the match' }).click();
    await question.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Saved.').waitFor();
    expect(await page.getByRole('main').innerText()).toContain('Paid for a sister company');
    expect((await open()).slice(2)).toEqual([
      { number: 'AAA-2026-00003', open: '14000' },
      { number: 'AAA-2026-00004', open: '7770' },
    ]);
    await accessibleInBoth(page);
  });
});
