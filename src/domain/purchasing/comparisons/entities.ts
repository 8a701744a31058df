import { defineEntity, p } from '@mikro-orm/core';
import { column, partyReads } from '../../../platform/index.ts';
import { Organisation } from '../../parties/index.ts';

/**
 * `normalised`: only written otherwise (a unit word, blanks, a text cut at the suite's length). `missing`:
 * the basket had it and the order has not; `added`: the other way round.
 */
export const comparisonStatuses = ['equal', 'normalised', 'changed', 'missing', 'added'] as const;
export type ComparisonStatus = (typeof comparisonStatuses)[number];

/** One field of an order beside the same field of the basket (or of the version before). */
export type ComparedField = {
  readonly scope: 'header' | 'line';
  /** The order's line number; the basket's where the order has no such line. */
  readonly line?: number;
  /** Names the field (`unitPrice`, `description`); extrinsics as `extrinsic:<name>`. */
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
  readonly status: ComparisonStatus;
  /** `alert`: somebody must know; `refused`: the order was refused for it; `note`: for the record. */
  readonly weight: 'note' | 'alert' | 'refused';
  /** Why it counts as only written otherwise, or why a difference is nobody's concern. */
  readonly reason?: string;
};

export type ComparisonCounts = Readonly<Record<ComparisonStatus, number>>;

const ComparisonSchema = defineEntity({
  name: 'OrderComparison',
  tableName: 'order_comparison',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    connectionId: p.uuid().nullable(),
    /** The OrderRequest as it came: also an order that was refused whole has one. */
    exchangeId: p.uuid(),
    orderNumber: p.text(),
    orderVersion: p.integer().default(1),
    payloadId: p.text(),
    basis: p.enum(['basket', 'previous_version'] as const),
    outcome: p.enum(['accepted', 'refused'] as const),
    purchaseOrderId: p.uuid().nullable(),
    requisitionIds: p.array().$type<string[]>().columnType('uuid[]').default([]),
    rows: p.json<ComparedField[]>(),
    counts: p.json<ComparisonCounts>(),
    /** Fields of weight `alert`: more than none of an accepted order waits for a person. */
    alerts: p.integer(),
    at: column.instant(),
  },
  uniques: [{ properties: ['exchangeId', 'basis'] }],
  indexes: [
    { properties: ['purchaseOrderId'] },
    { properties: ['buyerId', 'orderNumber'] },
    { properties: ['at', 'id'] },
    { properties: ['requisitionIds'], type: 'gin' },
  ],
  checks: [{ name: 'order_comparison_alerts', expression: 'alerts >= 0' }],
});
/** An order held against what went before it, field by field. Append-only. */
export class OrderComparison extends ComparisonSchema.class {}
ComparisonSchema.setClass(OrderComparison);

const AcknowledgementSchema = defineEntity({
  name: 'ComparisonAcknowledgement',
  tableName: 'comparison_acknowledgement',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    comparisonId: () => p.manyToOne(OrderComparison).mapToPk(),
    buyerId: p.uuid(),
    byName: p.text(),
    note: p.text(),
    at: column.instant(),
  },
  uniques: [{ properties: ['comparisonId'] }],
});
/** A person's word that the differences of an order were seen. Append-only. */
export class ComparisonAcknowledgement extends AcknowledgementSchema.class {}
AcknowledgementSchema.setClass(ComparisonAcknowledgement);

export const comparisonEntities = [OrderComparison, ComparisonAcknowledgement] as const;
