import type { FrameInput, OrderParticulars, Schedule } from '../../orders/index.ts';
import type { Address } from '../../parties/index.ts';
import type { Requisition, RequisitionLine } from '../entities.ts';
import type { LineDifference, OrderedLine } from '../rules.ts';

/** An order from a buyer's suite, whatever its protocol and whatever it does. */
export type SuiteOrder = {
  readonly buyerId: string;
  readonly connectionId: string;
  readonly number: string;
  readonly payloadId: string;
  readonly shipTo: Address | undefined;
  readonly billTo: Address | undefined;
  readonly orderedBy: string;
  readonly comments: string | undefined;
  /** What the document does to its order; `new` when not said. */
  readonly type?: 'new' | 'update' | 'delete' | undefined;
  readonly kind?: 'regular' | 'release' | 'blanket' | undefined;
  /** As the suite numbers its versions, from 1. */
  readonly orderVersion?: number | undefined;
  /** payloadID of the earlier document that a change names. */
  readonly reference?: string | undefined;
  /** The document's own time: which of two versions without numbers is the newer. */
  readonly writtenAt?: Temporal.Instant | undefined;
  /** What a release draws on. */
  readonly agreement?:
    | { readonly agreementId: string | undefined; readonly payloadId: string | undefined }
    | undefined;
  readonly requestedOn?: Temporal.PlainDate | undefined;
  readonly particulars?: OrderParticulars | undefined;
  /** The limits of a blanket order. */
  readonly frame?: SuiteFrame | undefined;
  /** The suite's own words for our units (`C62` → `EA`), as its basket had them. */
  readonly unitWords: Readonly<Record<string, string>>;
  readonly lines: readonly SuiteOrderLine[];
};

export type SuiteFrame = Pick<
  FrameInput,
  'currency' | 'maximumMinor' | 'minimumMinor' | 'effectiveOn' | 'expiresOn' | 'lines'
>;

export type SuiteOrderLine = OrderedLine & {
  readonly costCentre: string | undefined;
  readonly requestedOn?: Temporal.PlainDate | undefined;
  readonly shipTo?: Address | undefined;
  readonly schedule?: readonly Schedule[] | undefined;
  readonly comments?: string | undefined;
  /** The blanket order's line that this one draws on. */
  readonly agreementLine?: number | undefined;
};

export type SuiteOrderResult = {
  /** `late`: overtaken, nothing done; `ahead`: a cancellation whose order has not come; `framed`: a blanket order. */
  readonly outcome: 'placed' | 'changed' | 'cancelled' | 'framed' | 'late' | 'ahead';
  readonly purchaseOrderId?: string;
  readonly frameOrderId?: string;
  /** Differences that were accepted and are shown to people. */
  readonly noticed: readonly LineDifference[];
  /** For the exchange: what the sender may want to mend. */
  readonly notes: readonly { readonly code: string; readonly message: string }[];
};

/** A line of the order beside the promised line that it names. */
export type Pair = {
  readonly line: SuiteOrder['lines'][number];
  readonly quote: RequisitionLine | undefined;
};

/** What a judge found: nothing is written yet. */
export type OrderJudgement = {
  readonly pairs: readonly Pair[];
  readonly requests: Map<string, Requisition>;
  readonly differences: readonly LineDifference[];
};
