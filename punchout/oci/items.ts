import { Decimal, Problem } from '../../src/base/index.ts';
import { fitsCharset, inCharset, type OciCharset, type OciField } from './form.ts';

/**
 * One basket line for an OCI catalogue's reply. Every field of OCI 4.0 and the two of 5.0; OCI knows no tax:
 * SAP works it out itself.
 */
export type OciItem = {
  readonly description: string;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly currency: string;
} & {
  readonly [K in
    | 'unit'
    /** MATNR: the *buyer's* number. */
    | 'buyerPartId'
    | 'sku'
    | 'manufacturerPartId'
    /** The manufacturer's number in the buyer's system, not its name. */
    | 'manufacturerCode'
    | 'materialGroup'
    /** The seller's number in the buyer's system. */
    | 'vendor'
    /** What a later DETAIL or VALIDATE names as PRODUCTID. */
    | 'externalProductId'
    | 'externalQuoteId'
    | 'externalQuoteItem'
    /** Outline agreement in the buyer's system and its item. */
    | 'contract'
    | 'contractItem'
    /** Schema (`UNSPSC_13`), and key and name of a category in it. */
    | 'schemaType'
    | 'categoryId'
    | 'category'
    /** The catalogue system's name in the buyer's System Landscape Directory. */
    | 'systemName'
    | 'longText']?: string | undefined;
} & {
  readonly leadTimeDays?: number | undefined;
  /** PRICEUNIT, where the caller states the price per so many units; absent: as many as three decimals need. */
  readonly priceUnit?: Decimal | undefined;
  /** SERVICE = `X`. */
  readonly kind?: 'goods' | 'service' | undefined;
  readonly attachment?:
    | {
        readonly url: string;
        readonly title?: string | undefined;
        /** ATTACHMENT_PURPOSE `C` is a configuration; nothing: a plain document. */
        readonly purpose?: 'C' | undefined;
      }
    | undefined;
  /** OCI 5.0 sub-items: a root (`R`), or an option (`O`) of the item with that number, counted from 1. */
  readonly part?:
    | { readonly type: 'R' }
    | { readonly type: 'O'; readonly parentItem: number }
    | undefined;
  /** CUST_FIELD1 to 5 in order; lengths 10, 10, 10, 20, 50. */
  readonly customFields?: readonly string[] | undefined;
};

/** What left changed or shorter than it is here: SAP will not say, so we do. */
export type OciNote = {
  readonly item: number;
  readonly field: string;
  /** `cut`: the end is missing; `replaced`: letters the charset does not have; `scaled`: stated per more units. */
  readonly change: 'cut' | 'replaced' | 'scaled';
  readonly value: string;
  readonly sent: string;
};

const WHOLE_DIGITS_MAX = 11;
const DECIMALS_MAX = 3;
/** PRICEUNIT has five digits, so a price can be moved up by at most 10 000. */
const PRICE_UNIT_POWER_MAX = 4;
const CUSTOM_LENGTHS = [10, 10, 10, 20, 50];

type Place = { readonly item: number; readonly field: string };
type Encoding = {
  readonly item: number;
  readonly charset: OciCharset;
  readonly notes: OciNote[];
};

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

/** An identifier or code: too long, or in letters the charset lacks, is refused: changed, it names something else. */
function code(
  value: string,
  { item, field, length, charset }: Place & { length: number; charset: OciCharset },
): string {
  const place = { item, field };
  if (value.length > length) refuse(place, { value, limit: `at most ${length} characters` });
  if (!fitsCharset(value, charset))
    refuse(place, { value, limit: `only characters of ${charset}` });
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001F\u007F]/.test(value)) refuse(place, { value, limit: 'no control characters' });
  return value;
}

/** A price with more than three decimals is stated per 10, 100, … units, without losing a digit. */
function priceParts(
  { unitPrice: price, priceUnit }: Pick<OciItem, 'unitPrice' | 'priceUnit'>,
  place: Place,
): { price: string; priceUnit: string } {
  const digits = price.toString().split('.')[1]?.length ?? 0;
  const power = Math.max(0, digits - DECIMALS_MAX);
  if (power > PRICE_UNIT_POWER_MAX) {
    const limit = `at most ${DECIMALS_MAX + PRICE_UNIT_POWER_MAX} decimals`;
    refuse(place, { value: price.toString(), limit });
  }
  const factor = priceUnit ?? Decimal.of(10n ** BigInt(power));
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
  ['EXT_QUOTE_ITEM', 'externalQuoteItem', 10],
  ['CONTRACT', 'contract', 10],
  ['CONTRACT_ITEM', 'contractItem', 5],
  ['EXT_SCHEMA_TYPE', 'schemaType', 10],
  ['EXT_CATEGORY_ID', 'categoryId', 60],
  ['SLD_SYS_NAME', 'systemName', 60],
] as const;

/** CHAR n counts UTF-16 units; half a surrogate pair would be no text. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** A text for people: put into the charset's letters and cut to its length, both noted. */
function words(
  value: string,
  { field, length }: { field: string; length?: number },
  { item, charset, notes }: Encoding,
): string {
  // oxlint-disable-next-line no-control-regex
  const plain = value.replace(/[\u0000-\u001F\u007F]+/g, ' ').trim();
  const written = inCharset(plain, charset);
  if (written !== plain)
    notes.push({ item, field, change: 'replaced', value: plain, sent: written });
  if (length === undefined || written.length <= length) return written;
  const sent = cut(written, length).trimEnd();
  notes.push({ item, field, change: 'cut', value: written, sent });
  return sent;
}

