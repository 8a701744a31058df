import { Decimal } from '../../../src/base/index.ts';
import { child, children, type XmlNode } from '../../../src/base/xml/index.ts';
import { cxmlDay } from '../dates.ts';
import type {
  InvoiceAmounts,
  InvoiceDetailRequest,
  InvoiceInLine,
  InvoiceLine,
  InvoiceOrder,
  InvoicePartner,
  InvoicePurpose,
  InvoiceSummary,
  PaymentRemittanceRequest,
  RemittanceDetail,
} from '../model/index.ts';
import {
  optionalDescribed,
  payloadIdIn,
  readComments,
  readContact,
  readDomainValues,
  readExtrinsics,
  readIdReferences,
  readOrderRef,
  readPaymentTerms,
  readPeriod,
  readTax,
} from './common.ts';
import { readItemId } from './item.ts';
import {
  attr,
  choice,
  invalid,
  misbuilt,
  optionalMoney,
  optionalWhole,
  type Reading,
  requireAttr,
  requireChild,
  requireDecimal,
  requireMoney,
  requireWhole,
  textIn,
} from './reading.ts';

const PURPOSES: readonly InvoicePurpose[] = [
  'standard',
  'creditMemo',
  'lineLevelCreditMemo',
  'debitMemo',
  'lineLevelDebitMemo',
];
const IN_LINE: readonly [string, InvoiceInLine][] = [
  ['isTaxInLine', 'tax'],
  ['isSpecialHandlingInLine', 'specialHandling'],
  ['isShippingInLine', 'shipping'],
  ['isDiscountInLine', 'discount'],
  ['isAccountingInLine', 'accounting'],
];

export function readPartner(node: XmlNode): InvoicePartner {
  const contact = readContact(requireChild(node, 'Contact'));
  return { contact: { ...contact, role: contact.role ?? '' }, ids: readIdReferences(node) };
}

/** Amounts of a line or order summary; lines write their carriage and handling under longer names. */
function readAmounts(node: XmlNode, reading: Reading): InvoiceAmounts {
  const money = (...names: string[]): InvoiceAmounts['net'] => {
    const holder = names.flatMap((name) => child(node, name) ?? [])[0];
    return optionalMoney(holder, reading);
  };
  return {
    subtotal: money('SubtotalAmount'),
    tax: readTax(node, reading),
    specialHandling: money('InvoiceDetailLineSpecialHandling', 'SpecialHandlingAmount'),
    shipping: money('InvoiceDetailLineShipping', 'ShippingAmount'),
    gross: money('GrossAmount'),
    discount: money('InvoiceDetailDiscount'),
    net: money('NetAmount'),
  };
}

function readLine(node: XmlNode, reading: Reading): InvoiceLine {
  const type = node.local === 'InvoiceDetailItem' ? 'item' : 'service';
  const reference =
    child(node, 'InvoiceDetailItemReference') ?? child(node, 'InvoiceDetailServiceItemReference');
  const rate = child(node, 'UnitRate');
  const itemId = child(reference, 'ItemID');
  const unitPrice = child(node, 'UnitPrice');
  // A service may be billed as a lump sum, without a quantity; goods may not.
  const lumpSum = type === 'service' && attr(node, 'quantity') === undefined;
  return {
    type,
    invoiceLineNumber: requireWhole(node, 'invoiceLineNumber'),
    quantity: lumpSum ? Decimal.one : requireDecimal(node, 'quantity'),
    classifications: reference ? readDomainValues(reference, 'Classification') : [],
    comments: readComments(node),
    extrinsics: readExtrinsics(node),
    ...readAmounts(node, reading),
    unit: textIn(node, 'UnitOfMeasure') ?? textIn(rate, 'UnitOfMeasure'),
    unitPrice: unitPrice ? requireMoney(unitPrice, reading) : optionalMoney(rate, reading),
    lineNumber: reference && optionalWhole(reference, 'lineNumber', reading),
    itemId: itemId && readItemId(itemId, reading),
    description: reference && optionalDescribed(reference),
    period: readPeriod(node),
  };
}

function readOrder(node: XmlNode, reading: Reading): InvoiceOrder {
  const lines = children(node).filter(({ local }) => /^InvoiceDetail(Service)?Item$/.test(local));
  const summary = child(node, 'InvoiceDetailOrderSummary');
  const extrinsics = summary ? readExtrinsics(summary) : [];
  return {
    order: readOrderRef(requireChild(node, 'InvoiceDetailOrderInfo'), reading),
    lines: lines.map((line) => readLine(line, reading)),
    summary: summary && {
      invoiceLineNumber: requireWhole(summary, 'invoiceLineNumber'),
      ...readAmounts(summary, reading),
      ...(extrinsics.length > 0 ? { extrinsics } : {}),
    },
  };
}

function readSummary(node: XmlNode, reading: Reading): InvoiceSummary {
  return {
    ...readAmounts(node, reading),
    subtotal: requireMoney(requireChild(node, 'SubtotalAmount'), reading),
    deposit: optionalMoney(child(node, 'DepositAmount'), reading),
    due: optionalMoney(child(node, 'DueAmount'), reading),
  };
}

