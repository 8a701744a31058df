import { child, children, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import type { OrderRequest, PunchOutOrderMessage, PunchOutSetupRequest } from '../model/index.ts';
import {
  payloadIdIn,
  readAddressIn,
  readComments,
  readContacts,
  readExtrinsics,
  readPaymentTerms,
  readShipping,
  readTax,
  readTermsOfDelivery,
} from './common.ts';
import { readItemId, readItemIn, readItemOut } from './item.ts';
import { adviseOnPlacement } from './order-placement.ts';
import {
  advise,
  attr,
  choice,
  deepText,
  invalid,
  optionalMoney,
  optionalWhole,
  type Reading,
  requireAttr,
  requireChild,
  textIn,
} from './reading.ts';

/** Byte-exact, untrimmed: the suite compares it (Ariba's «Token Expired», KB0392829). */
function readBuyerCookie(node: XmlNode): string {
  return deepText(requireChild(node, 'BuyerCookie'));
}

export function readSetupRequest(node: XmlNode, reading: Reading): PunchOutSetupRequest {
  const selected = child(child(node, 'SelectedItem'), 'ItemID');
  const operation = choice(node, 'operation', ['create', 'edit', 'inspect', 'source']);
  if (!operation) {
    advise(reading, node, { code: 'missing', message: 'operation is missing, read as create' });
  }
  if (child(node, 'SupplierSetup')) {
    advise(reading, node, { code: 'ignored', message: 'SupplierSetup is deprecated and ignored' });
  }
  return {
    kind: 'PunchOutSetupRequest',
    operation: operation ?? 'create',
    buyerCookie: readBuyerCookie(node),
    extrinsics: readExtrinsics(node),
    contacts: readContacts(node),
    items: children(node, 'ItemOut').map((item) => readItemOut(item, reading)),
    browserFormPost: textIn(child(node, 'BrowserFormPost'), 'URL'),
    shipTo: readAddressIn(node, 'ShipTo'),
    selectedItem: selected && readItemId(selected, reading),
  };
}

export function readOrderMessage(node: XmlNode, reading: Reading): PunchOutOrderMessage {
  const header = requireChild(node, 'PunchOutOrderMessageHeader');
  return {
    kind: 'PunchOutOrderMessage',
    buyerCookie: readBuyerCookie(node),
    operationAllowed: choice(header, 'operationAllowed', ['create', 'edit', 'inspect']) ?? 'create',
    items: children(node, 'ItemIn').map((item) => readItemIn(item, reading)),
    quoteStatus: choice(header, 'quoteStatus', ['pending', 'final']),
    total: optionalMoney(child(header, 'Total'), reading),
    shipTo: readAddressIn(header, 'ShipTo'),
    shipping: readShipping(header, reading),
    tax: readTax(header, reading),
    supplierOrderId: attr(child(header, 'SupplierOrderInfo'), 'orderID'),
  };
}

function adviseOnOrder(header: XmlNode, reading: Reading): void {
  if (!child(header, 'Total')) {
    advise(reading, header, { code: 'missing', message: 'Total is missing' });
  }
  // Card data is not ours to hold (PCI DSS): it is neither read nor stored.
  if (child(header, 'Payment')) {
    advise(reading, header, { code: 'ignored', message: 'Payment (card data) is not read' });
  }
}

const ORDER_TYPES = ['regular', 'release', 'blanket', 'stockTransport', 'stockTransportRelease'];

/** The kind of order in the DTD's spelling; what nobody knows is read as a regular order, with an advisory. */
function orderTypeOf(header: XmlNode, reading: Reading): string | undefined {
  const text = attr(header, 'orderType');
  if (text === undefined) return undefined;
  const known = ORDER_TYPES.find((type) => type.toLowerCase() === text.toLowerCase());
  if (!known) {
    advise(reading, header, { code: 'value', message: `orderType “${text}” read as regular` });
  }
  return known;
}

export function readOrderRequest(node: XmlNode, reading: Reading): OrderRequest {
  const header = requireChild(node, 'OrderRequestHeader');
  const type = choice(header, 'type', ['new', 'update', 'delete']) ?? 'new';
  const previousPayloadId = payloadIdIn(header);
  const orderVersion = optionalWhole(header, 'orderVersion', reading);
  if (type !== 'new' && previousPayloadId === undefined && orderVersion === undefined) {
    throw invalid(header, {
      reason: `an order of type ${type} needs a DocumentReference with the earlier payloadID, or an orderVersion above the earlier one`,
    });
  }
  const items = children(node, 'ItemOut').map((item) => readItemOut(item, reading));
  if (items.length === 0 && type !== 'delete') {
    throw invalid(node, { reason: 'the order has no ItemOut' });
  }
  adviseOnOrder(header, reading);
  adviseOnPlacement(node, { header, reading });
  return {
    kind: 'OrderRequest',
    orderId: requireAttr(header, 'orderID'),
    orderDate: requireAttr(header, 'orderDate'),
    type,
    contacts: readContacts(header),
    paymentTerms: readPaymentTerms(header, reading),
    comments: readComments(header),
    extrinsics: readExtrinsics(header),
    items,
    orderType: orderTypeOf(header, reading),
    orderVersion,
    requisitionId: attr(header, 'requisitionID'),
    agreementId: attr(header, 'agreementID'),
    agreementPayloadId: attr(header, 'agreementPayloadID'),
    parentAgreementId: attr(header, 'parentAgreementID'),
    parentAgreementPayloadId: attr(header, 'parentAgreementPayloadID'),
    effectiveDate: attr(header, 'effectiveDate'),
    expirationDate: attr(header, 'expirationDate'),
    releaseRequired: choice(header, 'releaseRequired', ['yes', 'no']) === 'yes' ? 'yes' : undefined,
    requestedDeliveryDate: attr(header, 'requestedDeliveryDate'),
    shipComplete: choice(header, 'shipComplete', ['yes', 'no']) === 'yes' ? 'yes' : undefined,
    total: optionalMoney(child(header, 'Total'), reading),
    shipTo: readAddressIn(header, 'ShipTo'),
    billTo: readAddressIn(header, 'BillTo'),
    shipping: readShipping(header, reading),
    tax: readTax(header, reading),
    termsOfDelivery: readTermsOfDelivery(header),
    previousPayloadId,
    supplierOrderId: attr(child(header, 'SupplierOrderInfo'), 'orderID'),
  };
}

/** The URL of a StartPage; empty in a refused set-up. */
export function startPageOf(node: XmlNode): string {
  return textOf(child(requireChild(node, 'StartPage'), 'URL'));
}
