export {
  type AllocationShare,
  allocate,
  confirmPayout,
  explainDebit,
  type ImportedStatement,
  importStatement,
  markPayoutRunSent,
  matchStatement,
  openPayable,
  type PaymentBatch,
  type PaymentFileWriter,
  type PayoutRunResult,
  proposeAgain,
  releasePayable,
  reverseAllocation,
  runPayouts,
  unallocate,
} from './commands/index.ts';
export * from './entities.ts';
export { settlementJobs } from './jobs.ts';
export * as matching from './matching/index.ts';
export * from './remittances/index.ts';
export { settlementRoutes } from './routes/index.ts';
export type { BankEntryInput, BankStatementInput } from './rules.ts';
