import { formatMoney, type Locale, money, say } from '../../../base/index.ts';
import {
  ActionForm,
  Alert,
  Columns,
  DataTable,
  DateText,
  DefinitionList,
  KeyFigures,
  MoneyText,
  Pager,
  Panel,
  Stack,
  StateBadge,
} from '../../../ui/index.ts';
import { notAnInvoice } from '../documents/statement-pdf.ts';
import type {
  BuyerFigures,
  InvoiceRow,
  PendingBuyer,
  StatementDetail,
  StatementRow,
} from '../queries/index.ts';
import { Copyable, invoiceColumns, signedOf } from './parts.tsx';

type Shown = { readonly locale: Locale; readonly today: Temporal.PlainDate };

function StatementBadge({
  row,
  locale,
  today,
}: Shown & { row: Pick<StatementRow, 'openMinor' | 'dueOn' | 'totalMinor'> }) {
  const t = say(locale);
  if (row.openMinor <= 0n) return <StateBadge text={t('Paid', 'Payé')} tone="success" />;
  if (Temporal.PlainDate.compare(row.dueOn, today) < 0) {
    return <StateBadge text={t('Late', 'En retard')} tone="error" />;
  }
  return row.openMinor < row.totalMinor ? (
    <StateBadge text={t('Part settled', 'Réglé en partie')} tone="warning" />
  ) : (
    <StateBadge text={t('Open', 'À payer')} tone="info" />
  );
}

function StatementTable(
  props: Shown & { rows: readonly StatementRow[]; audience: 'buyer' | 'operator' },
) {
  const { locale, rows, audience } = props;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={t('Statements', 'Relevés')}
      captionView={audience === 'buyer' ? 'hidden' : 'shown'}
      rows={rows}
      rowHref={(row) => `/${audience}/statements/${row.id}`}
      empty={{
        title: t('No statement yet', 'Aucun relevé pour le moment'),
        text: t(
          'Invoices of deliveries are gathered on a statement once a day.',
          'Les factures des livraisons sont regroupées chaque jour sur un relevé.',
        ),
      }}
      columns={[
        { key: 'number', label: t('Number', 'Numéro'), cell: (row) => row.number },
        ...(audience === 'operator'
          ? [
              {
                key: 'buyer',
                label: t('Buyer', 'Acheteur'),
                cell: (row: StatementRow) => row.buyerName,
              },
            ]
          : []),
        {
          key: 'issued',
          label: t('Issued', 'Émis le'),
          cell: (row) => <DateText value={row.issuedOn} locale={locale} />,
        },
        {
          key: 'due',
          label: t('Due', 'Échéance'),
          cell: (row) => <DateText value={row.dueOn} locale={locale} />,
        },
        {
          key: 'invoices',
          label: t('Invoices', 'Factures'),
          align: 'number',
          cell: (row) => row.invoiceCount,
        },
        {
          key: 'total',
          label: t('Total', 'Total TTC'),
          align: 'number',
          cell: (row) => <MoneyText amount={money(row.totalMinor, row.currency)} locale={locale} />,
        },
        {
          key: 'open',
          label: t('Open', 'Reste dû'),
          align: 'number',
          cell: (row) => <MoneyText amount={money(row.openMinor, row.currency)} locale={locale} />,
        },
        {
          key: 'state',
          label: t('State', 'État'),
          cell: (row) => <StatementBadge row={row} {...props} />,
        },
      ]}
    />
  );
}

/** A buyer's statements with what it owes in all. */
export function BuyerStatementsPage(
  props: Shown & {
    rows: readonly StatementRow[];
    figures: readonly BuyerFigures[];
    nextHref: string | undefined;
    firstHref: string | undefined;
  },
) {
  const { locale, figures } = props;
  const t = say(locale);
  const amount = (minor: bigint, currency: string) => formatMoney(money(minor, currency), locale);
  return (
    <Stack>
      {figures.map((one) => (
        <KeyFigures
          figures={[
            { label: t('To pay', 'À payer'), value: amount(one.openMinor, one.currency) },
            {
              label: t('Of it late', 'Dont en retard'),
              value: amount(one.lateMinor, one.currency),
            },
            {
              label: t('Not on a statement yet', 'Pas encore sur un relevé'),
              value: amount(one.pendingMinor, one.currency),
            },
          ]}
        />
      ))}
      <StatementTable {...props} audience="buyer" />
      <Pager locale={locale} nextHref={props.nextHref} firstHref={props.firstHref} />
    </Stack>
  );
}

