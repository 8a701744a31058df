import { Decimal } from './decimal.ts';
import {
  formatDate,
  formatInstant,
  formatQuantity,
  formatUnitPrice,
  type Locale,
} from './locale.ts';
import { unitText } from './units.ts';

const QUANTITY = /^(-?\d+(?:\.\d+)?) ([A-Z0-9]{1,3})$/;
const AMOUNT = /^(-?\d+(?:\.\d{1,6})?) ([A-Z]{3})$/;
const INSTANT = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})/g;
const DAY = /\b\d{4}-\d{2}-\d{2}\b(?!T)/g;

const OWN_ID = /\s[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** A sentence for people, without the ids that only we use. */
export function withoutIds(text: string): string {
  return text.replace(OWN_ID, '');
}

/** A stored quantity with its unit's code for people: `4 BX` is `4 boîtes`. Anything else stays as it is. */
export function readableQuantity(text: string, locale: Locale): string {
  const [, digits, unit] = QUANTITY.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return text;
  const quantity = Decimal.parse(digits);
  return `${formatQuantity(quantity, locale)} ${unitText(unit, locale, quantity)}`;
}

/** A stored amount with its currency's code for people: `85.76 EUR` is `85,76 €`. Anything else stays as it is. */
export function readableAmount(text: string, locale: Locale): string {
  const [, digits, currency] = AMOUNT.exec(text) ?? [];
  if (digits === undefined || currency === undefined) return text;
  return formatUnitPrice(Decimal.parse(digits), currency, locale);
}

/** ISO days and instants within a text, written as the language writes them; no others are touched. */
export function readableDates(text: string, locale: Locale): string {
  const written = <T>(found: string, read: (found: string) => T, write: (value: T) => string) => {
    try {
      return write(read(found));
    } catch (error) {
      if (error instanceof RangeError) return found;
      throw error;
    }
  };
  return text
    .replace(INSTANT, (found) =>
      written(
        found,
        (iso) => Temporal.Instant.from(iso),
        (at) => formatInstant(at, locale),
      ),
    )
    .replace(DAY, (found) =>
      written(
        found,
        (iso) => Temporal.PlainDate.from(iso),
        (day) => formatDate(day, locale),
      ),
    );
}
