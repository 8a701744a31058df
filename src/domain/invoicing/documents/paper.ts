import PDFDocument from 'pdfkit';
import { groupsOfFour, type Locale, say } from '../../../base/index.ts';

/** A4 in points; margins leave room for the foot with its page number. */
const MARGIN = 48;
const FOOT = 40;
export const INK = '#1c2430';
export const MUTED = '#5b6675';
const RULE = '#c9d0d9';
const BAND = '#f1f4f7';

export type Doc = InstanceType<typeof PDFDocument>;

/** One paper under construction. */
export type Paper = {
  readonly doc: Doc;
  readonly left: number;
  readonly width: number;
  /** The lowest point that the body may reach. */
  readonly bottom: number;
};

const LATIN: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  ő: 'ö',
  Ő: 'Ö',
  ű: 'ü',
  Ű: 'Ü',
  '−': '-',
  '≤': '<=',
};
const WINDOWS = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

function printableChar(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if ((code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || char === '\n')
    return char;
  if (WINDOWS.has(char)) return char;
  if (/\s/u.test(char)) return '\u00a0';
  const plain = LATIN[char] ?? char.normalize('NFD').replace(/\p{M}/gu, '');
  return /^[\x20-\x7e\xa0-\xff]+$/.test(plain) ? plain : '?';
}

/**
 * A text in the characters of the standard fonts (WinAnsi): narrow spaces of French amounts become plain
 * no-break spaces, letters beyond lose their accent, what is left becomes `?`. The UBL keeps the original.
 */
export function printable(text: string): string {
  return Array.from(text.normalize('NFC'), printableChar).join('');
}

/** Opens a paper. Title and day go into the file's properties, so that it is found by its number. */
export function newPaper({
  title,
  author,
  locale,
  at,
}: {
  title: string;
  author: string;
  locale: Locale;
  at: Temporal.Instant;
}): Paper {
  const created = new Date(at.epochMilliseconds);
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
    bufferPages: true,
    info: {
      Title: printable(title),
      Author: printable(author),
      Creator: 'Comptoir',
      Producer: 'Comptoir',
      CreationDate: created,
      ModDate: created,
    },
    lang: locale,
    displayTitle: true,
  });
  doc.fillColor(INK).font('Helvetica').fontSize(9);
  return {
    doc,
    left: MARGIN,
    width: doc.page.width - 2 * MARGIN,
    bottom: doc.page.height - MARGIN - FOOT,
  };
}

export type Style = {
  readonly size?: number;
  readonly weight?: 'bold' | 'normal';
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
};

function fontOf({ size = 9, weight = 'normal', color = INK }: Style, doc: Doc): void {
  doc
    .font(weight === 'bold' ? 'Helvetica-Bold' : 'Helvetica')
    .fontSize(size)
    .fillColor(color);
}

/** Writes a text; without `y` under what was written last. Returns the height below it. */
export function put(paper: Paper, text: string, style: Style = {}): number {
  const { doc } = paper;
  fontOf(style, doc);
  doc.text(printable(text), style.x ?? paper.left, style.y ?? doc.y, {
    width: style.width ?? paper.width,
    align: style.align ?? 'left',
    lineGap: 1.5,
  });
  return doc.y;
}

/** How high a text will be in a width. */
export function heightOf(paper: Paper, text: string, style: Style): number {
  fontOf(style, paper.doc);
  return paper.doc.heightOfString(printable(text), {
    width: style.width ?? paper.width,
    lineGap: 1.5,
  });
}

/** Begins a new page unless `height` still fits on this one. */
export function needRoom(paper: Paper, height: number): void {
  if (paper.doc.y + height > paper.bottom) paper.doc.addPage();
}

export type PaperColumn<Row> = {
  readonly label: string;
  /** Share of the table's width. */
  readonly share: number;
  readonly align?: 'left' | 'right';
  readonly cell: (row: Row) => string;
  /** A second, smaller line of the cell. */
  readonly note?: (row: Row) => string | undefined;
};

const PAD = 4;

type Place = { x: number; width: number };

function places<Row>(
  columns: readonly PaperColumn<Row>[],
  { left, width }: { left: number; width: number },
): Place[] {
  const total = columns.reduce((sum, column) => sum + column.share, 0);
  let x = left;
  return columns.map((column) => {
    const own = (width * column.share) / total;
    const place = { x: x + PAD, width: own - 2 * PAD };
    x += own;
    return place;
  });
}

const HEAD = { size: 7.5, weight: 'bold', color: MUTED } as const;
const CELL = { size: 8.5 } as const;
const NOTE = { size: 7, color: MUTED } as const;

function head<Row>(
  paper: Paper,
  {
    columns,
    at,
    box,
  }: {
    columns: readonly PaperColumn<Row>[];
    at: readonly Place[];
    box: { left: number; width: number };
  },
): void {
  const { doc } = paper;
  const heights = columns.map((column, index) =>
    heightOf(paper, column.label, { ...HEAD, width: at[index]?.width ?? 0 }),
  );
  const height = Math.max(...heights) + 2 * PAD;
  const top = doc.y;
  doc.rect(box.left, top, box.width, height).fill(BAND);
  for (const [index, column] of columns.entries()) {
    put(paper, column.label, {
      ...HEAD,
      ...at[index],
      y: top + PAD,
      align: column.align ?? 'left',
    });
  }
  doc.y = top + height;
}

