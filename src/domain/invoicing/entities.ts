import { defineEntity, p } from '@mikro-orm/core';
import type { Transitions } from '../../base/index.ts';
import { column, partyReads } from '../../platform/index.ts';
import { Organisation } from '../parties/index.ts';

export const mandateTransitions = {
  draft: ['signed', 'terminated'],
  signed: ['active', 'terminated'],
  active: ['suspended', 'terminated'],
  suspended: ['active', 'terminated'],
  terminated: [],
} as const satisfies Transitions<'draft' | 'signed' | 'active' | 'suspended' | 'terminated'>;

const MandateSchema = defineEntity({
  name: 'BillingMandate',
  tableName: 'billing_mandate',
  ...partyReads('seller_id'),
  properties: {
    id: column.id(),
    sellerId: () => p.manyToOne(Organisation).mapToPk(),
    state: p.enum(['draft', 'signed', 'active', 'suspended', 'terminated'] as const),
    signedOn: column.date().nullable(),
    activeFrom: column.date().nullable(),
    /** Days in which the seller may contest an invoice issued in its name. */
    contestDays: p.integer().default(15),
    documentSha256: p.text().nullable(),
    /** Prefix of the seller's own series here: one sequence per seller. */
    series: p.text(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['sellerId'] }, { properties: ['series'] }],
});
/** A seller's written mandate to invoice in its name (CGI art. 289-I-2). */
export class BillingMandate extends MandateSchema.class {}
MandateSchema.setClass(BillingMandate);

export const invoiceTransitions = {
  issued: ['part_paid', 'paid', 'credited'],
  part_paid: ['part_paid', 'paid', 'issued', 'credited'],
  paid: ['part_paid', 'issued'],
  credited: [],
} as const satisfies Transitions<'issued' | 'part_paid' | 'paid' | 'credited'>;
export type InvoiceState = keyof typeof invoiceTransitions;

const InvoiceSchema = defineEntity({
  name: 'Invoice',
  tableName: 'invoice',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    /** BT-1, from the seller's series: ≤ 35 characters of A-Z a-z 0-9 + - _ /. */
    number: p.text(),
    /** BT-3: 380 invoice, 381 credit note. */
    typeCode: p.text(),
    sellerId: () => p.manyToOne(Organisation).mapToPk(),
    buyerId: p.uuid(),
    sellerOrderId: p.uuid().nullable(),
    shipmentId: p.uuid().nullable(),
    /** The receipt that it invoices: a shipment received in parts has an invoice for each. */
    goodsReceiptId: p.uuid().nullable(),
    purchaseOrderId: p.uuid().nullable(),
    purchaseOrderNumber: p.text(),
    precedingInvoiceId: p.uuid().nullable(),
    state: p.enum(Object.keys(invoiceTransitions) as InvoiceState[]),
    issuedOn: column.date(),
    dueOn: column.date(),
    currency: column.currency(),
    netMinor: column.minor(),
    vatMinor: column.minor(),
    grossMinor: column.minor(),
    /** What is still to be paid, cents. */
    openMinor: column.minor(),
    /** The operator's commission frozen at issue: rate, net and its VAT. */
    commissionBp: p.integer(),
    commissionNetMinor: column.minor(),
    commissionVatMinor: column.minor(),
    statementId: p.uuid().nullable(),
    /** RF reference of this single invoice, for buyers who pay it alone. */
    paymentReference: p.text(),
    ublFileId: p.uuid(),
    pdfFileId: p.uuid().nullable(),
    contestUntil: column.date(),
    /** When, why and by which side it was contested: the seller in whose name it is, or the buyer. */
    contestedAt: column.instant().nullable(),
    contestReason: p.text().nullable(),
    contestedBy: p.enum(['seller', 'buyer'] as const).nullable(),
    /** Why it was credited (credit notes only). */
    creditReason: p.text().nullable(),
    createdAt: column.instant(),
    version: p.integer().version(),
  },
  uniques: [
    { properties: ['sellerId', 'number'] },
    { properties: ['paymentReference'] },
    // One invoice for each receipt, whatever is started twice.
    { properties: ['goodsReceiptId'] },
  ],
  indexes: [
    { properties: ['buyerId', 'state', 'dueOn'] },
    { properties: ['sellerId', 'id'] },
    { properties: ['precedingInvoiceId'] },
    { properties: ['statementId'] },
    { properties: ['sellerOrderId'] },
    { properties: ['shipmentId'] },
    { properties: ['purchaseOrderId'] },
    { properties: ['number'] },
    { properties: ['ublFileId'] },
    { properties: ['pdfFileId'] },
  ],
  checks: [
    { name: 'invoice_sum', expression: 'net_minor + vat_minor = gross_minor' },
    { name: 'invoice_open', expression: 'open_minor between 0 and gross_minor' },
  ],
});
/** A seller's legal invoice or credit note, issued in its name under mandate. Amounts never change. */
export class Invoice extends InvoiceSchema.class {}
InvoiceSchema.setClass(Invoice);

