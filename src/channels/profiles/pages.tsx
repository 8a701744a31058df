import type { Child } from 'hono/jsx';
import { changedSettings, shapeBasket } from '../../../punchout/index.ts';
import { type Locale, say } from '../../base/index.ts';
import {
  Alert,
  Button,
  Columns,
  FileField,
  Form,
  HiddenFields,
  LinkButton,
  Panel,
  SelectField,
  Stack,
  Tabs,
  TextField,
} from '../../ui/index.ts';
import { ShapeChanges } from './changes.tsx';
import { Group } from './fields.tsx';
import { SettingsTable } from './history.tsx';
import { sampleBasket } from './sample.ts';
import { settingGroups } from './settings.ts';
import { asJson, type Subject, type SuiteChoice } from './subject.ts';

type Voice = { readonly locale: Locale };
export type EditorTab = 'settings' | 'json' | 'history';

/** What the sample basket becomes by these settings; refreshed while one types, by a button without script. */
export function Preview({
  subject,
  locale,
  refusal,
}: Voice & { subject: Subject; refusal?: string | undefined }) {
  const t = say(locale);
  const basket = sampleBasket(locale);
  return (
    <div id="profile-preview" aria-live="polite">
      <Panel title={t('On a sample basket', 'Sur un panier d’essai')}>
        {refusal ? (
          <Alert tone="error">{refusal}</Alert>
        ) : (
          <ShapeChanges
            shaped={shapeBasket(subject.profile, basket)}
            lines={basket.lines}
            suite={subject.profile.label}
            locale={locale}
          />
        )}
      </Panel>
    </div>
  );
}

function SaveBar({ locale }: Voice) {
  const t = say(locale);
  return (
    <div class="panel form-stack">
      <TextField
        locale={locale}
        name="note"
        label={t('Why', 'Motif')}
        maxlength={300}
        autocomplete="off"
        hint={t(
          'Stands in the history beside your name.',
          'Figure dans l’historique à côté de votre nom.',
        )}
      />
      <div class="form-actions">
        <Button kind="primary" name="do" value="save">
          {t('Save', 'Enregistrer')}
        </Button>
        <Button name="do" value="preview">
          {t('Try on the sample', 'Essayer')}
        </Button>
      </div>
    </div>
  );
}

function EditorForm({
  subject,
  tab,
  locale,
  children,
}: Voice & { subject: Subject; tab: EditorTab; children?: Child }) {
  return (
    <form
      method="post"
      action={subject.href}
      enctype={tab === 'json' ? 'multipart/form-data' : undefined}
      class="grid gap-4"
      hx-post={subject.href}
      hx-trigger="input delay:500ms"
      hx-vals='{"do":"preview"}'
      hx-target="#profile-preview"
      hx-select="#profile-preview"
      hx-swap="outerHTML"
    >
      <HiddenFields values={{ tab, revision: String(subject.revision) }} />
      {children}
      <SaveBar locale={locale} />
    </form>
  );
}

export type EditorProps = Voice & {
  readonly subject: Subject;
  readonly tab: EditorTab;
  readonly refusal?: string | undefined;
  /** The JSON as it was typed, after a refusal. */
  readonly typed?: string | undefined;
  readonly suites: readonly SuiteChoice[];
  readonly history?: Child;
};

function SuiteChooser({ subject, suites, locale }: EditorProps) {
  const t = say(locale);
  if (subject.kind === 'suite') return <></>;
  return (
    <Form
      action={subject.href}
      frame="none"
      hidden={{ revision: String(subject.revision), do: 'suite' }}
    >
      <SelectField
        locale={locale}
        name="suite"
        label={t('Suite', 'Outil d’achat')}
        required
        value={subject.suite}
        choices={suites
          .filter(({ protocol }) => protocol === subject.base.protocol)
          .map(({ id, label }) => ({ value: id, label }))}
      />
      <div class="form-actions">
        <Button>{t('Take this suite', 'Prendre cet outil')}</Button>
        <LinkButton kind="plain" href={`/operator/suites/${subject.suite}`}>
          {t('Look at the suite', 'Voir l’outil')}
        </LinkButton>
      </div>
    </Form>
  );
}

