import type { Evidence } from '../entities.ts';

/** A credit on the bank account, as the engine looks at it. */
export type Payment = {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly bookedOn: Temporal.PlainDate;
  readonly payerName?: string | undefined;
  readonly payerIban?: string | undefined;
  readonly endToEndId?: string | undefined;
  readonly structuredReference?: string | undefined;
  readonly documentNumbers?: readonly string[] | undefined;
  readonly text: string;
};

/** An invoice or credit note that is not yet settled. */
export type OpenItem = {
  readonly invoiceId: string;
  readonly number: string;
  readonly buyerId: string;
  readonly buyerNames: readonly string[];
  /** What is left of it, cents, always positive: `isCreditNote` gives the sign. */
  readonly openMinor: bigint;
  /** Absent: the payment's. */
  readonly currency?: string | undefined;
  readonly dueOn: Temporal.PlainDate;
  readonly issuedOn: Temporal.PlainDate;
  readonly paymentReference?: string | undefined;
  readonly statementReference?: string | undefined;
  readonly purchaseOrderNumber?: string | undefined;
  readonly sellerName: string;
  readonly isCreditNote: boolean;
};

/** IBAN without spaces → the buyers who are known to pay from it. */
export type KnownIbans = ReadonlyMap<string, readonly string[]>;

/** A buyer, also one without open items: the more are known, the fewer are mistaken for another. */
export type KnownBuyer = {
  readonly buyerId: string;
  readonly names: readonly string[];
};

/** A buyer's own split of a payment that was not matched yet; amounts in cents of `currency`. */
export type Advice = {
  readonly adviceId: string;
  readonly number: string;
  readonly buyerId: string;
  readonly currency: string;
  readonly paymentOn: Temporal.PlainDate;
  readonly reference?: string | undefined;
  readonly netMinor: bigint;
  /** Whether its lines come to its total. */
  readonly isWhole: boolean;
  readonly lines: readonly {
    /** Absent where the buyer names an invoice that is not ours. */
    readonly invoiceId?: string | undefined;
    readonly number: string;
    /** Negative for a credit note that the payment uses up. */
    readonly netMinor: bigint;
    /** What the buyer pays less than it was asked. */
    readonly deductedMinor: bigint;
  }[];
};

export type MatchKind = 'exact' | 'grouped' | 'partial' | 'over' | 'short' | 'oldest_first';

export type ItemShare = {
  readonly invoiceId: string;
  readonly number: string;
  /** Cents of the payment; negative for a credit note that is used up by it. */
  readonly amountMinor: bigint;
  /** Cents given up so that the item closes (tolerance). */
  readonly writeOffMinor: bigint;
};

/** One way to read a payment. */
export type Proposal = {
  readonly kind: MatchKind;
  readonly buyerId: string;
  readonly score: number;
  readonly allocations: readonly ItemShare[];
  /** What would stay unapplied on the payer. */
  readonly restMinor: bigint;
  readonly evidence: readonly Evidence[];
  /** The remittance advice that says so. */
  readonly adviceId?: string | undefined;
};

export type MatchResult = {
  /** `auto` may be posted; `propose` needs a clerk; `none`: nothing to propose. */
  readonly decision: 'auto' | 'propose' | 'none';
  readonly kind?: MatchKind | undefined;
  /** Who paid, when that is certain, whatever the decision. */
  readonly buyerId?: string | undefined;
  /** What to post; empty unless `auto`. */
  readonly allocations: readonly ItemShare[];
  readonly restMinor: bigint;
  readonly evidence: readonly Evidence[];
  /** Best first, the automatic one included. */
  readonly proposals: readonly Proposal[];
  /** Points between the best proposal and the next; undefined when there is no rival. */
  readonly margin?: number | undefined;
  /** The remittance advice that was followed; only when `auto`. */
  readonly adviceId?: string | undefined;
};

/** A reading still being judged: `safe` when it may be posted without a person. */
export type Plan = Proposal & { readonly safe: boolean };
