import { child, children, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import type {
  CatalogUploadRequest,
  CopyRequest,
  InvoiceStatus,
  Payload,
  ProfileOption,
  ProfileResponse,
  Status,
  StatusUpdateRequest,
} from '../model/index.ts';
import { payloadIdIn, readComments, readExtrinsics } from './common.ts';
import { readStatus } from './envelope.ts';
import { readConfirmation, readReceipt, readShipNotice } from './fulfilment.ts';
import { readInvoice, readRemittance } from './invoice.ts';
import { readOrderMessage, readOrderRequest, readSetupRequest, startPageOf } from './order.ts';
import {
  advise,
  attr,
  choice,
  invalid,
  misbuilt,
  optionalMoney,
  type Reading,
  requireAttr,
  requireChild,
  textIn,
} from './reading.ts';

const INVOICE_STATUSES = [
  'processing',
  'canceled',
  'reconciled',
  'rejected',
  'paying',
  'paid',
] as const;

function readInvoiceStatus(node: XmlNode, reading: Reading): InvoiceStatus {
  const type = choice(node, 'type', INVOICE_STATUSES);
  if (!type) throw invalid(node, { name: 'type', reason: 'the attribute is missing or empty' });
  const info = child(node, 'InvoiceIDInfo');
  return {
    type,
    comments: readComments(node),
    invoiceId: attr(info, 'invoiceID'),
    invoiceDate: attr(info, 'invoiceDate'),
    partialAmount: optionalMoney(child(node, 'PartialAmount'), reading),
  };
}

function readStatusUpdate(node: XmlNode, reading: Reading): StatusUpdateRequest {
  const invoice = child(node, 'InvoiceStatus');
  const other = children(node).find(
    ({ local }) => local.endsWith('Status') && local !== 'Status' && local !== 'InvoiceStatus',
  );
  return {
    kind: 'StatusUpdateRequest',
    status: readStatus(requireChild(node, 'Status')),
    extrinsics: readExtrinsics(node),
    documentPayloadId: payloadIdIn(node),
    invoice: invoice && readInvoiceStatus(invoice, reading),
    other: other && { element: other.local, type: attr(other, 'type') ?? attr(other, 'action') },
  };
}

function readOptions(node: XmlNode): ProfileOption[] {
  return children(node, 'Option').map((option) => ({
    name: attr(option, 'name') ?? '',
    value: textOf(option),
  }));
}

function readProfileResponse(node: XmlNode, status: Status): ProfileResponse {
  return {
    kind: 'ProfileResponse',
    status,
    effectiveDate: attr(node, 'effectiveDate') ?? '',
    options: readOptions(node),
    transactions: children(node, 'Transaction').map((transaction) => ({
      requestName: requireAttr(transaction, 'requestName'),
      url: textIn(transaction, 'URL') ?? '',
      options: readOptions(transaction),
    })),
  };
}

function readCopy(node: XmlNode, reading: Reading): CopyRequest {
  if (child(node, 'cXML')) {
    advise(reading, node, { code: 'ignored', message: 'the nested cXML document is not read' });
  }
  return {
    kind: 'CopyRequest',
    attachments: children(node, 'cXMLAttachment').flatMap((holder) =>
      children(holder, 'Attachment').flatMap((attachment) => textIn(attachment, 'URL') ?? []),
    ),
  };
}

function enabled(node: XmlNode | undefined): 'yes' | 'no' {
  return /^(yes|true|1)$/i.test(attr(node, 'enabled') ?? '') ? 'yes' : 'no';
}

function readCatalogUpload(node: XmlNode): CatalogUploadRequest {
  const operation = choice(node, 'operation', ['new', 'update'] as const);
  if (!operation)
    throw invalid(node, { name: 'operation', reason: 'the attribute is missing or empty' });
  const catalogName = textIn(node, 'CatalogName');
  if (!catalogName) throw misbuilt(node, 'CatalogName is missing');
  const notification = child(node, 'Notification');
  return {
    kind: 'CatalogUploadRequest',
    operation,
    catalogName,
    description: textIn(node, 'Description') ?? '',
    attachments: children(node, 'Attachment').flatMap((one) => textIn(one, 'URL') ?? []),
    commodities: children(node, 'Commodities').flatMap((one) =>
      children(one, 'CommodityCode').map((code) => textOf(code)),
    ),
    autoPublish: enabled(child(node, 'AutoPublish')),
    urlPost: enabled(notification && child(notification, 'URLPost')),
    email: notification && textIn(notification, 'Email'),
  };
}

type PayloadReader = (node: XmlNode, reading: Reading) => Payload;

const REQUESTS: ReadonlyMap<string, PayloadReader> = new Map<string, PayloadReader>([
  ['PunchOutSetupRequest', readSetupRequest],
  ['OrderRequest', readOrderRequest],
  ['ConfirmationRequest', readConfirmation],
  ['ShipNoticeRequest', readShipNotice],
  ['ReceiptRequest', readReceipt],
  ['InvoiceDetailRequest', readInvoice],
  ['PaymentRemittanceRequest', readRemittance],
  ['StatusUpdateRequest', readStatusUpdate],
  ['ProfileRequest', () => ({ kind: 'ProfileRequest' })],
  ['CopyRequest', readCopy],
  ['CatalogUploadRequest', readCatalogUpload],
]);

const MESSAGES: ReadonlyMap<string, PayloadReader> = new Map([
  ['PunchOutOrderMessage', readOrderMessage],
]);

/** The one payload element of a Request or Message; what we do not serve becomes `Unknown`. */
export function readPayload(holder: XmlNode, reading: Reading): Payload {
  const elements = children(holder).filter(({ local }) => local !== 'Status');
  const node = elements[0];
  if (!node) throw misbuilt(holder, 'the payload element is missing');
  if (elements.length > 1) throw misbuilt(holder, 'more than one payload element');
  const within = holder.local === 'Message' ? 'Message' : 'Request';
  const read = (within === 'Message' ? MESSAGES : REQUESTS).get(node.local);
  if (read) return read(node, reading);
  advise(reading, node, { code: 'unknown_element', message: `${node.local} is not served` });
  return { kind: 'Unknown', element: node.local, within };
}

/**
 * A Response. One without a Status cannot be judged: unknown when it holds an element, refused when it
 * is empty. A payload beside a status that is no success is not read (cXML guide, Status).
 */
export function readResponse(holder: XmlNode, reading: Reading): Payload {
  const statusNode = child(holder, 'Status');
  const node = children(holder).find(({ local }) => local !== 'Status');
  if (!statusNode) {
    if (!node) throw misbuilt(holder, 'Status is missing');
    advise(reading, node, { code: 'missing', message: 'the response has no Status' });
    return { kind: 'Unknown', element: node.local, within: 'Response' };
  }
  const status = readStatus(statusNode);
  if (!node || status.code < 200 || status.code > 299) return { kind: 'Response', status };
  if (node.local === 'PunchOutSetupResponse') {
    return { kind: 'PunchOutSetupResponse', status, startPage: startPageOf(node) };
  }
  if (node.local === 'ProfileResponse') return readProfileResponse(node, status);
  advise(reading, node, { code: 'unknown_element', message: `${node.local} is not read` });
  return { kind: 'Response', status };
}
