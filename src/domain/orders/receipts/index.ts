export {
  GoodsReceipt,
  GoodsReceiptLine,
  type ReceiptKind,
  receiptEntities,
} from './entities.ts';
export {
  type ReceiptContent,
  type ReceiptView,
  receiptContent,
  receiptsOfShipment,
  receiptViews,
  worthOfOrder,
} from './queries.ts';
export { closeShipment, type Receipt, recordReceipt, type ShipmentClosing } from './receive.ts';
export {
  type OrderReceipt,
  type OrderReceived,
  receiptNumbersOf,
  receiveOrder,
} from './receive-order.ts';
export { countReturned, type SentAway, sendAway } from './send-away.ts';
export { cancelReceipt, type ReceiptRef } from './take-back.ts';
