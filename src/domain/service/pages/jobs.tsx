import { type Locale, say } from '../../../base/index.ts';
import { maskSecrets } from '../../../platform/index.ts';
import {
  ActionForm,
  type Column,
  DataTable,
  DateText,
  KeyFigures,
  Stack,
  StateBadge,
  Tabs,
} from '../../../ui/index.ts';
import {
  type EventRow,
  type JobRow,
  type JobState,
  jobStates,
  type MailRow,
} from '../queries/index.ts';
import { jobStateWords, mailStateWords, shortened } from './words.ts';

type Paged = { nextHref: string | undefined; firstHref: string | undefined };

/** The three lists of this page family. */
export function WorkTabs({
  locale,
  current,
}: {
  locale: Locale;
  current: 'jobs' | 'deliveries' | 'mails' | 'events';
}) {
  const t = say(locale);
  return (
    <Tabs
      label={t('Lists', 'Listes')}
      items={[
        { href: '/operator/jobs', label: t('Jobs', 'Tâches'), current: current === 'jobs' },
        {
          href: '/operator/jobs/deliveries',
          label: t('Undelivered documents', 'Documents non remis'),
          current: current === 'deliveries',
        },
        {
          href: '/operator/jobs/mails',
          label: t('Messages', 'Messages'),
          current: current === 'mails',
        },
        {
          href: '/operator/jobs/events',
          label: t('Events', 'Événements'),
          current: current === 'events',
        },
      ]}
    />
  );
}

/** A long text of which a line is enough until somebody opens it. */
function LongText({ text }: { text: string }) {
  const masked = maskSecrets(text);
  const line = shortened(masked, 90);
  if (line === masked) return <>{masked}</>;
  return (
    <details>
      <summary class="cursor-pointer">{line}</summary>
      <pre class="whitespace-pre-wrap break-words text-2xs mt-1">{masked}</pre>
    </details>
  );
}

function jobColumns(locale: Locale): Column<JobRow>[] {
  const t = say(locale);
  return [
    { key: 'task', label: t('Job', 'Tâche'), cell: (job) => <code>{job.task}</code> },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (job) => (
        <StateBadge
          text={jobStateWords[job.state].text[locale]}
          tone={jobStateWords[job.state].tone}
        />
      ),
    },
    {
      key: 'attempts',
      label: t('Attempts', 'Tentatives'),
      align: 'number',
      cell: (job) => `${job.attempts} / ${job.attemptsMax}`,
    },
    {
      key: 'when',
      label: t('Next or last run', 'Prochain ou dernier passage'),
      cell: (job) => (
        <DateText
          value={
            { waiting: job.runAt, running: job.lockedAt ?? job.runAt, failed: job.updatedAt }[
              job.state
            ]
          }
          locale={locale}
        />
      ),
    },
    {
      key: 'error',
      label: t('Last error', 'Dernière erreur'),
      cell: (job) => (job.lastError ? <LongText text={job.lastError} /> : '–'),
    },
    {
      key: 'retry',
      label: t('Retry', 'Relancer'),
      heading: 'hidden',
      align: 'end',
      cell: (job) =>
        job.state === 'running' ? (
          ''
        ) : (
          <ActionForm
            action={`/operator/jobs/${job.id}/retry`}
            size="sm"
            kind={job.state === 'failed' ? 'primary' : 'quiet'}
          >
            {job.state === 'failed' ? t('Retry', 'Relancer') : t('Run now', 'Exécuter')}
          </ActionForm>
        ),
    },
  ];
}

