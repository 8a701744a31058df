import { Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { type Organisation, operatorOrganisation, organisations } from '../../parties/index.ts';
import { OrderLine, PurchaseOrder, SellerOrder } from '../entities.ts';
import { orderLines, type ShipmentView, shipmentViews } from './orders.ts';

export type PartView = {
  readonly order: SellerOrder;
  readonly seller: Organisation | undefined;
  readonly lines: readonly OrderLine[];
  readonly shipments: readonly ShipmentView[];
};
export type OrderView = {
  readonly purchase: PurchaseOrder;
  readonly buyer: Organisation | undefined;
  readonly parts: readonly PartView[];
  /** Whom to pay while the order waits for its money. */
  readonly payee: Organisation | undefined;
};

/** A whole order with its parts, lines and shipments: six queries. `not_found` beyond the reader's sight. */
export async function orderView(tx: TxCtx, id: string): Promise<OrderView> {
  const purchase = await tx.em.findOne(PurchaseOrder, { id });
  if (!purchase) throw new Problem('not_found', { what: 'order', id });
  const orders = await tx.em.find(
    SellerOrder,
    { purchaseOrderId: id },
    { orderBy: { number: 'asc' } },
  );
  const lines = await tx.em.find(
    OrderLine,
    { purchaseOrderId: id },
    { orderBy: { lineNumber: 'asc' } },
  );
  const shipments = await shipmentViews(tx, lines);
  const parties = await organisations(tx, [
    purchase.buyerId,
    ...orders.map((order) => order.sellerId),
  ]);
  return {
    purchase,
    buyer: parties.get(purchase.buyerId),
    payee: purchase.state === 'awaiting_payment' ? await operatorOrganisation(tx) : undefined,
    parts: orders.map((order) => ({
      order,
      seller: parties.get(order.sellerId),
      lines: lines.filter((line) => line.sellerOrderId === order.id),
      shipments: shipments.filter((one) => one.shipment.sellerOrderId === order.id),
    })),
  };
}

/** One seller's part for its own page. An order that waits for money is not there yet for a seller. */
export async function partView(
  tx: TxCtx,
  id: string,
): Promise<PartView & { buyer: Organisation | undefined }> {
  const order = await tx.em.findOne(SellerOrder, { id });
  if (!order || order.state === 'held') throw new Problem('not_found', { what: 'order', id });
  const lines = await orderLines(tx, id);
  const shipments = await shipmentViews(tx, lines);
  const parties = await organisations(tx, [order.buyerId, order.sellerId]);
  return {
    order,
    lines,
    shipments,
    buyer: parties.get(order.buyerId),
    seller: parties.get(order.sellerId),
  };
}
