import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Frame,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { chromiumProgram } from './chromium.ts';

export { browserMissing } from './chromium.ts';

/** A person at a browser of their own: no cookie, storage or cache is shared with another one. */
type Person = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console and of scripts that the story means to cause; all others fail it. */
  readonly expectError: (pattern: RegExp) => void;
};

type Watched = {
  readonly context: BrowserContext;
  readonly errors: string[];
  readonly expected: RegExp[];
};

const WAIT_MS = 10_000;
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
];

function watch(context: BrowserContext): Watched {
  const errors: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => errors.push(String(error.error())));
  return { context, errors, expected: [] };
}

/** Third-party cookies blocked, as browsers do; the package's headless browser has no switch for it. */
async function blockThirdPartyCookies(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCookieControls', { enableThirdPartyCookieRestriction: true });
}

/**
 * One browser for a test file. What a page writes to the console as an error (a violated content security
 * policy first of all) fails the test; a failed test leaves pictures of its pages in the temporary folder.
 */
export function testBrowser(): {
  readonly person: (options?: BrowserContextOptions) => Promise<Person>;
} {
  let browser: Browser | undefined;
  let open: Watched[] = [];

  beforeAll(async () => {
    const { executablePath, env } = await chromiumProgram();
    browser = await chromium.launch({
      executablePath,
      args: ARGS,
      env: { ...process.env, ...env } as Record<string, string>,
    });
  });
  afterAll(() => browser?.close());
  afterEach(async ({ task }) => {
    const closing = open;
    open = [];
    const unexpected = closing.flatMap(({ errors, expected }) =>
      errors.filter((error) => !expected.some((pattern) => pattern.test(error))),
    );
    if (task.result?.state === 'fail' || unexpected.length > 0) await pictures(closing);
    await Promise.all(closing.map(({ context }) => context.close()));
    expect(unexpected, 'errors in the browser console').toEqual([]);
  });

  return {
    person: async (options = {}) => {
      if (!browser) throw new Error('the browser is there only inside tests');
      const context = await browser.newContext({
        locale: 'en-GB',
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      context.setDefaultTimeout(WAIT_MS);
      const watched = watch(context);
      open.push(watched);
      const page = await context.newPage();
      await blockThirdPartyCookies(context, page);
      return { page, context, expectError: (pattern) => void watched.expected.push(pattern) };
    },
  };
}

async function pictures(closing: readonly Watched[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'comptoir-failed-'));
  const pages = closing.flatMap(({ context }) => context.pages());
  for (const [at, page] of pages.entries())
    await page.screenshot({ path: join(folder, `${at + 1}.png`), fullPage: true });
  process.stderr.write(`pictures of the failed story: ${folder}\n`);
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 AA and its own advice: rule, and the elements it names. */
async function accessibilityFaults(page: Page | Frame): Promise<string[]> {
  await page.evaluate(axe.source);
  const faults: unknown = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then(({ violations }) =>
      violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | ')))`,
  );
  return faults as string[];
}

/** The page as it stands is accessible. Call it on each page that a story visits. */
export async function expectAccessible(page: Page | Frame): Promise<void> {
  expect(await accessibilityFaults(page), `accessibility of ${page.url()}`).toEqual([]);
}

/** Signs in by the form, as people do. All people of the small world have the password `demo`. */
export async function signIn(
  page: Page,
  { base, email }: { base: string; email: string },
): Promise<void> {
  await page.goto(`${base}/login`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill('demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/login');
}
