import { type Locale, say } from '../../../base/index.ts';
import {
  ErrorSummary,
  Form,
  FormActions,
  FormGrid,
  Panel,
  SelectField,
  Stack,
  TextField,
} from '../../../ui/index.ts';
import type { FieldFault, OrganisationFacts } from '../../parties/index.ts';
import { faultWords } from './words.ts';

export type Faults = Partial<Record<keyof OrganisationFacts, FieldFault>>;

type Props = {
  locale: Locale;
  facts: OrganisationFacts;
  faults: Faults;
};

type TextName = {
  [Name in keyof OrganisationFacts]: OrganisationFacts[Name] extends string ? Name : never;
}[keyof OrganisationFacts];

function Entry({
  locale,
  facts,
  faults,
  name,
  label,
  ...rest
}: Props & {
  name: TextName;
  label: string;
  hint?: string;
  required?: boolean;
  maxlength?: number;
  type?: 'text' | 'email';
}) {
  return (
    <TextField
      locale={locale}
      name={name}
      label={label}
      value={facts[name]}
      error={faults[name] && faultWords[faults[name]][locale]}
      autocomplete="off"
      {...rest}
    />
  );
}

function Company(props: Props) {
  const t = say(props.locale);
  return (
    <Panel id="company" title={t('Company', 'Société')}>
      <FormGrid>
        <Entry
          {...props}
          name="legalName"
          label={t('Legal name', 'Raison sociale')}
          required
          maxlength={200}
        />
        <Entry
          {...props}
          name="tradingName"
          label={t('Name in the shop', 'Nom affiché')}
          required
          maxlength={100}
        />
        <Entry
          {...props}
          name="registrationNumber"
          label={t('Register number', 'N° d’immatriculation')}
          hint={t(
            'SIREN: needed of French companies',
            'SIREN : nécessaire pour les sociétés françaises',
          )}
        />
        <Entry
          {...props}
          name="establishmentNumber"
          label={t('Establishment (SIRET)', 'Établissement (SIRET)')}
        />
        <Entry {...props} name="vatId" label={t('VAT number', 'N° de TVA')} />
        <SelectField
          locale={props.locale}
          name="vatRegime"
          label={t('VAT regime', 'Régime de TVA')}
          required
          value={props.facts.vatRegime}
          choices={[
            { value: 'standard', label: t('Liable for VAT', 'Assujetti redevable') },
            { value: 'franchise', label: t('Small enterprise, exempt', 'Franchise en base') },
          ]}
        />
        <Entry
          {...props}
          name="legalForm"
          label={t('Legal form and capital', 'Forme juridique et capital')}
          hint={t(
            'As on its invoices: SAS au capital de 10\u202f000\u00a0€',
            'Comme sur ses factures : SAS au capital de 10\u202f000\u00a0€',
          )}
        />
        <Entry
          {...props}
          name="register"
          label={t('Register of', 'Registre')}
          hint={t('RCS Lyon 552 100 554', 'RCS Lyon 552 100 554')}
        />
        <Entry {...props} name="gln" label="GLN" />
      </FormGrid>
    </Panel>
  );
}

function Whereabouts(props: Props) {
  const t = say(props.locale);
  return (
    <Panel id="address" title={t('Address and contact', 'Adresse et contact')}>
      <FormGrid>
        <Entry {...props} name="street" label={t('Street', 'Rue')} required maxlength={200} />
        <Entry
          {...props}
          name="postalCode"
          label={t('Postal code', 'Code postal')}
          required
          maxlength={20}
        />
        <Entry {...props} name="city" label={t('City', 'Ville')} required maxlength={100} />
        <Entry
          {...props}
          name="country"
          label={t('Country', 'Pays')}
          hint={t('Two letters: FR, DE…', 'Deux lettres : FR, DE…')}
          required
          maxlength={2}
        />
        <Entry
          {...props}
          name="email"
          type="email"
          label={t('E-mail for documents', 'E-mail pour les documents')}
          hint={t(
            'Statements, orders and reminders go here',
            'Relevés, commandes et relances y arrivent',
          )}
          required={props.facts.kind === 'buyer'}
          maxlength={254}
        />
        <SelectField
          locale={props.locale}
          name="locale"
          label={t('Language', 'Langue')}
          required
          value={props.facts.locale}
          choices={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
        />
      </FormGrid>
    </Panel>
  );
}

function Money(props: Props) {
  const t = say(props.locale);
  const { facts, faults, locale } = props;
  return (
    <Panel id="money" title={t('Payment', 'Paiement')}>
      <FormGrid>
        <Entry
          {...props}
          name="iban"
          label="IBAN"
          required={facts.kind === 'seller'}
          maxlength={42}
        />
        <Entry {...props} name="bic" label="BIC" maxlength={11} />
        {facts.kind === 'seller' ? (
          <TextField
            locale={locale}
            name="commissionBp"
            label={t('Commission, % of the net amount', 'Commission, % du montant HT')}
            inputmode="decimal"
            value={(facts.commissionBp / 100).toString()}
            error={faults.commissionBp && faultWords[faults.commissionBp][locale]}
            required
          />
        ) : (
          <TextField
            locale={locale}
            name="paymentDays"
            label={t('Payment delay, days after invoice', 'Délai de paiement, jours après facture')}
            hint={t('0 to 60 (C. com. L441-10)', '0 à 60 (C. com. L441-10)')}
            inputmode="numeric"
            value={facts.paymentDays.toString()}
            error={faults.paymentDays && faultWords[faults.paymentDays][locale]}
            required
          />
        )}
      </FormGrid>
    </Panel>
  );
}

/** One form for entering and changing an organisation; every wrong entry is told at once, beside its field. */
export function OrganisationForm(
  props: Props & { action: string; cancelHref: string; version?: number | undefined },
) {
  const { locale, facts, faults } = props;
  const t = say(locale);
  return (
    <Form
      action={props.action}
      frame="none"
      hidden={{
        kind: facts.kind,
        ...(props.version === undefined ? {} : { version: props.version.toString() }),
      }}
    >
      <Stack>
        <ErrorSummary
          locale={locale}
          errors={Object.entries(faults).map(([name, fault]) => ({
            name,
            text: faultWords[fault][locale],
          }))}
        />
        <Company locale={locale} facts={facts} faults={faults} />
        <Whereabouts locale={locale} facts={facts} faults={faults} />
        <Money locale={locale} facts={facts} faults={faults} />
        <FormActions
          locale={locale}
          submit={
            props.version === undefined
              ? t('Enter this organisation', 'Créer cette organisation')
              : t('Save', 'Enregistrer')
          }
          cancelHref={props.cancelHref}
        />
      </Stack>
    </Form>
  );
}
