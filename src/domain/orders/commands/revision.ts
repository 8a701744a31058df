import { audit, type Ctx, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { type SellerOrder, SellerOrderRevision } from '../entities.ts';
import type { LineChange } from '../particulars.ts';
import { checkVisible } from './lock.ts';

/** Writes down what of a seller's part changed, under the part's next revision; its seller is told by a job. */
export function addRevision(
  tx: TxCtx,
  { part, changes }: { part: SellerOrder; changes: readonly LineChange[] },
): void {
  part.revision += 1;
  tx.em.create(SellerOrderRevision, {
    id: tx.newId(),
    sellerOrderId: part.id,
    buyerId: part.buyerId,
    sellerId: part.sellerId,
    revision: part.revision,
    kind: part.state === 'cancelled' ? 'cancelled' : 'changed',
    changes: [...changes],
    toldBy: null,
    confirmedBy: null,
    confirmedAt: null,
    at: tx.now(),
  });
}

/** How a seller heard of its part's changes up to this revision. Safe to repeat. */
export async function markRevisionTold(
  ctx: Ctx | TxCtx,
  {
    sellerOrderId,
    revision,
    toldBy,
  }: { sellerOrderId: string; revision: number; toldBy: 'cxml' | 'mail' | 'not_sent_yet' },
): Promise<void> {
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const untold = await inner.em.find(SellerOrderRevision, {
        sellerOrderId,
        revision: { $lte: revision },
        toldBy: null,
      });
      for (const one of untold) one.toldBy = toldBy;
    }),
  );
}

/**
 * A seller says, under `seller_order.manage`, that it has read what changed of its order: for sellers whose
 * system takes no order change and who heard of it by mail. Confirms every revision up to the newest; again
 * changes nothing. The answer line by line is given as for a new order. `not_found` beyond the actor's sight.
 */
export async function confirmRevisions(
  ctx: Ctx | TxCtx,
  { sellerOrderId, revision }: { sellerOrderId: string; revision: number },
): Promise<void> {
  ctx.require('seller_order.manage');
  await write(ctx, async (tx) => {
    await checkVisible(tx, { table: 'seller_order', id: sellerOrderId });
    await privileged(tx, async (inner) => {
      const open = await inner.em.find(SellerOrderRevision, {
        sellerOrderId,
        revision: { $lte: revision },
        confirmedAt: null,
      });
      if (open.length === 0) return;
      for (const one of open) {
        one.confirmedBy = tx.actor.name;
        one.confirmedAt = tx.now();
      }
      await audit(inner, {
        action: 'seller_order.change_read',
        subject: `seller_order:${sellerOrderId}`,
        detail: { revision },
      });
    });
  });
}
