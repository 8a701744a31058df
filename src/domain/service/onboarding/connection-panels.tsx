import { type Locale, say } from '../../../base/index.ts';
import {
  ActionForm,
  Button,
  Disclosure,
  Form,
  FormGrid,
  Panel,
  SelectField,
  TextField,
} from '../../../ui/index.ts';
import type { Organisation } from '../../parties/index.ts';
import type { ConnectionView } from '../queries/index.ts';

const HERE = '/operator/partners';

export type Suite = {
  readonly id: string;
  readonly label: string;
  readonly protocol: 'cxml' | 'oci';
};

/** The form that opens another technical link. */
export function NewConnectionPanel({
  locale,
  organisation,
  suites,
}: {
  locale: Locale;
  organisation: Organisation;
  suites: readonly Suite[];
}) {
  const t = say(locale);
  const buyer = organisation.kind === 'buyer';
  const choices = {
    // A buyer's suite says which of the two it speaks.
    buyer: [],
    seller: [
      { value: 'edifact', label: 'EDIFACT' },
      { value: 'cxml', label: 'cXML' },
      { value: 'page', label: t('Pages only', 'Pages seulement') },
    ],
    // Our own names in the headers we write, and the key of our bank's statements.
    operator: [{ value: 'cxml', label: 'cXML' }],
  }[organisation.kind];
  return (
    <Panel id="new-connection" title={t('Open a connection', 'Ouvrir une connexion')}>
      <Form action={`${HERE}/${organisation.id}/connections`} frame="none">
        <FormGrid>
          {choices.length > 0 ? (
            <SelectField
              locale={locale}
              name="protocol"
              label={t('Protocol', 'Protocole')}
              required
              value={choices[0]?.value}
              choices={choices}
            />
          ) : null}
          <TextField
            locale={locale}
            id="connection-name"
            name="name"
            label={t('Short name', 'Nom court')}
            hint={t(
              'Small letters, digits, hyphens; for OCI it is the end of the address',
              'Minuscules, chiffres, tirets ; pour OCI, c’est la fin de l’adresse',
            )}
            maxlength={63}
            autocomplete="off"
            required
          />
          {buyer ? (
            <SelectField
              locale={locale}
              name="profile"
              label={t('Suite', 'Suite d’achat')}
              required
              value="generic"
              choices={suites.map(({ id, label }) => ({ value: id, label }))}
            />
          ) : null}
          {organisation.kind === 'seller' ? (
            <>
              <TextField
                locale={locale}
                name="ediIdentity"
                label={t('Interchange id (GLN)', 'Identifiant d’interchange (GLN)')}
                value={organisation.gln ?? ''}
                maxlength={35}
                autocomplete="off"
              />
              <TextField
                locale={locale}
                name="ediQualifier"
                label={t('Its qualifier', 'Son qualifiant')}
                value="14"
                maxlength={4}
                autocomplete="off"
              />
            </>
          ) : null}
        </FormGrid>
        <div class="form-actions">
          <Button kind="primary">{t('Open in test mode', 'Ouvrir en mode test')}</Button>
        </div>
      </Form>
    </Panel>
  );
}

/** What a connection is known by: names in cXML headers, an API key. */
export function IdentityForms({
  locale,
  connection,
}: {
  locale: Locale;
  connection: ConnectionView;
}) {
  const t = say(locale);
  const base = `${HERE}/connections/${connection.id}`;
  return (
    <div class="form-stack">
      {connection.protocol === 'cxml' ? (
        <Disclosure summary={t('Identities in headers', 'Identités dans les en-têtes')}>
          {connection.credentials.map((one) => (
            <p class="flex items-center justify-between gap-2">
              <span class="break-all">
                {one.domain}: <code>{one.identity}</code>
              </span>
              <ActionForm
                action={`${base}/identities/remove`}
                size="sm"
                hidden={{ ...one }}
                confirm={t(
                  'Headers with this identity will lead nowhere. Go on?',
                  'Les en-têtes portant cette identité ne mèneront nulle part. Continuer ?',
                )}
              >
                {t('Remove', 'Retirer')}
              </ActionForm>
            </p>
          ))}
          <Form action={`${base}/identities`} frame="none">
            <FormGrid>
              <TextField
                locale={locale}
                id={`domain-${connection.id}`}
                name="domain"
                label={t('Domain', 'Domaine')}
                hint="NetworkID, DUNS, PrivateID…"
                maxlength={100}
                autocomplete="off"
                required
              />
              <TextField
                locale={locale}
                id={`identity-${connection.id}`}
                name="identity"
                label={t('Identity', 'Identité')}
                maxlength={200}
                autocomplete="off"
                required
              />
            </FormGrid>
            <div class="form-actions">
              <Button>{t('Add the identity', 'Ajouter l’identité')}</Button>
            </div>
          </Form>
        </Disclosure>
      ) : null}
      {connection.protocol === 'oci' ? null : (
        <ActionForm
          action={`${base}/api-key`}
          {...(connection.hasApiKey
            ? {
                confirm: t(
                  'The key in force ends at once. Go on?',
                  'La clé en vigueur cesse aussitôt. Continuer ?',
                ),
              }
            : {})}
        >
          {connection.hasApiKey
            ? t('Replace the API key', 'Remplacer la clé d’API')
            : t('Issue an API key', 'Émettre une clé d’API')}
        </ActionForm>
      )}
    </div>
  );
}
