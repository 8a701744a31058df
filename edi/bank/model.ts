import type { Money } from '../../src/base/index.ts';
import type { InspectError } from '../document.ts';

/** What the bank says of: a day that is closed (053), a day under way (052), single movements (054). */
export type StatementKind = 'statement' | 'report' | 'notification';

export type BankAccount = {
  readonly iban?: string | undefined;
  /** An account number that is not an IBAN. */
  readonly other?: string | undefined;
  readonly currency?: string | undefined;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  readonly bic?: string | undefined;
};

/** A balance; its amount is negative when the account is in debit. */
export type Balance = {
  /** ISO 20022 code: OPBD, CLBD, PRCD, ITBD, CLAV …, or the bank's own. */
  readonly type: string;
  readonly amount: Money;
  readonly date?: Temporal.PlainDate | undefined;
};

export type StatementHeader = {
  readonly kind: StatementKind;
  /** `camt.053.001.08`; absent when the document names no namespace. */
  readonly version?: string | undefined;
  readonly messageId?: string | undefined;
  readonly id?: string | undefined;
  /** The bank's running number (electronic, else legal): a gap means a statement is missing. */
  readonly sequence?: string | undefined;
  /** As written: ISO 8601, often without a time zone. */
  readonly created?: string | undefined;
  readonly account: BankAccount;
  readonly balances: readonly Balance[];
  /** OPBD, else PRCD: the booked balance before the first entry. */
  readonly opening?: Balance | undefined;
  /** CLBD: the booked balance after the last entry. */
  readonly closing?: Balance | undefined;
  readonly period?:
    | {
        readonly from?: Temporal.PlainDate | undefined;
        readonly to?: Temporal.PlainDate | undefined;
      }
    | undefined;
};

export type BankParty = {
  readonly name?: string | undefined;
  readonly iban?: string | undefined;
  readonly account?: string | undefined;
  readonly bic?: string | undefined;
  readonly country?: string | undefined;
  /** An organisation's or person's identifier. */
  readonly id?: string | undefined;
};

export type StructuredRemittance = {
  /** ISO 11649 or national; compare after normalising. */
  readonly creditorReference?: string | undefined;
  /** SCOR, or the bank's own type (QRR, ISR …). */
  readonly type?: string | undefined;
  readonly documentNumbers: readonly {
    readonly number: string;
    readonly type?: string | undefined;
    readonly amount?: Money | undefined;
  }[];
  readonly additional: readonly string[];
};

/** One payment inside an entry. `NOTPROVIDED` is read as absent. */
export type EntryDetail = {
  readonly endToEndId?: string | undefined;
  readonly instructionId?: string | undefined;
  readonly txId?: string | undefined;
  readonly uetr?: string | undefined;
  readonly mandateId?: string | undefined;
  readonly servicerReference?: string | undefined;
  /** What moved on this account; for an entry of one payment, the entry's amount. */
  readonly amount?: Money | undefined;
  readonly creditDebit?: 'CRDT' | 'DBIT' | undefined;
  /** What was ordered, when it differs in currency or by charges. */
  readonly instructedAmount?: Money | undefined;
  readonly debtor?: BankParty | undefined;
  readonly ultimateDebtor?: BankParty | undefined;
  readonly creditor?: BankParty | undefined;
  readonly ultimateCreditor?: BankParty | undefined;
  readonly remittance: {
    readonly unstructured: readonly string[];
    readonly structured: readonly StructuredRemittance[];
  };
  /** ISO 20022 external code (AC04, MD06 …) or the bank's text: the payment came back. */
  readonly returnReason?: string | undefined;
  readonly returnText?: string | undefined;
  readonly purpose?: string | undefined;
  readonly charges: readonly Charge[];
  readonly additionalInfo?: string | undefined;
};

export type Charge = {
  readonly amount: Money;
  readonly creditDebit?: 'CRDT' | 'DBIT' | undefined;
  readonly isIncluded?: boolean | undefined;
  readonly bearer?: string | undefined;
};

/** A movement on the account. */
export type StatementEntry = {
  /** Line of the file. */
  readonly line: number;
  /** NtryRef, else the account servicer's reference. */
  readonly reference?: string | undefined;
  readonly servicerReference?: string | undefined;
  /** Never negative; `creditDebit` is its sign. */
  readonly amount: Money;
  readonly creditDebit: 'CRDT' | 'DBIT';
  /** The entry undoes an earlier one; `creditDebit` is already its own direction. */
  readonly isReversal: boolean;
  /** BOOK, PDNG, INFO, FUTR. Only BOOK moves the booked balance. */
  readonly status: string;
  readonly bookingDate?: Temporal.PlainDate | undefined;
  readonly valueDate?: Temporal.PlainDate | undefined;
  readonly bankTxCode: {
    readonly domain?: string | undefined;
    readonly family?: string | undefined;
    readonly subFamily?: string | undefined;
    readonly proprietary?: string | undefined;
  };
  readonly additionalInfo?: string | undefined;
  /** A collective booking; without details, wait for the camt.054 that lists them. */
  readonly batch?:
    | {
        readonly messageId?: string | undefined;
        readonly paymentInfoId?: string | undefined;
        readonly count?: number | undefined;
        readonly total?: Money | undefined;
      }
    | undefined;
  readonly charges: readonly Charge[];
  readonly details: readonly EntryDetail[];
};

export type Statement = StatementHeader & { readonly entries: readonly StatementEntry[] };

/** What the streaming reader tells, in file order. `end` closes the statement that `statement` opened. */
export type CamtEvent =
  | { readonly type: 'statement'; readonly statement: StatementHeader }
  | { readonly type: 'entry'; readonly entry: StatementEntry }
  | {
      readonly type: 'end';
      readonly statement: StatementHeader;
      readonly entryCount: number;
      readonly errors: readonly InspectError[];
    };

/** The entry's effect on the account: positive for a credit. */
export function signedAmount(entry: {
  readonly amount: Money;
  readonly creditDebit: 'CRDT' | 'DBIT';
}): Money {
  const { minor, currency } = entry.amount;
  return { minor: entry.creditDebit === 'DBIT' ? -minor : minor, currency };
}
