import { defineEntity, p } from '@mikro-orm/core';
import { column, internalRows } from '../../platform/index.ts';

export const accountKinds = [
  'bank_ringfenced',
  'bank_operating',
  'buyer_receivable',
  'seller_pending',
  'seller_available',
  'seller_reserved',
  'commission_revenue',
  'commission_vat',
  'unapplied_cash',
  'write_off',
  'bank_charges',
  'suspense',
] as const;
export type AccountKind = (typeof accountKinds)[number];

const AccountSchema = defineEntity({
  name: 'LedgerAccount',
  tableName: 'ledger_account',
  ...internalRows(),
  properties: {
    id: column.id(),
    kind: p.enum(accountKinds),
    /** The buyer or seller whose account it is; absent for the operator's own. */
    partyId: p.uuid().nullable(),
    currency: column.currency(),
    /** Debits less credits, in cents. Kept by the posting transaction under a row lock. */
    balanceMinor: p.bigint().defaultRaw('0'),
  },
  uniques: [
    {
      name: 'ledger_account_key',
      expression:
        'create unique index ledger_account_key on ledger_account (kind, party_id, currency) nulls not distinct',
    },
  ],
});
/** One account of the chart: what it holds, for whom, in which currency. */
export class LedgerAccount extends AccountSchema.class {}
AccountSchema.setClass(LedgerAccount);

const TransactionSchema = defineEntity({
  name: 'LedgerTransaction',
  tableName: 'ledger_transaction',
  ...internalRows(),
  properties: {
    id: column.id(),
    /** What caused it: `invoice:<id>:issued`. Posting the same cause twice is refused or a no-op. */
    cause: p.text(),
    requestHash: p.text(),
    journal: p.enum(['sales', 'bank', 'payout', 'general'] as const),
    effectiveOn: column.date(),
    recordedAt: column.instant(),
    label: p.text(),
    /** The transaction that this one takes back. */
    reversesId: p.uuid().nullable(),
  },
  uniques: [{ properties: ['cause'] }],
  indexes: [{ properties: ['effectiveOn'] }],
});
/** A balanced set of entries. Append-only; corrected by a reversal. */
export class LedgerTransaction extends TransactionSchema.class {}
TransactionSchema.setClass(LedgerTransaction);

const EntrySchema = defineEntity({
  name: 'LedgerEntry',
  tableName: 'ledger_entry',
  ...internalRows(),
  properties: {
    id: column.id(),
    transactionId: () => p.manyToOne(LedgerTransaction).mapToPk(),
    accountId: () => p.manyToOne(LedgerAccount).mapToPk(),
    seq: p.integer(),
    /** Debit positive, credit negative, cents. */
    amountMinor: column.minor(),
    currency: column.currency(),
    balanceAfterMinor: column.minor(),
    recordedAt: column.instant(),
  },
  uniques: [{ properties: ['transactionId', 'seq'] }],
  indexes: [{ properties: ['accountId', 'recordedAt'] }],
  checks: [{ name: 'ledger_entry_amount', expression: 'amount_minor <> 0' }],
});
/** One debit or credit. Append-only. */
export class LedgerEntry extends EntrySchema.class {}
EntrySchema.setClass(LedgerEntry);

export const ledgerEntities = [LedgerAccount, LedgerTransaction, LedgerEntry] as const;
