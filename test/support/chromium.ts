import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why there is no browser to test with, or nothing. `TEST_CHROMIUM` names one that is installed. */
export const browserMissing: string | undefined =
  process.env.TEST_CHROMIUM || process.platform === 'linux'
    ? undefined
    : 'the packaged Chromium is for Linux; name another browser in TEST_CHROMIUM';

type ChromiumProgram = {
  readonly executablePath: string;
  /** What the program needs to find letters on a machine without fonts. */
  readonly env: Record<string, string>;
};

async function unpack(into: string): Promise<void> {
  const { default: packed } = await import('@sparticuz/chromium');
  const before = process.env.TMPDIR;
  process.env.TMPDIR = into;
  try {
    packed.setGraphicsMode = false;
    await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

async function packedVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { devDependencies } = JSON.parse(text) as { devDependencies: Record<string, string> };
  return devDependencies['@sparticuz/chromium'] ?? '';
}

/** The unpacked package: under one name for all runs, given by the process that finishes first. */
async function sharedFolder(): Promise<string> {
  const shared = join(tmpdir(), `comptoir-chromium-${await packedVersion()}`);
  if (existsSync(join(shared, 'chromium'))) return shared;
  const own = await mkdtemp(join(tmpdir(), 'comptoir-unpack-'));
  await unpack(own);
  await writeFile(
    join(own, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${join(shared, 'fonts')}</dir><cachedir>${join(shared, 'cache')}</cachedir></fontconfig>`,
  );
  try {
    await rename(own, shared);
  } catch (error) {
    if (!existsSync(join(shared, 'chromium'))) throw error;
    await rm(own, { recursive: true, force: true });
  }
  return shared;
}

/**
 * A browser to start. The package unpacks into the temporary folder without a lock, so two test files at
 * once would start half a program; here each process unpacks for itself and renames.
 */
export async function chromiumProgram(): Promise<ChromiumProgram> {
  if (process.env.TEST_CHROMIUM) return { executablePath: process.env.TEST_CHROMIUM, env: {} };
  const folder = await sharedFolder();
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_PATH: join(folder, 'fonts') };
  return { executablePath: join(folder, 'chromium'), env: fonts };
}
