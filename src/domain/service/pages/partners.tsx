import { type Locale, say } from '../../../base/index.ts';
import {
  ActionForm,
  Columns,
  DataTable,
  DefinitionList,
  LinkButton,
  Panel,
  Stack,
  StateBadge,
  Tabs,
} from '../../../ui/index.ts';
import type { BillingMandate } from '../../invoicing/index.ts';
import {
  type CostCentre,
  type DeliveryAddress,
  type OrganisationKind,
  organisationKinds,
} from '../../parties/index.ts';
import { NewConnectionPanel, type Suite } from '../onboarding/connection-panels.tsx';
import { PeoplePanel, ShownOnce } from '../onboarding/panels.tsx';
import { BuyerPlaces, MandatePanel } from '../onboarding/places.tsx';
import type { PartnerRow, PartnerView, TimelineItem } from '../queries/index.ts';
import { RecordTimeline } from './audit.tsx';
import { ConnectionPanel, PROTOCOLS } from './connection.tsx';
import { Filter } from './filter.tsx';
import { organisationKindWords } from './words.ts';

/** Open or closed, in words. */
export function ActiveBadge({ active, locale }: { active: boolean; locale: Locale }) {
  const t = say(locale);
  return active ? (
    <StateBadge text={t('Active', 'Actif')} tone="success" />
  ) : (
    <StateBadge text={t('Closed', 'Fermé')} tone="neutral" />
  );
}

/** A suite by its name, or by its id where it is known no more. */
function suiteLabel(suites: readonly Suite[], id: string): string {
  return suites.find((suite) => suite.id === id)?.label ?? id;
}

/** Organisations of one kind with how they are connected. */
export function PartnersPage(props: {
  locale: Locale;
  suites: readonly Suite[];
  kind: OrganisationKind;
  q: string | undefined;
  rows: readonly PartnerRow[];
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { locale, kind, rows } = props;
  const t = say(locale);
  const order: readonly OrganisationKind[] = [...organisationKinds].sort(
    (a, b) => Number(a === 'operator') - Number(b === 'operator'),
  );
  return (
    <Stack>
      <Tabs
        label={t('Kinds', 'Natures')}
        items={order.map((one) => ({
          href: `/operator/partners/kinds/${one}`,
          label: organisationKindWords[one][locale],
          current: one === kind,
        }))}
      />
      {kind === 'operator' ? null : (
        <div>
          <LinkButton kind="primary" href={`/operator/partners/new?kind=${kind}`}>
            {kind === 'buyer'
              ? t('Enter a buyer', 'Créer un acheteur')
              : t('Enter a seller', 'Créer un vendeur')}
          </LinkButton>
        </div>
      )}
      <Filter
        locale={locale}
        action={`/operator/partners/kinds/${kind}`}
        controls={[
          {
            name: 'q',
            label: t('Name, register or VAT number', 'Nom, n° d’immatriculation ou de TVA'),
            value: props.q,
            type: 'search',
            span: 'two',
          },
        ]}
      />
      <DataTable
        locale={locale}
        caption={organisationKindWords[kind][locale]}
        columns={[
          { key: 'name', label: t('Name', 'Nom'), cell: (row: PartnerRow) => row.tradingName },
          {
            key: 'number',
            label: t('Register number', 'N° d’immatriculation'),
            cell: (row) => row.registrationNumber ?? '–',
          },
          { key: 'country', label: t('Country', 'Pays'), cell: (row) => row.country },
          {
            key: 'connections',
            label: t('Connections', 'Connexions'),
            cell: (row) =>
              row.connections.length === 0
                ? '–'
                : row.connections.map((one) => (
                    <span class="block whitespace-nowrap">
                      {PROTOCOLS[one.protocol]}
                      {one.protocol === 'cxml' || one.protocol === 'oci' ? (
                        <span class="muted"> · {suiteLabel(props.suites, one.profile)}</span>
                      ) : null}
                      {one.mode === 'test' ? (
                        <span class="muted"> · {t('test', 'test')}</span>
                      ) : null}
                      {one.active ? null : <span class="muted"> · {t('closed', 'fermée')}</span>}
                    </span>
                  )),
          },
          {
            key: 'users',
            label: t('People', 'Personnes'),
            align: 'number',
            cell: (row) => row.users,
          },
          {
            key: 'active',
            label: t('State', 'État'),
            cell: (row) => <ActiveBadge active={row.active} locale={locale} />,
          },
        ]}
        rows={rows}
        rowHref={(row) => `/operator/partners/${row.id}`}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{
          title: t('No partner matches', 'Aucun partenaire ne correspond'),
          picture: 'search',
        }}
      />
    </Stack>
  );
}

