import { defineEntity, p } from '@mikro-orm/core';
import type { Transitions } from '../../../base/index.ts';
import { column, partyReads } from '../../../platform/index.ts';
import { Invoice } from '../entities.ts';

/** What a buyer's system may say of an invoice (cXML `InvoiceStatus`). */
export const invoiceStatusTypes = [
  'processing',
  'canceled',
  'reconciled',
  'rejected',
  'paying',
  'paid',
] as const;
export type InvoiceStatusType = (typeof invoiceStatusTypes)[number];

const StatusSchema = defineEntity({
  name: 'InvoiceStatus',
  tableName: 'invoice_status',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    invoiceId: () => p.manyToOne(Invoice).mapToPk(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    status: p.enum(invoiceStatusTypes),
    /** Cents of the invoice that the status is about; absent: all of it. */
    partialMinor: p.bigint().nullable(),
    currency: column.currency(),
    comment: p.text().nullable(),
    /** When the buyer's system said so, and when we heard it. */
    saidAt: column.instant(),
    exchangeId: p.uuid().nullable(),
    recordedAt: column.instant(),
  },
  indexes: [{ properties: ['invoiceId', 'id'] }],
});
/** One word of the buyer's system on an invoice. It changes no amount: money moves by bank entries alone. */
export class InvoiceStatus extends StatusSchema.class {}
StatusSchema.setClass(InvoiceStatus);

export const returnTransitions = {
  open: ['credited', 'dismissed'],
  /** All of it was sent away at the door: it was never received, so there is nothing to credit. */
  refused: ['dismissed'],
  credited: [],
  dismissed: [],
} as const satisfies Transitions<'open' | 'refused' | 'credited' | 'dismissed'>;
export type ReturnState = keyof typeof returnTransitions;

const ReturnSchema = defineEntity({
  name: 'GoodsReturn',
  tableName: 'goods_return',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    purchaseOrderId: p.uuid(),
    purchaseOrderNumber: p.text(),
    orderLineId: p.uuid(),
    lineNumber: p.integer(),
    description: p.text(),
    unit: p.text(),
    quantity: column.decimal(),
    /** Of the quantity, what was sent away before it was received: never invoiced, nothing to credit. */
    refusedQuantity: column.decimal().defaultRaw('0'),
    /** The buyer's receipt and its line, so that the same return is not proposed twice. */
    receiptId: p.text(),
    receiptLine: p.integer(),
    comment: p.text().nullable(),
    state: p.enum(Object.keys(returnTransitions) as ReturnState[]),
    creditNoteId: p.uuid().nullable(),
    decidedBy: p.text().nullable(),
    decidedAt: column.instant().nullable(),
    decisionReason: p.text().nullable(),
    exchangeId: p.uuid().nullable(),
    createdAt: column.instant(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['buyerId', 'receiptId', 'receiptLine'] }],
  indexes: [
    { properties: ['orderLineId'] },
    { properties: ['state', 'id'] },
    { properties: ['purchaseOrderId'] },
  ],
  checks: [
    { name: 'goods_return_quantity', expression: 'quantity > 0' },
    { name: 'goods_return_refused', expression: 'refused_quantity between 0 and quantity' },
  ],
});
/** Goods that a buyer says it sent back: a proposal to credit them, for a person to decide. */
export class GoodsReturn extends ReturnSchema.class {}
ReturnSchema.setClass(GoodsReturn);

export const buyerSayEntities = [InvoiceStatus, GoodsReturn] as const;
