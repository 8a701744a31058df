import type { Decimal, Money } from '../../../base/index.ts';
import type { ExchangeState } from '../../../platform/index.ts';
import type { ThreadRootKind } from '../entities.ts';

export type ThreadRoot = { readonly kind: ThreadRootKind; readonly id: string };

/** A text in both languages. */
export type Words = { readonly en: string; readonly fr: string };

/** Who stands at an end of an arrow: the buyer's suite (or its people), we, one seller, the bank. */
export type Lane = 'suite' | 'comptoir' | 'bank' | `seller:${string}`;

/** In the order in which they cause one another; from `acknowledgement` on they may come with any of them. */
export const eventKinds = [
  'setup',
  'visit',
  'basket',
  'approval',
  'order',
  'comparison',
  'split',
  'confirmation',
  'shipment',
  'receipt',
  'return',
  'invoice',
  'statement',
  'status',
  'remittance',
  'payment',
  'payout',
  'acknowledgement',
  'mail',
  'action',
  'document',
] as const;
export type EventKind = (typeof eventKinds)[number];

export type EventState = 'done' | 'refused' | 'waiting' | 'alert';

/** One thing that happened in the life of a purchase. */
export type ThreadEvent = {
  /** Stable: `exchange:<id>`, `invoice:<id>` … */
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly kind: EventKind;
  readonly from: Lane;
  /** The same as `from` for what happened in one place. */
  readonly to: Lane;
  readonly state: EventState;
  readonly title: Words;
  readonly detail?: Words | undefined;
  readonly amount?: Money | undefined;
  /** The document behind it, where the reader may open it. */
  readonly exchangeId?: string | undefined;
  /** The record's own page: link type and id, resolved for the reader. */
  readonly record?: { readonly type: string; readonly id: string } | undefined;
  readonly errors?: number;
  readonly advisories?: number;
};

/** What a purchase waits for now. */
export type Waiting = {
  readonly lane: Lane;
  readonly title: Words;
  readonly since: Temporal.Instant;
  readonly until?: Temporal.PlainDate | undefined;
  readonly tone: 'info' | 'warning' | 'error';
};

export type SessionFact = {
  readonly id: string;
  readonly operation: 'create' | 'edit' | 'inspect';
  readonly protocol: string;
  readonly state: string;
  readonly buyerCookie: string;
  readonly setupPayloadId: string;
  readonly createdAt: Temporal.Instant;
  readonly startUsedAt: Temporal.Instant | undefined;
  readonly endedAt: Temporal.Instant | undefined;
  readonly buyerId: string;
};

export type RequestFact = {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly total: Money;
  readonly sessionId: string | undefined;
  readonly buyerId: string;
  readonly createdAt: Temporal.Instant;
  readonly validUntil: Temporal.Instant;
};

export type ApprovalFact = {
  readonly id: string;
  readonly requisitionId: string;
  readonly decision: 'approved' | 'rejected';
  readonly by: string;
  readonly at: Temporal.Instant;
};

export type OrderFact = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  readonly total: Money;
  readonly payloadId: string | undefined;
  readonly buyerId: string;
  readonly at: Temporal.Instant;
};

export type PartFact = {
  readonly id: string;
  readonly orderId: string;
  readonly number: string;
  readonly buyerOrderNumber: string;
  readonly sellerId: string;
  readonly sellerName: string;
  readonly buyerId: string;
  readonly state: string;
  readonly total: Money;
  readonly createdAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | undefined;
  readonly answeredAt: Temporal.Instant | undefined;
  readonly promisedOn: Temporal.PlainDate | undefined;
};

export type ShipmentFact = {
  readonly id: string;
  readonly partId: string;
  readonly sellerId: string;
  readonly number: string;
  readonly at: Temporal.Instant;
  readonly receivedAt: Temporal.Instant | undefined;
  readonly expectedOn: Temporal.PlainDate | undefined;
};

export type ReceiptFact = {
  readonly id: string;
  readonly sellerId: string;
  readonly shipmentId: string | undefined;
  readonly number: string;
  readonly kind: 'received' | 'refused' | 'missing';
  readonly by: string;
  readonly exchangeId: string | undefined;
  readonly at: Temporal.Instant;
  readonly cancelledAt: Temporal.Instant | undefined;
};

/** Goods that the buyer says it sent back. */
export type ReturnFact = {
  readonly id: string;
  readonly sellerId: string;
  readonly line: number;
  readonly quantity: Decimal;
  readonly unit: string;
  readonly state: string;
  readonly exchangeId: string | undefined;
  readonly at: Temporal.Instant;
  readonly decidedAt: Temporal.Instant | undefined;
};

