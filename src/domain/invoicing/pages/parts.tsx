import { groupsOfFour, type Locale, type Money, money, say } from '../../../base/index.ts';
import {
  type Column,
  DateText,
  LinkButton,
  MoneyText,
  StateBadge,
  type Tone,
} from '../../../ui/index.ts';
import type { InvoiceState } from '../entities.ts';
import type { InvoiceRow } from '../queries/index.ts';

/** Whose area a page stands in: decides its addresses. */
export type Area = 'buyer' | 'seller' | 'operator';

type StateFacts = {
  readonly state: InvoiceState;
  readonly dueOn: Temporal.PlainDate;
  readonly openMinor: bigint;
  readonly isCreditNote: boolean;
};

function stateOf(
  { state, dueOn, openMinor, isCreditNote }: StateFacts,
  { locale, today }: { locale: Locale; today: Temporal.PlainDate },
): { text: string; tone: Tone } {
  const t = say(locale);
  if (isCreditNote) {
    return openMinor > 0n
      ? { text: t('To use', 'À imputer'), tone: 'accent' }
      : { text: t('Used', 'Imputé'), tone: 'neutral' };
  }
  if (state === 'paid') return { text: t('Paid', 'Payée'), tone: 'success' };
  if (state === 'credited') return { text: t('Credited', 'Créditée'), tone: 'neutral' };
  if (Temporal.PlainDate.compare(dueOn, today) < 0) {
    return { text: t('Late', 'En retard'), tone: 'error' };
  }
  return state === 'part_paid'
    ? { text: t('Part settled', 'Réglée en partie'), tone: 'warning' }
    : { text: t('Open', 'À payer'), tone: 'info' };
}

/** The state of an invoice in the reader's words; open and past its due day is late. */
export function InvoiceBadge(props: {
  facts: StateFacts;
  locale: Locale;
  today: Temporal.PlainDate;
}) {
  const { text, tone } = stateOf(props.facts, props);
  return <StateBadge text={text} tone={tone} />;
}

/** A row's amount: a credit note's counts negative. */
export function signedOf(row: InvoiceRow, minor: bigint): Money {
  return money(row.isCreditNote ? -minor : minor, row.currency);
}

/** Links to the two files of a document. */
export function Files({ row, area, locale }: { row: InvoiceRow; area: Area; locale: Locale }) {
  const t = say(locale);
  const kind = row.isCreditNote ? t('credit note', 'avoir') : t('invoice', 'facture');
  return (
    <span class="frame-actions">
      {row.pdfFileId ? (
        <LinkButton
          href={`/${area}/files/${row.pdfFileId}`}
          kind="plain"
          size="sm"
          label={`PDF, ${kind} ${row.number}`}
          download
        >
          PDF
        </LinkButton>
      ) : null}
      <LinkButton
        href={`/${area}/files/${row.ublFileId}`}
        kind="plain"
        size="sm"
        label={`UBL, ${kind} ${row.number}`}
        download
      >
        UBL
      </LinkButton>
    </span>
  );
}

type TableFacts = {
  readonly locale: Locale;
  readonly today: Temporal.PlainDate;
  readonly area: Area;
};

/** Columns of a list of invoices; the counterparty is the other side of the area. */
export function invoiceColumns({ locale, today, area }: TableFacts): Column<InvoiceRow>[] {
  const t = say(locale);
  const amount = (label: string, key: string, of: (row: InvoiceRow) => bigint) => ({
    key,
    label,
    align: 'number' as const,
    cell: (row: InvoiceRow) => <MoneyText amount={signedOf(row, of(row))} locale={locale} />,
  });
  return [
    {
      key: 'number',
      label: t('Number', 'Numéro'),
      cell: (row) =>
        row.isCreditNote ? `${row.number} (${t('credit note', 'avoir')})` : row.number,
    },
    area === 'seller'
      ? { key: 'party', label: t('Buyer', 'Acheteur'), cell: (row) => row.buyerName }
      : { key: 'party', label: t('Seller', 'Vendeur'), cell: (row) => row.sellerName },
    { key: 'order', label: t('Order', 'Commande'), cell: (row) => row.orderNumber },
    amount(t('Net', 'HT'), 'net', (row) => row.netMinor),
    amount(t('VAT', 'TVA'), 'vat', (row) => row.vatMinor),
    amount(t('Gross', 'TTC'), 'gross', (row) => row.grossMinor),
    amount(t('Open', 'Reste dû'), 'open', (row) => row.openMinor),
    {
      key: 'due',
      label: t('Due', 'Échéance'),
      cell: (row) => (row.isCreditNote ? '–' : <DateText value={row.dueOn} locale={locale} />),
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => (
        <>
          <InvoiceBadge facts={row} locale={locale} today={today} />
          {row.contested ? <StateBadge text={t('Contested', 'Contestée')} tone="warning" /> : null}
        </>
      ),
    },
    {
      key: 'files',
      label: t('Files', 'Fichiers'),
      heading: 'hidden',
      cell: (row) => <Files row={row} area={area} locale={locale} />,
    },
  ];
}

/** One thing to copy into a payment, large, with a button that copies it where scripts run. */
export function Copyable(props: { id: string; label: string; value: string; locale: Locale }) {
  const t = say(props.locale);
  return (
    <div>
      <div class="muted">{props.label}</div>
      <div class="frame-actions">
        <strong id={props.id} class="num text-xl">
          {groupsOfFour(props.value)}
        </strong>
        <button
          type="button"
          class="btn btn-plain btn-xs"
          hidden
          data-copy={props.id}
          data-copied={t('Copied', 'Copié')}
          aria-label={t(`Copy: ${props.label}`, `Copier : ${props.label}`)}
        >
          <span data-copy-label aria-live="polite">
            {t('Copy', 'Copier')}
          </span>
        </button>
      </div>
    </div>
  );
}
