import type {
  ConfirmationRequest,
  CxmlDocument,
  InvoiceDetailRequest,
  OrderRequest,
  PaymentRemittanceRequest,
  PunchOutOrderMessage,
  PunchOutSetupRequest,
  ReceiptRequest,
  ShipNoticeRequest,
  StatusUpdateRequest,
} from '../cxml/index.ts';
import {
  addressParty,
  amountText,
  contactParties,
  dayText,
  descriptionText,
  headerParties,
  itemLine,
  orderReferences,
  referencesOf,
  skus,
  totalsOf,
} from './parts.ts';
import type { InspectedDocument } from './shape.ts';

export type * from './shape.ts';

/** What a kind adds to the envelope's own facts. */
type Facts = Partial<Omit<InspectedDocument, 'type'>>;

function ofSetup(setup: PunchOutSetupRequest): Facts {
  return {
    parties: [...contactParties(setup.contacts), ...addressParty('shipTo', setup.shipTo)],
    references: referencesOf({
      operation: setup.operation,
      buyer_cookie: setup.buyerCookie,
      return_address: setup.browserFormPost,
      selected_item: setup.selectedItem?.supplierPartId,
    }),
    currency: setup.items.find(({ detail }) => detail)?.detail?.unitPrice.currency,
    lines: setup.items.map(itemLine),
  };
}

function ofCart(cart: PunchOutOrderMessage): Facts {
  return {
    currency: cart.total?.currency ?? cart.items[0]?.detail.unitPrice.currency,
    parties: addressParty('shipTo', cart.shipTo),
    references: referencesOf({
      operation_allowed: cart.operationAllowed,
      buyer_cookie: cart.buyerCookie,
      supplier_order: cart.supplierOrderId,
    }),
    lines: cart.items.map(itemLine),
    totals: totalsOf({ total: cart.total, shipping: cart.shipping?.amount, tax: cart.tax?.amount }),
  };
}

function ofOrder(order: OrderRequest): Facts {
  const priced = order.items.find(({ detail }) => detail)?.detail;
  return {
    number: order.orderId,
    date: dayText(order.orderDate),
    currency: order.total?.currency ?? priced?.unitPrice.currency,
    parties: [
      ...addressParty('shipTo', order.shipTo),
      ...addressParty('billTo', order.billTo),
      ...contactParties(order.contacts),
    ],
    references: referencesOf({
      change: order.type === 'new' ? undefined : order.type,
      version: order.orderVersion?.toString(),
      requisition: order.requisitionId,
      agreement: order.agreementId,
      previous_payload: order.previousPayloadId,
      supplier_order: order.supplierOrderId,
    }),
    lines: order.items.map(itemLine),
    totals: totalsOf({
      total: order.total,
      shipping: order.shipping?.amount,
      tax: order.tax?.amount,
    }),
  };
}

function ofConfirmation(confirmation: ConfirmationRequest): Facts {
  return {
    number: confirmation.confirmId,
    date: dayText(confirmation.noticeDate),
    currency: confirmation.total?.currency,
    parties: contactParties(confirmation.contacts),
    references: [
      ...referencesOf({ answer: confirmation.type }),
      ...orderReferences(confirmation.order),
    ],
    lines: confirmation.items.map((item) => ({
      position: String(item.lineNumber),
      description: item.statuses
        .map(({ type, quantity }) => `${type} ${quantity.toString()}`)
        .join(', '),
      quantity: item.quantity.toString(),
      unit: item.unit || undefined,
      unitPrice: amountText(item.statuses.find(({ unitPrice }) => unitPrice)?.unitPrice),
    })),
    totals: totalsOf({ total: confirmation.total, tax: confirmation.tax?.amount }),
  };
}

function ofShipNotice(notice: ShipNoticeRequest): Facts {
  return {
    number: notice.shipmentId,
    date: dayText(notice.noticeDate),
    parties: contactParties(notice.contacts),
    references: [
      ...notice.portions.flatMap(({ order }) => orderReferences(order)),
      ...notice.controls.flatMap(({ shipmentIdentifiers }) =>
        shipmentIdentifiers.map((value) => ({ type: 'tracking', value })),
      ),
    ],
    lines: notice.portions.flatMap(({ items }) =>
      items.map((item) => ({
        position: String(item.lineNumber),
        ...skus(item.itemId),
        quantity: item.quantity.toString(),
        unit: item.unit || undefined,
      })),
    ),
  };
}

function ofReceipt(receipt: ReceiptRequest): Facts {
  return {
    number: receipt.receiptId,
    date: dayText(receipt.receiptDate),
    currency: receipt.total?.currency,
    references: receipt.orders.flatMap(({ order }) => orderReferences(order)),
    lines: receipt.orders.flatMap(({ items }) =>
      items.map((item) => ({
        position: String(item.lineNumber),
        ...skus(item.itemId),
        description: descriptionText(item.description),
        quantity: (item.type === 'returned' ? item.quantity.neg() : item.quantity).toString(),
        unit: item.unit,
        unitPrice: amountText(item.unitPrice),
        lineTotal: amountText(item.receivedAmount),
      })),
    ),
    totals: totalsOf({ total: receipt.total }),
  };
}

