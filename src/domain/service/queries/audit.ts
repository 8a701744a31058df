import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { type Condition, type Cursor, joined, likeLiteral, pageOf } from './paging.ts';

export type AuditRow = {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly organisationName: string | undefined;
  readonly requestId: string | undefined;
};

type RawAudit = {
  id: string;
  at: string;
  actor: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
  organisation_name: string | null;
  request_id: string | null;
};

const COLUMNS = `select a.id, a.at::text as at, a.actor, a.action, a.subject, a.detail, o.trading_name as organisation_name, a.request_id
  from audit_record a left join organisation o on o.id = a.organisation_id`;

function rowOf(raw: RawAudit): AuditRow {
  return {
    id: raw.id,
    at: toInstant(raw.at),
    actor: raw.actor,
    action: raw.action,
    subject: raw.subject,
    detail: raw.detail,
    organisationName: raw.organisation_name ?? undefined,
    requestId: raw.request_id ?? undefined,
  };
}

/** A whole subject (`table:id`), a table, or a bare id. */
function subjectCondition(text: string): Condition {
  if (text.includes(':')) return { sql: 'a.subject = ?', values: [text] };
  if (/^[0-9a-f-]{36}$/i.test(text))
    return { sql: 'a.subject like ?', values: [`%:${text.toLowerCase()}`] };
  return { sql: 'a.subject like ?', values: [`${likeLiteral(text)}:%`] };
}

/** Audit records that the actor may see, newest first, paged by time and id. */
export async function auditRecords(
  tx: TxCtx,
  {
    subject,
    actor,
    after,
    limit = 50,
  }: {
    subject?: string | undefined;
    actor?: string | undefined;
    after?: Cursor | undefined;
    limit?: number;
  },
): Promise<{ rows: readonly AuditRow[]; next: string | undefined }> {
  const { where, values } = joined([
    ...(subject?.trim() ? [subjectCondition(subject.trim())] : []),
    ...(actor?.trim()
      ? [{ sql: 'a.actor ilike ?', values: [`%${likeLiteral(actor.trim())}%`] }]
      : []),
    ...(after
      ? [{ sql: '(a.at, a.id) < (?::timestamptz, ?::uuid)', values: [after.at, after.id] }]
      : []),
  ]);
  const rows = await tx.em.execute<RawAudit[]>(
    `${COLUMNS} ${where} order by a.at desc, a.id desc limit ?`,
    [...values, limit + 1],
  );
  return pageOf(rows.map(rowOf), limit);
}

export type TimelineItem = {
  readonly at: Temporal.Instant;
  readonly source: 'audit' | 'exchange';
  readonly id: string;
  /** The audit action, or the document's kind. */
  readonly what: string;
  /** Who acted, or the partner of the document. */
  readonly who: string | undefined;
  readonly subject: string;
  /** Of documents only. */
  readonly direction?: 'in' | 'out';
  readonly state?: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

const TIMELINE_MAX = 500;

/**
 * The life of one or several records (`table:id`), oldest first: what people and jobs did to them, and the
 * documents that became them or told of them. The actor's rows only; the newest 500 entries.
 */
export async function recordTimeline(
  tx: TxCtx,
  { subjects }: { subjects: readonly string[] },
): Promise<TimelineItem[]> {
  if (subjects.length === 0) return [];
  const records = await tx.em.execute<RawAudit[]>(
    `${COLUMNS} where a.subject in (${subjects.map(() => '?').join(', ')}) order by a.at desc, a.id desc limit ${TIMELINE_MAX}`,
    [...subjects],
  );
  const documents = await tx.em.execute<
    {
      id: string;
      at: string;
      kind: string;
      partner: string | null;
      direction: 'in' | 'out';
      state: string;
      subject: string;
    }[]
  >(
    `select e.id, e.at::text as at, coalesce(e.kind, e.channel) as kind, o.trading_name as partner, e.direction, e.state, w.subject
     from unnest(?::text[]) as w(subject)
     join exchange e on e.links @> jsonb_build_array(jsonb_build_object('type', split_part(w.subject, ':', 1), 'id', split_part(w.subject, ':', 2)))
     left join organisation o on o.id = e.partner_id
     order by e.at desc, e.id desc limit ${TIMELINE_MAX}`,
    [`{${subjects.map((one) => JSON.stringify(one)).join(',')}}`],
  );
  const items: TimelineItem[] = [
    ...records.map((raw) => ({
      at: toInstant(raw.at),
      source: 'audit' as const,
      id: raw.id,
      what: raw.action,
      who: raw.actor,
      subject: raw.subject,
      detail: raw.detail,
    })),
    ...documents.map((raw) => ({
      at: toInstant(raw.at),
      source: 'exchange' as const,
      id: raw.id,
      what: raw.kind,
      who: raw.partner ?? undefined,
      subject: raw.subject,
      direction: raw.direction,
      state: raw.state,
      detail: {},
    })),
  ];
  return items
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at) || (a.id < b.id ? -1 : 1))
    .slice(-TIMELINE_MAX);
}
