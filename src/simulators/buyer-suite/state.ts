import type { OrderRef, PunchOutOrderMessage, ShipNoticeRequest } from '../../../punchout/index.ts';
import type { Suite } from './suites.ts';

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

export type PlacedOrder = {
  readonly id: string;
  readonly cart: Kept;
  readonly ref: OrderRef;
  readonly raw: string;
  readonly answer: string;
  readonly isTaken: boolean;
  readonly received: Later[];
};

export type State = {
  readonly carts: Kept[];
  readonly orders: PlacedOrder[];
  readonly cookies: Map<string, Suite>;
};
