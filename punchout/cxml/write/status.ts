import { el, type XmlOut } from '../../../src/base/xml/index.ts';
import type {
  Envelope,
  InvoiceStatus,
  ProfileOption,
  ProfileResponse,
  Status,
  StatusUpdateRequest,
} from '../model/index.ts';
import { amountPart, commentsPart, documentReferencePart, extrinsicParts } from './common.ts';
import { type RequestEnvelope, requestDocument, responseDocument, statusPart } from './envelope.ts';
import type { Content } from './punchout.ts';
import { type Pin, serialise } from './serialise.ts';

/** A bare status: the answer to orders, confirmations, invoices, and every refusal. */
export function buildResponse(envelope: Envelope, status: Status, pin: Pin = {}): Uint8Array {
  return serialise(responseDocument(envelope, { status }), { kind: 'Response', ...pin });
}

/** The answer to a GET on the endpoint: 200 «Ping Response Message» (cXML guide, ping). */
export function buildPingResponse(envelope: Envelope, pin: Pin = {}): Uint8Array {
  return buildResponse(envelope, { code: 200, text: 'OK', detail: 'Ping Response Message' }, pin);
}

/** A ProfileRequest: asks a server what it serves and where. */
export function buildProfileRequest(envelope: RequestEnvelope, pin: Pin = {}): Uint8Array {
  const document = requestDocument(envelope, el('ProfileRequest'));
  return serialise(document, { kind: 'ProfileRequest', ...pin });
}

function optionPart({ name, value }: ProfileOption): XmlOut {
  return el('Option', { name }, value || undefined);
}

/** What we serve, by request name and URL; every cXML server must answer this. */
export function buildProfileResponse(
  envelope: Envelope,
  profile: Omit<ProfileResponse, 'kind' | 'status'>,
  pin: Pin = {},
): Uint8Array {
  const payload = el(
    'ProfileResponse',
    { effectiveDate: profile.effectiveDate },
    profile.options.map(optionPart),
    profile.transactions.map(({ requestName, url, options }) =>
      el('Transaction', { requestName }, el('URL', {}, url), options.map(optionPart)),
    ),
  );
  const status = { code: 200, text: 'OK' };
  return serialise(responseDocument(envelope, { status, payload }), {
    kind: 'ProfileResponse',
    ...pin,
  });
}

function invoiceStatusPart(invoice: InvoiceStatus): XmlOut {
  const { invoiceId, invoiceDate } = invoice;
  return el(
    'InvoiceStatus',
    { type: invoice.type },
    invoiceId !== undefined && el('InvoiceIDInfo', { invoiceID: invoiceId, invoiceDate }),
    amountPart('PartialAmount', invoice.partialAmount),
    commentsPart(invoice.comments),
  );
}

/**
 * A StatusUpdateRequest: what became of an earlier document, such as the 200 that must follow an order
 * answered 201, or an invoice's fate. `other` is only read, never written.
 */
export function buildStatusUpdateRequest(
  envelope: RequestEnvelope,
  update: Omit<Content<StatusUpdateRequest>, 'other'>,
  pin: Pin = {},
): Uint8Array {
  const payload = el(
    'StatusUpdateRequest',
    {},
    documentReferencePart(update.documentPayloadId),
    statusPart(update.status),
    update.invoice && invoiceStatusPart(update.invoice),
    extrinsicParts(update.extrinsics),
  );
  return serialise(requestDocument(envelope, payload), { kind: 'StatusUpdateRequest', ...pin });
}
