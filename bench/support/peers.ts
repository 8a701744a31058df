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

export type PeerPool<Row> = {
  readonly query: (config: {
    name: string;
    text: string;
    values: unknown[];
  }) => Promise<{ rows: Row[] }>;
  readonly on: (event: 'error', listener: (error: Error) => void) => void;
  readonly end: () => Promise<void>;
};

/** A peer's own connections to the product's database, in the system's role: the login sees rows only in one. */
export function peerPool<Row>({ url, max }: { url: string; max: number }): PeerPool<Row> {
  const { Pool } = peer<{ Pool: new (options: object) => PeerPool<Row> }>('pg');
  const pool = new Pool({ connectionString: url, max, options: '-c role=app_system' });
  // `end` says goodbye and does not wait: a server that stops meanwhile closes the connection first.
  pool.on('error', () => undefined);
  return pool;
}
