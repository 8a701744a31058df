import type { CxmlDocument, OrderRef } from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';

/** Keys are searched by index: what is longer than any number of an order or invoice is none. */
const KEY_MAX = 255;
const KEYS_MAX = 200;

function named({ orderId, payloadId, supplierOrderId }: OrderRef): (string | undefined)[] {
  return [orderId, payloadId, supplierOrderId];
}

function allKeys({ payload }: CxmlDocument): (string | undefined)[] {
  switch (payload.kind) {
    case 'PunchOutSetupRequest':
      return [payload.buyerCookie];
    case 'OrderRequest':
      return [
        payload.orderId,
        payload.requisitionId,
        payload.previousPayloadId,
        payload.agreementId,
        payload.parentAgreementId,
      ];
    case 'ConfirmationRequest':
      return [payload.confirmId, ...named(payload.order)];
    case 'ShipNoticeRequest':
      return [payload.shipmentId, ...payload.portions.flatMap(({ order }) => named(order))];
    case 'ReceiptRequest':
      return [payload.receiptId, ...payload.orders.flatMap(({ order }) => named(order))];
    case 'InvoiceDetailRequest':
      return [payload.invoiceId, ...payload.orders.flatMap(({ order }) => named(order))];
    case 'PaymentRemittanceRequest':
      return [
        payload.paymentRemittanceId,
        payload.paymentReferenceNumber,
        ...payload.details.flatMap(({ invoiceId, order }) => [
          invoiceId,
          ...(order ? named(order) : []),
        ]),
      ];
    case 'CatalogUploadRequest':
      return [payload.catalogName];
    case 'StatusUpdateRequest':
      return [payload.documentPayloadId, payload.invoice?.invoiceId];
    default:
      return [];
  }
}

/**
 * The numbers by which a document is found with the others of its purchase (BuyerCookie, order, invoice,
 * shipment and remittance numbers, payloadIDs it speaks of), known as soon as it could be read: a refused
 * document stands in the thread too.
 */
export function threadKeys(document: CxmlDocument): string[] {
  const keys = allKeys(document).flatMap((key) =>
    key && key.trim() !== '' && key.length <= KEY_MAX ? [key] : [],
  );
  return [...new Set(keys)].slice(0, KEYS_MAX);
}

/** Whether a document names an order, invoice, notice or document by more characters than any number has. */
function namesTooLong(document: CxmlDocument): boolean {
  if (document.payload.kind === 'PunchOutSetupRequest') return false;
  return allKeys(document).some((key) => (key?.trim().length ?? 0) > KEY_MAX);
}

const PAYLOAD_ID_MAX = 255;
const COOKIE_MAX = 1_000;
/** Names of one party; real documents have two or three. */
const NAMES_MAX = 20;

/** Each name is looked up and counted, so there are few. Refuses `cxml.invalid`. */
export function refuseManyNames({ header }: CxmlDocument): void {
  for (const [element, party] of [
    ['From', header?.from],
    ['To', header?.to],
    ['Sender', header?.sender],
  ] as const) {
    if ((party?.credentials.length ?? 0) <= NAMES_MAX) continue;
    const reason = `has more than ${NAMES_MAX} Credentials`;
    throw new Problem('cxml.invalid', { line: 1, element, reason });
  }
}

/** Keys are looked up by index and come back in every later document: longer than any suite writes is no key. Refuses `cxml.invalid`. */
export function refuseLongKeys(document: CxmlDocument): void {
  const { payloadId, payload } = document;
  const refuse = (element: string, max: number): never => {
    throw new Problem('cxml.invalid', {
      line: 1,
      element,
      reason: `is longer than ${max} characters`,
    });
  };
  if (payloadId.length > PAYLOAD_ID_MAX) refuse('cXML@payloadID', PAYLOAD_ID_MAX);
  if (namesTooLong(document)) refuse(`A number in ${payload.kind}`, PAYLOAD_ID_MAX);
  if (payload.kind === 'PunchOutSetupRequest' && payload.buyerCookie.length > COOKIE_MAX) {
    refuse('BuyerCookie', COOKIE_MAX);
  }
}
