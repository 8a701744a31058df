import { Problem } from '../../../base/index.ts';
import { privileged, type TxCtx } from '../../../platform/index.ts';
import { type Organisation, operatorOrganisation, organisations } from '../../parties/index.ts';
import {
  type OrderAttachment,
  OrderLine,
  type OrderVersion,
  PurchaseOrder,
  SellerOrder,
  SellerOrderRevision,
} from '../entities.ts';
import { type ReceiptView, receiptViews } from '../receipts/queries.ts';
import { orderAttachments, sellerAttachments } from './attachments.ts';
import { orderLines, type ShipmentView, shipmentViews } from './orders.ts';
import { orderVersions } from './versions.ts';

/** Changes of one part that a page shows at most. */
const REVISIONS_MAX = 100;

export type PartView = {
  readonly order: SellerOrder;
  readonly seller: Organisation | undefined;
  readonly lines: readonly OrderLine[];
  readonly shipments: readonly ShipmentView[];
  /** What was received, refused or given up of them, and what waits for its despatch notice; the oldest first. */
  readonly receipts: readonly ReceiptView[];
};
export type OrderView = {
  readonly purchase: PurchaseOrder;
  readonly buyer: Organisation | undefined;
  readonly parts: readonly PartView[];
  /** Whom to pay while the order waits for its money. */
  readonly payee: Organisation | undefined;
  readonly versions: readonly OrderVersion[];
  readonly attachments: readonly OrderAttachment[];
};

/** A whole order with its parts, lines, shipments, receipts, versions and files: ten queries. `not_found` beyond the reader's sight. */
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
  const receipts = await receiptViews(tx, lines);
  const parties = await organisations(tx, [
    purchase.buyerId,
    ...orders.map((order) => order.sellerId),
  ]);
  return {
    purchase,
    buyer: parties.get(purchase.buyerId),
    versions: await orderVersions(tx, { purchaseOrderId: id }),
    attachments: await orderAttachments(tx, id),
    payee: purchase.state === 'awaiting_payment' ? await operatorOrganisation(tx) : undefined,
    parts: orders.map((order) => ({
      order,
      seller: parties.get(order.sellerId),
      lines: lines.filter((line) => line.sellerOrderId === order.id),
      shipments: shipments.filter((one) => one.shipment.sellerOrderId === order.id),
      receipts: receipts.filter((one) => one.receipt.sellerOrderId === order.id),
    })),
  };
}

export type SellerPartView = PartView & {
  readonly buyer: Organisation | undefined;
  readonly revisions: readonly SellerOrderRevision[];
  readonly attachments: readonly OrderAttachment[];
  /** What the buyer wrote for its sellers of the whole order. */
  readonly wishes: {
    readonly comments: string | undefined;
    readonly requestedOn: Temporal.PlainDate | undefined;
    readonly termsOfDelivery: string | undefined;
  };
};

/** One seller's part for its own page. An order that waits for money is not there yet for a seller. */
export async function partView(tx: TxCtx, id: string): Promise<SellerPartView> {
  const order = await tx.em.findOne(SellerOrder, { id });
  if (!order || order.state === 'held') throw new Problem('not_found', { what: 'order', id });
  const lines = await orderLines(tx, id);
  const shipments = await shipmentViews(tx, lines);
  const parties = await organisations(tx, [order.buyerId, order.sellerId]);
  const purchase = await privileged(tx, (inner) =>
    inner.em.findOne(PurchaseOrder, { id: order.purchaseOrderId }),
  );
  return {
    order,
    lines,
    shipments,
    receipts: await receiptViews(tx, lines),
    revisions: await tx.em.find(
      SellerOrderRevision,
      { sellerOrderId: id },
      { orderBy: { revision: 'asc' }, limit: REVISIONS_MAX },
    ),
    attachments: await sellerAttachments(tx, id),
    wishes: {
      comments: purchase?.comments ?? undefined,
      requestedOn: purchase?.requestedOn ?? undefined,
      termsOfDelivery: purchase?.particulars.termsOfDelivery,
    },
    buyer: parties.get(order.buyerId),
    seller: parties.get(order.sellerId),
  };
}
