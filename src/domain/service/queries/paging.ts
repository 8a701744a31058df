/** A place in a list that is ordered by time and id, newest first. */
export type Cursor = { readonly at: string; readonly id: string };

const CURSOR = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)_([0-9a-f-]{36})$/;

/** Reads a cursor from an address; anything that is none starts at the first page. */
export function readCursor(text: string | undefined): Cursor | undefined {
  const [, at, id] = CURSOR.exec(text ?? '') ?? [];
  return at && id ? { at, id } : undefined;
}

/** The cursor of a row, to the microsecond that the database keeps. */
export function cursorOf({ at, id }: { at: Temporal.Instant; id: string }): string {
  return `${at.toString()}_${id}`;
}

/** Cuts the one row that was read beyond the page, and says where the next page begins. */
export function pageOf<T extends { readonly at: Temporal.Instant; readonly id: string }>(
  rows: readonly T[],
  limit: number,
): { rows: readonly T[]; next: string | undefined } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last && cursorOf(last) };
}

/** Conditions joined by `and`, each with its values. */
export type Condition = { readonly sql: string; readonly values: readonly unknown[] };

export function joined(conditions: readonly Condition[]): { where: string; values: unknown[] } {
  return {
    where:
      conditions.length > 0 ? `where ${conditions.map((one) => `(${one.sql})`).join(' and ')}` : '',
    values: conditions.flatMap((one) => [...one.values]),
  };
}

/** `%`, `_` and `\` of a search text taken literally in LIKE. */
export function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, String.raw`\$&`);
}
