import {
  type Decimal,
  formatDate,
  formatInstant,
  formatMoney,
  formatQuantity,
  formatUnitPrice,
  type Locale,
  type Money,
  unitText,
} from '../../base/index.ts';

/** An amount in the reader's notation; a negative one is red and carries its sign. */
export function MoneyText({ amount, locale }: { amount: Money; locale: Locale }) {
  const tone = amount.minor < 0n ? 'num num-negative' : 'num';
  return <span class={tone}>{formatMoney(amount, locale)}</span>;
}

/** A unit price: two digits at least, six at most, as the price has them. */
export function UnitPriceText(props: { price: Decimal; currency: string; locale: Locale }) {
  return <span class="num">{formatUnitPrice(props.price, props.currency, props.locale)}</span>;
}

/** A quantity without trailing zeros, with the word for its unit's code when given. */
export function QuantityText(props: { quantity: Decimal; locale: Locale; unit?: string }) {
  return (
    <span class="num">
      {formatQuantity(props.quantity, props.locale)}
      {props.unit ? (
        <span class="muted">{` ${unitText(props.unit, props.locale, props.quantity)}`}</span>
      ) : null}
    </span>
  );
}

/** A day, or an instant to the minute in the marketplace's time zone, with its machine form. */
export function DateText(props: { value: Temporal.PlainDate | Temporal.Instant; locale: Locale }) {
  const { value, locale } = props;
  const text =
    value instanceof Temporal.Instant ? formatInstant(value, locale) : formatDate(value, locale);
  return (
    <time class="num" datetime={value.toString()}>
      {text}
    </time>
  );
}
