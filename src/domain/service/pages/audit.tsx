import { type Locale, say } from '../../../base/index.ts';
import { DataTable, DateText, Stack, Timeline } from '../../../ui/index.ts';
import { type AuditRow, namedKinds, type TimelineItem } from '../queries/index.ts';
import { actionText } from '../recorder/action-words.ts';
import { type Audience, linkHref } from '../rules/index.ts';
import { actorText, particularsText, recordKindText } from './audit-words.ts';
import { Filter } from './filter.tsx';
import { directionWords } from './words.ts';

/** `table:id` or a table alone: its kind. */
function kindOf(subject: string): string {
  return subject.split(':')[0] ?? subject;
}

/** The kinds of record by name and, when the list is narrowed to one record, that record too. */
function subjectChoices({
  locale,
  subject,
  names,
}: {
  locale: Locale;
  subject: string | undefined;
  names: ReadonlyMap<string, string>;
}): { value: string; label: string }[] {
  const kinds = namedKinds
    .map((kind) => ({ value: kind, label: recordKindText(kind, locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  if (!subject || namedKinds.includes(subject)) return kinds;
  const name = names.get(subject) ?? subject.slice(kindOf(subject).length + 1);
  const label = [recordKindText(kindOf(subject), locale), name].filter(Boolean).join(' ');
  return [{ value: subject, label }, ...kinds];
}

/** The record by name, leading to all that was done to it; its own page beside it where there is one. */
function Subject(props: { row: AuditRow; name: string | undefined; locale: Locale }) {
  const { row, name, locale } = props;
  const kind = kindOf(row.subject);
  const href = linkHref({ type: kind, id: row.subject.slice(kind.length + 1) }, 'operator');
  return (
    <>
      <span class="muted block text-2xs">{recordKindText(kind, locale)}</span>
      <a href={`/operator/audit?subject=${encodeURIComponent(row.subject)}`} title={row.subject}>
        {name ?? say(locale)('all its records', 'tout son historique')}
      </a>
      {href ? (
        <>
          {' · '}
          <a href={href}>{say(locale)('open', 'ouvrir')}</a>
        </>
      ) : null}
    </>
  );
}

/** Who did what to which thing, newest first. */
export function AuditPage(props: {
  locale: Locale;
  subject: string | undefined;
  actor: string | undefined;
  rows: readonly AuditRow[];
  /** What people call the records, by subject. */
  names: ReadonlyMap<string, string>;
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
            label: t('Record', 'Objet'),
            value: props.subject,
            span: 'two',
            choices: subjectChoices(props),
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
                <span title={row.actor}>{actorText(row.actor, locale)}</span>
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
              <Subject row={row} name={props.names.get(row.subject)} locale={locale} />
            ),
          },
          {
            key: 'detail',
            label: t('Particulars', 'Détails'),
            width: 'wide',
            cell: (row) => particularsText(row.detail, locale) || '–',
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
            {actorText(item.who ?? '', locale)}
            {item.source === 'exchange' ? (
              <>
                {' · '}
                <a href={`/${audience}/exchanges/${item.id}`}>
                  {t('see the document', 'voir le document')}
                </a>
              </>
            ) : null}
            {item.source === 'audit' && particularsText(item.detail, locale) ? (
              <span class="muted text-2xs block">{particularsText(item.detail, locale)}</span>
            ) : null}
          </>
        ),
      }))}
    />
  );
}
