import { formatMoney, type Locale, moneyText, say } from '../../base/index.ts';
import {
  Alert,
  type Column,
  DataTable,
  DateText,
  DefinitionList,
  FormActions,
  KeyFigures,
  MoneyField,
  MoneyText,
  Panel,
  SelectField,
  Stack,
  StateBadge,
  TextField,
  type Tone,
} from '../../ui/index.ts';
import type { Organisation } from '../parties/index.ts';
import type { CreditAccount, DecisionReason, TermsDecision, TermsOutcome } from './entities.ts';
import type { CreditRow, CreditTotals } from './queries.ts';

export const BUYERS_PAGE = 50;
export const DECISIONS_PAGE = 10;

const OUTCOMES: Readonly<Record<TermsOutcome, { en: string; fr: string; tone: Tone }>> = {
  full: { en: 'Contract terms', fr: 'Conditions du contrat', tone: 'success' },
  short: { en: 'Short terms', fr: 'Délai court', tone: 'info' },
  prepay: { en: 'Payment in advance', fr: 'Paiement d’avance', tone: 'warning' },
  refused: { en: 'Refused', fr: 'Refusé', tone: 'error' },
};

function Outcome({ outcome, locale }: { outcome: TermsOutcome; locale: Locale }) {
  return <StateBadge text={OUTCOMES[outcome][locale]} tone={OUTCOMES[outcome].tone} />;
}

/** How much of the limit is used: a bar with its figures in words beside it. */
function ExposureBar({ used, limit, locale }: { used: bigint; limit: bigint; locale: Locale }) {
  const percent = limit === 0n ? (used > 0n ? 100 : 0) : Number((used * 100n) / limit);
  const text = say(locale)(`${percent} % of the limit used`, `${percent} % de la limite utilisés`);
  return (
    <span>
      <progress class="progress" max={100} value={Math.min(percent, 100)} aria-label={text} />{' '}
      <span class="num">{percent} %</span>
    </span>
  );
}

