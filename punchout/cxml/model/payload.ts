import type { Amount, Comments, Extrinsic, Maybe } from './common.ts';
import type { Status } from './envelope.ts';
import type { ConfirmationRequest, ReceiptRequest, ShipNoticeRequest } from './fulfilment.ts';
import type { InvoiceDetailRequest, PaymentRemittanceRequest } from './invoice.ts';
import type {
  OrderRequest,
  PunchOutOrderMessage,
  PunchOutSetupRequest,
  PunchOutSetupResponse,
} from './order.ts';

export type InvoiceStatus = {
  readonly type: 'processing' | 'canceled' | 'reconciled' | 'rejected' | 'paying' | 'paid';
  readonly comments: readonly Comments[];
} & Maybe<{ invoiceId: string; invoiceDate: string; partialAmount: Amount }>;

export type StatusUpdateRequest = {
  readonly kind: 'StatusUpdateRequest';
  readonly status: Status;
  readonly extrinsics: readonly Extrinsic[];
} & Maybe<{
  /** payloadID of the document whose fate this is. */
  documentPayloadId: string;
  invoice: InvoiceStatus;
  /** `SourcingStatus`, `DocumentStatus`, `PaymentStatus`…: its element name and type. */
  other: { readonly element: string; readonly type?: string | undefined };
}>;

export type ProfileRequest = { readonly kind: 'ProfileRequest' };

export type ProfileOption = { readonly name: string; readonly value: string };

export type ProfileTransaction = {
  readonly requestName: string;
  readonly url: string;
  readonly options: readonly ProfileOption[];
};

export type ProfileResponse = {
  readonly kind: 'ProfileResponse';
  readonly status: Status;
  readonly effectiveDate: string;
  readonly options: readonly ProfileOption[];
  readonly transactions: readonly ProfileTransaction[];
};

/** A copy of a document for us, as an attachment (`cid:` URL) or, rarely, nested. */
export type CopyRequest = { readonly kind: 'CopyRequest'; readonly attachments: readonly string[] };

/** A seller's catalogue file, attached (cXML guide, «Catalog Upload Transaction»). */
export type CatalogUploadRequest = {
  readonly kind: 'CatalogUploadRequest';
  readonly operation: 'new' | 'update';
  readonly catalogName: string;
  readonly description: string;
  /** The `cid:` URL of the file; the DTD wants one. */
  readonly attachments: readonly string[];
  readonly commodities: readonly string[];
  /** Whether buyers see it without another word of the seller. */
  readonly autoPublish: 'yes' | 'no';
  /** Whether its fate is wanted as a StatusUpdateRequest. */
  readonly urlPost: 'yes' | 'no';
} & Maybe<{ email: string }>;

/** A bare status, or a response whose payload we have no use for. */
export type Response = { readonly kind: 'Response'; readonly status: Status };

/** An element we do not serve: the caller answers 450 Not Implemented. */
export type Unknown = {
  readonly kind: 'Unknown';
  readonly element: string;
  readonly within: 'Request' | 'Message' | 'Response';
};

export type Payload =
  | PunchOutSetupRequest
  | PunchOutSetupResponse
  | PunchOutOrderMessage
  | OrderRequest
  | ConfirmationRequest
  | ShipNoticeRequest
  | ReceiptRequest
  | InvoiceDetailRequest
  | PaymentRemittanceRequest
  | StatusUpdateRequest
  | ProfileRequest
  | ProfileResponse
  | CopyRequest
  | CatalogUploadRequest
  | Response
  | Unknown;

export type PayloadKind = Payload['kind'];
