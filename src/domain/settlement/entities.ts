import { defineEntity, p } from '@mikro-orm/core';
import type { Transitions } from '../../base/index.ts';
import { column, internalRows, partyReads } from '../../platform/index.ts';
import { Organisation } from '../parties/index.ts';

const BankStatementSchema = defineEntity({
  name: 'BankStatement',
  tableName: 'bank_statement',
  ...internalRows(),
  properties: {
    id: column.id(),
    exchangeId: p.uuid(),
    iban: p.text(),
    statementNumber: p.text(),
    currency: column.currency(),
    openingMinor: column.minor(),
    closingMinor: column.minor(),
    fromOn: column.date().nullable(),
    toOn: column.date().nullable(),
    entryCount: p.integer(),
    /** The progress record of its matching. */
    progressId: p.uuid(),
    importedAt: column.instant(),
  },
  uniques: [{ properties: ['iban', 'statementNumber'] }],
  indexes: [{ properties: ['importedAt', 'id'] }],
});
/** One statement of one account, imported once. */
export class BankStatement extends BankStatementSchema.class {}
BankStatementSchema.setClass(BankStatement);

export const receiptTransitions = {
  imported: ['matched', 'part_matched', 'unmatched', 'ignored'],
  unmatched: ['matched', 'part_matched', 'ignored'],
  part_matched: ['matched', 'part_matched', 'unmatched'],
  matched: ['unmatched', 'part_matched'],
  ignored: ['unmatched'],
} as const satisfies Transitions<'imported' | 'matched' | 'part_matched' | 'unmatched' | 'ignored'>;
export type BankEntryState = keyof typeof receiptTransitions;

const BankEntrySchema = defineEntity({
  name: 'BankEntry',
  tableName: 'bank_entry',
  ...internalRows(),
  properties: {
    id: column.id(),
    bankStatementId: () => p.manyToOne(BankStatement).mapToPk(),
    /** Account + bank's reference + place in a batch: the same entry never counts twice. */
    entryKey: p.text(),
    position: p.integer(),
    /** Credit positive, debit negative, cents. */
    amountMinor: column.minor(),
    currency: column.currency(),
    bookedOn: column.date(),
    valueOn: column.date().nullable(),
    counterpartyName: p.text().nullable(),
    counterpartyIban: p.text().nullable(),
    endToEndId: p.text().nullable(),
    structuredReference: p.text().nullable(),
    /** Document numbers that the payer's system gave apart from the text. */
    documentNumbers: p.array().$type<string[]>().default([]),
    remittanceText: p.text(),
    state: p.enum(Object.keys(receiptTransitions) as BankEntryState[]),
    /** Who paid, once known. */
    buyerId: p.uuid().nullable(),
    /** The order that it prepays: its money is kept for that order's invoices. */
    purchaseOrderId: p.uuid().nullable(),
    /** Not yet allocated, cents (credits only). */
    unallocatedMinor: column.minor(),
    /** The account that took the counter-entry: unapplied cash, a payout, or suspense until explained. */
    bookedAs: p.enum([
      'unapplied_cash',
      'payout',
      'payout_return',
      'suspense',
      'bank_charges',
      'bank_operating',
    ] as const),
    matchedAt: column.instant().nullable(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['entryKey'] }],
  indexes: [
    { properties: ['state', 'bookedOn', 'id'] },
    { properties: ['buyerId'] },
    { properties: ['purchaseOrderId'] },
    { properties: ['bankStatementId'] },
    { properties: ['counterpartyIban'] },
    { properties: ['endToEndId'] },
    { properties: ['structuredReference'] },
  ],
});
/** One movement on a bank account. */
export class BankEntry extends BankEntrySchema.class {}
BankEntrySchema.setClass(BankEntry);

/** One piece of evidence of a match: what was compared, and how much it counts. */
export type Evidence = { code: string; weight: number; en: string; fr: string };

const AllocationSchema = defineEntity({
  name: 'Allocation',
  tableName: 'allocation',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    bankEntryId: () => p.manyToOne(BankEntry).mapToPk(),
    invoiceId: p.uuid(),
    buyerId: p.uuid(),
    sellerId: p.uuid(),
    /** Cents of the entry that pay the invoice; of a credit note, cents that it gives to the others. */
    amountMinor: column.minor(),
    /** Cents given up beside it, so that a payment short by a few closes the invoice. */
    writeOffMinor: p.bigint().defaultRaw('0'),
    currency: column.currency(),
    /** A credit note's allocation adds to what the entry can pay. */
    isCreditNote: p.boolean().default(false),
    /** The amount by VAT rate (largest remainder), for the French status 212. */
    byVatRate: p.json<{ category: string; rateBp: number; minor: string }[]>(),
    method: p.enum(['auto', 'manual'] as const),
    evidence: p.json<Evidence[]>(),
    ledgerTransactionId: p.uuid(),
    reversedAt: column.instant().nullable(),
    reversedBy: p.text().nullable(),
    reversalReason: p.text().nullable(),
    createdAt: column.instant(),
    createdBy: p.text(),
  },
  indexes: [{ properties: ['bankEntryId'] }, { properties: ['invoiceId'] }],
  checks: [{ name: 'allocation_amount', expression: 'amount_minor > 0 and write_off_minor >= 0' }],
});
/** How much of a bank entry pays which invoice, and why we think so. Reversible, never deleted. */
export class Allocation extends AllocationSchema.class {}
AllocationSchema.setClass(Allocation);

