export type SqlValue = string | number | boolean | null | Uint8Array;

/** One SQL statement with `$1` … for its values. The name stands for the text: it is prepared once a connection. */
export type PlainStatement = {
  readonly name: string;
  readonly text: string;
  readonly values: readonly SqlValue[];
};

/** Types of a given column. A `timestamptz` is given in microseconds since 1970 (`micros`), a `uuid` in its usual text. */
type ColumnType = keyof typeof ELEMENTS;

/**
 * A statement for any number of rows: `$1` … are arrays of what `columns` says, one element for each row, laid
 * side by side by `unnest`. What several requests want of it at the same moment is carried out as one.
 */
export type RowsStatement = {
  readonly name: string;
  readonly text: string;
  readonly columns: readonly ColumnType[];
  readonly rows: readonly (readonly SqlValue[])[];
};

export type Statement = PlainStatement | RowsStatement;

/** What a statement gave: its rows as the server writes them in text, and how many it touched. */
export type Outcome = {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly count: number;
};

/** `given`: the rows of a `RowsStatement` under these names, each of them a text unless marked (`name:uuid`). */
export function rowsGiven(names: readonly string[]): {
  readonly columns: RowsStatement['columns'];
  readonly given: string;
} {
  const typed = names.map((name) => name.split(':') as [name: string, type?: ColumnType]);
  const columns = typed.map(([, type]) => type ?? ('text' as const));
  const arrays = columns.map((type, at) => `$${at + 1}::${type}[]`).join(', ');
  return { columns, given: `unnest(${arrays}) given (${typed.map(([name]) => name).join(', ')})` };
}

function isRows(statement: Statement): statement is RowsStatement {
  return 'rows' in statement;
}

const HEAD_BYTES = 20;
/** PostgreSQL counts microseconds from the year 2000. */
const Y2K_MICROS = Date.UTC(2000, 0) * 1000;
const UUID_BYTES = 16;
const UUID_LENGTH = 36;
const HYPHEN = 0x2d;

function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = (code | 0x20) - 0x61;
  return letter >= 0 && letter < 6 ? letter + 10 : Number.NaN;
}

/** Refuses what is no UUID before anything goes to the server. */
function writeUuid(array: Buffer, value: string, start: number): number {
  let place = 0;
  let isOne = value.length === UUID_LENGTH;
  for (let at = 0; at < UUID_BYTES; at += 1) {
    if (at === 4 || at === 6 || at === 8 || at === 10) {
      isOne &&= value.charCodeAt(place) === HYPHEN;
      place += 1;
    }
    const byte = digit(value.charCodeAt(place)) * 16 + digit(value.charCodeAt(place + 1));
    if (!isOne || Number.isNaN(byte)) throw new TypeError(`no UUID: ${value.slice(0, 40)}`);
    array[start + at] = byte;
    place += 2;
  }
  return UUID_BYTES;
}

/** An instant as a given `timestamptz`: what PostgreSQL holds of it. */
export function micros(instant: Temporal.Instant): number {
  return Number(instant.epochNanoseconds / 1000n);
}

function writeInstant(array: Buffer, epochMicros: number, start: number): number {
  const since = epochMicros - Y2K_MICROS;
  const high = Math.floor(since / 2 ** 32);
  array.writeInt32BE(high, start);
  array.writeUInt32BE(since - high * 2 ** 32, start + 4);
  return 8;
}

function instantText(epochMicros: number): string {
  return Temporal.Instant.fromEpochNanoseconds(BigInt(epochMicros) * 1000n).toString();
}

function writeBytes(array: Buffer, value: Uint8Array, start: number): number {
  array.set(value, start);
  return value.byteLength;
}

type Given = Exclude<SqlValue, null>;
type Element = {
  /** The type as PostgreSQL numbers it. */
  readonly oid: number;
  /** Writes a value in PostgreSQL's binary form; returns how many bytes it takes. */
  readonly write: (array: Buffer, value: Given, start: number) => number;
};

