import { Decimal } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { priced } from '../commands/answer.ts';
import { OrderLine, SellerOrder, Shipment } from '../entities.ts';
import { grossOf } from '../rules.ts';
import { GoodsReceipt, GoodsReceiptLine } from './entities.ts';

export type ReceiptView = {
  readonly receipt: GoodsReceipt;
  readonly lines: readonly { readonly line: OrderLine; readonly quantity: Decimal }[];
};

/** Receipts that a page shows at most. */
const RECEIPTS_MAX = 500;

/** The receipts of these order lines' orders, the oldest first: two queries whatever their number. */
export async function receiptViews(tx: TxCtx, lines: readonly OrderLine[]): Promise<ReceiptView[]> {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const receipts = await tx.em.find(
    GoodsReceipt,
    { sellerOrderId: { $in: [...new Set(lines.map((line) => line.sellerOrderId))] } },
    { orderBy: { createdAt: 'asc', id: 'asc' }, limit: RECEIPTS_MAX },
  );
  const found = await tx.em.find(GoodsReceiptLine, {
    receiptId: { $in: receipts.map((one) => one.id) },
  });
  const groups = Map.groupBy(found, (one) => one.receiptId);
  return receipts.map((receipt) => ({
    receipt,
    lines: (groups.get(receipt.id) ?? [])
      .flatMap(({ orderLineId, quantity }) => {
        const line = byId.get(orderLineId);
        return line ? [{ line, quantity }] : [];
      })
      .toSorted((a, b) => a.line.lineNumber - b.line.lineNumber),
  }));
}

export type ReceiptContent = {
  readonly receipt: GoodsReceipt;
  readonly shipment: Shipment | null;
  readonly lines: readonly { readonly line: OrderLine; readonly quantity: Decimal }[];
};

/** One receipt with its lines in the order's sequence: what an invoice is made of. Undefined where there is none. */
export async function receiptContent(
  tx: TxCtx,
  receiptId: string,
): Promise<ReceiptContent | undefined> {
  const receipt = await tx.em.findOne(GoodsReceipt, { id: receiptId }, { refresh: true });
  if (!receipt) return undefined;
  const { shipmentId } = receipt;
  const own = await tx.em.find(GoodsReceiptLine, { receiptId }, { refresh: true });
  const lines = await tx.em.find(
    OrderLine,
    { id: { $in: own.map((one) => one.orderLineId) } },
    { orderBy: { lineNumber: 'asc' }, refresh: true },
  );
  return {
    receipt,
    shipment: shipmentId ? await tx.em.findOne(Shipment, { id: shipmentId }) : null,
    lines: lines.map((line) => ({
      line,
      quantity: own.find((one) => one.orderLineId === line.id)?.quantity ?? Decimal.zero,
    })),
  };
}

/** Receipts of a shipment that delivered something and are in force, the oldest first. */
export async function receiptsOfShipment(tx: TxCtx, shipmentId: string): Promise<GoodsReceipt[]> {
  return tx.em.find(
    GoodsReceipt,
    { shipmentId, kind: 'received', cancelledAt: null },
    { orderBy: { createdAt: 'asc', id: 'asc' }, limit: RECEIPTS_MAX },
  );
}

/**
 * What an order will have been invoiced for when all of it has come, VAT included, in cents: each seller's part as
 * confirmed (or, unanswered, ordered), less what was refused at the door or never came.
 */
export async function worthOfOrder(tx: TxCtx, purchaseOrderId: string): Promise<bigint> {
  const orders = await tx.em.find(SellerOrder, { purchaseOrderId });
  const lines = await tx.em.find(OrderLine, { purchaseOrderId });
  return orders
    .filter(({ state }) => state !== 'refused' && state !== 'cancelled')
    .reduce((sum, order) => {
      const own = lines.filter((line) => line.sellerOrderId === order.id);
      return sum + grossOf(own.map(priced), order.currency);
    }, 0n);
}
