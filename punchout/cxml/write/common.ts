import { currencyExponent, type Decimal } from '../../../src/base/index.ts';
import { el, elText, type XmlOut } from '../../../src/base/xml/index.ts';
import type {
  Address,
  Amount,
  Comments,
  Contact,
  Described,
  Extrinsic,
  IdReference,
  OrderRef,
  PaymentTerm,
  Period,
  Phone,
  PostalAddress,
  Shipping,
  Tax,
  TermsOfDelivery,
} from '../model/index.ts';

const DEFAULT_LANG = 'en';

export function decimalText(value: Decimal | undefined): string | undefined {
  return value?.toString();
}

/** At least the currency's digits, a dot, no separators. */
export function moneyPart(amount: Amount): XmlOut {
  const text = amount.value.toString(currencyExponent(amount.currency));
  return el('Money', { currency: amount.currency }, text);
}

/** An element that holds one Money, such as UnitPrice; nothing when there is no amount. */
export function amountPart(name: string, amount: Amount | undefined): XmlOut | undefined {
  return amount && el(name, {}, moneyPart(amount));
}

/** A `Description`; a text equal to its ShortName is written once. */
export function describedPart(described: Described): XmlOut {
  const { text, shortName, lang } = described;
  return el(
    'Description',
    { 'xml:lang': lang ?? DEFAULT_LANG },
    elText('ShortName', shortName),
    shortName !== undefined && text === shortName ? undefined : text || undefined,
  );
}

export function extrinsicParts(extrinsics: readonly Extrinsic[]): XmlOut[] {
  return extrinsics.map(({ name, value }) => el('Extrinsic', { name }, value || undefined));
}

export function idReferenceParts(ids: readonly IdReference[]): XmlOut[] {
  return ids.map(({ domain, identifier }) => el('IdReference', { domain, identifier }));
}

function phonePart(name: string, phone: Phone | undefined): XmlOut | undefined {
  if (!phone) return undefined;
  return el(
    name,
    { name: phone.name },
    el(
      'TelephoneNumber',
      {},
      el('CountryCode', { isoCountryCode: phone.countryIso ?? '' }, phone.countryCode),
      el('AreaOrCityCode', {}, phone.areaCode),
      el('Number', {}, phone.number),
      elText('Extension', phone.extension),
    ),
  );
}

/** The DTD wants a Street and a City even where an address has none. */
function postalPart(postal: PostalAddress | undefined): XmlOut | undefined {
  if (!postal) return undefined;
  const streets = postal.street.length === 0 ? [''] : postal.street;
  return el(
    'PostalAddress',
    { name: postal.name },
    postal.deliverTo.map((line) => el('DeliverTo', {}, line)),
    streets.map((line) => el('Street', {}, line || undefined)),
    el('City', {}, postal.city || undefined),
    elText('State', postal.state),
    elText('PostalCode', postal.postalCode),
    el('Country', { isoCountryCode: postal.countryIso }, postal.country ?? postal.countryIso),
  );
}

function addressContent(address: Address): (XmlOut | undefined)[] {
  return [
    el('Name', { 'xml:lang': address.lang ?? DEFAULT_LANG }, address.name || undefined),
    postalPart(address.postal),
    elText('Email', address.email),
    phonePart('Phone', address.phone),
    phonePart('Fax', address.fax),
    elText('URL', address.url),
  ];
}

function addressAttrs(address: Address): Record<string, string | undefined> {
  return { addressID: address.addressId, addressIDDomain: address.addressIdDomain };
}

/** ShipTo, BillTo: an element around one Address. */
export function addressPart(name: string, address: Address | undefined): XmlOut | undefined {
  if (!address) return undefined;
  return el(name, {}, bareAddressPart(address));
}

function bareAddressPart(address: Address): XmlOut {
  const attrs = { isoCountryCode: address.postal?.countryIso, ...addressAttrs(address) };
  return el('Address', attrs, addressContent(address));
}

export function contactPart(contact: Contact): XmlOut {
  const attrs = { role: contact.role, ...addressAttrs(contact) };
  return el('Contact', attrs, addressContent(contact));
}

export function shippingPart(shipping: Shipping | undefined): XmlOut | undefined {
  if (!shipping) return undefined;
  return el(
    'Shipping',
    { trackingId: shipping.trackingId },
    moneyPart(shipping.amount),
    describedPart(shipping.description ?? { text: 'Shipping' }),
  );
}

