import type { changedSettings, JsonValue } from '../../../punchout/index.ts';
import { formatInstant, type Locale, say } from '../../base/index.ts';
import type { ProfileRevision } from '../../domain/service/index.ts';
import { ActionForm, DataTable, LinkButton, Stack, StateBadge } from '../../ui/index.ts';
import type { Subject } from './subject.ts';

type Voice = { readonly locale: Locale };

function valueText(value: JsonValue | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Setting by setting: before → after. */
export function SettingsTable({
  changed,
  caption,
  locale,
}: Voice & { caption: string; changed: ReturnType<typeof changedSettings> }) {
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={caption}
      columns={[
        {
          key: 'setting',
          label: t('Setting', 'Réglage'),
          cell: (row) => <code>{row.setting}</code>,
        },
        {
          key: 'before',
          label: t('Before', 'Avant'),
          cell: (row) => <span class="break-all">{valueText(row.before)}</span>,
        },
        {
          key: 'after',
          label: t('After', 'Après'),
          cell: (row) => <span class="break-all">{valueText(row.after)}</span>,
        },
      ]}
      rows={changed}
    />
  );
}

/** The states of the settings, newest first; one compared with now, and taken back. */
export function HistoryView({
  subject,
  rows,
  compared,
  nextHref,
  locale,
}: Voice & {
  subject: Subject;
  rows: readonly ProfileRevision[];
  compared:
    | { readonly revision: number; readonly changed: ReturnType<typeof changedSettings> }
    | undefined;
  nextHref: string | undefined;
}) {
  const t = say(locale);
  return (
    <Stack>
      {compared ? (
        <SettingsTable
          changed={compared.changed}
          locale={locale}
          caption={t(
            `From #${compared.revision} to #${subject.revision}`,
            `De #${compared.revision} à #${subject.revision}`,
          )}
        />
      ) : null}
      <DataTable
        locale={locale}
        caption={t('States of these settings', 'États de ces réglages')}
        rows={rows}
        nextHref={nextHref}
        empty={{
          title: t('Never changed', 'Jamais modifiés'),
          text: t(
            'The settings are as the connection was made.',
            'Les réglages sont ceux de la création de la connexion.',
          ),
        }}
        columns={[
          {
            key: 'revision',
            label: 'N°',
            cell: (row) => (
              <>
                #{row.revision}{' '}
                {row.revision === subject.revision ? (
                  <StateBadge text={t('in force', 'en vigueur')} tone="success" />
                ) : null}
              </>
            ),
          },
          { key: 'at', label: t('When', 'Quand'), cell: (row) => formatInstant(row.at, locale) },
          { key: 'author', label: t('Who', 'Qui'), cell: (row) => row.authorName },
          {
            key: 'suite',
            label: t('Suite', 'Outil'),
            cell: (row) => (row.suiteRevision ? `${row.suite}.${row.suiteRevision}` : row.suite),
          },
          {
            key: 'note',
            label: t('Why', 'Motif'),
            cell: (row) =>
              row.note ||
              (row.revision === 0 ? t('as the connection was made', 'à la création') : '–'),
          },
          {
            key: 'actions',
            label: t('Actions', 'Actions'),
            heading: 'hidden',
            cell: (row) =>
              row.revision === subject.revision ? null : (
                <div class="flex flex-wrap gap-2">
                  <LinkButton
                    size="sm"
                    href={`${subject.href}?tab=history&compare=${row.revision}`}
                  >
                    {t('Compare', 'Comparer')}
                  </LinkButton>
                  <ActionForm
                    size="sm"
                    action={subject.href}
                    hidden={{
                      do: 'restore',
                      to: String(row.revision),
                      revision: String(subject.revision),
                    }}
                    confirm={t(
                      `Speak as in #${row.revision} again?`,
                      `Revenir aux réglages #${row.revision} ?`,
                    )}
                  >
                    {t('Take back', 'Rétablir')}
                  </ActionForm>
                </div>
              ),
          },
        ]}
      />
    </Stack>
  );
}
