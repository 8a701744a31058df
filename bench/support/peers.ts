import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const folder = new URL('../peers/', import.meta.url);

/** Installs the peers by their own lock file, the first time. */
export function installPeers(say: (text: string) => void): void {
  if (existsSync(fileURLToPath(new URL('node_modules/.package-lock.json', folder)))) return;
  say('installing the peers (once)');
  const run = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: fileURLToPath(folder),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (run.status !== 0)
    throw new Error(`npm ci in bench/peers: ${run.stderr || String(run.error)}`);
}

/** A module of a peer package. */
export function peer<T>(name: string): T {
  return createRequire(new URL('package.json', folder))(name) as T;
}
