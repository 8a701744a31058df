import type { TxCtx } from '../../../platform/index.ts';

export type Reserve = {
  readonly number: string;
  /** Cents of the receipts bound to the order that its invoices will not want. */
  readonly freeMinor: bigint;
};

/**
 * What a prepaid order keeps for itself of the receipts bound to it: all that is not invoiced yet, and what
 * its invoices have open. An order that still lacks money, was cancelled or is delivered whole keeps only
 * what its invoices have open.
 */
export async function reserveOf(
  tx: TxCtx,
  { purchaseOrderId }: { purchaseOrderId: string },
): Promise<Reserve | undefined> {
  const [row] = await tx.em.execute<
    { number: string; state: string; gross: string; invoiced: string; open: string; left: string }[]
  >(
    `select p.number, p.state, (p.net_minor + p.vat_minor)::text as gross,
       (select coalesce(sum(i.gross_minor), 0)::text from invoice i where i.purchase_order_id = p.id and i.type_code = '380') as invoiced,
       (select coalesce(sum(i.open_minor), 0)::text from invoice i where i.purchase_order_id = p.id and i.type_code = '380') as open,
       (select coalesce(sum(e.unallocated_minor), 0)::text from bank_entry e where e.purchase_order_id = p.id) as left
     from purchase_order p where p.id = ?`,
    [purchaseOrderId],
  );
  if (!row) return undefined;
  const [gross, invoiced, open, left] = [row.gross, row.invoiced, row.open, row.left].map(
    BigInt,
  ) as [bigint, bigint, bigint, bigint];
  const isCovered = row.state === 'awaiting_payment' && left >= gross;
  const isUnderWay = row.state === 'released' || row.state === 'in_delivery' || isCovered;
  const toCome = isUnderWay && gross > invoiced ? gross - invoiced : 0n;
  const free = left - open - toCome;
  return { number: row.number, freeMinor: free > 0n ? free : 0n };
}