export type InvoiceFact = {
  readonly id: string;
  readonly number: string;
  readonly isCreditNote: boolean;
  readonly partId: string | undefined;
  readonly sellerId: string;
  readonly state: string;
  readonly gross: Money;
  readonly open: Money;
  readonly dueOn: Temporal.PlainDate;
  readonly statementId: string | undefined;
  readonly paymentReference: string;
  readonly at: Temporal.Instant;
};

export type StatementFact = {
  readonly id: string;
  readonly number: string;
  readonly total: Money;
  readonly paymentReference: string;
  readonly mailId: string | undefined;
  readonly at: Temporal.Instant;
};

/** What a buyer's system said of an invoice: a word, no money. */
export type StatusFact = {
  readonly id: string;
  readonly invoiceId: string;
  readonly status: string;
  readonly partial: Money | undefined;
  readonly comment: string | undefined;
  readonly exchangeId: string | undefined;
  readonly at: Temporal.Instant;
};

/** A buyer's own split of a payment, with what of it is for this purchase. */
export type AdviceFact = {
  readonly id: string;
  readonly number: string;
  readonly reference: string | undefined;
  readonly paymentOn: Temporal.PlainDate;
  readonly amount: Money;
  readonly invoiceIds: readonly string[];
  readonly exchangeId: string | undefined;
  readonly bankEntryId: string | undefined;
  readonly at: Temporal.Instant;
  readonly voidedAt: Temporal.Instant | undefined;
};

export type PaymentFact = {
  readonly id: string;
  readonly invoiceId: string;
  readonly amount: Money;
  /** Given up beside it, so that a payment short by a few cents closes the invoice. */
  readonly writtenOff: Money | undefined;
  readonly bankEntryId: string;
  /** What the payer's bank quoted; the operator's sight alone. */
  readonly reference: string | undefined;
  readonly isCreditNote: boolean;
  readonly bookedOn: Temporal.PlainDate | undefined;
  readonly exchangeId: string | undefined;
  readonly at: Temporal.Instant;
  readonly reversedAt: Temporal.Instant | undefined;
};

export type PayoutFact = {
  readonly payableId: string;
  readonly invoiceId: string;
  readonly sellerId: string;
  readonly amount: Money;
  readonly payableState: string;
  readonly availableAt: Temporal.Instant | undefined;
  readonly payoutId: string | undefined;
  readonly payoutNumber: string | undefined;
  readonly payoutState: string | undefined;
  readonly payoutRunId: string | undefined;
  /** The bank's document of the debit; the operator's sight alone. */
  readonly exchangeId: string | undefined;
  readonly paidOn: Temporal.PlainDate | undefined;
  readonly at: Temporal.Instant | undefined;
};

export type DocumentFact = {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly channel: string;
  readonly kind: string;
  readonly state: ExchangeState;
  readonly partnerId: string | undefined;
  readonly documentKey: string | undefined;
  readonly links: readonly { readonly type: string; readonly id: string; readonly label: string }[];
  readonly errors: number;
  readonly firstError: string | undefined;
  readonly advisories: number;
  readonly attempts: number;
  readonly at: Temporal.Instant;
};

export type MailFact = {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly state: 'queued' | 'sent' | 'failed';
  readonly organisationId: string | undefined;
  readonly at: Temporal.Instant;
};

export type ComparisonFact = {
  readonly id: string;
  readonly exchangeId: string;
  readonly orderNumber: string;
  readonly basis: 'basket' | 'previous_version';
  readonly outcome: 'accepted' | 'refused';
  readonly alerts: number;
  readonly different: number;
  readonly acknowledgedBy: string | undefined;
  readonly at: Temporal.Instant;
};

export type ActionFact = {
  readonly id: string;
  readonly action: string;
  readonly actor: string;
  readonly at: Temporal.Instant;
};

export type CutKind = 'documents' | 'mails' | 'actions' | 'invoices' | 'payments';

/** Everything that is known of one purchase, as far as its reader sees. */
export type Facts = {
  readonly sessions: readonly SessionFact[];
  readonly requests: readonly RequestFact[];
  readonly approvals: readonly ApprovalFact[];
  readonly orders: readonly OrderFact[];
  readonly parts: readonly PartFact[];
  readonly shipments: readonly ShipmentFact[];
  readonly receipts: readonly ReceiptFact[];
  readonly returns: readonly ReturnFact[];
  readonly invoices: readonly InvoiceFact[];
  readonly statuses: readonly StatusFact[];
  readonly advices: readonly AdviceFact[];
  readonly statements: readonly StatementFact[];
  readonly payments: readonly PaymentFact[];
  readonly payouts: readonly PayoutFact[];
  readonly documents: readonly DocumentFact[];
  readonly mails: readonly MailFact[];
  readonly comparisons: readonly ComparisonFact[];
  readonly actions: readonly ActionFact[];
  /** What there is more of than a thread holds: the oldest are here. */
  readonly cut: readonly CutKind[];
  readonly buyerName: string | undefined;
  readonly sellerNames: ReadonlyMap<string, string>;
};
