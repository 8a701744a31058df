import { counted, formatDate, type Locale, say } from '../../../base/index.ts';
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
import { hrefWith } from '../routes/support.ts';
import { NewLink, type ShareChoice, Shares } from './pages-links.tsx';
import { PICTURED_MAX, ThreadPicture } from './picture.tsx';
import type { Thread } from './thread.ts';
import type { EventKind, ThreadEvent, Waiting } from './types.ts';
import { kindWords, laneText, stateWords } from './words.ts';

/** What can be shown of a thread at once: kinds that belong together. */
export const eventGroups = {
  request: ['setup', 'visit', 'basket', 'approval'],
  order: ['order', 'comparison', 'split'],
  delivery: ['confirmation', 'shipment', 'receipt', 'return'],
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

/** As many events as a picture can show. */
const SHOWN = PICTURED_MAX;

/** The page of events after one of them (from the first where it is unknown), and the last of it if more follow. */
export function eventPage(
  events: readonly ThreadEvent[],
  after: string | undefined,
): { shown: readonly ThreadEvent[]; next: string | undefined } {
  const from = after === undefined ? 0 : events.findIndex(({ id }) => id === after) + 1;
  const shown = events.slice(from, from + SHOWN);
  return { shown, next: from + SHOWN < events.length ? shown.at(-1)?.id : undefined };
}

const CUT: Readonly<Record<Thread['facts']['cut'][number], { en: string; fr: string }>> = {
  documents: { en: 'documents', fr: 'documents' },
  mails: { en: 'e-mails', fr: 'e-mails' },
  actions: { en: 'actions', fr: 'actions' },
  invoices: { en: 'invoices', fr: 'factures' },
  payments: { en: 'payments', fr: 'paiements' },
};

/** Says what is not here: a thread that is cut must not look whole. */
function Cut({ thread, locale }: { thread: Thread; locale: Locale }) {
  const { cut } = thread.facts;
  if (cut.length === 0) return null;
  const what = cut.map((one) => CUT[one][locale]).join(', ');
  return (
    <Alert tone="warning">
      {say(locale)(
        `This purchase has more than a thread holds; the newest are missing here: ${what}.`,
        `Cet achat dépasse ce que contient un fil ; les plus récents manquent ici : ${what}.`,
      )}
    </Alert>
  );
}

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
  const texts = [
    ...(event.errors
      ? [counted(event.errors, { en: ['error', 'errors'], fr: ['erreur', 'erreurs'] }, locale)]
      : []),
    ...(event.advisories
      ? [counted(event.advisories, { en: ['notice', 'notices'], fr: ['avis', 'avis'] }, locale)]
      : []),
  ];
  return texts.length > 0 ? <small class="muted"> · {texts.join(', ')}</small> : null;
}

export function EventTable({
  thread,
  events,
  locale,
  links,
  nextHref,
  firstHref,
}: {
  thread: Thread;
  events: readonly ThreadEvent[];
  locale: Locale;
  links: ThreadLinks;
  nextHref?: string | undefined;
  firstHref?: string | undefined;
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
      nextHref={nextHref}
      firstHref={firstHref}
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

/** What of a thread is looked at: one group of kinds or all, and from which event on. */
export type ThreadAsk = {
  readonly group: EventGroup | undefined;
  readonly after: string | undefined;
};

/** The picture and the table of a thread, of one group of kinds or of all, page by page; with and without a login. */
export function ThreadView({
  thread,
  here,
  group,
  after,
  locale,
  links,
}: ThreadAsk & {
  thread: Thread;
  here: string;
  locale: Locale;
  links: ThreadLinks;
}) {
  const t = say(locale);
  const { shown, next } = eventPage(
    thread.events.filter((event) => inGroup(event, group)),
    after,
  );
  const pictured = shown.filter(({ kind }) => kind !== 'action');
  const hrefOf = (from: string | undefined): string => hrefWith(here, { show: group, after: from });
  return (
    <>
      <Cut thread={thread} locale={locale} />
      <Groups thread={thread} here={here} group={group} locale={locale} />
      {pictured.length > 0 ? (
        <ThreadPicture thread={thread} events={pictured} locale={locale} hrefOf={links.eventHref} />
      ) : shown.length === 0 ? (
        <EmptyState title={t('Nothing of this kind yet', 'Rien de cette nature pour le moment')} />
      ) : null}
      {shown.length > 0 ? (
        <EventTable
          thread={thread}
          events={shown}
          locale={locale}
          links={links}
          nextHref={next && hrefOf(next)}
          firstHref={after ? hrefOf(undefined) : undefined}
        />
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
  after: string | undefined;
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