function Changes({ subject, locale }: Voice & { subject: Subject }) {
  const t = say(locale);
  const changed = changedSettings(asJson(subject.base), asJson(subject.profile));
  if (changed.length === 0) {
    return (
      <p class="field-hint">
        {subject.kind === 'connection'
          ? t('Everything as the suite has it.', 'Tout est comme dans l’outil.')
          : t('Everything as in the general profile.', 'Tout est comme dans le profil général.')}
      </p>
    );
  }
  return (
    <SettingsTable
      changed={changed}
      locale={locale}
      caption={t('Own settings', 'Réglages propres')}
    />
  );
}

/** The settings of a connection or suite: form, JSON, history; beside them what a sample basket becomes. */
export function EditorPage(props: EditorProps) {
  const { subject, tab, refusal, locale } = props;
  const t = say(locale);
  const tabs = (['settings', 'json', 'history'] as const).map((one) => ({
    href: `${subject.href}?tab=${one}`,
    label: {
      settings: t('Settings', 'Réglages'),
      json: 'JSON',
      history: t('History', 'Historique'),
    }[one],
    current: tab === one,
  }));
  const groups = settingGroups(subject.profile.protocol);
  return (
    <Stack>
      <Tabs label={t('Views', 'Vues')} items={tabs} />
      {refusal ? <Alert tone="error">{refusal}</Alert> : null}
      {tab === 'history' ? (
        props.history
      ) : (
        <Columns layout="two">
          {tab === 'json' ? (
            <JsonForm {...props} />
          ) : (
            <EditorForm subject={subject} tab={tab} locale={locale}>
              {groups.map((group) => (
                <Group group={group} subject={subject} locale={locale} />
              ))}
            </EditorForm>
          )}
          <Stack>
            <Preview subject={subject} locale={locale} refusal={refusal} />
            <Panel title={t('What differs', 'Ce qui diffère')}>
              <Stack>
                <Changes subject={subject} locale={locale} />
                <SuiteChooser {...props} />
              </Stack>
            </Panel>
          </Stack>
        </Columns>
      )}
    </Stack>
  );
}

function JsonForm({ subject, typed, locale }: EditorProps) {
  const t = say(locale);
  return (
    <EditorForm subject={subject} tab="json" locale={locale}>
      <div class="panel form-stack">
        <div class="flex flex-wrap gap-2">
          <LinkButton size="sm" href={`${subject.href}/export`}>
            {t('Download the changes', 'Télécharger les changements')}
          </LinkButton>
          <LinkButton size="sm" href={`${subject.href}/export?what=whole`}>
            {t('Download the whole profile', 'Télécharger le profil entier')}
          </LinkButton>
        </div>
        <TextField
          locale={locale}
          name="json"
          label={t('Changes as a merge patch (RFC 7396)', 'Changements en merge patch (RFC 7396)')}
          hint={t(
            'Only what differs; null takes a setting away. A whole profile is taken as what it has otherwise.',
            'Seulement ce qui diffère ; null retire un réglage. Un profil entier vaut pour ce qu’il a de différent.',
          )}
          required
          rows={20}
          value={typed ?? JSON.stringify(subject.changes, null, 2)}
        />
        <FileField
          locale={locale}
          name="file"
          label={t('Or from a file', 'Ou depuis un fichier')}
          accept="application/json,.json"
          hint={t(
            'It takes the place of the text above, is tried on the sample and not saved yet.',
            'Il remplace le texte ci-dessus, est essayé sur le panier et pas encore enregistré.',
          )}
        />
        <div>
          <Button name="do" value="preview">
            {t('Read the file', 'Lire le fichier')}
          </Button>
        </div>
      </div>
    </EditorForm>
  );
}
