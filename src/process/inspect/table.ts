import type { InspectedFile } from './canonical.ts';

const LINES_SHOWN = 20;

type Column = {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly widthMax: number;
};

const COLUMNS: readonly Column[] = [
  { title: 'pos', align: 'right', widthMax: 12 },
  { title: 'seller’s number', align: 'left', widthMax: 18 },
  { title: 'description', align: 'left', widthMax: 40 },
  { title: 'quantity', align: 'right', widthMax: 12 },
  { title: 'unit', align: 'left', widthMax: 5 },
  { title: 'price', align: 'right', widthMax: 12 },
  { title: 'total', align: 'right', widthMax: 14 },
];

/** A file as people read it: a heading, the first lines of each document, what is wrong and what to do. */
export function readable({ file, format, documents, errors }: InspectedFile): string {
  const parts = [`${plain(file)}: ${format}`];
  for (const { type, number, date, currency, parties, lines, totals } of documents) {
    const facts = [type, number, date, currency].filter((one) => one !== null).map(plain);
    parts.push(`  ${facts.join(' · ')}`);
    for (const [role, { name, id, gln }] of Object.entries(parties)) {
      parts.push(
        `    ${plain(role)}: ${plain([name, gln ?? id].filter((one) => one !== null).join(', ') || '–')}`,
      );
    }
    parts.push(
      ...table(
        lines
          .slice(0, LINES_SHOWN)
          .map((line) => [
            line.position,
            line.sellerSku ?? line.gtin ?? line.buyerSku,
            line.description,
            line.quantity,
            line.unit,
            line.unitPrice,
            line.lineTotal,
          ]),
      ),
    );
    if (lines.length > LINES_SHOWN)
      parts.push(`    … and ${lines.length - LINES_SHOWN} more lines`);
    const stated = Object.entries(totals).filter(([, amount]) => amount !== null);
    if (stated.length > 0)
      parts.push(`    ${stated.map(([name, amount]) => `${name} ${amount}`).join(', ')}`);
  }
  for (const { severity, code, line, segment, element, message, fix } of errors) {
    const place = [line === null ? null : `line ${line}`, segment, element]
      .filter((one) => one !== null)
      .join(', ');
    parts.push(`  ${severity} ${code}${place ? ` (${plain(place)})` : ''}: ${plain(message)}`);
    if (fix !== message) parts.push(`    → ${plain(fix)}`);
  }
  return `${parts.join('\n')}\n`;
}

/** Text of a document must not steer the reader's terminal. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function table(rows: readonly (readonly (string | null)[])[]): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) =>
    row.map((cell, at) => short(plain(cell ?? ''), COLUMNS[at]?.widthMax ?? 20)),
  );
  const used = COLUMNS.flatMap((column, at) =>
    cells.some((row) => row[at]) ? [{ ...column, at }] : [],
  );
  const all = [COLUMNS.map(({ title }) => title), ...cells];
  const widths = used.map(({ at }) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all.map((row) => {
    const padded = used.map(({ at, align }, index) => {
      const cell = row[at] ?? '';
      const width = widths[index] ?? 0;
      return align === 'right' ? cell.padStart(width) : cell.padEnd(width);
    });
    return `    ${padded.join('  ').trimEnd()}`;
  });
}

function short(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}
