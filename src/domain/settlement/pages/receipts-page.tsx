import { type Locale, say } from '../../../base/index.ts';
import {
  Button,
  type Column,
  DataTable,
  DateText,
  FileField,
  HiddenFields,
  KeyFigures,
  Panel,
  Progress,
  Search,
  Stack,
  StateBadge,
  Tabs,
} from '../../../ui/index.ts';
import type {
  ReceiptFigures,
  ReceiptFilter,
  ReceiptRow,
  StatementRow,
} from '../queries/receipts.ts';
import { Amount, ReceiptState } from './words.tsx';

const HERE = '/operator/reconciliation';

/** The form that hands a bank file to the bank door. */
export function BankFileForm({ locale }: { locale: Locale }) {
  const t = say(locale);
  return (
    <Panel id="bank-file" title={t('Import a bank file', 'Importer un fichier bancaire')}>
      <form
        method="post"
        action="/operator/bank-statements"
        enctype="multipart/form-data"
        class="stack"
      >
        <FileField
          locale={locale}
          name="file"
          label={t('Statement', 'Relevé')}
          hint={t(
            'camt.053 of the operator’s account, as the bank sends it',
            'camt.053 du compte de l’opérateur, tel que la banque l’envoie',
          )}
          required
        />
        <div class="form-actions">
          <Button kind="primary">{t('Import the file', 'Importer le fichier')}</Button>
        </div>
      </form>
    </Panel>
  );
}

function Figures({ figures, locale }: { figures: readonly ReceiptFigures[]; locale: Locale }) {
  const t = say(locale);
  const shown =
    figures.length > 0
      ? figures
      : [
          {
            currency: 'EUR',
            toMatch: 0,
            toMatchMinor: 0n,
            matchedToday: 0,
            matchedTodayMinor: 0n,
            unappliedMinor: 0n,
          },
        ];
  return (
    <>
      {shown.map((one) => (
        <KeyFigures
          figures={[
            {
              label: t('To match', 'À rapprocher'),
              value: String(one.toMatch),
              href: `${HERE}?show=open`,
            },
            {
              label: t('Matched today', 'Rapprochés aujourd’hui'),
              value: String(one.matchedToday),
              href: `${HERE}?show=matched`,
            },
            {
              label: t('Amount matched today', 'Montant rapproché aujourd’hui'),
              value: (
                <Amount minor={one.matchedTodayMinor} currency={one.currency} locale={locale} />
              ),
            },
            {
              label: t('Unapplied', 'Non affecté'),
              value: <Amount minor={one.unappliedMinor} currency={one.currency} locale={locale} />,
            },
          ]}
        />
      ))}
    </>
  );
}

function columns(locale: Locale): Column<ReceiptRow>[] {
  const t = say(locale);
  return [
    {
      key: 'payer',
      label: t('From', 'De'),
      cell: (row) => row.counterparty ?? t('unknown', 'inconnu'),
    },
    {
      key: 'on',
      label: t('Booked', 'Comptabilisé'),
      cell: (row) => <DateText value={row.bookedOn} locale={locale} />,
    },
    {
      key: 'text',
      label: t('Text', 'Libellé'),
      cell: (row) => (row.text.length > 70 ? `${row.text.slice(0, 70)}…` : row.text),
    },
    { key: 'buyer', label: t('Buyer', 'Acheteur'), cell: (row) => row.buyerName ?? '–' },
    {
      key: 'amount',
      label: t('Amount', 'Montant'),
      align: 'number',
      cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} locale={locale} />,
    },
    {
      key: 'left',
      label: t('Unapplied', 'Non affecté'),
      align: 'number',
      cell: (row) => (
        <Amount minor={row.unallocatedMinor} currency={row.currency} locale={locale} />
      ),
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => (
        <>
          <ReceiptState state={row.state} locale={locale} />{' '}
          {row.proposals > 0 ? (
            <StateBadge
              tone="info"
              text={t(
                `${row.proposals} ${row.proposals === 1 ? 'proposal' : 'proposals'}, best ${row.bestScore ?? 0}`,
                `${row.proposals} ${row.proposals === 1 ? 'proposition' : 'propositions'}, meilleure ${row.bestScore ?? 0}`,
              )}
            />
          ) : null}
        </>
      ),
    },
  ];
}

export type ReceiptsProps = {
  locale: Locale;
  figures: readonly ReceiptFigures[];
  rows: readonly ReceiptRow[];
  filter: ReceiptFilter;
  text: string | undefined;
  statement: StatementRow | undefined;
  nextHref: string | undefined;
  firstHref: string | undefined;
  canPost: boolean;
};

