import { Problem, randomToken } from '../../../base/index.ts';
import {
  type Ctx,
  enqueue,
  lookupHash,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { WorkbenchRun, WorkbenchTest } from '../entities.ts';
import type { Workbench } from './links.ts';

/** Tests kept of each link, so that the integrator and our support look at the same thing. */
export const TESTS_KEPT = 20;
const RUNS_KEPT = 10;
/** A run that has not moved for so long was lost with its process. */
const RUN_MINUTES_MAX = 3;
const FIELDS_MAX = 20_000;

export type WorkbenchField = { readonly name: string; readonly value: string };

/** Keeps what was tried on a link and what was said of it; the twenty newest stay. `document` comes masked. */
export async function keepWorkbenchTest(
  { ctx, linkId, connection }: Workbench,
  test: Pick<WorkbenchTest, 'source' | 'outcome' | 'sizeBytes' | 'document'> & {
    kind: string | undefined;
    report: Record<string, unknown>;
  },
): Promise<string> {
  ctx.require('workbench.use');
  return write(ctx, (tx) =>
    privileged(tx, async ({ em }) => {
      const id = tx.newId();
      em.create(WorkbenchTest, {
        ...test,
        id,
        linkId,
        connectionId: connection.id,
        organisationId: connection.organisationId,
        at: tx.now(),
        kind: test.kind ?? null,
      });
      await em.flush();
      await em.execute(
        `delete from workbench_test where link_id = ? and id not in
           (select id from workbench_test where link_id = ? order by id desc limit ?)`,
        [linkId, linkId, TESTS_KEPT],
      );
      return id;
    }),
  );
}

/** A test in a list: all but the document. */
export type WorkbenchTestRow = Pick<
  WorkbenchTest,
  'id' | 'at' | 'source' | 'kind' | 'outcome' | 'sizeBytes'
>;

/** What was tried on a connection, newest first: of one link, or for our support of all of them. */
export async function workbenchTests(
  tx: TxCtx,
  where: { linkId: string } | { connectionId: string },
): Promise<WorkbenchTestRow[]> {
  const rows = await tx.em.find(WorkbenchTest, where, {
    orderBy: { id: 'desc' },
    limit: TESTS_KEPT,
    exclude: ['document', 'report'],
  });
  return rows.map(({ id, at, source, kind, outcome, sizeBytes }) => ({
    id,
    at,
    source,
    kind,
    outcome,
    sizeBytes,
  }));
}

/** One test of a connection; `not_found` otherwise. */
export async function workbenchTest(
  tx: TxCtx,
  { id, connectionId }: { id: string; connectionId: string },
): Promise<WorkbenchTest> {
  const found = await tx.em.findOne(WorkbenchTest, { id, connectionId });
  if (!found) throw new Problem('not_found', { what: 'test', id });
  return found;
}

/**
 * Begins a performance of the virtual buyer: the job `workbench.play` carries it out. One at a time for each
 * link (`workbench.run_busy`); the ten newest are kept. Returns its id.
 */
export async function startWorkbenchRun(
  { ctx, linkId, connection }: Workbench,
  { plan }: { plan: readonly string[] },
): Promise<string> {
  ctx.require('workbench.use');
  return write(ctx, (tx) =>
    privileged(tx, async ({ em }) => {
      await em.execute('select id from workbench_link where id = ? for update', [linkId]);
      const since = tx.now().subtract({ minutes: RUN_MINUTES_MAX });
      const busy = await em.count(WorkbenchRun, {
        linkId,
        state: { $in: ['queued', 'running'] },
        updatedAt: { $gt: since },
      });
      if (busy > 0) throw new Problem('workbench.run_busy');
      const id = tx.newId();
      em.create(WorkbenchRun, {
        id,
        linkId,
        connectionId: connection.id,
        organisationId: connection.organisationId,
        state: 'queued',
        locale: ctx.locale,
        plan: [...plan],
        steps: [],
        // Nothing can be returned before the job gives the run its address.
        returnHash: randomToken(),
        returned: null,
        createdAt: tx.now(),
        updatedAt: tx.now(),
      });
      await em.flush();
      await em.execute(
        `delete from workbench_run where link_id = ? and id not in
           (select id from workbench_run where link_id = ? order by id desc limit ?)`,
        [linkId, linkId, RUNS_KEPT],
      );
      await enqueue(tx, 'workbench.play', { runId: id }, { attemptsMax: 1 });
      return id;
    }),
  );
}

/** Writes down how far a run is. System's sight: the job's own. */
export async function noteWorkbenchRun(
  ctx: Ctx,
  id: string,
  change: Partial<Pick<WorkbenchRun, 'state' | 'steps' | 'returned'>> & { returnToken?: string },
): Promise<void> {
  await write(ctx, async (tx) => {
    const run = await tx.em.findOneOrFail(WorkbenchRun, { id });
    if (change.state) run.state = change.state;
    if (change.steps) run.steps = change.steps;
    if (change.returned !== undefined) run.returned = change.returned;
    if (change.returnToken) run.returnHash = returnHashOf(tx, change.returnToken);
    run.updatedAt = tx.now();
  });
}

function returnHashOf({ services }: Ctx, token: string): string {
  return lookupHash(services.config.key, `workbench return ${token}`);
}

/**
 * The form that a basket came back in, at a run's own return address; kept for the run that waits for it.
 * Unknown addresses and runs that are over take nothing (`workbench.unknown`).
 */
export async function takeReturnedForm(
  ctx: Ctx,
  { token, fields }: { token: string; fields: readonly WorkbenchField[] },
): Promise<void> {
  await write(ctx, async (tx) => {
    const run = await tx.em.findOne(WorkbenchRun, {
      returnHash: returnHashOf(tx, token),
      state: 'running',
    });
    if (!run) throw new Problem('workbench.unknown');
    run.returned = fields.slice(0, FIELDS_MAX).map((field) => ({ ...field }));
    run.updatedAt = tx.now();
  });
}

/** Whether a run still plays: one that has not moved for three minutes was lost with its process. */
export function isPlaying(
  { state, updatedAt }: Pick<WorkbenchRun, 'state' | 'updatedAt'>,
  now: Temporal.Instant,
): boolean {
  const lost = updatedAt.add({ minutes: RUN_MINUTES_MAX });
  return (state === 'queued' || state === 'running') && Temporal.Instant.compare(lost, now) > 0;
}

/** One run of a connection; `not_found` otherwise. */
export async function workbenchRun(
  tx: TxCtx,
  { id, connectionId }: { id: string; connectionId?: string },
): Promise<WorkbenchRun> {
  const found = await tx.em.findOne(
    WorkbenchRun,
    { id, ...(connectionId ? { connectionId } : {}) },
    { refresh: true },
  );
  if (!found) throw new Problem('not_found', { what: 'run', id });
  return found;
}

/** The runs of a link, newest first. */
export async function workbenchRuns(tx: TxCtx, linkId: string): Promise<WorkbenchRun[]> {
  return tx.em.find(WorkbenchRun, { linkId }, { orderBy: { id: 'desc' }, limit: RUNS_KEPT });
}
