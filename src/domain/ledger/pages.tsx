import { counted, type Locale, money, say, toDecimal } from '../../base/index.ts';
import {
  Alert,
  BarChart,
  type Column,
  Columns,
  DataTable,
  DateText,
  DefinitionList,
  LinkButton,
  MoneyText,
  Panel,
  Stack,
  StateBadge,
} from '../../ui/index.ts';
import type { AccountKind } from './entities.ts';
import { accountNames } from './names.ts';
import type {
  AccountBalance,
  RingFenceProof,
  StatementLine,
  TransactionView,
  TrialBalanceLine,
} from './queries.ts';

type Amounts = { locale: Locale; currency: string };

function amount({ locale, currency }: Amounts, minor: bigint) {
  return <MoneyText amount={money(minor, currency)} locale={locale} />;
}

/** The identity as figures, with a picture: what the bank holds against what it owes. */
export function RingFencePanel({ proof, locale }: { proof: RingFenceProof; locale: Locale }) {
  const t = say(locale);
  const at = { locale, currency: proof.currency };
  return (
    <Panel
      id="ring-fence"
      title={t(`Ring-fence proof, ${proof.currency}`, `Preuve du cantonnement, ${proof.currency}`)}
    >
      <Stack>
        <Verdict proof={proof} locale={locale} />
        <DataTable
          locale={locale}
          caption={t('What the account owes', 'Ce que doit le compte')}
          columns={termColumns(at)}
          rows={proof.terms}
          totals={[
            {
              label: t('It must hold', 'Il doit détenir'),
              cells: { minor: amount(at, proof.dueMinor) },
            },
            { label: t('It holds', 'Il détient'), cells: { minor: amount(at, proof.bankMinor) } },
            {
              label: t('Difference', 'Écart'),
              cells: { minor: amount(at, proof.differenceMinor) },
            },
          ]}
        />
        <BarChart
          locale={locale}
          orientation="horizontal"
          title={t('Held and owed', 'Détenu et dû')}
          description={t(
            'One bar for the balance of the segregated account, and one for each part of what it owes; the parts sum to the balance.',
            'Une barre pour le solde du compte cantonné et une pour chaque part de ce qu’il doit ; la somme des parts est le solde.',
          )}
          categories={[
            t('Segregated account', 'Compte cantonné'),
            ...proof.terms.map((term) => term.name[locale]),
          ]}
          series={[
            {
              name: t('Amount', 'Montant'),
              values: [proof.bankMinor, ...proof.terms.map((term) => term.minor)].map((minor) =>
                toDecimal(money(minor, proof.currency)),
              ),
            },
          ]}
          unit={{ kind: 'money', currency: proof.currency }}
        />
      </Stack>
    </Panel>
  );
}

function trialColumns(locale: Locale): Column<TrialBalanceLine>[] {
  const t = say(locale);
  return [
    { key: 'kind', label: t('Account', 'Compte'), cell: (line) => accountNames[line.kind][locale] },
    {
      key: 'accounts',
      label: t('Accounts', 'Comptes'),
      align: 'number',
      cell: (line) => line.accounts,
    },
    {
      key: 'debit',
      label: t('Debits', 'Débits'),
      align: 'number',
      cell: (line) => amount({ locale, ...line }, line.debitMinor),
    },
    {
      key: 'credit',
      label: t('Credits', 'Crédits'),
      align: 'number',
      cell: (line) => amount({ locale, ...line }, line.creditMinor),
    },
    {
      key: 'balance',
      label: t('Balance', 'Solde'),
      align: 'number',
      cell: (line) => amount({ locale, ...line }, line.balanceMinor),
    },
  ];
}

