import { Problem } from '../../../base/index.ts';
import {
  BulkProgress,
  Exchange,
  type ExchangeState,
  privileged,
  type TxCtx,
  toInstant,
} from '../../../platform/index.ts';
import { type Condition, type Cursor, joined, likeLiteral, pageOf } from './paging.ts';

const TIME_ZONE = 'Europe/Paris';

export type ExchangeFilter = {
  /** A key of the document or its beginning, without case; or the exchange's own id. */
  readonly q?: string | undefined;
  readonly direction?: 'in' | 'out' | undefined;
  readonly channel?: string | undefined;
  /** Beginning of the kind, without case. */
  readonly kind?: string | undefined;
  /** `waiting`: received or to be sent; `faulty`: refused or failed. */
  readonly state?: ExchangeState | 'waiting' | 'faulty' | undefined;
  /** A partner's id or part of its name. */
  readonly partner?: string | undefined;
  /** Calendar days at the marketplace, both included. */
  readonly from?: Temporal.PlainDate | undefined;
  readonly to?: Temporal.PlainDate | undefined;
};

export type ExchangeRow = {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly channel: string;
  readonly kind: string | undefined;
  readonly state: ExchangeState;
  readonly partnerId: string | undefined;
  readonly partnerName: string | undefined;
  readonly documentKey: string | undefined;
  readonly keys: readonly string[];
  readonly sizeBytes: number;
  readonly errors: number;
  readonly advisories: number;
  readonly at: Temporal.Instant;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The first instant of a calendar day at the marketplace. */
export function startOfDay(day: Temporal.PlainDate): string {
  return day.toZonedDateTime({ timeZone: TIME_ZONE }).toInstant().toString();
}

/** The index holds so many characters of a key. */
const KEY_WORD_MAX = 500;

/** One word of a `tsquery`, by its beginning, whatever stands in it. */
function wordBeginning(text: string): string {
  const word = Array.from(text.toLowerCase()).slice(0, KEY_WORD_MAX).join('');
  return `'${word.replace(/['\\]/g, '$&$&')}':*`;
}

function keyCondition(q: string): Condition {
  const text = q.replace(/\s+/g, ' ').trim();
  const words = 'exchange_key_words(e.document_key, e.keys) @@ ?::tsquery';
  const byKey = { sql: words, values: [wordBeginning(text)] };
  return UUID.test(text)
    ? { sql: `e.id = ?::uuid or ${words}`, values: [text, ...byKey.values] }
    : byKey;
}

function partnerCondition(partner: string): Condition {
  if (UUID.test(partner)) return { sql: 'e.partner_id = ?::uuid', values: [partner] };
  return {
    sql: 'e.partner_id in (select id from organisation where trading_name ilike ? or legal_name ilike ?)',
    values: [`%${likeLiteral(partner)}%`, `%${likeLiteral(partner)}%`],
  };
}

function stateCondition(state: ExchangeFilter['state']): Condition[] {
  if (state === undefined) return [];
  // Written out, because the index of waiting documents is a partial one.
  if (state === 'waiting') return [{ sql: `e.state in ('received', 'queued')`, values: [] }];
  if (state === 'faulty') return [{ sql: `e.state in ('refused', 'failed')`, values: [] }];
  return [{ sql: 'e.state = ?', values: [state] }];
}

function conditionsOf(filter: ExchangeFilter): Condition[] {
  const { q, direction, channel, kind, state, partner, from, to } = filter;
  return [
    ...(q?.trim() ? [keyCondition(q)] : []),
    ...(direction ? [{ sql: 'e.direction = ?', values: [direction] }] : []),
    ...(channel ? [{ sql: 'e.channel = ?', values: [channel] }] : []),
    ...(kind ? [{ sql: 'e.kind ilike ?', values: [`${likeLiteral(kind.trim())}%`] }] : []),
    ...stateCondition(state),
    ...(partner?.trim() ? [partnerCondition(partner.trim())] : []),
    ...(from ? [{ sql: 'e.at >= ?::timestamptz', values: [startOfDay(from)] }] : []),
    ...(to ? [{ sql: 'e.at < ?::timestamptz', values: [startOfDay(to.add({ days: 1 }))] }] : []),
  ];
}

type Raw = {
  id: string;
  direction: 'in' | 'out';
  channel: string;
  kind: string | null;
  state: ExchangeState;
  partner_id: string | null;
  partner_name: string | null;
  document_key: string | null;
  keys: string[];
  size_bytes: number;
  errors: number;
  advisories: number;
  at: string;
};

function rowOf(raw: Raw): ExchangeRow {
  return {
    id: raw.id,
    direction: raw.direction,
    channel: raw.channel,
    kind: raw.kind ?? undefined,
    state: raw.state,
    partnerId: raw.partner_id ?? undefined,
    partnerName: raw.partner_name ?? undefined,
    documentKey: raw.document_key ?? undefined,
    keys: raw.keys,
    sizeBytes: raw.size_bytes,
    errors: raw.errors,
    advisories: raw.advisories,
    at: toInstant(raw.at),
  };
}

/**
 * Documents that came in or went out, newest first, paged by time and id. The actor's rows only: a partner
 * sees its own documents. `q` finds whole keys and their beginnings (payloadID, BuyerCookie, order, invoice
 * or statement number).
 */
export async function exchanges(
  tx: TxCtx,
  {
    filter = {},
    after,
    limit = 50,
  }: { filter?: ExchangeFilter; after?: Cursor | undefined; limit?: number },
): Promise<{ rows: readonly ExchangeRow[]; next: string | undefined }> {
  const { where, values } = joined([
    ...conditionsOf(filter),
    ...(after
      ? [{ sql: '(e.at, e.id) < (?::timestamptz, ?::uuid)', values: [after.at, after.id] }]
      : []),
  ]);
  const rows = await tx.em.execute<Raw[]>(
    `select e.id, e.direction, e.channel, e.kind, e.state, e.partner_id, o.trading_name as partner_name, e.document_key,
       to_json(e.keys) as keys, e.size_bytes, jsonb_array_length(e.errors) as errors, jsonb_array_length(e.advisories) as advisories,
       e.at::text as at
     from exchange e left join organisation o on o.id = e.partner_id
     ${where} order by e.at desc, e.id desc limit ?`,
    [...values, limit + 1],
  );
  return pageOf(rows.map(rowOf), limit);
}

export type ExchangeFigures = {
  readonly in: number;
  readonly out: number;
  readonly refused: number;
  readonly waiting: number;
};

/** Documents of a day in, out and refused or failed, and those of any day that still wait. */
export async function exchangeFigures(tx: TxCtx, on: Temporal.PlainDate): Promise<ExchangeFigures> {
  const [row] = await tx.em.execute<ExchangeFigures[]>(
    `select count(*) filter (where direction = 'in')::int as "in", count(*) filter (where direction = 'out')::int as out,
       count(*) filter (where state in ('refused', 'failed'))::int as refused,
       (select count(*) from exchange where state in ('received', 'queued'))::int as waiting
     from exchange where at >= ?::timestamptz and at < ?::timestamptz`,
    [startOfDay(on), startOfDay(on.add({ days: 1 }))],
  );
  return row ?? { in: 0, out: 0, refused: 0, waiting: 0 };
}

export type ExchangeDay = {
  readonly on: Temporal.PlainDate;
  readonly accepted: number;
  readonly refused: number;
  readonly waiting: number;
};

/** Documents of each of the last days, the last being `until`; days without any are there with zero. */
export async function exchangesPerDay(
  tx: TxCtx,
  { until, days }: { until: Temporal.PlainDate; days: number },
): Promise<ExchangeDay[]> {
  const first = until.subtract({ days: days - 1 });
  const rows = await tx.em.execute<
    { on: string; accepted: number; refused: number; waiting: number }[]
  >(
    `select (at at time zone '${TIME_ZONE}')::date::text as "on",
       count(*) filter (where state in ('accepted', 'sent', 'duplicate'))::int as accepted,
       count(*) filter (where state in ('refused', 'failed'))::int as refused,
       count(*) filter (where state in ('received', 'queued'))::int as waiting
     from exchange where at >= ?::timestamptz and at < ?::timestamptz group by 1`,
    [startOfDay(first), startOfDay(until.add({ days: 1 }))],
  );
  const byDay = new Map(rows.map((row) => [row.on, row]));
  return Array.from({ length: days }, (_, at) => {
    const on = first.add({ days: at });
    const { accepted = 0, refused = 0, waiting = 0 } = byDay.get(on.toString()) ?? {};
    return { on, accepted, refused, waiting };
  });
}

/** One exchange that the actor may see; `not_found` otherwise. */
export async function exchange(tx: TxCtx, id: string): Promise<Exchange> {
  const found = await tx.em.findOne(Exchange, { id });
  if (!found) throw new Problem('not_found', { what: 'document', id });
  return found;
}

export type StoredDocument = {
  readonly contentType: string;
  /** Of the whole, also when `content` is only its beginning. */
  readonly sizeBytes: number;
  readonly content: Buffer;
};

/**
 * The bytes of an exchange that the actor may see, or of its answer; with `bytesMax` only the first ones. Who
 * sees the exchange sees its bytes: the file of a document that came in was stored before anybody knew whose
 * it was, so the system reads it.
 */
export async function exchangeBytes(
  tx: TxCtx,
  {
    exchangeId,
    part,
    bytesMax,
  }: { exchangeId: string; part: 'document' | 'answer'; bytesMax?: number },
): Promise<StoredDocument | undefined> {
  const record = await exchange(tx, exchangeId);
  const fileId = part === 'document' ? record.fileId : record.answerFileId;
  if (!fileId) return undefined;
  const [row] = await privileged(tx, ({ em }) =>
    em.execute<{ content_type: string; size_bytes: number; content: Buffer }[]>(
      'select content_type, size_bytes, substring(content from 1 for ?) as content from stored_file where id = ?',
      [bytesMax ?? 2_147_483_647, fileId],
    ),
  );
  return row && { contentType: row.content_type, sizeBytes: row.size_bytes, content: row.content };
}

/** Long work that runs now, newest first: imports, feeds, invoice runs. At most three. */
export async function runningWork(tx: TxCtx): Promise<BulkProgress[]> {
  return tx.em.find(
    BulkProgress,
    { state: 'running' },
    { orderBy: { startedAt: 'desc', id: 'desc' }, limit: 3 },
  );
}

/** One piece of long work; `not_found` when the actor has none of that id. */
export async function work(tx: TxCtx, id: string): Promise<BulkProgress> {
  const found = await tx.em.findOne(BulkProgress, { id });
  if (!found) throw new Problem('not_found', { what: 'progress', id });
  return found;
}
