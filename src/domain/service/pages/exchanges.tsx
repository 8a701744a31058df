import { type Locale, say, type Text } from '../../../base/index.ts';
import type { BulkProgress } from '../../../platform/index.ts';
import {
  type Column,
  DataTable,
  DateText,
  Icon,
  type KeyFigure,
  KeyFigures,
  Progress,
  Stack,
  StateBadge,
} from '../../../ui/index.ts';
import type { ExchangeFigures, ExchangeFilter, ExchangeRow } from '../queries/index.ts';
import type { Audience } from '../rules/index.ts';
import { documentKindText } from './document-words.ts';
import { Filter, type FilterControl } from './filter.tsx';
import {
  channelText,
  channelWords,
  directionWords,
  exchangeStateWords,
  shortened,
  sizeText,
} from './words.ts';

/** Received or sent, as an arrow and a word. */
export function DirectionText({ direction, locale }: { direction: 'in' | 'out'; locale: Locale }) {
  return (
    <span class="inline-flex items-center gap-1.5 whitespace-nowrap align-bottom">
      <Icon name={direction === 'in' ? 'arrowDown' : 'arrowUp'} size={13} />
      {directionWords[direction][locale]}
    </span>
  );
}

export function ExchangeState({ state, locale }: { state: ExchangeRow['state']; locale: Locale }) {
  const word = exchangeStateWords[state];
  return <StateBadge text={word.text[locale]} tone={word.tone} />;
}

/** What a person would look a document up by first; our own mark of a connection last. */
function keysOf(row: ExchangeRow): string[] {
  const own = (key: string): number => Number(key.startsWith('connection:'));
  return [...new Set([...row.keys, ...(row.documentKey ? [row.documentKey] : [])])]
    .filter(Boolean)
    .sort((a, b) => own(a) - own(b));
}

function KindText({ kind, locale }: { kind: string | null | undefined; locale: Locale }) {
  if (!kind) return <>{say(locale)('Unread document', 'Document non lu')}</>;
  const words = documentKindText(kind, locale);
  if (!words) return <>{kind}</>;
  return (
    <>
      {words}
      <code class="field-code block">{kind}</code>
    </>
  );
}

/** The columns of a list of documents; the partner's only where several partners meet. */
export function exchangeColumns({
  locale,
  audience,
}: {
  locale: Locale;
  audience: Audience;
}): Column<ExchangeRow>[] {
  const t = say(locale);
  const partner: Column<ExchangeRow> = {
    key: 'partner',
    label: t('Partner', 'Partenaire'),
    cell: (row) =>
      row.partnerName ??
      (row.channel === 'bank' ? '–' : <span class="muted">{t('unknown', 'inconnu')}</span>),
  };
  return [
    {
      key: 'kind',
      label: t('Document', 'Document'),
      cell: (row) => <KindText kind={row.kind} locale={locale} />,
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => (
        <span class="inline-flex items-center gap-1.5 whitespace-nowrap">
          <ExchangeState state={row.state} locale={locale} />
          {row.advisories > 0 ? (
            <span class="muted">
              {t(
                `${row.advisories} notice${row.advisories > 1 ? 's' : ''}`,
                `${row.advisories} avis`,
              )}
            </span>
          ) : null}
        </span>
      ),
    },
    ...(audience === 'operator' ? [partner] : []),
    {
      key: 'keys',
      label: t('Keys', 'Clés'),
      cell: (row) => {
        const [first, ...more] = keysOf(row);
        if (!first) return '–';
        return (
          <span title={[first, ...more].join('\n')}>
            <code>{shortened(first, 32)}</code>
            {more.length > 0 ? <span class="muted"> +{more.length}</span> : null}
          </span>
        );
      },
    },
    {
      key: 'at',
      label: t('When', 'Date'),
      align: 'end',
      cell: (row) => <DateText value={row.at} locale={locale} />,
    },
    {
      key: 'direction',
      label: t('Direction', 'Sens'),
      cell: (row) => <DirectionText direction={row.direction} locale={locale} />,
    },
    {
      key: 'channel',
      label: t('Channel', 'Canal'),
      cell: (row) => channelText(row.channel, locale),
    },
    {
      key: 'size',
      label: t('Size', 'Taille'),
      align: 'number',
      cell: (row) => sizeText(row.sizeBytes, locale),
    },
  ];
}

