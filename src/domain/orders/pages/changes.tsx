import {
  type Locale,
  readableDates,
  readableQuantity,
  say,
  type Text,
} from '../../../base/index.ts';
import {
  ActionForm,
  Alert,
  DataTable,
  DateText,
  DefinitionList,
  Panel,
  Stack,
  StateBadge,
  type Tone,
} from '../../../ui/index.ts';
import type { OrderAttachment, OrderVersion, SellerOrderRevision } from '../entities.ts';
import type { ChangedField, LineChange } from '../particulars.ts';

const FIELDS: Readonly<Record<ChangedField, Text>> = {
  added: { en: 'new', fr: 'ajoutée' },
  dropped: { en: 'dropped', fr: 'supprimée' },
  quantity: { en: 'quantity', fr: 'quantité' },
  requested_on: { en: 'delivery wanted', fr: 'livraison souhaitée' },
  ship_to: { en: 'deliver to', fr: 'livrer à' },
  schedule: { en: 'partial deliveries', fr: 'livraisons partielles' },
  comments: { en: 'comments', fr: 'remarques' },
  limit: { en: 'limit', fr: 'plafond' },
  period: { en: 'validity', fr: 'validité' },
  cancelled: { en: 'cancelled', fr: 'annulée' },
};

/** A long order changes on many lines: what a person reads at once. */
const SHOWN_MAX = 50;

const QUANTITIES: readonly ChangedField[] = ['added', 'dropped', 'quantity'];
const DAYS: readonly ChangedField[] = ['requested_on', 'schedule', 'period'];

/** A value of a change as its reader writes it: units by their name, days in the language's order. */
function valueText(text: string, { field }: LineChange, locale: Locale): string {
  if (QUANTITIES.includes(field)) return readableQuantity(text, locale);
  if (!DAYS.includes(field)) return text;
  const written = readableDates(text, locale);
  return locale === 'fr' && field === 'schedule' ? written.replaceAll(' on ', ' le ') : written;
}

/** What changed, one difference a line: `Line 2, Paper A4: quantity 10 reams → 4 reams`. */
export function ChangeList({
  changes,
  locale,
}: {
  changes: readonly LineChange[];
  locale: Locale;
}) {
  const t = say(locale);
  const rest = changes.length - SHOWN_MAX;
  if (changes.length === 0) return null;
  return (
    <ul class="list-none space-y-1">
      {changes.slice(0, SHOWN_MAX).map((change) => {
        const line = change.lineNumber
          ? t(`Line ${change.lineNumber}`, `Ligne ${change.lineNumber}`)
          : '';
        const head = [line, change.what].filter(Boolean).join(', ');
        return (
          <li>
            {head ? `${head}${t(': ', ' : ')}` : ''}
            {FIELDS[change.field][locale]}{' '}
            {change.from ? (
              <span class="muted line-through">{valueText(change.from, change, locale)}</span>
            ) : null}
            {change.from && change.to ? ' → ' : null}
            {change.to ? <strong>{valueText(change.to, change, locale)}</strong> : null}
          </li>
        );
      })}
      {rest > 0 ? <li class="muted">{t(`and ${rest} more`, `et ${rest} de plus`)}</li> : null}
    </ul>
  );
}

const OUTCOMES: Readonly<Record<OrderVersion['outcome'], Text & { tone: Tone }>> = {
  in_force: { en: 'Carried out', fr: 'Exécutée', tone: 'success' },
  late: { en: 'Too late, no effect', fr: 'Trop tard, sans effet', tone: 'warning' },
  ahead: { en: 'Before its order', fr: 'Avant sa commande', tone: 'warning' },
};
const TYPES: Readonly<Record<OrderVersion['type'], Text>> = {
  new: { en: 'Ordered', fr: 'Commandée' },
  update: { en: 'Changed', fr: 'Modifiée' },
  delete: { en: 'Cancelled', fr: 'Annulée' },
};

/** Every document about an order: version, when, who, what changed, and whether it counted. */
export function History({
  versions,
  locale,
}: {
  versions: readonly OrderVersion[];
  locale: Locale;
}) {
  const t = say(locale);
  if (versions.length < 2) return null;
  return (
    <Panel id="history" title={t('History', 'Historique')}>
      <DataTable
        locale={locale}
        caption={t('Versions of this order', 'Versions de cette commande')}
        captionView="hidden"
        rows={versions.toReversed()}
        columns={[
          {
            key: 'version',
            label: t('Version', 'Version'),
            width: 'narrow',
            cell: (row) => row.orderVersion,
          },
          {
            key: 'at',
            label: t('Received', 'Reçue le'),
            cell: (row) => <DateText value={row.at} locale={locale} />,
          },
          { key: 'by', label: t('By', 'Par'), cell: (row) => row.changedBy },
          {
            key: 'what',
            label: t('What', 'Quoi'),
            cell: (row) => (
              <>
                {TYPES[row.type][locale]}
                <ChangeList
                  changes={row.changes.filter(({ field }) => field !== 'cancelled')}
                  locale={locale}
                />
              </>
            ),
          },
          {
            key: 'outcome',
            label: t('Effect', 'Effet'),
            cell: (row) => (
              <StateBadge text={OUTCOMES[row.outcome][locale]} tone={OUTCOMES[row.outcome].tone} />
            ),
          },
        ]}
      />
    </Panel>
  );
}