/** Jobs that are not done: waiting, running, and those that gave up. */
export function JobsPage(
  props: Paged & {
    locale: Locale;
    state: JobState | undefined;
    counts: Readonly<Record<JobState, number>>;
    rows: readonly JobRow[];
  },
) {
  const { locale, counts, rows } = props;
  const t = say(locale);
  return (
    <Stack>
      <WorkTabs locale={locale} current="jobs" />
      <KeyFigures
        figures={jobStates.map((state) => ({
          label: jobStateWords[state].text[locale],
          value: counts[state],
          href: `/operator/jobs?state=${state}`,
        }))}
      />
      <DataTable
        locale={locale}
        caption={
          props.state ? jobStateWords[props.state].text[locale] : t('All jobs', 'Toutes les tâches')
        }
        captionNote={t('Newest first', 'Les plus récentes d’abord')}
        columns={jobColumns(locale)}
        rows={rows}
        rowTone={(job) => (job.state === 'failed' ? 'error' : undefined)}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{
          title: t('No job here', 'Aucune tâche ici'),
          text: t('What is done leaves this list.', 'Ce qui est terminé quitte cette liste.'),
        }}
      />
    </Stack>
  );
}

/** Messages to people, with their state; each can be sent again. */
export function MailsPage(props: Paged & { locale: Locale; rows: readonly MailRow[] }) {
  const { locale, rows } = props;
  const t = say(locale);
  const columns: Column<MailRow>[] = [
    { key: 'subject', label: t('Subject', 'Objet'), cell: (mail) => mail.subject },
    { key: 'recipient', label: t('To', 'À'), cell: (mail) => mail.recipient },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (mail) => (
        <StateBadge
          text={mailStateWords[mail.state].text[locale]}
          tone={mailStateWords[mail.state].tone}
        />
      ),
    },
    {
      key: 'at',
      label: t('Written', 'Rédigé'),
      cell: (mail) => <DateText value={mail.at} locale={locale} />,
    },
    {
      key: 'sent',
      label: t('Sent', 'Envoyé'),
      cell: (mail) => (mail.sentAt ? <DateText value={mail.sentAt} locale={locale} /> : '–'),
    },
    {
      key: 'error',
      label: t('Error', 'Erreur'),
      cell: (mail) => (mail.error ? <LongText text={mail.error} /> : '–'),
    },
    {
      key: 'resend',
      label: t('Send again', 'Renvoyer'),
      heading: 'hidden',
      align: 'end',
      cell: (mail) => (
        <ActionForm
          action={`/operator/jobs/mails/${mail.id}/resend`}
          size="sm"
          {...(mail.state === 'sent'
            ? {
                confirm: t(
                  'Send a second copy of this message?',
                  'Envoyer ce message une seconde fois ?',
                ),
              }
            : {})}
        >
          {mail.state === 'sent' ? t('Send again', 'Renvoyer') : t('Send now', 'Envoyer')}
        </ActionForm>
      ),
    },
  ];
  return (
    <Stack>
      <WorkTabs locale={locale} current="mails" />
      <DataTable
        locale={locale}
        caption={t('Messages to people', 'Messages aux personnes')}
        columns={columns}
        rows={rows}
        rowTone={(mail) => (mail.state === 'failed' ? 'error' : undefined)}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{ title: t('No message yet', 'Aucun message pour le moment') }}
      />
    </Stack>
  );
}

/** What happened, as other systems are told it. */
export function EventsPage(props: Paged & { locale: Locale; rows: readonly EventRow[] }) {
  const { locale, rows } = props;
  const t = say(locale);
  return (
    <Stack>
      <WorkTabs locale={locale} current="events" />
      <DataTable
        locale={locale}
        caption={t('Events', 'Événements')}
        captionNote={t('Newest first', 'Les plus récents d’abord')}
        columns={[
          {
            key: 'name',
            label: t('What happened', 'Ce qui s’est passé'),
            cell: (event: EventRow) => <code>{event.name}</code>,
          },
          {
            key: 'payload',
            label: t('To what', 'À quoi'),
            cell: (event) => (
              <code class="text-2xs break-all">{maskSecrets(JSON.stringify(event.payload))}</code>
            ),
          },
          {
            key: 'at',
            label: t('When', 'Date'),
            align: 'end',
            cell: (event) => <DateText value={event.at} locale={locale} />,
          },
        ]}
        rows={rows}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{ title: t('Nothing happened yet', 'Rien ne s’est encore passé') }}
      />
    </Stack>
  );
}
