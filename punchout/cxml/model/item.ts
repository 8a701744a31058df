import type { Decimal } from '../../../src/base/index.ts';
import type {
  Address,
  AgreementRef,
  Amount,
  Comments,
  Contact,
  Described,
  DomainValue,
  Extrinsic,
  Maybe,
  Shipping,
  Tax,
  TermsOfDelivery,
} from './common.ts';
import type { PathNode } from './envelope.ts';

export type ItemId = { readonly supplierPartId: string } & Maybe<{
  /** Our cart token: comes back untouched on edit and on the order. */
  supplierPartAuxiliaryId: string;
  buyerPartId: string;
}>;

/**
 * The unit price is per `quantity` of `unit`, and one ordered unit is `conversionFactor` of `unit`: a
 * line costs ordered quantity × unit price × conversionFactor ÷ quantity.
 */
export type PriceBasis = {
  readonly quantity: Decimal;
  readonly conversionFactor: Decimal;
  readonly unit: string;
} & Maybe<{ description: Described }>;

export type ItemDetail = {
  readonly unitPrice: Amount;
  readonly descriptions: readonly Described[];
  /** UN/CEFACT Recommendation 20 code, or whatever the suite writes (`UNI`). */
  readonly unit: string;
  readonly classifications: readonly DomainValue[];
  readonly extrinsics: readonly Extrinsic[];
} & Maybe<{
  priceBasis: PriceBasis;
  manufacturerPartId: string;
  manufacturerName: string;
  url: string;
  leadTimeDays: number;
  gtin: string;
}>;

/** A cart line (`ItemIn`). */
export type ItemIn = {
  readonly quantity: Decimal;
  readonly itemId: ItemId;
  readonly detail: ItemDetail;
  readonly supplierIds: readonly DomainValue[];
} & Maybe<{
  lineNumber: number;
  parentLineNumber: number;
  path: readonly PathNode[];
  shipTo: Address;
  shipping: Shipping;
  tax: Tax;
}>;

export type AccountingSegment = {
  readonly type: string;
  readonly id: string;
  readonly description: string;
};

/** Who pays for a part of the line in the buyer's books. */
export type Distribution = {
  readonly name: string;
  readonly segments: readonly AccountingSegment[];
} & Maybe<{ charge: Amount }>;

export type ScheduleLine = {
  readonly quantity: Decimal;
  readonly requestedDeliveryDate: string;
} & Maybe<{ lineNumber: number; unit: string }>;

/** A line of a blanket order: what may be released of it, at most and at least. */
export type BlanketItemDetail = {
  readonly descriptions: readonly Described[];
  readonly classifications: readonly DomainValue[];
  readonly extrinsics: readonly Extrinsic[];
} & Maybe<{
  overallLimit: Amount;
  expectedLimit: Amount;
  maximumAmount: Amount;
  minimumAmount: Amount;
  maximumQuantity: Decimal;
  minimumQuantity: Decimal;
  unitPrice: Amount;
  unit: string;
}>;

/** An order line (`ItemOut`); in an edit or inspect setup request often the id alone. */
export type ItemOut = {
  readonly quantity: Decimal;
  readonly itemId: ItemId;
  readonly supplierIds: readonly DomainValue[];
  readonly distributions: readonly Distribution[];
  readonly scheduleLines: readonly ScheduleLine[];
  readonly contacts: readonly Contact[];
  readonly comments: readonly Comments[];
} & Maybe<{
  lineNumber: number;
  parentLineNumber: number;
  requisitionId: string;
  requestedDeliveryDate: string;
  path: readonly PathNode[];
  detail: ItemDetail;
  blanket: BlanketItemDetail;
  /** The agreement's line that this one draws on. */
  agreementItemNumber: number;
  agreement: AgreementRef;
  shipTo: Address;
  shipping: Shipping;
  tax: Tax;
  termsOfDelivery: TermsOfDelivery;
}>;