function controlsOf(props: {
  locale: Locale;
  audience: Audience;
  filter: ExchangeFilter;
}): FilterControl[] {
  const { locale, audience, filter } = props;
  const t = say(locale);
  const partner: FilterControl = {
    name: 'partner',
    label: t('Partner', 'Partenaire'),
    value: filter.partner,
  };
  return [
    {
      name: 'q',
      label: t('Key of the document', 'Clé du document'),
      value: filter.q,
      type: 'search',
      span: 'two',
      placeholder: t(
        'payloadID, BuyerCookie, order, invoice or statement number',
        'payloadID, BuyerCookie, n° de commande, de facture ou de relevé',
      ),
    },
    {
      name: 'state',
      label: t('State', 'État'),
      value: filter.state,
      choices: [
        {
          value: 'waiting',
          label: t('Waiting (received or to be sent)', 'En attente (reçu ou à envoyer)'),
        },
        { value: 'faulty', label: t('Refused or failed', 'Refusé ou en échec') },
        ...Object.entries(exchangeStateWords).map(([value, word]) => ({
          value,
          label: word.text[locale],
        })),
      ],
    },
    {
      name: 'direction',
      label: t('Direction', 'Sens'),
      value: filter.direction,
      choices: (['in', 'out'] as const).map((value) => ({
        value,
        label: directionWords[value][locale],
      })),
    },
    {
      name: 'channel',
      label: t('Channel', 'Canal'),
      value: filter.channel,
      choices: Object.entries(channelWords).map(([value, text]) => ({
        value,
        label: text[locale],
      })),
    },
    {
      name: 'kind',
      label: t('Kind', 'Nature'),
      value: filter.kind,
      placeholder: 'OrderRequest, ORDERS, camt.053',
    },
    ...(audience === 'operator' ? [partner] : []),
    { name: 'from', label: t('From', 'Du'), value: filter.from?.toString(), type: 'date' },
    { name: 'to', label: t('To', 'Au'), value: filter.to?.toString(), type: 'date' },
  ];
}

/** The day in figures, each leading to its documents. */
export function exchangeKeyFigures(props: {
  locale: Locale;
  here: string;
  today: string;
  figures: ExchangeFigures;
}): KeyFigure[] {
  const { locale, here, today, figures } = props;
  const t = say(locale);
  const day = `from=${today}&to=${today}`;
  return [
    {
      label: t('Received today', 'Reçus aujourd’hui'),
      value: figures.in,
      href: `${here}?direction=in&${day}`,
    },
    {
      label: t('Sent today', 'Envoyés aujourd’hui'),
      value: figures.out,
      href: `${here}?direction=out&${day}`,
    },
    {
      label: t('Refused or failed today', 'Refusés ou en échec aujourd’hui'),
      value: figures.refused,
      href: `${here}?state=faulty&${day}`,
    },
    { label: t('Waiting', 'En attente'), value: figures.waiting, href: `${here}?state=waiting` },
  ];
}

const WORK: Readonly<Record<string, Text>> = {
  bank_statement: { en: 'Bank statement', fr: 'Relevé bancaire' },
  catalogue: { en: 'Catalogue file', fr: 'Fichier catalogue' },
  catalogue_file: { en: 'Catalogue file', fr: 'Fichier catalogue' },
  demo: { en: 'Demo data', fr: 'Données de démonstration' },
  replay: { en: 'Sending again', fr: 'Nouvel envoi' },
};

/** Long work under way, asking for itself again while it runs. */
export function WorkProgress({
  locale,
  here,
  work,
}: {
  locale: Locale;
  here: string;
  work: BulkProgress;
}) {
  const state = ({ running: 'running', finished: 'done', failed: 'failed' } as const)[work.state];
  return (
    <Progress
      locale={locale}
      id={`work-${work.id}`}
      label={`${WORK[work.kind]?.[locale] ?? work.kind} · ${work.subject}`}
      done={work.done}
      {...(typeof work.total === 'number' ? { total: work.total } : {})}
      {...(work.message ? { detail: work.message } : {})}
      state={state}
      pollHref={`${here}/work/${work.id}`}
    />
  );
}

/** The log of documents: the day in figures, what runs, the filter, the list. */
export function ExchangesPage(props: {
  locale: Locale;
  audience: Audience;
  here: string;
  today: string;
  filter: ExchangeFilter;
  figures: ExchangeFigures;
  running: readonly BulkProgress[];
  rows: readonly ExchangeRow[];
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { locale, audience, here, rows } = props;
  const t = say(locale);
  return (
    <Stack>
      <KeyFigures figures={exchangeKeyFigures(props)} />
      {props.running.map((work) => (
        <WorkProgress locale={locale} here={here} work={work} />
      ))}
      <Filter locale={locale} action={here} controls={controlsOf(props)} />
      <DataTable
        locale={locale}
        caption={t('Documents', 'Documents')}
        captionNote={t('Newest first', 'Les plus récents d’abord')}
        columns={exchangeColumns({ locale, audience })}
        rows={rows}
        rowHref={(row) => `${here}/${row.id}`}
        rowTone={(row) => (exchangeStateWords[row.state].tone === 'error' ? 'error' : undefined)}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{
          title: t('No document matches', 'Aucun document ne correspond'),
          text: t(
            'Every document is kept from the moment it arrives, also when it is refused.',
            'Chaque document est conservé dès son arrivée, même s’il est refusé.',
          ),
        }}
      />
    </Stack>
  );
}