function rowHeight<Row>(
  paper: Paper,
  { columns, at, row }: { columns: readonly PaperColumn<Row>[]; at: readonly Place[]; row: Row },
): number {
  const heights = columns.map((column, index) => {
    const width = at[index]?.width ?? 0;
    const note = column.note?.(row);
    const main = heightOf(paper, column.cell(row), { ...CELL, width });
    return main + (note ? heightOf(paper, note, { ...NOTE, width }) : 0);
  });
  return Math.max(...heights) + 2 * PAD;
}

/**
 * A table whose heading is written again on each page; a row is never cut. `box` places it beside
 * something else.
 */
export function table<Row>(
  paper: Paper,
  {
    columns,
    rows,
    box = paper,
  }: {
    columns: readonly PaperColumn<Row>[];
    rows: readonly Row[];
    box?: { readonly left: number; readonly width: number };
  },
): void {
  const { doc } = paper;
  const at = places(columns, box);
  needRoom(paper, 60);
  head(paper, { columns, at, box });
  for (const row of rows) {
    const height = rowHeight(paper, { columns, at, row });
    if (doc.y + height > paper.bottom) {
      doc.addPage();
      head(paper, { columns, at, box });
    }
    const top = doc.y;
    for (const [index, column] of columns.entries()) {
      const place = { ...at[index], align: column.align ?? ('left' as const) };
      const below = put(paper, column.cell(row), { ...CELL, ...place, y: top + PAD });
      const note = column.note?.(row);
      if (note) put(paper, note, { ...NOTE, ...place, y: below });
    }
    doc.y = top + height;
    doc
      .moveTo(box.left, doc.y)
      .lineTo(box.left + box.width, doc.y)
      .lineWidth(0.4)
      .strokeColor(RULE)
      .stroke();
  }
}

/** Label and value pairs under one another, the last one strong. */
export function sums(
  paper: Paper,
  {
    rows,
    box,
  }: { rows: readonly { label: string; value: string }[]; box: { left: number; width: number } },
): void {
  const { doc } = paper;
  for (const [index, row] of rows.entries()) {
    const isLast = index === rows.length - 1;
    const style = { size: isLast ? 11 : 9, weight: isLast ? 'bold' : 'normal' } as const;
    const top = doc.y + 3;
    put(paper, row.label, { ...style, x: box.left, y: top, width: box.width * 0.5 });
    put(paper, row.value, {
      ...style,
      x: box.left + box.width * 0.5,
      y: top,
      width: box.width * 0.5 - PAD,
      align: 'right',
    });
  }
}

function paymentBox(
  paper: Paper,
  fields: readonly { label: string; value: string; share: number }[],
): void {
  const { doc, left, width } = paper;
  needRoom(paper, 66);
  const top = doc.y;
  doc.roundedRect(left, top, width, 54, 4).fill(BAND);
  const total = fields.reduce((sum, field) => sum + field.share, 0);
  let x = left + 10;
  for (const field of fields) {
    const own = ((width - 20) * field.share) / total;
    put(paper, field.label, { size: 7.5, color: MUTED, x, y: top + 9, width: own - 8 });
    put(paper, field.value, { size: 10, weight: 'bold', x, y: top + 22, width: own - 8 });
    x += own;
  }
  doc.y = top + 62;
}

/** The grey box that says how to pay: account and reference in groups of four, large enough to copy. */
export function payTo(
  paper: Paper,
  {
    locale,
    holder,
    iban,
    bic,
    reference,
  }: {
    locale: Locale;
    holder: string;
    iban: string;
    bic?: string | null | undefined;
    reference: string;
  },
): void {
  const t = say(locale);
  paymentBox(paper, [
    { label: t('Pay to the account of', 'À régler sur le compte de'), value: holder, share: 22 },
    { label: `IBAN${bic ? ` · BIC ${bic}` : ''}`, value: groupsOfFour(iban), share: 40 },
    {
      label: t('Payment reference', 'Référence de paiement'),
      value: groupsOfFour(reference),
      share: 38,
    },
  ]);
}

/** Writes the foot of every page and gives the file's bytes. */
export async function finish(
  paper: Paper,
  { foot, locale }: { foot: string; locale: Locale },
): Promise<Buffer> {
  const { doc, left, width } = paper;
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // The foot lies below the body's margin: without this pdfkit would open a page for it.
    doc.page.margins.bottom = 0;
    const y = doc.page.height - MARGIN - 14;
    const number = say(locale)(`Page ${page + 1} of ${count}`, `Page ${page + 1} sur ${count}`);
    const style = { size: 7, color: MUTED } as const;
    put(paper, foot, { ...style, y, width: width - 90 });
    put(paper, number, { ...style, x: left + width - 80, y, width: 80, align: 'right' });
  }
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
