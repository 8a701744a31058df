import { Decimal, Problem } from '../../src/base/index.ts';
import type { OciField } from './call-up.ts';

/** One basket line for an OCI catalogue's reply. */
export type OciItem = {
  readonly description: string;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly currency: string;
} & {
  readonly [K in
    | 'unit'
    | 'buyerPartId'
    | 'sku'
    | 'manufacturerPartId'
    | 'manufacturerCode'
    | 'materialGroup'
    | 'vendor'
    | 'externalProductId'
    | 'externalQuoteId'
    | 'longText']?: string | undefined;
} & {
  readonly leadTimeDays?: number | undefined;
  /** CUST_FIELD1 to 5 in order; lengths 10, 10, 10, 20, 50. */
  readonly customFields?: readonly string[] | undefined;
};

const WHOLE_DIGITS_MAX = 11;
const DECIMALS_MAX = 3;
/** PRICEUNIT has five digits, so a price can be moved up by at most 10 000. */
const PRICE_UNIT_POWER_MAX = 4;
const CUSTOM_LENGTHS = [10, 10, 10, 20, 50];

type Place = { readonly item: number; readonly field: string };

function refuse({ item, field }: Place, { value, limit }: { value: string; limit: string }): never {
  throw new Problem('oci.value', { item, field, value, limit });
}

/** A number of the form 11.3, exact: SAP drops a line silently that does not fit. */
function number113(value: Decimal, place: Place): string {
  const text = value.toString();
  const [whole = '', fraction = ''] = text.split('.');
  if (value.isNegative() || whole.length > WHOLE_DIGITS_MAX || fraction.length > DECIMALS_MAX) {
    const limit = `at most ${WHOLE_DIGITS_MAX} digits before and ${DECIMALS_MAX} after the point`;
    refuse(place, { value: text, limit });
  }
  return text;
}

/** An identifier or code: too long is refused, for a cut one names something else. */
function code(value: string, place: Place & { length: number }): string {
  if (value.length > place.length) {
    refuse(place, { value, limit: `at most ${place.length} characters` });
  }
  return value;
}

/** A price with more than three decimals is stated per 10, 100, … units, without losing a digit. */
function priceParts(price: Decimal, place: Place): { price: string; priceUnit: string } {
  const digits = price.toString().split('.')[1]?.length ?? 0;
  const power = Math.max(0, digits - DECIMALS_MAX);
  if (power > PRICE_UNIT_POWER_MAX) {
    const limit = `at most ${DECIMALS_MAX + PRICE_UNIT_POWER_MAX} decimals`;
    refuse(place, { value: price.toString(), limit });
  }
  const factor = Decimal.of(10n ** BigInt(power));
  return { price: number113(price.mul(factor), place), priceUnit: factor.toString() };
}

const CODES = [
  ['MATNR', 'buyerPartId', 40],
  ['UNIT', 'unit', 3],
  ['VENDORMAT', 'sku', 40],
  ['MANUFACTMAT', 'manufacturerPartId', 40],
  ['MANUFACTCODE', 'manufacturerCode', 10],
  ['MATGROUP', 'materialGroup', 10],
  ['VENDOR', 'vendor', 10],
  ['EXT_PRODUCT_ID', 'externalProductId', 40],
  ['EXT_QUOTE_ID', 'externalQuoteId', 35],
] as const;

/** CHAR 40 counts UTF-16 units; half a surrogate pair would be no text. */
function cutText(text: string): string {
  return text.slice(0, 40).replace(/[\uD800-\uDBFF]$/, '');
}

function itemFields(item: OciItem, number: number): OciField[] {
  const place = (field: string): Place => ({ item: number, field });
  const named = (field: string, value: string): OciField => ({
    name: `NEW_ITEM-${field}[${number}]`,
    value,
  });
  if (item.buyerPartId === undefined && !item.unit) {
    refuse(place('UNIT'), { value: '', limit: 'a unit is needed where there is no MATNR' });
  }
  if (!/^[A-Z]{3}$/.test(item.currency)) {
    refuse(place('CURRENCY'), { value: item.currency, limit: 'an ISO 4217 code is needed' });
  }
  const { price, priceUnit } = priceParts(item.unitPrice, place('PRICE'));
  const lead = item.leadTimeDays?.toString();
  const custom = item.customFields ?? [];
  if (custom.length > CUSTOM_LENGTHS.length) {
    refuse(place('CUST_FIELD6'), { value: custom[5] ?? '', limit: 'there are five' });
  }
  const fields = [
    // A text may be cut; the whole of it goes into LONGTEXT.
    named('DESCRIPTION', cutText(item.description)),
    named('QUANTITY', number113(item.quantity, place('QUANTITY'))),
    named('PRICE', price),
    named('PRICEUNIT', priceUnit),
    named('CURRENCY', item.currency),
    ...CODES.flatMap(([field, key, length]) => {
      const value = item[key];
      return value ? [named(field, code(value, { ...place(field), length }))] : [];
    }),
    ...(lead ? [named('LEADTIME', code(lead, { ...place('LEADTIME'), length: 5 }))] : []),
    ...custom.map((value, at) => {
      const field = `CUST_FIELD${at + 1}`;
      return named(field, code(value, { ...place(field), length: CUSTOM_LENGTHS[at] ?? 0 }));
    }),
  ];
  const longText = item.longText ?? (item.description.length > 40 ? item.description : '');
  // Unlike all others, the long text carries its number in the name and empty brackets (OCI 4.0).
  const long = { name: `NEW_ITEM-LONGTEXT_${number}:132[]`, value: longText };
  return longText === '' ? fields : [...fields, long];
}

/**
 * The hidden fields of an OCI reply, items numbered from 1. Numbers are CHAR 15 as 11.3, texts cut at
 * their length, codes never. Refuses (`oci.value`, with item and field) what SAP would drop in silence:
 * OCI has no channel on which it could complain.
 */
export function buildOciFields(items: readonly OciItem[]): OciField[] {
  return items.flatMap((item, at) => itemFields(item, at + 1));
}
