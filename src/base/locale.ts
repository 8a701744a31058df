import { Decimal } from './decimal.ts';
import { currencyExponent, type Money, toDecimal } from './money.ts';

/** The product's two languages. */
export type Locale = 'en' | 'fr';

/** A text in both languages; catalogue texts and labels are stored like this. */
export type Text = { readonly en: string; readonly fr: string };

export type Say = (en: string, fr: string) => string;

/** Picks the language once, so that pages write both texts side by side and neither can be missing. */
export function say(locale: Locale): Say {
  return (en, fr) => (locale === 'fr' ? fr : en);
}

/** The text in the reader's language. */
export function inLocale(text: Text, locale: Locale): string {
  return text[locale];
}

const TAGS = { en: 'en-GB', fr: 'fr-FR' } as const;

/** Language from an Accept-Language header or a `xml:lang`; English when neither is ours. */
export function localeFrom(header: string | undefined | null): Locale {
  for (const part of (header ?? '').split(',')) {
    const tag = part.trim().slice(0, 2).toLowerCase();
    if (tag === 'fr' || tag === 'en') return tag;
  }
  return 'en';
}

/** An amount for people: `1 234,50 €` or `€1,234.50`. */
export function formatMoney(amount: Money, locale: Locale): string {
  const digits = currencyExponent(amount.currency);
  return new Intl.NumberFormat(TAGS[locale], {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: digits,
  }).format(toDecimal(amount).toString(digits) as unknown as number);
}

/** A unit price for people: at least two digits, up to six when the price has them. */
export function formatUnitPrice(price: Decimal, currency: string, locale: Locale): string {
  return new Intl.NumberFormat(TAGS[locale], {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  }).format(price.toString() as unknown as number);
}

/** A quantity for people, without trailing zeros. */
export function formatQuantity(quantity: Decimal, locale: Locale): string {
  return new Intl.NumberFormat(TAGS[locale], { maximumFractionDigits: 6 }).format(
    quantity.toString() as unknown as number,
  );
}

/** A day for people: `21/11/2026` or `21 Nov 2026`. */
export function formatDate(date: Temporal.PlainDate, locale: Locale): string {
  return date.toLocaleString(TAGS[locale], {
    day: '2-digit',
    month: locale === 'fr' ? '2-digit' : 'short',
    year: 'numeric',
  });
}

/** An instant for people, in the marketplace's time zone, to the minute. */
export function formatInstant(instant: Temporal.Instant, locale: Locale): string {
  return instant.toZonedDateTimeISO('Europe/Paris').toLocaleString(TAGS[locale], {
    day: '2-digit',
    month: locale === 'fr' ? '2-digit' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}
