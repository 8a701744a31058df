import { defineEntity, p } from '@mikro-orm/core';
import type { Transitions } from '../../base/index.ts';
import { column, partyReads } from '../../platform/index.ts';
import { Organisation } from '../parties/index.ts';

const CreditAccountSchema = defineEntity({
  name: 'CreditAccount',
  tableName: 'credit_account',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    currency: column.currency(),
    /** What the operator allows in all, cents. */
    limitMinor: p.bigint(),
    /** Held requests and orders not yet invoiced, cents. */
    heldMinor: p.bigint().defaultRaw('0'),
    /** Invoiced and not yet paid, cents, VAT included. */
    openMinor: p.bigint().defaultRaw('0'),
    /** Insurer's cover in force: amount, percentage (bp) and when it was asked. */
    coverMinor: p.bigint().defaultRaw('0'),
    coverBp: p.integer().default(0),
    coverAsOf: column.instant().nullable(),
    /** Grade 1 (best) to 10; absent when nobody knows. */
    grade: p.integer().nullable(),
    companySince: column.date().nullable(),
    /** A manager may stop terms altogether. */
    blocked: p.boolean().default(false),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['buyerId', 'currency'] }],
  checks: [
    { name: 'credit_account_exposure', expression: 'held_minor >= 0 and open_minor >= 0' },
    { name: 'credit_account_limit', expression: 'limit_minor >= 0' },
    { name: 'credit_account_grade', expression: 'grade between 1 and 10' },
  ],
});
/** A buyer's room for terms: limit, exposure, cover. One row, locked by whoever changes the exposure. */
export class CreditAccount extends CreditAccountSchema.class {}
CreditAccountSchema.setClass(CreditAccount);

export const termsOutcomes = ['prepay', 'short', 'full', 'refused'] as const;
export type TermsOutcome = (typeof termsOutcomes)[number];

/** One line of an explanation: what was looked at, what it gave. */
export type DecisionReason = { code: string; points?: number; of?: number; en: string; fr: string };

const TermsDecisionSchema = defineEntity({
  name: 'TermsDecision',
  tableName: 'terms_decision',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    /** `requisition:<id>` or `purchase_order:<id>`. */
    subject: p.text(),
    amountMinor: column.minor(),
    currency: column.currency(),
    outcome: p.enum(termsOutcomes),
    paymentDays: p.integer(),
    score: p.integer().nullable(),
    reasons: p.json<DecisionReason[]>(),
    /** What would change the answer, in the reader's words. */
    counterfactuals: p.json<DecisionReason[]>().defaultRaw("'[]'"),
    facts: p.json<Record<string, unknown>>(),
    ruleset: p.text(),
    /** Decided without an answer of the insurer: taken again when it is back. */
    blind: p.boolean().default(false),
    decidedAt: column.instant(),
    expiresAt: column.instant(),
  },
  indexes: [{ properties: ['buyerId', 'decidedAt'] }, { properties: ['subject'] }],
});
/** An answer to «on which terms?», with its reasons. Never changed; decided anew instead. */
export class TermsDecision extends TermsDecisionSchema.class {}
TermsDecisionSchema.setClass(TermsDecision);

export const holdTransitions = {
  held: ['consumed', 'released'],
  consumed: [],
  /** A request whose hold ran out may be held again when it is approved after all. */
  released: ['held'],
} as const satisfies Transitions<'held' | 'consumed' | 'released'>;

const ExposureHoldSchema = defineEntity({
  name: 'ExposureHold',
  tableName: 'exposure_hold',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    subject: p.text(),
    amountMinor: column.minor(),
    /** What is left of it: invoices eat it up delivery by delivery. */
    remainingMinor: column.minor(),
    currency: column.currency(),
    state: p.enum(['held', 'consumed', 'released'] as const),
    createdAt: column.instant(),
    expiresAt: column.instant().nullable(),
  },
  uniques: [{ properties: ['subject'] }],
  indexes: [{ properties: ['state', 'expiresAt'] }],
  checks: [
    {
      name: 'exposure_hold_amounts',
      expression: 'amount_minor > 0 and remaining_minor between 0 and amount_minor',
    },
  ],
});
/** Exposure reserved for a request or order until it is invoiced, paid in advance or given up. */
export class ExposureHold extends ExposureHoldSchema.class {}
ExposureHoldSchema.setClass(ExposureHold);

const PaymentBehaviourSchema = defineEntity({
  name: 'PaymentBehaviour',
  tableName: 'payment_behaviour',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    currency: column.currency(),
    ordersPlaced: p.integer().default(0),
    /** Amounts of the last six orders, cents as text, newest first. */
    recentOrders: p.json<string[]>().defaultRaw("'[]'"),
    /** Days on which the buyer gave cause for concern, the latest of each kind. */
    insolvencyOn: column.date().nullable(),
    bankRejectOn: column.date().nullable(),
    brokenPromiseOn: column.date().nullable(),
  },
  uniques: [{ properties: ['buyerId', 'currency'] }],
});
/** How a buyer orders, and what went wrong with it: kept by those who place orders and receive money. */
export class PaymentBehaviour extends PaymentBehaviourSchema.class {}
PaymentBehaviourSchema.setClass(PaymentBehaviour);

const CreditOpenItemSchema = defineEntity({
  name: 'CreditOpenItem',
  tableName: 'credit_open_item',
  ...partyReads('buyer_id'),
  properties: {
    /** The invoice's own id: one item an invoice. */
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    sellerId: p.uuid(),
    /** The order it belongs to: `purchase_order:<id>`. */
    subject: p.text(),
    /** The invoice's number, for explanations. */
    number: p.text(),
    currency: column.currency(),
    amountMinor: column.minor(),
    openMinor: column.minor(),
    /** What was paid (not credited), and the sum of each payment times its days late. */
    paidMinor: p.bigint().defaultRaw('0'),
    lateWeighted: p.bigint().defaultRaw('0'),
    /** Counts as exposure; false where the money was there before the goods. */
    onTerms: p.boolean(),
    dueOn: column.date(),
    lastPaidOn: column.date().nullable(),
  },
  indexes: [{ properties: ['buyerId', 'currency', 'dueOn'] }],
  checks: [
    {
      name: 'credit_open_item_amounts',
      expression:
        'amount_minor >= 0 and open_minor between 0 and amount_minor and paid_minor between 0 and amount_minor',
    },
  ],
});
/** What credit must know of an invoice: what is open, since when it is due, how late it was paid. */
export class CreditOpenItem extends CreditOpenItemSchema.class {}
CreditOpenItemSchema.setClass(CreditOpenItem);

export const creditEntities = [
  CreditAccount,
  TermsDecision,
  ExposureHold,
  PaymentBehaviour,
  CreditOpenItem,
] as const;
