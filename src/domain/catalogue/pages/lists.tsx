import { type Locale, say, unitText } from '../../../base/index.ts';
import {
  ActionForm,
  DataTable,
  DateText,
  QuantityText,
  Search,
  Stack,
  StateBadge,
  Tabs,
  UnitPriceText,
} from '../../../ui/index.ts';
import type { OfferedContract, OwnOffer } from '../queries/index.ts';

type ListState = {
  q?: string | undefined;
  state?: 'active' | 'inactive' | undefined;
  file?: string | undefined;
  after?: string | undefined;
};

function listHref({ q, state, file, after }: ListState): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (state) query.set('state', state);
  if (file) query.set('file', file);
  if (after) query.set('after', after);
  return query.size > 0 ? `/seller/offers?${query.toString()}` : '/seller/offers';
}

/** The views of a seller's catalogue: its offers by state, and the conditions buyers ask for. */
function CatalogueTabs({ locale, current }: { locale: Locale; current: string }) {
  const t = say(locale);
  const items = [
    { key: 'all', href: '/seller/offers', label: t('All offers', 'Toutes les offres') },
    { key: 'active', href: '/seller/offers?state=active', label: t('On sale', 'En vente') },
    { key: 'inactive', href: '/seller/offers?state=inactive', label: t('Withdrawn', 'Retirées') },
    {
      key: 'contracts',
      href: '/seller/offers/contracts',
      label: t('Buyers’ conditions', 'Conditions des acheteurs'),
    },
  ];
  return (
    <Tabs
      label={t('Catalogue', 'Catalogue')}
      items={items.map(({ key, ...item }) => ({ ...item, current: key === current }))}
    />
  );
}

function SaleBadge({ active, locale }: { active: boolean; locale: Locale }) {
  const t = say(locale);
  return active ? (
    <StateBadge tone="success" text={t('On sale', 'En vente')} />
  ) : (
    <StateBadge text={t('Withdrawn', 'Retirée')} />
  );
}

/** The seller's offers with search and keyset paging. */
export function OffersList(props: {
  locale: Locale;
  list: ListState;
  offers: readonly OwnOffer[];
  next: string | undefined;
}) {
  const { locale, list } = props;
  const t = say(locale);
  return (
    <Stack>
      <CatalogueTabs locale={locale} current={list.file ? 'file' : (list.state ?? 'all')} />
      <Search
        locale={locale}
        action="/seller/offers"
        value={list.q}
        label={t('Article number, name or GTIN', 'Référence, nom ou GTIN')}
      >
        {list.state ? <input type="hidden" name="state" value={list.state} /> : null}
        {list.file ? <input type="hidden" name="file" value={list.file} /> : null}
      </Search>
      {list.file ? (
        <p>
          {t(
            'Offers that one catalogue file made, changed or withdrew, as far as nothing changed them since.',
            'Offres qu’un fichier catalogue a créées, modifiées ou retirées, tant que rien ne les a changées depuis.',
          )}{' '}
          <a href={`/seller/catalogue-files/${list.file}`}>
            {t('Back to its report', 'Retour au rapport')}
          </a>
          {' · '}
          <a href="/seller/offers">{t('All offers', 'Toutes les offres')}</a>
        </p>
      ) : null}
      <DataTable
        locale={locale}
        caption={t('Offers', 'Offres')}
        rows={props.offers}
        rowHref={(offer) => `/seller/offers/${offer.offerId}`}
        empty={{
          title: list.q
            ? t('No offer found', 'Aucune offre trouvée')
            : t('No offers yet', 'Aucune offre pour le moment'),
          text: t(
            'Offers come with your catalogue file; their prices and stock can be changed here.',
            'Les offres arrivent avec votre fichier catalogue ; prix et stocks se modifient ici.',
          ),
        }}
        nextHref={props.next ? listHref({ ...list, after: props.next }) : undefined}
        firstHref={list.after ? listHref({ ...list, after: undefined }) : undefined}
        columns={[
          { key: 'sku', label: t('Article number', 'Référence'), cell: (offer) => offer.sku },
          { key: 'name', label: t('Name', 'Désignation'), cell: (offer) => offer.name },
          {
            key: 'price',
            label: t('Price', 'Prix'),
            align: 'number',
            cell: (offer) => (
              <UnitPriceText price={offer.unitPrice} currency={offer.currency} locale={locale} />
            ),
          },
          { key: 'unit', label: t('Unit', 'Unité'), cell: (offer) => unitText(offer.unit, locale) },
          {
            key: 'stock',
            label: t('Stock', 'Stock'),
            align: 'number',
            cell: (offer) => <QuantityText quantity={offer.stock} locale={locale} />,
          },
          {
            key: 'lead',
            label: t('Lead time, days', 'Délai, jours'),
            align: 'number',
            cell: (offer) => String(offer.leadDays),
          },
          {
            key: 'state',
            label: t('State', 'État'),
            cell: (offer) => <SaleBadge active={offer.active} locale={locale} />,
          },
        ]}
      />
    </Stack>
  );
}

