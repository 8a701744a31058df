import { Decimal } from '../../src/base/index.ts';
import type {
  Address,
  Amount,
  Contact,
  Extrinsic,
  ItemDetail,
  ItemIn,
  ItemOut,
  OrderRequest,
  PunchOutOrderMessage,
} from '../cxml/index.ts';
import type { Fields, FieldValue } from './fields.ts';

/** The payload of a document without its kind, as drafts and readers both have it. */
type Bare<T> = Omit<T, 'kind'>;

/** One line with the names by which the other side's line is found. */
export type Line = {
  readonly number: number;
  readonly partId: string;
  readonly auxiliaryId: string | undefined;
  readonly fields: Fields;
};

/** One of the two documents of a comparison. */
export type Side = { readonly header: Fields; readonly lines: readonly Line[] };

type Draft = [string, FieldValue | undefined][];

const text = (value: string | undefined): FieldValue | undefined =>
  value === undefined || value.trim() === '' ? undefined : { kind: 'text', text: value };
const amount = (value: Amount | undefined): FieldValue | undefined =>
  value && { kind: 'amount', amount: value };
const number = (value: Decimal | number | undefined): FieldValue | undefined =>
  value === undefined
    ? undefined
    : { kind: 'number', number: typeof value === 'number' ? Decimal.of(value) : value };

function fieldsOf(draft: Draft): Fields {
  return new Map(draft.flatMap(([name, value]) => (value ? [[name, value] as const] : [])));
}

function placeText(address: Address | undefined): string | undefined {
  if (!address) return undefined;
  const { postal } = address;
  return [
    address.addressId,
    address.name,
    ...(postal?.deliverTo ?? []),
    ...(postal?.street ?? []),
    [postal?.postalCode, postal?.city].filter(Boolean).join(' '),
    postal?.countryIso,
  ]
    .filter((part) => part?.trim())
    .join(', ');
}

function extrinsics(list: readonly Extrinsic[]): Draft {
  return list.map(({ name, value }) => [`extrinsic:${name.trim()}`, text(value)]);
}

/** Unit price of one ordered unit: 12.50 per 100 is 0.125 (cXML guide, «PriceBasisQuantity»). */
function unitPrice({ unitPrice: price, priceBasis }: ItemDetail): Amount {
  if (!priceBasis || priceBasis.quantity.isZero()) return price;
  const value = price.value
    .mul(priceBasis.conversionFactor)
    .div(priceBasis.quantity, { scale: 6, rounding: 'half_up' });
  return { value, currency: price.currency };
}

function detailFields(detail: ItemDetail | undefined): Draft {
  if (!detail) return [];
  const [classification] = detail.classifications;
  const [described] = detail.descriptions;
  return [
    ['unit', text(detail.unit)],
    ['unitPrice', number(unitPrice(detail).value)],
    ['currency', text(detail.unitPrice.currency)],
    ['description', text(described?.text || described?.shortName)],
    ['classification', text(classification?.value)],
    ['manufacturerPartId', text(detail.manufacturerPartId)],
    ['manufacturerName', text(detail.manufacturerName)],
    ['leadTime', number(detail.leadTimeDays)],
    ['url', text(detail.url)],
    ['gtin', text(detail.gtin)],
    ...extrinsics(detail.extrinsics),
  ];
}

function commonFields(item: ItemIn | ItemOut): Draft {
  return [
    ['partId', text(item.itemId.supplierPartId)],
    ['auxiliaryId', text(item.itemId.supplierPartAuxiliaryId)],
    ['buyerPartId', text(item.itemId.buyerPartId)],
    ['quantity', number(item.quantity)],
    ...detailFields(item.detail),
    ['supplierId', text(item.supplierIds[0]?.value)],
    ['shipTo', text(placeText(item.shipTo))],
    ['shipping', amount(item.shipping?.amount)],
    ['tax', amount(item.tax?.amount)],
  ];
}

function lineOf(item: ItemIn | ItemOut, own: { number: number; draft: Draft }): Line {
  return {
    number: own.number,
    partId: item.itemId.supplierPartId.trim(),
    auxiliaryId: item.itemId.supplierPartAuxiliaryId?.trim() || undefined,
    fields: fieldsOf([...own.draft, ...commonFields(item)]),
  };
}

function accountingText(item: ItemOut): string | undefined {
  const codes = item.distributions.flatMap(({ segments }) => segments.map(({ id }) => id));
  return codes.filter(Boolean).join('-') || undefined;
}

function personText(contacts: readonly Contact[]): string | undefined {
  const person =
    contacts.find((one) => /^(endUser|requester|buyer)$/i.test(one.role ?? '')) ?? contacts[0];
  return person && (person.name.trim() || person.email);
}

function scheduled(item: ItemOut): string | undefined {
  if (item.scheduleLines.length === 0) return item.requestedDeliveryDate;
  return item.scheduleLines
    .map((line) => `${line.quantity.toString()} × ${line.requestedDeliveryDate}`)
    .join('; ');
}

function joined(comments: readonly { readonly text: string }[]): string | undefined {
  return comments.map((comment) => comment.text.trim()).join('\n') || undefined;
}

/** An OrderRequest as one side of a comparison. */
export function orderSide(order: Bare<OrderRequest>): Side {
  const item = order.items[0]?.detail;
  return {
    header: fieldsOf([
      ['currency', text(order.total?.currency ?? item?.unitPrice.currency)],
      ['total', amount(order.total)],
      ['tax', amount(order.tax?.amount)],
      ['shipping', amount(order.shipping?.amount)],
      ['shipTo', text(placeText(order.shipTo))],
      ['billTo', text(placeText(order.billTo))],
      ['requester', text(personText(order.contacts))],
      ['requisitionId', text(order.requisitionId ?? order.items[0]?.requisitionId)],
      ['requestedDate', text(order.requestedDeliveryDate)],
      ['comments', text(joined(order.comments))],
      ['orderType', text(order.orderType === 'regular' ? undefined : order.orderType)],
      ['agreementId', text(order.agreementId)],
      ['paymentTerms', text(order.paymentTerms.map((term) => `${term.payInDays} d`).join('; '))],
      ...extrinsics(order.extrinsics),
    ]),
    lines: order.items.map((line, at) =>
      lineOf(line, {
        number: line.lineNumber ?? at + 1,
        draft: [
          ['lineNumber', number(line.lineNumber)],
          ['requestedDate', text(scheduled(line))],
          ['accounting', text(accountingText(line))],
          ['comments', text(joined(line.comments))],
        ],
      }),
    ),
  };
}

/**
 * The baskets that an order takes lines from, as one side. Header fields are those of one basket; of
 * several only what they share can be said, so totals stay away.
 */
export function basketSide(baskets: readonly Bare<PunchOutOrderMessage>[]): Side {
  const [first] = baskets;
  const alone = baskets.length === 1 ? first : undefined;
  const lines = baskets.flatMap(({ items }) => items);
  return {
    header: fieldsOf([
      ['currency', text(first?.total?.currency ?? lines[0]?.detail.unitPrice.currency)],
      ['total', amount(alone?.total)],
      ['tax', amount(alone?.tax?.amount)],
      ['shipping', amount(alone?.shipping?.amount)],
      ['shipTo', text(placeText(alone?.shipTo))],
    ]),
    lines: lines.map((item, at) =>
      lineOf(item, {
        number: item.lineNumber ?? at + 1,
        draft: [['lineNumber', number(item.lineNumber)]],
      }),
    ),
  };
}
