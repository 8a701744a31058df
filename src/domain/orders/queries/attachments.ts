import { Problem } from '../../../base/index.ts';
import { privileged, readFile, type TxCtx } from '../../../platform/index.ts';
import { OrderAttachment, OrderLine, SellerOrder } from '../entities.ts';

/** The files of an order in the buyer's or the marketplace's sight. */
export async function orderAttachments(
  tx: TxCtx,
  purchaseOrderId: string,
): Promise<OrderAttachment[]> {
  return tx.em.find(OrderAttachment, { purchaseOrderId }, { orderBy: { id: 'asc' } });
}

/**
 * The files of an order that one of its sellers may read: those of the whole order and of its own lines, none
 * that the buyer keeps to itself. Empty where the reader may not see the seller's order.
 */
export async function sellerAttachments(
  tx: TxCtx,
  sellerOrderId: string,
): Promise<OrderAttachment[]> {
  const order = await tx.em.findOne(SellerOrder, { id: sellerOrderId });
  if (!order || order.state === 'held') return [];
  const lines = await tx.em.find(OrderLine, { sellerOrderId }, { fields: ['lineNumber'] });
  return privileged(tx, (inner) =>
    inner.em.find(
      OrderAttachment,
      {
        purchaseOrderId: order.purchaseOrderId,
        visibility: 'supplier',
        $or: [{ lineNumber: null }, { lineNumber: { $in: lines.map((line) => line.lineNumber) } }],
      },
      { orderBy: { id: 'asc' } },
    ),
  );
}

/** The bytes of one of these files; `not_found` for any other. */
export async function attachmentFile(
  tx: TxCtx,
  { among, id }: { among: readonly OrderAttachment[]; id: string },
): Promise<{ name: string; contentType: string; content: Buffer }> {
  const found = among.find((one) => one.id === id);
  if (!found) throw new Problem('not_found', { what: 'attachment', id });
  const file = await privileged(tx, (inner) => readFile(inner, found.fileId));
  return { ...file, name: found.name };
}
