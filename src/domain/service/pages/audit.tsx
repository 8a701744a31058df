import { type Locale, say } from '../../../base/index.ts';
import { maskSecrets } from '../../../platform/index.ts';
import { DataTable, DateText, Stack, Timeline } from '../../../ui/index.ts';
import type { AuditRow, TimelineItem } from '../queries/index.ts';
import { actionText } from '../recorder/action-words.ts';
import type { Audience } from '../rules/index.ts';
import { Filter } from './filter.tsx';
import { directionWords } from './words.ts';

/** The particulars of an audit record as `name: value`; secrets are never in them, masked all the same. */
function detailText(detail: Readonly<Record<string, unknown>>): string {
  return maskSecrets(
    Object.entries(detail)
      .map(
        ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
      )
      .join(' · '),
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a person reads of the particulars; our own ids stand in the audit list alone. */
function readable(detail: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(detail).filter(([, value]) => typeof value !== 'string' || !UUID.test(value)),
  );
}

/** Who did what to which thing, newest first. */
export function AuditPage(props: {
  locale: Locale;
  subject: string | undefined;
  actor: string | undefined;
  rows: readonly AuditRow[];
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { locale, rows } = props;
  const t = say(locale);
  return (
    <Stack>
      <Filter
        locale={locale}
        action="/operator/audit"
        controls={[
          {
            name: 'subject',
            label: t('Thing', 'Objet'),
            value: props.subject,
            type: 'search',
            span: 'two',
            placeholder: t(
              'trading_connection, or its id, or table:id',
              'trading_connection, ou son identifiant, ou table:identifiant',
            ),
          },
          { name: 'actor', label: t('Who', 'Qui'), value: props.actor },
        ]}
      />
      <DataTable
        locale={locale}
        caption={t('Audit', 'Audit')}
        captionNote={t(
          'Newest first; never changed, never deleted',
          'Les plus récents d’abord ; jamais modifiés, jamais supprimés',
        )}
        columns={[
          {
            key: 'at',
            label: t('When', 'Date'),
            cell: (row: AuditRow) => <DateText value={row.at} locale={locale} />,
          },
          {
            key: 'actor',
            label: t('Who', 'Qui'),
            cell: (row) => (
              <>
                {row.actor}
                {row.organisationName ? <span class="muted"> · {row.organisationName}</span> : null}
              </>
            ),
          },
          {
            key: 'action',
            label: t('Did what', 'A fait quoi'),
            cell: (row) => <span title={row.action}>{actionText(row.action)[locale]}</span>,
          },
          {
            key: 'subject',
            label: t('To what', 'À quoi'),
            cell: (row) => (
              <a
                class="break-all"
                href={`/operator/audit?subject=${encodeURIComponent(row.subject)}`}
              >
                {row.subject}
              </a>
            ),
          },
          {
            key: 'detail',
            label: t('Particulars', 'Détails'),
            cell: (row) => <span class="text-2xs break-all">{detailText(row.detail) || '–'}</span>,
          },
        ]}
        rows={rows}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{ title: t('Nothing recorded', 'Rien d’enregistré'), picture: 'search' }}
      />
    </Stack>
  );
}

/** The life of a record: audit and documents, oldest first. Other modules may put it on their pages. */
export function RecordTimeline({
  locale,
  audience,
  items,
}: {
  locale: Locale;
  audience: Audience;
  items: readonly TimelineItem[];
}) {
  const t = say(locale);
  return (
    <Timeline
      label={t('History', 'Historique')}
      entries={items.map((item) => ({
        title: item.direction
          ? `${directionWords[item.direction][locale]} · ${item.what}`
          : actionText(item.what)[locale],
        when: <DateText value={item.at} locale={locale} />,
        tone:
          item.state === 'refused' || item.state === 'failed'
            ? ('error' as const)
            : ('neutral' as const),
        detail: (
          <>
            {item.who}
            {item.source === 'exchange' ? (
              <>
                {' · '}
                <a href={`/${audience}/exchanges/${item.id}`}>
                  {t('see the document', 'voir le document')}
                </a>
              </>
            ) : null}
            {Object.keys(readable(item.detail)).length > 0 ? (
              <span class="muted text-2xs block break-all">
                {detailText(readable(item.detail))}
              </span>
            ) : null}
          </>
        ),
      }))}
    />
  );
}
