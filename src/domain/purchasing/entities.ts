import { defineEntity, p } from '@mikro-orm/core';
import type { Transitions } from '../../base/index.ts';
import { column, internalRows, partyRows } from '../../platform/index.ts';
import type { Address } from '../parties/index.ts';
import { Organisation, TradingConnection } from '../parties/index.ts';
import { comparisonEntities } from './comparisons/entities.ts';
import type { SentCart } from './sent.ts';

export * from './comparisons/entities.ts';

export const basketTransitions = {
  open: ['returned', 'submitted', 'cancelled'],
  returned: [],
  submitted: [],
  cancelled: [],
} as const satisfies Transitions<'open' | 'returned' | 'submitted' | 'cancelled'>;

const BasketSchema = defineEntity({
  name: 'Basket',
  tableName: 'basket',
  ...partyRows('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    userId: p.uuid(),
    state: p.enum(['open', 'returned', 'submitted', 'cancelled'] as const),
    currency: column.currency(),
    /** Belongs to a punch-out visit, not to the person's own desk: two visits never share one. */
    visit: p.boolean().default(false),
    /** Lines that an edit brought in: emptying the basket must then be confirmed. */
    restoredLines: p.integer().default(0),
    createdAt: column.instant(),
    version: p.integer().version(),
  },
  indexes: [{ properties: ['buyerId', 'userId', 'state'] }],
});
/** What one person is gathering, over many sellers. */
export class Basket extends BasketSchema.class {}
BasketSchema.setClass(Basket);

const BasketLineSchema = defineEntity({
  name: 'BasketLine',
  tableName: 'basket_line',
  ...partyRows('buyer_id'),
  properties: {
    id: column.id(),
    basketId: () => p.manyToOne(Basket).mapToPk(),
    buyerId: p.uuid(),
    offerId: p.uuid(),
    sellerId: p.uuid(),
    position: p.integer(),
    quantity: column.decimal(),
    /** Kept from the basket that an edit session restored, so that the buyer's line is recognised. */
    auxiliaryId: p.text().nullable(),
  },
  uniques: [{ properties: ['basketId', 'offerId'] }],
  checks: [{ name: 'basket_line_quantity', expression: 'quantity > 0' }],
});
/** An offer in a basket; its price is looked up until the basket leaves. */
export class BasketLine extends BasketLineSchema.class {}
BasketLineSchema.setClass(BasketLine);

/** A hidden field of the form that takes a basket back. */
export type FormField = { readonly name: string; readonly value: string };
/** Where a suite lets the shop open; `ancestors` are origins that may frame it beside the return address's. */
export type VisitFrame = {
  readonly open: 'embedded' | 'top' | 'either';
  readonly ancestors: readonly string[];
};

/** A line that an edit or inspect brought, and what became of it here. */
export type BroughtLine = {
  readonly sku: string;
  readonly description: string;
  readonly quantity: string;
  readonly outcome: 'restored' | 'unknown' | 'no_quantity';
  /** Our line behind it, that the returned cart replaces. */
  readonly auxiliaryId?: string;
};

const PunchOutSessionSchema = defineEntity({
  name: 'PunchOutSession',
  tableName: 'punch_out_session',
  ...internalRows(),
  properties: {
    id: column.id(),
    // One foreign key over both, in the migrations: the connection is the buyer's own.
    connectionId: () => p.manyToOne(TradingConnection).mapToPk().createForeignKeyConstraint(false),
    buyerId: () => p.manyToOne(Organisation).mapToPk().createForeignKeyConstraint(false),
    userId: p.uuid(),
    /** Absent until the visit is opened, unless its setup brought lines. */
    basketId: () => p.manyToOne(Basket).mapToPk().nullable().deleteRule('no action'),
    operation: p.enum(['create', 'edit', 'inspect'] as const),
    protocol: p.enum(['cxml', 'oci'] as const),
    /** Opaque, returned byte for byte; never a key of ours. */
    buyerCookie: p.text(),
    setupPayloadId: p.text(),
    /** From/To of the setup request, mirrored in the returned cart. */
    parties: p.json<Record<string, unknown>>(),
    browserFormPost: p.text().nullable(),
    /** In their order, a name as often as it came; visits of earlier versions hold an object of the last of each. */
    formFields: p.json<readonly FormField[] | Record<string, string>>().defaultRaw("'{}'"),
    locale: p.enum(['en', 'fr'] as const),
    deploymentMode: p.enum(['test', 'production'] as const),
    /** Language of the pages once the person chose one; the cart stays in the setup's. */
    pageLocale: p.enum(['en', 'fr'] as const).nullable(),
    /** The suite's name, as the person knows it. */
    suite: p.text().default(''),
    frame: p.json<VisitFrame>().defaultRaw(`'{"open":"either","ancestors":[]}'`),
    /** What the returned cart lets the suite ask for later; edit implies inspect (cXML `operationAllowed`). */
    operationAllowed: p.enum(['create', 'inspect', 'edit'] as const).default('edit'),
    brought: p.json<readonly BroughtLine[]>().defaultRaw("'[]'"),
    /** Where the suite asked to begin: a part number or category, and its auxiliary id. */
    startAt: p.text().nullable(),
    startAuxiliaryId: p.text().nullable(),
    /** Keyed hash of the one-time start token, and of the session token in the path. */
    startTokenHash: p.text(),
    startExpiresAt: column.instant(),
    startUsedAt: column.instant().nullable(),
    sessionTokenHash: p.text().nullable(),
    sessionExpiresAt: column.instant().nullable(),
    state: p.enum(['created', 'active', 'returned', 'cancelled', 'expired'] as const),
    exchangeId: p.uuid().nullable(),
    createdAt: column.instant(),
    endedAt: column.instant().nullable(),
  },
  uniques: [{ properties: ['startTokenHash'] }, { properties: ['sessionTokenHash'] }],
  indexes: [{ properties: ['buyerId', 'createdAt'] }],
});
/** One visit from a buyer's suite, bound to partner, person and operation, and once it is opened to a basket. */
export class PunchOutSession extends PunchOutSessionSchema.class {}
PunchOutSessionSchema.setClass(PunchOutSession);

