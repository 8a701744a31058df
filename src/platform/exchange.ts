import { Problem, sha256Hex } from '../base/index.ts';
import { asSystem, type Ctx, type TxCtx } from './context.ts';
import type { ExchangeLink, ExchangeNote, exchangeStates } from './entities.ts';
import type { Statement } from './round-trip.ts';
import { isTx, privileged, writeGathered, writeStatement, writeTogether } from './write.ts';

export type ExchangeState = (typeof exchangeStates)[number];

/** Carried out at once, or within the caller's transaction; with the system's sight either way. */
async function carryOut(ctx: Ctx | TxCtx, statement: Statement): Promise<number> {
  if (isTx(ctx)) return privileged(ctx, (tx) => writeStatement(tx, statement));
  const [outcome] = await writeTogether(asSystem(ctx), [statement]);
  return outcome?.count ?? 0;
}

/** A `text[]` as PostgreSQL reads it. */
function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/**
 * Stores a document raw, before anybody judges it: committed when this returns, alone or with the documents
 * that come at the same moment; in the caller's transaction when there is one. Returns the exchange's id;
 * from here on nothing that came in can be lost.
 */
export async function recordExchange(
  ctx: Ctx | TxCtx,
  document: {
    direction: 'in' | 'out';
    channel: string;
    content: Uint8Array;
    contentType: string;
    kind?: string;
    partnerId?: string;
    connectionId?: string;
    documentKey?: string;
    keys?: string[];
    state?: ExchangeState;
  },
): Promise<string> {
  const id = ctx.newId();
  const statement: Statement = {
    name: 'exchange.record',
    text: `with file as (
        insert into stored_file (id, organisation_id, name, content_type, size_bytes, sha256, content, created_at)
        values ($1::uuid, $2::uuid, $3, $4, $5::int, $6, $7::bytea, $8::timestamptz)
      )
      insert into exchange (id, direction, channel, kind, partner_id, state, document_key, keys, content_type,
        size_bytes, sha256, file_id, request_id, at, connection_id)
      values ($9::uuid, $10, $11, $12, $2::uuid, $13, $14, $15::text[], $4, $5::int, $6, $1::uuid, $16, $8::timestamptz, $17::uuid)`,
    values: [
      ctx.newId(),
      document.partnerId ?? null,
      `${document.channel}-${id}`,
      document.contentType,
      document.content.byteLength,
      sha256Hex(document.content),
      document.content,
      ctx.now().toString(),
      id,
      document.direction,
      document.channel,
      document.kind ?? null,
      document.state ?? (document.direction === 'in' ? 'received' : 'queued'),
      document.documentKey ?? null,
      textArray(document.keys ?? []),
      ctx.requestId,
      document.connectionId ?? null,
    ],
  };
  if (isTx(ctx)) await carryOut(ctx, statement);
  else await writeGathered(ctx, [statement]);
  return id;
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

const NOTE = `update exchange set
    state = coalesce($2, state), kind = coalesce($3, kind), partner_id = coalesce($4::uuid, partner_id),
    connection_id = coalesce($12::uuid, connection_id),
    document_key = coalesce($5, document_key), attempts = coalesce($6::int, attempts),
    keys = keys || array(select key from unnest($7::text[]) with ordinality given (key, place)
      where key <> all (keys) order by place),
    errors = errors || $8::jsonb, advisories = advisories || $9::jsonb, links = links || $10::jsonb,
    finished_at = case when $2 is null or $2 in ('received', 'queued') then finished_at else $11::timestamptz end`;

/** `noteExchange` as a statement, for a command that goes to the database in one round trip. */
export function noteStatement(ctx: Ctx, id: string, outcome: ExchangeOutcome): Statement {
  const { answer } = outcome;
  const values = [
    id,
    outcome.state ?? null,
    outcome.kind || null,
    outcome.partnerId || null,
    outcome.documentKey || null,
    outcome.attempts ?? null,
    textArray([...new Set(outcome.keys)]),
    JSON.stringify(outcome.errors ?? []),
    JSON.stringify(outcome.advisories ?? []),
    JSON.stringify(outcome.links ?? []),
    ctx.now().toString(),
    outcome.connectionId || null,
  ];
  if (!answer) return { name: 'exchange.note', text: `${NOTE} where id = $1::uuid`, values };
  return {
    name: 'exchange.answer',
    text: `with file as (
        insert into stored_file (id, organisation_id, name, content_type, size_bytes, sha256, content, created_at)
        select $13::uuid, coalesce($4::uuid, partner_id), 'answer-' || id, $14, $15::int, $16, $17::bytea, $11::timestamptz
        from exchange where id = $1::uuid
      )
      ${NOTE}, answer_file_id = $13::uuid where id = $1::uuid`,
    values: [
      ...values,
      ctx.newId(),
      answer.contentType,
      answer.content.byteLength,
      sha256Hex(answer.content),
      answer.content,
    ],
  };
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
const SECRET_NAMES = String.raw`(?:[\w-]{0,30}(?:pass(?:word|wort|wd|phrase)?|pwd|kennwort|secret|token|api[_-]?key))`;

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
  new RegExp(String.raw`((${SECRET_NAMES})=)([^&\s"'<]+)`, 'gi'),
  new RegExp(String.raw`("(${SECRET_NAMES})"\s{0,9}:\s{0,9}")((?:[^"\\]|\\.)*)`, 'gi'),
  // HTTP headers; the scheme may be read.
  /((authorization|x-api-key)["']?[ \t]{0,9}[:=][ \t]{0,9}["']?(?:(?:basic|bearer|digest)[ \t]+)?)([^\r\n"'<&]+)/gi,
  // Start and session addresses of a punch-out, and a workbench's: whoever holds one is inside.
  /((\/|%2F|\\\/)(?:p|workbench(?:(?:\/|%2F|\\\/)return)?)(?:\/|%2F|\\\/))([\w-]{16,})/gi,
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
