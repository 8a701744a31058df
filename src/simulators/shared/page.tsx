import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';

/** The frame of every simulator's page: who plays, and a strip that says it is a play. */
export function Page({
  simulator,
  title,
  children,
}: {
  simulator: string;
  title: string;
  children: Child;
}) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${title} · ${simulator}`}</title>
          <link rel="stylesheet" href="/simulators.css" />
        </head>
        <body>
          <header>
            <a class="brand" href="/">
              {simulator}
            </a>
            <span class="tag">Simulator</span>
          </header>
          <main>
            <h1>{title}</h1>
            {children}
          </main>
          <footer>
            Plays the world outside: what is shown here lives in memory and begins anew when the
            demo is started again. Comptoir keeps its own side.
          </footer>
        </body>
      </html>
    </>
  );
}

export type Column<T> = {
  readonly head: string;
  readonly cell: (row: T) => Child;
  readonly numeric?: true;
};

/** A table that scrolls by itself when it is wider than the page; a sentence when it has no rows. */
export function Table<T>({
  columns,
  rows,
  empty,
}: {
  columns: readonly Column<T>[];
  rows: readonly T[];
  empty: string;
}) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <div class="scroll" tabindex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={column.numeric ? 'number' : ''}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map((column) => (
                <td class={column.numeric ? 'number' : ''}>{column.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A document as it went over the wire, folded until one wants to see it. */
export function Raw({ title, text, open }: { title: string; text: string; open?: true }) {
  return (
    <details open={open === true}>
      <summary>{title}</summary>
      <pre tabindex={0}>{text}</pre>
    </details>
  );
}

/** One word on how something went. */
export function Badge({ tone, children }: { tone: 'good' | 'bad' | 'plain'; children: Child }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** The time of day, for lists of what just happened. */
export function clock(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO('Europe/Paris').toPlainTime().toString({ smallestUnit: 'second' });
}

/** One field of a posted form as text. */
export async function formText(request: {
  formData: () => Promise<FormData>;
}): Promise<(name: string) => string> {
  const form = await request.formData();
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
}
