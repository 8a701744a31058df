import { type Services, systemContext } from '../context.ts';
import { read } from '../write.ts';

const ANSWER_MS = 1_000;

/** The promise's value, or undefined when it fails or takes longer than a second. */
async function soon<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ANSWER_MS);
  });
  try {
    return await Promise.race([work.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether the database answers within a second: what readiness means here. Never throws, never waits longer. */
export async function databaseAnswers(services: Services): Promise<boolean> {
  const answered = await soon(services.orm.em.fork().execute('select 1'));
  return answered !== undefined;
}

/** What waits in the database: jobs by state, documents by channel that nobody has finished with. */
export type Backlog = {
  readonly jobs: readonly { readonly state: string; readonly count: number }[];
  readonly exchanges: readonly { readonly channel: string; readonly count: number }[];
};

/** The backlog for `/metrics`, from a small table and a partial index; undefined when the database is away. */
export async function backlog(services: Services): Promise<Backlog | undefined> {
  return soon(
    read(systemContext(services, 'metrics'), async ({ em }) => ({
      jobs: await em.execute<{ state: string; count: number }[]>(
        'select state, jobs::int as count from job_counts()',
      ),
      exchanges: await em.execute<{ channel: string; count: number }[]>(
        `select channel, count(*)::int as count from exchange
         where state in ('received', 'queued') group by channel`,
      ),
    })),
  );
}