/** To its seller: what the buyer changed, with a button to say that it was read. */
export function ChangeNotices({
  revisions,
  orderId,
  locale,
  forms,
}: {
  revisions: readonly SellerOrderRevision[];
  orderId: string;
  locale: Locale;
  forms: 'shown' | 'hidden';
}) {
  const t = say(locale);
  if (revisions.length === 0) return null;
  const open = revisions.filter((one) => !one.confirmedAt && one.toldBy !== 'not_sent_yet');
  const newest = open.at(-1);
  return (
    <Panel id="changes" title={t('Changed by the buyer', 'Modifiée par l’acheteur')}>
      <Stack>
        {newest ? (
          <Alert tone="warning">
            {newest.kind === 'cancelled'
              ? t(
                  'The buyer has cancelled this order. Send nothing more of it.',
                  'L’acheteur a annulé cette commande. N’expédiez plus rien.',
                )
              : t(
                  'The buyer has changed this order since you got it. Read the changes and confirm.',
                  'L’acheteur a modifié cette commande depuis que vous l’avez reçue. Lisez les modifications et confirmez.',
                )}
          </Alert>
        ) : null}
        <DefinitionList
          items={revisions.toReversed().map((one) => ({
            term: t(`Version ${one.revision}`, `Version ${one.revision}`),
            value: (
              <>
                <DateText value={one.at} locale={locale} />
                <ChangeList changes={one.changes} locale={locale} />
                {one.confirmedBy ? (
                  <StateBadge
                    text={t(`Read by ${one.confirmedBy}`, `Lue par ${one.confirmedBy}`)}
                    tone="success"
                  />
                ) : null}
              </>
            ),
          }))}
        />
        {newest && forms === 'shown' ? (
          <div>
            <ActionForm
              action={`/seller/orders/${orderId}/changes`}
              hidden={{ revision: String(newest.revision) }}
              kind="primary"
              icon="check"
            >
              {t('I have read the changes', 'J’ai lu les modifications')}
            </ActionForm>
          </div>
        ) : null}
      </Stack>
    </Panel>
  );
}

const FILE_TYPES: readonly (readonly [start: string, word: Text])[] = [
  ['application/pdf', { en: 'PDF', fr: 'PDF' }],
  ['image/', { en: 'Picture', fr: 'Image' }],
  ['text/csv', { en: 'Table (CSV)', fr: 'Tableau (CSV)' }],
  ['text/', { en: 'Text', fr: 'Texte' }],
  ['application/xml', { en: 'XML', fr: 'XML' }],
  ['application/zip', { en: 'Archive', fr: 'Archive' }],
  ['application/vnd.ms-excel', { en: 'Spreadsheet', fr: 'Tableur' }],
  [
    'application/vnd.openxmlformats-officedocument.spreadsheet',
    { en: 'Spreadsheet', fr: 'Tableur' },
  ],
  ['application/msword', { en: 'Document', fr: 'Document' }],
  ['application/vnd.openxmlformats-officedocument.word', { en: 'Document', fr: 'Document' }],
];

/** A file's sort in a word; one that nobody knows by its MIME type. */
function typeText({ contentType }: OrderAttachment, locale: Locale): string {
  const type = contentType.toLowerCase();
  return FILE_TYPES.find(([start]) => type.startsWith(start))?.[1][locale] ?? contentType;
}

function sizeText(bytes: number, locale: Locale): string {
  const kilo = Math.max(1, Math.round(bytes / 1024));
  return `${new Intl.NumberFormat(locale).format(kilo)} ${locale === 'fr' ? 'ko' : 'kB'}`;
}

/** Files that came with the order, as downloads under `base`. */
export function Attachments({
  files,
  base,
  locale,
}: {
  files: readonly OrderAttachment[];
  base: string;
  locale: Locale;
}) {
  const t = say(locale);
  if (files.length === 0) return null;
  return (
    <Panel id="attachments" title={t('Attachments', 'Pièces jointes')}>
      <DataTable
        locale={locale}
        caption={t('Attachments', 'Pièces jointes')}
        captionView="hidden"
        rows={files}
        columns={[
          {
            key: 'name',
            label: t('File', 'Fichier'),
            cell: (row) => (
              <a href={`${base}/attachments/${row.id}`} download>
                {row.name}
              </a>
            ),
          },
          {
            key: 'type',
            label: t('Type', 'Type'),
            cell: (row) => <span title={row.contentType}>{typeText(row, locale)}</span>,
          },
          {
            key: 'size',
            label: t('Size', 'Taille'),
            align: 'number',
            cell: (row) => sizeText(row.sizeBytes, locale),
          },
          {
            key: 'of',
            label: t('For', 'Pour'),
            cell: (row) =>
              row.lineNumber
                ? t(`line ${row.lineNumber}`, `ligne ${row.lineNumber}`)
                : t('the whole order', 'toute la commande'),
          },
          {
            key: 'seen',
            label: t('Seen by', 'Visible par'),
            cell: (row) =>
              row.visibility === 'internal'
                ? t('the buyer only', 'l’acheteur seulement')
                : t('buyer and seller', 'acheteur et vendeur'),
          },
        ]}
      />
    </Panel>
  );
}
