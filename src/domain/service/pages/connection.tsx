import { type Locale, say } from '../../../base/index.ts';
import {
  ActionForm,
  Button,
  Columns,
  DefinitionList,
  Form,
  FormActions,
  LinkButton,
  Panel,
  SelectField,
  Stack,
  StateBadge,
  TextField,
} from '../../../ui/index.ts';
import { IdentityForms } from '../onboarding/connection-panels.tsx';
import type { ConnectionView } from '../queries/index.ts';
import { modeWords } from './words.ts';

type Props = { locale: Locale; connection: ConnectionView };

/** The protocols as people write them. */
export const PROTOCOLS: Readonly<Record<ConnectionView['protocol'], string>> = {
  cxml: 'cXML',
  oci: 'OCI',
  edifact: 'EDIFACT',
  page: 'Pages',
};

function usesSecret({ protocol }: ConnectionView): boolean {
  return protocol === 'cxml' || protocol === 'oci';
}

function secretText({ locale, connection }: Props): string {
  const t = say(locale);
  return {
    none: t('none', 'aucun'),
    one: t('one in force', 'un en vigueur'),
    rotating: t(
      'two in force: the partner is changing over',
      'deux en vigueur : le partenaire bascule',
    ),
  }[connection.secret];
}

function ConnectionFacts({ locale, connection, suite }: Props & { suite: string }) {
  const t = say(locale);
  const { credentials, overlay } = connection;
  const changes = Object.keys(overlay);
  return (
    <DefinitionList
      items={[
        { term: t('Protocol', 'Protocole'), value: PROTOCOLS[connection.protocol] },
        {
          term: t('Profile', 'Profil'),
          value: (
            <>
              {usesSecret(connection) ? (
                <a class="link" href={`/operator/connections/${connection.id}/profile`}>
                  {suite}
                </a>
              ) : (
                suite
              )}
              {changes.length > 0 ? ` (${t('changed: ', 'adapté : ')}${changes.join(', ')})` : ''}
            </>
          ),
        },
        {
          term: t('Mode', 'Mode'),
          value: (
            <StateBadge
              text={modeWords[connection.mode].text[locale]}
              tone={modeWords[connection.mode].tone}
            />
          ),
        },
        ...(credentials.length > 0
          ? [
              {
                term: t('Identities', 'Identités'),
                value: credentials.map((one) => (
                  <span class="block">
                    {one.domain}: <code>{one.identity}</code>
                  </span>
                )),
              },
            ]
          : []),
        ...(connection.ediIdentity
          ? [
              {
                term: t('Interchange id', 'Identifiant d’interchange'),
                value: <code>{connection.ediIdentity}</code>,
              },
            ]
          : []),
        ...(usesSecret(connection)
          ? [
              {
                term: t('Shared secret', 'Secret partagé'),
                value: secretText({ locale, connection }),
              },
            ]
          : []),
        ...(connection.hasApiKey
          ? [{ term: t('API key', 'Clé d’API'), value: t('one in force', 'une en vigueur') }]
          : []),
        {
          term: t('Outbound address', 'Adresse d’envoi'),
          value: connection.outboundUrl ? (
            <code class="break-all">{connection.outboundUrl}</code>
          ) : (
            t('none: nothing is sent', 'aucune : rien n’est envoyé')
          ),
        },
        ...(usesSecret(connection)
          ? [
              {
                term: t('Carts return to', 'Retour des paniers'),
                value: connection.formPostOrigin ? (
                  <code>{connection.formPostOrigin}</code>
                ) : (
                  t('not learnt yet', 'pas encore appris')
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function EditForm({ locale, connection }: Props) {
  const t = say(locale);
  return (
    <Form
      action={`/operator/partners/connections/${connection.id}`}
      frame="none"
      hidden={{ version: String(connection.version) }}
    >
      <TextField
        locale={locale}
        id={`url-${connection.id}`}
        name="outboundUrl"
        label={t('Outbound address', 'Adresse d’envoi')}
        type="url"
        value={connection.outboundUrl ?? ''}
        placeholder="https://"
        maxlength={500}
        autocomplete="off"
      />
      <SelectField
        locale={locale}
        id={`mode-${connection.id}`}
        name="deploymentMode"
        label={t('Mode', 'Mode')}
        required
        value={connection.mode}
        choices={(['test', 'production'] as const).map((value) => ({
          value,
          label: modeWords[value].text[locale],
        }))}
      />
      <FormActions locale={locale} submit={t('Save', 'Enregistrer')} />
    </Form>
  );
}

function SecretForms({ locale, connection, secretLeast }: Props & { secretLeast: number }) {
  const t = say(locale);
  const action = `/operator/partners/connections/${connection.id}/secret`;
  if (connection.secret === 'rotating') {
    return (
      <div class="form-stack">
        <p class="field-hint">
          {t(
            'Both secrets open this connection. Once the partner uses the new one, let it stand alone.',
            'Les deux secrets ouvrent cette connexion. Quand le partenaire utilise le nouveau, laissez-le seul en vigueur.',
          )}
        </p>
        <div class="form-actions">
          <ActionForm
            action={`${action}/promote`}
            kind="primary"
            confirm={t(
              'The old secret will open nothing any more. Go on?',
              'L’ancien secret n’ouvrira plus rien. Continuer ?',
            )}
          >
            {t('Keep only the new secret', 'Ne garder que le nouveau secret')}
          </ActionForm>
          <ActionForm action={`${action}/withdraw`}>
            {t('Withdraw the new secret', 'Retirer le nouveau secret')}
          </ActionForm>
        </div>
      </div>
    );
  }
  return (
    <Form action={action} frame="none">
      <TextField
        locale={locale}
        id={`secret-${connection.id}`}
        name="secret"
        type="password"
        label={
          connection.secret === 'none'
            ? t('Shared secret', 'Secret partagé')
            : t('Second secret', 'Second secret')
        }
        hint={t(
          `At least ${secretLeast} characters. The one in force keeps working until you say otherwise.`,
          `Au moins ${secretLeast} caractères. Celui en vigueur reste valable jusqu’à nouvel ordre.`,
        )}
        autocomplete="new-password"
        required
      />
      <div class="form-actions">
        <Button>
          {connection.secret === 'none'
            ? t('Set the secret', 'Définir le secret')
            : t('Add the second secret', 'Ajouter le second secret')}
        </Button>
      </div>
    </Form>
  );
}

function Switches({ locale, connection }: Props) {
  const t = say(locale);
  const base = `/operator/partners/connections/${connection.id}`;
  return (
    <>
      {usesSecret(connection) ? (
        <LinkButton href={`${base}/workbench`} size="sm" icon="external">
          {t('Share workbench', 'Partager l’atelier')}
        </LinkButton>
      ) : null}
      {connection.formPostOrigin ? (
        <ActionForm
          action={`${base}/origin`}
          size="sm"
          confirm={t(
            'The next return in test mode will teach the origin again. Go on?',
            'Le prochain retour en mode test apprendra de nouveau l’origine. Continuer ?',
          )}
        >
          {t('Forget the return origin', 'Oublier l’origine de retour')}
        </ActionForm>
      ) : null}
      <ActionForm
        action={`${base}/state`}
        size="sm"
        hidden={{ state: connection.active ? 'inactive' : 'active' }}
        kind={connection.active ? 'danger' : 'primary'}
        {...(connection.active
          ? {
              confirm: t(
                'Nothing will come in or go out over this connection. Go on?',
                'Plus rien n’entrera ni ne sortira par cette connexion. Continuer ?',
              ),
            }
          : {})}
      >
        {connection.active ? t('Deactivate', 'Désactiver') : t('Activate', 'Activer')}
      </ActionForm>
    </>
  );
}

/** One technical link: what is known of it, its suite by name, and what may be changed. Secrets go in and never come out. */
export function ConnectionPanel({
  locale,
  connection,
  secretLeast,
  suite,
}: Props & { secretLeast: number; suite: string }) {
  const t = say(locale);
  const title = t(`Connection ${connection.name}`, `Connexion ${connection.name}`);
  return (
    <Panel
      id={`connection-${connection.id}`}
      title={connection.active ? title : `${title} (${t('closed', 'fermée')})`}
      actions={<Switches locale={locale} connection={connection} />}
    >
      <Columns layout="two">
        <ConnectionFacts locale={locale} connection={connection} suite={suite} />
        <Stack>
          <EditForm locale={locale} connection={connection} />
          {usesSecret(connection) ? (
            <SecretForms locale={locale} connection={connection} secretLeast={secretLeast} />
          ) : null}
          <IdentityForms locale={locale} connection={connection} />
        </Stack>
      </Columns>
    </Panel>
  );
}
