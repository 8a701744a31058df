import type { TxCtx } from '../../../platform/index.ts';
import { BillingMandate } from '../entities.ts';

/** A seller's mandate to be invoiced for, whatever its state; undefined when none was recorded. */
export async function mandateOf(tx: TxCtx, sellerId: string): Promise<BillingMandate | undefined> {
  return (await tx.em.findOne(BillingMandate, { sellerId })) ?? undefined;
}
