import { defineEntity, p } from '@mikro-orm/core';
import type { Transitions } from '../../base/index.ts';
import { column, partyReads } from '../../platform/index.ts';
import type { Address } from '../parties/index.ts';
import { Organisation } from '../parties/index.ts';
import type { FrameLine, LineChange, OrderParticulars, Schedule } from './particulars.ts';

export const purchaseOrderTransitions = {
  awaiting_payment: ['released', 'cancelled'],
  released: ['in_delivery', 'delivered', 'cancelled'],
  /** Released again: the only despatch was taken back. */
  in_delivery: ['in_delivery', 'released', 'delivered'],
  /** In delivery again: a receipt was taken back before it was invoiced. */
  delivered: ['closed', 'in_delivery'],
  closed: [],
  cancelled: [],
} as const satisfies Transitions<
  'awaiting_payment' | 'released' | 'in_delivery' | 'delivered' | 'closed' | 'cancelled'
>;
export type PurchaseOrderState = keyof typeof purchaseOrderTransitions;

const FrameOrderSchema = defineEntity({
  name: 'FrameOrder',
  tableName: 'frame_order',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    number: p.text(),
    orderVersion: p.integer().default(1),
    payloadId: p.text(),
    agreementId: p.text().nullable(),
    connectionId: p.uuid().nullable(),
    state: p.enum(['open', 'cancelled'] as const),
    currency: column.currency(),
    /** Net of VAT, over all releases; null: no limit of the whole. */
    maximumMinor: column.minor().nullable(),
    minimumMinor: column.minor().nullable(),
    effectiveOn: column.date().nullable(),
    expiresOn: column.date().nullable(),
    lines: p.json<FrameLine[]>().defaultRaw("'[]'"),
    comments: p.text().nullable(),
    orderedBy: p.text(),
    orderedAt: column.instant(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['buyerId', 'number'] }],
  indexes: [{ properties: ['buyerId', 'orderedAt'] }],
});
/** A blanket order: limits that releases draw on. Nothing goes to a seller for it. */
export class FrameOrder extends FrameOrderSchema.class {}
FrameOrderSchema.setClass(FrameOrder);

const PurchaseOrderSchema = defineEntity({
  name: 'PurchaseOrder',
  tableName: 'purchase_order',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    /** The buyer's own order number (cXML orderID), or ours for buyers without a suite. */
    number: p.text(),
    orderVersion: p.integer().default(1),
    /** The suite's payloadID, for references in every later document. */
    payloadId: p.text().nullable(),
    /** A release draws on a blanket order, or on an agreement by its number. */
    kind: p.enum(['regular', 'release'] as const).default('regular'),
    frameOrderId: () => p.manyToOne(FrameOrder).mapToPk().nullable(),
    agreementId: p.text().nullable(),
    requestedOn: column.date().nullable(),
    /** What the buyer's suite said beside: never shown to sellers, who may not read this row. */
    particulars: p.json<OrderParticulars>().defaultRaw("'{}'"),
    /** The requisition that the order carries out; plain id, the module stands above. */
    requisitionId: p.uuid().nullable(),
    connectionId: p.uuid().nullable(),
    state: p.enum(Object.keys(purchaseOrderTransitions) as PurchaseOrderState[]),
    currency: column.currency(),
    /** Net of VAT, and VAT, both in cents: sums of the seller orders. */
    netMinor: column.minor(),
    vatMinor: column.minor(),
    termsOutcome: p.enum(['prepay', 'short', 'full'] as const),
    paymentDays: p.integer(),
    termsDecisionId: p.uuid().nullable(),
    shipTo: p.json<Address>(),
    billTo: p.json<Address>(),
    orderedBy: p.text(),
    comments: p.text().nullable(),
    orderedAt: column.instant(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['buyerId', 'number', 'orderVersion'] }],
  indexes: [
    { properties: ['buyerId', 'orderedAt'] },
    { properties: ['requisitionId'] },
    { properties: ['frameOrderId'] },
  ],
});
/** What a buyer ordered, over all its sellers. */
export class PurchaseOrder extends PurchaseOrderSchema.class {}
PurchaseOrderSchema.setClass(PurchaseOrder);

export const sellerOrderTransitions = {
  /** Waits until the buyer's prepayment is matched. */
  held: ['to_send', 'cancelled'],
  to_send: ['sent', 'cancelled'],
  sent: ['accepted', 'refused', 'cancelled'],
  /** A seller may lower its answer or move its date until it ships; what the buyer changes it answers anew. */
  accepted: ['accepted', 'sent', 'shipped', 'part_shipped', 'refused', 'cancelled'],
  /** A despatch that did not leave is taken back: what it carried is to be shipped again. */
  part_shipped: ['part_shipped', 'shipped', 'accepted'],
  shipped: ['received', 'part_received', 'part_shipped', 'accepted'],
  part_received: ['part_received', 'received', 'part_shipped', 'shipped'],
  /** Open again: a receipt was taken back before it was invoiced. */
  received: ['part_received', 'shipped'],
  refused: [],
  cancelled: [],
} as const satisfies Transitions<
  | 'held'
  | 'to_send'
  | 'sent'
  | 'accepted'
  | 'part_shipped'
  | 'shipped'
  | 'part_received'
  | 'received'
  | 'refused'
  | 'cancelled'
