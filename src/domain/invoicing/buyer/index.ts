export * from './entities.ts';
export {
  creditReturn,
  dismissReturn,
  goodsReturns,
  recordReturn,
  returnsOfInvoice,
  withdrawReturns,
} from './returns.ts';
export {
  buyerInvoice,
  invoiceStatuses,
  recordInvoiceStatus,
  type SaidStatus,
  type StatusOutcome,
} from './statuses.ts';