export const requisitionTransitions = {
  /** The basket went back to the suite; the buyer's own approval runs there. */
  returned: ['ordered', 'expired'],
  submitted: ['approved', 'rejected', 'withdrawn'],
  approved: ['ordered', 'withdrawn'],
  rejected: [],
  withdrawn: [],
  ordered: [],
  expired: ['ordered'],
} as const satisfies Transitions<
  'returned' | 'submitted' | 'approved' | 'rejected' | 'withdrawn' | 'ordered' | 'expired'
>;
export type RequisitionState = keyof typeof requisitionTransitions;

const RequisitionSchema = defineEntity({
  name: 'Requisition',
  tableName: 'requisition',
  ...partyRows('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    number: p.text(),
    basketId: () => p.manyToOne(Basket).mapToPk(),
    sessionId: p.uuid().nullable(),
    requesterId: p.uuid(),
    requesterName: p.text(),
    state: p.enum(Object.keys(requisitionTransitions) as RequisitionState[]),
    currency: column.currency(),
    netMinor: column.minor(),
    vatMinor: column.minor(),
    costCentre: p.text().nullable(),
    shipTo: p.json<Address>().nullable(),
    justification: p.text().nullable(),
    /** Hash of lines, quantities and prices: an approval binds to exactly this. */
    contentHash: p.text(),
    validUntil: column.instant(),
    /** What really went into the suite, line by line, after its profile; absent until the basket left. */
    shaped: p.json<SentCart>().nullable(),
    createdAt: column.instant(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['buyerId', 'number'] }],
  indexes: [{ properties: ['buyerId', 'state', 'createdAt'] }, { properties: ['sessionId'] }],
});
/** A purchase request: a basket with its prices fixed. Not an order. */
export class Requisition extends RequisitionSchema.class {}
RequisitionSchema.setClass(Requisition);

const RequisitionLineSchema = defineEntity({
  name: 'RequisitionLine',
  tableName: 'requisition_line',
  ...partyRows('buyer_id'),
  properties: {
    id: column.id(),
    requisitionId: () => p.manyToOne(Requisition).mapToPk(),
    buyerId: p.uuid(),
    position: p.integer(),
    offerId: p.uuid(),
    productId: p.uuid(),
    sellerId: p.uuid(),
    sku: p.text(),
    gtin: p.text().nullable(),
    manufacturer: p.text(),
    manufacturerPartId: p.text(),
    description: p.text(),
    unspsc: p.text(),
    unit: p.text(),
    quantity: column.decimal(),
    quantityStep: column.decimal(),
    unitPrice: column.decimal(),
    /** `list`, `break` or `contract:<reference>`: whose condition applied. */
    priceSource: p.text(),
    netMinor: column.minor(),
    vatCategory: p.text(),
    vatRateBp: p.integer(),
    leadDays: p.integer(),
    /** Éco-participation per unit, in cents; the unit price includes it. */
    ecoContributionMinor: p.bigint().defaultRaw('0'),
    /** Signed, opaque, at most 50 characters: SupplierPartAuxiliaryID. */
    auxiliaryId: p.text(),
  },
  uniques: [
    { properties: ['requisitionId', 'position'] },
    { properties: ['requisitionId', 'auxiliaryId'] },
  ],
  indexes: [{ properties: ['auxiliaryId'] }, { properties: ['buyerId', 'sku'] }],
  checks: [{ name: 'requisition_line_quantity', expression: 'quantity > 0' }],
});
/** One line with its price as promised until the request's validity ends. */
export class RequisitionLine extends RequisitionLineSchema.class {}
RequisitionLineSchema.setClass(RequisitionLine);

const ApprovalSchema = defineEntity({
  name: 'Approval',
  tableName: 'approval',
  ...partyRows('buyer_id'),
  properties: {
    id: column.id(),
    requisitionId: () => p.manyToOne(Requisition).mapToPk(),
    buyerId: p.uuid(),
    requesterId: p.uuid(),
    approverId: p.uuid(),
    approverName: p.text(),
    decision: p.enum(['approved', 'rejected'] as const),
    comment: p.text().nullable(),
    contentHash: p.text(),
    decidedAt: column.instant(),
  },
  uniques: [{ properties: ['requisitionId', 'approverId'] }],
  checks: [{ name: 'approval_four_eyes', expression: 'approver_id <> requester_id' }],
});
/** One person's answer to a purchase request, bound to its content. */
export class Approval extends ApprovalSchema.class {}
ApprovalSchema.setClass(Approval);

export const purchasingEntities = [
  Basket,
  BasketLine,
  PunchOutSession,
  Requisition,
  RequisitionLine,
  Approval,
  ...comparisonEntities,
] as const;
