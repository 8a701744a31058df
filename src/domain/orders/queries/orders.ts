import type { TxCtx } from '../../../platform/index.ts';
import { OrderLine, PurchaseOrder, SellerOrder, Shipment, ShipmentLine } from '../entities.ts';

/** A buyer's order by its number (the newest version), or null. */
export async function findOrder(
  tx: TxCtx,
  { buyerId, number }: { buyerId: string; number: string },
): Promise<PurchaseOrder | null> {
  return tx.em.findOne(PurchaseOrder, { buyerId, number }, { orderBy: { orderVersion: 'desc' } });
}

/** An order by id, or null where the reader may not see it. */
export async function purchaseOrder(tx: TxCtx, id: string): Promise<PurchaseOrder | null> {
  return tx.em.findOne(PurchaseOrder, { id });
}

/** The order that carries out a requisition, or null. */
export async function orderOfRequisition(
  tx: TxCtx,
  requisitionId: string,
): Promise<PurchaseOrder | null> {
  return tx.em.findOne(PurchaseOrder, { requisitionId }, { orderBy: { orderedAt: 'desc' } });
}

/** A seller's order by our number for it, without regard to case: partners' systems change it. */
export async function sellerOrderByNumber(
  tx: TxCtx,
  { sellerId, number }: { sellerId: string; number: string },
): Promise<SellerOrder | null> {
  const exact = await tx.em.findOne(SellerOrder, { sellerId, number: number.trim() });
  return (
    exact ??
    tx.em.findOne(SellerOrder, {
      sellerId,
      number: { $ilike: number.trim().replace(/[\\%_]/g, '\\$&') },
    })
  );
}

/** A seller order's lines in the order of the buyer's line numbers. */
export async function orderLines(tx: TxCtx, sellerOrderId: string): Promise<OrderLine[]> {
  return tx.em.find(OrderLine, { sellerOrderId }, { orderBy: { lineNumber: 'asc' } });
}

/** A buyer's shipments under one of its order numbers; with `number` only the despatch of that number. */
export async function shipmentByNumber(
  tx: TxCtx,
  { buyerId, orderNumber, number }: { buyerId: string; orderNumber: string; number?: string },
): Promise<Shipment[]> {
  const orders = await tx.em.find(SellerOrder, { buyerId, buyerOrderNumber: orderNumber });
  return tx.em.find(
    Shipment,
    {
      buyerId,
      sellerOrderId: { $in: orders.map((order) => order.id) },
      ...(number ? { number } : {}),
    },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
}

export type ShipmentView = {
  readonly shipment: Shipment;
  readonly lines: readonly { readonly carried: ShipmentLine; readonly line: OrderLine }[];
};

/** Shipments with their contents, oldest first: two queries whatever their number. */
export async function shipmentViews(
  tx: TxCtx,
  lines: readonly OrderLine[],
): Promise<ShipmentView[]> {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const orderIds = [...new Set(lines.map((line) => line.sellerOrderId))];
  const shipments = await tx.em.find(
    Shipment,
    { sellerOrderId: { $in: orderIds } },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  const carried = await tx.em.find(ShipmentLine, {
    shipmentId: { $in: shipments.map((one) => one.id) },
  });
  const groups = Map.groupBy(carried, (one) => one.shipmentId);
  return shipments.map((shipment) => ({
    shipment,
    lines: (groups.get(shipment.id) ?? [])
      .flatMap((one) => {
        const line = byId.get(one.orderLineId);
        return line ? [{ carried: one, line }] : [];
      })
      .toSorted((a, b) => a.line.lineNumber - b.line.lineNumber),
  }));
}

/** One shipment with its contents and order: what an invoice is made of. */
export async function shipmentContent(
  tx: TxCtx,
  shipmentId: string,
): Promise<(ShipmentView & { order: SellerOrder }) | undefined> {
  const shipment = await tx.em.findOne(Shipment, { id: shipmentId });
  const order = shipment && (await tx.em.findOne(SellerOrder, { id: shipment.sellerOrderId }));
  if (!shipment || !order) return undefined;
  const views = await shipmentViews(tx, await orderLines(tx, order.id));
  const view = views.find((one) => one.shipment.id === shipmentId);
  return view && { ...view, order };
}