/** Balances by kind of account, and the ring-fence proof of each currency. */
export function LedgerPage(props: {
  locale: Locale;
  lines: readonly TrialBalanceLine[];
  proofs: readonly RingFenceProof[];
}) {
  const { locale, lines, proofs } = props;
  const t = say(locale);
  return (
    <Stack>
      <DataTable
        locale={locale}
        caption={t('Balances by kind of account', 'Soldes par nature de compte')}
        captionNote={t('Debit positive, credit negative', 'Débit positif, crédit négatif')}
        columns={trialColumns(locale)}
        rows={lines}
        rowHref={(line) => `/operator/ledger/kinds/${line.kind}?currency=${line.currency}`}
        totals={[...new Set(lines.map((line) => line.currency))].map((currency) => ({
          label: t(`Sum in ${currency}`, `Somme en ${currency}`),
          cells: {
            balance: amount(
              { locale, currency },
              lines
                .filter((line) => line.currency === currency)
                .reduce((sum, line) => sum + line.balanceMinor, 0n),
            ),
          },
        }))}
        empty={{
          title: t('Nothing posted yet', 'Aucune écriture pour le moment'),
          text: t(
            'The first invoice or bank statement opens the accounts.',
            'La première facture ou le premier relevé bancaire ouvre les comptes.',
          ),
        }}
      />
      {proofs.map((proof) => (
        <RingFencePanel proof={proof} locale={locale} />
      ))}
    </Stack>
  );
}

/** The accounts of one kind, one row a party. */
export function KindPage(props: {
  locale: Locale;
  kind: AccountKind;
  accounts: readonly AccountBalance[];
  nextHref: string | undefined;
}) {
  const { locale, kind } = props;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={accountNames[kind][locale]}
      columns={[
        {
          key: 'party',
          label: t('Account of', 'Compte de'),
          cell: (one: AccountBalance) =>
            one.partyName ?? t('the marketplace', 'la place de marché'),
        },
        { key: 'currency', label: t('Currency', 'Devise'), cell: (one) => one.currency },
        {
          key: 'balance',
          label: t('Balance', 'Solde'),
          align: 'number',
          cell: (one) => amount({ locale, ...one }, one.balanceMinor),
        },
      ]}
      rows={props.accounts}
      rowHref={(one) => `/operator/ledger/accounts/${one.accountId}`}
      nextHref={props.nextHref}
    />
  );
}

