import { defineEntity, p } from '@mikro-orm/core';
import type { Transitions } from '../../../base/index.ts';
import { column, partyReads } from '../../../platform/index.ts';
import { Organisation } from '../../parties/index.ts';

export const adviceTransitions = {
  new: ['void'],
  void: [],
} as const satisfies Transitions<'new' | 'void'>;
export type AdviceState = keyof typeof adviceTransitions;

const AdviceSchema = defineEntity({
  name: 'RemittanceAdvice',
  tableName: 'remittance_advice',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    /** The buyer's own number (cXML paymentRemittanceID). */
    number: p.text(),
    state: p.enum(Object.keys(adviceTransitions) as AdviceState[]),
    paymentOn: column.date(),
    /** What the buyer says its bank will quote (cXML paymentReferenceNumber). */
    reference: p.text().nullable(),
    method: p.text().nullable(),
    currency: column.currency(),
    /** What will be paid, as the header says; cents. */
    netMinor: column.minor(),
    grossMinor: p.bigint().nullable(),
    discountMinor: p.bigint().nullable(),
    /** What its lines come to. Where it differs from the header, the advice decides nothing by itself. */
    linesNetMinor: column.minor(),
    exchangeId: p.uuid().nullable(),
    /** The receipt that was matched by it. */
    bankEntryId: p.uuid().nullable(),
    receivedAt: column.instant(),
    voidedAt: column.instant().nullable(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['buyerId', 'number'] }],
  indexes: [
    { properties: ['state', 'currency', 'netMinor'] },
    { properties: ['bankEntryId'] },
    { properties: ['receivedAt', 'id'] },
    { properties: ['number'] },
    { properties: ['reference'] },
    { properties: ['exchangeId'] },
  ],
});
/** A buyer's own split of a payment over invoices, before or after the money comes. */
export class RemittanceAdvice extends AdviceSchema.class {}
AdviceSchema.setClass(RemittanceAdvice);

const LineSchema = defineEntity({
  name: 'RemittanceLine',
  tableName: 'remittance_line',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    adviceId: () => p.manyToOne(RemittanceAdvice).mapToPk(),
    buyerId: p.uuid(),
    position: p.integer(),
    /** As the buyer wrote them. */
    invoiceNumber: p.text().nullable(),
    orderNumber: p.text().nullable(),
    /** Ours, where the number is known; plain id. */
    invoiceId: p.uuid().nullable(),
    /** Cents; negative where the line takes a credit note into account. Net = gross − discount + adjustment. */
    netMinor: column.minor(),
    grossMinor: p.bigint().nullable(),
    discountMinor: p.bigint().nullable(),
    adjustmentMinor: p.bigint().nullable(),
  },
  uniques: [{ properties: ['adviceId', 'position'] }],
  indexes: [{ properties: ['invoiceId'] }],
});
/** What of the payment is for one invoice. */
export class RemittanceLine extends LineSchema.class {}
LineSchema.setClass(RemittanceLine);

export const remittanceEntities = [RemittanceAdvice, RemittanceLine] as const;
