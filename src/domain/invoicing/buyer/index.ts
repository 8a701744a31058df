export * from './entities.ts';
export {
  creditReturn,
  dismissReturn,
  goodsReturns,
  recordReturn,
  returnsOfInvoice,
} from './returns.ts';
export {
  buyerInvoice,
  invoiceStatuses,
  recordInvoiceStatus,
  type SaidStatus,
  type StatusOutcome,
} from './statuses.ts';
export { takeReceiptBack } from './take-back.ts';
