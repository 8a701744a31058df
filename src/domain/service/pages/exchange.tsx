import { type Locale, say } from '../../../base/index.ts';
import { type Exchange, type ExchangeNote, maskSecrets } from '../../../platform/index.ts';
import {
  Alert,
  Code,
  type Column,
  Columns,
  DataTable,
  DateText,
  DefinitionList,
  EmptyState,
  LinkButton,
  Panel,
  Stack,
  Tabs,
} from '../../../ui/index.ts';
import type { LinkTarget, StoredDocument } from '../queries/index.ts';
import {
  type Audience,
  cutText,
  type DecodedText,
  decodeDocument,
  lineInView,
  readableView,
  SHOWN_BYTES_MAX,
} from '../rules/index.ts';
import { documentKindText } from './document-words.ts';
import { DirectionText, ExchangeState } from './exchanges.tsx';
import { channelText, linkWords, sizeText } from './words.ts';

export type DocumentView = 'readable' | 'raw';

type Note = ExchangeNote & { readonly severity: 'error' | 'advisory' };

export type ExchangePageProps = {
  locale: Locale;
  audience: Audience;
  here: string;
  exchange: Exchange;
  partnerName: string | undefined;
  links: readonly LinkTarget[];
  document: StoredDocument | undefined;
  answer: StoredDocument | undefined;
  view: DocumentView;
  /** The line of the document to show and mark; by default that of the first fault. */
  line: number | undefined;
  /** Whether a download gives the bytes as they came. */
  download: 'raw' | 'masked';
};

function notesOf(exchange: Exchange): Note[] {
  return [
    ...exchange.errors.map((note) => ({ ...note, severity: 'error' as const })),
    ...exchange.advisories.map((note) => ({ ...note, severity: 'advisory' as const })),
  ];
}

function Notes({
  locale,
  here,
  view,
  notes,
}: {
  locale: Locale;
  here: string;
  view: DocumentView;
  notes: readonly Note[];
}) {
  const t = say(locale);
  const columns: Column<Note>[] = [
    {
      key: 'line',
      label: t('Line', 'Ligne'),
      width: 'narrow',
      cell: (note) =>
        note.line ? (
          <a href={`${here}?view=${view}&line=${note.line}#document`}>{note.line}</a>
        ) : (
          '–'
        ),
    },
    {
      key: 'element',
      label: t('Element', 'Élément'),
      cell: (note) => (note.element ? <code>{maskSecrets(note.element)}</code> : '–'),
    },
    {
      key: 'message',
      label: t('What is wrong', 'Ce qui ne va pas'),
      cell: (note) => maskSecrets(note.message),
    },
    {
      key: 'fix',
      label: t('How to mend it', 'Comment corriger'),
      cell: (note) => (note.fix ? maskSecrets(note.fix) : '–'),
    },
    { key: 'code', label: 'Code', cell: (note) => <code>{note.code}</code> },
  ];
  const errors = notes.filter((note) => note.severity === 'error');
  const advisories = notes.filter((note) => note.severity === 'advisory');
  return (
    <>
      {errors.length > 0 ? (
        <DataTable
          locale={locale}
          caption={t('Errors', 'Erreurs')}
          columns={columns}
          rows={errors}
          rowTone={() => 'error'}
        />
      ) : null}
      {advisories.length > 0 ? (
        <DataTable
          locale={locale}
          caption={t('Notices', 'Avis')}
          {...(errors.length === 0
            ? {
                captionNote: t(
                  'The document was taken all the same',
                  'Le document a été pris malgré tout',
                ),
              }
            : {})}
          columns={columns}
          rows={advisories}
          rowTone={() => 'warning'}
        />
      ) : null}
    </>
  );
}