function checkNeeded(item: OciItem, place: (field: string) => Place): void {
  if (item.description.trim() === '' && !item.buyerPartId) {
    const limit = 'a description is needed where there is no MATNR';
    refuse(place('DESCRIPTION'), { value: '', limit });
  }
  if (!item.buyerPartId && !item.unit) {
    refuse(place('UNIT'), { value: '', limit: 'a unit is needed where there is no MATNR' });
  }
  if (!/^[A-Z]{3}$/.test(item.currency)) {
    refuse(place('CURRENCY'), { value: item.currency, limit: 'an ISO 4217 code is needed' });
  }
  if (item.quantity.isZero()) {
    refuse(place('QUANTITY'), { value: '0', limit: 'more than zero is needed' });
  }
}

type Pair = readonly [field: string, value: string];

/** LEADTIME, SERVICE, CATEGORY, attachment, sub-item, CUST_FIELDs: what not every line has. */
function rareFields(item: OciItem, encoding: Encoding): Pair[] {
  const { charset, item: number } = encoding;
  const coded = (field: string, value: string, length: number): Pair => [
    field,
    code(value, { item: number, field, length, charset }),
  ];
  const { attachment, part, leadTimeDays, category, customFields = [] } = item;
  if (customFields.length > CUSTOM_LENGTHS.length) {
    const value = customFields[CUSTOM_LENGTHS.length] ?? '';
    refuse({ item: number, field: 'CUST_FIELD6' }, { value, limit: 'there are five' });
  }
  if (part?.type === 'O' && part.parentItem >= number) {
    const limit = 'the number of an earlier item is needed';
    refuse({ item: number, field: 'PARENT_ID' }, { value: String(part.parentItem), limit });
  }
  const named = attachment?.title
    ? words(attachment.title, { field: 'ATTACHMENT_TITLE', length: 255 }, encoding)
    : '';
  return [
    ...(leadTimeDays === undefined ? [] : [coded('LEADTIME', String(leadTimeDays), 5)]),
    ...(item.kind === 'service' ? [['SERVICE', 'X'] as const] : []),
    ...(category
      ? [
          [
            'EXT_CATEGORY',
            words(category, { field: 'EXT_CATEGORY', length: 40 }, encoding),
          ] as const,
        ]
      : []),
    ...(attachment ? [coded('ATTACHMENT', attachment.url, 255)] : []),
    ...(named ? [['ATTACHMENT_TITLE', named] as const] : []),
    ...(attachment?.purpose ? [['ATTACHMENT_PURPOSE', attachment.purpose] as const] : []),
    ...(part ? [['ITEM_TYPE', part.type] as const] : []),
    ...(part?.type === 'O' ? [['PARENT_ID', String(part.parentItem)] as const] : []),
    ...customFields.map((value, at) =>
      coded(`CUST_FIELD${at + 1}`, value, CUSTOM_LENGTHS[at] ?? 0),
    ),
  ];
}

function itemFields(item: OciItem, encoding: Encoding): OciField[] {
  const { item: number, charset, notes } = encoding;
  const place = (field: string): Place => ({ item: number, field });
  checkNeeded(item, place);
  const { price, priceUnit } = priceParts(item, place('PRICE'));
  if (priceUnit !== '1') {
    const sent = `${price} / ${priceUnit}`;
    notes.push({ ...place('PRICE'), change: 'scaled', value: item.unitPrice.toString(), sent });
  }
  const pairs: Pair[] = [
    // A text may be cut; the whole of it goes into LONGTEXT.
    ['DESCRIPTION', words(item.description, { field: 'DESCRIPTION', length: 40 }, encoding)],
    ['QUANTITY', number113(item.quantity, place('QUANTITY'))],
    ['PRICE', price],
    ['PRICEUNIT', priceUnit],
    ['CURRENCY', item.currency],
    ...CODES.flatMap(([field, key, length]): Pair[] => {
      const value = item[key];
      return value ? [[field, code(value, { ...place(field), length, charset })]] : [];
    }),
    ...rareFields(item, encoding),
  ];
  const fields = pairs.map(([field, value]) => ({ name: `NEW_ITEM-${field}[${number}]`, value }));
  const whole = item.longText ?? (item.description.length > 40 ? item.description : '');
  if (whole === '') return fields;
  // Unlike all others, the long text carries its number in the name and empty brackets (OCI 4.0); SAP breaks
  // it into lines of 132 itself.
  const value = words(whole, { field: 'LONGTEXT' }, encoding);
  return [...fields, { name: `NEW_ITEM-LONGTEXT_${number}:132[]`, value }];
}

/**
 * The hidden fields of an OCI reply, items numbered from 1 and without gaps, and a note on everything that
 * leaves changed. Numbers are CHAR 15 as 11.3 and exact; texts are cut at their length and put into the
 * charset's letters, codes never. Refuses (`oci.value`, with item and field) what SAP would drop in silence:
 * OCI has no channel on which it could complain.
 */
export function encodeOciItems(
  items: readonly OciItem[],
  { charset = 'UTF-8' }: { charset?: OciCharset | undefined } = {},
): { readonly fields: readonly OciField[]; readonly notes: readonly OciNote[] } {
  const notes: OciNote[] = [];
  const fields = items.flatMap((item, at) => itemFields(item, { item: at + 1, charset, notes }));
  return { fields, notes };
}

/** `encodeOciItems` without the notes, in UTF-8. */
export function buildOciFields(items: readonly OciItem[]): OciField[] {
  return [...encodeOciItems(items).fields];
}
