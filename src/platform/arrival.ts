import { Problem, sha256Hex } from '../base/index.ts';
import { asSystem, type Ctx } from './context.ts';
import { Exchange, type ExchangeNote, StoredFile } from './entities.ts';
import { type AnsweredOutcome, answeredRow, answeredRows, type NewExchange } from './exchange.ts';
import { micros, type Outcome, rowsGiven, type Statement } from './statement.ts';
import { read, write, writeGathered, writeTogether } from './write.ts';

/** A document that comes in through a door which mostly knows within milliseconds what it becomes. */
export type ArrivingDocument = Pick<NewExchange, 'channel' | 'content' | 'sha256' | 'contentType'>;

const arrived = rowsGiven([
  'id:uuid',
  'file_id:uuid',
  'channel',
  'content_type',
  'size_bytes:int',
  'sha256',
  'content:bytea',
  'request_id',
  'at:timestamptz',
]);
const ARRIVE = {
  name: 'exchange_arrival.arrive',
  text: `with given as materialized (select * from ${arrived.given}), file as (
      insert into stored_file (id, name, content_type, size_bytes, sha256, content, created_at)
      select file_id, channel || '-' || id, content_type, size_bytes, sha256, content, at from given
    )
    insert into exchange_arrival (id, channel, content_type, size_bytes, sha256, file_id, request_id, at)
    select id, channel, content_type, size_bytes, sha256, file_id, request_id, at from given`,
  columns: arrived.columns,
} as const;

/**
 * Stores a document raw, before anybody judges it, as one that arrives: its bytes and where they came from,
 * without the log's keys and indexes, which it gets with its outcome (`enteredStatement`). Committed when this
 * returns, together with those that come at the same moment, and with a look into the database on the way, which
 * says who may have sent it (the rows may hold what others looked for at the same moment). Whoever does not come to
 * an outcome that way enters it first (`enterExchange`); what a process left behind that died is entered by the
 * clock (`enterLeftBehind`). Returns the id that the exchange will have.
 */
export async function arriveAndLook(
  ctx: Ctx,
  { document, look }: { document: ArrivingDocument; look: Statement },
): Promise<{ id: string; rows: Outcome['rows'] }> {
  const id = ctx.newId();
  const { channel, content, contentType } = document;
  const row = [
    id,
    ctx.newId(),
    channel,
    contentType,
    content.byteLength,
    document.sha256 ?? sha256Hex(content),
    content,
    ctx.requestId,
    micros(ctx.now()),
  ];
  const [, seen] = await writeGathered(ctx, [{ ...ARRIVE, rows: [row] }, look]);
  return { id, rows: seen?.rows ?? [] };
}

/** What an arrival brings to the log. */
const BROUGHT = 'id, channel, content_type, size_bytes, sha256, file_id, request_id, at';
const BROUGHT_BY_A = BROUGHT.replace(/\w+/g, 'a.$&');

const ENTER_ANSWERED = {
  name: 'exchange_arrival.enter_answered',
  // What was entered meanwhile has no arrival any more: its id is null, and nothing of this is written.
  text: `with given as materialized (select * from ${answeredRows.given}), gone as (
      delete from exchange_arrival a using given where a.id = given.id returning ${BROUGHT_BY_A}
    ), file as (
      insert into stored_file (id, organisation_id, name, content_type, size_bytes, sha256, content, created_at)
      select file_id, partner_id, 'answer-' || id, content_type, size_bytes, sha256, content, at from given
    )
    insert into exchange (${BROUGHT}, direction, state, kind, partner_id, connection_id, document_key, keys, errors,
      advisories, links, answer_file_id, finished_at)
    select gone.*, 'in', state, kind, partner_id, connection_id, document_key, keys::text[], errors::jsonb,
      advisories::jsonb, links::jsonb, given.file_id, given.at
    from given left join gone on gone.id = given.id`,
  columns: answeredRows.columns,
} as const;

/**
 * An arrival with its outcome and answer as one row of the log, written once, as a statement for
 * `writeOnceGathered`. A refusal enters it first (`enterExchange`) and notes it then. What was entered meanwhile (by the clock, when a process
 * stood still for minutes) is refused like a race that was lost.
 */
export function enteredStatement(
  ctx: Ctx,
  id: string,
  outcome: AnsweredOutcome & { readonly state: 'accepted' },
): Statement {
  return { ...ENTER_ANSWERED, rows: [answeredRow(ctx, id, outcome)] };
}

const ENTER = {
  name: 'exchange_arrival.enter',
  text: `with gone as (delete from exchange_arrival where id = $1::uuid returning *)
    insert into exchange (${BROUGHT}, direction, state) select ${BROUGHT}, 'in', 'received' from gone`,
} as const;

/** Enters an arrival into the log as received; nothing happens to one that is entered already. System's sight. */
export async function enterExchange(ctx: Ctx, id: string): Promise<void> {
  await writeTogether(asSystem(ctx), [{ ...ENTER, values: [id] }]);
}

const LEFT_BEHIND_MINUTES = 2;
const LOT = 200;
const ENTER_LOT = `with due as (
    select id from exchange_arrival where at <= ?::timestamptz order by id limit ${LOT} for update skip locked
  ), gone as (delete from exchange_arrival a using due where a.id = due.id returning a.*)
  insert into exchange (${BROUGHT}, direction, state, errors, finished_at)
  select ${BROUGHT}, 'in', 'failed', ?::jsonb, ?::timestamptz from gone returning id`;
const LEFT_BEHIND: ExchangeNote = {
  code: 'left_behind',
  message:
    'The process that took this document ended before it came to an answer. Nothing of it was carried out.',
  fix: 'Nothing to do when the sender sends it again, as suites do that get no answer; otherwise ask for it.',
};

/**
 * Enters what arrived two minutes ago or more and came to no outcome, as failed and with the reason: the process
 * that took it ended in the middle, and its sender had no answer. In lots of 200, each its own transaction; safe
 * to run twice at once (skip locked). System's sight. Returns how many there were.
 */
export async function enterLeftBehind(ctx: Ctx): Promise<number> {
  const now = ctx.now();
  const before = now.subtract({ minutes: LEFT_BEHIND_MINUTES }).toString();
  const enterLot = (): Promise<number> =>
    write(asSystem(ctx), async ({ em }) => {
      const values = [before, JSON.stringify([LEFT_BEHIND]), now.toString()];
      const entered = await em.execute<{ id: string }[]>(ENTER_LOT, values);
      return entered.length;
    });
  let entered = 0;
  for (let lot = LOT; lot === LOT; entered += lot) lot = await enterLot();
  if (entered > 0) ctx.services.log.warn({ entered }, 'documents left without an outcome');
  return entered;
}

/** The bytes that an exchange was answered with. System's sight; refuses `not_found` when there was no answer. */
export async function answerBytes(ctx: Ctx, exchangeId: string): Promise<Uint8Array> {
  return read(asSystem(ctx), async ({ em }) => {
    const exchange = await em.findOne(Exchange, { id: exchangeId });
    const file =
      exchange?.answerFileId && (await em.findOne(StoredFile, { id: exchange.answerFileId }));
    if (!file) throw new Problem('not_found', { what: 'file', id: exchangeId });
    return file.content;
  });
}