function Facts({ locale, exchange, partnerName, audience }: ExchangePageProps) {
  const t = say(locale);
  const optional = (term: string, value: string | undefined | null) =>
    value ? [{ term, value: <code>{value}</code> }] : [];
  return (
    <Panel id="facts" title={t('Facts', 'Informations')}>
      <DefinitionList
        items={[
          {
            term: t('State', 'État'),
            value: <ExchangeState state={exchange.state} locale={locale} />,
          },
          {
            term: t('Direction', 'Sens'),
            value: <DirectionText direction={exchange.direction} locale={locale} />,
          },
          { term: t('Channel', 'Canal'), value: channelText(exchange.channel, locale) },
          {
            term: t('Partner', 'Partenaire'),
            value:
              audience === 'operator' && exchange.partnerId ? (
                <a href={`/operator/partners/${exchange.partnerId}`}>{partnerName}</a>
              ) : (
                (partnerName ?? t('unknown', 'inconnu'))
              ),
          },
          { term: t('When', 'Date'), value: <DateText value={exchange.at} locale={locale} /> },
          ...(exchange.finishedAt
            ? [
                {
                  term: t('Settled', 'Traité'),
                  value: <DateText value={exchange.finishedAt} locale={locale} />,
                },
              ]
            : []),
          ...(exchange.attempts > 0
            ? [{ term: t('Attempts', 'Tentatives'), value: exchange.attempts }]
            : []),
          ...optional(t('Document key', 'Clé du document'), exchange.documentKey),
          ...(exchange.keys.length > 0
            ? [
                {
                  term: t('Other keys', 'Autres clés'),
                  value: exchange.keys.map((key) => <code class="block">{key}</code>),
                },
              ]
            : []),
          {
            term: t('Content', 'Contenu'),
            value: `${exchange.contentType} · ${sizeText(exchange.sizeBytes, locale)}`,
          },
          { term: 'SHA-256', value: <code class="break-all text-2xs">{exchange.sha256}</code> },
          ...optional(t('Request', 'Requête'), exchange.requestId),
        ]}
      />
    </Panel>
  );
}

function Became({ locale, links }: { locale: Locale; links: readonly LinkTarget[] }) {
  const t = say(locale);
  return (
    <Panel id="became" title={t('What it became', 'Ce qu’il est devenu')}>
      {links.length === 0 ? (
        <p class="muted">
          {t('Nothing was made of this document.', 'Ce document n’a rien produit.')}
        </p>
      ) : (
        <DefinitionList
          items={links.map((link) => ({
            term: linkWords[link.type]?.[locale] ?? link.type,
            value: link.href ? <a href={link.href}>{link.label}</a> : link.label,
          }))}
        />
      )}
    </Panel>
  );
}

type Mark = { line: number; note?: string; element?: string };

/** The line to mark and what is wrong there, in the lines of the raw document. */
function markOf({ exchange, line }: ExchangePageProps): Mark | undefined {
  const notes = notesOf(exchange).filter((note) => note.line !== undefined);
  const note = line === undefined ? notes[0] : notes.find((one) => one.line === line);
  const at = line ?? note?.line;
  if (at === undefined) return undefined;
  return {
    line: at,
    ...(note ? { note: maskSecrets(note.message) } : {}),
    ...(note?.element ? { element: note.element } : {}),
  };
}

type TextProps = {
  locale: Locale;
  id: string;
  title: string;
  href: string;
  decoded: DecodedText;
  /** More was stored than was read for the page. */
  more: boolean;
  view: DocumentView;
  mark?: Mark | undefined;
};

function DocumentText({ locale, id, title, href, decoded, more, view, mark }: TextProps) {
  const t = say(locale);
  const masked = maskSecrets(decoded.text);
  const { text, cut } = cutText(masked);
  const readable = view === 'readable' ? readableView(text) : undefined;
  const at = mark && readable ? { ...mark, line: lineInView(readable, mark) } : mark;
  return (
    <Stack>
      {cut || more ? (
        <Alert tone="info">
          {t(
            `Only the first ${sizeText(SHOWN_BYTES_MAX, locale)} are shown; the download has the whole document.`,
            `Seuls les ${sizeText(SHOWN_BYTES_MAX, locale)} du début sont affichés ; le téléchargement contient tout le document.`,
          )}
        </Alert>
      ) : null}
      <Code
        locale={locale}
        id={id}
        title={`${title} · ${decoded.encoding}`}
        text={readable?.text ?? text}
        {...(at ? { mark: at } : {})}
        downloadHref={href}
      />
    </Stack>
  );
}