/** A `Tax`; nothing when no amount is known, for the DTD has no tax without one. */
export function taxPart(tax: Tax | undefined): XmlOut | undefined {
  if (!tax?.amount) return undefined;
  const details = tax.details.map((detail) =>
    el(
      'TaxDetail',
      {
        purpose: detail.purpose,
        category: detail.category,
        percentageRate: decimalText(detail.percentageRate),
        taxPointDate: detail.taxPointDate,
      },
      amountPart('TaxableAmount', detail.taxableAmount),
      amountPart('TaxAmount', detail.taxAmount),
      detail.location && el('TaxLocation', { 'xml:lang': DEFAULT_LANG }, detail.location),
      detail.description && describedPart(detail.description),
    ),
  );
  const description = describedPart(tax.description ?? { text: 'Tax' });
  return el('Tax', {}, moneyPart(tax.amount), description, details);
}

/** One `Comments` for all: older DTDs allow no second. */
export function commentsPart(comments: readonly Comments[]): XmlOut | undefined {
  const [first] = comments;
  if (!first) return undefined;
  const texts = comments.map(({ text }) => text).filter((text) => text !== '');
  const attachments = comments.flatMap((one) => one.attachments);
  return el(
    'Comments',
    { 'xml:lang': first.lang },
    texts.length > 0 && texts.join('\n'),
    attachments.map((url) => {
      const internal = comments.some((one) => one.internal?.includes(url));
      return el(
        'Attachment',
        { visibility: internal ? 'internal' : undefined },
        el('URL', {}, url),
      );
    }),
  );
}

export function termsOfDeliveryPart(terms: TermsOfDelivery | undefined): XmlOut | undefined {
  if (!terms) return undefined;
  const { code, codeText, paymentMethod, transportTerms } = terms;
  return el(
    'TermsOfDelivery',
    {},
    el('TermsOfDeliveryCode', { value: code }, codeText),
    el('ShippingPaymentMethod', { value: paymentMethod }),
    transportTerms !== undefined && el('TransportTerms', { value: transportTerms }),
    terms.address && bareAddressPart(terms.address),
    commentsPart(terms.comments),
  );
}

export function periodPart(period: Period | undefined): XmlOut | undefined {
  return period && el('Period', { startDate: period.startDate, endDate: period.endDate });
}

export function paymentTermPart(term: PaymentTerm): XmlOut {
  const percent = decimalText(term.discountPercent);
  const discount = percent
    ? el('DiscountPercent', { percent })
    : amountPart('DiscountAmount', term.discountAmount);
  return el(
    'PaymentTerm',
    { payInNumberOfDays: term.payInDays },
    discount && el('Discount', {}, discount),
  );
}

export function documentReferencePart(payloadId: string | undefined): XmlOut | undefined {
  return payloadId === undefined ? undefined : el('DocumentReference', { payloadID: payloadId });
}

/**
 * How a later document names its order: OrderReference needs the order's payloadID and stands first;
 * without one the agreement leads and OrderIDInfo names the order by number.
 */
export function orderRefParts(order: OrderRef): (XmlOut | undefined)[] {
  const named = { orderID: order.orderId, orderDate: order.orderDate };
  const agreement = agreementPart(order);
  const supplier =
    order.supplierOrderId === undefined
      ? undefined
      : el('SupplierOrderInfo', { orderID: order.supplierOrderId });
  if (order.payloadId !== undefined) {
    const reference = el('OrderReference', named, documentReferencePart(order.payloadId));
    return [reference, agreement, supplier];
  }
  const byNumber = order.orderId === undefined ? undefined : el('OrderIDInfo', named);
  return [agreement, byNumber, supplier];
}

/** The agreement by its order's payloadID where one is known, else by its number. */
export function agreementPart(
  order: Pick<OrderRef, 'agreementId' | 'agreementPayloadId'>,
): XmlOut | undefined {
  const agreementID = order.agreementId;
  if (order.agreementPayloadId !== undefined) {
    const reference = documentReferencePart(order.agreementPayloadId);
    return el('MasterAgreementReference', { agreementID }, reference);
  }
  return agreementID === undefined ? undefined : el('MasterAgreementIDInfo', { agreementID });
}
