import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, inject } from 'vitest';
import { domainEntities } from '../../src/domain/entities.ts';
import {
  type Clock,
  connect,
  createLog,
  type JobList,
  platformEntities,
  readConfig,
  runJobsOnce,
  type Services,
} from '../../src/platform/index.ts';

/** A clock that stands still until the story moves it. */
export type TravelClock = Clock & {
  readonly set: (instant: string) => void;
  readonly advance: (duration: Temporal.DurationLike) => void;
};

export function travelClock(start: string): TravelClock {
  let current = Temporal.Instant.from(start);
  return {
    now: () => current,
    set: (instant) => {
      current = Temporal.Instant.from(instant);
    },
    advance: (duration) => {
      current = current.toZonedDateTimeISO('UTC').add(duration).toInstant();
    },
  };
}

export type TestDatabase = {
  /** Filled before the first test runs. */
  readonly services: () => Services;
  readonly clock: TravelClock;
  readonly adminUrl: () => string;
  readonly appUrl: () => string;
  /** Runs every due job, and the jobs they cause, until none is left. */
  readonly runJobs: (jobs: JobList) => Promise<void>;
  /** A query that ignores policies, for assertions only. */
  readonly query: <T>(sql: string, params?: unknown[]) => Promise<T[]>;
};

/**
 * A database of this test file's own, cloned from the migrated template and dropped afterwards. The
 * product's login is the unprivileged one, so that row-level security is what production has.
 */
export function testDatabase({
  start = '2026-03-02T09:00:00Z',
  env = {},
  subscriptions = new Map(),
}: {
  start?: string;
  env?: Record<string, string>;
  subscriptions?: ReadonlyMap<string, readonly string[]>;
} = {}): TestDatabase {
  const clock = travelClock(start);
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`;
  let services: Services | undefined;
  let admin: MikroORM | undefined;
  const url = (user: string): string => inject('testServer').replace('//postgres@', `//${user}@`);

  beforeAll(async () => {
    const template = await MikroORM.init({
      clientUrl: `${inject('testServer')}/postgres`,
      entities: [],
      discovery: { warnWhenNoEntities: false },
    });
    await template.em.fork().execute(`create database ${name} template comptoir_template`);
    await template.close(true);
    admin = await MikroORM.init({
      clientUrl: `${inject('testServer')}/${name}`,
      entities: [],
      discovery: { warnWhenNoEntities: false },
    });
    const orm = await connect({
      url: `${url('comptoir_app')}/${name}`,
      entities: [...platformEntities, ...domainEntities],
      poolMax: 20,
    });
    const config = readConfig({
      env: { COMPTOIR_MODE: 'demo', LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent', ...env },
    });
    services = { config, orm, log: createLog(config.logLevel), clock, subscriptions };
  });

  afterAll(async () => {
    await services?.orm.close(true);
    await admin?.close(true);
    const cleaner = await MikroORM.init({
      clientUrl: `${inject('testServer')}/postgres`,
      entities: [],
      discovery: { warnWhenNoEntities: false },
    });
    await cleaner.em.fork().execute(`drop database if exists ${name} with (force)`);
    await cleaner.close(true);
  });

  const need = (): Services => {
    if (!services) throw new Error('the database is ready only inside tests');
    return services;
  };
  return {
    services: need,
    clock,
    adminUrl: () => `${inject('testServer')}/${name}`,
    appUrl: () => `${url('comptoir_app')}/${name}`,
    runJobs: async (jobs) => {
      await runJobsOnce(need(), { jobs, connectionString: `${inject('testServer')}/${name}` });
      // On a loaded machine the last job's end may be written a moment after the runner says it is done.
      for (let asked = 0; asked < 500; asked += 1) {
        const [held] =
          (await admin?.em
            .fork()
            .execute(
              'select 1 as held from graphile_worker._private_jobs where locked_at is not null limit 1',
            )) ?? [];
        if (!held) return;
      }
    },
    query: async <T>(sql: string, params: unknown[] = []) => {
      if (!admin) throw new Error('the database is ready only inside tests');
      return admin.em.fork().execute<T[]>(sql, params as never[]);
    },
  };
}