/** An account's entries, newest first. */
export function AccountPage(props: {
  locale: Locale;
  account: AccountBalance;
  lines: readonly StatementLine[];
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { locale, account, lines } = props;
  const t = say(locale);
  const at = { locale, currency: account.currency };
  return (
    <DataTable
      locale={locale}
      caption={t('Entries', 'Écritures')}
      columns={[
        { key: 'label', label: t('Label', 'Libellé'), cell: (line: StatementLine) => line.label },
        {
          key: 'on',
          label: t('Effective', 'Date d’effet'),
          cell: (line) => <DateText value={line.effectiveOn} locale={locale} />,
        },
        {
          key: 'recorded',
          label: t('Recorded', 'Enregistrée'),
          cell: (line) => <DateText value={line.recordedAt} locale={locale} />,
        },
        {
          key: 'amount',
          label: t('Amount', 'Montant'),
          align: 'number',
          cell: (line) => amount(at, line.amountMinor),
        },
        {
          key: 'after',
          label: t('Balance after', 'Solde après'),
          align: 'number',
          cell: (line) => amount(at, line.balanceAfterMinor),
        },
      ]}
      rows={lines}
      rowHref={(line) => `/operator/ledger/transactions/${line.transactionId}`}
      nextHref={props.nextHref}
      firstHref={props.firstHref}
    />
  );
}

/** One transaction: its cause, its entries, and what takes it back. */
export function TransactionPage({
  locale,
  transaction,
}: {
  locale: Locale;
  transaction: TransactionView;
}) {
  const t = say(locale);
  return (
    <Columns layout="main-side">
      <DataTable
        locale={locale}
        caption={t('Entries', 'Écritures')}
        columns={entryColumns(locale)}
        rows={transaction.entries}
        rowHref={(entry) => `/operator/ledger/accounts/${entry.accountId}`}
      />
      <Panel id="transaction" title={t('Transaction', 'Opération')}>
        <DefinitionList
          items={[
            { term: t('Cause', 'Cause'), value: <code>{transaction.cause}</code> },
            { term: t('Journal', 'Journal'), value: transaction.journal },
            {
              term: t('Effective', 'Date d’effet'),
              value: <DateText value={transaction.effectiveOn} locale={locale} />,
            },
            {
              term: t('Recorded', 'Enregistrée'),
              value: <DateText value={transaction.recordedAt} locale={locale} />,
            },
            ...(transaction.reversesId
              ? [
                  {
                    term: t('Takes back', 'Extourne'),
                    value: (
                      <LinkButton
                        size="sm"
                        href={`/operator/ledger/transactions/${transaction.reversesId}`}
                      >
                        {t('the original', 'l’opération d’origine')}
                      </LinkButton>
                    ),
                  },
                ]
              : []),
            ...(transaction.reversedById
              ? [
                  {
                    term: t('Taken back by', 'Extournée par'),
                    value: (
                      <LinkButton
                        size="sm"
                        href={`/operator/ledger/transactions/${transaction.reversedById}`}
                      >
                        <StateBadge tone="warning" text={t('reversal', 'extourne')} />
                      </LinkButton>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Panel>
    </Columns>
  );
}

function termColumns(at: Amounts): Column<RingFenceProof['terms'][number]>[] {
  const { locale } = at;
  const t = say(locale);
  return [
    {
      key: 'name',
      label: t('To whom', 'À qui'),
      cell: (term: RingFenceProof['terms'][number]) => term.name[locale],
    },
    { key: 'why', label: t('Why', 'Pourquoi'), cell: (term) => term.why[locale] },
    {
      key: 'minor',
      label: t('Amount', 'Montant'),
      align: 'number',
      cell: (term) => amount(at, term.minor),
    },
  ];
}

function entryColumns(locale: Locale): Column<TransactionView['entries'][number]>[] {
  const t = say(locale);
  return [
    {
      key: 'kind',
      label: t('Account', 'Compte'),
      cell: (entry: TransactionView['entries'][number]) => accountNames[entry.kind][locale],
    },
    {
      key: 'party',
      label: t('Account of', 'Compte de'),
      cell: (entry) => entry.partyName ?? '–',
    },
    {
      key: 'debit',
      label: t('Debit', 'Débit'),
      align: 'number',
      cell: (entry) =>
        entry.amountMinor > 0n ? amount({ locale, ...entry }, entry.amountMinor) : '',
    },
    {
      key: 'credit',
      label: t('Credit', 'Crédit'),
      align: 'number',
      cell: (entry) =>
        entry.amountMinor < 0n ? amount({ locale, ...entry }, -entry.amountMinor) : '',
    },
  ];
}

function Verdict({ proof, locale }: { proof: RingFenceProof; locale: Locale }) {
  const t = say(locale);
  const accounts = counted(
    proof.driftingAccounts,
    { en: ['account', 'accounts'], fr: ['compte', 'comptes'] },
    locale,
  );
  const at = { locale, currency: proof.currency };
  return proof.holds ? (
    <Alert tone="success">
      {t(
        'The segregated account holds exactly what it owes.',
        'Le compte cantonné détient exactement ce qu’il doit.',
      )}
    </Alert>
  ) : (
    <Alert tone="error" title={t('The identity does not hold.', 'L’égalité n’est pas vérifiée.')}>
      {t(
        'Stop payouts and look into it: difference ',
        'Suspendez les reversements et cherchez l’écart : ',
      )}
      {amount(at, proof.differenceMinor)}
      {proof.driftingAccounts > 0
        ? t(
            ` and ${accounts} whose balance is not the sum of its entries`,
            ` et ${accounts} dont le solde n’est pas la somme des écritures`,
          )
        : null}
    </Alert>
  );
}