>;
export type SellerOrderState = keyof typeof sellerOrderTransitions;

const SellerOrderSchema = defineEntity({
  name: 'SellerOrder',
  tableName: 'seller_order',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    purchaseOrderId: () => p.manyToOne(PurchaseOrder).mapToPk(),
    buyerId: p.uuid(),
    sellerId: () => p.manyToOne(Organisation).mapToPk(),
    /** Ours, given to the seller: `<PO number>-<n>`, at most 35 characters (EDIFACT 1004). */
    number: p.text(),
    state: p.enum(Object.keys(sellerOrderTransitions) as SellerOrderState[]),
    currency: column.currency(),
    netMinor: column.minor(),
    vatMinor: column.minor(),
    /** Copied here so that the seller, who may not see the buyer's whole order, can deliver. */
    shipTo: p.json<Address>(),
    buyerOrderNumber: p.text(),
    paymentDays: p.integer(),
    sellerReference: p.text().nullable(),
    promisedOn: column.date().nullable(),
    /** Rises with each change that the buyer makes to this part; the seller's document version. */
    revision: p.integer().default(1),
    createdAt: column.instant(),
    sentAt: column.instant().nullable(),
    answeredAt: column.instant().nullable(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['sellerId', 'number'] }],
  indexes: [
    { properties: ['purchaseOrderId'] },
    { properties: ['sellerId', 'createdAt'] },
    { properties: ['buyerId', 'createdAt'] },
  ],
});
/** One seller's part of a purchase order. */
export class SellerOrder extends SellerOrderSchema.class {}
SellerOrderSchema.setClass(SellerOrder);

const OrderLineSchema = defineEntity({
  name: 'OrderLine',
  tableName: 'order_line',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    purchaseOrderId: () => p.manyToOne(PurchaseOrder).mapToPk(),
    sellerOrderId: () => p.manyToOne(SellerOrder).mapToPk(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    /** Line number in the buyer's order. */
    lineNumber: p.integer(),
    offerId: p.uuid().nullable(),
    sku: p.text(),
    gtin: p.text().nullable(),
    description: p.text(),
    unspsc: p.text(),
    unit: p.text(),
    quantity: column.decimal(),
    unitPrice: column.decimal(),
    currency: column.currency(),
    netMinor: column.minor(),
    vatCategory: p.text(),
    vatRateBp: p.integer(),
    auxiliaryId: p.text().nullable(),
    costCentre: p.text().nullable(),
    requestedOn: column.date().nullable(),
    /** Where only this line goes; absent: to the order's place. */
    shipTo: p.json<Address>().nullable(),
    schedule: p.json<Schedule[]>().defaultRaw("'[]'"),
    /** For the seller, unlike the order's particulars. */
    comments: p.text().nullable(),
    /** The blanket order's line that this one draws on. */
    agreementLine: p.integer().nullable(),
    confirmedQuantity: column.decimal().nullable(),
    confirmedOn: column.date().nullable(),
    /** The seller's last word on the line (`accepted`, `changed`, `refused`, `backordered`) and why. */
    answer: p.text().nullable(),
    answerReason: p.text().nullable(),
    shippedQuantity: column.decimal(),
    receivedQuantity: column.decimal(),
    /** Shipped, but sent away at the door, or given up as never arrived: neither is invoiced. */
    refusedQuantity: column.decimal().defaultRaw('0'),
    missingQuantity: column.decimal().defaultRaw('0'),
    /** Arrived and sent back since, or so the buyer says. */
    returnedQuantity: column.decimal().defaultRaw('0'),
    invoicedQuantity: column.decimal(),
  },
  uniques: [{ properties: ['purchaseOrderId', 'lineNumber'] }],
  indexes: [{ properties: ['sellerOrderId'] }, { properties: ['buyerId', 'auxiliaryId'] }],
  checks: [
    {
      name: 'order_line_quantities',
      expression:
        'quantity > 0 and shipped_quantity >= 0 and received_quantity between 0 and shipped_quantity and invoiced_quantity between 0 and quantity',
    },
    {
      name: 'order_line_arrival',
      expression:
        'refused_quantity >= 0 and missing_quantity >= 0 and returned_quantity >= 0 and received_quantity + refused_quantity + missing_quantity <= shipped_quantity',
    },
  ],
});
/** One line of a purchase order, and so of one seller's order. */
export class OrderLine extends OrderLineSchema.class {}
OrderLineSchema.setClass(OrderLine);

