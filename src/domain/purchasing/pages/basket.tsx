import type { Child } from 'hono/jsx';
import { formatMoney, formatQuantity, type Locale, say } from '../../../base/index.ts';
import {
  ActionForm,
  Alert,
  Button,
  type Column,
  DataTable,
  EmptyState,
  FormActions,
  HiddenFields,
  MoneyText,
  Panel,
  Pictured,
  ProductPicture,
  QuantityField,
  QuantityText,
  SelectField,
  Stack,
  TextField,
  UnitPriceText,
} from '../../../ui/index.ts';
import type { CostCentre, DeliveryAddress } from '../../parties/index.ts';
import type { BasketView, BasketViewLine } from '../queries.ts';
import type { ShopPlace } from './place.ts';
import { PriceSource } from './shop.tsx';

/** `1 line`, `2 lines`; French counts zero as one. */
function counted(
  count: number,
  words: { en: [string, string]; fr: [string, string]; locale: Locale },
): string {
  const [one, many] = words[words.locale];
  return `${count} ${(words.locale === 'fr' ? count < 2 : count === 1) ? one : many}`;
}

function QuantityCell({ line, place }: { line: BasketViewLine; place: ShopPlace }) {
  const t = say(place.locale);
  if (place.readOnly)
    return <QuantityText quantity={line.quantity} locale={place.locale} unit={line.offer.unit} />;
  return (
    <form
      method="post"
      action={`${place.base}/basket/quantity`}
      class="flex items-center justify-end gap-2 max-[54rem]:flex-wrap"
    >
      <HiddenFields values={{ offerId: line.offer.offerId, back: place.here }} />
      <QuantityField
        locale={place.locale}
        name="quantity"
        id={`b-${line.lineId}`}
        label={t(`Quantity of ${line.name}`, `Quantité de ${line.name}`)}
        value={line.quantity.toString()}
        step={line.offer.quantityStep.toString()}
        least={line.offer.minimumQuantity.toString()}
        unit={line.offer.unit}
      />
      <Button
        size="sm"
        label={t(`Change the quantity of ${line.name}`, `Modifier la quantité de ${line.name}`)}
      >
        {t('Change', 'Modifier')}
      </Button>
    </form>
  );
}

function removeColumn(place: ShopPlace): Column<BasketViewLine> {
  const t = say(place.locale);
  return {
    key: 'remove',
    label: t('Remove', 'Retirer'),
    heading: 'hidden',
    width: 'narrow',
    cell: (line) => (
      <ActionForm
        action={`${place.base}/basket/quantity`}
        hidden={{ offerId: line.offer.offerId, quantity: '0' }}
        kind="plain"
        size="sm"
        icon="cross"
        label={t(`Remove ${line.name}`, `Retirer ${line.name}`)}
      />
    ),
  };
}

function SellerLines({
  seller,
  place,
}: {
  seller: BasketView['sellers'][number];
  place: ShopPlace;
}) {
  const { locale } = place;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={seller.sellerName}
      captionNote={counted(seller.lines.length, {
        en: ['line', 'lines'],
        fr: ['ligne', 'lignes'],
        locale,
      })}
      rows={seller.lines}
      columns={[
        {
          key: 'article',
          label: t('Article', 'Article'),
          cell: (line) => (
            <Pictured
              picture={<ProductPicture id={line.offer.productId} unspsc={line.offer.unspsc} />}
              note={line.offer.sku}
            >
              <a class="link" href={`${place.base}/products/${line.offer.productId}`}>
                {line.name}
              </a>
            </Pictured>
          ),
        },
        {
          key: 'price',
          label: t('Price', 'Prix'),
          align: 'number',
          cell: (line) => (
            <>
              <UnitPriceText
                price={line.offer.unitPrice}
                currency={line.offer.currency}
                locale={locale}
              />
              <div>
                <PriceSource source={line.offer.priceSource} locale={locale} />
              </div>
            </>
          ),
        },
        {
          key: 'quantity',
          label: t('Quantity', 'Quantité'),
          align: 'number',
          cell: (line) => <QuantityCell line={line} place={place} />,
        },
        {
          key: 'net',
          label: t('Amount', 'Montant'),
          align: 'number',
          cell: (line) => <MoneyText amount={line.net} locale={locale} />,
        },
        ...(place.readOnly ? [] : [removeColumn(place)]),
      ]}
      totals={[
        {
          label: t('Total of this seller', 'Total de ce vendeur'),
          cells: { net: <MoneyText amount={seller.totals.net} locale={locale} /> },
        },
      ]}
    />
  );
}

function Totals({ view, place }: { view: BasketView; place: ShopPlace }) {
  const t = say(place.locale);
  const row = (label: string, value: Child) => (
    <div class="flex justify-between gap-6">
      <dt>{label}</dt>
      <dd class="num">{value}</dd>
    </div>
  );
  return (
    <dl class="grid gap-1">
      {row(t('Net', 'Total HT'), <MoneyText amount={view.totals.net} locale={place.locale} />)}
      {row(t('VAT', 'TVA'), <MoneyText amount={view.totals.vat} locale={place.locale} />)}
      {row(
        t('Total', 'Total TTC'),
        <strong>
          <MoneyText amount={view.totals.gross} locale={place.locale} />
        </strong>,
      )}
    </dl>
  );
}

