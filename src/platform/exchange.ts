import { Problem, SECRET_NAMES, sha256Hex } from '../base/index.ts';
import { asSystem, type Ctx, type TxCtx } from './context.ts';
import type { ExchangeLink, ExchangeNote, exchangeStates } from './entities.ts';
import {
  micros,
  type Outcome,
  rowsGiven,
  type SqlValue,
  type Statement,
  textArray,
} from './statement.ts';
import { isTx, privileged, writeGathered, writeStatement, writeTogether } from './write.ts';

export type ExchangeState = (typeof exchangeStates)[number];

/** Carried out at once, or within the caller's transaction; with the system's sight either way. */
async function carryOut(ctx: Ctx | TxCtx, statement: Statement): Promise<number> {
  if (isTx(ctx)) return privileged(ctx, (tx) => writeStatement(tx, statement));
  const [outcome] = await writeTogether(asSystem(ctx), [statement]);
  return outcome?.count ?? 0;
}

export type NewExchange = {
  readonly direction: 'in' | 'out';
  readonly channel: string;
  readonly content: Uint8Array;
  /** SHA-256 of the content in hex, where it was taken already. */
  readonly sha256?: string | undefined;
  readonly contentType: string;
  readonly kind?: string;
  readonly partnerId?: string;
  readonly connectionId?: string;
  readonly documentKey?: string;
  readonly keys?: readonly string[];
  readonly state?: ExchangeState;
};

const RECORDED = rowsGiven([
  'id:uuid',
  'file_id:uuid',
  'name',
  'content_type',
  'size_bytes:int',
  'sha256',
  'content:bytea',
  'at:timestamptz',
  'direction',
  'channel',
  'kind',
  'partner_id:uuid',
  'connection_id:uuid',
  'state',
  'document_key',
  'keys',
  'request_id',
]);
const RECORD = {
  name: 'exchange.record',
  text: `with given as materialized (select * from ${RECORDED.given}), file as (
      insert into stored_file (id, organisation_id, name, content_type, size_bytes, sha256, content, created_at)
      select file_id, partner_id, name, content_type, size_bytes, sha256, content, at
      from given
    )
    insert into exchange (id, direction, channel, kind, partner_id, connection_id, state, document_key, keys,
      content_type, size_bytes, sha256, file_id, request_id, at)
    select id, direction, channel, kind, partner_id, connection_id, state, document_key,
      keys::text[], content_type, size_bytes, sha256, file_id, request_id, at from given`,
  columns: RECORDED.columns,
} as const;

function recordStatement(ctx: Ctx, id: string, document: NewExchange): Statement {
  const { channel, content, direction } = document;
  const row = [
    id,
    ctx.newId(),
    `${channel}-${id}`,
    document.contentType,
    content.byteLength,
    document.sha256 ?? sha256Hex(content),
    content,
    micros(ctx.now()),
    direction,
    channel,
    document.kind ?? null,
    document.partnerId ?? null,
    document.connectionId ?? null,
    document.state ?? (direction === 'in' ? 'received' : 'queued'),
    document.documentKey ?? null,
    textArray(document.keys ?? []),
    ctx.requestId,
  ];
  return { ...RECORD, rows: [row] };
}

/**
 * Stores a document raw, before anybody judges it: committed when this returns, alone or with the documents
 * that come at the same moment; in the caller's transaction when there is one. Returns the exchange's id;
 * from here on nothing that came in can be lost.
 */
export async function recordExchange(ctx: Ctx | TxCtx, document: NewExchange): Promise<string> {
  const id = ctx.newId();
  const statement = recordStatement(ctx, id, document);
  if (isTx(ctx)) await carryOut(ctx, statement);
  else await writeGathered(ctx, [statement]);
  return id;
}

/**
 * `recordExchange` with a look into the database on the way, which says who may have sent the document: one
 * round trip, and what is seen is as of the document's arrival. The rows may hold what others looked for at
 * the same moment.
 */
export async function recordAndLook(
  ctx: Ctx,
  { document, look }: { document: NewExchange; look: Statement },
): Promise<{ id: string; rows: Outcome['rows'] }> {
  const id = ctx.newId();
  const [, seen] = await writeGathered(ctx, [recordStatement(ctx, id, document), look]);
  return { id, rows: seen?.rows ?? [] };
}

