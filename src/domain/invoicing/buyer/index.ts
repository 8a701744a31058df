export * from './entities.ts';
export {
  creditReturn,
  dismissReturn,
  goodsReturns,
  recordReturn,
  returnsOfInvoice,
  withdrawReturns,
} from './returns.ts';
export { buyerInvoice, invoiceStatuses, recordInvoiceStatus } from './statuses.ts';
