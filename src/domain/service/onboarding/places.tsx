import { type Locale, say } from '../../../base/index.ts';
import {
  Button,
  DataTable,
  Disclosure,
  Form,
  FormGrid,
  LinkButton,
  Panel,
  Stack,
  TextField,
} from '../../../ui/index.ts';
import type { BillingMandate } from '../../invoicing/index.ts';
import type { CostCentre, DeliveryAddress, Organisation } from '../../parties/index.ts';

const HERE = '/operator/partners';

function Entry({
  locale,
  name,
  label,
  prefix,
  required,
  hint,
}: {
  locale: Locale;
  name: string;
  label: string;
  prefix: string;
  required?: boolean;
  hint?: string;
}) {
  return (
    <TextField
      locale={locale}
      id={`${prefix}-${name}`}
      name={name}
      label={label}
      autocomplete="off"
      required={required ?? false}
      {...(hint ? { hint } : {})}
    />
  );
}

/** A buyer's places of delivery and cost centres, each with a form that adds or changes one by its code. */
export function BuyerPlaces({
  locale,
  organisation,
  places,
  centres,
}: {
  locale: Locale;
  organisation: Organisation;
  places: readonly DeliveryAddress[];
  centres: readonly CostCentre[];
}) {
  const t = say(locale);
  const base = `${HERE}/${organisation.id}`;
  return (
    <Panel
      id="places"
      title={t('Delivery and cost centres', 'Livraison et centres de coût')}
      actions={
        <LinkButton size="sm" href={`/operator/credit/${organisation.id}`}>
          {t('Credit limit', 'Plafond de crédit')}
        </LinkButton>
      }
    >
      <Stack>
        <DataTable
          locale={locale}
          caption={t('Delivery addresses', 'Adresses de livraison')}
          columns={[
            { key: 'code', label: 'Code', cell: (row: DeliveryAddress) => <code>{row.code}</code> },
            {
              key: 'address',
              label: t('Address', 'Adresse'),
              cell: ({ address }) =>
                [
                  address.name,
                  address.street,
                  `${address.postalCode} ${address.city}`,
                  address.country,
                ]
                  .filter(Boolean)
                  .join(', '),
            },
          ]}
          rows={places}
          empty={{ title: t('No place of delivery yet', 'Pas encore d’adresse de livraison') }}
        />
        <Disclosure summary={t('Add or change an address', 'Ajouter ou modifier une adresse')}>
          <Form action={`${base}/places`} frame="none">
            <FormGrid>
              <Entry
                locale={locale}
                prefix="place"
                name="code"
                label="Code"
                hint={t('The addressID of the buyer’s suite', 'L’addressID de la suite d’achat')}
                required
              />
              <Entry locale={locale} prefix="place" name="name" label={t('Name', 'Nom')} required />
              <Entry
                locale={locale}
                prefix="place"
                name="street"
                label={t('Street', 'Rue')}
                required
              />
              <Entry
                locale={locale}
                prefix="place"
                name="postalCode"
                label={t('Postal code', 'Code postal')}
                required
              />
              <Entry
                locale={locale}
                prefix="place"
                name="city"
                label={t('City', 'Ville')}
                required
              />
              <Entry
                locale={locale}
                prefix="place"
                name="country"
                label={t('Country (FR, DE…)', 'Pays (FR, DE…)')}
                required
              />
            </FormGrid>
            <div class="form-actions">
              <Button>{t('Keep the address', 'Enregistrer l’adresse')}</Button>
            </div>
          </Form>
        </Disclosure>
        <DataTable
          locale={locale}
          caption={t('Cost centres', 'Centres de coût')}
          columns={[
            { key: 'code', label: 'Code', cell: (row: CostCentre) => <code>{row.code}</code> },
            {
              key: 'name',
              label: t('Name', 'Nom'),
              cell: (row) => (locale === 'fr' ? row.nameFr : row.nameEn),
            },
          ]}
          rows={centres}
          empty={{ title: t('No cost centre yet', 'Pas encore de centre de coût') }}
        />
        <Disclosure
          summary={t('Add or rename a cost centre', 'Ajouter ou renommer un centre de coût')}
        >
          <Form action={`${base}/cost-centres`} frame="none">
            <FormGrid>
              <Entry locale={locale} prefix="centre" name="code" label="Code" required />
              <Entry
                locale={locale}
                prefix="centre"
                name="nameFr"
                label={t('French name', 'Nom français')}
              />
              <Entry
                locale={locale}
                prefix="centre"
                name="nameEn"
                label={t('English name', 'Nom anglais')}
              />
            </FormGrid>
            <div class="form-actions">
              <Button>{t('Keep the cost centre', 'Enregistrer le centre de coût')}</Button>
            </div>
          </Form>
        </Disclosure>
      </Stack>
    </Panel>
  );
}

const STATES = {
  draft: { en: 'draft', fr: 'brouillon' },
  signed: { en: 'signed, not in force', fr: 'signé, pas en vigueur' },
  active: { en: 'in force', fr: 'en vigueur' },
  suspended: { en: 'suspended', fr: 'suspendu' },
  terminated: { en: 'ended', fr: 'résilié' },
} as const;

/** A seller's mandate to be invoiced for: without one in force nothing of its sales is invoiced. */
export function MandatePanel({
  locale,
  organisation,
  mandate,
}: {
  locale: Locale;
  organisation: Organisation;
  mandate: BillingMandate | undefined;
}) {
  const t = say(locale);
  return (
    <Panel id="mandate" title={t('Mandate to invoice', 'Mandat de facturation')}>
      {mandate ? (
        <p>
          {t('Series', 'Série')} <code>{mandate.series}</code>, {STATES[mandate.state][locale]}
          {mandate.signedOn
            ? `, ${t('signed on', 'signé le')} ${mandate.signedOn.toLocaleString(locale)}`
            : ''}
        </p>
      ) : (
        <Form action={`${HERE}/${organisation.id}/mandate`} frame="none">
          <p class="field-hint">
            {t(
              'Invoices go out in the seller’s name once its signed mandate is recorded (CGI art. 289-I-2).',
              'Les factures partent au nom du vendeur une fois son mandat signé enregistré (CGI art. 289-I-2).',
            )}
          </p>
          <FormGrid>
            <TextField
              locale={locale}
              name="signedOn"
              type="date"
              label={t('Signed on', 'Signé le')}
              required
            />
            <TextField
              locale={locale}
              name="series"
              label={t('Series of its invoice numbers', 'Série de ses numéros de facture')}
              hint={t(
                '1 to 10 capital letters or digits, its own',
                '1 à 10 majuscules ou chiffres, à lui seul',
              )}
              maxlength={10}
              autocomplete="off"
              required
            />
          </FormGrid>
          <div class="form-actions">
            <Button kind="primary">
              {t('Record and put in force', 'Enregistrer et mettre en vigueur')}
            </Button>
          </div>
        </Form>
      )}
    </Panel>
  );
}
