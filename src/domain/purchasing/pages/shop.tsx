import { formatQuantity, type Locale, say, unitText } from '../../../base/index.ts';
import {
  Alert,
  Button,
  DataTable,
  DefinitionList,
  EmptyState,
  HiddenFields,
  Menu,
  Pager,
  Panel,
  Pictured,
  ProductPicture,
  QuantityField,
  QuantityText,
  SellerLogo,
  Stack,
  StateBadge,
  UnitPriceText,
} from '../../../ui/index.ts';
import {
  type PricedOffer,
  type ProductHit,
  type ProductView,
  type SearchResult,
  segmentName,
} from '../../catalogue/index.ts';
import type { ShopPlace } from './place.ts';

export function nameOf(product: { nameEn: string; nameFr: string }, locale: Locale): string {
  return locale === 'fr' ? product.nameFr : product.nameEn;
}

function dayCount(days: number, locale: Locale): string {
  return say(locale)(
    `${days} ${days === 1 ? 'day' : 'days'}`,
    `${days} ${days < 2 ? 'jour' : 'jours'}`,
  );
}

/** Whose condition made the price, in a word the buyer knows. */
export function PriceSource({ source, locale }: { source: string; locale: Locale }) {
  const t = say(locale);
  if (source.startsWith('contract:'))
    return (
      <StateBadge
        tone="success"
        text={t(`Contract ${source.slice(9)}`, `Contrat ${source.slice(9)}`)}
      />
    );
  return source === 'break' ? (
    <StateBadge tone="info" text={t('Quantity price', 'Prix par quantité')} />
  ) : null;
}

function AddToBasket({ place, offer }: { place: ShopPlace; offer: PricedOffer }) {
  const t = say(place.locale);
  if (place.readOnly) return null;
  const name = nameOf(offer, place.locale);
  return (
    <form
      method="post"
      action={`${place.base}/basket/lines`}
      class="flex flex-wrap items-center justify-end gap-2"
    >
      <HiddenFields values={{ offerId: offer.offerId, back: place.here }} />
      <QuantityField
        locale={place.locale}
        name="quantity"
        id={`q-${offer.offerId}`}
        label={t(`Quantity of ${name}`, `Quantité de ${name}`)}
        value={offer.minimumQuantity.toString()}
        step={offer.quantityStep.toString()}
        least={offer.minimumQuantity.toString()}
        unit={offer.unit}
      />
      <Button
        kind="primary"
        size="sm"
        label={t(`Add ${name} to the basket`, `Ajouter ${name} au panier`)}
      >
        {t('Add', 'Ajouter')}
      </Button>
    </form>
  );
}

function HitRow({ hit, place }: { hit: ProductHit; place: ShopPlace }) {
  const { locale } = place;
  const t = say(locale);
  const name = nameOf(hit, locale);
  return (
    <li class="panel flex flex-wrap items-center gap-4">
      <a
        class="shrink-0"
        href={`${place.base}/products/${hit.productId}`}
        tabindex={-1}
        aria-hidden="true"
      >
        <ProductPicture id={hit.productId} unspsc={hit.unspsc} size="md" />
      </a>
      <div class="min-w-0 flex-1 basis-64">
        <a class="link font-semibold" href={`${place.base}/products/${hit.productId}`}>
          {name}
        </a>
        <p class="muted text-sm">
          {hit.manufacturer} · {hit.manufacturerPartId}
          {hit.gtin ? ` · GTIN ${hit.gtin}` : ''}
        </p>
        <p class="text-sm">
          {t(
            `${hit.offerCount} ${hit.offerCount === 1 ? 'seller' : 'sellers'}`,
            `${hit.offerCount} ${hit.offerCount === 1 ? 'vendeur' : 'vendeurs'}`,
          )}
          {' · '}
          {dayCount(hit.best.leadDays, locale)}
        </p>
      </div>
      <div class="ms-auto flex flex-wrap items-center justify-end gap-4">
        <div class="text-right">
          <strong class="text-lg">
            <UnitPriceText
              price={hit.best.unitPrice}
              currency={hit.best.currency}
              locale={locale}
            />
          </strong>
          <span class="muted text-sm"> / {unitText(hit.best.unit, locale)}</span>
          <div>
            <PriceSource source={hit.best.priceSource} locale={locale} />
          </div>
        </div>
        <AddToBasket place={place} offer={hit.best} />
      </div>
    </li>
  );
}

