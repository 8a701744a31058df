import type { Decimal, Text } from '../../../base/index.ts';
import type { DemoUnit, DemoVat, PaymentTerms } from '../types.ts';

export type DemoOrderLine = {
  readonly position: number;
  readonly productId: string;
  readonly offerId: string;
  readonly sellerSku: string;
  readonly description: Text;
  readonly unit: DemoUnit;
  readonly quantity: Decimal;
  readonly listUnitPrice: Decimal;
  /** What this buyer paid: contract before price break before list. */
  readonly unitPrice: Decimal;
  readonly priceSource: 'fixed' | 'discount' | 'break' | 'list';
  readonly vat: DemoVat;
};

export type DemoTotals = {
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
};

export type DemoInvoice = {
  /** Not the legal number, which the numbering of the product gives: `INV-<order>-<seller>`. */
  readonly key: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly terms: PaymentTerms;
  /** Goods only, without shipping charges; VAT once per category and rate, half up. */
  readonly expected: DemoTotals;
};

export type DemoIncident = {
  readonly kind: 'damaged' | 'missing' | 'wrong_item' | 'late';
  readonly linePosition: number;
  readonly quantity: Decimal;
  readonly openedOn: Temporal.PlainDate;
  readonly message: Text;
  readonly outcome: 'open' | 'credited' | 'replaced' | 'rejected';
  readonly closedOn?: Temporal.PlainDate;
  /** Present when `outcome` is `credited`. */
  readonly creditNote?: {
    readonly key: string;
    readonly issuedOn: Temporal.PlainDate;
    readonly expected: DemoTotals;
  };
};

export type DemoSellerOrder = {
  readonly key: string;
  readonly sellerId: string;
  readonly lines: readonly DemoOrderLine[];
  /** How far it came by `today`. */
  readonly status: 'placed' | 'confirmed' | 'shipped' | 'delivered' | 'received' | 'invoiced';
  readonly confirmedOn?: Temporal.PlainDate;
  readonly shippedOn?: Temporal.PlainDate;
  readonly deliveredOn?: Temporal.PlainDate;
  readonly receivedOn?: Temporal.PlainDate;
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly incident?: DemoIncident;
  readonly invoice?: DemoInvoice;
};

export type DemoOrder = {
  readonly key: string;
  readonly buyerId: string;
  readonly channel: 'cxml' | 'oci' | 'page';
  /** The buyer's own purchase order number. */
  readonly number: string;
  readonly requesterEmail: string;
  readonly approverEmail?: string;
  readonly costCentre: string;
  readonly deliveryAddressId: string;
  readonly requestedOn: Temporal.PlainDate;
  readonly placedOn: Temporal.PlainDate;
  readonly comment?: Text;
  /** Paid before shipment, because no credit was open. */
  readonly prepaid: boolean;
  readonly sellerOrders: readonly DemoSellerOrder[];
};

export type PaymentHabit =
  | 'exact'
  | 'grouped'
  | 'partial'
  | 'balance'
  | 'rounding'
  | 'bank_fee'
  | 'credit_note_deducted'
  | 'disputed_part_withheld'
  | 'no_reference'
  | 'paid_twice'
  | 'prepayment';

export type DemoPayment = {
  readonly key: string;
  readonly buyerId: string;
  readonly paidOn: Temporal.PlainDate;
  readonly method: 'transfer' | 'direct_debit';
  readonly habit: PaymentHabit;
  readonly payerIban: string;
  readonly payerName: string;
  /** `{invoice:KEY}` and `{order:KEY}` stand for numbers that the product gives. */
  readonly remittanceText: string;
  /** What each invoice receives, or a credit note takes back (negative). */
  readonly allocations: readonly {
    readonly kind: 'invoice' | 'credit_note';
    readonly key: string;
    /** Share of the document's gross amount, so that it can be worked out anew. */
    readonly shareBp: number;
    readonly amountMinor: bigint;
  }[];
  /** What the bank shows beyond the allocations: fees, roundings, a second payment. */
  readonly differenceMinor: bigint;
  /** Σ allocations + difference. */
  readonly amountMinor: bigint;
};
