import { el, type XmlOut } from '../../../src/base/xml/index.ts';
import type { PaymentRemittanceRequest, RemittanceDetail } from '../model/index.ts';
import {
  amountPart,
  contactPart,
  documentReferencePart,
  extrinsicParts,
  idReferenceParts,
  moneyPart,
} from './common.ts';
import { type RequestEnvelope, requestDocument } from './envelope.ts';
import type { Content } from './punchout.ts';
import { type Pin, serialise } from './serialise.ts';

/** Which invoice, or for want of one which order, a line pays. */
function payablePart({
  invoiceId,
  invoiceDate,
  invoicePayloadId,
  order,
}: RemittanceDetail): XmlOut {
  const named = { invoiceID: invoiceId, invoiceDate };
  const invoice = invoicePayloadId
    ? el('InvoiceReference', named, documentReferencePart(invoicePayloadId))
    : invoiceId !== undefined && el('InvoiceIDInfo', named);
  const byOrder =
    order?.payloadId !== undefined
      ? el(
          'OrderReference',
          { orderID: order.orderId, orderDate: order.orderDate },
          documentReferencePart(order.payloadId),
        )
      : order?.orderId !== undefined &&
        el('OrderIDInfo', { orderID: order.orderId, orderDate: order.orderDate });
  const orderInfo = byOrder && el('PayableOrderInfo', {}, byOrder);
  return el(
    'PayableInfo',
    {},
    invoice ? el('PayableInvoiceInfo', {}, invoice, orderInfo) : orderInfo,
  );
}

function detailPart(detail: RemittanceDetail): XmlOut {
  return el(
    'RemittanceDetail',
    { lineNumber: detail.lineNumber },
    payablePart(detail),
    amountPart('NetAmount', detail.net),
    amountPart('GrossAmount', detail.gross ?? detail.net),
    amountPart('DiscountAmount', detail.discount),
    detail.adjustments.map((adjustment) => el('AdjustmentAmount', {}, moneyPart(adjustment))),
    extrinsicParts(detail.extrinsics),
  );
}

/**
 * A PaymentRemittanceRequest, as a buyer's suite sends it (virtual buyer, simulators, tests): its own split of a
 * payment. The DTD wants a method, a partner and the summary's net and gross amounts.
 */
export function buildPaymentRemittanceRequest(
  envelope: RequestEnvelope,
  remittance: Content<PaymentRemittanceRequest>,
  pin: Pin = {},
): Uint8Array {
  const header = el(
    'PaymentRemittanceRequestHeader',
    {
      paymentRemittanceID: remittance.paymentRemittanceId,
      paymentDate: remittance.paymentDate,
      paymentReferenceNumber: remittance.paymentReferenceNumber,
      status: remittance.status,
    },
    el('PaymentMethod', { type: remittance.paymentMethod ?? 'wire' }),
    remittance.partners.map(({ contact, ids }) =>
      el('PaymentPartner', {}, contactPart(contact), idReferenceParts(ids)),
    ),
  );
  const payload = el(
    'PaymentRemittanceRequest',
    {},
    header,
    el(
      'PaymentRemittanceSummary',
      {},
      amountPart('NetAmount', remittance.net),
      amountPart('GrossAmount', remittance.gross ?? remittance.net),
      amountPart('DiscountAmount', remittance.discount),
    ),
    remittance.details.map(detailPart),
  );
  const document = requestDocument(envelope, payload);
  return serialise(document, { kind: 'PaymentRemittanceRequest', ...pin });
}