function Facts({
  locale,
  organisation,
}: {
  locale: Locale;
  organisation: PartnerView['organisation'];
}) {
  const t = say(locale);
  const { address, kind } = organisation;
  const percent = (bp: number): string =>
    `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(bp / 100)}\u00a0%`;
  return (
    <Panel id="facts" title={t('Facts', 'Informations')}>
      <DefinitionList
        items={[
          { term: t('Legal name', 'Raison sociale'), value: organisation.legalName },
          { term: t('Legal form', 'Forme juridique'), value: organisation.legalForm },
          {
            term: t('Register number', 'N° d’immatriculation'),
            value: organisation.registrationNumber,
          },
          { term: t('Establishment', 'Établissement'), value: organisation.establishmentNumber },
          { term: t('VAT number', 'N° de TVA'), value: organisation.vatId },
          { term: 'GLN', value: organisation.gln },
          {
            term: t('Address', 'Adresse'),
            value: `${address.street}, ${address.postalCode} ${address.city}, ${organisation.country}`,
          },
          { term: t('E-mail', 'E-mail'), value: organisation.email },
          { term: 'IBAN', value: organisation.iban },
          ...(kind === 'seller'
            ? [{ term: t('Commission', 'Commission'), value: percent(organisation.commissionBp) }]
            : []),
          ...(kind === 'buyer'
            ? [
                {
                  term: t('Payment delay', 'Délai de paiement'),
                  value: t(`${organisation.paymentDays} days`, `${organisation.paymentDays} jours`),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

/** One organisation: facts, people, connections with their forms. */
export function PartnerPage(props: {
  locale: Locale;
  partner: PartnerView;
  secretLeast: number;
  /** What was done to the organisation and its connections; empty for who may not read the audit. */
  history: readonly TimelineItem[];
  places: readonly DeliveryAddress[];
  centres: readonly CostCentre[];
  mandate: BillingMandate | undefined;
  suites: readonly Suite[];
  /** A link or key that was made a moment ago. */
  shown: { link?: string; apiKey?: string };
}) {
  const { locale, partner, secretLeast, history } = props;
  const t = say(locale);
  const { organisation, users, connections } = partner;
  return (
    <Stack>
      <ShownOnce locale={locale} {...props.shown} />
      <Columns layout="two">
        <Facts locale={locale} organisation={organisation} />
        <PeoplePanel locale={locale} organisation={organisation} users={users} />
      </Columns>
      {connections.length === 0 ? (
        <Panel id="connections" title={t('Connections', 'Connexions')}>
          <p class="muted">
            {t(
              'None: this organisation works on pages and by mail.',
              'Aucune : cette organisation travaille sur les pages et par e-mail.',
            )}
          </p>
        </Panel>
      ) : null}
      {connections.map((connection) => (
        <ConnectionPanel
          locale={locale}
          connection={connection}
          secretLeast={secretLeast}
          suite={suiteLabel(props.suites, connection.profile)}
        />
      ))}
      <NewConnectionPanel locale={locale} organisation={organisation} suites={props.suites} />
      {organisation.kind === 'buyer' ? (
        <BuyerPlaces
          locale={locale}
          organisation={organisation}
          places={props.places}
          centres={props.centres}
        />
      ) : null}
      {organisation.kind === 'seller' ? (
        <MandatePanel locale={locale} organisation={organisation} mandate={props.mandate} />
      ) : null}
      {history.length > 0 ? (
        <Panel id="history" title={t('History', 'Historique')}>
          <RecordTimeline locale={locale} audience="operator" items={history} />
        </Panel>
      ) : null}
    </Stack>
  );
}

/** The buttons beside an organisation's name: what is done with it as a whole. */
export function PartnerActions({
  locale,
  organisation,
}: {
  locale: Locale;
  organisation: PartnerView['organisation'];
}) {
  const t = say(locale);
  const { id, kind, active } = organisation;
  return (
    <>
      <LinkButton href={`/operator/exchanges?partner=${id}`}>
        {t('Its documents', 'Ses documents')}
      </LinkButton>
      <LinkButton href={`/operator/partners/${id}/facts`}>{t('Change', 'Modifier')}</LinkButton>
      {kind === 'operator' ? null : (
        <ActionForm
          action={`/operator/partners/${id}/state`}
          hidden={{ state: active ? 'inactive' : 'active' }}
          kind={active ? 'danger' : 'primary'}
          {...(active
            ? {
                confirm: t(
                  'Nobody of it will sign in or be served. Go on?',
                  'Plus personne n’y sera connecté ni servi. Continuer ?',
                ),
              }
            : {})}
        >
          {active ? t('Close', 'Fermer') : t('Open', 'Ouvrir')}
        </ActionForm>
      )}
    </>
  );
}
