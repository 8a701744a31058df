export { type CoverNote, recordCover, setCreditLimit } from './account.ts';
export {
  type IssuedInvoice,
  invoiceExposure,
  recordIncident,
  recordInvoiceIssued,
  recordInvoicePaid,
  recordOrderPlaced,
  reopenExposure,
  type Settlement,
  settleExposure,
} from './behaviour.ts';
export { decideTerms, type TermsAnswer } from './decide.ts';
export { holdExposure, moveHold, reduceHold, releaseHold } from './exposure.ts';
export { raiseHold } from './raise.ts';
