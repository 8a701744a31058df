import { setTimeout } from 'node:timers/promises';
import type { PostgreSqlConnection } from '@mikro-orm/postgresql';
import {
  Logger,
  makeWorkerUtils,
  parseCronItems,
  type RunnerOptions,
  run,
  runOnce,
  type TaskList,
} from 'graphile-worker';
import type { Ctx, Services, TxCtx } from './context.ts';
import { systemContext } from './context.ts';
import { connect } from './database.ts';

export type JobPayload = Readonly<Record<string, unknown>>;
/** A job's work. It may run more than once: it must be safe to repeat. */
export type Job = (ctx: Ctx, payload: JobPayload) => Promise<void>;
export type JobList = Readonly<Record<string, Job>>;

export type JobOptions = {
  /** Earliest start. */
  readonly runAt?: Temporal.Instant;
  /** A waiting job of the same key is replaced instead of a second one being added. */
  readonly key?: string;
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
  /** Default 12: with exponential backoff, about a day and a half. */
  readonly attemptsMax?: number;
};

/** Adds a job inside the caller's transaction: it exists exactly if the transaction commits. */
export async function enqueue(
  tx: TxCtx,
  task: string,
  payload: JobPayload,
  options: JobOptions = {},
): Promise<void> {
  await tx.em.execute('select enqueue_job(?, ?::json, ?, ?::timestamptz, ?, ?)', [
    task,
    JSON.stringify({ ...payload, requestId: tx.requestId }),
    options.queue ?? null,
    options.runAt?.toString() ?? null,
    options.key ?? null,
    options.attemptsMax ?? 12,
  ]);
}

function taskList(services: Services, jobs: JobList): TaskList {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (payload: unknown) => {
        const given = (payload ?? {}) as JobPayload;
        const requestId = typeof given.requestId === 'string' ? given.requestId : undefined;
        const ctx = systemContext(services, `job:${name}`, requestId);
        try {
          await job(ctx, given);
        } catch (error) {
          services.log.warn({ job: name, err: error, requestId }, 'job attempt failed');
          throw error;
        }
      },
    ]),
  );
}

/** The worker's own messages in our log; what it calls an error is a failed attempt, logged by the task. */
function workerLog({ log }: Services): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ worker: message }, 'worker');
    else log.debug({ worker: message }, 'worker');
  });
}

const quiet = { noPreparedStatements: true } as const;

/** A job that runs by the clock: `at` is a cron expression in UTC. */
export type Schedule = { readonly at: string; readonly job: string };

/** A worker that runs; `stop` lets the jobs under way finish and resolves when its connections are closed. */
export type Worker = { readonly stop: () => Promise<void> };

/** Connections of the worker, at most: its jobs, its look-outs, and one that listens. */
const WORKER_POOL_MAX = 10;
const CLOSING_MS_MAX = 2_000;

type WorkerPool = NonNullable<RunnerOptions['pgPool']>;

/** Resolves when each connection of a pool is closed: to end a pool does not wait for them. */
function allClosed(pool: WorkerPool): Promise<unknown> {
  let left = pool.totalCount;
  const closed = new Promise<void>((resolve) => {
    if (left === 0) resolve();
    pool.on('remove', () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
  return Promise.race([closed, setTimeout(CLOSING_MS_MAX, undefined, { ref: false })]);
}

/**
 * Starts the worker: `concurrency` jobs at a time, woken by NOTIFY, polling every two seconds. Its connections
 * are ours, not the library's: that one lets go of them without waiting, and a server that stops next would end
 * this process by an error nobody hears.
 */
export async function startWorker(
  services: Services,
  {
    jobs,
    connectionString,
    schedule = [],
    concurrency = 4,
  }: {
    jobs: JobList;
    connectionString: string;
    schedule?: readonly Schedule[];
    concurrency?: number;
  },
): Promise<Worker> {
  const orm = await connect({ url: connectionString, entities: [], poolMax: WORKER_POOL_MAX });
  const client = await (orm.em.getConnection() as PostgreSqlConnection).getNativeClient();
  const pool = client as unknown as WorkerPool;
  const runner = await run({
    pgPool: pool,
    taskList: taskList(services, jobs),
    concurrency,
    pollInterval: 2000,
    parsedCronItems: parseCronItems(
      schedule.map(({ at, job }) => ({ task: job, match: at, identifier: `${job} ${at}` })),
    ),
    noHandleSignals: true,
    logger: workerLog(services),
    ...quiet,
  });
  return {
    stop: async () => {
      await runner.stop();
      const closed = allClosed(pool);
      // The ORM ends only a pool that it has queried itself.
      await pool.end();
      await closed;
      await orm.close(true);
    },
  };
}

/** Runs jobs until none is due; for tests and `comptoir worker --once`. */
export async function runJobsOnce(
  services: Services,
  { jobs, connectionString }: { jobs: JobList; connectionString: string },
): Promise<void> {
  await runOnce({
    connectionString,
    taskList: taskList(services, jobs),
    noHandleSignals: true,
    logger: workerLog(services),
    ...quiet,
  });
}

/** Creates or upgrades the job tables; part of `migrate`. */
export async function migrateJobs(connectionString: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}
