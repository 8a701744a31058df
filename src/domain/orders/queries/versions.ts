import type { TxCtx } from '../../../platform/index.ts';
import { FrameOrder, OrderVersion, PurchaseOrder } from '../entities.ts';

/** Documents of one order that a page shows at most; a suite that changes more often is not read by people. */
const VERSIONS_MAX = 200;

/** What a suite's document about an earlier order means: the order itself, or a blanket order. */
export type EarlierOrder = {
  readonly purchase: PurchaseOrder | null;
  readonly frame: FrameOrder | null;
  /** The document that is in force, where it was written down. */
  readonly inForce: OrderVersion | null;
};

async function byVersion(tx: TxCtx, version: OrderVersion | null): Promise<EarlierOrder> {
  const purchase = version?.purchaseOrderId
    ? await tx.em.findOne(PurchaseOrder, { id: version.purchaseOrderId })
    : null;
  const frame = version?.frameOrderId
    ? await tx.em.findOne(FrameOrder, { id: version.frameOrderId })
    : null;
  return { purchase, frame, inForce: version };
}

/** The order that carries this number, or that any of its documents under this payloadID made. */
export async function earlierOrder(
  tx: TxCtx,
  { buyerId, number, payloadId }: { buyerId: string; number?: string; payloadId?: string },
): Promise<EarlierOrder> {
  if (payloadId !== undefined) {
    const named = await tx.em.findOne(OrderVersion, { buyerId, payloadId });
    if (named && (named.purchaseOrderId || named.frameOrderId)) return byVersion(tx, named);
    const purchase = await tx.em.findOne(PurchaseOrder, { buyerId, payloadId });
    return { purchase, frame: null, inForce: null };
  }
  const where = { buyerId, number: number ?? '' };
  const purchase = await tx.em.findOne(PurchaseOrder, where, { orderBy: { orderVersion: 'desc' } });
  const frame = purchase ? null : await tx.em.findOne(FrameOrder, where);
  return { purchase, frame, inForce: null };
}

/** The document that made an order what it is; null for orders from before documents were written down. */
export async function versionInForce(
  tx: TxCtx,
  { purchase, frame }: Pick<EarlierOrder, 'purchase' | 'frame'>,
): Promise<OrderVersion | null> {
  const where = purchase ? { purchaseOrderId: purchase.id } : { frameOrderId: frame?.id ?? '' };
  return tx.em.findOne(
    OrderVersion,
    { ...where, outcome: 'in_force' },
    { orderBy: { id: 'desc' } },
  );
}

/** A cancellation that came before its order, by the payloadID it names or the order's number. */
export async function cancellationAhead(
  tx: TxCtx,
  { buyerId, number, payloadId }: { buyerId: string; number: string; payloadId: string },
): Promise<OrderVersion | null> {
  return tx.em.findOne(
    OrderVersion,
    { buyerId, outcome: 'ahead', $or: [{ reference: payloadId }, { number }] },
    { orderBy: { id: 'desc' } },
  );
}

/** Every document about an order, oldest first: what the history of its page shows. */
export async function orderVersions(
  tx: TxCtx,
  { purchaseOrderId, frameOrderId }: { purchaseOrderId?: string; frameOrderId?: string },
): Promise<OrderVersion[]> {
  const where = purchaseOrderId ? { purchaseOrderId } : { frameOrderId: frameOrderId ?? '' };
  const newest = await tx.em.find(OrderVersion, where, {
    orderBy: { id: 'desc' },
    limit: VERSIONS_MAX,
  });
  return newest.toReversed();
}