/** The menu begins with the fullest categories; the others are folded away by department. */
const CATEGORIES_FIRST = 12;

function CategoryMenu({
  place,
  categories,
  category,
  here,
}: {
  place: ShopPlace;
  categories: SearchResult['categories'];
  category: string | undefined;
  here: (category: string | undefined) => string;
}) {
  const { locale } = place;
  const t = say(locale);
  const label = t('Categories', 'Catégories');
  const link = (one: SearchResult['categories'][number]) => ({
    href: here(one.unspsc),
    label: one.name,
    count: one.count,
    current: category === one.unspsc,
  });
  const byName = [...categories].sort((a, b) => a.name.localeCompare(b.name, locale));
  const fullest = byName.toSorted((a, b) => b.count - a.count).slice(0, CATEGORIES_FIRST);
  const first = byName.filter((one) => fullest.includes(one) || one.unspsc === category);
  const rest = byName.filter((one) => !first.includes(one));
  const groups = Map.groupBy(rest, (one) => segmentName(one.unspsc)[locale]);
  return (
    <Menu
      label={label}
      title={label}
      items={[
        {
          href: here(undefined),
          label: t('All categories', 'Toutes les catégories'),
          current: !category,
        },
        ...first.map(link),
      ]}
      more={{
        summary: t(
          `${rest.length} more ${rest.length === 1 ? 'category' : 'categories'}`,
          `${rest.length} ${rest.length < 2 ? 'autre catégorie' : 'autres catégories'}`,
        ),
        groups: [...groups]
          .sort(([a], [b]) => a.localeCompare(b, locale))
          .map(([title, inside]) => ({ title, items: inside.map(link) })),
      }}
    />
  );
}

/** Search results with categories beside them. Nothing found says what to try. */
export function ShopPage({
  place,
  result,
  query,
  category,
  seller,
}: {
  place: ShopPlace;
  result: SearchResult;
  query: string;
  category: string | undefined;
  /** Only this seller's offers, as a suite asked for (OCI VENDOR). */
  seller?: { readonly id: string; readonly name: string } | undefined;
}) {
  const t = say(place.locale);
  const here = (over: Record<string, string | undefined>): string => {
    const params = new URLSearchParams();
    for (const [key, value] of Object.entries({ q: query, category, seller: seller?.id, ...over }))
      if (value) params.set(key, value);
    return `${place.base}/shop?${params.toString()}`;
  };
  return (
    <div class="grid grid-cols-1 gap-4 md:grid-cols-[12rem_minmax(0,1fr)] xl:grid-cols-[15rem_minmax(0,1fr)]">
      <aside>
        <CategoryMenu
          place={place}
          categories={result.categories}
          category={category}
          here={(chosen) => here({ category: chosen })}
        />
      </aside>
      <div class="grid content-start gap-3">
        {seller ? (
          <p class="flex flex-wrap items-center gap-x-3">
            {t(`Only from ${seller.name}`, `Seulement chez ${seller.name}`)}
            <a class="link" href={here({ seller: undefined })}>
              {t('From all sellers', 'Chez tous les vendeurs')}
            </a>
          </p>
        ) : null}
        {result.hits.length === 0 ? (
          <EmptyState
            title={t('Nothing found', 'Aucun résultat')}
            picture="search"
            text={t(
              'Try fewer words, a part number or a GTIN.',
              'Essayez moins de mots, une référence ou un GTIN.',
            )}
            action={{ href: `${place.base}/shop`, label: t('Show everything', 'Tout afficher') }}
          />
        ) : (
          <ul class="grid gap-3">
            {result.hits.map((hit) => (
              <HitRow hit={hit} place={place} />
            ))}
          </ul>
        )}
        <Pager
          locale={place.locale}
          nextHref={result.next ? here({ after: result.next }) : undefined}
          firstHref={undefined}
        />
      </div>
    </div>
  );
}

