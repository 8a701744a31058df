import { type Locale, type Problem, say } from '../../base/index.ts';
import {
  ActionForm,
  Alert,
  CheckboxField,
  DataTable,
  DateText,
  DefinitionList,
  ErrorSummary,
  FormActions,
  FormGrid,
  MoneyField,
  Panel,
  QuantityText,
  Search,
  Stack,
  StateBadge,
  Tabs,
  TextField,
  UnitPriceText,
} from '../../ui/index.ts';
import type { OfferedContract, OwnOffer } from './queries/index.ts';

type ListState = {
  q?: string | undefined;
  state?: 'active' | 'inactive' | undefined;
  after?: string | undefined;
};

function listHref({ q, state, after }: ListState): string {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (state) query.set('state', state);
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
      <CatalogueTabs locale={locale} current={list.state ?? 'all'} />
      <Search
        locale={locale}
        action="/seller/offers"
        value={list.q}
        label={t('Article number, name or GTIN', 'Référence, nom ou GTIN')}
      >
        {list.state ? <input type="hidden" name="state" value={list.state} /> : null}
      </Search>
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
          { key: 'unit', label: t('Unit', 'Unité'), cell: (offer) => offer.unit },
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

/** The values of the offer form as they stand or as somebody typed them. */
export type OfferValues = {
  readonly price: string;
  readonly stock: string;
  readonly leadDays: string;
  readonly active: boolean;
  readonly breaks: readonly { readonly from: string; readonly price: string }[];
};

export type FieldError = { readonly name: string; readonly text: string };

function BreakRows({
  locale,
  offer,
  values,
}: {
  locale: Locale;
  offer: OwnOffer;
  values: OfferValues;
}) {
  const t = say(locale);
  return (
    <>
      {values.breaks.map((step, at) => (
        <FormGrid>
          <TextField
            locale={locale}
            name="break_from"
            id={`break-from-${at}`}
            label={t(`Break ${at + 1}: from`, `Palier ${at + 1} : à partir de`)}
            value={step.from}
            inputmode="decimal"
            hint={offer.unit}
          />
          <MoneyField
            locale={locale}
            name="break_price"
            id={`break-price-${at}`}
            label={t(`Break ${at + 1}: unit price`, `Palier ${at + 1} : prix unitaire`)}
            value={step.price}
            currency={offer.currency}
          />
        </FormGrid>
      ))}
    </>
  );
}

function OfferFields(props: {
  locale: Locale;
  offer: OwnOffer;
  values: OfferValues;
  errors: readonly FieldError[];
}) {
  const { locale, offer, values } = props;
  const t = say(locale);
  const error = (name: string) => props.errors.find((one) => one.name === name)?.text;
  return (
    <>
      <FormGrid>
        <MoneyField
          locale={locale}
          name="price"
          label={t('List price per unit, without VAT', 'Prix public unitaire hors TVA')}
          value={values.price}
          currency={offer.currency}
          required
          error={error('price')}
        />
        <TextField
          locale={locale}
          name="stock"
          label={t('Stock', 'Stock')}
          value={values.stock}
          inputmode="decimal"
          hint={offer.unit}
          required
          error={error('stock')}
        />
        <TextField
          locale={locale}
          name="lead_days"
          label={t('Lead time, days', 'Délai, jours')}
          value={values.leadDays}
          inputmode="numeric"
          required
          error={error('lead_days')}
        />
      </FormGrid>
      <CheckboxField
        locale={locale}
        name="active"
        label={t('On sale', 'En vente')}
        checked={values.active}
        hint={t(
          'Buyers see and order it only while ticked.',
          'Les acheteurs ne la voient et ne la commandent que si la case est cochée.',
        )}
      />
    </>
  );
}

/** One offer: what it is, and the form that changes its price, stock, lead time and state. */
export function OfferPage(props: {
  locale: Locale;
  offer: OwnOffer;
  values: OfferValues;
  errors: readonly FieldError[];
  problem?: Problem | undefined;
}) {
  const { locale, offer } = props;
  const t = say(locale);
  return (
    <Stack>
      {props.problem ? <Alert tone="error">{props.problem.text(locale)}</Alert> : null}
      <ErrorSummary locale={locale} errors={props.errors} />
      <Panel id="offer" title={t('Article', 'Article')}>
        <DefinitionList
          items={[
            { term: t('Article number', 'Référence'), value: offer.sku },
            { term: t('Part number', 'Référence fabricant'), value: offer.manufacturerPartId },
            { term: 'GTIN', value: offer.gtin },
            {
              term: t('Smallest order', 'Commande minimale'),
              value: (
                <QuantityText quantity={offer.minimumQuantity} unit={offer.unit} locale={locale} />
              ),
            },
            {
              term: t('In multiples of', 'Par multiples de'),
              value: (
                <QuantityText quantity={offer.quantityStep} unit={offer.unit} locale={locale} />
              ),
            },
            {
              term: t('Last change', 'Dernière modification'),
              value: <DateText value={offer.updatedAt} locale={locale} />,
            },
          ]}
        />
      </Panel>
      <form method="post" action={`/seller/offers/${offer.offerId}`} class="stack">
        <input type="hidden" name="version" value={String(offer.version)} />
        <Panel id="terms" title={t('Price and availability', 'Prix et disponibilité')}>
          <OfferFields locale={locale} offer={offer} values={props.values} errors={props.errors} />
        </Panel>
        <Panel id="breaks" title={t('Volume prices', 'Prix de volume')}>
          <BreakRows locale={locale} offer={offer} values={props.values} />
        </Panel>
        <FormActions
          locale={locale}
          submit={t('Save offer', 'Enregistrer l’offre')}
          cancelHref="/seller/offers"
        />
      </form>
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
