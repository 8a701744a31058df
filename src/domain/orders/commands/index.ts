export {
  cancelDespatch,
  correctDespatch,
  type DespatchCorrection,
  despatchByNumber,
} from './amend-despatch.ts';
export { recordAnswer, type SellerAnswer } from './answer.ts';
export { attachFiles, type OrderFile } from './attach.ts';
export {
  changeOrder,
  type OrderChange,
  type PlannedChange,
  planOrderChange,
  refuseClosed,
} from './change.ts';
export { type Despatch, recordDespatch } from './despatch.ts';
export {
  cancelFrame,
  changeFrame,
  drawFrame,
  drawnOf,
  type FrameInput,
  frameNamed,
  placeFrame,
} from './frame.ts';
export { recordInvoiced } from './invoiced.ts';
export { type OrderInput, type OrderLineInput, type PlacedOrder, placeOrder } from './place.ts';
export { cancelOrder, markSellerOrderSent, releaseOrder } from './release.ts';
export { confirmRevisions, markRevisionTold } from './revision.ts';
export { recordVersion, type VersionNote } from './version.ts';
