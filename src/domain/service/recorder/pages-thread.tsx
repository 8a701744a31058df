import { formatDate, type Locale, say } from '../../../base/index.ts';
import {
  Alert,
  type Column,
  Columns,
  DataTable,
  DateText,
  EmptyState,
  LinkButton,
  MoneyText,
  Panel,
  Stack,
  StateBadge,
  Tabs,
} from '../../../ui/index.ts';
import type { ThreadShare } from '../entities.ts';
import { NewLink, type ShareChoice, Shares } from './pages-links.tsx';
import { PICTURED_MAX, ThreadPicture } from './picture.tsx';
import type { Thread } from './thread.ts';
import type { EventKind, ThreadEvent, Waiting } from './types.ts';
import { kindWords, laneText, stateWords } from './words.ts';

/** What can be shown of a thread at once: kinds that belong together. */
export const eventGroups = {
  request: ['setup', 'visit', 'basket', 'approval'],
  order: ['order', 'comparison', 'split'],
  delivery: ['confirmation', 'shipment', 'receipt'],
  money: ['invoice', 'statement', 'remittance', 'payment', 'payout'],
  other: ['status', 'acknowledgement', 'mail', 'action', 'document'],
} as const satisfies Record<string, readonly EventKind[]>;
export type EventGroup = keyof typeof eventGroups;

const GROUP_WORDS: Readonly<Record<EventGroup, { en: string; fr: string }>> = {
  request: { en: 'Request', fr: 'Demande' },
  order: { en: 'Order', fr: 'Commande' },
  delivery: { en: 'Delivery', fr: 'Livraison' },
  money: { en: 'Money', fr: 'Argent' },
  other: { en: 'Other', fr: 'Autres' },
};

export function inGroup(event: ThreadEvent, group: EventGroup | undefined): boolean {
  return group === undefined || (eventGroups[group] as readonly EventKind[]).includes(event.kind);
}

function Waits({ thread, locale }: { thread: Thread; locale: Locale }) {
  const t = say(locale);
  const columns: Column<Waiting>[] = [
    { key: 'what', label: t('What', 'Quoi'), cell: (row) => row.title[locale] },
    {
      key: 'who',
      label: t('From', 'De qui'),
      cell: (row) => laneText(row.lane, thread.facts, locale),
    },
    {
      key: 'since',
      label: t('Since', 'Depuis'),
      cell: (row) => <DateText value={row.since} locale={locale} />,
    },
    {
      key: 'until',
      label: t('Expected by', 'Attendu pour le'),
      cell: (row) => (row.until ? formatDate(row.until, locale) : '–'),
    },
  ];
  return (
    <DataTable
      locale={locale}
      caption={t('What is waited for now', 'Ce qui est attendu maintenant')}
      columns={columns}
      rows={thread.waits}
      rowTone={(row) => (row.tone === 'info' ? undefined : row.tone)}
      empty={{
        title: t('Nothing is waited for', 'Rien n’est attendu'),
        text: t('This purchase is at its end.', 'Cet achat est arrivé à son terme.'),
        picture: 'done',
      }}
    />
  );
}

export type ThreadLinks = {
  readonly eventHref: (event: ThreadEvent) => string | undefined;
};

function NoteCount({ event, locale }: { event: ThreadEvent; locale: Locale }) {
  const t = say(locale);
  const texts = [
    ...(event.errors ? [t(`${event.errors} error(s)`, `${event.errors} erreur(s)`)] : []),
    ...(event.advisories ? [t(`${event.advisories} notice(s)`, `${event.advisories} avis`)] : []),
  ];
  return texts.length > 0 ? <small class="muted"> · {texts.join(', ')}</small> : null;
}

