export { recordAnswer, type SellerAnswer } from './answer.ts';
export { type Despatch, recordDespatch } from './despatch.ts';
export { type OrderInput, type OrderLineInput, type PlacedOrder, placeOrder } from './place.ts';
export { type Receipt, recordInvoiced, recordReceipt } from './receive.ts';
export { cancelOrder, markSellerOrderSent, releaseOrder } from './release.ts';