const InvoiceLineSchema = defineEntity({
  name: 'InvoiceLine',
  tableName: 'invoice_line',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    invoiceId: () => p.manyToOne(Invoice).mapToPk(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    /** BT-126. A credit note's line bears the position of the invoice's line that it takes back. */
    position: p.integer(),
    orderLineId: p.uuid().nullable(),
    orderLineNumber: p.integer().nullable(),
    sku: p.text(),
    gtin: p.text().nullable(),
    description: p.text(),
    unspsc: p.text().nullable(),
    unit: p.text(),
    quantity: column.decimal(),
    unitPrice: column.decimal(),
    netMinor: column.minor(),
    vatCategory: p.text(),
    vatRateBp: p.integer(),
  },
  uniques: [{ properties: ['invoiceId', 'position'] }],
  indexes: [{ properties: ['orderLineId'] }],
});
/** One line of an invoice. */
export class InvoiceLine extends InvoiceLineSchema.class {}
InvoiceLineSchema.setClass(InvoiceLine);

const InvoiceVatSchema = defineEntity({
  name: 'InvoiceVat',
  tableName: 'invoice_vat',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    invoiceId: () => p.manyToOne(Invoice).mapToPk(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    category: p.text(),
    rateBp: p.integer(),
    baseMinor: column.minor(),
    vatMinor: column.minor(),
    exemptionReason: p.text().nullable(),
    exemptionCode: p.text().nullable(),
  },
  uniques: [{ properties: ['invoiceId', 'category', 'rateBp'] }],
});
/** VAT of one category and rate, computed once from the sum of the lines (EN 16931 BG-23). */
export class InvoiceVat extends InvoiceVatSchema.class {}
InvoiceVatSchema.setClass(InvoiceVat);

const StatementSchema = defineEntity({
  name: 'BuyerStatement',
  tableName: 'buyer_statement',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    number: p.text(),
    issuedOn: column.date(),
    dueOn: column.date(),
    currency: column.currency(),
    totalMinor: column.minor(),
    invoiceCount: p.integer(),
    /** The one payment reference over all its invoices: RF, ISO 11649. */
    paymentReference: p.text(),
    pdfFileId: p.uuid().nullable(),
    mailId: p.uuid().nullable(),
    createdAt: column.instant(),
  },
  uniques: [{ properties: ['buyerId', 'number'] }, { properties: ['paymentReference'] }],
  indexes: [{ properties: ['buyerId', 'issuedOn'] }],
});
/** A recapitulative statement over sellers' invoices. Not an invoice itself, and it says so. */
export class BuyerStatement extends StatementSchema.class {}
StatementSchema.setClass(BuyerStatement);

export const invoicingEntities = [
  BillingMandate,
  Invoice,
  InvoiceLine,
  InvoiceVat,
  BuyerStatement,
] as const;
