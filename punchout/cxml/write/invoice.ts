import { Decimal, Problem } from '../../../src/base/index.ts';
import { el, elText, type XmlOut } from '../../../src/base/xml/index.ts';
import type {
  Contact,
  IdReference,
  InvoiceAmounts,
  InvoiceDetailRequest,
  InvoiceInLine,
  InvoiceLine,
  InvoiceOrder,
  InvoicePartner,
  InvoiceSummary,
} from '../model/index.ts';
import {
  amountPart,
  commentsPart,
  contactPart,
  decimalText,
  describedPart,
  documentReferencePart,
  extrinsicParts,
  idReferenceParts,
  moneyPart,
  orderRefParts,
  paymentTermPart,
  periodPart,
  taxPart,
} from './common.ts';
import { type RequestEnvelope, requestDocument } from './envelope.ts';
import { itemIdPart } from './item.ts';
import type { Content } from './punchout.ts';
import { type Pin, serialise } from './serialise.ts';

type Invoice = Content<InvoiceDetailRequest>;
export type PartnerIdentity = {
  readonly contact: Omit<Contact, 'role'>;
  readonly ids: readonly IdReference[];
};

const INDICATORS: Readonly<Record<InvoiceInLine, string>> = {
  tax: 'isTaxInLine',
  specialHandling: 'isSpecialHandlingInLine',
  shipping: 'isShippingInLine',
  discount: 'isDiscountInLine',
  accounting: 'isAccountingInLine',
};

/**
 * The partners of an invoice in a seller's name: billFrom the seller who owes the tax, from the
 * marketplace that issues it under mandate, remitTo the collecting account (punch-out reference §1).
 */
export function sellerInvoicePartners(parties: {
  seller: PartnerIdentity;
  marketplace: PartnerIdentity;
  remitTo: PartnerIdentity;
  billTo: PartnerIdentity;
  soldTo?: PartnerIdentity | undefined;
}): InvoicePartner[] {
  const partner = (role: string, { contact, ids }: PartnerIdentity): InvoicePartner => ({
    contact: { ...contact, role },
    ids,
  });
  return [
    partner('billFrom', parties.seller),
    partner('from', parties.marketplace),
    partner('remitTo', parties.remitTo),
    partner('billTo', parties.billTo),
    ...(parties.soldTo ? [partner('soldTo', parties.soldTo)] : []),
  ];
}

function refuse(reason: string): never {
  throw new Problem('cxml.unwritable', { reason });
}

function sumOfParts(invoice: Invoice): Decimal | undefined {
  let sum = Decimal.zero;
  for (const part of invoice.orders.flatMap(({ lines, summary }) =>
    [...lines, summary ?? []].flat(),
  )) {
    if (!part.subtotal) return undefined;
    sum = sum.add(part.subtotal.value);
  }
  return sum;
}

/** Suites reject an invoice whose lines do not sum to its summary, and a credit that is not negative. */
function checkSums(invoice: Invoice): void {
  const { summary, purpose } = invoice;
  const sum = sumOfParts(invoice);
  if (sum && !sum.equals(summary.subtotal.value)) {
    refuse(
      `the lines of invoice ${invoice.invoiceId} sum to ${sum.toString()}, not ${summary.subtotal.value.toString()}`,
    );
  }
  const credit = purpose === 'creditMemo' || purpose === 'lineLevelCreditMemo';
  const due = summary.due ?? summary.net ?? summary.subtotal;
  if (credit !== due.value.isNegative() && !due.value.isZero() && invoice.operation === 'new') {
    refuse(`the amount ${due.value.toString()} has the wrong sign for purpose ${purpose}`);
  }
  if (purpose === 'creditMemo' && invoice.headerInvoice === 'no') {
    refuse('a creditMemo is a header invoice; by line it is a lineLevelCreditMemo');
  }
  if (purpose.startsWith('lineLevel') && invoice.headerInvoice === 'yes') {
    refuse(`a ${purpose} goes by line: a header invoice has none`);
  }
  const { net, deposit } = summary;
  if (
    summary.due &&
    net &&
    !summary.due.value.equals(net.value.sub(deposit?.value ?? Decimal.zero))
  ) {
    refuse('the amount due is not the net amount less the deposit');
  }
}

function specialHandlingPart({ specialHandling }: InvoiceAmounts): XmlOut | undefined {
  return amountPart('InvoiceDetailLineSpecialHandling', specialHandling);
}

function tailParts(amounts: InvoiceAmounts): (XmlOut | undefined)[] {
  if (amounts.shipping) refuse('carriage is stated in the summary or as a line of its own');
  return [
    specialHandlingPart(amounts),
    amountPart('GrossAmount', amounts.gross),
    amountPart('InvoiceDetailDiscount', amounts.discount),
    amountPart('NetAmount', amounts.net),
  ];
}

