export * from './commands/index.ts';
export * from './entities.ts';
export { ordersJobs } from './jobs.ts';
export type {
  Accounting,
  FrameLine,
  LineChange,
  LineParticulars,
  NamedValue,
  NetworkName,
  OrderParticulars,
  OrderRoute,
  Schedule,
} from './particulars.ts';
export {
  attachmentFile,
  cancellationAhead,
  type EarlierOrder,
  earlierOrder,
  findOrder,
  orderLines,
  orderOfRequisition,
  purchaseOrder,
  type SellerOrderDocument,
  type ShipmentView,
  sellerAttachments,
  sellerOrderByNumber,
  sellerOrderDocument,
  shipmentByNumber,
  shipmentContent,
  versionInForce,
} from './queries/index.ts';
export * from './receipts/index.ts';
export { ordersRoutes } from './routes.tsx';
export {
  type AnswerAction,
  type AnswerLine,
  type OrderTotals,
  prepaymentReference,
  type QuantityLine,
  totalsOf,
  type VatGroup,
} from './rules.ts';
