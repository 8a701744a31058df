import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import { pino } from 'pino';
import { jobs, schedule } from '../app.tsx';
import { type EmbeddedPostgres, startPostgres } from '../platform/embedded/postgres.ts';
import { type Config, readConfig, type Services, startWorker } from '../platform/index.ts';
import { migrate } from '../platform/migrate.ts';
import { stopOnSignals } from '../process/fail.ts';
import { stopWithParent } from '../process/parent.ts';
import { entities, openServices } from '../process/services.ts';
import { startWeb } from '../process/web.ts';
import { landing } from './landing.tsx';
import { DEMO_STEPS, fillDatabase } from './load/index.ts';
import { requirePort } from './ports.ts';
import { type Outside, type Simulators, startBank, startSimulators } from './simulators.ts';
import { welcome } from './welcome.ts';

const DATABASE = 'comptoir';

/** What does not stop in this time is left behind: the database's keeper ends it when we are gone. */
const STOP_MS = 3_000;

type Stoppable = { readonly name: string; readonly stop: () => Promise<void> };

async function asAdmin<T>(url: string, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const { MikroORM } = await import('@mikro-orm/postgresql');
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
  });
  try {
    return await work(orm.em.fork());
  } finally {
    await orm.close(true);
  }
}

/** Whether a first start was broken off: the tables are there and the demo's data is not all there. */
async function isHalfFilled(em: EntityManager): Promise<boolean> {
  const [table] = await em.execute<{ found: string | null }[]>(
    `select to_regclass('bulk_progress')::text as found`,
  );
  if (!table?.found) return false;
  const finished = await em.execute(
    `select subject from bulk_progress where kind = 'demo' and state = 'finished'`,
  );
  return finished.length < DEMO_STEPS;
}

/** Our own database, made when it is missing, and made anew when its first filling was broken off. */
async function createDatabase(postgres: EmbeddedPostgres): Promise<void> {
  const isThere = await asAdmin(
    postgres.adminUrl('postgres'),
    async (em) =>
      (await em.execute('select 1 from pg_database where datname = ?', [DATABASE])).length > 0,
  );
  if (isThere && !(await asAdmin(postgres.adminUrl(DATABASE), isHalfFilled))) return;
  await asAdmin(postgres.adminUrl('postgres'), async (em) => {
    if (isThere) await em.execute(`drop database ${DATABASE} with (force)`);
    await em.execute(`create database ${DATABASE}`);
  });
}

/** Database addresses: the outside server of DATABASE_URL, or an embedded one in the data folder. */
async function openDatabase(
  config: Config,
  started: Stoppable[],
): Promise<{ app: string; owner: string }> {
  if (config.databaseUrl) {
    return { app: config.databaseUrl, owner: config.migratorUrl ?? config.databaseUrl };
  }
  const postgres = await startPostgres({ dataDir: config.dataDir });
  started.push({ name: 'database', stop: postgres.stop });
  await createDatabase(postgres);
  const owner = postgres.adminUrl(DATABASE);
  return { owner, app: owner.replace('//postgres@', '//comptoir_app@') };
}

function logFile(config: Config): Services['log'] {
  mkdirSync(resolve(config.dataDir), { recursive: true });
  return pino(
    { level: config.logLevel, base: null },
    createWriteStream(join(resolve(config.dataDir), 'demo.log'), { flags: 'a' }),
  );
}

/**
 * `comptoir demo`: the whole product on this machine. Everything that was started is stopped in reverse order
 * on Ctrl-C, SIGTERM, a failed start, or when the terminal goes away; a second start finds the data kept.
 */
export async function runDemo(): Promise<void> {
  const started: Stoppable[] = [];
  let stopping: Promise<void> | undefined;
  const stopAll = async (): Promise<void> => {
    for (const one of started.splice(0).reverse()) {
      await Promise.race([one.stop().catch(() => undefined), setTimeout(STOP_MS)]);
    }
  };
  const stop = (): Promise<void> => {
    stopping ??= stopAll();
    return stopping;
  };
  stopOnSignals(stop);
  try {
    await startAll(started);
  } catch (error) {
    // Stopped in the middle of starting, whatever was under way breaks off: that is no failure.
    const isInterrupted = stopping !== undefined;
    await stop();
    if (!isInterrupted) throw error;
  }
}

async function startAll(started: Stoppable[]): Promise<void> {
  const base = readConfig({ mode: 'demo' });
  if (base.underNpm) stopWithParent();
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  await requirePort(base);
  say('Comptoir demo');
  const { app, owner } = await openDatabase(base, started);
  const done = await migrate({ url: owner, entities, appLogin: new URL(app).username });
  say(done.length > 0 ? `  database ready, ${done.length} migrations applied` : '  database ready');
  const simulators: Simulators = await startSimulators(base);
  started.push({ name: 'simulators', stop: simulators.stop });
  const config: Config = {
    ...base,
    smtpUrl: base.smtpUrl ?? simulators.smtpUrl,
    insurerUrl: base.insurerUrl ?? simulators.insurerUrl,
    registryUrl: base.registryUrl ?? simulators.registryUrl,
  };
  const services = await openServices(config, { url: app, log: logFile(config) });
  started.push({ name: 'connections', stop: () => services.orm.close(true) });
  await fillDatabase(services, { simulators, say });
  const bank = await startBank(services);
  started.push({ name: 'bank', stop: bank.stop });
  const outside: Outside = { ...simulators, bankUrl: bank.url };
  const runner = await startWorker(services, {
    jobs,
    connectionString: owner,
    // A visitor does not wait for the night: statements are gathered every five minutes.
    schedule: [...schedule, { at: '*/5 * * * *', job: 'invoicing.statementDue' }],
  });
  started.push({ name: 'worker', stop: () => runner.stop() });
  const web = await startWeb(services, { home: landing(outside) });
  started.push({ name: 'web', stop: web.stop });
  say(welcome({ url: config.publicUrl, simulators: outside }));
}