function itemPart(line: InvoiceLine): XmlOut {
  const reference = el(
    'InvoiceDetailItemReference',
    { lineNumber: line.lineNumber },
    line.itemId && itemIdPart(line.itemId),
    line.description && describedPart(line.description),
  );
  return el(
    'InvoiceDetailItem',
    { invoiceLineNumber: line.invoiceLineNumber, quantity: decimalText(line.quantity) },
    elText('UnitOfMeasure', line.unit),
    amountPart('UnitPrice', line.unitPrice),
    reference,
    amountPart('SubtotalAmount', line.subtotal),
    taxPart(line.tax),
    tailParts(line),
    commentsPart(line.comments),
    extrinsicParts(line.extrinsics),
  );
}

function servicePart(line: InvoiceLine): XmlOut {
  const { unit, unitPrice } = line;
  const reference = el(
    'InvoiceDetailServiceItemReference',
    { lineNumber: line.lineNumber },
    line.classifications.map(({ domain, value }) => el('Classification', { domain }, value)),
    line.itemId && itemIdPart(line.itemId),
    line.description && describedPart(line.description),
  );
  return el(
    'InvoiceDetailServiceItem',
    { invoiceLineNumber: line.invoiceLineNumber, quantity: decimalText(line.quantity) },
    reference,
    amountPart('SubtotalAmount', line.subtotal),
    periodPart(line.period),
    unitPrice && [elText('UnitOfMeasure', unit), el('UnitPrice', {}, moneyPart(unitPrice))],
    taxPart(line.tax),
    tailParts(line),
    commentsPart(line.comments),
    extrinsicParts(line.extrinsics),
  );
}

function orderPart(order: InvoiceOrder, headerInvoice: Invoice['headerInvoice']): XmlOut {
  const info = el('InvoiceDetailOrderInfo', {}, orderRefParts(order.order));
  if (headerInvoice === 'no') {
    const lines = order.lines.map((line) => (line.type === 'item' ? itemPart : servicePart)(line));
    return el('InvoiceDetailOrder', {}, info, lines);
  }
  const { summary } = order;
  if (!summary || order.lines.length > 0) {
    return refuse('a header invoice states one summary for each order and no lines');
  }
  return el(
    'InvoiceDetailHeaderOrder',
    {},
    info,
    el(
      'InvoiceDetailOrderSummary',
      { invoiceLineNumber: summary.invoiceLineNumber },
      amountPart('SubtotalAmount', summary.subtotal),
      taxPart(summary.tax),
      tailParts(summary),
      extrinsicParts(summary.extrinsics ?? []),
    ),
  );
}

function summaryPart(summary: InvoiceSummary): XmlOut {
  return el(
    'InvoiceDetailSummary',
    {},
    amountPart('SubtotalAmount', summary.subtotal),
    taxPart(summary.tax),
    amountPart('SpecialHandlingAmount', summary.specialHandling),
    amountPart('ShippingAmount', summary.shipping),
    amountPart('GrossAmount', summary.gross),
    amountPart('InvoiceDetailDiscount', summary.discount),
    amountPart('NetAmount', summary.net),
    amountPart('DepositAmount', summary.deposit),
    amountPart('DueAmount', summary.due),
  );
}

function headerPart(invoice: Invoice): XmlOut {
  const { originalInvoice } = invoice;
  const inLine = Object.fromEntries(invoice.inLine.map((what) => [INDICATORS[what], 'yes']));
  const isHeaderInvoice = invoice.headerInvoice === 'yes' ? 'yes' : undefined;
  return el(
    'InvoiceDetailRequestHeader',
    {
      invoiceID: invoice.invoiceId,
      invoiceDate: invoice.invoiceDate,
      purpose: invoice.purpose,
      operation: invoice.operation,
      isInformationOnly: invoice.informationOnly,
    },
    el('InvoiceDetailHeaderIndicator', { isHeaderInvoice }),
    el('InvoiceDetailLineIndicator', inLine),
    invoice.partners.map(({ contact, ids }) =>
      el('InvoicePartner', {}, contactPart(contact), idReferenceParts(ids)),
    ),
    documentReferencePart(invoice.previousPayloadId),
    originalInvoice &&
      el('InvoiceIDInfo', {
        invoiceID: originalInvoice.invoiceId,
        invoiceDate: originalInvoice.invoiceDate,
      }),
    invoice.paymentTerms.map(paymentTermPart),
    periodPart(invoice.period),
    commentsPart(invoice.comments),
    extrinsicParts(invoice.extrinsics),
  );
}

/**
 * An InvoiceDetailRequest: standard by line, or header invoice; several orders make it a summary
 * invoice. Refuses (`cxml.unwritable`) sums that do not agree, a credit that is not negative, a
 * creditMemo by line, and carriage on a line (the DTD wants two addresses there; state it in the
 * summary). Dates carry an offset, never `Z`.
 */
export function buildInvoiceDetailRequest(
  envelope: RequestEnvelope,
  invoice: Invoice,
  pin: Pin = {},
): Uint8Array {
  checkSums(invoice);
  const orders = invoice.orders.map((order) => orderPart(order, invoice.headerInvoice));
  const parts = [headerPart(invoice), orders, summaryPart(invoice.summary)];
  const payload = el('InvoiceDetailRequest', {}, parts);
  return serialise(requestDocument(envelope, payload), { kind: 'InvoiceDetailRequest', ...pin });
}
