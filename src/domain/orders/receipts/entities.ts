import { defineEntity, p } from '@mikro-orm/core';
import { column, partyReads } from '../../../platform/index.ts';
import { OrderLine, SellerOrder } from '../entities.ts';

/**
 * What became of goods on their way: they were `received`, `refused` at the door, or are `missing` (a person, or the
 * buyer's system, said that the rest will not come). Only what was received is invoiced.
 */
export const receiptKinds = ['received', 'refused', 'missing'] as const;
export type ReceiptKind = (typeof receiptKinds)[number];

const ReceiptSchema = defineEntity({
  name: 'GoodsReceipt',
  tableName: 'goods_receipt',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    sellerOrderId: () => p.manyToOne(SellerOrder).mapToPk(),
    /** Null: it came before the seller's despatch notice and waits for it. */
    shipmentId: p.uuid().nullable(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    /** The buyer's number for it, or `<despatch>/<n>` where a person recorded it on a page. */
    number: p.text(),
    kind: p.enum(receiptKinds),
    /** The despatch that a waiting receipt names; null: any of the order's. */
    despatchNumber: p.text().nullable(),
    receivedBy: p.text(),
    /** The document that said so. */
    exchangeId: p.uuid().nullable(),
    receivedAt: column.instant(),
    invoicedAt: column.instant().nullable(),
    /** Taken back by the buyer before it was invoiced. */
    cancelledAt: column.instant().nullable(),
    cancelledBy: p.text().nullable(),
    createdAt: column.instant(),
    version: p.integer().version(),
  },
  // Unique among those in force, by hand in the migration: number and kind in a shipment, number while it waits.
  indexes: [{ properties: ['shipmentId'] }, { properties: ['sellerOrderId', 'number'] }],
});
/** One receipt on one shipment: a buyer's document that speaks of several shipments is one on each of them. */
export class GoodsReceipt extends ReceiptSchema.class {}
ReceiptSchema.setClass(GoodsReceipt);

const LineSchema = defineEntity({
  name: 'GoodsReceiptLine',
  tableName: 'goods_receipt_line',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    receiptId: () => p.manyToOne(GoodsReceipt).mapToPk(),
    orderLineId: () => p.manyToOne(OrderLine).mapToPk(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    quantity: column.decimal(),
  },
  uniques: [{ properties: ['receiptId', 'orderLineId'] }],
  indexes: [{ properties: ['orderLineId'] }],
  checks: [{ name: 'goods_receipt_line_quantity', expression: 'quantity > 0' }],
});
/** How much of an order line a receipt is about. */
export class GoodsReceiptLine extends LineSchema.class {}
LineSchema.setClass(GoodsReceiptLine);

export const receiptEntities = [GoodsReceipt, GoodsReceiptLine] as const;
