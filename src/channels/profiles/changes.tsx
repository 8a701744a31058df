import { type Change, changeKinds, type ShapedBasket } from '../../../punchout/index.ts';
import { Decimal, formatMoney, type Locale, say, subMoney, sumMoney } from '../../base/index.ts';
import { Alert, BarChart, DataTable, MoneyText, Stack, StateBadge } from '../../ui/index.ts';
import { fieldWords, fixText, kindWords, reasonText } from './words.ts';

export type NamedLine = { readonly position: number; readonly description: string };

type Props = {
  readonly shaped: ShapedBasket;
  readonly lines: readonly NamedLine[];
  /** As people know it: `Coupa`. */
  readonly suite: string;
  readonly locale: Locale;
};

/** Many lines change alike: people read the first, and how many more there are. */
const ROWS_MAX = 100;

function lineName({ line }: Change, { lines, locale }: Props): string {
  if (line === 0) return say(locale)('whole basket', 'panier entier');
  const named = lines.find(({ position }) => position === line);
  return `${line} · ${named?.description ?? ''}`;
}

const NUMBERS: readonly Change['field'][] = ['unitPrice', 'ecoContribution', 'quantity', 'total'];

/** A value as people read it: numbers with their language's decimal sign. */
function shown(text: string, { field }: Change, { locale }: Props): string {
  if (text === '') return say(locale)('nothing', 'rien');
  return locale === 'fr' && NUMBERS.includes(field) ? text.replaceAll('.', ',') : text;
}

function Difference({ change, locale }: { change: Change; locale: Locale }) {
  const { difference } = change;
  if (!difference) return <></>;
  const sign = difference.minor > 0n ? '+' : '';
  return (
    <span class="font-medium whitespace-nowrap">
      {' '}
      ({sign}
      {formatMoney(difference, locale)})
    </span>
  );
}

function refusalText(change: Change, props: Props): string {
  const { locale } = props;
  const t = say(locale);
  const value = shown(change.before, change, props);
  const named = change.before === '' ? '' : t(` “${value}”`, ` « ${value} »`);
  return `${fieldWords[change.field][locale]}${named}, ${reasonText(change, locale)}.`;
}

function Refusals({ props, refused }: { props: Props; refused: readonly Change[] }) {
  const t = say(props.locale);
  if (refused.length === 0) return <></>;
  return (
    <Alert
      tone="error"
      title={t(
        `${props.suite} would not take this basket`,
        `${props.suite} n’accepterait pas ce panier`,
      )}
    >
      <ul class="list-disc ps-5">
        {refused.slice(0, ROWS_MAX).map((change) => (
          <li>
            {t('Line', 'Ligne')} {lineName(change, props)}
            {t(': ', ' : ')}
            {refusalText(change, props)} {fixText(change, props.locale)}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Picture({ props }: { props: Props }) {
  const { shaped, locale } = props;
  const counted = changeKinds.flatMap((kind) => {
    const count = shaped.changes.filter((change) => change.kind === kind).length;
    return count > 0 ? [{ kind, count }] : [];
  });
  const t = say(locale);
  if (counted.length < 2) return <></>;
  return (
    <BarChart
      locale={locale}
      title={t('Changes by kind', 'Changements par nature')}
      orientation="horizontal"
      unit={{ kind: 'count' }}
      description={counted
        .map(({ kind, count }) => `${kindWords[kind][locale]}: ${count}`)
        .join(', ')}
      height={48 + counted.length * 34}
      categories={counted.map(({ kind }) => kindWords[kind][locale])}
      series={[
        {
          name: t('Changes', 'Changements'),
          values: counted.map(({ count }) => Decimal.of(count)),
        },
      ]}
    />
  );
}

function Totals({ props }: { props: Props }) {
  const { net, lines } = props.shaped;
  const total = sumMoney(
    lines.map((line) => line.amount),
    net.currency,
  );
  const t = say(props.locale);
  const { locale } = props;
  const difference = subMoney(total, net);
  return (
    <p>
      {t('Net total here', 'Total HT ici')} <MoneyText amount={net} locale={locale} />{' '}
      <span aria-hidden="true">→</span> {t('lines in', 'lignes dans')} {props.suite}{' '}
      <MoneyText amount={total} locale={locale} />
      {difference.minor === 0n ? (
        <>, {t('to the cent', 'au centime près')}.</>
      ) : (
        <strong class="whitespace-nowrap">
          {' '}
          ({difference.minor > 0n ? '+' : ''}
          {formatMoney(difference, locale)})
        </strong>
      )}
    </p>
  );
}

/** What a suite makes of a basket: refusals with their fix, a picture by kind, every field before → after, totals. */
export function ShapeChanges(props: Props) {
  const { shaped, locale, suite } = props;
  const t = say(locale);
  const { changes } = shaped;
  if (changes.length === 0) {
    return (
      <p class="field-hint">
        {t(`${suite} takes everything as it is.`, `${suite} prend tout tel quel.`)}
      </p>
    );
  }
  const rows = changes.slice(0, ROWS_MAX);
  return (
    <Stack>
      <Refusals props={props} refused={changes.filter(({ kind }) => kind === 'refused')} />
      <Picture props={props} />
      <DataTable
        locale={locale}
        caption={t(`What becomes of it in ${suite}`, `Ce que ${suite} en fait`)}
        captionNote={
          changes.length > rows.length
            ? t(`${rows.length} of ${changes.length} shown`, `${rows.length} sur ${changes.length}`)
            : ''
        }
        columns={[
          {
            key: 'line',
            label: t('Line and field', 'Ligne et champ'),
            // Three columns, not five: the table stands in half a page and in frames of suites.
            cell: (row) => (
              <>
                <span class="block">{fieldWords[row.field][locale]}</span>
                <small class="muted">{lineName(row, props)}</small>
              </>
            ),
          },
          {
            key: 'kind',
            label: t('Change', 'Changement'),
            cell: (row) => (
              <StateBadge text={kindWords[row.kind][locale]} tone={kindWords[row.kind].tone} />
            ),
          },
          {
            key: 'change',
            label: t('Before → after', 'Avant → après'),
            cell: (row) => (
              <span class="break-words">
                <span class="muted">{shown(row.before, row, props)}</span>{' '}
                <span aria-label={t('becomes', 'devient')}>→</span>{' '}
                {row.kind === 'refused' ? '✕' : shown(row.after, row, props)}
                <Difference change={row} locale={locale} />
                <small class="block muted">{reasonText(row, locale)}</small>
              </span>
            ),
          },
        ]}
        rows={rows}
      />
      <Totals props={props} />
    </Stack>
  );
}
