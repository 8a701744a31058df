import { type Locale, say } from '../../../base/index.ts';
import {
  ActionForm,
  Button,
  type Column,
  DataTable,
  DateText,
  FormActions,
  KeyFigures,
  LinkButton,
  Panel,
  Stack,
  StateBadge,
  TextField,
} from '../../../ui/index.ts';
import type { PayoutRun } from '../entities.ts';
import type { PayableRow, PayoutRow, SellerBalance } from '../queries/payouts.ts';
import { Amount, PayoutState } from './words.tsx';

const HERE = '/operator/payouts';

function totals(balances: readonly SellerBalance[], locale: Locale) {
  const t = say(locale);
  const currencies = [...new Set(balances.map((one) => one.currency))];
  return currencies.map((currency) => {
    const own = balances.filter((one) => one.currency === currency);
    const figure = (pick: (one: SellerBalance) => bigint) => (
      <Amount
        minor={own.reduce((sum, one) => sum + pick(one), 0n)}
        currency={currency}
        locale={locale}
      />
    );
    return (
      <KeyFigures
        figures={[
          {
            label: t('Available', 'Disponible'),
            value: figure((one) => one.availableMinor),
            note: t('paid and delivered, net of commission', 'payé et livré, net de commission'),
          },
          {
            label: t('Pending', 'En attente'),
            value: figure((one) => one.pendingMinor),
            note: t('not yet paid by the buyer', 'pas encore payé par l’acheteur'),
          },
          {
            label: t('Reserved', 'Réservé'),
            value: figure((one) => one.reservedMinor),
            note: t('in a payout under way', 'dans un reversement en cours'),
          },
          { label: t('Paid', 'Payé'), value: figure((one) => one.paidMinor) },
        ]}
      />
    );
  });
}

/** What sellers are owed, the button that pays them, and the runs so far. */
export function PayoutsPage(props: {
  locale: Locale;
  balances: readonly SellerBalance[];
  runs: readonly PayoutRun[];
  nextHref: string | undefined;
  /** Proposed: the next day on which banks settle. */
  executionOn: Temporal.PlainDate;
  canRun: boolean;
}) {
  const { locale, balances } = props;
  const t = say(locale);
  return (
    <Stack>
      {totals(balances, locale)}
      {props.canRun ? (
        <Panel id="run" title={t('Pay the sellers', 'Payer les vendeurs')}>
          <form method="post" action={HERE} class="stack">
            <TextField
              locale={locale}
              name="executionOn"
              type="date"
              label={t('Execution date', 'Date d’exécution')}
              value={props.executionOn.toString()}
              required
            />
            <FormActions
              locale={locale}
              submit={t('Run payouts', 'Lancer les reversements')}
              confirm={t(
                'Reserve everything available and write the payment file?',
                'Réserver tout le disponible et écrire le fichier de virements ?',
              )}
            />
          </form>
        </Panel>
      ) : null}
      <DataTable
        locale={locale}
        caption={t('Sellers', 'Vendeurs')}
        columns={balanceColumns(locale)}
        rows={balances}
        empty={{
          title: t('Nothing owed yet', 'Rien à reverser pour le moment'),
          text: t(
            'A seller’s money appears when its first invoice is issued.',
            'L’argent d’un vendeur apparaît à sa première facture.',
          ),
        }}
      />
      <DataTable
        locale={locale}
        caption={t('Payout runs', 'Lots de reversements')}
        columns={runColumns(locale)}
        rows={props.runs}
        rowHref={(run) => `${HERE}/${run.id}`}
        nextHref={props.nextHref}
        empty={{ title: t('No payout yet', 'Aucun reversement pour le moment') }}
      />
    </Stack>
  );
}

export type PayoutRunProps = {
  locale: Locale;
  run: PayoutRun;
  rows: readonly PayoutRow[];
  nextHref: string | undefined;
  today: Temporal.PlainDate;
  canRun: boolean;
};