/** The buyers with their limit, exposure, cover and last decision. */
export function CreditList(props: {
  locale: Locale;
  rows: readonly CreditRow[];
  totals: readonly CreditTotals[];
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { locale, rows, totals } = props;
  const t = say(locale);
  const amount = (minor: bigint, currency: string) => (
    <MoneyText amount={{ minor, currency }} locale={locale} />
  );
  const all = (pick: (total: CreditTotals) => bigint): string =>
    totals
      .map((one) => formatMoney({ minor: pick(one), currency: one.currency }, locale))
      .join(' · ') || '–';
  const columns: Column<CreditRow>[] = [
    { key: 'name', label: t('Buyer', 'Acheteur'), cell: (row) => row.name },
    {
      key: 'limit',
      label: t('Limit', 'Limite'),
      align: 'number',
      cell: (row) => amount(row.limitMinor, row.currency),
    },
    {
      key: 'held',
      label: t('Held', 'Réservé'),
      align: 'number',
      cell: (row) => amount(row.heldMinor, row.currency),
    },
    {
      key: 'open',
      label: t('Open', 'Ouvert'),
      align: 'number',
      cell: (row) => amount(row.openMinor, row.currency),
    },
    {
      key: 'used',
      label: t('Used', 'Utilisé'),
      cell: (row) => (
        <ExposureBar used={row.heldMinor + row.openMinor} limit={row.limitMinor} locale={locale} />
      ),
    },
    {
      key: 'overdue',
      label: t('Overdue', 'En retard'),
      align: 'number',
      cell: (row) => amount(row.overdueMinor, row.currency),
    },
    {
      key: 'cover',
      label: t('Cover', 'Couverture'),
      align: 'number',
      cell: (row) => amount(row.coverMinor, row.currency),
    },
    {
      key: 'last',
      label: t('Last decision', 'Dernière décision'),
      cell: (row) =>
        row.blocked ? (
          <StateBadge text={t('Stopped', 'Bloqué')} tone="error" />
        ) : row.lastOutcome ? (
          <>
            <Outcome outcome={row.lastOutcome as TermsOutcome} locale={locale} />{' '}
            {row.lastScore === undefined ? null : <span class="num">{row.lastScore}</span>}
          </>
        ) : (
          '–'
        ),
    },
  ];
  return (
    <Stack>
      <KeyFigures
        figures={[
          { label: t('Limits', 'Limites'), value: all((one) => one.limitMinor) },
          { label: t('Exposure', 'Encours'), value: all((one) => one.usedMinor) },
          { label: t('Insured', 'Assuré'), value: all((one) => one.coverMinor) },
          { label: t('Overdue', 'En retard'), value: all((one) => one.overdueMinor) },
          {
            label: t('Buyers stopped', 'Acheteurs bloqués'),
            value: totals.reduce((sum, one) => sum + one.blocked, 0),
          },
        ]}
      />
      <DataTable
        locale={locale}
        caption={t('Buyers', 'Acheteurs')}
        columns={columns}
        rows={rows}
        rowHref={(row) => `/operator/credit/${row.buyerId}`}
        rowTone={(row) => (row.blocked ? 'error' : row.overdueMinor > 0n ? 'warning' : undefined)}
        empty={{
          title: t('No credit accounts yet', 'Aucun compte crédit'),
          text: t(
            'An account opens with the first limit or the insurer’s first answer.',
            'Un compte s’ouvre avec la première limite ou la première réponse de l’assureur.',
          ),
        }}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
      />
    </Stack>
  );
}

function ReasonsTable({ decision, locale }: { decision: TermsDecision; locale: Locale }) {
  const t = say(locale);
  const columns: Column<DecisionReason>[] = [
    {
      key: 'reason',
      label: t('What was looked at', 'Élément examiné'),
      cell: (row) => row[locale],
    },
    {
      key: 'points',
      label: t('Points', 'Points'),
      align: 'number',
      cell: (row) =>
        row.of === undefined
          ? ''
          : row.points === undefined
            ? t('not known', 'inconnu')
            : `${row.points} / ${row.of}`,
    },
  ];
  return (
    <DataTable
      locale={locale}
      caption={t('Reasons', 'Raisons')}
      captionNote={t(`rules ${decision.ruleset}`, `règles ${decision.ruleset}`)}
      columns={columns}
      rows={decision.reasons}
    />
  );
}

function Decision({ decision, locale }: { decision: TermsDecision; locale: Locale }) {
  const t = say(locale);
  return (
    <Panel
      id={`decision-${decision.id}`}
      title={formatMoney({ minor: decision.amountMinor, currency: decision.currency }, locale)}
      actions={<Outcome outcome={decision.outcome} locale={locale} />}
    >
      <Stack>
        <DefinitionList
          items={[
            {
              term: t('Decided', 'Prise le'),
              value: <DateText value={decision.decidedAt} locale={locale} />,
            },
            { term: t('For', 'Pour'), value: decision.subject },
            { term: t('Score', 'Score'), value: decision.score ?? undefined },
            {
              term: t('Payment', 'Paiement'),
              value:
                decision.paymentDays > 0
                  ? t(
                      `${decision.paymentDays} days after the invoice`,
                      `${decision.paymentDays} jours après facture`,
                    )
                  : OUTCOMES[decision.outcome][locale],
            },
            {
              term: t('Valid until', 'Valable jusqu’au'),
              value: <DateText value={decision.expiresAt} locale={locale} />,
            },
          ]}
        />
        {decision.blind ? (
          <Alert tone="warning">
            {t(
              'Taken without a fresh answer of the insurer.',
              'Prise sans réponse récente de l’assureur.',
            )}
          </Alert>
        ) : null}
        <ReasonsTable decision={decision} locale={locale} />
        {decision.counterfactuals.length > 0 ? (
          <Alert
            tone="info"
            title={t('What would change the answer', 'Ce qui changerait la réponse')}
          >
            <ul>
              {decision.counterfactuals.map((one) => (
                <li>{one[locale]}</li>
              ))}
            </ul>
          </Alert>
        ) : null}
      </Stack>
    </Panel>
  );
}

type BuyerProps = {
  readonly locale: Locale;
  readonly buyer: Organisation;
  readonly account: CreditAccount | null;
  readonly decisions: readonly TermsDecision[];
  readonly nextHref: string | undefined;
  readonly problem?: string | undefined;
  /** The amount as typed into a refused form. */
  readonly typed?: string | undefined;
};

function LimitForm({ locale, buyer, account, typed }: BuyerProps) {
  const t = say(locale);
  const currency = account?.currency ?? buyer.currency;
  return (
    <Panel title={t('Change the limit', 'Modifier la limite')} id="limit">
      <form method="post" action={`/operator/credit/${buyer.id}/limit`} class="stack">
        <MoneyField
          locale={locale}
          name="limit"
          label={t('Limit', 'Limite')}
          currency={currency}
          required
          value={typed ?? moneyText({ minor: account?.limitMinor ?? 0n, currency })}
        />
        <SelectField
          locale={locale}
          name="terms"
          label={t('Orders on terms', 'Commandes à terme')}
          required
          value={account?.blocked ? 'stopped' : 'open'}
          choices={[
            { value: 'open', label: t('Allowed', 'Autorisées') },
            { value: 'stopped', label: t('Stopped', 'Bloquées') },
          ]}
        />
        <TextField
          locale={locale}
          name="reason"
          label={t('Reason', 'Motif')}
          hint={t('Kept in the audit trail.', 'Conservé dans la piste d’audit.')}
          required
          maxlength={300}
        />
        <FormActions locale={locale} submit={t('Save the limit', 'Enregistrer la limite')} />
      </form>
    </Panel>
  );
}

/** A buyer's room, cover and decisions, each with its reasons. */
export function CreditBuyer(props: BuyerProps) {
  const { locale, buyer, account, decisions } = props;
  const t = say(locale);
  const currency = account?.currency ?? buyer.currency;
  const amount = (minor: bigint) => <MoneyText amount={{ minor, currency }} locale={locale} />;
  const used = (account?.heldMinor ?? 0n) + (account?.openMinor ?? 0n);
  const limit = account?.limitMinor ?? 0n;
  return (
    <Stack>
      {props.problem ? <Alert tone="error">{props.problem}</Alert> : null}
      {account?.blocked ? (
        <Alert tone="warning">
          {t(
            'Orders on terms are stopped for this buyer.',
            'Les commandes à terme de cet acheteur sont bloquées.',
          )}
        </Alert>
      ) : null}
      <KeyFigures
        figures={[
          { label: t('Limit', 'Limite'), value: amount(limit) },
          {
            label: t('Held for orders', 'Réservé aux commandes'),
            value: amount(account?.heldMinor ?? 0n),
          },
          {
            label: t('Invoiced and open', 'Facturé et ouvert'),
            value: amount(account?.openMinor ?? 0n),
          },
          { label: t('Room left', 'Disponible'), value: amount(limit > used ? limit - used : 0n) },
        ]}
      />
      <Panel title={t('Exposure and cover', 'Encours et couverture')} id="exposure">
        <DefinitionList
          items={[
            {
              term: t('Limit used', 'Limite utilisée'),
              value: <ExposureBar used={used} limit={limit} locale={locale} />,
            },
            {
              term: t('Insurer’s cover', 'Couverture assureur'),
              value: (
                <>
                  {amount(account?.coverMinor ?? 0n)} × {(account?.coverBp ?? 0) / 100} %
                </>
              ),
            },
            {
              term: t('As of', 'En date du'),
              value: account?.coverAsOf ? (
                <DateText value={account.coverAsOf} locale={locale} />
              ) : undefined,
            },
            {
              term: t('Grade (1 best, 10 worst)', 'Note (1 meilleure, 10 pire)'),
              value: account?.grade ?? undefined,
            },
            {
              term: t('Company since', 'Entreprise depuis'),
              value: account?.companySince ? (
                <DateText value={account.companySince} locale={locale} />
              ) : undefined,
            },
            {
              term: t('Contract terms', 'Conditions du contrat'),
              value: t(`${buyer.paymentDays} days`, `${buyer.paymentDays} jours`),
            },
          ]}
        />
      </Panel>
      <LimitForm {...props} />
      {decisions.length === 0 ? (
        <Alert tone="info">{t('No decision yet.', 'Aucune décision.')}</Alert>
      ) : null}
      {decisions.map((decision) => (
        <Decision decision={decision} locale={locale} />
      ))}
      {props.nextHref ? (
        <a class="link" href={props.nextHref}>
          {t('Older decisions', 'Décisions plus anciennes')}
        </a>
      ) : null}
    </Stack>
  );
}
