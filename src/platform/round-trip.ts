import type { MikroORM, PostgreSqlConnection } from '@mikro-orm/postgresql';
import {
  forWire,
  type Outcome,
  type PlainStatement,
  type SqlValue,
  type Statement,
} from './statement.ts';

type Wire = {
  readonly stream: { cork: () => void; uncork: () => void };
  parse: (message: { name: string; text: string }) => void;
  bind: (message: {
    statement: string;
    values: readonly SqlValue[];
    valueMapper: (value: SqlValue) => string | Buffer | null;
  }) => void;
  execute: (message: object) => void;
  close: (message: { type: 'S'; name: string }) => void;
  sync: () => void;
  sendCopyFail: (message: string) => void;
};

/** What `pg` calls on a query object of one's own (`pg-cursor` is another). */
type Submittable = {
  readonly submit: (wire: Wire) => void;
  readonly handleDataRow: (message: { fields: (string | null)[] }) => void;
  readonly handleCommandComplete: (message: { text: string }) => void;
  readonly handleError: (error: Error) => void;
  readonly handleReadyForQuery: () => void;
  readonly handleRowDescription: () => void;
  readonly handlePortalSuspended: () => void;
  readonly handleEmptyQuery: () => void;
  readonly handleCopyInResponse: (wire: Wire) => void;
};

type Client = {
  /** Whether `pg` sends a query before the one ahead of it is answered. */
  pipeline: boolean;
  readonly query: (query: Submittable) => unknown;
  readonly release: (broken?: boolean) => void;
};
type Pool = { connect: () => Promise<Client> };

function onWire(value: SqlValue): string | Buffer | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** `INSERT 0 1`, `UPDATE 3`, `SELECT 2` → the last number. */
function countOf(tag: string): number {
  return Number(/(\d+)$/.exec(tag)?.[1] ?? 0);
}

const held = new WeakMap<Client, Set<string>>();

/** The names that a connection has certainly prepared. */
function heldBy(client: Client): Set<string> {
  const known = held.get(client) ?? new Set();
  held.set(client, known);
  return known;
}

function send(
  wire: Wire,
  { statements, known }: { statements: readonly PlainStatement[]; known: Set<string> | undefined },
): void {
  wire.stream.cork();
  for (const { name, text, values } of statements) {
    const statement = known ? name : '';
    if (!known?.has(name)) {
      // After a failed attempt the server may hold the name already: closing an unknown one is no error.
      if (known) wire.close({ type: 'S', name });
      wire.parse({ name: statement, text });
    }
    wire.bind({ statement, values, valueMapper: onWire });
    wire.execute({});
  }
  // The only one: to the server, all that lies before it is one transaction.
  wire.sync();
  wire.stream.uncork();
}

function submit(
  client: Client,
  { statements, known }: { statements: readonly Statement[]; known: Set<string> | undefined },
): Promise<Outcome[]> {
  return new Promise((resolve, reject) => {
    // What cannot be written is refused here, before the first byte is on its way.
    const ready = statements.map(forWire);
    const outcomes: Outcome[] = [];
    let rows: (string | null)[][] = [];
    const nothing = (): void => undefined;
    client.query({
      submit: (wire) => send(wire, { statements: ready, known }),
      handleDataRow: ({ fields }) => void rows.push(fields),
      handleCommandComplete: ({ text }) => {
        outcomes.push({ rows, count: countOf(text) });
        rows = [];
      },
      handleError: reject,
      handleReadyForQuery: () => {
        for (const { name } of statements) known?.add(name);
        resolve(outcomes);
      },
      handleRowDescription: nothing,
      handlePortalSuspended: nothing,
      handleEmptyQuery: nothing,
      handleCopyInResponse: (wire) => wire.sendCopyFail('no copy here'),
    });
  });
}

type Lane = { readonly pool: Pool; readonly prepares: boolean };
const lanes = new WeakMap<MikroORM, Lane>();

async function laneOf(orm: MikroORM): Promise<Lane> {
  const known = lanes.get(orm);
  if (known) return known;
  const connection = orm.em.getConnection() as PostgreSqlConnection;
  const pool = (await connection.getNativeClient()) as unknown as Pool;
  const prepares = !/[?&]prepare=false\b/.test(orm.config.get('clientUrl') ?? '');
  const lane = { pool, prepares };
  lanes.set(orm, lane);
  return lane;
}

/** The server has closed the connection, or it broke: whoever got it next from the pool would fail for nothing. */
function isConnectionLost(error: unknown): boolean {
  const { severity } = error as { severity?: unknown };
  return severity === undefined || severity === 'FATAL' || severity === 'PANIC';
}

/**
 * Runs statements in one transaction, sent in one write and answered in one: extended protocol with a single
 * Sync, so that the first that fails undoes all. Nothing is left on the connection but prepared statements;
 * `?prepare=false` in the database address does without them, for a PgBouncer older than 1.21. Called by
 * `write.ts` alone, which puts the role and the tenant first.
 */
export async function roundTrip(
  orm: MikroORM,
  statements: readonly Statement[],
): Promise<Outcome[]> {
  const { pool, prepares } = await laneOf(orm);
  const client = await pool.connect();
  let broken = false;
  try {
    return await submit(client, { statements, known: prepares ? heldBy(client) : undefined });
  } catch (error) {
    broken = isConnectionLost(error);
    throw error;
  } finally {
    client.release(broken);
  }
}

type Held = { readonly client: Promise<Client>; underWay: number; broken: boolean };

/**
 * `roundTrip` one behind the other on one connection, each a transaction of its own, carried out in the order
 * in which they were asked for: the next lies ready when the server has done the one before. The connection is
 * held while any is under way; once it is lost, what comes later takes another.
 */
export function inLine(
  orm: MikroORM,
): (statements: readonly Statement[]) => Promise<readonly Outcome[]> {
  let held: Held | undefined;
  const take = async (): Promise<Client> => {
    const client = await (await laneOf(orm)).pool.connect();
    client.pipeline = true;
    return client;
  };
  return async (statements) => {
    held ??= { client: take(), underWay: 0, broken: false };
    const mine = held;
    mine.underWay += 1;
    try {
      const client = await mine.client;
      const { prepares } = await laneOf(orm);
      return await submit(client, { statements, known: prepares ? heldBy(client) : undefined });
    } catch (error) {
      mine.broken ||= isConnectionLost(error);
      throw error;
    } finally {
      mine.underWay -= 1;
      if (held === mine && (mine.broken || mine.underWay === 0)) held = undefined;
      if (mine.underWay === 0) await giveBack(mine);
    }
  };
}

async function giveBack({ client, broken }: Held): Promise<void> {
  await client.then(
    (taken) => {
      taken.pipeline = false;
      taken.release(broken);
    },
    () => undefined,
  );
}
