export * from './entities.ts';
export { buyerInvoice, invoiceStatuses, recordInvoiceStatus } from './statuses.ts';
