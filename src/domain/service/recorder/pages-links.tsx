import { type Locale, say } from '../../../base/index.ts';
import {
  ActionForm,
  Alert,
  type Column,
  DataTable,
  DateText,
  Form,
  FormActions,
  FormGrid,
  Panel,
  SelectField,
  Stack,
  StateBadge,
} from '../../../ui/index.ts';
import type { ThreadShare } from '../entities.ts';
import { shareDays } from './share.ts';

export type ShareChoice = { readonly value: string; readonly label: string };

/** The links to a thread, and the form that makes one. */
export function Shares({
  locale,
  here,
  base,
  shares,
  choices,
  now,
}: {
  locale: Locale;
  here: string;
  base: string;
  shares: readonly ThreadShare[];
  choices: readonly ShareChoice[];
  now: Temporal.Instant;
}) {
  const t = say(locale);
  const stateOf = (share: ThreadShare) =>
    share.revokedAt
      ? { text: t('Withdrawn', 'Révoqué'), tone: 'neutral' as const }
      : Temporal.Instant.compare(share.expiresAt, now) <= 0
        ? { text: t('Run out', 'Expiré'), tone: 'neutral' as const }
        : { text: t('Open', 'Ouvert'), tone: 'success' as const };
  const columns: Column<ThreadShare>[] = [
    { key: 'by', label: t('Made by', 'Créé par'), cell: (row) => row.createdBy },
    {
      key: 'until',
      label: t('Until', 'Jusqu’au'),
      cell: (row) => <DateText value={row.expiresAt} locale={locale} />,
    },
    {
      key: 'opened',
      label: t('Opened', 'Ouvertures'),
      align: 'number',
      cell: (row) => row.openedCount,
    },
    { key: 'state', label: t('State', 'État'), cell: (row) => <StateBadge {...stateOf(row)} /> },
    {
      key: 'do',
      label: t('Withdraw', 'Révoquer'),
      heading: 'hidden',
      align: 'end',
      cell: (row) =>
        stateOf(row).tone === 'success' ? (
          <ActionForm
            action={`${base}/shares/${row.id}/revoke`}
            hidden={{ back: here }}
            size="sm"
            confirm={t(
              'Withdraw this link? Whoever has it sees nothing any more.',
              'Révoquer ce lien ? Ses détenteurs ne verront plus rien.',
            )}
          >
            {t('Withdraw', 'Révoquer')}
          </ActionForm>
        ) : null,
    },
  ];
  return (
    <Panel id="share" title={t('Share by link', 'Partager par lien')}>
      <Stack>
        <p class="muted">
          {t(
            'Whoever has the link reads this thread without a login until its day: secrets, account numbers, names and addresses masked, nothing can be changed.',
            'Le détenteur du lien lit ce fil sans compte jusqu’à la date choisie : secrets, comptes bancaires, noms et adresses masqués, aucune modification possible.',
          )}
        </p>
        <Form action={`${here}/shares`} frame="none">
          <FormGrid>
            <SelectField
              locale={locale}
              id="share-days"
              name="days"
              required
              label={t('Valid for', 'Valable')}
              value="7"
              choices={shareDays.map((days) => ({
                value: String(days),
                label: days === 1 ? t('1 day', '1 jour') : t(`${days} days`, `${days} jours`),
              }))}
            />
            {choices.length > 0 ? (
              <SelectField
                locale={locale}
                id="share-sight"
                name="sight"
                required
                label={t('What it shows', 'Ce qu’il montre')}
                value={choices[0]?.value ?? ''}
                choices={choices}
              />
            ) : null}
          </FormGrid>
          <FormActions locale={locale} submit={t('Make a link', 'Créer un lien')} />
        </Form>
        {shares.length > 0 ? (
          <DataTable
            locale={locale}
            caption={t('Links to this thread', 'Liens vers ce fil')}
            columns={columns}
            rows={shares}
          />
        ) : null}
      </Stack>
    </Panel>
  );
}

/** The new link, shown once. */
export function NewLink({ locale, url }: { locale: Locale; url: string }) {
  const t = say(locale);
  return (
    <Alert
      tone="success"
      title={t('The link is shown only now', 'Le lien n’est affiché que maintenant')}
    >
      <p>
        <code class="break-all" id="new-link">
          {url}
        </code>
      </p>
    </Alert>
  );
}
