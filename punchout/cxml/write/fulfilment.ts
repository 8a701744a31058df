import { el, elText, type XmlOut } from '../../../src/base/xml/index.ts';
import type {
  ConfirmationItem,
  ConfirmationRequest,
  ConfirmationStatus,
  ReceiptItem,
  ReceiptRequest,
  ShipControl,
  ShipNoticeItem,
  ShipNoticeRequest,
} from '../model/index.ts';
import {
  amountPart,
  commentsPart,
  contactPart,
  decimalText,
  describedPart,
  documentReferencePart,
  extrinsicParts,
  moneyPart,
  orderRefParts,
  shippingPart,
  taxPart,
} from './common.ts';
import { type RequestEnvelope, requestDocument } from './envelope.ts';
import { itemIdPart, itemInPart } from './item.ts';
import type { Content } from './punchout.ts';
import { type Pin, serialise } from './serialise.ts';

function confirmationStatusPart(status: ConfirmationStatus): XmlOut {
  return el(
    'ConfirmationStatus',
    {
      quantity: decimalText(status.quantity),
      type: status.type,
      shipmentDate: status.shipmentDate,
      deliveryDate: status.deliveryDate,
    },
    el('UnitOfMeasure', {}, status.unit),
    status.replacement
      ? itemInPart(status.replacement)
      : [
          amountPart('UnitPrice', status.unitPrice),
          taxPart(status.tax),
          shippingPart(status.shipping),
        ],
    commentsPart(status.comments),
    extrinsicParts(status.extrinsics),
  );
}

function confirmationItemPart(item: ConfirmationItem): XmlOut {
  return el(
    'ConfirmationItem',
    { quantity: decimalText(item.quantity), lineNumber: item.lineNumber },
    el('UnitOfMeasure', {}, item.unit),
    item.statuses.map(confirmationStatusPart),
  );
}

/**
 * A ConfirmationRequest: the seller's word on an order. An update keeps the confirmId and names the
 * earlier payloadID; the order must be named by its payloadID (OrderReference).
 */
export function buildConfirmationRequest(
  envelope: RequestEnvelope,
  confirmation: Content<ConfirmationRequest>,
  pin: Pin = {},
): Uint8Array {
  const header = el(
    'ConfirmationHeader',
    {
      confirmID: confirmation.confirmId,
      operation: confirmation.operation,
      type: confirmation.type,
      noticeDate: confirmation.noticeDate,
      invoiceID: confirmation.invoiceId,
    },
    documentReferencePart(confirmation.previousPayloadId),
    amountPart('Total', confirmation.total),
    shippingPart(confirmation.shipping),
    taxPart(confirmation.tax),
    confirmation.contacts.map(contactPart),
    commentsPart(confirmation.comments),
    extrinsicParts(confirmation.extrinsics),
  );
  const items = confirmation.items.map(confirmationItemPart);
  const payload = el('ConfirmationRequest', {}, header, orderRefParts(confirmation.order), items);
  return serialise(requestDocument(envelope, payload), { kind: 'ConfirmationRequest', ...pin });
}

function shipControlPart(control: ShipControl): XmlOut {
  return el(
    'ShipControl',
    { startDate: control.startDate },
    control.carriers.map(({ domain, value }) => el('CarrierIdentifier', { domain }, value)),
    control.shipmentIdentifiers.map((identifier) => el('ShipmentIdentifier', {}, identifier)),
    control.routeMethod !== undefined && el('Route', { method: control.routeMethod }),
  );
}

function shipNoticeItemPart(item: ShipNoticeItem): XmlOut {
  return el(
    'ShipNoticeItem',
    {
      quantity: decimalText(item.quantity),
      lineNumber: item.lineNumber,
      shipNoticeLineNumber: item.shipNoticeLineNumber,
    },
    item.itemId && itemIdPart(item.itemId),
    el('UnitOfMeasure', {}, item.unit),
    elText('SupplierBatchID', item.supplierBatchId),
    commentsPart(item.comments),
    extrinsicParts(item.extrinsics),
  );
}

/**
 * A ShipNoticeRequest. An update replaces the notice completely; a portion without items says that the
 * whole order was shipped.
 */
export function buildShipNoticeRequest(
  envelope: RequestEnvelope,
  notice: Content<ShipNoticeRequest>,
  pin: Pin = {},
): Uint8Array {
  const header = el(
    'ShipNoticeHeader',
    {
      shipmentID: notice.shipmentId,
      operation: notice.operation,
      noticeDate: notice.noticeDate,
      shipmentDate: notice.shipmentDate,
      deliveryDate: notice.deliveryDate,
      shipmentType: notice.shipmentType,
      fulfillmentType: notice.fulfillmentType,
    },
    documentReferencePart(notice.previousPayloadId),
    notice.contacts.map(contactPart),
    commentsPart(notice.comments),
    extrinsicParts(notice.extrinsics),
  );
  const portions = notice.portions.map(({ order, items }) =>
    el('ShipNoticePortion', {}, orderRefParts(order), items.map(shipNoticeItemPart)),
  );
  const payload = el(
    'ShipNoticeRequest',
    {},
    header,
    notice.controls.map(shipControlPart),
    portions,
  );
  return serialise(requestDocument(envelope, payload), { kind: 'ShipNoticeRequest', ...pin });
}

function receiptItemPart(item: ReceiptItem): XmlOut {
  const { unitPrice, unit } = item;
  return el(
    'ReceiptItem',
    {
      receiptLineNumber: item.receiptLineNumber,
      quantity: decimalText(item.quantity),
      type: item.type,
    },
    el(
      'ReceiptItemReference',
      { lineNumber: item.lineNumber },
      item.itemId && itemIdPart(item.itemId),
      item.description && describedPart(item.description),
    ),
    unitPrice && el('UnitRate', {}, moneyPart(unitPrice), el('UnitOfMeasure', {}, unit)),
    amountPart('ReceivedAmount', item.receivedAmount),
    commentsPart(item.comments),
    extrinsicParts(item.extrinsics),
  );
}

/** A ReceiptRequest: what the buyer took in or sent back. The DTD wants unit price and amounts. */
export function buildReceiptRequest(
  envelope: RequestEnvelope,
  receipt: Content<ReceiptRequest>,
  pin: Pin = {},
): Uint8Array {
  const { shipNoticeId } = receipt;
  const header = el(
    'ReceiptRequestHeader',
    {
      receiptID: receipt.receiptId,
      receiptDate: receipt.receiptDate,
      operation: receipt.operation,
    },
    documentReferencePart(receipt.previousPayloadId),
    shipNoticeId !== undefined && el('ShipNoticeIDInfo', { shipNoticeID: shipNoticeId }),
    commentsPart(receipt.comments),
    extrinsicParts(receipt.extrinsics),
  );
  const orders = receipt.orders.map(({ order, items, closeForReceiving }) =>
    el(
      'ReceiptOrder',
      { closeForReceiving },
      el('ReceiptOrderInfo', {}, orderRefParts(order)),
      items.map(receiptItemPart),
    ),
  );
  const payload = el('ReceiptRequest', {}, header, orders, amountPart('Total', receipt.total));
  return serialise(requestDocument(envelope, payload), { kind: 'ReceiptRequest', ...pin });
}
