import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { subscriptions } from '../../src/app.tsx';
import { domainEntities } from '../../src/domain/entities.ts';
import { startPostgres } from '../../src/platform/embedded/postgres.ts';
import {
  connect,
  createLog,
  platformEntities,
  readConfig,
  type Services,
  systemClock,
} from '../../src/platform/index.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { smallWorld } from '../../test/support/world.ts';

export type BenchProduct = {
  readonly services: Services;
  /** The product's own login, for a peer that asks the same server. */
  readonly url: string;
  readonly setting: (name: string) => Promise<string>;
  /** A statement by the database's owner: what a peer needs for itself. */
  readonly asOwner: (sql: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

async function onServer<T>(clientUrl: string, sql: string): Promise<T[]> {
  const orm = await MikroORM.init({
    clientUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
  });
  try {
    return await orm.em.fork().execute<T[]>(sql);
  } finally {
    await orm.close(true);
  }
}

/** More than a workload writes, in megabytes. */
const WAL_MB = 700;

/**
 * Gives the server WAL files to use again, as one has that has run for a day. A new one must first fill each file of
 * 16 MB with zeros, and for those 60 ms nobody commits: that is measured once in an installation's life.
 */
async function withUsedWal(url: string): Promise<void> {
  await onServer(url, `alter system set min_wal_size = '1GB'`);
  await onServer(url, 'select pg_reload_conf()');
  await onServer(
    url,
    `select count(pg_logical_emit_message(false, 'wal', repeat('x', 1000000))) from generate_series(1, ${WAL_MB})`,
  );
  await onServer(url, 'checkpoint');
}

/**
 * The product on a PostgreSQL of its own in a temporary folder, migrated and filled with the small world,
 * durable as in production (fsync, synchronous commit), with WAL files to use again, through the unprivileged login.
 */
export async function startProduct({ poolMax }: { poolMax: number }): Promise<BenchProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-bench-'));
  // Open to the unprivileged user who runs the server when we are root, so that it stays in this folder.
  chmodSync(folder, 0o755);
  const server = await startPostgres({ dataDir: folder });
  const database = 'bench';
  await onServer(server.adminUrl('postgres'), `create database ${database}`);
  const entities = [...platformEntities, ...domainEntities];
  await migrate({ url: server.adminUrl(database), entities, appLogin: 'comptoir_app' });
  const url = server.adminUrl(database).replace('//postgres@', '//comptoir_app@');
  const orm = await connect({ url, entities, poolMax });
  // No line for each request: a terminal is not what is measured.
  const env = { LOG_LEVEL: 'warn', DATABASE_POOL_MAX: String(poolMax) };
  const config = readConfig({ env, mode: 'demo' });
  const services: Services = {
    config,
    orm,
    log: createLog(config.logLevel),
    clock: systemClock,
    subscriptions,
  };
  await smallWorld(services);
  await withUsedWal(server.adminUrl(database));
  return {
    services,
    url,
    setting: async (name) => {
      const rows = await onServer<Record<string, string>>(
        server.adminUrl(database),
        `show ${name}`,
      );
      return Object.values(rows[0] ?? {})[0] ?? '';
    },
    asOwner: async (sql) => {
      await onServer(server.adminUrl(database), sql);
    },
    stop: async () => {
      await orm.close(true);
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
