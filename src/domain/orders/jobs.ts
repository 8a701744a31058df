import { type Ctx, type JobList, type JobPayload, write } from '../../platform/index.ts';
import { releaseOrder } from './commands/index.ts';
import { PurchaseOrder } from './entities.ts';

/**
 * On `prepayment.received`: an order that waits for its payment goes on to the sellers once what has come in
 * for it (`amountMinor`: all its transfers together) covers it whole. At a cent less it keeps waiting (ship
 * only once paid).
 */
async function releasePrepaid(ctx: Ctx, payload: JobPayload): Promise<void> {
  await write(ctx, async (tx) => {
    const purchaseOrderId = String(payload.purchaseOrderId);
    if (!(await tx.em.count(PurchaseOrder, { id: purchaseOrderId }))) return;
    await releaseOrder(tx, { purchaseOrderId, paidMinor: BigInt(String(payload.amountMinor)) });
  });
}

/** `orders.release_prepaid` wants `prepayment.received`. */
export const ordersJobs: JobList = { 'orders.release_prepaid': releasePrepaid };
