import type { QueryResult } from '@mikro-orm/core';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { Problem, sha256Hex } from '../base/index.ts';
import { asSystem, type Ctx, type TxCtx } from './context.ts';
import { gather } from './gather.ts';
import { inLine, roundTrip } from './round-trip.ts';
import {
  inText,
  merged,
  micros,
  type Outcome,
  rowsGiven,
  type SqlValue,
  type Statement,
} from './statement.ts';

/** Values that survive being stored as JSON and read back: the results of keyed commands. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

const ATTEMPTS_MAX = 3;
const ROLES = { party: 'app_party', operator: 'app_operator', system: 'app_system' } as const;

/** A value exists already; a value that another transaction is just making is not there yet. */
const RACE_LOST: ReadonlySet<string> = new Set(['23505', '23502']);

type PgError = { code?: string; name?: string };

/** Serialisation failure or deadlock: the whole transaction may simply be run again. */
function isRetriable(error: unknown): boolean {
  const code = (error as PgError).code;
  return code === '40001' || code === '40P01';
}

/** Whether a context is inside a transaction already. */
export function isTx(ctx: Ctx | TxCtx): ctx is TxCtx {
  return 'em' in ctx;
}

function forkFor(ctx: Ctx): EntityManager {
  const { actor } = ctx;
  return ctx.services.orm.em.fork({
    session: {
      role: ROLES[actor.scope],
      variables: {
        'app.organisation_id': actor.organisationId ?? '',
        'app.organisation_kind': actor.organisationKind ?? '',
      },
    },
  }) as EntityManager;
}

