import { type Locale, say } from '../../../base/index.ts';
import {
  ActionForm,
  Alert,
  Button,
  CheckboxField,
  DataTable,
  Disclosure,
  Form,
  FormGrid,
  Panel,
  SelectField,
  Stack,
  StateBadge,
  TextField,
} from '../../../ui/index.ts';
import { type Organisation, rolesOf } from '../../parties/index.ts';
import type { PartnerView } from '../queries/index.ts';
import { roleWords } from './words.ts';

const HERE = '/operator/partners';
type User = PartnerView['users'][number];

/** What was made and is shown this once. */
export function ShownOnce({
  locale,
  link,
  apiKey,
}: {
  locale: Locale;
  link?: string | undefined;
  apiKey?: string | undefined;
}) {
  const t = say(locale);
  if (!link && !apiKey) return null;
  return (
    <Alert
      tone="success"
      title={
        link
          ? t(
              'Invited. The link goes by mail; here it is once more:',
              'Invité. Le lien part par e-mail ; le voici aussi :',
            )
          : t(
              'New API key. It is shown this once:',
              'Nouvelle clé d’API. Elle n’est affichée qu’une fois :',
            )
      }
    >
      <code class="break-all">{link ?? apiKey}</code>
    </Alert>
  );
}

function RoleBoxes({
  locale,
  kind,
  held,
  prefix,
}: {
  locale: Locale;
  kind: Organisation['kind'];
  held: readonly string[];
  prefix: string;
}) {
  const t = say(locale);
  return (
    <fieldset class="field">
      <legend class="field-label">{t('May act as', 'Peut agir comme')}</legend>
      {rolesOf(kind).map((role) => (
        <CheckboxField
          locale={locale}
          id={`${prefix}-${role}`}
          name="roles"
          value={role}
          label={roleWords[role][locale]}
          checked={held.includes(role)}
        />
      ))}
    </fieldset>
  );
}

function InviteForm({ locale, organisation }: { locale: Locale; organisation: Organisation }) {
  const t = say(locale);
  return (
    <Disclosure summary={t('Invite a person', 'Inviter une personne')}>
      <Form action={`${HERE}/${organisation.id}/people`} frame="none">
        <FormGrid>
          <TextField
            locale={locale}
            name="name"
            label={t('Name', 'Nom')}
            autocomplete="off"
            maxlength={100}
            required
          />
          <TextField
            locale={locale}
            name="email"
            type="email"
            label="E-mail"
            autocomplete="off"
            maxlength={254}
            required
          />
          <SelectField
            locale={locale}
            name="locale"
            label={t('Language', 'Langue')}
            required
            value={organisation.locale}
            choices={[
              { value: 'fr', label: 'Français' },
              { value: 'en', label: 'English' },
            ]}
          />
          {organisation.kind === 'buyer' ? (
            <TextField
              locale={locale}
              name="approvalLimit"
              label={t('May approve alone up to, €', 'Peut approuver seul jusqu’à, €')}
              inputmode="decimal"
              autocomplete="off"
            />
          ) : null}
        </FormGrid>
        <RoleBoxes
          locale={locale}
          kind={organisation.kind}
          held={[rolesOf(organisation.kind)[0] ?? '']}
          prefix="invite"
        />
        <div class="form-actions">
          <Button kind="primary">{t('Send the invitation', 'Envoyer l’invitation')}</Button>
        </div>
      </Form>
    </Disclosure>
  );
}

function PersonForm({
  locale,
  kind,
  user,
}: {
  locale: Locale;
  kind: Organisation['kind'];
  user: User;
}) {
  const t = say(locale);
  return (
    <Disclosure summary={t('Change', 'Modifier')}>
      <Form action={`${HERE}/people/${user.id}`} frame="none">
        <RoleBoxes locale={locale} kind={kind} held={user.roles} prefix={`role-${user.id}`} />
        <SelectField
          locale={locale}
          id={`state-${user.id}`}
          name="state"
          label={t('Account', 'Compte')}
          required
          value={user.active ? 'active' : 'inactive'}
          choices={[
            { value: 'active', label: t('Open', 'Ouvert') },
            {
              value: 'inactive',
              label: t('Closed: signed out everywhere', 'Fermé : déconnecté partout'),
            },
          ]}
        />
        <div class="form-actions">
          <Button>{t('Save', 'Enregistrer')}</Button>
        </div>
      </Form>
      {user.active ? (
        <ActionForm action={`${HERE}/people/${user.id}/invite`} size="sm">
          {t('Send a new password link', 'Envoyer un nouveau lien de mot de passe')}
        </ActionForm>
      ) : null}
    </Disclosure>
  );
}

/** The people of an organisation: what each may do, and a form to invite the next. */
export function PeoplePanel({
  locale,
  organisation,
  users,
}: {
  locale: Locale;
  organisation: Organisation;
  users: readonly User[];
}) {
  const t = say(locale);
  const words: Readonly<Record<string, { en: string; fr: string }>> = roleWords;
  return (
    <Panel id="people" title={t('People', 'Personnes')}>
      <Stack>
        <DataTable
          locale={locale}
          caption={t('People', 'Personnes')}
          columns={[
            {
              key: 'name',
              label: t('Name', 'Nom'),
              cell: (user: User) => (
                <>
                  {user.name}
                  <span class="block muted break-all">{user.email.split('#')[0]}</span>
                </>
              ),
            },
            {
              key: 'roles',
              label: t('May act as', 'Peut agir comme'),
              cell: (user) => user.roles.map((role) => words[role]?.[locale] ?? role).join(', '),
            },
            {
              key: 'state',
              label: t('Account', 'Compte'),
              cell: (user) =>
                user.active ? (
                  <StateBadge text={t('Open', 'Ouvert')} tone="success" />
                ) : (
                  <StateBadge text={t('Closed', 'Fermé')} tone="neutral" />
                ),
            },
            {
              key: 'change',
              label: t('Change', 'Modifier'),
              heading: 'hidden',
              cell: (user) => <PersonForm locale={locale} kind={organisation.kind} user={user} />,
            },
          ]}
          rows={users}
          empty={{
            title: t(
              'Nobody signs in for this organisation',
              'Personne ne se connecte pour cette organisation',
            ),
          }}
        />
        <InviteForm locale={locale} organisation={organisation} />
      </Stack>
    </Panel>
  );
}
