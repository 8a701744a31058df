import type { OrderRef, PunchOutOrderMessage, ShipNoticeRequest } from '../../../punchout/index.ts';
import type { Listening } from '../shared/server.ts';
import type { Suite, SuiteUser } from './suites.ts';

export type BuyerSuiteOptions = Listening & {
  readonly comptoirUrl: string;
  /** The address browsers and Comptoir reach the suite at; its own when absent. */
  readonly publicUrl?: string | undefined;
  readonly now?: (() => Temporal.Instant) | undefined;
};

/** A setup as it was asked for and answered. */
export type AskedVisit = {
  readonly id: string;
  readonly suite: Suite;
  readonly user: SuiteUser;
  readonly operation: string;
  readonly sent: string;
  readonly answer: string;
  readonly startPage: string | undefined;
  readonly at: Temporal.Instant;
};

/** A cart as it came back through the browser. */
export type Kept = {
  readonly id: string;
  readonly suite: Suite;
  readonly message: PunchOutOrderMessage;
  /** Status 204: the person came back without a cart. */
  readonly isCancelled: boolean;
  readonly raw: string;
  readonly at: Temporal.Instant;
};

/** A later document on an order; a ship notice can be received. */
export type Later = {
  readonly kind: string;
  readonly raw: string;
  readonly summary: string;
  readonly at: Temporal.Instant;
  readonly notice: ShipNoticeRequest | undefined;
  receipt: { readonly isTaken: boolean; readonly answer: string } | undefined;
};

/** An OrderRequest `new`, `update` or `delete` as it was sent and answered. */
export type SentOrder = {
  readonly type: 'new' | 'update' | 'delete';
  readonly version: number;
  readonly payloadId: string;
  readonly raw: string;
  readonly answer: string;
  readonly isTaken: boolean;
  readonly at: Temporal.Instant;
};

export type PlacedOrder = {
  readonly id: string;
  readonly cart: Kept;
  readonly ref: OrderRef;
  readonly raw: string;
  readonly answer: string;
  readonly isTaken: boolean;
  readonly received: Later[];
  /** What was sent after the order itself, oldest first. */
  readonly changes: SentOrder[];
};

export type State = {
  readonly visits: AskedVisit[];
  readonly carts: Kept[];
  readonly orders: PlacedOrder[];
  readonly cookies: Map<string, Suite>;
};

export type Suited = {
  readonly options: BuyerSuiteOptions;
  readonly state: State;
  readonly now: () => Temporal.Instant;
  readonly ownUrl: () => string;
};
