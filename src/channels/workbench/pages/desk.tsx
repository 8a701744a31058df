import { type Locale, say } from '../../../base/index.ts';
import {
  LINK_DAYS,
  type Organisation,
  type TradingConnection,
  type WorkbenchLink,
  type WorkbenchTestRow,
} from '../../../domain/parties/index.ts';
import {
  ActionForm,
  Alert,
  Button,
  Code,
  Columns,
  DataTable,
  DateText,
  Form,
  Panel,
  Stack,
  StateBadge,
  TextField,
  type Tone,
} from '../../../ui/index.ts';
import type { Checklist } from '../checklist.ts';
import { ChecklistPage } from './checklist.tsx';
import { TestList } from './tester.tsx';

type DeskProps = {
  readonly locale: Locale;
  readonly here: string;
  readonly now: Temporal.Instant;
  readonly connection: TradingConnection;
  readonly organisation: Organisation;
  readonly links: readonly WorkbenchLink[];
  readonly tests: readonly WorkbenchTestRow[];
  readonly checklist: Checklist;
  /** The address of a link that was made just now: shown this once. */
  readonly fresh: string | undefined;
};

function linkState(
  link: WorkbenchLink,
  { now, locale }: { now: Temporal.Instant; locale: Locale },
): { text: string; tone: Tone } {
  const t = say(locale);
  if (link.revokedAt) return { text: t('withdrawn', 'retiré'), tone: 'neutral' };
  if (Temporal.Instant.compare(link.expiresAt, now) <= 0)
    return { text: t('run out', 'expiré'), tone: 'warning' };
  return { text: t('open', 'ouvert'), tone: 'success' };
}

function LinkActions({
  link,
  here,
  locale,
}: Pick<DeskProps, 'here' | 'locale'> & { link: WorkbenchLink }) {
  const t = say(locale);
  if (link.revokedAt) return null;
  const base = `${here}/links/${link.id}`;
  return (
    <span class="inline-flex flex-wrap justify-end gap-1.5">
      <ActionForm action={`${base}/extend`} size="sm" hidden={{ days: String(LINK_DAYS) }}>
        {t(`${LINK_DAYS} days from today`, `${LINK_DAYS} jours à partir d’aujourd’hui`)}
      </ActionForm>
      <ActionForm
        action={`${base}/revoke`}
        size="sm"
        kind="danger"
        confirm={t(
          'The link will open nothing any more. Go on?',
          'Le lien n’ouvrira plus rien. Continuer ?',
        )}
      >
        {t('Withdraw', 'Retirer')}
      </ActionForm>
    </span>
  );
}

function Links(props: DeskProps) {
  const { locale, links, here, now } = props;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={t('Links', 'Liens')}
      rows={links}
      empty={{
        title: t('No link yet', 'Aucun lien pour l’instant'),
        text: t(
          'Make one and send it to the partner’s integrator: it shows this connection and nothing else.',
          'Créez-en un et envoyez-le à l’intégrateur du partenaire : il montre cette connexion et rien d’autre.',
        ),
      }}
      columns={[
        { key: 'label', label: t('For', 'Pour'), cell: (row) => row.label },
        {
          key: 'state',
          label: t('State', 'État'),
          cell: (row) => {
            const { text, tone } = linkState(row, { now, locale });
            return <StateBadge text={text} tone={tone} />;
          },
        },
        {
          key: 'expires',
          label: t('Until', 'Jusqu’au'),
          cell: (row) => <DateText value={row.expiresAt} locale={locale} />,
        },
        {
          key: 'used',
          label: t('Last use', 'Dernier usage'),
          cell: (row) =>
            row.lastUsedAt ? (
              <DateText value={row.lastUsedAt} locale={locale} />
            ) : (
              t('never', 'jamais')
            ),
        },
        { key: 'uses', label: t('Uses', 'Usages'), align: 'number', cell: (row) => row.uses },
        {
          key: 'actions',
          label: t('Actions', 'Actions'),
          heading: 'hidden',
          align: 'end',
          cell: (row) => <LinkActions link={row} here={here} locale={locale} />,
        },
      ]}
    />
  );
}

function NewLink({ locale, here, fresh }: DeskProps) {
  const t = say(locale);
  return (
    <Panel id="new-link" title={t('Share the workbench', 'Partager l’atelier')}>
      <Stack>
        {fresh ? (
          <>
            <Alert
              tone="warning"
              title={t('The link, shown this once', 'Le lien, affiché une seule fois')}
            >
              {t(
                'Copy it now and send it to the integrator. Whoever holds it is inside.',
                'Copiez-le maintenant et envoyez-le à l’intégrateur. Qui le détient est à l’intérieur.',
              )}
            </Alert>
            <Code locale={locale} id="fresh-link" title={t('Address', 'Adresse')} text={fresh} />
          </>
        ) : null}
        <Form action={`${here}/links`} frame="none">
          <TextField
            locale={locale}
            id="label"
            name="label"
            label={t('For whom', 'Pour qui')}
            hint={t('The integrator’s name or company', 'Nom ou société de l’intégrateur')}
            required
            maxlength={200}
            autocomplete="off"
          />
          <TextField
            locale={locale}
            id="days"
            name="days"
            type="number"
            label={t('Days', 'Jours')}
            value={String(LINK_DAYS)}
            required
          />
          <div class="form-actions">
            <Button kind="primary">{t('Create the link', 'Créer le lien')}</Button>
          </div>
        </Form>
      </Stack>
    </Panel>
  );
}

function GoLive({ locale, here, connection, checklist }: DeskProps) {
  const t = say(locale);
  if (connection.deploymentMode === 'production') {
    return (
      <Alert tone="success">
        {t('This connection is in production.', 'Cette connexion est en production.')}
      </Alert>
    );
  }
  const ready = checklist.open.length === 0;
  return (
    <Panel id="go-live" title={t('Production', 'Production')}>
      <Stack>
        {ready ? null : (
          <p class="field-hint">
            {t('Still open: ', 'Reste ouvert : ')}
            {checklist.open.map(({ title }) => title[locale]).join(t('; ', ' ; '))}
          </p>
        )}
        <form method="post" action={`${here}/production`}>
          <Button
            kind="primary"
            disabled={!ready}
            confirm={t(
              'What comes over this connection will be for real. Go on?',
              'Ce qui arrive par cette connexion sera réel. Continuer ?',
            )}
          >
            {t('Switch to production', 'Passer en production')}
          </Button>
        </form>
      </Stack>
    </Panel>
  );
}

/** Everything our support needs beside the integrator: links, the same checklist, the same tests. */
export function DeskPage(props: DeskProps) {
  const { locale, here, checklist, tests } = props;
  return (
    <Stack>
      <Columns layout="main-side">
        <Stack>
          <Links {...props} />
          <TestList locale={locale} rows={tests} href={(id) => `${here}/tests/${id}`} />
        </Stack>
        <Stack>
          <NewLink {...props} />
          <GoLive {...props} />
        </Stack>
      </Columns>
      <ChecklistPage
        locale={locale}
        checklist={checklist}
        evidenceHref={(id) => `/operator/exchanges/${id}`}
      />
    </Stack>
  );
}