function EmptyBasket({ place, wayOut }: { place: ShopPlace; wayOut: Child }) {
  const t = say(place.locale);
  return (
    <>
      <EmptyState
        title={t('Your basket is empty', 'Votre panier est vide')}
        picture="basket"
        text={t(
          'Search the catalogue and add what you need from any seller.',
          'Cherchez dans le catalogue et ajoutez ce qu’il vous faut, chez tous les vendeurs.',
        )}
        action={{
          href: `${place.base}/shop`,
          label: t('Go to the catalogue', 'Voir le catalogue'),
        }}
      />
      <div class="flex flex-wrap items-center justify-center gap-2">{wayOut}</div>
    </>
  );
}

/** The basket by seller, its totals, and the way out that the place offers. */
export function BasketPage({
  place,
  view,
  wayOut,
}: {
  place: ShopPlace;
  view: BasketView;
  wayOut: Child;
}) {
  const t = say(place.locale);
  return (
    <Stack>
      {view.gone.length > 0 ? (
        <Alert
          tone="warning"
          title={t(
            'Some lines can no longer be bought',
            'Certaines lignes ne sont plus disponibles',
          )}
        >
          <ul class="grid gap-2">
            {view.gone.map((line) => (
              <li class="flex flex-wrap items-center gap-3">
                <span>
                  {formatQuantity(line.quantity, place.locale)} × {line.name}{' '}
                  <span class="muted">{line.sku}</span>
                </span>
                {place.readOnly ? null : (
                  <ActionForm
                    action={`${place.base}/basket/quantity`}
                    hidden={{ offerId: line.offerId, quantity: '0' }}
                    size="sm"
                    label={t(`Take out ${line.name}`, `Retirer ${line.name}`)}
                  >
                    {t('Take the line out', 'Retirer la ligne')}
                  </ActionForm>
                )}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {view.lines.length === 0 ? (
        <EmptyBasket place={place} wayOut={wayOut} />
      ) : (
        <div class="grid grid-cols-1 items-start gap-4 *:min-w-0 xl:grid-cols-[minmax(0,1fr)_20rem]">
          <Stack>
            {view.sellers.map((seller) => (
              <SellerLines seller={seller} place={place} />
            ))}
          </Stack>
          <Panel
            title={`${t('Basket over', 'Panier sur')} ${counted(view.sellers.length, {
              en: ['seller', 'sellers'],
              fr: ['vendeur', 'vendeurs'],
              locale: place.locale,
            })}`}
          >
            <Totals view={view} place={place} />
            <div class="mt-4 grid gap-2">{wayOut}</div>
          </Panel>
        </div>
      )}
    </Stack>
  );
}

/** The desk's way out: cost centre, place of delivery, reason, submit for approval. */
export function SubmitForm({
  place,
  view,
  centres,
  places,
}: {
  place: ShopPlace;
  view: BasketView;
  centres: readonly CostCentre[];
  places: readonly DeliveryAddress[];
}) {
  const { locale } = place;
  const t = say(locale);
  if (view.lines.length === 0) return null;
  return (
    <form method="post" action="/buyer/requisitions" class="grid gap-3">
      <HiddenFields values={{ basketId: place.basketId }} />
      <SelectField
        locale={locale}
        name="costCentre"
        label={t('Cost centre', 'Centre de coûts')}
        required
        choices={centres.map((one) => ({
          value: one.code,
          label: `${one.code} · ${locale === 'fr' ? one.nameFr : one.nameEn}`,
        }))}
      />
      <SelectField
        locale={locale}
        name="deliveryAddressId"
        label={t('Deliver to', 'Livrer à')}
        required
        choices={places.map((one) => ({
          value: one.id,
          // The city first: what tells a company's places apart must not be what a narrow field cuts.
          label: `${one.address.city} · ${one.address.name ?? one.code}`,
        }))}
      />
      <TextField
        locale={locale}
        name="justification"
        label={t('Reason', 'Motif')}
        rows={2}
        maxlength={500}
      />
      <FormActions locale={locale} submit={t('Submit for approval', 'Soumettre à approbation')} />
    </form>
  );
}

/** The visit's way out: return to the suite, or leave it as it is. */
export function ReturnForms({
  place,
  view,
  operation,
}: {
  place: ShopPlace;
  view: BasketView;
  operation: 'create' | 'edit' | 'inspect';
}) {
  const t = say(place.locale);
  const empty = view.lines.length === 0;
  const back = t('Back to my purchasing system', 'Revenir à mon outil d’achat');
  const cancel = (label: string, kind: 'primary' | 'plain') => (
    <ActionForm action={`${place.base}/cancel`} kind={kind}>
      {label}
    </ActionForm>
  );
  if (place.readOnly) {
    return (
      <>
        <p class="muted text-sm">
          {t(
            'You are looking only: nothing is changed in your purchasing system.',
            'Consultation seule : rien ne change dans votre outil d’achat.',
          )}
        </p>
        {cancel(back, 'primary')}
      </>
    );
  }
  if (empty && view.basket.restoredLines === 0)
    return cancel(t('Return without buying', 'Revenir sans rien acheter'), 'plain');
  return (
    <>
      <ActionForm
        action={`${place.base}/return`}
        kind={empty ? 'danger' : 'primary'}
        class="h-auto whitespace-normal"
      >
        {empty
          ? t('Return the empty basket…', 'Renvoyer le panier vide…')
          : t(
              `Return ${formatMoney(view.totals.net, place.locale)} to the purchase request`,
              `Renvoyer ${formatMoney(view.totals.net, place.locale)} vers la demande d’achat`,
            )}
      </ActionForm>
      {cancel(
        operation === 'edit'
          ? t('Leave the request as it was', 'Laisser la demande inchangée')
          : t('Cancel the visit', 'Annuler la visite'),
        'plain',
      )}
    </>
  );
}
