import { changedSettings, resolveProfile } from '../../../punchout/index.ts';
import { type Locale, say } from '../../base/index.ts';
import {
  Button,
  Columns,
  DataTable,
  Form,
  FormGrid,
  Panel,
  SelectField,
  Stack,
  StateBadge,
  TextField,
} from '../../ui/index.ts';
import { SettingsTable } from './history.tsx';
import { Preview } from './pages.tsx';
import { asJson, type Subject, type SuiteChoice } from './subject.ts';

type Voice = { readonly locale: Locale };

/** Clones a suite under a new name; with JSON beside it, describes one from a document. */
export function CloneForm({
  suites,
  from,
  locale,
}: Voice & { suites: readonly SuiteChoice[]; from?: string }) {
  const t = say(locale);
  return (
    <Panel title={t('Describe another suite', 'Décrire un autre outil')} id="new-suite">
      <Form action="/operator/suites" frame="none">
        <FormGrid>
          <SelectField
            locale={locale}
            name="from"
            label={t('Begin with', 'Partir de')}
            required
            value={from}
            choices={suites.map(({ id, label }) => ({ value: id, label }))}
          />
          <TextField
            locale={locale}
            name="id"
            label={t('Short name', 'Nom court')}
            hint={t('lower-case letters, digits, hyphens', 'minuscules, chiffres, tirets')}
            required
            maxlength={60}
            autocomplete="off"
          />
          <TextField
            locale={locale}
            name="label"
            label={t('Name', 'Nom')}
            required
            maxlength={120}
            autocomplete="off"
          />
        </FormGrid>
        <TextField
          locale={locale}
          name="json"
          label={t('Its settings as JSON', 'Ses réglages en JSON')}
          hint={t(
            'Only what differs from the suite above.',
            'Seulement ce qui diffère de l’outil ci-dessus.',
          )}
          rows={4}
        />
        <div class="form-actions">
          <Button kind="primary">{t('Create the suite', 'Créer l’outil')}</Button>
        </div>
      </Form>
    </Panel>
  );
}

/** A suite that comes with the code: what it does otherwise than the general one, on a sample; a clone of it. */
export function ShippedSuite({
  subject,
  suites,
  locale,
}: Voice & { subject: Subject; suites: readonly SuiteChoice[] }) {
  const t = say(locale);
  const changed = changedSettings(asJson(resolveProfile('generic')), asJson(subject.profile));
  return (
    <Columns layout="two">
      <Stack>
        <SettingsTable
          changed={changed.filter(({ setting }) => setting !== 'id' && setting !== 'label')}
          locale={locale}
          caption={t('Otherwise than the general profile', 'Autrement que le profil général')}
        />
        <CloneForm suites={suites} from={subject.suite} locale={locale} />
      </Stack>
      <Preview subject={subject} locale={locale} />
    </Columns>
  );
}

/** All suites there are, and how many connections speak by each. */
export function SuitesPage({
  suites,
  used,
  locale,
}: Voice & { suites: readonly SuiteChoice[]; used: ReadonlyMap<string, number> }) {
  const t = say(locale);
  return (
    <Stack>
      <DataTable
        locale={locale}
        caption={t('Purchasing suites', 'Outils d’achat')}
        captionView="hidden"
        rows={suites}
        rowHref={({ id }) => `/operator/suites/${id}`}
        columns={[
          { key: 'label', label: t('Suite', 'Outil'), cell: (row) => row.label },
          { key: 'id', label: t('Short name', 'Nom court'), cell: (row) => <code>{row.id}</code> },
          {
            key: 'protocol',
            label: t('Protocol', 'Protocole'),
            cell: (row) => (row.protocol === 'oci' ? 'OCI' : 'cXML'),
          },
          {
            key: 'origin',
            label: t('Comes', 'Vient'),
            cell: (row) =>
              row.revision === 0 ? (
                t('with Comptoir', 'de Comptoir')
              ) : (
                <StateBadge
                  text={t(`own, #${row.revision}`, `propre, #${row.revision}`)}
                  tone="info"
                />
              ),
          },
          {
            key: 'used',
            label: t('Connections', 'Connexions'),
            align: 'number',
            cell: (row) => used.get(row.id) ?? 0,
          },
        ]}
      />
      <CloneForm suites={suites} locale={locale} />
    </Stack>
  );
}
