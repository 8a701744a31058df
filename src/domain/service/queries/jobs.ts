import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { type Condition, type Cursor, joined, pageOf } from './paging.ts';

export const jobStates = ['waiting', 'running', 'failed'] as const;
/** `failed`: all attempts used up; it will not run again by itself. */
export type JobState = (typeof jobStates)[number];

export type JobRow = {
  readonly id: string;
  readonly task: string;
  readonly queue: string | undefined;
  readonly state: JobState;
  readonly attempts: number;
  readonly attemptsMax: number;
  readonly runAt: Temporal.Instant;
  readonly lockedAt: Temporal.Instant | undefined;
  readonly lastError: string | undefined;
  readonly createdAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
};

type RawJob = {
  id: string;
  task: string;
  queue: string | null;
  state: JobState;
  attempts: number;
  attempts_max: number;
  run_at: string;
  locked_at: string | null;
  last_error: string | null;
  created_at: string;
  updated_at: string;
};

/** Jobs that are not done yet, newest first, paged by id (`after`). Staff and system only. */
export async function jobs(
  tx: TxCtx,
  {
    state,
    after,
    limit = 50,
  }: { state?: JobState | undefined; after?: string | undefined; limit?: number },
): Promise<{ rows: readonly JobRow[]; next: string | undefined }> {
  const raws = await tx.em.execute<RawJob[]>(
    `select id::text as id, task, queue, state, attempts, attempts_max, run_at::text as run_at, locked_at::text as locked_at,
       last_error, created_at::text as created_at, updated_at::text as updated_at
     from job_list(?::text, ?::bigint, ?)`,
    [state ?? null, after ?? null, limit + 1],
  );
  const rows = raws.slice(0, limit).map((raw) => ({
    id: raw.id,
    task: raw.task,
    queue: raw.queue ?? undefined,
    state: raw.state,
    attempts: raw.attempts,
    attemptsMax: raw.attempts_max,
    runAt: toInstant(raw.run_at),
    lockedAt: raw.locked_at ? toInstant(raw.locked_at) : undefined,
    lastError: raw.last_error ?? undefined,
    createdAt: toInstant(raw.created_at),
    updatedAt: toInstant(raw.updated_at),
  }));
  return { rows, next: raws.length > limit ? rows.at(-1)?.id : undefined };
}

/** How many jobs are in each state. */
export async function jobCounts(tx: TxCtx): Promise<Readonly<Record<JobState, number>>> {
  const rows = await tx.em.execute<{ state: JobState; jobs: number }[]>(
    'select state, jobs::int as jobs from job_counts()',
  );
  const count = (state: JobState): number => rows.find((row) => row.state === state)?.jobs ?? 0;
  return { waiting: count('waiting'), running: count('running'), failed: count('failed') };
}

export type MailRow = {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly recipient: string;
  readonly subject: string;
  readonly state: 'queued' | 'sent' | 'failed';
  readonly error: string | undefined;
  readonly sentAt: Temporal.Instant | undefined;
};

type Page = { after?: Cursor | undefined; limit?: number };

function afterCondition({
  after,
  column,
}: {
  after: Cursor | undefined;
  column: string;
}): Condition[] {
  return after
    ? [{ sql: `(${column}, id) < (?::timestamptz, ?::uuid)`, values: [after.at, after.id] }]
    : [];
}

/** Messages to people, newest first, paged by time and id. The text itself is not read. */
export async function mails(
  tx: TxCtx,
  { state, after, limit = 50 }: Page & { state?: MailRow['state'] | undefined },
): Promise<{ rows: readonly MailRow[]; next: string | undefined }> {
  const { where, values } = joined([
    ...(state ? [{ sql: 'state = ?', values: [state] }] : []),
    ...afterCondition({ after, column: 'created_at' }),
  ]);
  const rows = await tx.em.execute<
    {
      id: string;
      at: string;
      recipient: string;
      subject: string;
      state: MailRow['state'];
      error: string | null;
      sent_at: string | null;
    }[]
  >(
    `select id, created_at::text as at, recipient, subject, state, error, sent_at::text as sent_at
     from outgoing_mail ${where} order by created_at desc, id desc limit ?`,
    [...values, limit + 1],
  );
  return pageOf(
    rows.map((row) => ({
      id: row.id,
      at: toInstant(row.at),
      recipient: row.recipient,
      subject: row.subject,
      state: row.state,
      error: row.error ?? undefined,
      sentAt: row.sent_at ? toInstant(row.sent_at) : undefined,
    })),
    limit,
  );
}

export type EventRow = {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** What happened (outbox), newest first, paged by time and id. */
export async function outboxEvents(
  tx: TxCtx,
  { after, limit = 50 }: Page,
): Promise<{ rows: readonly EventRow[]; next: string | undefined }> {
  const { where, values } = joined(afterCondition({ after, column: 'occurred_at' }));
  const rows = await tx.em.execute<
    { id: string; at: string; name: string; payload: Record<string, unknown> }[]
  >(
    `select id, occurred_at::text as at, name, payload from outbox_event ${where} order by occurred_at desc, id desc limit ?`,
    [...values, limit + 1],
  );
  return pageOf(
    rows.map((row) => ({ ...row, at: toInstant(row.at) })),
    limit,
  );
}
