import { defineEntity, p } from '@mikro-orm/core';
import type { Transitions } from '../../../base/index.ts';
import { column, internalRows } from '../../../platform/index.ts';

export const deliveryTransitions = {
  /** Dismissed: what it said stands in a document that replaces it. */
  waiting: ['sent', 'dead', 'dismissed'],
  /** Given up: refused by the partner, or tried as often as its profile allows. */
  dead: ['waiting', 'dismissed'],
  sent: [],
  dismissed: [],
} as const satisfies Transitions<'waiting' | 'dead' | 'sent' | 'dismissed'>;
export type DeliveryState = keyof typeof deliveryTransitions;

const DeliverySchema = defineEntity({
  name: 'OutgoingDelivery',
  tableName: 'outgoing_delivery',
  ...internalRows(),
  properties: {
    /** Time-ordered: the order of the row. */
    id: column.id(),
    exchangeId: p.uuid(),
    partnerId: p.uuid(),
    connectionId: p.uuid(),
    kind: p.text(),
    /** What people call it: the order's or invoice's number. */
    subject: p.text(),
    /**
     * `po:<id>` of each purchase order it speaks of to a buyer, `so:<id>` of the part it carries to a seller: it
     * overtakes no earlier document of one of them.
     */
    orderKeys: p.array().$type<string[]>(),
    state: p.enum(Object.keys(deliveryTransitions) as DeliveryState[]),
    /** Since it was queued or replayed last. */
    attempts: p.integer().default(0),
    attemptsTotal: p.integer().default(0),
    nextAt: column.instant(),
    /** While a worker posts it; a worker that died leaves it to the next after this. */
    claimedUntil: column.instant().nullable(),
    lastAnswer: p.text().nullable(),
    settledAt: column.instant().nullable(),
    dismissedBy: p.text().nullable(),
    dismissReason: p.text().nullable(),
    createdAt: column.instant(),
  },
  uniques: [{ properties: ['exchangeId'] }],
  indexes: [
    { properties: ['state', 'id'] },
    { properties: ['partnerId', 'state', 'id'] },
    { properties: ['connectionId', 'state', 'nextAt'] },
    { name: 'outgoing_delivery_order_keys', properties: ['orderKeys'], type: 'gin' },
  ],
});
/** A document on its way to a partner: posted byte for byte the same until it is taken, refused or given up. */
export class OutgoingDelivery extends DeliverySchema.class {}
DeliverySchema.setClass(OutgoingDelivery);
