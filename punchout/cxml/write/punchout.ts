import { Decimal } from '../../../src/base/index.ts';
import { el, type XmlOut } from '../../../src/base/xml/index.ts';
import type {
  Envelope,
  OrderRequest,
  PunchOutOrderMessage,
  PunchOutSetupRequest,
} from '../model/index.ts';
import {
  addressPart,
  amountPart,
  commentsPart,
  contactPart,
  documentReferencePart,
  extrinsicParts,
  moneyPart,
  paymentTermPart,
  shippingPart,
  taxPart,
  termsOfDeliveryPart,
} from './common.ts';
import {
  type MessageEnvelope,
  messageDocument,
  type RequestEnvelope,
  requestDocument,
  responseDocument,
} from './envelope.ts';
import { itemIdPart, itemInPart, itemOutPart } from './item.ts';
import { type Pin, serialise } from './serialise.ts';

/** A payload as a builder wants it: its kind is the builder's own. */
export type Content<T extends { kind: string }> = Omit<T, 'kind'>;

/** A PunchOutSetupRequest, as a buyer's suite sends it (virtual buyer, simulators). */
export function buildSetupRequest(
  envelope: RequestEnvelope,
  setup: Content<PunchOutSetupRequest>,
  pin: Pin = {},
): Uint8Array {
  const { browserFormPost, selectedItem } = setup;
  const payload = el(
    'PunchOutSetupRequest',
    { operation: setup.operation },
    el('BuyerCookie', {}, setup.buyerCookie),
    extrinsicParts(setup.extrinsics),
    browserFormPost !== undefined && el('BrowserFormPost', {}, el('URL', {}, browserFormPost)),
    setup.contacts.map(contactPart),
    addressPart('ShipTo', setup.shipTo),
    selectedItem && el('SelectedItem', {}, itemIdPart(selectedItem)),
    setup.items.map(itemOutPart),
  );
  return serialise(requestDocument(envelope, payload), { kind: 'PunchOutSetupRequest', ...pin });
}

/** The answer 200 to a setup request; `startPage` is unique and temporary. */
export function buildSetupResponse(
  envelope: Envelope,
  { startPage }: { startPage: string },
  pin: Pin = {},
): Uint8Array {
  const payload = el('PunchOutSetupResponse', {}, el('StartPage', {}, el('URL', {}, startPage)));
  const status = { code: 200, text: 'OK' };
  return serialise(responseDocument(envelope, { status, payload }), {
    kind: 'PunchOutSetupResponse',
    ...pin,
  });
}

function orderMessagePart(cart: Content<PunchOutOrderMessage>): XmlOut {
  const { supplierOrderId } = cart;
  return el(
    'PunchOutOrderMessage',
    {},
    el('BuyerCookie', {}, cart.buyerCookie),
    el(
      'PunchOutOrderMessageHeader',
      { operationAllowed: cart.operationAllowed, quoteStatus: cart.quoteStatus },
      amountPart('Total', cart.total),
      addressPart('ShipTo', cart.shipTo),
      shippingPart(cart.shipping),
      taxPart(cart.tax),
      supplierOrderId !== undefined && el('SupplierOrderInfo', { orderID: supplierOrderId }),
    ),
    cart.items.map(itemInPart),
  );
}

/**
 * The cart that goes back through the user's browser: the buyer cookie byte for byte, no secret. Without
 * items it empties the buyer's requisition on edit; to leave everything as it was use
 * `buildPunchOutCancel`.
 */
export function buildPunchOutOrderMessage(
  envelope: MessageEnvelope,
  cart: Content<PunchOutOrderMessage>,
  pin: Pin = {},
): Uint8Array {
  const document = messageDocument(envelope, { payload: orderMessagePart(cart) });
  return serialise(document, { kind: 'PunchOutOrderMessage', ...pin });
}

/**
 * The way back without a cart (cancel, time-out, end of inspect): Message/Status 204. On edit the
 * buyer's lines stay, which an empty cart without 204 would delete.
 */
export function buildPunchOutCancel(
  envelope: MessageEnvelope,
  {
    currency,
    ...cart
  }: Pick<PunchOutOrderMessage, 'buyerCookie' | 'operationAllowed'> & { currency: string },
  pin: Pin = {},
): Uint8Array {
  const total = { value: Decimal.zero, currency };
  const payload = orderMessagePart({ ...cart, total, items: [] });
  const status = { code: 204, text: 'No Content' };
  return serialise(messageDocument(envelope, { status, payload }), {
    kind: 'PunchOutOrderMessage',
    ...pin,
  });
}

function orderHeaderPart(order: Content<OrderRequest>): XmlOut {
  return el(
    'OrderRequestHeader',
    {
      orderID: order.orderId,
      orderDate: order.orderDate,
      type: order.type,
      orderType: order.orderType,
      orderVersion: order.orderVersion,
      requisitionID: order.requisitionId,
      agreementID: order.agreementId,
      agreementPayloadID: order.agreementPayloadId,
      parentAgreementID: order.parentAgreementId,
      parentAgreementPayloadID: order.parentAgreementPayloadId,
      effectiveDate: order.effectiveDate,
      expirationDate: order.expirationDate,
      releaseRequired: order.releaseRequired,
      shipComplete: order.shipComplete,
      requestedDeliveryDate: order.requestedDeliveryDate,
    },
    order.total && el('Total', {}, moneyPart(order.total)),
    addressPart('ShipTo', order.shipTo),
    addressPart('BillTo', order.billTo),
    shippingPart(order.shipping),
    taxPart(order.tax),
    order.paymentTerms.map(paymentTermPart),
    order.contacts.map(contactPart),
    commentsPart(order.comments),
    documentReferencePart(order.previousPayloadId),
    order.supplierOrderId !== undefined &&
      el('SupplierOrderInfo', { orderID: order.supplierOrderId }),
    termsOfDeliveryPart(order.termsOfDelivery),
    extrinsicParts(order.extrinsics),
  );
}

/** An OrderRequest: to a seller that speaks cXML, or as a buyer sends it. The DTD wants Total and BillTo. */
export function buildOrderRequest(
  envelope: RequestEnvelope,
  order: Content<OrderRequest>,
  pin: Pin = {},
): Uint8Array {
  const payload = el('OrderRequest', {}, orderHeaderPart(order), order.items.map(itemOutPart));
  return serialise(requestDocument(envelope, payload), { kind: 'OrderRequest', ...pin });
}