/** An invoice's date decides tax and due dates: unlike other timestamps it must be readable. */
function requireDate(node: XmlNode, name: string): string {
  const text = requireAttr(node, name);
  if (!cxmlDay(text)) throw invalid(node, { name, reason: `“${text}” is not a date` });
  return text;
}

function readInvoiceHeader(
  header: XmlNode,
  reading: Reading,
): Omit<InvoiceDetailRequest, 'kind' | 'orders' | 'summary'> {
  const lineIndicator = child(header, 'InvoiceDetailLineIndicator');
  const original = child(header, 'InvoiceIDInfo');
  const originalId = attr(original, 'invoiceID');
  return {
    invoiceId: requireAttr(header, 'invoiceID'),
    invoiceDate: requireDate(header, 'invoiceDate'),
    purpose: choice(header, 'purpose', PURPOSES) ?? 'standard',
    operation: choice(header, 'operation', ['new', 'delete']) ?? 'new',
    headerInvoice:
      attr(child(header, 'InvoiceDetailHeaderIndicator'), 'isHeaderInvoice') === 'yes'
        ? 'yes'
        : 'no',
    inLine: IN_LINE.flatMap(([name, what]) => (attr(lineIndicator, name) === 'yes' ? [what] : [])),
    partners: children(header, 'InvoicePartner').map(readPartner),
    paymentTerms: readPaymentTerms(header, reading),
    comments: readComments(header),
    extrinsics: readExtrinsics(header),
    informationOnly: attr(header, 'isInformationOnly') === 'yes' ? 'yes' : undefined,
    previousPayloadId: payloadIdIn(header),
    originalInvoice:
      originalId === undefined
        ? undefined
        : { invoiceId: originalId, invoiceDate: attr(original, 'invoiceDate') },
    shippingDate: attr(child(header, 'InvoiceDetailShipping'), 'shippingDate'),
    period: readPeriod(header),
  };
}

export function readInvoice(node: XmlNode, reading: Reading): InvoiceDetailRequest {
  const header = readInvoiceHeader(requireChild(node, 'InvoiceDetailRequestHeader'), reading);
  const orders = children(node).filter(({ local }) => /^InvoiceDetail(Header)?Order$/.test(local));
  if (orders.length === 0) {
    throw misbuilt(node, 'InvoiceDetailOrder or InvoiceDetailHeaderOrder is missing');
  }
  return {
    kind: 'InvoiceDetailRequest',
    ...header,
    orders: orders.map((order) => readOrder(order, reading)),
    summary: readSummary(requireChild(node, 'InvoiceDetailSummary'), reading),
  };
}

function readRemittanceDetail(node: XmlNode, reading: Reading): RemittanceDetail {
  const payable = requireChild(node, 'PayableInfo');
  const invoiceInfo = child(payable, 'PayableInvoiceInfo');
  const invoice = child(invoiceInfo, 'InvoiceReference') ?? child(invoiceInfo, 'InvoiceIDInfo');
  // The order stands in its own element, beside the invoice or instead of it; older samples name it directly.
  const orderInfo =
    child(invoiceInfo, 'PayableOrderInfo') ?? child(payable, 'PayableOrderInfo') ?? invoiceInfo;
  const order = orderInfo && readOrderRef(orderInfo, { advisories: [] });
  return {
    lineNumber: requireWhole(node, 'lineNumber'),
    extrinsics: readExtrinsics(node),
    adjustments: children(node, 'AdjustmentAmount').flatMap(
      (adjustment) => optionalMoney(adjustment, reading) ?? [],
    ),
    invoiceId: attr(invoice, 'invoiceID'),
    invoiceDate: attr(invoice, 'invoiceDate'),
    invoicePayloadId: payloadIdIn(invoice),
    order: order && Object.values(order).some((name) => name !== undefined) ? order : undefined,
    net: optionalMoney(child(node, 'NetAmount'), reading),
    gross: optionalMoney(child(node, 'GrossAmount'), reading),
    discount: optionalMoney(child(node, 'DiscountAmount'), reading),
  };
}

export function readRemittance(node: XmlNode, reading: Reading): PaymentRemittanceRequest {
  const header = requireChild(node, 'PaymentRemittanceRequestHeader');
  const summary = child(node, 'PaymentRemittanceSummary');
  const amount = (name: string): PaymentRemittanceRequest['net'] =>
    optionalMoney(child(summary, name), reading);
  return {
    kind: 'PaymentRemittanceRequest',
    paymentRemittanceId: requireAttr(header, 'paymentRemittanceID'),
    paymentDate: requireDate(header, 'paymentDate'),
    status: choice(header, 'status', ['new', 'void']) ?? 'new',
    partners: children(header, 'PaymentPartner').map(readPartner),
    details: children(node, 'RemittanceDetail').map((part) => readRemittanceDetail(part, reading)),
    paymentReferenceNumber: attr(header, 'paymentReferenceNumber'),
    paymentMethod: attr(child(header, 'PaymentMethod'), 'type'),
    net: amount('NetAmount'),
    gross: amount('GrossAmount'),
    discount: amount('DiscountAmount'),
  };
}