function toJsonValue(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/** Hash of a command's input, independent of the order of its properties. */
export function inputHash(input: unknown): string {
  if (typeof input === 'string') return sha256Hex(JSON.stringify(input));
  const sorted = JSON.stringify(input, (key, value: unknown) => {
    const plain = toJsonValue(key, value);
    if (plain === null || typeof plain !== 'object' || Array.isArray(plain)) return plain;
    return Object.fromEntries(Object.entries(plain).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return sha256Hex(sorted ?? 'undefined');
}

async function attempt<T>(ctx: Ctx, transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if ((error as PgError).name === 'OptimisticLockError')
        throw new Problem('concurrency.changed');
      if (!isRetriable(error) || tries >= ATTEMPTS_MAX) throw error;
      ctx.services.log.warn({ requestId: ctx.requestId, tries }, 'transaction retried');
    }
  }
}

/** One transaction of entities, flushed at its end. */
function inEntities<T>(ctx: Ctx, fn: (tx: TxCtx) => Promise<T>): Promise<T> {
  return forkFor(ctx).transactional(async (em) => {
    const tx: TxCtx = { ...ctx, em: em as EntityManager };
    const result = await fn(tx);
    await em.flush();
    return result;
  });
}

/** Keys belong to the actor's organisation. */
function scopedKey({ actor }: Ctx, key: string): string {
  return `${actor.organisationId ?? actor.scope}:${key}`;
}

async function claimed<T extends Json>(
  tx: TxCtx,
  { key, hash }: { key: string; hash: string },
  fn: () => Promise<T>,
): Promise<T> {
  const at = tx.now().toString();
  return privileged(tx, async () => {
    const inserted = await tx.em.execute(
      'insert into idempotency_key (key, input_hash, created_at) values (?, ?, ?) on conflict do nothing returning key',
      [key, hash, at],
    );
    if (inserted.length > 0) return undefined;
    const rows = await tx.em.execute<{ input_hash: string; result: T }[]>(
      'select input_hash, result from idempotency_key where key = ?',
      [key],
    );
    if (rows[0]?.input_hash !== hash)
      throw new Problem('idempotency.conflict', { key: key.replace(/^[^:]*:/, '') });
    return { result: rows[0].result };
  }).then(async (earlier) => {
    if (earlier) return earlier.result;
    const result = await fn();
    await privileged(tx, () =>
      tx.em.execute('update idempotency_key set result = ? where key = ?', [
        JSON.stringify(result ?? null),
        key,
      ]),
    );
    return result;
  });
}

/**
 * The only place where a transaction opens. Runs `fn` with an entity manager that sees the actor's rows
 * and flushes once at the end; inside another `write` it joins that transaction. A serialisation failure
 * or deadlock is retried with a fresh fork, at most three times; a lost optimistic lock becomes
 * `concurrency.changed`.
 */
export async function write<T>(ctx: Ctx | TxCtx, fn: (tx: TxCtx) => Promise<T>): Promise<T> {
  return isTx(ctx) ? fn(ctx) : attempt(ctx, () => inEntities(ctx, fn));
}

/**
 * `write` under an idempotency key: the same key with the same input gives the stored result again and
 * changes nothing; with another input it is refused (`idempotency.conflict`). Keys belong to the actor's
 * organisation. Two calls at once wait for one another on the key's row. A refused command stores nothing.
 */
export async function writeOnce<T extends Json>(
  ctx: Ctx | TxCtx,
  { key, input }: { key: string; input: unknown },
  fn: (tx: TxCtx) => Promise<T>,
): Promise<T> {
  const scoped = scopedKey(ctx, key);
  const hash = inputHash(input);
  return write(ctx, (tx) => claimed(tx, { key: scoped, hash }, () => fn(tx)));
}

/** Role and tenant of the statements that follow, until the transaction ends; what `forkFor` is to entities. */
function sessionStatement({ actor }: Ctx, access: 'read' | 'write'): Statement {
  return {
    name: 'session',
    text: `select set_config('role', $1, true), set_config('app.organisation_id', $2, true),
      set_config('app.organisation_kind', $3, true), set_config('transaction_read_only', $4, true),
      set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
      set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
      set_config('enable_material', 'off', true)`,
    values: [
      ROLES[actor.scope],
      actor.organisationId ?? '',
      actor.organisationKind ?? '',
      access === 'read' ? 'on' : 'off',
    ],
  };
}

/**
 * `write` for doors that take many documents: the statements are known beforehand and go to the database
 * together, as one transaction in one round trip, under the actor's role and tenant. The same retries. An
 * entity manager is never asked: no identity map, no events, no `version` of an entity.
 */
export async function writeTogether(
  ctx: Ctx,
  statements: readonly Statement[],
): Promise<readonly Outcome[]> {
  const all = [sessionStatement(ctx, 'write'), ...statements];
  const outcomes = await attempt(ctx, () => roundTrip(ctx.services.orm, all));
  return outcomes.slice(1);
}

/** `read` of one statement in one round trip. */
export async function readTogether(ctx: Ctx, statement: Statement): Promise<Outcome['rows']> {
  const [, outcome] = await roundTrip(ctx.services.orm, [sessionStatement(ctx, 'read'), statement]);
  return outcome?.rows ?? [];
}

/** Requests that share a round trip at most: with documents of 2 MB each, 48 MB are on their way. */
const GATHERED_MAX = 24;

type Gathered = (statements: readonly Statement[]) => Promise<readonly Outcome[]>;
const gathered = {
  read: new WeakMap<MikroORM, Gathered>(),
  write: new WeakMap<MikroORM, Gathered>(),
};

/**
 * One queue for each database and kind of access. What is written goes through one connection: rows of several
 * requests refer to the same partner's row, and two transactions that hold it at once cost more than one.
 */
function gatheredFor(ctx: Ctx, access: 'read' | 'write'): Gathered {
  const { orm } = ctx.services;
  const known = gathered[access].get(orm);
  if (known) return known;
  const session = sessionStatement(asSystem(ctx), access);
  const send = inLine(orm);
  const made = gather<readonly Statement[], readonly Outcome[]>(
    async (lists) => {
      const { statements, outcomesOf } = merged(lists);
      const outcomes = await send([session, ...statements]);
      return outcomesOf(outcomes.slice(1));
    },
    { most: GATHERED_MAX },
  );
  gathered[access].set(orm, made);
  return made;
}

/**
 * `writeTogether` with the system's sight, in a transaction shared with what other requests write at the same
 * moment, so that one commit serves them all. Resolves when committed; when one of them fails, each is done
 * again alone, all or nothing. For new rows and rows that nobody else has: whatever waits for somebody's lock
 * holds up the others.
 */
export async function writeGathered(
  ctx: Ctx,
  statements: readonly Statement[],
): Promise<readonly Outcome[]> {
  return attempt(ctx, () => gatheredFor(ctx, 'write')(statements));
}

/** A look with the system's sight, in a round trip shared with those of other requests at the same moment. */
export async function readGathered(ctx: Ctx, statement: Statement): Promise<Outcome['rows']> {
  const [outcome] = await gatheredFor(ctx, 'read')([statement]);
  return outcome?.rows ?? [];
}

/** A statement inside the caller's transaction, after what its entities have pending. Returns how many rows it touched. */
export async function writeStatement(tx: TxCtx, statement: Statement): Promise<number> {
  await tx.em.flush();
  const { text, values } = inText(statement);
  const params: SqlValue[] = [];
  const marked = text.replace(/\$(\d+)/g, (_, place: string) => {
    const value = values[Number(place) - 1] ?? null;
    params.push(value instanceof Uint8Array ? Buffer.from(value) : value);
    return '?';
  });
  const connection = tx.em.getConnection();
  const context = tx.em.getTransactionContext();
  const result = await connection.execute<QueryResult>(marked, params, 'run', context);
  return result.affectedRows;
}

const CLAIMED = rowsGiven(['key', 'input_hash', 'result', 'at:timestamptz']);
const CLAIM = {
  name: 'idempotency_key.claim',
  text: `insert into idempotency_key (key, input_hash, result, created_at)
    select key, input_hash, result::jsonb, at from ${CLAIMED.given}`,
  columns: CLAIMED.columns,
} as const;

/**
 * `writeOnce` gathered: for a command whose statements and result are known beforehand. `late` when the key
 * is taken, or when another transaction was quicker with anything that exists once: nothing was written then,
 * and `writeOnce`, which waits and looks, is the way to go. With the system's sight, like a privileged step.
 */
export async function writeOnceGathered<T extends Json>(
  ctx: Ctx,
  { key, input, result }: { key: string; input: unknown; result: T },
  statements: readonly Statement[],
): Promise<'written' | 'late'> {
  const claim: Statement = {
    ...CLAIM,
    rows: [[scopedKey(ctx, key), inputHash(input), JSON.stringify(result), micros(ctx.now())]],
  };
  try {
    await writeGathered(ctx, [claim, ...statements]);
    return 'written';
  } catch (error) {
    if (RACE_LOST.has((error as PgError).code ?? '')) return 'late';
    throw error;
  }
}

/** A read-only look at the actor's rows, in one transaction so that the session is set once. */
export async function read<T>(ctx: Ctx | TxCtx, fn: (tx: TxCtx) => Promise<T>): Promise<T> {
  if (isTx(ctx)) return fn(ctx);
  return forkFor(ctx).transactional(async (em) => fn({ ...ctx, em: em as EntityManager }), {
    readOnly: true,
  });
}

/**
 * Runs a step of a command with the system's sight inside the same transaction: where a command must
 * touch rows that its actor may not (the other party's order, a credit account). Pending changes are
 * flushed at both borders, so that each is written under the role that made it.
 */
export async function privileged<T>(tx: TxCtx, fn: (tx: TxCtx) => Promise<T>): Promise<T> {
  if (tx.actor.scope === 'system' || (tx as { elevated?: true }).elevated) return fn(tx);
  await tx.em.flush();
  const become = (role: string): Promise<unknown> => tx.em.execute(`set local role ${role}`);
  await become(ROLES.system);
  try {
    const result = await fn({ ...tx, elevated: true } as TxCtx);
    await tx.em.flush();
    await become(ROLES[tx.actor.scope]);
    return result;
  } catch (error) {
    // A caller that catches a refusal goes on as itself. After any other fault the transaction is dead.
    if (error instanceof Problem) await become(ROLES[tx.actor.scope]).catch(() => undefined);
    throw error;
  }
}

/** Locks rows of a table by id in a fixed order (no deadlock between two callers). */
export async function lockRows(tx: TxCtx, table: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const marks = ids.map(() => '?').join(', ');
  await tx.em.execute(`select id from ${table} where id in (${marks}) order by id for update`, [
    ...ids,
  ]);
}