export function EventTable({
  thread,
  events,
  locale,
  links,
}: {
  thread: Thread;
  events: readonly ThreadEvent[];
  locale: Locale;
  links: ThreadLinks;
}) {
  const t = say(locale);
  const lane = (one: ThreadEvent['from']): string => laneText(one, thread.facts, locale);
  const columns: Column<ThreadEvent>[] = [
    {
      key: 'at',
      label: t('When', 'Date'),
      cell: (row) => <DateText value={row.at} locale={locale} />,
    },
    { key: 'kind', label: t('Kind', 'Nature'), cell: (row) => kindWords[row.kind][locale] },
    {
      key: 'way',
      label: t('From → to', 'De → à'),
      cell: (row) => (row.from === row.to ? lane(row.from) : `${lane(row.from)} → ${lane(row.to)}`),
    },
    {
      key: 'what',
      label: t('What happened', 'Ce qui s’est passé'),
      cell: (row) => {
        const href = links.eventHref(row);
        return (
          <>
            {href ? <a href={href}>{row.title[locale]}</a> : row.title[locale]}
            <NoteCount event={row} locale={locale} />
            {row.detail ? <small class="muted block">{row.detail[locale]}</small> : null}
          </>
        );
      },
    },
    {
      key: 'amount',
      label: t('Amount', 'Montant'),
      align: 'number',
      cell: (row) => (row.amount ? <MoneyText amount={row.amount} locale={locale} /> : '–'),
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => (
        <StateBadge text={stateWords[row.state].text[locale]} tone={stateWords[row.state].tone} />
      ),
    },
  ];
  return (
    <DataTable
      locale={locale}
      caption={t('Time line', 'Chronologie')}
      captionNote={t('Oldest first', 'Du plus ancien au plus récent')}
      columns={columns}
      rows={events}
      rowTone={(row) =>
        row.state === 'refused' ? 'error' : row.state === 'alert' ? 'warning' : undefined
      }
    />
  );
}

function Groups({
  thread,
  here,
  group,
  locale,
}: {
  thread: Thread;
  here: string;
  group: EventGroup | undefined;
  locale: Locale;
}) {
  const t = say(locale);
  const names = Object.keys(eventGroups) as EventGroup[];
  return (
    <Tabs
      label={t('Show', 'Afficher')}
      items={[
        {
          href: here,
          label: t('All', 'Tout'),
          current: group === undefined,
          count: thread.events.length,
        },
        ...names.map((name) => ({
          href: `${here}?show=${name}`,
          label: GROUP_WORDS[name][locale],
          current: group === name,
          count: thread.events.filter((event) => inGroup(event, name)).length,
        })),
      ]}
    />
  );
}

/** The picture and the table of a thread, of one group of kinds or of all; with and without a login. */
export function ThreadView({
  thread,
  here,
  group,
  locale,
  links,
}: {
  thread: Thread;
  here: string;
  group: EventGroup | undefined;
  locale: Locale;
  links: ThreadLinks;
}) {
  const t = say(locale);
  const events = thread.events.filter((event) => inGroup(event, group));
  const pictured = events.filter(({ kind }) => kind !== 'action');
  return (
    <>
      <Groups thread={thread} here={here} group={group} locale={locale} />
      {pictured.length > PICTURED_MAX ? (
        <Alert tone="info">
          {t(
            `The picture shows the last ${PICTURED_MAX} events; the table has all ${events.length}.`,
            `L’image montre les ${PICTURED_MAX} derniers événements ; le tableau les contient tous (${events.length}).`,
          )}
        </Alert>
      ) : null}
      {pictured.length > 0 ? (
        <ThreadPicture thread={thread} events={pictured} locale={locale} hrefOf={links.eventHref} />
      ) : (
        <EmptyState title={t('Nothing of this kind yet', 'Rien de cette nature pour le moment')} />
      )}
      {events.length > 0 ? (
        <EventTable thread={thread} events={events} locale={locale} links={links} />
      ) : null}
    </>
  );
}

/** One purchase: what it waits for, the picture, the table, its exports and links. */
export function ThreadPage(props: {
  locale: Locale;
  thread: Thread;
  here: string;
  base: string;
  group: EventGroup | undefined;
  links: ThreadLinks;
  shares: readonly ThreadShare[];
  choices: readonly ShareChoice[];
  newLink: string | undefined;
  now: Temporal.Instant;
}) {
  const { locale, here } = props;
  const t = say(locale);
  return (
    <Stack>
      {props.newLink ? <NewLink locale={locale} url={props.newLink} /> : null}
      <Waits thread={props.thread} locale={locale} />
      <ThreadView {...props} />
      <Columns layout="two">
        <Panel id="export" title={t('Take it along', 'Exporter')}>
          <Stack>
            <p class="muted">
              {t(
                'Secrets and account numbers are masked in every file.',
                'Les secrets et comptes bancaires sont masqués dans tous les fichiers.',
              )}
            </p>
            <div class="frame-actions">
              <LinkButton href={`${here}/thread.html`} icon="download" download>
                {t('One page with all documents', 'Une page avec tous les documents')}
              </LinkButton>
              <LinkButton href={`${here}/thread.json`} icon="download" download>
                JSON
              </LinkButton>
              <LinkButton href={`${here}/timeline.csv`} icon="download" download>
                {t('Time line as CSV', 'Chronologie en CSV')}
              </LinkButton>
            </div>
          </Stack>
        </Panel>
        <Shares {...props} />
      </Columns>
    </Stack>
  );
}
