import { Problem } from '../../../base/index.ts';
import { type Ctx, type TxCtx, write } from '../../../platform/index.ts';
import { cancelReceipt, type ReceiptRef } from '../../orders/index.ts';
import { withdrawReturns } from './returns.ts';

/**
 * Takes a receipt back with what it said went back, together or not at all, under `receipt.post`: each as
 * `withdrawReturns` and `cancelReceipt` refuse it. A receipt of nothing but returns is known by these alone.
 */
export async function takeReceiptBack(
  ctx: Ctx | TxCtx,
  ref: ReceiptRef,
): Promise<{ outcome: 'cancelled' | 'repeated'; shipmentIds: string[] }> {
  ctx.require('receipt.post');
  return write(ctx, async (tx) => {
    const { purchaseOrderId, number: receiptId } = ref;
    const { withdrawn } = await withdrawReturns(tx, { purchaseOrderId, receiptId });
    try {
      return await cancelReceipt(tx, ref);
    } catch (error) {
      if (withdrawn > 0 && error instanceof Problem && error.code === 'orders.receipt_unknown')
        return { outcome: 'cancelled', shipmentIds: [] };
      throw error;
    }
  });
}
