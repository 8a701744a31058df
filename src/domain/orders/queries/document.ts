import { Problem } from '../../../base/index.ts';
import { privileged, type TxCtx } from '../../../platform/index.ts';
import { type Address, type Organisation, organisations } from '../../parties/index.ts';
import { type OrderLine, PurchaseOrder, SellerOrder } from '../entities.ts';
import type { OrderRoute } from '../particulars.ts';
import { type OrderTotals, totalsOf } from '../rules.ts';
import { orderLines } from './orders.ts';

/** All that an outgoing order document says, whatever its format. Amounts in cents of `order.currency`. */
export type SellerOrderDocument = {
  readonly order: SellerOrder;
  readonly lines: readonly OrderLine[];
  readonly totals: OrderTotals;
  readonly buyer: Organisation;
  readonly seller: Organisation;
  readonly shipTo: Address;
  readonly billTo: Address;
  /** The buyer's own order that this is a part of. */
  readonly purchase: {
    readonly id: string;
    readonly number: string;
    readonly version: number;
    readonly payloadId: string | undefined;
    readonly connectionId: string | undefined;
    readonly orderedBy: string;
    readonly orderedAt: Temporal.Instant;
    readonly comments: string | undefined;
    /** The day the buyer wants the whole order; a line's own day counts before it. */
    readonly requestedOn: Temporal.PlainDate | undefined;
    readonly termsOfDelivery: string | undefined;
    readonly route: OrderRoute | undefined;
    readonly terms: 'prepay' | 'short' | 'full';
    readonly paymentDays: number;
  };
};

/**
 * Read model of one seller's order. Whoever may see the part gets what its documents need of the whole,
 * which the seller may not see otherwise. `not_found` beyond the reader's sight.
 */
export async function sellerOrderDocument(
  tx: TxCtx,
  sellerOrderId: string,
): Promise<SellerOrderDocument> {
  const order = await tx.em.findOne(SellerOrder, { id: sellerOrderId });
  if (!order) throw new Problem('not_found', { what: 'seller order', id: sellerOrderId });
  const lines = await orderLines(tx, order.id);
  const parties = await organisations(tx, [order.buyerId, order.sellerId]);
  const buyer = parties.get(order.buyerId);
  const seller = parties.get(order.sellerId);
  const purchase = await privileged(tx, (inner) =>
    inner.em.findOne(PurchaseOrder, { id: order.purchaseOrderId }),
  );
  if (!buyer || !seller || !purchase)
    throw new Problem('not_found', { what: 'seller order', id: sellerOrderId });
  return {
    order,
    lines,
    totals: totalsOf(lines, order.currency),
    buyer,
    seller,
    shipTo: order.shipTo,
    billTo: purchase.billTo,
    purchase: {
      id: purchase.id,
      number: purchase.number,
      version: purchase.orderVersion,
      payloadId: purchase.payloadId ?? undefined,
      connectionId: purchase.connectionId ?? undefined,
      orderedBy: purchase.orderedBy,
      orderedAt: purchase.orderedAt,
      comments: purchase.comments ?? undefined,
      requestedOn: purchase.requestedOn ?? undefined,
      termsOfDelivery: purchase.particulars.termsOfDelivery,
      route: purchase.particulars.route,
      terms: purchase.termsOutcome,
      paymentDays: purchase.paymentDays,
    },
  };
}