const ShipmentSchema = defineEntity({
  name: 'Shipment',
  tableName: 'shipment',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    sellerOrderId: () => p.manyToOne(SellerOrder).mapToPk(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    /** The seller's despatch number. */
    number: p.text(),
    carrier: p.text().nullable(),
    trackingNumber: p.text().nullable(),
    shippedOn: column.date(),
    expectedOn: column.date().nullable(),
    /** When the last of it was received or given up, and by whom; null while any of it is under way. */
    receivedAt: column.instant().nullable(),
    receivedBy: p.text().nullable(),
    createdAt: column.instant(),
  },
  uniques: [{ properties: ['sellerId', 'number'] }],
  indexes: [{ properties: ['sellerOrderId'] }],
});
/** Goods on their way: one despatch of one seller. */
export class Shipment extends ShipmentSchema.class {}
ShipmentSchema.setClass(Shipment);

const ShipmentLineSchema = defineEntity({
  name: 'ShipmentLine',
  tableName: 'shipment_line',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    shipmentId: () => p.manyToOne(Shipment).mapToPk(),
    orderLineId: () => p.manyToOne(OrderLine).mapToPk(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    quantity: column.decimal(),
    receivedQuantity: column.decimal(),
    refusedQuantity: column.decimal().defaultRaw('0'),
    missingQuantity: column.decimal().defaultRaw('0'),
  },
  indexes: [{ properties: ['shipmentId'] }, { properties: ['orderLineId'] }],
  checks: [
    {
      name: 'shipment_line_quantity',
      expression: 'quantity > 0 and received_quantity between 0 and quantity',
    },
    {
      name: 'shipment_line_arrival',
      expression:
        'refused_quantity >= 0 and missing_quantity >= 0 and received_quantity + refused_quantity + missing_quantity <= quantity',
    },
  ],
});
/** How much of an order line a shipment carries, and how much of it arrived. */
export class ShipmentLine extends ShipmentLineSchema.class {}
ShipmentLineSchema.setClass(ShipmentLine);

const OrderVersionSchema = defineEntity({
  name: 'OrderVersion',
  tableName: 'order_version',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    /** Null where a cancellation came before its order. */
    purchaseOrderId: () => p.manyToOne(PurchaseOrder).mapToPk().nullable(),
    frameOrderId: () => p.manyToOne(FrameOrder).mapToPk().nullable(),
    buyerId: p.uuid(),
    number: p.text(),
    orderVersion: p.integer(),
    type: p.enum(['new', 'update', 'delete'] as const),
    payloadId: p.text(),
    /** The earlier document that this one names. */
    reference: p.text().nullable(),
    /** The document's own time, by which versions without a number are put in order. */
    writtenAt: column.instant().nullable(),
    outcome: p.enum(['in_force', 'late', 'ahead'] as const),
    changes: p.json<LineChange[]>().defaultRaw("'[]'"),
    netMinor: column.minor().nullable(),
    vatMinor: column.minor().nullable(),
    changedBy: p.text(),
    at: column.instant(),
  },
  uniques: [{ properties: ['buyerId', 'payloadId'] }],
  indexes: [
    { properties: ['purchaseOrderId'] },
    { properties: ['frameOrderId'] },
    { properties: ['buyerId', 'number'] },
  ],
});
/** One document of a suite about an order: new, changed or cancelled, in force or too late. */
export class OrderVersion extends OrderVersionSchema.class {}
OrderVersionSchema.setClass(OrderVersion);

const RevisionSchema = defineEntity({
  name: 'SellerOrderRevision',
  tableName: 'seller_order_revision',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    sellerOrderId: () => p.manyToOne(SellerOrder).mapToPk(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    revision: p.integer(),
    kind: p.enum(['changed', 'cancelled'] as const),
    changes: p.json<LineChange[]>().defaultRaw("'[]'"),
    /** How the seller heard of it; null until it did. */
    toldBy: p.enum(['cxml', 'mail', 'not_sent_yet'] as const).nullable(),
    confirmedBy: p.text().nullable(),
    confirmedAt: column.instant().nullable(),
    at: column.instant(),
  },
  uniques: [{ properties: ['sellerOrderId', 'revision'] }],
});
/** What a buyer changed of one seller's part after it was ordered, and whether the seller knows. */
export class SellerOrderRevision extends RevisionSchema.class {}
RevisionSchema.setClass(SellerOrderRevision);

const AttachmentSchema = defineEntity({
  name: 'OrderAttachment',
  tableName: 'order_attachment',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    purchaseOrderId: () => p.manyToOne(PurchaseOrder).mapToPk(),
    buyerId: p.uuid(),
    /** Null: of the whole order. */
    lineNumber: p.integer().nullable(),
    fileId: p.uuid(),
    contentId: p.text().nullable(),
    name: p.text(),
    contentType: p.text(),
    sizeBytes: p.integer(),
    visibility: p.enum(['supplier', 'internal'] as const),
    at: column.instant(),
  },
  indexes: [{ properties: ['purchaseOrderId'] }],
});
/** A file that came with an order. */
export class OrderAttachment extends AttachmentSchema.class {}
AttachmentSchema.setClass(OrderAttachment);

export const ordersEntities = [
  FrameOrder,
  PurchaseOrder,
  SellerOrder,
  OrderLine,
  Shipment,
  ShipmentLine,
  OrderVersion,
  SellerOrderRevision,
  OrderAttachment,
] as const;
