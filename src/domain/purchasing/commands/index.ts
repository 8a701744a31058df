export { changeBasket, ownBasket } from './basket.ts';
export { expireVisits } from './expire.ts';
export {
  cancelVisit,
  leaveVisit,
  type Over,
  overVisit,
} from './leave.ts';
export {
  judgeOrder,
  refuseDifferences,
} from './order.ts';
export { orderedLines } from './ordered.ts';
export {
  approveRequisition,
  rejectRequisition,
  returnBasket,
  submitRequisition,
} from './request.ts';
export { orderFromSuite } from './suite.ts';
export type {
  OrderJudgement,
  SuiteFrame,
  SuiteOrder,
  SuiteOrderLine,
  SuiteOrderResult,
} from './suite-order.ts';
export {
  openVisit,
  startVisit,
  visitOf,
  visitStatements,
} from './visit.ts';
export type { VisitStart } from './visit-start.ts';