/** One run: its transfers, its file, and what the bank did with it. */
export function PayoutRunPage(props: PayoutRunProps) {
  const { locale, run, canRun } = props;
  const t = say(locale);
  return (
    <Stack>
      <KeyFigures
        figures={[
          {
            label: t('Total', 'Total'),
            value: <Amount minor={run.totalMinor} currency={run.currency} locale={locale} />,
          },
          { label: t('Transfers', 'Virements'), value: String(run.payoutCount) },
          {
            label: t('Execution', 'Exécution'),
            value: <DateText value={run.executionOn} locale={locale} />,
          },
        ]}
      />
      <div class="form-actions">
        {run.fileId ? (
          <LinkButton kind="primary" icon="download" href={`${HERE}/${run.id}/file`} download>
            {t('Download the payment file', 'Télécharger le fichier de virements')}
          </LinkButton>
        ) : null}
        {canRun && run.state === 'created' ? (
          <ActionForm action={`${HERE}/${run.id}/sent`}>
            {t('Mark as sent to the bank', 'Marquer comme transmis à la banque')}
          </ActionForm>
        ) : null}
      </div>
      <DataTable
        locale={locale}
        caption={t('Transfers', 'Virements')}
        columns={transferColumns(props)}
        rows={props.rows}
        nextHref={props.nextHref}
      />
    </Stack>
  );
}

/** A seller's own money: available, on its way, paid. */
export function SellerPayoutsPage(props: {
  locale: Locale;
  balances: readonly SellerBalance[];
  payouts: readonly PayoutRow[];
  payables: readonly PayableRow[];
  nextHref: string | undefined;
  nextPayablesHref: string | undefined;
}) {
  const { locale } = props;
  const t = say(locale);
  return (
    <Stack>
      {totals(props.balances, locale)}
      <DataTable
        locale={locale}
        caption={t('Payouts', 'Reversements')}
        columns={ownPayoutColumns(locale)}
        rows={props.payouts}
        nextHref={props.nextHref}
        empty={{
          title: t('No payout yet', 'Aucun reversement pour le moment'),
          text: t(
            'You are paid once a buyer has paid and received your goods.',
            'Vous êtes payé dès que l’acheteur a payé et reçu vos marchandises.',
          ),
        }}
      />
      <DataTable
        locale={locale}
        caption={t('Invoices behind the balance', 'Factures composant le solde')}
        columns={payableColumns(locale)}
        rows={props.payables}
        nextHref={props.nextPayablesHref}
      />
    </Stack>
  );
}

function balanceColumns(locale: Locale): Column<SellerBalance>[] {
  const t = say(locale);
  const amount = (one: SellerBalance, minor: bigint) => (
    <Amount minor={minor} currency={one.currency} locale={locale} />
  );
  return [
    {
      key: 'seller',
      label: t('Seller', 'Vendeur'),
      cell: (one: SellerBalance) => one.sellerName,
    },
    {
      key: 'available',
      label: t('Available', 'Disponible'),
      align: 'number',
      cell: (one) => amount(one, one.availableMinor),
    },
    {
      key: 'pending',
      label: t('Pending', 'En attente'),
      align: 'number',
      cell: (one) => amount(one, one.pendingMinor),
    },
    {
      key: 'reserved',
      label: t('Reserved', 'Réservé'),
      align: 'number',
      cell: (one) => amount(one, one.reservedMinor),
    },
    {
      key: 'paid',
      label: t('Paid', 'Payé'),
      align: 'number',
      cell: (one) => amount(one, one.paidMinor),
    },
    {
      key: 'iban',
      label: 'IBAN',
      cell: (one) =>
        one.hasIban ? (
          t('known', 'connu')
        ) : (
          <StateBadge tone="warning" text={t('missing', 'manquant')} />
        ),
    },
  ];
}

