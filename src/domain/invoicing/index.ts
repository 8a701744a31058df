export * from './commands/index.ts';
export * from './entities.ts';
export { invoicingJobs } from './jobs.ts';
export * from './payments.ts';
export {
  buyerFigures,
  type InvoiceDetail,
  type InvoiceRow,
  invoiceDetail,
  pendingBuyers,
  type StatementDetail,
  type StatementRow,
  statementDetail,
  statements,
} from './queries/index.ts';
export {
  commissionOn,
  type CreditRequest,
  dueDate,
  type Mismatch,
  orderMismatches,
  type TermsBasis,
} from './rules/index.ts';
