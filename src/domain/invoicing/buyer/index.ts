export * from './entities.ts';
export {
  creditReturn,
  dismissReturn,
  goodsReturns,
  recordReturn,
  returnsOfInvoice,
} from './returns.ts';
export { buyerInvoice, invoiceStatuses, recordInvoiceStatus } from './statuses.ts';
