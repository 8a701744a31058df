import type { Decimal } from '../../../src/base/index.ts';
import type {
  Amount,
  Comments,
  Contact,
  Described,
  DomainValue,
  Extrinsic,
  IdReference,
  Maybe,
  OrderRef,
  PaymentTerm,
  Period,
  Tax,
} from './common.ts';
import type { ItemId } from './item.ts';

export type InvoicePurpose =
  | 'standard'
  | 'creditMemo'
  | 'lineLevelCreditMemo'
  | 'debitMemo'
  | 'lineLevelDebitMemo';

/**
 * A party of the invoice; its role is the contact's: billFrom, billTo, from, issuerOfInvoice, remitTo,
 * soldTo, receivingBank. For an invoice in a seller's name: billFrom the seller, from the marketplace
 * that issues under mandate, remitTo the collecting account.
 */
export type InvoicePartner = {
  readonly contact: Contact & { readonly role: string };
  readonly ids: readonly IdReference[];
};

/** Amounts a line or an order summary may state. */
export type InvoiceAmounts = Maybe<{
  subtotal: Amount;
  tax: Tax;
  specialHandling: Amount;
  shipping: Amount;
  gross: Amount;
  discount: Amount;
  net: Amount;
}>;

/** An `InvoiceDetailItem` (goods) or `InvoiceDetailServiceItem`; quantities are negative on credit. */
export type InvoiceLine = {
  readonly type: 'item' | 'service';
  readonly invoiceLineNumber: number;
  readonly quantity: Decimal;
  readonly classifications: readonly DomainValue[];
  readonly comments: readonly Comments[];
  readonly extrinsics: readonly Extrinsic[];
} & InvoiceAmounts &
  Maybe<{
    unit: string;
    unitPrice: Amount;
    /** The order's line that is invoiced. */
    lineNumber: number;
    itemId: ItemId;
    description: Described;
    period: Period;
  }>;

/** One order's part of the invoice: lines, or one summary on a header invoice. */
export type InvoiceOrder = {
  readonly order: OrderRef;
  readonly lines: readonly InvoiceLine[];
} & Maybe<{
  summary: InvoiceAmounts & {
    readonly invoiceLineNumber: number;
    readonly extrinsics?: readonly Extrinsic[] | undefined;
  };
}>;

export type InvoiceSummary = Omit<InvoiceAmounts, 'subtotal'> & {
  readonly subtotal: Amount;
} & Maybe<{
    deposit: Amount;
    due: Amount;
  }>;

export type InvoiceDetailRequest = {
  readonly kind: 'InvoiceDetailRequest';
  readonly invoiceId: string;
  readonly invoiceDate: string;
  readonly purpose: InvoicePurpose;
  readonly operation: 'new' | 'delete';
  readonly headerInvoice: 'yes' | 'no';
  /** What is stated on the lines rather than only in the summary. */
  readonly inLine: readonly InvoiceInLine[];
  readonly partners: readonly InvoicePartner[];
  readonly paymentTerms: readonly PaymentTerm[];
  readonly comments: readonly Comments[];
  readonly extrinsics: readonly Extrinsic[];
  readonly orders: readonly InvoiceOrder[];
  readonly summary: InvoiceSummary;
} & Maybe<{
  informationOnly: 'yes';
  previousPayloadId: string;
  /** The invoice that a credit or debit memo corrects. */
  originalInvoice: { readonly invoiceId: string; readonly invoiceDate?: string | undefined };
  shippingDate: string;
  period: Period;
}>;

export type InvoiceInLine = 'tax' | 'specialHandling' | 'shipping' | 'discount' | 'accounting';

export type RemittanceDetail = {
  readonly lineNumber: number;
  readonly extrinsics: readonly Extrinsic[];
  readonly adjustments: readonly Amount[];
} & Maybe<{
  invoiceId: string;
  invoiceDate: string;
  invoicePayloadId: string;
  order: OrderRef;
  net: Amount;
  gross: Amount;
  discount: Amount;
}>;

/** The buyer's own split of a grouped payment. */
export type PaymentRemittanceRequest = {
  readonly kind: 'PaymentRemittanceRequest';
  readonly paymentRemittanceId: string;
  readonly paymentDate: string;
  readonly status: 'new' | 'void';
  readonly partners: readonly InvoicePartner[];
  readonly details: readonly RemittanceDetail[];
} & Maybe<{
  paymentReferenceNumber: string;
  paymentMethod: string;
  net: Amount;
  gross: Amount;
  discount: Amount;
}>;
