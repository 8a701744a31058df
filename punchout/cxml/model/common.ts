import type { Decimal } from '../../../src/base/index.ts';

/** Optional fields that may also be given as undefined, so that builders can pass values through. */
export type Maybe<T> = { readonly [K in keyof T]?: T[K] | undefined };

/**
 * A cXML `Money`: the major unit as an exact decimal, as many digits as the document has. Callers turn
 * it into base `Money` where they decide the rounding.
 */
export type Amount = { readonly value: Decimal; readonly currency: string };

/** A `Description`: mixed content, a text of up to 50 characters in `shortName`, either may stand alone. */
export type Described = { readonly text: string } & Maybe<{ shortName: string; lang: string }>;

export type Extrinsic = { readonly name: string; readonly value: string };

export type IdReference = { readonly domain: string; readonly identifier: string };

export type DomainValue = { readonly domain: string; readonly value: string };

export type Phone = { readonly number: string } & Maybe<{
  name: string;
  countryIso: string;
  countryCode: string;
  areaCode: string;
  extension: string;
}>;

export type PostalAddress = {
  readonly deliverTo: readonly string[];
  readonly street: readonly string[];
  readonly city: string;
  readonly countryIso: string;
} & Maybe<{ name: string; state: string; postalCode: string; country: string }>;

export type Address = { readonly name: string } & Maybe<{
  lang: string;
  addressId: string;
  addressIdDomain: string;
  postal: PostalAddress;
  email: string;
  phone: Phone;
  fax: Phone;
  url: string;
}>;

/** A person or office with a role (`endUser`, `billTo`, `remitTo`…); lower levels are an address. */
export type Contact = Address & Maybe<{ role: string }>;

/** A `Shipping`: an amount of carriage; the description may be empty in real documents. */
export type Shipping = { readonly amount: Amount } & Maybe<{
  description: Described;
  trackingId: string;
}>;

export type TaxDetail = { readonly category: string } & Maybe<{
  purpose: string;
  percentageRate: Decimal;
  taxableAmount: Amount;
  taxAmount: Amount;
  taxPointDate: string;
  location: string;
  description: Described;
}>;

/** A `Tax`; `amount` is missing where a real document left the Money empty. */
export type Tax = { readonly details: readonly TaxDetail[] } & Maybe<{
  amount: Amount;
  description: Described;
}>;

export type Comments = { readonly text: string; readonly attachments: readonly string[] } & Maybe<{
  lang: string;
  /** Those of the attachments that are not for the supplier (`visibility="internal"`). */
  internal: readonly string[];
}>;

/** Incoterms and the like: codes in their attributes (`FCA`, `Account`), the rest for people. */
export type TermsOfDelivery = {
  readonly code: string;
  readonly paymentMethod: string;
  readonly comments: readonly Comments[];
} & Maybe<{ codeText: string; transportTerms: string; address: Address }>;

/** Which agreement an order or line is released against; any one of the names may be all there is. */
export type AgreementRef = Maybe<{ agreementId: string; agreementPayloadId: string }>;

export type Period = { readonly startDate: string; readonly endDate: string };

export type PaymentTerm = { readonly payInDays: number } & Maybe<{
  discountPercent: Decimal;
  discountAmount: Amount;
}>;

/** Which order a later document speaks of. Any one of the names may be all that a suite sends. */
export type OrderRef = Maybe<{
  orderId: string;
  orderDate: string;
  payloadId: string;
  agreementId: string;
  agreementPayloadId: string;
  supplierOrderId: string;
}>;