export type ExchangeOutcome = {
  readonly state?: ExchangeState;
  readonly kind?: string;
  readonly partnerId?: string;
  readonly connectionId?: string;
  readonly documentKey?: string;
  readonly keys?: readonly string[];
  readonly errors?: readonly ExchangeNote[];
  readonly advisories?: readonly ExchangeNote[];
  readonly links?: readonly ExchangeLink[];
  readonly answer?: { content: Uint8Array; contentType: string };
  readonly attempts?: number;
};

/** An outcome with the answer that its sender gets. */
export type AnsweredOutcome = ExchangeOutcome & {
  readonly answer: NonNullable<ExchangeOutcome['answer']>;
};

const NOTED = [
  'id:uuid',
  'state',
  'kind',
  'partner_id:uuid',
  'connection_id:uuid',
  'document_key',
  'attempts:int',
  'keys',
  'errors',
  'advisories',
  'links',
  'at:timestamptz',
];
const ANSWERED = ['file_id:uuid', 'content_type', 'size_bytes:int', 'sha256', 'content:bytea'];

/** What is said is set, what is not said stays; lists grow, and a key is named once. */
const SET = `state = coalesce(given.state, x.state), kind = coalesce(given.kind, x.kind),
    partner_id = coalesce(given.partner_id, x.partner_id),
    connection_id = coalesce(given.connection_id, x.connection_id),
    document_key = coalesce(given.document_key, x.document_key),
    attempts = coalesce(given.attempts, x.attempts),
    keys = case when x.keys = '{}' then given.keys::text[]
      else x.keys || array(select key from unnest(given.keys::text[]) with ordinality said (key, place)
        where key <> all (x.keys) order by place) end,
    errors = x.errors || given.errors::jsonb, advisories = x.advisories || given.advisories::jsonb,
    links = x.links || given.links::jsonb,
    finished_at = case when given.state is null or given.state in ('received', 'queued') then x.finished_at
      else given.at end`;

const noted = rowsGiven(NOTED);
const NOTE = {
  name: 'exchange.note',
  text: `update exchange x set ${SET} from ${noted.given} where x.id = given.id`,
  columns: noted.columns,
} as const;

export const answeredRows = rowsGiven([...NOTED, ...ANSWERED]);
const ANSWER = {
  name: 'exchange.answer',
  text: `with noted as (
      update exchange x set ${SET}, answer_file_id = given.file_id
      from ${answeredRows.given} where x.id = given.id
      returning x.id, x.partner_id, given.file_id, given.content_type, given.size_bytes, given.sha256, given.content,
        given.at
    )
    insert into stored_file (id, organisation_id, name, content_type, size_bytes, sha256, content, created_at)
    select file_id, partner_id, 'answer-' || id, content_type, size_bytes, sha256, content, at
    from noted`,
  columns: answeredRows.columns,
} as const;

function notedRow(ctx: Ctx, id: string, outcome: ExchangeOutcome): SqlValue[] {
  return [
    id,
    outcome.state ?? null,
    outcome.kind || null,
    outcome.partnerId || null,
    outcome.connectionId || null,
    outcome.documentKey || null,
    outcome.attempts ?? null,
    textArray([...new Set(outcome.keys)]),
    JSON.stringify(outcome.errors ?? []),
    JSON.stringify(outcome.advisories ?? []),
    JSON.stringify(outcome.links ?? []),
    micros(ctx.now()),
  ];
}

/** An outcome with its answer, as a row of `answeredRows`. */
export function answeredRow(ctx: Ctx, id: string, outcome: AnsweredOutcome): SqlValue[] {
  const { content, contentType } = outcome.answer;
  return [
    ...notedRow(ctx, id, outcome),
    ctx.newId(),
    contentType,
    content.byteLength,
    sha256Hex(content),
    content,
  ];
}

function isAnswered(outcome: ExchangeOutcome): outcome is AnsweredOutcome {
  return outcome.answer !== undefined;
}

/** `noteExchange` as a statement, for a command that goes to the database in one round trip. */
export function noteStatement(ctx: Ctx, id: string, outcome: ExchangeOutcome): Statement {
  return isAnswered(outcome)
    ? { ...ANSWER, rows: [answeredRow(ctx, id, outcome)] }
    : { ...NOTE, rows: [notedRow(ctx, id, outcome)] };
}

/** Adds to an exchange what became of it; lists are appended, the rest is set. */
export async function noteExchange(
  ctx: Ctx | TxCtx,
  id: string,
  outcome: ExchangeOutcome,
): Promise<void> {
  const touched = await carryOut(ctx, noteStatement(ctx, id, outcome));
  if (touched !== 1) throw new Problem('not_found', { what: 'exchange', id });
}