const ELEMENTS = {
  bytea: { oid: 17, write: (array, value, start) => writeBytes(array, value as Uint8Array, start) },
  int: {
    oid: 23,
    write: (array, value, start) => array.writeInt32BE(Number(value), start) - start,
  },
  text: { oid: 25, write: (array, value, start) => array.write(String(value), start) },
  timestamptz: {
    oid: 1184,
    write: (array, value, start) => writeInstant(array, Number(value), start),
  },
  uuid: { oid: 2950, write: (array, value, start) => writeUuid(array, String(value), start) },
} as const satisfies Record<string, Element>;

/** Most bytes that a value takes. */
function roomFor(value: SqlValue): number {
  if (value === null) return 0;
  if (typeof value === 'object') return value.byteLength;
  return typeof value === 'string' ? value.length * 3 : 32;
}

/** A one-dimensional array in PostgreSQL's binary form: what `array_recv` reads. */
function binaryArray(
  type: ColumnType,
  { rows, at }: { rows: RowsStatement['rows']; at: number },
): Buffer {
  let room = HEAD_BYTES;
  let nulls = 0;
  for (const row of rows) {
    const value = row[at] ?? null;
    if (value === null) nulls = 1;
    room += 4 + roomFor(value);
  }
  const { oid, write }: Element = ELEMENTS[type];
  const array = Buffer.allocUnsafe(room);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(nulls, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(rows.length, 12);
  array.writeInt32BE(1, 16);
  let place = HEAD_BYTES;
  for (const row of rows) {
    const value = row[at] ?? null;
    const size = value === null ? -1 : write(array, value, place + 4);
    array.writeInt32BE(size, place);
    place += 4 + Math.max(size, 0);
  }
  return array.subarray(0, place);
}

function escaped(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function elementText(value: SqlValue): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return escaped(String(value));
  const { buffer, byteOffset, byteLength } = value;
  return escaped(`\\x${Buffer.from(buffer, byteOffset, byteLength).toString('hex')}`);
}

/** An array as PostgreSQL reads it in text. */
export function textArray(values: readonly SqlValue[]): string {
  return `{${values.map(elementText).join(',')}}`;
}

function column(rows: RowsStatement['rows'], at: number, type: ColumnType): SqlValue[] {
  return rows.map((row) => {
    const value = row[at] ?? null;
    return type === 'timestamptz' && value !== null ? instantText(Number(value)) : value;
  });
}

/** A statement with its values as the wire takes them. */
export function forWire(statement: Statement): PlainStatement {
  if (!isRows(statement)) return statement;
  const { name, text, columns, rows } = statement;
  return { name, text, values: columns.map((type, at) => binaryArray(type, { rows, at })) };
}

/** A statement with its values in text, for a connection that writes them into the statement. */
export function inText(statement: Statement): PlainStatement {
  if (!isRows(statement)) return statement;
  const { name, text, columns, rows } = statement;
  return { name, text, values: columns.map((type, at) => textArray(column(rows, at, type))) };
}

/**
 * The statements of several requests as few: those for rows that bear the same name become one, in the place
 * of its first; all others stay as they are. `outcomeOf` gives each request what its statements gave; of
 * a statement that became one with others that is what they gave together.
 */
export function merged(lists: readonly (readonly Statement[])[]): {
  readonly statements: readonly Statement[];
  readonly outcomesOf: (outcomes: readonly Outcome[]) => Outcome[][];
} {
  const statements: Statement[] = [];
  const placeOf = new Map<string, { place: number; rows: (readonly SqlValue[])[] }>();
  const places = lists.map((list) =>
    list.map((statement) => {
      if (!isRows(statement)) return statements.push(statement) - 1;
      const known = placeOf.get(statement.name);
      if (known) {
        known.rows.push(...statement.rows);
        return known.place;
      }
      const rows = [...statement.rows];
      const place = statements.push({ ...statement, rows }) - 1;
      placeOf.set(statement.name, { place, rows });
      return place;
    }),
  );
  return {
    statements,
    outcomesOf: (outcomes) =>
      places.map((own) => own.map((place) => outcomes[place] ?? { rows: [], count: 0 })),
  };
}
