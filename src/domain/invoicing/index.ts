export * from './buyer/index.ts';
export * from './commands/index.ts';
export * from './entities.ts';
export { invoicingJobs } from './jobs.ts';
export * from './payments.ts';
export {
  buyerFigures,
  type InvoiceDetail,
  type InvoiceRow,
  invoiceDetail,
  mandateOf,
  pendingBuyers,
  type StatementDetail,
  type StatementRow,
  statementDetail,
  statements,
} from './queries/index.ts';
export { invoicingRoutes } from './routes.tsx';
export {
  type CreditRequest,
  commissionOn,
  dueDate,
  lineAuxiliaryId,
  type Mismatch,
  orderMismatches,
  type TermsBasis,
} from './rules/index.ts';
