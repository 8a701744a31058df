import type {
  Address,
  Amount,
  Comments,
  Contact,
  Extrinsic,
  Maybe,
  PaymentTerm,
  Shipping,
  Tax,
  TermsOfDelivery,
} from './common.ts';
import type { Status } from './envelope.ts';
import type { ItemId, ItemIn, ItemOut } from './item.ts';

export type PunchOutOperation = 'create' | 'edit' | 'inspect' | 'source';

export type PunchOutSetupRequest = {
  readonly kind: 'PunchOutSetupRequest';
  readonly operation: PunchOutOperation;
  /** Opaque and byte-exact, white space included; never a session key (changes between operations). */
  readonly buyerCookie: string;
  readonly extrinsics: readonly Extrinsic[];
  readonly contacts: readonly Contact[];
  readonly items: readonly ItemOut[];
} & Maybe<{ browserFormPost: string; shipTo: Address; selectedItem: ItemId }>;

export type PunchOutSetupResponse = {
  readonly kind: 'PunchOutSetupResponse';
  readonly status: Status;
  readonly startPage: string;
};

export type PunchOutOrderMessage = {
  readonly kind: 'PunchOutOrderMessage';
  readonly buyerCookie: string;
  readonly operationAllowed: 'create' | 'edit' | 'inspect';
  readonly items: readonly ItemIn[];
} & Maybe<{
  quoteStatus: 'pending' | 'final';
  /** Lines without tax and carriage, as stated; not recomputed. */
  total: Amount;
  shipTo: Address;
  shipping: Shipping;
  tax: Tax;
  supplierOrderId: string;
}>;

export type OrderRequest = {
  readonly kind: 'OrderRequest';
  readonly orderId: string;
  readonly orderDate: string;
  readonly type: 'new' | 'update' | 'delete';
  readonly contacts: readonly Contact[];
  readonly paymentTerms: readonly PaymentTerm[];
  readonly comments: readonly Comments[];
  readonly extrinsics: readonly Extrinsic[];
  readonly items: readonly ItemOut[];
} & Maybe<{
  orderType: string;
  orderVersion: number;
  requisitionId: string;
  agreementId: string;
  agreementPayloadId: string;
  parentAgreementId: string;
  parentAgreementPayloadId: string;
  /** Of a blanket order: from when to when it may be released. */
  effectiveDate: string;
  expirationDate: string;
  releaseRequired: 'yes';
  requestedDeliveryDate: string;
  shipComplete: 'yes';
  total: Amount;
  shipTo: Address;
  billTo: Address;
  shipping: Shipping;
  tax: Tax;
  termsOfDelivery: TermsOfDelivery;
  /** payloadID of the order that an update or delete replaces. */
  previousPayloadId: string;
  supplierOrderId: string;
}>;
