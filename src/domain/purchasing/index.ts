export { type CartEncoder, type CartEncoders, type CartForm, type CartInput } from './cart.ts';
export {
  approveRequisition,
  changeBasket,
  judgeOrder,
  type OrderJudgement,
  openVisit,
  orderFromSuite,
  ownBasket,
  refuseDifferences,
  rejectRequisition,
  returnBasket,
  type SuiteFrame,
  type SuiteOrder,
  type SuiteOrderLine,
  type SuiteOrderResult,
  startVisit,
  submitRequisition,
  type VisitStart,
  visitOf,
  visitStatements,
} from './commands/index.ts';
export * from './comparisons/index.ts';
export * from './entities.ts';
export { purchasingJobs } from './jobs.ts';
export { type StandingLine, standingLines } from './line-numbers.ts';
export type { CartLine, CartPreview, CartPreviewer } from './preview.ts';
export { requisition, requisitions } from './queries.ts';
export { isLoopback, isPostable } from './return-address.ts';
export { deskRoutes } from './routes/desk.tsx';
export { visitRoutes } from './routes/visit.tsx';
export { differenceText, type LineDifference, totalsOf, vatByLine } from './rules.ts';
export { type SentCart, type SentLine, sentLine } from './sent.ts';
export { isTrialPayload, trialPayloadId, trialReturnBase } from './trial.ts';
