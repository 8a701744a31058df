import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../base/index.ts';
import { EmptyState, type EmptyStateProps, type Tone } from './feedback.tsx';
import { Icon } from './icon.tsx';

export type Column<Row> = {
  /** Names the column in `totals`. */
  readonly key: string;
  readonly label: string;
  readonly cell: (row: Row) => Child;
  /** `number`: right-aligned with tabular digits. */
  readonly align?: 'start' | 'center' | 'end' | 'number';
  /** `narrow` is as wide as its content, `wide` never crushed to a word a line. */
  readonly width?: 'narrow' | 'wide';
  /** Hides the heading from sight (a column of buttons), never from screen readers. */
  readonly heading?: 'hidden';
  readonly sort?: {
    readonly href: string;
    readonly current?: 'ascending' | 'descending';
  };
};

/** A row under the table: a label over the leading columns, then figures by column key. */
export type TotalRow = {
  readonly label: string;
  readonly cells: Readonly<Record<string, Child>>;
};

export type DataTableProps<Row> = {
  locale: Locale;
  /** Names the table. `captionView: 'hidden'` keeps it for screen readers only. */
  caption: string;
  captionView?: 'shown' | 'hidden';
  /** A count or a period beside the caption. */
  captionNote?: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Where a row leads; the first column becomes the link and the whole row answers to it. */
  rowHref?: (row: Row) => string;
  /** A coloured edge for rows that need attention; say the reason in a cell too. */
  rowTone?: (row: Row) => Tone | undefined;
  totals?: readonly TotalRow[];
  empty?: EmptyStateProps;
  /** The keyset address of the following page: nothing is counted and nothing is skipped. */
  nextHref?: string | undefined;
  firstHref?: string | undefined;
};

function classOf(column: { align?: string; width?: string }): string | undefined {
  const names = [
    column.align && column.align !== 'start' ? `is-${column.align}` : '',
    column.width ? `is-${column.width}` : '',
  ];
  return names.filter(Boolean).join(' ') || undefined;
}

/**
 * A table of records. Scrolls sideways by itself when narrow and can then be reached by keyboard; an
 * empty one says so in place of its rows.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { locale, caption, columns, rows, totals } = props;
  if (rows.length === 0) return <EmptyTable {...props} />;
  return (
    <div class="table-box">
      <div class="table-scroll" role="group" aria-label={caption} tabindex={0}>
        <table class="grid-table">
          <caption class={props.captionView === 'hidden' ? 'sr-only' : undefined}>
            {caption}
            {props.captionNote ? <small>{props.captionNote}</small> : null}
          </caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeadCell column={column} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <BodyRow row={row} table={props} />
            ))}
          </tbody>
          {totals && totals.length > 0 ? (
            <tfoot>
              {totals.map((total) => (
                <Totals total={total} columns={columns} />
              ))}
            </tfoot>
          ) : null}
        </table>
      </div>
      {props.nextHref || props.firstHref ? (
        <div class="table-foot">
          <span />
          <Pager
            locale={locale}
            subject={caption}
            nextHref={props.nextHref}
            firstHref={props.firstHref}
          />
        </div>
      ) : null}
    </div>
  );
}

function EmptyTable<Row>(props: DataTableProps<Row>) {
  const t = say(props.locale);
  const empty = props.empty ?? { title: t('Nothing here yet', 'Rien pour le moment') };
  return (
    <section class="table-box" aria-label={props.caption}>
      <EmptyState {...empty} />
    </section>
  );
}

function HeadCell<Row>({ column }: { column: Column<Row> }) {
  const { sort } = column;
  const label =
    column.heading === 'hidden' ? <span class="sr-only">{column.label}</span> : column.label;
  return (
    <th scope="col" class={classOf(column)} aria-sort={sort?.current}>
      {sort ? (
        <a href={sort.href}>
          {label}
          {sort.current ? (
            <Icon name={sort.current === 'ascending' ? 'arrowUp' : 'arrowDown'} size={12} />
          ) : null}
        </a>
      ) : (
        label
      )}
    </th>
  );
}

function BodyRow<Row>({ row, table }: { row: Row; table: DataTableProps<Row> }) {
  const href = table.rowHref?.(row);
  const tone = table.rowTone?.(row);
  const classes = [href ? 'row-linked' : '', tone ? `tone-${tone}` : ''].filter(Boolean).join(' ');
  return (
    <tr class={classes || undefined} data-tone={tone}>
      {table.columns.map((column, at) => {
        const cell = column.cell(row);
        if (at > 0) return <td class={classOf(column)}>{cell}</td>;
        return (
          <th scope="row" class={classOf(column)}>
            {href ? (
              <a class="row-link" href={href}>
                {cell}
              </a>
            ) : (
              cell
            )}
          </th>
        );
      })}
    </tr>
  );
}

function Totals<Row>({ total, columns }: { total: TotalRow; columns: readonly Column<Row>[] }) {
  const first = columns.findIndex((column) => column.key in total.cells);
  const lead = first === -1 ? columns.length : Math.max(first, 1);
  return (
    <tr>
      <th scope="row" colspan={lead}>
        {total.label}
      </th>
      {columns.slice(lead).map((column) => (
        <td class={classOf(column)}>{total.cells[column.key] ?? ''}</td>
      ))}
    </tr>
  );
}

export type PagerProps = {
  locale: Locale;
  /** What is paged, when a page has two lists. */
  subject?: string;
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  firstHref?: string | undefined;
};

/** Keyset paging: first, previous, next. There are no page numbers because nothing is counted. */
export function Pager({ locale, subject, firstHref, previousHref, nextHref }: PagerProps) {
  const t = say(locale);
  if (!firstHref && !previousHref && !nextHref) return null;
  return (
    <nav class="pager" aria-label={subject ? `Pages, ${subject}` : 'Pages'}>
      {firstHref ? (
        <a class="btn btn-quiet btn-sm" href={firstHref}>
          {t('First page', 'Première page')}
        </a>
      ) : null}
      {previousHref ? (
        <a class="btn btn-quiet btn-sm" href={previousHref} rel="prev">
          <Icon name="chevronLeft" size={12} />
          {t('Previous', 'Précédent')}
        </a>
      ) : null}
      {nextHref ? (
        <a class="btn btn-quiet btn-sm" href={nextHref} rel="next">
          {t('Next page', 'Page suivante')}
          <Icon name="chevronRight" size={12} />
        </a>
      ) : null}
    </nav>
  );
}
