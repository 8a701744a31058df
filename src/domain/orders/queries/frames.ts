import { Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { type Drawn, drawnOf } from '../commands/frame.ts';
import { FrameOrder, type OrderVersion, PurchaseOrder } from '../entities.ts';
import { orderVersions } from './versions.ts';

const RELEASES_MAX = 100;
const FRAMES_MAX = 100;

export type FrameView = {
  readonly frame: FrameOrder;
  readonly drawn: Drawn;
  readonly releases: readonly PurchaseOrder[];
  readonly versions: readonly OrderVersion[];
};

/** A blanket order with what its releases draw; `not_found` beyond the reader's sight. */
export async function frameView(tx: TxCtx, id: string): Promise<FrameView> {
  const frame = await tx.em.findOne(FrameOrder, { id });
  if (!frame) throw new Problem('not_found', { what: 'blanket order', id });
  return {
    frame,
    drawn: await drawnOf(tx, { frameOrderId: id }),
    releases: await tx.em.find(
      PurchaseOrder,
      { frameOrderId: id },
      { orderBy: { orderedAt: 'desc', id: 'desc' }, limit: RELEASES_MAX },
    ),
    versions: await orderVersions(tx, { frameOrderId: id }),
  };
}

/** The newest blanket orders in the reader's sight. */
export async function frameOrders(tx: TxCtx): Promise<FrameOrder[]> {
  return tx.em.find(
    FrameOrder,
    {},
    { orderBy: { orderedAt: 'desc', id: 'desc' }, limit: FRAMES_MAX },
  );
}