/** The day's receipts: figures, what needs a clerk, and the way in for bank files. */
export function ReceiptsPage(props: ReceiptsProps) {
  const { locale, filter, statement } = props;
  const t = say(locale);
  const keep = statement ? `&statement=${statement.id}` : '';
  const tab = (show: ReceiptFilter, label: string) => ({
    href: `${HERE}?show=${show}${keep}`,
    label,
    current: filter === show,
  });
  return (
    <Stack>
      <Figures figures={props.figures} locale={locale} />
      {statement ? <StatementProgress locale={locale} statement={statement} /> : null}
      <Tabs
        label={t('Receipts', 'Encaissements')}
        items={[
          tab('open', t('To match', 'À rapprocher')),
          tab('proposed', t('With proposals', 'Avec propositions')),
          tab('debits', t('Debits', 'Débits')),
          tab('matched', t('Matched', 'Rapprochés')),
          tab('all', t('All', 'Tous')),
        ]}
      />
      <Search
        locale={locale}
        action={HERE}
        value={props.text}
        label={t('Search payer, text, reference', 'Rechercher payeur, libellé, référence')}
      >
        <HiddenFields
          values={{ show: filter, ...(statement ? { statement: statement.id } : {}) }}
        />
      </Search>
      <DataTable
        locale={locale}
        caption={t('Bank entries', 'Écritures bancaires')}
        columns={columns(locale)}
        rows={props.rows}
        rowHref={(row) => `${HERE}/${row.id}`}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{
          title:
            filter === 'open'
              ? t('Everything is matched', 'Tout est rapproché')
              : t('No entry here', 'Aucune écriture ici'),
          text: t(
            'Import a bank file to see its receipts.',
            'Importez un fichier bancaire pour voir ses encaissements.',
          ),
        }}
      />
      {props.canPost ? <BankFileForm locale={locale} /> : null}
    </Stack>
  );
}

/** How far the matching of a statement is; replaces itself while it runs. */
export function StatementProgress({
  locale,
  statement,
}: {
  locale: Locale;
  statement: StatementRow;
}) {
  const t = say(locale);
  const state = { running: 'running', finished: 'done', failed: 'failed' } as const;
  return (
    <Progress
      locale={locale}
      id={`statement-${statement.id}`}
      label={t(`Statement ${statement.number}`, `Relevé ${statement.number}`)}
      done={statement.done}
      total={statement.total}
      state={state[statement.state]}
      detail={t(`${statement.open} to match`, `${statement.open} à rapprocher`)}
      pollHref={`${HERE}/statements/${statement.id}/progress`}
    />
  );
}

/** Imported statements with their balances and progress. */
export function StatementsPage(props: {
  locale: Locale;
  rows: readonly StatementRow[];
  nextHref: string | undefined;
  firstHref: string | undefined;
  canPost: boolean;
}) {
  const { locale } = props;
  const t = say(locale);
  return (
    <Stack>
      {props.rows
        .filter((row) => row.state === 'running')
        .map((row) => (
          <StatementProgress locale={locale} statement={row} />
        ))}
      <DataTable
        locale={locale}
        caption={t('Bank statements', 'Relevés bancaires')}
        columns={statementColumns(locale)}
        rows={props.rows}
        rowHref={(row) => `${HERE}?show=all&statement=${row.id}`}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{
          title: t('No statement yet', 'Aucun relevé pour le moment'),
          text: t(
            'Import the first bank file below.',
            'Importez le premier fichier bancaire ci-dessous.',
          ),
        }}
      />
      {props.canPost ? <BankFileForm locale={locale} /> : null}
    </Stack>
  );
}

function statementColumns(locale: Locale): Column<StatementRow>[] {
  const t = say(locale);
  const sum = (row: StatementRow, minor: bigint) => (
    <Amount minor={minor} currency={row.currency} locale={locale} />
  );
  return [
    { key: 'number', label: t('Number', 'Numéro'), cell: (row: StatementRow) => row.number },
    {
      key: 'iban',
      label: t('Account', 'Compte'),
      cell: (row) => <code>{row.iban.replace(/(.{4})(?=.)/g, '$1 ')}</code>,
    },
    {
      key: 'at',
      label: t('Imported', 'Importé'),
      cell: (row) => <DateText value={row.importedAt} locale={locale} />,
    },
    {
      key: 'entries',
      label: t('Entries', 'Écritures'),
      align: 'number',
      cell: (row) => row.entries,
    },
    {
      key: 'open',
      label: t('To match', 'À rapprocher'),
      align: 'number',
      cell: (row) => row.open,
    },
    {
      key: 'opening',
      label: t('Opening', 'Solde initial'),
      align: 'number',
      cell: (row) => sum(row, row.openingMinor),
    },
    {
      key: 'closing',
      label: t('Closing', 'Solde final'),
      align: 'number',
      cell: (row) => sum(row, row.closingMinor),
    },
  ];
}