/** What waits for a statement, with a button for each buyer, and every statement issued. */
export function OperatorStatementsPage(
  props: Shown & {
    pending: readonly PendingBuyer[];
    rows: readonly StatementRow[];
    mayIssue: 'yes' | 'no';
    nextHref: string | undefined;
    firstHref: string | undefined;
  },
) {
  const { locale, pending, mayIssue } = props;
  const t = say(locale);
  return (
    <Stack>
      <DataTable
        locale={locale}
        caption={t('Waiting for a statement', 'En attente de relevé')}
        rows={pending}
        empty={{
          title: t('Nothing is waiting', 'Rien en attente'),
          text: t('Every invoice is on a statement.', 'Chaque facture figure sur un relevé.'),
        }}
        columns={[
          {
            key: 'buyer',
            label: t('Buyer', 'Acheteur'),
            cell: (row: PendingBuyer) => row.buyerName,
          },
          {
            key: 'n',
            label: t('Invoices', 'Factures'),
            align: 'number',
            cell: (row) => row.invoices,
          },
          {
            key: 'since',
            label: t('Oldest', 'Plus ancienne'),
            cell: (row) => <DateText value={row.oldestOn} locale={locale} />,
          },
          {
            key: 'gross',
            label: t('Gross', 'TTC'),
            align: 'number',
            cell: (row) => (
              <MoneyText amount={money(row.grossMinor, row.currency)} locale={locale} />
            ),
          },
          {
            key: 'issue',
            label: t('Action', 'Action'),
            heading: 'hidden',
            cell: (row) =>
              mayIssue === 'yes' ? (
                <ActionForm
                  action="/operator/statements"
                  hidden={{ buyerId: row.buyerId }}
                  size="sm"
                >
                  {t('Issue statement', 'Émettre le relevé')}
                </ActionForm>
              ) : null,
          },
        ]}
      />
      <StatementTable {...props} audience="operator" />
      <Pager locale={locale} nextHref={props.nextHref} firstHref={props.firstHref} />
    </Stack>
  );
}

/** Share of the statement that is paid, as a bar and in words. */
function PayProgress({ detail, locale }: { detail: StatementDetail; locale: Locale }) {
  const t = say(locale);
  const { totalMinor, currency } = detail.statement;
  const paidMinor = totalMinor - detail.openMinor;
  const share = totalMinor > 0n ? Number((paidMinor * 100n) / totalMinor) : 100;
  const bounded = Math.max(0, Math.min(100, share));
  const text = (minor: bigint) => formatMoney(money(minor, currency), locale);
  return (
    <div class={`work tone-${bounded === 100 ? 'success' : 'info'}`}>
      <div class="work-head">
        <strong id="paid-label">{t('Settled', 'Réglé')}</strong>
        <span class="num">
          {text(paidMinor)} / {text(totalMinor)}
        </span>
      </div>
      <progress aria-labelledby="paid-label" max="100" value={String(bounded)} />
    </div>
  );
}

function Totals({ documents, locale }: { documents: readonly InvoiceRow[]; locale: Locale }) {
  const currency = documents[0]?.currency ?? 'EUR';
  return (of: (row: InvoiceRow) => bigint) => (
    <MoneyText
      amount={money(
        documents.reduce((sum, row) => sum + signedOf(row, of(row)).minor, 0n),
        currency,
      )}
      locale={locale}
    />
  );
}

/** One statement: how to pay it, how far it is paid, its invoices and their files. */
export function StatementPage(
  props: Shown & { detail: StatementDetail; audience: 'buyer' | 'operator' },
) {
  const { detail, locale, today, audience } = props;
  const t = say(locale);
  const { statement, operator, documents } = detail;
  const total = Totals({ documents, locale });
  return (
    <Stack>
      <Columns layout="main-side">
        <Panel id="pay" title={t('How to pay', 'Comment payer')}>
          <Stack>
            <Copyable
              id="reference"
              label={t('Payment reference', 'Référence de paiement')}
              value={statement.paymentReference}
              locale={locale}
            />
            <Copyable
              id="iban"
              label={`IBAN, ${operator.legalName}${operator.bic ? ` · BIC ${operator.bic}` : ''}`}
              value={operator.iban ?? ''}
              locale={locale}
            />
            <PayProgress detail={detail} locale={locale} />
          </Stack>
        </Panel>
        <Panel id="facts" title={t('Statement', 'Relevé')}>
          <DefinitionList
            items={[
              {
                term: t('State', 'État'),
                value: (
                  <StatementBadge
                    row={{
                      openMinor: detail.openMinor,
                      dueOn: statement.dueOn,
                      totalMinor: statement.totalMinor,
                    }}
                    locale={locale}
                    today={today}
                  />
                ),
              },
              { term: t('Buyer', 'Acheteur'), value: detail.buyer.legalName },
              {
                term: t('Issued', 'Émis le'),
                value: <DateText value={statement.issuedOn} locale={locale} />,
              },
              {
                term: t('Earliest due day', 'Première échéance'),
                value: <DateText value={statement.dueOn} locale={locale} />,
              },
              {
                term: t('To pay', 'Reste à payer'),
                value: (
                  <MoneyText amount={money(detail.openMinor, statement.currency)} locale={locale} />
                ),
              },
            ]}
          />
        </Panel>
      </Columns>
      <Alert tone="info">{notAnInvoice(locale)}</Alert>
      <DataTable
        locale={locale}
        caption={t('Invoices of this statement', 'Factures de ce relevé')}
        captionNote={String(documents.length)}
        rows={documents}
        rowHref={(row) => `/${audience}/invoices/${row.id}`}
        columns={invoiceColumns({ locale, today, area: audience })}
        totals={[
          {
            label: t('Total', 'Total'),
            cells: {
              net: total((row) => row.netMinor),
              vat: total((row) => row.vatMinor),
              gross: total((row) => row.grossMinor),
              open: total((row) => row.openMinor),
            },
          },
        ]}
      />
    </Stack>
  );
}
