import type { Decimal } from '../../../src/base/index.ts';
import type {
  Amount,
  Comments,
  Contact,
  Described,
  DomainValue,
  Extrinsic,
  Maybe,
  OrderRef,
  Shipping,
  Tax,
} from './common.ts';
import type { ItemId, ItemIn } from './item.ts';

export type ConfirmationStatusType =
  | 'accept'
  | 'allDetail'
  | 'detail'
  | 'backordered'
  | 'reject'
  | 'unknown'
  | 'requestToPay';

export type ConfirmationType =
  | 'accept'
  | 'allDetail'
  | 'detail'
  | 'backordered'
  | 'except'
  | 'reject'
  | 'requestToPay'
  | 'replace';

/** What the seller says of a part of a line; quantities of one item sum to the item's. */
export type ConfirmationStatus = {
  readonly quantity: Decimal;
  readonly unit: string;
  readonly type: ConfirmationStatusType;
  readonly comments: readonly Comments[];
  readonly extrinsics: readonly Extrinsic[];
} & Maybe<{
  shipmentDate: string;
  deliveryDate: string;
  replacement: ItemIn;
  unitPrice: Amount;
  tax: Tax;
  shipping: Shipping;
}>;

export type ConfirmationItem = {
  readonly lineNumber: number;
  readonly quantity: Decimal;
  readonly unit: string;
  readonly statuses: readonly ConfirmationStatus[];
};

export type ConfirmationRequest = {
  readonly kind: 'ConfirmationRequest';
  readonly type: ConfirmationType;
  readonly operation: 'new' | 'update';
  readonly noticeDate: string;
  readonly order: OrderRef;
  readonly contacts: readonly Contact[];
  readonly comments: readonly Comments[];
  readonly extrinsics: readonly Extrinsic[];
  readonly items: readonly ConfirmationItem[];
} & Maybe<{
  confirmId: string;
  invoiceId: string;
  previousPayloadId: string;
  total: Amount;
  shipping: Shipping;
  tax: Tax;
}>;

export type ShipControl = {
  readonly carriers: readonly DomainValue[];
  readonly shipmentIdentifiers: readonly string[];
} & Maybe<{ startDate: string; routeMethod: string }>;

export type ShipNoticeItem = {
  readonly lineNumber: number;
  readonly quantity: Decimal;
  readonly unit: string;
  readonly comments: readonly Comments[];
  readonly extrinsics: readonly Extrinsic[];
} & Maybe<{ shipNoticeLineNumber: number; itemId: ItemId; supplierBatchId: string }>;

/** What of one order was shipped; no items means the whole order. */
export type ShipNoticePortion = {
  readonly order: OrderRef;
  readonly items: readonly ShipNoticeItem[];
};

export type ShipNoticeRequest = {
  readonly kind: 'ShipNoticeRequest';
  readonly shipmentId: string;
  readonly operation: 'new' | 'update' | 'delete';
  readonly noticeDate: string;
  readonly contacts: readonly Contact[];
  readonly comments: readonly Comments[];
  readonly extrinsics: readonly Extrinsic[];
  readonly controls: readonly ShipControl[];
  readonly portions: readonly ShipNoticePortion[];
} & Maybe<{
  shipmentDate: string;
  deliveryDate: string;
  shipmentType: 'actual' | 'planned';
  fulfillmentType: 'partial' | 'complete';
  previousPayloadId: string;
}>;

export type ReceiptItem = {
  readonly receiptLineNumber: number;
  readonly lineNumber: number;
  /** As stated, never negative; `type` says whether it came in or went back. */
  readonly quantity: Decimal;
  readonly type: 'received' | 'returned';
  readonly comments: readonly Comments[];
  readonly extrinsics: readonly Extrinsic[];
} & Maybe<{
  unit: string;
  unitPrice: Amount;
  receivedAmount: Amount;
  itemId: ItemId;
  description: Described;
}>;

export type ReceiptOrder = {
  readonly order: OrderRef;
  readonly items: readonly ReceiptItem[];
} & Maybe<{ closeForReceiving: 'yes' }>;

export type ReceiptRequest = {
  readonly kind: 'ReceiptRequest';
  readonly receiptId: string;
  readonly receiptDate: string;
  readonly operation: 'new' | 'delete';
  readonly comments: readonly Comments[];
  readonly extrinsics: readonly Extrinsic[];
  readonly orders: readonly ReceiptOrder[];
} & Maybe<{
  previousPayloadId: string;
  shipNoticeId: string;
  total: Amount;
}>;