function Offers({ view, place }: { view: ProductView; place: ShopPlace }) {
  const { locale } = place;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={t('Offers', 'Offres')}
      captionNote={t('your prices, VAT excluded', 'vos prix, hors TVA')}
      rows={view.offers}
      columns={[
        {
          key: 'seller',
          label: t('Seller', 'Vendeur'),
          cell: (offer) => (
            <Pictured
              picture={<SellerLogo id={offer.sellerId} name={offer.sellerName} />}
              note={offer.sku}
            >
              {offer.sellerName}
            </Pictured>
          ),
        },
        {
          key: 'price',
          label: t('Price', 'Prix'),
          align: 'number',
          cell: (offer) => (
            <>
              <strong>
                <UnitPriceText price={offer.unitPrice} currency={offer.currency} locale={locale} />
              </strong>
              <span class="muted"> / {unitText(offer.unit, locale)}</span>
              <div>
                <PriceSource source={offer.priceSource} locale={locale} />
              </div>
            </>
          ),
        },
        {
          key: 'breaks',
          label: t('From quantity', 'À partir de'),
          align: 'number',
          cell: (offer) =>
            offer.breaks.map((one) => (
              <div>
                {formatQuantity(one.from, locale)}
                {t(': ', ' : ')}
                <UnitPriceText price={one.unitPrice} currency={offer.currency} locale={locale} />
              </div>
            )),
        },
        {
          key: 'stock',
          label: t('Stock', 'Stock'),
          align: 'number',
          cell: (offer) => <QuantityText quantity={offer.stock} locale={locale} />,
        },
        {
          key: 'lead',
          label: t('Delivery', 'Livraison'),
          align: 'number',
          cell: (offer) => dayCount(offer.leadDays, locale),
        },
        {
          key: 'add',
          label: t('Order', 'Commander'),
          heading: 'hidden',
          cell: (offer) => <AddToBasket place={place} offer={offer} />,
        },
      ]}
      empty={{
        title: t(
          'No seller offers this at the moment.',
          'Aucun vendeur ne le propose pour le moment.',
        ),
      }}
    />
  );
}

/** One product with every seller's offer at this buyer's prices. */
export function ProductDetailPage({ place, view }: { place: ShopPlace; view: ProductView }) {
  const { locale } = place;
  const t = say(locale);
  const { product } = view;
  return (
    <Stack>
      {place.readOnly ? (
        <Alert tone="info">
          {t(
            'You are looking only: this visit cannot change the basket.',
            'Consultation seule : cette visite ne peut pas modifier le panier.',
          )}
        </Alert>
      ) : null}
      <div class="grid gap-4 md:grid-cols-[auto_minmax(0,1fr)]">
        <ProductPicture id={product.id} unspsc={product.unspsc} size="lg" />
        <Panel>
          <p>{locale === 'fr' ? product.descriptionFr : product.descriptionEn}</p>
          <DefinitionList
            items={[
              { term: t('Manufacturer', 'Fabricant'), value: product.manufacturer },
              { term: t('Part number', 'Référence fabricant'), value: product.manufacturerPartId },
              { term: 'GTIN', value: product.gtin },
              { term: 'UNSPSC', value: product.unspsc },
              ...Object.entries(product.attributes).map(([term, value]) => ({ term, value })),
            ]}
          />
        </Panel>
      </div>
      <Offers view={view} place={place} />
    </Stack>
  );
}
