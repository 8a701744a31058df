export {
  type CoverNote,
  decideTerms,
  holdExposure,
  type IssuedInvoice,
  invoiceExposure,
  moveHold,
  raiseHold,
  recordCover,
  recordIncident,
  recordInvoiceIssued,
  recordInvoicePaid,
  recordOrderPlaced,
  reduceHold,
  releaseHold,
  reopenExposure,
  type Settlement,
  setCreditLimit,
  settleExposure,
  type TermsAnswer,
} from './commands/index.ts';
export * from './entities.ts';
export { type CoverAnswer, type CoverProvider, type CoverQuestion, creditJobs } from './jobs.ts';
export { creditAccount, exposureFor, termsDecision } from './queries.ts';
export { creditRoutes } from './routes.tsx';
