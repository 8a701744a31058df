export * from './credentials.ts';
export { cxmlDay, cxmlInstant } from './dates.ts';
export * from './form-post.ts';
export type * from './model/index.ts';
export { parseCxml, parseCxmlInSlices } from './read/index.ts';
export { requireSignature } from './signature/index.ts';
export { statusText } from './status.ts';
export { defaultVersion, dtdOf, dtdUrl } from './versions.ts';
export type { MessageEnvelope, RequestEnvelope } from './write/envelope.ts';
export {
  buildConfirmationRequest,
  buildReceiptRequest,
  buildShipNoticeRequest,
} from './write/fulfilment.ts';
export {
  buildInvoiceDetailRequest,
  type PartnerIdentity,
  sellerInvoicePartners,
} from './write/invoice.ts';
export { buildPaymentRemittanceRequest } from './write/invoice-remittance.ts';
export {
  buildOrderRequest,
  buildPunchOutCancel,
  buildPunchOutOrderMessage,
  buildSetupRequest,
  buildSetupResponse,
  type Content,
} from './write/punchout.ts';
export type { Pin } from './write/serialise.ts';
export {
  buildPingResponse,
  buildProfileRequest,
  buildProfileResponse,
  buildResponse,
  buildStatusUpdateRequest,
} from './write/status.ts';
