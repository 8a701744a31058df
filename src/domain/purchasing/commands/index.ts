export { changeBasket, ownBasket } from './basket.ts';
export {
  judgeOrder,
  type OrderJudgement,
  orderFromSuite,
  refuseDifferences,
  type SuiteOrder,
  type SuiteOrderResult,
} from './order.ts';
export {
  approveRequisition,
  rejectRequisition,
  returnBasket,
  submitRequisition,
} from './request.ts';
export {
  cancelVisit,
  openVisit,
  startVisit,
  type VisitStart,
  visitOf,
  visitStatements,
} from './visit.ts';