const ProposalSchema = defineEntity({
  name: 'MatchProposal',
  tableName: 'match_proposal',
  ...internalRows(),
  properties: {
    id: column.id(),
    bankEntryId: () => p.manyToOne(BankEntry).mapToPk(),
    rank: p.integer(),
    /** exact, grouped, partial, over, short … */
    kind: p.text(),
    buyerId: p.uuid(),
    score: p.integer(),
    allocations:
      p.json<{ invoiceId: string; number: string; amountMinor: string; writeOffMinor: string }[]>(),
    evidence: p.json<Evidence[]>(),
    /** The remittance advice whose split it is: accepting the proposal uses it up. */
    adviceId: p.uuid().nullable(),
    createdAt: column.instant(),
  },
  uniques: [{ properties: ['bankEntryId', 'rank'] }],
});
/** A way to match an entry that nobody has confirmed. */
export class MatchProposal extends ProposalSchema.class {}
ProposalSchema.setClass(MatchProposal);

export const payableTransitions = {
  /** Invoiced, not yet both delivered and paid. */
  pending: ['available', 'blocked'],
  available: ['reserved', 'pending', 'blocked'],
  blocked: ['pending', 'available'],
  reserved: ['paid', 'available'],
  /** A transfer that the bank sent back makes it available again. */
  paid: ['available'],
} as const satisfies Transitions<'pending' | 'available' | 'blocked' | 'reserved' | 'paid'>;

const PayableSchema = defineEntity({
  name: 'SellerPayable',
  tableName: 'seller_payable',
  ...partyReads('seller_id'),
  properties: {
    id: column.id(),
    sellerId: () => p.manyToOne(Organisation).mapToPk(),
    invoiceId: p.uuid(),
    currency: column.currency(),
    /** Gross invoice less commission and its VAT: what the seller is owed once paid and delivered. */
    amountMinor: column.minor(),
    state: p.enum(['pending', 'available', 'blocked', 'reserved', 'paid'] as const),
    payoutId: p.uuid().nullable(),
    availableAt: column.instant().nullable(),
    /** The ledger transaction that released it, to be reversed when the invoice is open again. */
    releaseTransactionId: p.uuid().nullable(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['invoiceId'] }],
  indexes: [{ properties: ['sellerId', 'state'] }, { properties: ['payoutId'] }],
});
/** What one invoice will bring its seller. */
export class SellerPayable extends PayableSchema.class {}
PayableSchema.setClass(SellerPayable);

export const payoutTransitions = {
  reserved: ['sent', 'paid', 'returned'],
  sent: ['paid', 'returned'],
  paid: ['returned'],
  returned: [],
} as const satisfies Transitions<'reserved' | 'sent' | 'paid' | 'returned'>;

const PayoutRunSchema = defineEntity({
  name: 'PayoutRun',
  tableName: 'payout_run',
  ...internalRows(),
  properties: {
    id: column.id(),
    number: p.text(),
    executionOn: column.date(),
    currency: column.currency(),
    totalMinor: column.minor(),
    payoutCount: p.integer(),
    state: p.enum(['created', 'sent', 'executed', 'failed'] as const),
    fileId: p.uuid().nullable(),
    createdAt: column.instant(),
    createdBy: p.text(),
  },
  uniques: [{ properties: ['number'] }],
});
/** A batch of payouts, written as one pain.001. */
export class PayoutRun extends PayoutRunSchema.class {}
PayoutRunSchema.setClass(PayoutRun);

const PayoutSchema = defineEntity({
  name: 'Payout',
  tableName: 'payout',
  ...partyReads('seller_id'),
  properties: {
    id: column.id(),
    payoutRunId: () => p.manyToOne(PayoutRun).mapToPk(),
    sellerId: () => p.manyToOne(Organisation).mapToPk(),
    number: p.text(),
    amountMinor: column.minor(),
    currency: column.currency(),
    iban: p.text(),
    state: p.enum(['reserved', 'sent', 'paid', 'returned'] as const),
    /** The bank's debit that carried it out. */
    bankEntryId: p.uuid().nullable(),
    paidOn: column.date().nullable(),
    createdAt: column.instant(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['number'] }],
  indexes: [{ properties: ['sellerId', 'createdAt'] }, { properties: ['payoutRunId'] }],
  checks: [{ name: 'payout_amount', expression: 'amount_minor > 0' }],
});
/** One transfer to one seller; its number is the EndToEndId. */
export class Payout extends PayoutSchema.class {}
PayoutSchema.setClass(Payout);

export const settlementEntities = [
  BankStatement,
  BankEntry,
  Allocation,
  MatchProposal,
  SellerPayable,
  PayoutRun,
  Payout,
] as const;
