import { type Locale, type Problem, say, unitText } from '../../../base/index.ts';
import {
  Alert,
  CheckboxField,
  DateText,
  DefinitionList,
  ErrorSummary,
  FormActions,
  FormGrid,
  MoneyField,
  Panel,
  QuantityText,
  Stack,
  TextField,
} from '../../../ui/index.ts';
import type { OwnOffer } from '../queries/index.ts';

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
            hint={unitText(offer.unit, locale)}
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
          hint={unitText(offer.unit, locale)}
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