function ofInvoice(invoice: InvoiceDetailRequest): Facts {
  const { summary } = invoice;
  return {
    number: invoice.invoiceId,
    date: dayText(invoice.invoiceDate),
    currency: summary.subtotal.currency,
    parties: invoice.partners.flatMap(({ contact }) => contactParties([contact])),
    references: [
      ...referencesOf({
        purpose: invoice.purpose,
        original_invoice: invoice.originalInvoice?.invoiceId,
        previous_payload: invoice.previousPayloadId,
      }),
      ...invoice.orders.flatMap(({ order }) => orderReferences(order)),
    ],
    lines: invoice.orders.flatMap(({ lines }) =>
      lines.map((line) => ({
        position: String(line.invoiceLineNumber),
        ...skus(line.itemId),
        description: descriptionText(line.description),
        quantity: line.quantity.toString(),
        unit: line.unit,
        unitPrice: amountText(line.unitPrice),
        lineTotal: amountText(line.subtotal),
      })),
    ),
    totals: totalsOf({
      subtotal: summary.subtotal,
      tax: summary.tax?.amount,
      shipping: summary.shipping,
      special_handling: summary.specialHandling,
      discount: summary.discount,
      gross: summary.gross,
      net: summary.net,
      deposit: summary.deposit,
      due: summary.due,
    }),
  };
}

function ofRemittance(remittance: PaymentRemittanceRequest): Facts {
  return {
    number: remittance.paymentRemittanceId,
    date: dayText(remittance.paymentDate),
    currency: remittance.net?.currency,
    parties: remittance.partners.flatMap(({ contact }) => contactParties([contact])),
    references: referencesOf({ payment: remittance.paymentReferenceNumber }),
    lines: remittance.details.map((detail) => ({
      position: String(detail.lineNumber),
      description: detail.invoiceId ?? detail.order?.orderId,
      lineTotal: amountText(detail.net),
    })),
    totals: totalsOf({
      net: remittance.net,
      gross: remittance.gross,
      discount: remittance.discount,
    }),
  };
}

function ofStatusUpdate(update: StatusUpdateRequest): Facts {
  return {
    references: referencesOf({
      status: String(update.status.code),
      document_payload: update.documentPayloadId,
      invoice: update.invoice?.invoiceId,
      invoice_status: update.invoice?.type,
    }),
    currency: update.invoice?.partialAmount?.currency,
    totals: totalsOf({ partial: update.invoice?.partialAmount }),
  };
}

function factsOf({ payload }: CxmlDocument): Facts {
  switch (payload.kind) {
    case 'PunchOutSetupRequest':
      return ofSetup(payload);
    case 'PunchOutOrderMessage':
      return ofCart(payload);
    case 'OrderRequest':
      return ofOrder(payload);
    case 'ConfirmationRequest':
      return ofConfirmation(payload);
    case 'ShipNoticeRequest':
      return ofShipNotice(payload);
    case 'ReceiptRequest':
      return ofReceipt(payload);
    case 'InvoiceDetailRequest':
      return ofInvoice(payload);
    case 'PaymentRemittanceRequest':
      return ofRemittance(payload);
    case 'StatusUpdateRequest':
      return ofStatusUpdate(payload);
    case 'PunchOutSetupResponse':
    case 'ProfileResponse':
    case 'Response':
      return { references: referencesOf({ status: String(payload.status.code) }) };
    case 'CopyRequest':
      return { references: payload.attachments.map((value) => ({ type: 'attachment', value })) };
    case 'CatalogUploadRequest':
      return {
        references: [
          ...referencesOf({ change: payload.operation, catalogue: payload.catalogName }),
          ...payload.attachments.map((value) => ({ type: 'attachment', value })),
        ],
      };
    case 'ProfileRequest':
    case 'Unknown':
      return {};
  }
}

/**
 * A cXML document in the one shape in which `comptoir inspect` shows every format. `type` is the
 * payload's element; documents without a number or date of their own take the envelope's.
 */
export function inspectCxml(document: CxmlDocument): InspectedDocument {
  const { payload, payloadId, timestamp, inReplyTo, messageStatus } = document;
  const facts = factsOf(document);
  return {
    type: payload.kind === 'Unknown' ? payload.element : payload.kind,
    number: facts.number ?? payloadId,
    date: facts.date ?? dayText(timestamp),
    currency: facts.currency,
    parties: [...headerParties(document), ...(facts.parties ?? [])],
    references: [
      ...(facts.references ?? []),
      ...referencesOf({
        in_reply_to: inReplyTo,
        message_status: messageStatus?.code.toString(),
      }),
    ],
    lines: facts.lines ?? [],
    totals: facts.totals ?? {},
  };
}
