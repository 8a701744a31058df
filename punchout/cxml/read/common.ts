import { at, child, children, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import type {
  Address,
  Comments,
  Contact,
  Described,
  DomainValue,
  Extrinsic,
  IdReference,
  OrderRef,
  PaymentTerm,
  Period,
  Phone,
  PostalAddress,
  Shipping,
  Tax,
  TaxDetail,
  TermsOfDelivery,
} from '../model/index.ts';
import {
  advise,
  attr,
  deepText,
  optionalDecimal,
  optionalMoney,
  optionalWhole,
  type Reading,
  textIn,
} from './reading.ts';

/** A `Description`: its own text and its ShortName; a ShortName alone is all the text there is. */
export function readDescribed(node: XmlNode): Described {
  const text = textOf(node).replace(/\s+/g, ' ');
  const shortName = textIn(node, 'ShortName');
  return { text: text || (shortName ?? ''), shortName, lang: attr(node, 'xml:lang') };
}

export function optionalDescribed(parent: XmlNode): Described | undefined {
  const node = child(parent, 'Description');
  const described = node && readDescribed(node);
  return described && described.text !== '' ? described : undefined;
}

/** Every Extrinsic of an element; nested content (Money, say) is flattened to its text. */
export function readExtrinsics(parent: XmlNode): Extrinsic[] {
  return children(parent, 'Extrinsic').flatMap((node) => {
    const name = attr(node, 'name');
    return name === undefined ? [] : [{ name, value: deepText(node).trim() }];
  });
}

export function readIdReferences(parent: XmlNode): IdReference[] {
  return children(parent, 'IdReference').flatMap((node) => {
    const domain = attr(node, 'domain');
    const identifier = attr(node, 'identifier');
    return domain === undefined || identifier === undefined ? [] : [{ domain, identifier }];
  });
}

/** Elements whose text means something in a `domain`: Classification, SupplierID, CarrierIdentifier. */
export function readDomainValues(parent: XmlNode, local: string): DomainValue[] {
  return children(parent, local).map((node) => ({
    domain: attr(node, 'domain') ?? '',
    value: textOf(node),
  }));
}

function readPhone(node: XmlNode | undefined): Phone | undefined {
  const telephone = child(node, 'TelephoneNumber');
  if (!node || !telephone) return undefined;
  const country = child(telephone, 'CountryCode');
  const number = textIn(telephone, 'Number');
  if (number === undefined) return undefined;
  return {
    number,
    name: attr(node, 'name'),
    countryIso: attr(country, 'isoCountryCode'),
    countryCode: textOf(country) || undefined,
    areaCode: textIn(telephone, 'AreaOrCityCode'),
    extension: textIn(telephone, 'Extension'),
  };
}

function readPostal(node: XmlNode | undefined): PostalAddress | undefined {
  if (!node) return undefined;
  const country = child(node, 'Country');
  const texts = (local: string): string[] =>
    children(node, local)
      .map(textOf)
      .filter((text) => text !== '');
  return {
    deliverTo: texts('DeliverTo'),
    street: texts('Street'),
    city: textIn(node, 'City') ?? '',
    countryIso: attr(country, 'isoCountryCode') ?? '',
    name: attr(node, 'name'),
    state: textIn(node, 'State') ?? attr(child(node, 'State'), 'isoStateCode'),
    postalCode: textIn(node, 'PostalCode'),
    country: textOf(country) || undefined,
  };
}

/** An `Address`, and the parts of a `Contact` that are one; the first of repeated channels counts. */
export function readAddress(node: XmlNode): Address {
  const filled = (local: string): string | undefined =>
    children(node, local)
      .map(textOf)
      .find((text) => text !== '');
  return {
    name: textIn(node, 'Name') ?? '',
    lang: attr(child(node, 'Name'), 'xml:lang'),
    addressId: attr(node, 'addressID'),
    addressIdDomain: attr(node, 'addressIDDomain'),
    postal: readPostal(child(node, 'PostalAddress')),
    email: filled('Email'),
    phone: readPhone(child(node, 'Phone')),
    fax: readPhone(child(node, 'Fax')),
    url: filled('URL'),
  };
}

/** The `Address` that stands directly in an element. */
function readAddressOf(parent: XmlNode): Address | undefined {
  const node = child(parent, 'Address');
  return node && readAddress(node);
}

/** The `Address` inside ShipTo, BillTo and the like. */
export function readAddressIn(parent: XmlNode, local: string): Address | undefined {
  const node = at(parent, `${local}/Address`);
  return node && readAddress(node);
}

export function readContact(node: XmlNode): Contact {
  return { ...readAddress(node), role: attr(node, 'role') };
}

export function readContacts(parent: XmlNode): Contact[] {
  return children(parent, 'Contact').map(readContact);
}

export function readShipping(parent: XmlNode, reading: Reading): Shipping | undefined {
  const node = child(parent, 'Shipping');
  const amount = optionalMoney(node, reading);
  if (!node || !amount) return undefined;
  return {
    amount,
    description: optionalDescribed(node),
    trackingId: attr(node, 'trackingId'),
  };
}

function readTaxDetail(node: XmlNode, reading: Reading): TaxDetail {
  return {
    category: attr(node, 'category') ?? '',
    purpose: attr(node, 'purpose'),
    percentageRate: optionalDecimal(node, 'percentageRate', reading),
    taxableAmount: optionalMoney(child(node, 'TaxableAmount'), reading),
    taxAmount: optionalMoney(child(node, 'TaxAmount'), reading),
    taxPointDate: attr(node, 'taxPointDate'),
    location: textIn(node, 'TaxLocation'),
    description: optionalDescribed(node),
  };
}

export function readTax(parent: XmlNode, reading: Reading): Tax | undefined {
  const node = child(parent, 'Tax');
  if (!node) return undefined;
  return {
    amount: optionalMoney(node, reading),
    description: optionalDescribed(node),
    details: children(node, 'TaxDetail').map((detail) => readTaxDetail(detail, reading)),
  };
}

/** Comments with their attachments' URLs; empty ones are left out. */
export function readComments(parent: XmlNode): Comments[] {
  return children(parent, 'Comments').flatMap((node) => {
    const holders = children(node, 'Attachment');
    const urls = (some: readonly XmlNode[]): string[] =>
      some.flatMap((attachment) => textIn(attachment, 'URL') ?? []);
    const attachments = urls(holders);
    const internal = urls(holders.filter((one) => attr(one, 'visibility') === 'internal'));
    const text = textOf(node);
    if (text === '' && attachments.length === 0) return [];
    return [
      {
        text,
        attachments,
        lang: attr(node, 'xml:lang'),
        ...(internal.length > 0 ? { internal } : {}),
      },
    ];
  });
}

/** `TermsOfDelivery`: the codes stand in `value` attributes, their texts are for people. */
export function readTermsOfDelivery(parent: XmlNode): TermsOfDelivery | undefined {
  const node = child(parent, 'TermsOfDelivery');
  const code = child(node, 'TermsOfDeliveryCode');
  const method = child(node, 'ShippingPaymentMethod');
  if (!node || !code) return undefined;
  const transport = child(node, 'TransportTerms');
  const codeText = textOf(code);
  const codeValue = attr(code, 'value') ?? codeText;
  return {
    code: codeValue,
    codeText: codeText === '' || codeText === codeValue ? undefined : codeText,
    paymentMethod: attr(method, 'value') ?? textOf(method),
    transportTerms: attr(transport, 'value') ?? (textOf(transport) || undefined),
    address: readAddressOf(node),
    comments: readComments(node),
  };
}

export function readPeriod(parent: XmlNode): Period | undefined {
  const node = child(parent, 'Period');
  const startDate = attr(node, 'startDate');
  const endDate = attr(node, 'endDate');
  return startDate === undefined || endDate === undefined ? undefined : { startDate, endDate };
}

/** `PaymentTerm` and the older `InvoiceDetailPaymentTerm`; terms without days are left out. */
export function readPaymentTerms(parent: XmlNode, reading: Reading): PaymentTerm[] {
  const terms = children(parent, 'PaymentTerm').flatMap((node): PaymentTerm[] => {
    const payInDays = optionalWhole(node, 'payInNumberOfDays', reading);
    if (payInDays === undefined) return [];
    const discount = child(node, 'Discount');
    const percent = child(discount, 'DiscountPercent');
    return [
      {
        payInDays,
        discountPercent: percent && optionalDecimal(percent, 'percent', reading),
        discountAmount: optionalMoney(child(discount, 'DiscountAmount'), reading),
      },
    ];
  });
  const older = children(parent, 'InvoiceDetailPaymentTerm').flatMap((node): PaymentTerm[] => {
    const payInDays = optionalWhole(node, 'payInNumberOfDays', reading);
    const discountPercent = optionalDecimal(node, 'percentageRate', reading);
    return payInDays === undefined ? [] : [{ payInDays, discountPercent }];
  });
  return [...terms, ...older];
}

export function payloadIdIn(parent: XmlNode | undefined): string | undefined {
  return attr(child(parent, 'DocumentReference'), 'payloadID');
}

/** Which order an element speaks of: OrderReference, OrderIDInfo, agreements, SupplierOrderInfo. */
export function readOrderRef(parent: XmlNode, reading: Reading): OrderRef {
  const reference = child(parent, 'OrderReference');
  const info = child(parent, 'OrderIDInfo');
  const agreement =
    child(parent, 'MasterAgreementReference') ?? child(parent, 'MasterAgreementIDInfo');
  const found: OrderRef = {
    orderId: attr(reference, 'orderID') ?? attr(info, 'orderID'),
    orderDate: attr(reference, 'orderDate') ?? attr(info, 'orderDate'),
    payloadId: payloadIdIn(reference),
    agreementId: attr(agreement, 'agreementID'),
    agreementPayloadId: payloadIdIn(agreement),
    supplierOrderId: attr(child(parent, 'SupplierOrderInfo'), 'orderID'),
  };
  if (Object.values(found).every((value) => value === undefined)) {
    advise(reading, parent, { code: 'missing', message: 'no order is named' });
  }
  return found;
}
