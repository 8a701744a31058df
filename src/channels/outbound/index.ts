import type { JobList } from '../../platform/index.ts';
import { sendBuyerDocuments, sendConfirmation, sendShipNotice } from './buyer.ts';
import { sendSellerOrder } from './seller-order.ts';

export {
  deliver,
  judgeCxml,
  judgeHttp,
  type PartnerAnswer,
  post,
  type Verdict,
} from './deliver.ts';
export { cxmlHeader, type EdiIdentity, interchangeReference, ownEdiIdentity } from './identity.ts';
export { sendBuyerDocuments, sendConfirmation, sendSellerOrder, sendShipNotice };

/** The jobs that send documents, by name. */
export const outboundJobs: JobList = {
  'seller_order.send': sendSellerOrder,
  'buyer.send_confirmation': sendConfirmation,
  'buyer.send_ship_notice': sendShipNotice,
  'buyer.send_documents': sendBuyerDocuments,
};

/** Which of these jobs hears of which event. */
export const outboundSubscriptions: readonly (readonly [event: string, job: string])[] = [
  ['seller_order.released', 'seller_order.send'],
  ['seller_order.answered', 'buyer.send_confirmation'],
  ['shipment.despatched', 'buyer.send_ship_notice'],
];
