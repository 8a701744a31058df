import { say } from '../../../base/index.ts';
import type { Exchange, ExchangeNote } from '../../../platform/index.ts';
import {
  Alert,
  Code,
  type Column,
  DataTable,
  DateText,
  DefinitionList,
  Icon,
  Panel,
  Stack,
  StateBadge,
  type Tone,
} from '../../../ui/index.ts';
import type { ShownDocument } from '../documents.ts';
import type { Place } from './frame.tsx';

const STATES: Readonly<Record<Exchange['state'], { en: string; fr: string; tone: Tone }>> = {
  received: { en: 'Received', fr: 'Reçu', tone: 'info' },
  accepted: { en: 'Accepted', fr: 'Accepté', tone: 'success' },
  refused: { en: 'Refused', fr: 'Refusé', tone: 'error' },
  queued: { en: 'To be sent', fr: 'À envoyer', tone: 'info' },
  sent: { en: 'Sent', fr: 'Envoyé', tone: 'success' },
  failed: { en: 'Failed', fr: 'Échec', tone: 'error' },
  duplicate: { en: 'Duplicate', fr: 'Doublon', tone: 'neutral' },
};

export function StateOf({ state, locale }: { state: Exchange['state']; locale: Place['locale'] }) {
  const { tone, ...text } = STATES[state];
  return <StateBadge text={text[locale]} tone={tone} />;
}

/** Whether a document is of the virtual buyer: its payloadID or its BuyerCookie says so. */
function isTrial({ documentKey, keys }: Exchange): boolean {
  return (
    (documentKey ?? '').endsWith('@workbench.comptoir') ||
    keys.some((key) => key.startsWith('trial-'))
  );
}

function columnsOf(locale: Place['locale']): Column<Exchange>[] {
  const t = say(locale);
  return [
    {
      key: 'kind',
      label: t('Document', 'Document'),
      cell: (row) => (
        <>
          {row.kind ?? t('Unread document', 'Document non lu')}
          {isTrial(row) ? (
            <span class="muted ms-2 text-[0.75rem] font-normal">
              {t('virtual buyer', 'acheteur virtuel')}
            </span>
          ) : null}
        </>
      ),
    },
    {
      key: 'direction',
      label: t('Direction', 'Sens'),
      cell: (row) => (
        <span class="inline-flex items-center gap-1.5 whitespace-nowrap">
          <Icon name={row.direction === 'in' ? 'arrowDown' : 'arrowUp'} size={13} />
          {row.direction === 'in' ? t('to us', 'vers nous') : t('to you', 'vers vous')}
        </span>
      ),
    },
    {
      key: 'key',
      label: t('Key', 'Clé'),
      cell: (row) => {
        const key = row.keys[0] ?? row.documentKey ?? '–';
        return <code title={key}>{key.length > 32 ? `${key.slice(0, 31)}…` : key}</code>;
      },
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => <StateOf state={row.state} locale={locale} />,
    },
    {
      key: 'at',
      label: t('When', 'Date'),
      align: 'end',
      cell: (row) => <DateText value={row.at} locale={locale} />,
    },
  ];
}

/** This connection's documents both ways, newest first. */
export function DocumentsPage(props: {
  place: Place;
  rows: readonly Exchange[];
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { place, rows } = props;
  const { base, locale } = place;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={t('Documents of this connection', 'Documents de cette connexion')}
      captionNote={t('secrets masked', 'secrets masqués')}
      rows={rows}
      rowHref={(row) => `${base}/documents/${row.id}`}
      nextHref={props.nextHref}
      firstHref={props.firstHref}
      empty={{
        title: t('No document yet', 'Aucun document pour l’instant'),
        text: t(
          'What you send to the addresses of the overview stands here at once.',
          'Ce que vous envoyez aux adresses de la vue d’ensemble apparaît ici aussitôt.',
        ),
      }}
      columns={columnsOf(locale)}
    />
  );
}

function Notes(props: {
  title: string;
  tone: 'error' | 'warning';
  notes: readonly ExchangeNote[];
}) {
  if (props.notes.length === 0) return null;
  return (
    <Alert tone={props.tone} title={props.title}>
      <ul class="list-disc ps-5">
        {props.notes.map((one) => (
          <li>
            {one.line ? `${one.line} · ` : ''}
            {one.element ? <code>{one.element}</code> : null} {one.message} {one.fix ?? ''}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** One document with its answer and what was said of it. */
export function DocumentPage({ place, shown }: { place: Place; shown: ShownDocument }) {
  const { base, locale } = place;
  const t = say(locale);
  const { exchange, document, answer } = shown;
  const marked = exchange.errors.find(({ line }) => line !== undefined);
  return (
    <Stack>
      <p>
        <a class="link" href={`${base}/documents`}>
          {t('All documents', 'Tous les documents')}
        </a>
      </p>
      <Panel id="document" title={exchange.kind ?? t('Unread document', 'Document non lu')}>
        <DefinitionList
          items={[
            {
              term: t('State', 'État'),
              value: <StateOf state={exchange.state} locale={locale} />,
            },
            { term: t('When', 'Date'), value: <DateText value={exchange.at} locale={locale} /> },
            {
              term: t('Keys', 'Clés'),
              value: [...new Set([exchange.documentKey, ...exchange.keys])]
                .filter(Boolean)
                .map((key) => <code class="block break-all">{key}</code>),
            },
          ]}
        />
      </Panel>
      <Notes tone="error" title={t('Errors', 'Erreurs')} notes={exchange.errors} />
      <Notes tone="warning" title={t('Notices', 'Avis')} notes={exchange.advisories} />
      {document === undefined ? (
        <Alert tone="info">
          {t('This document is not text.', 'Ce document n’est pas du texte.')}
        </Alert>
      ) : (
        <Code
          locale={locale}
          id="raw"
          title={t('The document, secrets masked', 'Le document, secrets masqués')}
          text={document}
          {...(marked?.line ? { mark: { line: marked.line, note: marked.message } } : {})}
        />
      )}
      {answer ? (
        <Code locale={locale} id="answer" title={t('The answer', 'La réponse')} text={answer} />
      ) : null}
    </Stack>
  );
}