/** A stored file as masked text; what is no text is only offered as a file. */
function StoredText(
  props: Omit<TextProps, 'decoded' | 'more'> & { file: StoredDocument; download: 'raw' | 'masked' },
) {
  const { locale, file, download, ...rest } = props;
  const t = say(locale);
  const decoded = decodeDocument(file.content, file.contentType);
  if (decoded)
    return (
      <DocumentText
        {...rest}
        locale={locale}
        decoded={decoded}
        more={file.content.byteLength < file.sizeBytes}
      />
    );
  return (
    <Panel id={props.id} title={props.title}>
      <EmptyState
        title={t('This document is not text', 'Ce document n’est pas du texte')}
        text={`${file.contentType} · ${sizeText(file.sizeBytes, locale)}`}
        {...(download === 'raw'
          ? { action: { href: props.href, label: t('Download', 'Télécharger') } }
          : {})}
      />
    </Panel>
  );
}

/** One document: what it is, what is wrong with it, what it became, and both sides of the conversation. */
export function ExchangePage(props: ExchangePageProps) {
  const { locale, here, exchange, document, answer, view, download } = props;
  const t = say(locale);
  const answerTitle =
    exchange.direction === 'in'
      ? t('Our answer', 'Notre réponse')
      : t('The answer we got', 'La réponse reçue');
  const shown = { locale, view, download };
  return (
    <Stack>
      <Notes locale={locale} here={here} view={view} notes={notesOf(exchange)} />
      <Tabs
        label={t('View', 'Présentation')}
        items={[
          {
            href: `${here}#document`,
            label: t('Readable', 'Lisible'),
            current: view === 'readable',
          },
          {
            href: `${here}?view=raw#document`,
            label: t('As it is', 'Tel quel'),
            current: view === 'raw',
          },
        ]}
      />
      <Columns layout={answer ? 'two' : 'three'}>
        <div class={answer ? undefined : 'md:col-span-2 xl:col-span-3'} id="document-part">
          {document ? (
            <StoredText
              {...shown}
              id="document"
              title={t('Document', 'Document')}
              file={document}
              href={`${here}/document`}
              mark={markOf(props)}
            />
          ) : null}
        </div>
        {answer ? (
          <StoredText
            {...shown}
            id="answer"
            title={answerTitle}
            file={answer}
            href={`${here}/answer`}
          />
        ) : null}
      </Columns>
      <Columns layout="two">
        <Became locale={locale} links={props.links} />
        <Facts {...props} />
      </Columns>
    </Stack>
  );
}

/** Which way, by which door, with whom and when: the line under the title. */
export function ExchangeSubtitle({
  locale,
  exchange,
  partnerName,
}: Pick<ExchangePageProps, 'locale' | 'exchange' | 'partnerName'>) {
  const words = documentKindText(exchange.kind ?? '', locale);
  return (
    <>
      {words ? `${words} · ` : null}
      <DirectionText direction={exchange.direction} locale={locale} />
      {` · ${channelText(exchange.channel, locale)} · ${partnerName ?? say(locale)('unknown partner', 'partenaire inconnu')} · `}
      <DateText value={exchange.at} locale={locale} />
    </>
  );
}

/** The buttons beside the title. */
export function ExchangeActions({
  locale,
  here,
  download,
}: Pick<ExchangePageProps, 'locale' | 'here' | 'download'>) {
  const t = say(locale);
  const [, audience, , id] = here.split('/');
  return (
    <>
      <LinkButton href={`/${audience}/recorder?q=${id}`}>
        {t('The whole purchase', 'Tout l’achat')}
      </LinkButton>
      {audience === 'operator' && download === 'raw' ? (
        <LinkButton href={`/operator/recorder/replay/${id}`}>
          {t('Replay: rehearse', 'Rejouer : répétition')}
        </LinkButton>
      ) : null}
      <LinkButton href={`${here}/document`} icon="download" download>
        {download === 'raw'
          ? t('Download as received', 'Télécharger tel quel')
          : t('Download, secrets masked', 'Télécharger, secrets masqués')}
      </LinkButton>
    </>
  );
}