function runColumns(locale: Locale): Column<PayoutRun>[] {
  const t = say(locale);
  return [
    { key: 'number', label: t('Run', 'Lot'), cell: (run: PayoutRun) => run.number },
    {
      key: 'on',
      label: t('Execution', 'Exécution'),
      cell: (run) => <DateText value={run.executionOn} locale={locale} />,
    },
    {
      key: 'count',
      label: t('Transfers', 'Virements'),
      align: 'number',
      cell: (run) => run.payoutCount,
    },
    {
      key: 'total',
      label: t('Total', 'Total'),
      align: 'number',
      cell: (run) => <Amount minor={run.totalMinor} currency={run.currency} locale={locale} />,
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (run) => <PayoutState state={run.state} locale={locale} />,
    },
  ];
}

function transferColumns(props: PayoutRunProps): Column<PayoutRow>[] {
  const { locale, run, canRun } = props;
  const t = say(locale);
  return [
    { key: 'number', label: t('Number', 'Numéro'), cell: (row: PayoutRow) => row.number },
    { key: 'seller', label: t('Seller', 'Vendeur'), cell: (row) => row.sellerName },
    {
      key: 'iban',
      label: 'IBAN',
      cell: (row) => <code>{row.iban.replace(/(.{4})(?=.)/g, '$1 ')}</code>,
    },
    {
      key: 'invoices',
      label: t('Invoices', 'Factures'),
      align: 'number',
      cell: (row) => row.invoices,
    },
    {
      key: 'amount',
      label: t('Amount', 'Montant'),
      align: 'number',
      cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} locale={locale} />,
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => <PayoutState state={row.state} locale={locale} />,
    },
    {
      key: 'proof',
      label: t('Bank', 'Banque'),
      cell: (row) => {
        if (row.bankEntryId)
          return <a href={`/operator/reconciliation/${row.bankEntryId}`}>{t('debit', 'débit')}</a>;
        if (!canRun || (row.state !== 'reserved' && row.state !== 'sent')) return '';
        return (
          <form method="post" action={`${HERE}/${run.id}/confirm`}>
            <input type="hidden" name="payout" value={row.id} />
            <input type="hidden" name="paidOn" value={props.today.toString()} />
            <Button size="sm">{t('Confirm as paid', 'Confirmer le paiement')}</Button>
          </form>
        );
      },
    },
  ];
}

function ownPayoutColumns(locale: Locale): Column<PayoutRow>[] {
  const t = say(locale);
  return [
    { key: 'number', label: t('Number', 'Numéro'), cell: (row: PayoutRow) => row.number },
    {
      key: 'at',
      label: t('Ordered', 'Ordonné'),
      cell: (row) => <DateText value={row.createdAt} locale={locale} />,
    },
    {
      key: 'invoices',
      label: t('Invoices', 'Factures'),
      align: 'number',
      cell: (row) => row.invoices,
    },
    {
      key: 'amount',
      label: t('Amount', 'Montant'),
      align: 'number',
      cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} locale={locale} />,
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => <PayoutState state={row.state} locale={locale} />,
    },
    {
      key: 'paid',
      label: t('Paid', 'Payé'),
      cell: (row) => (row.paidOn ? <DateText value={row.paidOn} locale={locale} /> : '–'),
    },
  ];
}

function payableColumns(locale: Locale): Column<PayableRow>[] {
  const t = say(locale);
  return [
    { key: 'number', label: t('Invoice', 'Facture'), cell: (row: PayableRow) => row.number },
    {
      key: 'on',
      label: t('Issued', 'Émise'),
      cell: (row) => <DateText value={row.issuedOn} locale={locale} />,
    },
    {
      key: 'gross',
      label: t('Gross', 'TTC'),
      align: 'number',
      cell: (row) => <Amount minor={row.grossMinor} currency={row.currency} locale={locale} />,
    },
    {
      key: 'amount',
      label: t('For you, net of commission', 'Pour vous, net de commission'),
      align: 'number',
      cell: (row) => <Amount minor={row.amountMinor} currency={row.currency} locale={locale} />,
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => <PayoutState state={row.state} locale={locale} />,
    },
  ];
}
