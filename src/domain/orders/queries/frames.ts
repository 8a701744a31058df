import { Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { organisations } from '../../parties/index.ts';
import { type Drawn, drawnOf } from '../commands/frame.ts';
import { FrameOrder, type OrderVersion, PurchaseOrder } from '../entities.ts';
import type { Cursor } from './lists.ts';
import { orderVersions } from './versions.ts';

const RELEASES_MAX = 100;

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

/** A blanket order in a list, with its buyer's name. */
export type FrameRow = { readonly frame: FrameOrder; readonly buyerName: string };

/** The newest blanket orders in the reader's sight, from `after` on; one more than a page says that more follow. */
export async function frameOrders(
  tx: TxCtx,
  { after, limit }: { after: Cursor | undefined; limit: number },
): Promise<FrameRow[]> {
  const start = after && { at: Temporal.Instant.from(after.at), id: after.id };
  const older = start && {
    $or: [{ orderedAt: { $lt: start.at } }, { orderedAt: start.at, id: { $lt: start.id } }],
  };
  const frames = await tx.em.find(FrameOrder, older ?? {}, {
    orderBy: { orderedAt: 'desc', id: 'desc' },
    limit,
  });
  const buyers = await organisations(
    tx,
    frames.map(({ buyerId }) => buyerId),
  );
  return frames.map((frame) => ({
    frame,
    buyerName: buyers.get(frame.buyerId)?.tradingName ?? '',
  }));
}
