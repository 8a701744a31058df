import { SEND_JOB, sendDue } from '../../domain/service/index.ts';
import type { JobList, Schedule } from '../../platform/index.ts';
import { sendConfirmation } from './confirmation.ts';
import { inOrder } from './in-order.ts';
import { sendInvoice, sendStatementInvoices } from './invoice.ts';
import { sendSellerOrderChange } from './seller-change.ts';
import { sendSellerOrder } from './seller-order.ts';
import { sendDocuments } from './send.ts';
import { sendShipNotice, sendShipNoticeDelete } from './ship-notice.ts';

export { confirmationType } from './confirmation.ts';
export {
  deliver,
  judgeCxml,
  judgeHttp,
  type Verdict,
} from './deliver.ts';
export { cxmlHeader, type EdiIdentity, interchangeReference, ownEdiIdentity } from './identity.ts';
export { type PartnerAnswer, post } from './post.ts';
export { basketPath, isRouted } from './route.ts';
export {
  sendConfirmation,
  sendDocuments,
  sendInvoice,
  sendSellerOrder,
  sendSellerOrderChange,
  sendShipNotice,
  sendShipNoticeDelete,
  sendStatementInvoices,
};

/** The jobs that send documents, by name. */
export const outboundJobs: JobList = {
  'seller_order.send': sendSellerOrder,
  'seller_order.send_change': sendSellerOrderChange,
  'buyer.send_confirmation': inOrder(sendConfirmation),
  'buyer.send_ship_notice': inOrder(sendShipNotice),
  'buyer.send_ship_notice_delete': inOrder(sendShipNoticeDelete),
  'buyer.send_invoice': inOrder(sendInvoice),
  'buyer.send_statement_invoices': sendStatementInvoices,
  [SEND_JOB]: sendDocuments,
  'outbound.send_due': sendDue,
};

/** Which of these jobs hears of which event. */
export const outboundSubscriptions: readonly (readonly [event: string, job: string])[] = [
  ['seller_order.released', 'seller_order.send'],
  ['seller_order.changed', 'seller_order.send_change'],
  ['seller_order.cancelled', 'seller_order.send_change'],
  ['seller_order.answered', 'buyer.send_confirmation'],
  ['shipment.despatched', 'buyer.send_ship_notice'],
  ['shipment.corrected', 'buyer.send_ship_notice'],
  ['shipment.cancelled', 'buyer.send_ship_notice_delete'],
  ['invoice.issued', 'buyer.send_invoice'],
  ['statement.issued', 'buyer.send_statement_invoices'],
];

/** Each minute: what is due again, and what a worker that died had taken. */
export const outboundSchedule: readonly Schedule[] = [
  { at: '* * * * *', job: 'outbound.send_due' },
];