const MASK = '••••••••';
const SECRET_ELEMENTS = 'SharedSecret|CredentialMac|Password|ApiKey';

/**
 * Where secrets stand: what goes before, the secret, both captured. The parts of a pattern are bounded,
 * so that a hostile document costs no more than its length.
 */
const SECRETS: readonly RegExp[] = [
  // An element, up to its own end tag; without one (damaged, cut off) up to the next tag.
  new RegExp(
    String.raw`(<((?:[\w.-]{1,40}:)?(?:${SECRET_ELEMENTS}))(?:\s[^>]{0,500})?(?<!\/)>)([\s\S]{0,2000}?(?=<\/\2\s{0,9}>)|(?:<!\[CDATA\[)?[^<]*)`,
    'gi',
  ),
  // The same written inside another document: with entities, or percent-encoded in a form.
  new RegExp(
    String.raw`(&lt;((?:[\w.-]{1,40}:)?(?:${SECRET_ELEMENTS}))(?:\s(?:(?!&gt;).){0,500})?&gt;)((?:(?!&lt;)[\s\S]){0,2000})`,
    'gi',
  ),
  new RegExp(
    String.raw`(%3C((?:[\w.-]{1,40}(?:%3A|:))?(?:${SECRET_ELEMENTS}))(?:(?!%3E)[^&\s]){0,500}%3E)((?:(?!%3C)[^&\s]){0,2000})`,
    'gi',
  ),
  // Fields of forms, queries and JSON.
  new RegExp(String.raw`((${SECRET_NAMES})=)((?!["'])[^&\s"<]+)`, 'gi'),
  new RegExp(String.raw`("(${SECRET_NAMES})"\s{0,9}:\s{0,9}")((?:[^"\\]|\\.)*)`, 'gi'),
  // A form in parts (multipart/form-data): the part's headers, a blank line, the value.
  new RegExp(
    String.raw`(content-disposition:[^\r\n]{0,200}?\b(name)="?~?${SECRET_NAMES}"?(?:;[^\r\n]{0,200})?\r?\n(?:[^\r\n]{1,500}\r?\n){0,5}\r?\n)([\s\S]{0,2000}?(?=\r?\n--)|[^\r\n]*)`,
    'gi',
  ),
  // Attributes of XML, and elements that an attribute names: <Extrinsic name="UserPassword">.
  new RegExp(String.raw`((${SECRET_NAMES})\s{0,3}=\s{0,3}")([^"]{1,2000})`, 'gi'),
  new RegExp(String.raw`((${SECRET_NAMES})\s{0,3}=\s{0,3}')([^']{1,2000})`, 'gi'),
  new RegExp(
    String.raw`(\bname\s{0,3}=\s{0,3}(["'])${SECRET_NAMES}\2[^<>]{0,200}>)((?:<!\[CDATA\[)?[^<]{1,2000})`,
    'gi',
  ),
  // A purchasing card (cXML Payment): nobody here reads it, so nobody need see it.
  /(<((?:[\w.-]{1,40}:)?PCard)\s[^<>]{0,500}?\bnumber\s{0,3}=\s{0,3}["'])([^"'<>]{1,100})/gi,
  // HTTP headers; the scheme may be read.
  /((authorization|x-api-key)["']?[ \t]{0,9}[:=][ \t]{0,9}["']?(?:(?:basic|bearer|digest)[ \t]+)?)([^\r\n"'<&]+)/gi,
  // Start and session addresses of a punch-out, links to workbench, thread and password: whoever holds one is inside.
  /((\/|%2F|\\\/)(?:p|share|password|workbench(?:(?:\/|%2F|\\\/)return)?)(?:\/|%2F|\\\/))([\w-]{16,})/gi,
  // User information in an address.
  /(:\/\/([^\s:@/"'<>]{0,200}):)([^\s@/"'<>]{1,200})(?=@)/g,
];

/**
 * A document's text with shared secrets, passwords, message codes, keys, authorization headers and the
 * tokens of punch-out addresses masked, for pages and exports. Line breaks inside a secret stay, so that
 * line numbers of faults remain true.
 */
export function maskSecrets(text: string): string {
  return SECRETS.reduce(
    (masked, pattern) =>
      masked.replace(pattern, (whole: string, before: string, _: string, secret: string) =>
        secret.trim() === '' ? whole : before + MASK + secret.replace(/[^\r\n]+/g, ''),
      ),
    text,
  );
}
