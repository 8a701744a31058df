export { type AllocationShare, allocate } from './allocate.ts';
export { explainDebit } from './classify.ts';
export { type ImportedStatement, importStatement, MATCH_JOB } from './import.ts';
export { matchStatement, proposeAgain } from './match.ts';
export { openPayable, releasePayable } from './payables.ts';
export {
  confirmPayout,
  markPayoutRunSent,
  type PaymentBatch,
  type PaymentFileWriter,
  type PayoutRunResult,
  runPayouts,
} from './payouts.ts';
export { applyPrepayment, releaseCovered } from './prepaid.ts';
export { reverseAllocation, unallocate } from './reverse.ts';
