import { inLocale, type Locale, money, type Problem, say } from '../../../base/index.ts';
import {
  Alert,
  Columns,
  DataTable,
  DateText,
  DefinitionList,
  MoneyText,
  Panel,
  QuantityText,
  Stack,
  StateBadge,
  type Step,
  Steps,
  type Tone,
  UnitPriceText,
} from '../../../ui/index.ts';
import type { TermsDecision } from '../../credit/index.ts';
import type { Approval, Requisition, RequisitionLine } from '../entities.ts';
import type { RequisitionRow } from '../queries.ts';
import { DecisionForms } from './decision.tsx';
import { PriceSource } from './shop.tsx';

const STATES: Readonly<Record<string, { en: string; fr: string; tone: Tone }>> = {
  returned: { en: 'In your purchasing system', fr: 'Dans votre outil d’achat', tone: 'info' },
  submitted: { en: 'Waits for approval', fr: 'En attente d’approbation', tone: 'warning' },
  approved: { en: 'Approved', fr: 'Approuvée', tone: 'success' },
  rejected: { en: 'Rejected', fr: 'Refusée', tone: 'error' },
  withdrawn: { en: 'Withdrawn', fr: 'Retirée', tone: 'neutral' },
  ordered: { en: 'Ordered', fr: 'Commandée', tone: 'success' },
  expired: { en: 'Expired', fr: 'Expirée', tone: 'neutral' },
};

export function RequestState({ state, locale }: { state: string; locale: Locale }) {
  const known = STATES[state];
  return (
    <StateBadge text={known ? inLocale(known, locale) : state} tone={known?.tone ?? 'neutral'} />
  );
}

/** Purchase requests as a list; also the approver's queue. */
export function RequestList({
  rows,
  next,
  locale,
  base,
  empty,
}: {
  rows: readonly RequisitionRow[];
  next: string | undefined;
  locale: Locale;
  base: string;
  empty: { title: string; text: string };
}) {
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={t('Purchase requests', 'Demandes d’achat')}
      captionView="hidden"
      rows={rows}
      rowHref={(row) => `/buyer/requisitions/${row.id}`}
      nextHref={next ? `${base}?after=${next}` : undefined}
      columns={[
        { key: 'number', label: t('Number', 'Numéro'), cell: (row) => row.number },
        {
          key: 'state',
          label: t('State', 'État'),
          cell: (row) => <RequestState state={row.state} locale={locale} />,
        },
        { key: 'who', label: t('Requester', 'Demandeur'), cell: (row) => row.requesterName },
        { key: 'lines', label: t('Lines', 'Lignes'), align: 'number', cell: (row) => row.lines },
        {
          key: 'net',
          label: t('Net', 'HT'),
          align: 'number',
          cell: (row) => (
            <MoneyText amount={money(BigInt(row.netMinor), row.currency)} locale={locale} />
          ),
        },
        {
          key: 'gross',
          label: t('With VAT', 'TTC'),
          align: 'number',
          cell: (row) => (
            <MoneyText
              amount={money(BigInt(row.netMinor) + BigInt(row.vatMinor), row.currency)}
              locale={locale}
            />
          ),
        },
      ]}
      empty={{ picture: 'document', ...empty }}
    />
  );
}

function steps(request: Requisition, locale: Locale): Step[] {
  const t = say(locale);
  const order = ['submitted', 'approved', 'ordered'];
  const at = order.indexOf(request.state);
  const failed = request.state === 'rejected' || request.state === 'withdrawn';
  const state = (step: number): Step['state'] =>
    failed && step === 1
      ? 'failed'
      : at > step || request.state === 'ordered'
        ? 'done'
        : at === step
          ? 'current'
          : 'todo';
  return [
    { label: t('Basket', 'Panier'), state: 'done' },
    { label: t('Request', 'Demande'), state: at >= 0 || failed ? 'done' : 'current' },
    {
      label: t('Approval', 'Approbation'),
      state: request.state === 'submitted' ? 'current' : state(1),
    },
    { label: t('Order', 'Commande'), state: request.state === 'ordered' ? 'done' : 'todo' },
  ];
}