function conditionText(contract: OfferedContract, locale: Locale) {
  const t = say(locale);
  if (contract.unitPrice) {
    const currency = contract.offer?.currency ?? 'EUR';
    return <UnitPriceText price={contract.unitPrice} currency={currency} locale={locale} />;
  }
  const share = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 2,
  }).format((contract.discountBp ?? 0) / 10_000);
  return t(`${share} off the list price`, `${share} de remise sur le prix public`);
}

function AcceptCell({
  contract,
  locale,
  today,
}: {
  contract: OfferedContract;
  locale: Locale;
  today: Temporal.PlainDate;
}) {
  const t = say(locale);
  if (contract.acceptedAt) return <DateText value={contract.acceptedAt} locale={locale} />;
  if (contract.validUntil && Temporal.PlainDate.compare(contract.validUntil, today) < 0) {
    return <StateBadge text={t('Over', 'Échue')} />;
  }
  return (
    <ActionForm
      action={`/seller/offers/contracts/${contract.contractId}/accept`}
      size="sm"
      kind="primary"
      label={t(
        `Accept condition ${contract.reference}`,
        `Accepter la condition ${contract.reference}`,
      )}
      confirm={t(
        'Accept this condition? It then prices this buyer’s orders.',
        'Accepter cette condition ? Elle s’appliquera aux commandes de cet acheteur.',
      )}
    >
      {t('Accept', 'Accepter')}
    </ActionForm>
  );
}

/** The conditions that buyers were offered in the seller's name; none counts before it is accepted. */
export function ContractsList(props: {
  locale: Locale;
  contracts: readonly OfferedContract[];
  today: Temporal.PlainDate;
  next: string | undefined;
  after: string | undefined;
}) {
  const { locale } = props;
  const t = say(locale);
  const subject = (one: OfferedContract) =>
    one.offer
      ? `${one.offer.sku} · ${one.offer.name}`
      : t(
          `Everything in UNSPSC ${one.unspscPrefix}…`,
          `Toute la famille UNSPSC ${one.unspscPrefix}…`,
        );
  return (
    <Stack>
      <CatalogueTabs locale={locale} current="contracts" />
      <DataTable
        locale={locale}
        caption={t('Buyers’ conditions', 'Conditions des acheteurs')}
        rows={props.contracts}
        rowTone={(one) => (one.acceptedAt ? undefined : 'warning')}
        empty={{ title: t('No conditions offered', 'Aucune condition proposée') }}
        nextHref={props.next ? `/seller/offers/contracts?after=${props.next}` : undefined}
        firstHref={props.after ? '/seller/offers/contracts' : undefined}
        columns={[
          { key: 'reference', label: t('Reference', 'Référence'), cell: (one) => one.reference },
          { key: 'buyer', label: t('Buyer', 'Acheteur'), cell: (one) => one.buyerName },
          { key: 'subject', label: t('For', 'Pour'), cell: subject },
          {
            key: 'terms',
            label: t('Condition', 'Condition'),
            align: 'number',
            cell: (one) => conditionText(one, locale),
          },
          {
            key: 'from',
            label: t('From', 'Du'),
            cell: (one) => <DateText value={one.validFrom} locale={locale} />,
          },
          {
            key: 'until',
            label: t('Until', 'Au'),
            cell: (one) =>
              one.validUntil ? (
                <DateText value={one.validUntil} locale={locale} />
              ) : (
                t('open', 'sans fin')
              ),
          },
          {
            key: 'accepted',
            label: t('Accepted', 'Acceptée'),
            cell: (one) => <AcceptCell contract={one} locale={locale} today={props.today} />,
          },
        ]}
      />
    </Stack>
  );
}
