import { type Locale, say } from '../../../base/index.ts';
import {
  Columns,
  DataTable,
  DefinitionList,
  LinkButton,
  Panel,
  Stack,
  StateBadge,
  Tabs,
} from '../../../ui/index.ts';
import { type OrganisationKind, organisationKinds } from '../../parties/index.ts';
import type { PartnerRow, PartnerView, TimelineItem } from '../queries/index.ts';
import { RecordTimeline } from './audit.tsx';
import { ConnectionPanel } from './connection.tsx';
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

/** Organisations of one kind with how they are connected. */
export function PartnersPage(props: {
  locale: Locale;
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
                      {one.protocol} <span class="muted">· {one.profile}</span>
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
}) {
  const { locale, partner, secretLeast, history } = props;
  const t = say(locale);
  const { organisation, users, connections } = partner;
  return (
    <Stack>
      <Columns layout="two">
        <Facts locale={locale} organisation={organisation} />
        <DataTable
          locale={locale}
          caption={t('People', 'Personnes')}
          columns={[
            {
              key: 'name',
              label: t('Name', 'Nom'),
              cell: (user: PartnerView['users'][number]) => user.name,
            },
            { key: 'email', label: t('E-mail', 'E-mail'), cell: (user) => user.email },
            { key: 'roles', label: t('Roles', 'Rôles'), cell: (user) => user.roles.join(', ') },
            {
              key: 'active',
              label: t('State', 'État'),
              cell: (user) => <ActiveBadge active={user.active} locale={locale} />,
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
        <ConnectionPanel locale={locale} connection={connection} secretLeast={secretLeast} />
      ))}
      {history.length > 0 ? (
        <Panel id="history" title={t('History', 'Historique')}>
          <RecordTimeline locale={locale} audience="operator" items={history} />
        </Panel>
      ) : null}
    </Stack>
  );
}

/** The buttons beside an organisation's name: where else it can be followed. */
export function PartnerActions({ locale, id }: { locale: Locale; id: string }) {
  return (
    <LinkButton href={`/operator/exchanges?partner=${id}`}>
      {say(locale)('Its documents', 'Ses documents')}
    </LinkButton>
  );
}
