export type SqlValue = string | number | boolean | null | Uint8Array;

/** One SQL statement with `$1` … for its values. The name stands for the text: it is prepared once a connection. */
export type PlainStatement = {
  readonly name: string;
  readonly text: string;
  readonly values: readonly SqlValue[];
};

/**
 * A statement for any number of rows: `$1` … are arrays (`text[]`, or `bytea[]` where `columns` says so), one
 * element for each row, laid side by side by `unnest`. What several requests want of it at the same moment is
 * carried out as one.
 */
export type RowsStatement = {
  readonly name: string;
  readonly text: string;
  readonly columns: readonly ('text' | 'bytea')[];
  readonly rows: readonly (readonly SqlValue[])[];
};

export type Statement = PlainStatement | RowsStatement;

/** What a statement gave: its rows as the server writes them in text, and how many it touched. */
export type Outcome = {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly count: number;
};

/** `given`: the rows of a `RowsStatement` under these names, each of them a text unless marked `name:bytea`. */
export function rowsGiven(names: readonly string[]): {
  readonly columns: RowsStatement['columns'];
  readonly given: string;
} {
  const typed = names.map((name) => name.split(':') as [name: string, type?: 'bytea']);
  const columns = typed.map(([, type]) => type ?? ('text' as const));
  const arrays = columns.map((type, at) => `$${at + 1}::${type}[]`).join(', ');
  return { columns, given: `unnest(${arrays}) given (${typed.map(([name]) => name).join(', ')})` };
}

function isRows(statement: Statement): statement is RowsStatement {
  return 'rows' in statement;
}

/** Element types as PostgreSQL numbers them. */
const OIDS = { bytea: 17, text: 25 } as const;
const HEAD_BYTES = 20;

/** Most bytes that a value takes: three for each UTF-16 unit of a text. */
function roomFor(value: SqlValue): number {
  if (value === null) return 0;
  if (typeof value === 'object') return value.byteLength;
  return typeof value === 'string' ? value.length * 3 : 32;
}

/** A one-dimensional array in PostgreSQL's binary form: what `array_recv` reads. */
function binaryArray(
  type: keyof typeof OIDS,
  { rows, at }: { rows: RowsStatement['rows']; at: number },
): Buffer {
  let room = HEAD_BYTES;
  let nulls = 0;
  for (const row of rows) {
    const value = row[at] ?? null;
    if (value === null) nulls = 1;
    room += 4 + roomFor(value);
  }
  const array = Buffer.allocUnsafe(room);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(nulls, 4);
  array.writeInt32BE(OIDS[type], 8);
  array.writeInt32BE(rows.length, 12);
  array.writeInt32BE(1, 16);
  let place = HEAD_BYTES;
  for (const row of rows) {
    const value = row[at] ?? null;
    const start = place + 4;
    let size = -1;
    if (typeof value === 'string') size = array.write(value, start);
    else if (value !== null && typeof value === 'object') {
      array.set(value, start);
      size = value.byteLength;
    } else if (value !== null) size = array.write(String(value), start);
    array.writeInt32BE(size, place);
    place = start + Math.max(size, 0);
  }
  return array.subarray(0, place);
}

function escaped(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A `text[]` as PostgreSQL reads it in text. */
export function textArray(values: readonly SqlValue[]): string {
  const elements = values.map((value) => {
    if (value === null) return 'null';
    if (typeof value !== 'object') return escaped(String(value));
    const { buffer, byteOffset, byteLength } = value;
    return escaped(`\\x${Buffer.from(buffer, byteOffset, byteLength).toString('hex')}`);
  });
  return `{${elements.join(',')}}`;
}

function column(rows: RowsStatement['rows'], at: number): SqlValue[] {
  return rows.map((row) => row[at] ?? null);
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
  return { name, text, values: columns.map((_, at) => textArray(column(rows, at))) };
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
