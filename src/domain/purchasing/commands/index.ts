export { changeBasket, ownBasket } from './basket.ts';
export {
  cancelVisit,
  leaveVisit,
  type Over,
  overVisit,
} from './leave.ts';
export {
  judgeOrder,
  type OrderJudgement,
  refuseDifferences,
  type SuiteFrame,
  type SuiteOrder,
  type SuiteOrderLine,
  type SuiteOrderResult,
} from './order.ts';
export { orderedLines } from './ordered.ts';
export {
  approveRequisition,
  rejectRequisition,
  returnBasket,
  submitRequisition,
} from './request.ts';
export { orderFromSuite } from './suite.ts';
export {
  openVisit,
  startVisit,
  visitOf,
  visitStatements,
} from './visit.ts';
export type { VisitStart } from './visit-start.ts';