const OUTCOMES: Readonly<Record<string, { en: string; fr: string; tone: Tone }>> = {
  prepay: { en: 'Payment in advance', fr: 'Paiement d’avance', tone: 'warning' },
  short: { en: 'Short terms', fr: 'Délai court', tone: 'info' },
  full: { en: 'Full terms', fr: 'Délai complet', tone: 'success' },
  refused: { en: 'Refused', fr: 'Refusé', tone: 'error' },
};

/** The live answer of the credit rules, with its reasons, before the order exists. */
export function TermsPanel({
  decision,
  locale,
}: {
  decision: TermsDecision | null;
  locale: Locale;
}) {
  const t = say(locale);
  if (!decision) return null;
  const outcome = OUTCOMES[decision.outcome];
  return (
    <Panel title={t('Payment terms', 'Conditions de paiement')}>
      <p>
        <StateBadge
          text={outcome ? inLocale(outcome, locale) : decision.outcome}
          tone={outcome?.tone ?? 'neutral'}
        />
        {decision.paymentDays > 0
          ? ` ${t(`${decision.paymentDays} days`, `${decision.paymentDays} jours`)}`
          : ''}
      </p>
      <ul class="mt-2 list-disc ps-5 text-sm">
        {decision.reasons.map((reason) => (
          <li>{inLocale(reason, locale)}</li>
        ))}
      </ul>
      {decision.counterfactuals.length > 0 ? (
        <>
          <p class="mt-2 text-sm font-semibold">
            {t('What would change this', 'Ce qui changerait la réponse')}
          </p>
          <ul class="list-disc ps-5 text-sm">
            {decision.counterfactuals.map((reason) => (
              <li>{inLocale(reason, locale)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </Panel>
  );
}

function RequestLines({
  request,
  lines,
  sellerNames,
  locale,
}: {
  request: Requisition;
  lines: readonly RequisitionLine[];
  sellerNames: ReadonlyMap<string, string>;
  locale: Locale;
}) {
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={t('Lines', 'Lignes')}
      rows={lines}
      columns={[
        { key: 'position', label: '#', width: 'narrow', cell: (line) => line.position },
        {
          key: 'article',
          label: t('Article', 'Article'),
          cell: (line) => (
            <>
              <div>{line.description}</div>
              <small class="muted">
                {sellerNames.get(line.sellerId)} · {line.sku}
              </small>
            </>
          ),
        },
        {
          key: 'quantity',
          label: t('Quantity', 'Quantité'),
          align: 'number',
          cell: (line) => (
            <QuantityText quantity={line.quantity} unit={line.unit} locale={locale} />
          ),
        },
        {
          key: 'price',
          label: t('Price', 'Prix'),
          align: 'number',
          cell: (line) => (
            <>
              <UnitPriceText price={line.unitPrice} currency={request.currency} locale={locale} />
              <div>
                <PriceSource source={line.priceSource} locale={locale} />
              </div>
            </>
          ),
        },
        {
          key: 'net',
          label: t('Net', 'HT'),
          align: 'number',
          cell: (line) => (
            <MoneyText amount={money(line.netMinor, request.currency)} locale={locale} />
          ),
        },
      ]}
      totals={[
        {
          label: t('Net', 'Total HT'),
          cells: {
            net: <MoneyText amount={money(request.netMinor, request.currency)} locale={locale} />,
          },
        },
        {
          label: t('VAT', 'TVA'),
          cells: {
            net: <MoneyText amount={money(request.vatMinor, request.currency)} locale={locale} />,
          },
        },
        {
          label: t('Total', 'Total TTC'),
          cells: {
            net: (
              <strong>
                <MoneyText
                  amount={money(request.netMinor + request.vatMinor, request.currency)}
                  locale={locale}
                />
              </strong>
            ),
          },
        },
      ]}
    />
  );
}

export type RequestPageProps = {
  request: Requisition;
  lines: readonly RequisitionLine[];
  sellerNames: ReadonlyMap<string, string>;
  approvals: readonly Approval[];
  decision: TermsDecision | null;
  order: { id: string; number: string } | undefined;
  /** Lines that some living order has, of all: suites may order a basket in parts. */
  ordered: { readonly ordered: number; readonly lines: number };
  mayDecide: 'yes' | 'own_request' | 'no';
  /** Why this approver may reject but not approve. */
  aboveLimit: Problem | undefined;
  locale: Locale;
};

/** One request: where it stands, its lines, the terms it would get, and the approver's form. */
export function RequestPage(props: RequestPageProps) {
  const { request, locale, order } = props;
  const t = say(locale);
  return (
    <Stack>
      <Steps
        locale={locale}
        label={t('Progress of the request', 'Avancement de la demande')}
        steps={steps(request, locale)}
      />
      {order ? (
        <Alert tone="success">
          {t('Ordered as ', 'Commandée sous le numéro ')}
          <a class="link" href={`/buyer/orders/${order.id}`}>
            {order.number}
          </a>
        </Alert>
      ) : null}
      {props.mayDecide !== 'yes' && request.state === 'submitted' ? (
        <Alert tone="info">
          {props.mayDecide === 'own_request'
            ? t(
                'Somebody else has to approve your request.',
                'Une autre personne doit approuver votre demande.',
              )
            : t(
                'An approver of your company decides on this request.',
                'Un approbateur de votre entreprise décide de cette demande.',
              )}
        </Alert>
      ) : null}
      <Columns layout="main-side">
        <RequestLines
          request={request}
          lines={props.lines}
          sellerNames={props.sellerNames}
          locale={locale}
        />
        <Stack>
          {props.mayDecide === 'yes' && request.state === 'submitted' ? (
            <DecisionForms request={request} aboveLimit={props.aboveLimit} locale={locale} />
          ) : null}
          <Panel title={t('Request', 'Demande')}>
            <DefinitionList
              items={[
                {
                  term: t('State', 'État'),
                  value: <RequestState state={request.state} locale={locale} />,
                },
                {
                  term: t('Ordered', 'Commandé'),
                  value:
                    props.ordered.ordered === 0
                      ? undefined
                      : t(
                          `${props.ordered.ordered} of ${props.ordered.lines} lines`,
                          `${props.ordered.ordered} lignes sur ${props.ordered.lines}`,
                        ),
                },
                { term: t('Requester', 'Demandeur'), value: request.requesterName },
                {
                  term: t('Submitted', 'Soumise le'),
                  value: <DateText value={request.createdAt} locale={locale} />,
                },
                {
                  term: t('Prices kept until', 'Prix garantis jusqu’au'),
                  value: <DateText value={request.validUntil} locale={locale} />,
                },
                { term: t('Cost centre', 'Centre de coûts'), value: request.costCentre },
                {
                  term: t('Deliver to', 'Livrer à'),
                  value: request.shipTo
                    ? [
                        request.shipTo.name,
                        request.shipTo.street,
                        `${request.shipTo.postalCode} ${request.shipTo.city}`,
                      ]
                        .filter(Boolean)
                        .join(', ')
                    : undefined,
                },
                { term: t('Reason', 'Motif'), value: request.justification },
                ...props.approvals.map((one) => ({
                  term:
                    one.decision === 'approved'
                      ? t('Approved by', 'Approuvée par')
                      : t('Rejected by', 'Refusée par'),
                  value: one.comment
                    ? t(
                        `${one.approverName}: ${one.comment}`,
                        `${one.approverName} : ${one.comment}`,
                      )
                    : one.approverName,
                })),
              ]}
            />
          </Panel>
          <TermsPanel decision={props.decision} locale={locale} />
        </Stack>
      </Columns>
    </Stack>
  );
}
