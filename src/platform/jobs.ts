import {
  Logger,
  makeWorkerUtils,
  parseCronItems,
  type Runner,
  run,
  runOnce,
  type TaskList,
} from 'graphile-worker';
import type { Ctx, Services, TxCtx } from './context.ts';
import { systemContext } from './context.ts';

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

/** Starts the worker: `concurrency` jobs at a time, woken by NOTIFY, polling every two seconds. */
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
): Promise<Runner> {
  return run({
    connectionString,
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
