import { Decimal, formatDate, type Locale, say } from '../../../base/index.ts';
import {
  DataTable,
  type KeyFigure,
  KeyFigures,
  Stack,
  StackedBarChart,
} from '../../../ui/index.ts';
import type { ExchangeDay, ExchangeRow, FirstSteps } from '../queries/index.ts';
import { exchangeColumns } from './exchanges.tsx';
import { FirstStepsPanel } from './first-steps.tsx';

/** The figures an operator looks at first; undefined where the reader may not see the thing. */
export type DashboardFigures = {
  readonly refusedToday: number;
  readonly waiting: number;
  /** Accepted orders that differ from their basket, seen by nobody yet. */
  readonly differences: number;
  readonly jobsFailed: number | undefined;
  /** Outgoing documents that were given up. */
  readonly deadLetters: number | undefined;
  readonly mailsWaiting: number | undefined;
  readonly bankEntriesOpen: number | undefined;
  readonly ordersToday: number | undefined;
};

function figuresOf({
  locale,
  today,
  figures,
}: {
  locale: Locale;
  today: string;
  figures: DashboardFigures;
}): KeyFigure[] {
  const t = say(locale);
  const { deadLetters } = figures;
  const { refusedToday, waiting, jobsFailed, mailsWaiting, bankEntriesOpen, ordersToday } = figures;
  const when = (value: number | undefined, figure: Omit<KeyFigure, 'value'>): KeyFigure[] =>
    value === undefined ? [] : [{ ...figure, value }];
  return [
    ...when(ordersToday, {
      label: t('Orders today', 'Commandes du jour'),
      href: '/operator/orders',
    }),
    {
      label: t('Refused today', 'Refusés aujourd’hui'),
      value: refusedToday,
      href: `/operator/exchanges?state=faulty&from=${today}&to=${today}`,
    },
    {
      label: t('Documents waiting', 'Documents en attente'),
      value: waiting,
      href: '/operator/exchanges?state=waiting',
    },
    {
      label: t('Orders unlike their basket', 'Commandes ≠ panier'),
      value: figures.differences,
      href: '/operator/differences',
    },
    ...when(deadLetters, {
      label: t('Documents not delivered', 'Documents non remis'),
      href: '/operator/jobs/deliveries',
    }),
    ...when(jobsFailed, {
      label: t('Jobs that gave up', 'Tâches abandonnées'),
      href: '/operator/jobs?state=failed',
    }),
    ...when(mailsWaiting, {
      label: t('Messages waiting', 'Messages en attente'),
      href: '/operator/jobs/mails',
    }),
    ...when(bankEntriesOpen, {
      label: t('Bank entries to match', 'Écritures à rapprocher'),
      href: '/operator/reconciliation',
    }),
  ];
}

/** Where the marketplace stands: what needs somebody, and the traffic of the last days. */
export function DashboardPage(props: {
  locale: Locale;
  today: string;
  figures: DashboardFigures;
  /** Absent where the installation is at work. */
  firstSteps?: FirstSteps | undefined;
  days: readonly ExchangeDay[];
  refused: readonly ExchangeRow[];
}) {
  const { locale, days, refused } = props;
  const t = say(locale);
  const series = (name: string, pick: (day: ExchangeDay) => number) => ({
    name,
    values: days.map((day) => Decimal.of(pick(day))),
  });
  return (
    <Stack>
      {props.firstSteps ? <FirstStepsPanel found={props.firstSteps} locale={locale} /> : null}
      <KeyFigures figures={figuresOf(props)} />
      <div class="panel">
        <StackedBarChart
          locale={locale}
          title={t('Documents exchanged, last 14 days', 'Documents échangés, 14 derniers jours')}
          description={t(
            'One bar for each day: documents accepted or sent, refused or failed, and still waiting.',
            'Une barre par jour : documents acceptés ou envoyés, refusés ou en échec, et encore en attente.',
          )}
          categories={days.map((day) => formatDate(day.on, locale).replace(/[ /]\d{4}$/, ''))}
          series={[
            series(t('Accepted or sent', 'Acceptés ou envoyés'), (day) => day.accepted),
            series(t('Refused or failed', 'Refusés ou en échec'), (day) => day.refused),
            series(t('Waiting', 'En attente'), (day) => day.waiting),
          ]}
          unit={{ kind: 'count' }}
          width={1180}
          height={240}
        />
      </div>
      <DataTable
        locale={locale}
        caption={t('Last documents refused', 'Derniers documents refusés')}
        columns={exchangeColumns({ locale, audience: 'operator' })}
        rows={refused}
        rowHref={(row) => `/operator/exchanges/${row.id}`}
        rowTone={() => 'error'}
        empty={{
          title: t('No document was refused', 'Aucun document n’a été refusé'),
          picture: 'done',
        }}
      />
    </Stack>
  );
}
