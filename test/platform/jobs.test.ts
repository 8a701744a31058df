import { describe, expect, it } from 'vitest';
import { enqueue, startWorker, systemContext, write } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';

const db = testDatabase();

/** Server processes that serve the worker's login here, beside the one that is asked. */
async function workerConnections(): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
  );
  return row?.count ?? 0;
}

describe('a worker', () => {
  it('runs what is enqueued, and has no connection left when it has stopped', async () => {
    const services = db.services();
    const before = await workerConnections();
    const ran = Promise.withResolvers<unknown>();
    const worker = await startWorker(services, {
      connectionString: db.adminUrl(),
      jobs: { 'story.tell': async (_ctx, payload) => ran.resolve(payload.chapter) },
    });
    await write(systemContext(services, 'test'), (tx) => enqueue(tx, 'story.tell', { chapter: 1 }));
    expect(await ran.promise).toBe(1);
    expect(await workerConnections()).toBeGreaterThan(before);
    await worker.stop();
    expect(await workerConnections()).toBe(before);
  });
});
