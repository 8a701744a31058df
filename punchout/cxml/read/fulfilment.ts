import { child, children, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import type {
  ConfirmationItem,
  ConfirmationRequest,
  ConfirmationStatus,
  ConfirmationStatusType,
  ConfirmationType,
  ReceiptItem,
  ReceiptOrder,
  ReceiptRequest,
  ShipControl,
  ShipNoticeItem,
  ShipNoticeRequest,
} from '../model/index.ts';
import {
  optionalDescribed,
  payloadIdIn,
  readComments,
  readContacts,
  readDomainValues,
  readExtrinsics,
  readOrderRef,
  readShipping,
  readTax,
} from './common.ts';
import { readItemId, readItemIn } from './item.ts';
import {
  attr,
  choice,
  invalid,
  optionalMoney,
  optionalWhole,
  type Reading,
  requireAttr,
  requireChild,
  requireQuantity,
  requireWhole,
  textIn,
} from './reading.ts';

const STATUS_TYPES: readonly ConfirmationStatusType[] = [
  'accept',
  'allDetail',
  'detail',
  'backordered',
  'reject',
  'unknown',
  'requestToPay',
];
const CONFIRMATION_TYPES: readonly ConfirmationType[] = [
  'accept',
  'allDetail',
  'detail',
  'backordered',
  'except',
  'reject',
  'requestToPay',
  'replace',
];

function readConfirmationStatus(node: XmlNode, reading: Reading): ConfirmationStatus {
  const type = choice(node, 'type', STATUS_TYPES);
  if (!type) throw invalid(node, { name: 'type', reason: 'the attribute is missing or empty' });
  const replacement = child(node, 'ItemIn');
  return {
    quantity: requireQuantity(node),
    unit: textIn(node, 'UnitOfMeasure') ?? '',
    type,
    comments: readComments(node),
    extrinsics: readExtrinsics(node),
    shipmentDate: attr(node, 'shipmentDate'),
    deliveryDate: attr(node, 'deliveryDate'),
    replacement: replacement && readItemIn(replacement, reading),
    unitPrice: optionalMoney(child(node, 'UnitPrice'), reading),
    tax: readTax(node, reading),
    shipping: readShipping(node, reading),
  };
}

function readConfirmationItem(node: XmlNode, reading: Reading): ConfirmationItem {
  const statuses = children(node, 'ConfirmationStatus');
  return {
    lineNumber: requireWhole(node, 'lineNumber'),
    quantity: requireQuantity(node),
    unit: textIn(node, 'UnitOfMeasure') ?? '',
    statuses: statuses.map((status) => readConfirmationStatus(status, reading)),
  };
}

export function readConfirmation(node: XmlNode, reading: Reading): ConfirmationRequest {
  const header = requireChild(node, 'ConfirmationHeader');
  const type = choice(header, 'type', CONFIRMATION_TYPES);
  if (!type) throw invalid(header, { name: 'type', reason: 'the attribute is missing or empty' });
  const items = children(node, 'ConfirmationItem');
  return {
    kind: 'ConfirmationRequest',
    type,
    operation: choice(header, 'operation', ['new', 'update']) ?? 'new',
    noticeDate: requireAttr(header, 'noticeDate'),
    order: readOrderRef(node, reading),
    contacts: readContacts(header),
    comments: readComments(header),
    extrinsics: readExtrinsics(header),
    items: items.map((item) => readConfirmationItem(item, reading)),
    confirmId: attr(header, 'confirmID'),
    invoiceId: attr(header, 'invoiceID'),
    previousPayloadId: payloadIdIn(header),
    total: optionalMoney(child(header, 'Total'), reading),
    shipping: readShipping(header, reading),
    tax: readTax(header, reading),
  };
}

/** `Route@method` stands directly in ShipControl, or in TransportInformation in newer documents. */
function readShipControl(node: XmlNode): ShipControl {
  const route = child(node, 'Route') ?? child(child(node, 'TransportInformation'), 'Route');
  return {
    carriers: readDomainValues(node, 'CarrierIdentifier'),
    shipmentIdentifiers: children(node, 'ShipmentIdentifier').map(textOf),
    startDate: attr(node, 'startDate'),
    routeMethod: attr(route, 'method'),
  };
}

function readShipNoticeItem(node: XmlNode, reading: Reading): ShipNoticeItem {
  const itemId = child(node, 'ItemID');
  return {
    lineNumber: requireWhole(node, 'lineNumber'),
    quantity: requireQuantity(node),
    unit: textIn(node, 'UnitOfMeasure') ?? '',
    comments: readComments(node),
    extrinsics: readExtrinsics(node),
    shipNoticeLineNumber: optionalWhole(node, 'shipNoticeLineNumber', reading),
    itemId: itemId && readItemId(itemId, reading),
    supplierBatchId:
      textIn(node, 'SupplierBatchID') ?? textIn(child(node, 'Batch'), 'SupplierBatchID'),
  };
}

export function readShipNotice(node: XmlNode, reading: Reading): ShipNoticeRequest {
  const header = requireChild(node, 'ShipNoticeHeader');
  return {
    kind: 'ShipNoticeRequest',
    shipmentId: requireAttr(header, 'shipmentID'),
    operation: choice(header, 'operation', ['new', 'update', 'delete']) ?? 'new',
    noticeDate: requireAttr(header, 'noticeDate'),
    contacts: readContacts(header),
    comments: readComments(header),
    extrinsics: readExtrinsics(header),
    controls: children(node, 'ShipControl').map(readShipControl),
    portions: children(node, 'ShipNoticePortion').map((portion) => ({
      order: readOrderRef(portion, reading),
      items: children(portion, 'ShipNoticeItem').map((item) => readShipNoticeItem(item, reading)),
    })),
    shipmentDate: attr(header, 'shipmentDate'),
    deliveryDate: attr(header, 'deliveryDate'),
    shipmentType: choice(header, 'shipmentType', ['actual', 'planned']),
    fulfillmentType: choice(header, 'fulfillmentType', ['partial', 'complete']),
    previousPayloadId: payloadIdIn(header),
  };
}

function readReceiptItem(node: XmlNode, reading: Reading): ReceiptItem {
  const reference = requireChild(node, 'ReceiptItemReference');
  const rate = child(node, 'UnitRate');
  const itemId = child(reference, 'ItemID');
  return {
    receiptLineNumber: requireWhole(node, 'receiptLineNumber'),
    lineNumber: requireWhole(reference, 'lineNumber'),
    quantity: requireQuantity(node),
    type: choice(node, 'type', ['received', 'returned']) ?? 'received',
    comments: readComments(node),
    extrinsics: readExtrinsics(node),
    unit: textIn(rate, 'UnitOfMeasure'),
    unitPrice: optionalMoney(rate, reading),
    receivedAmount: optionalMoney(child(node, 'ReceivedAmount'), reading),
    itemId: itemId && readItemId(itemId, reading),
    description: optionalDescribed(reference),
  };
}

function readReceiptOrder(node: XmlNode, reading: Reading): ReceiptOrder {
  return {
    order: readOrderRef(requireChild(node, 'ReceiptOrderInfo'), reading),
    items: children(node, 'ReceiptItem').map((item) => readReceiptItem(item, reading)),
    closeForReceiving:
      choice(node, 'closeForReceiving', ['yes', 'no']) === 'yes' ? 'yes' : undefined,
  };
}

export function readReceipt(node: XmlNode, reading: Reading): ReceiptRequest {
  const header = requireChild(node, 'ReceiptRequestHeader');
  return {
    kind: 'ReceiptRequest',
    receiptId: requireAttr(header, 'receiptID'),
    receiptDate: requireAttr(header, 'receiptDate'),
    operation: choice(header, 'operation', ['new', 'delete']) ?? 'new',
    comments: readComments(header),
    extrinsics: readExtrinsics(header),
    orders: children(node, 'ReceiptOrder').map((order) => readReceiptOrder(order, reading)),
    previousPayloadId: payloadIdIn(header),
    shipNoticeId: attr(child(header, 'ShipNoticeIDInfo'), 'shipNoticeID'),
    total: optionalMoney(child(node, 'Total'), reading),
  };
}
