export * from './commands/index.ts';
export * from './entities.ts';
export { ordersJobs } from './jobs.ts';
export {
  findOrder,
  orderLines,
  orderOfRequisition,
  purchaseOrder,
  type SellerOrderDocument,
  type ShipmentView,
  sellerOrderByNumber,
  sellerOrderDocument,
  shipmentByNumber,
  shipmentContent,
} from './queries/index.ts';
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
