import type { TxCtx } from '../../../platform/index.ts';
import { worthOfOrder } from '../../orders/index.ts';

/** States in which goods, or invoices of goods, are still to come. */
const UNDER_WAY: ReadonlySet<string> = new Set(['released', 'in_delivery', 'delivered']);

export type Reserve = {
  readonly number: string;
  /** Cents of the receipts bound to the order that its invoices will not want. */
  readonly freeMinor: bigint;
};

/**
 * What a prepaid order keeps for itself of the receipts bound to it: all that will still be invoiced, and what its
 * invoices have open. What a seller refused, and what was sent away or never came, is free at once; goods that
 * arrived are kept for until they are invoiced. An order that still lacks money, or was cancelled, keeps only what
 * its invoices have open.
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
  const worth = UNDER_WAY.has(row.state) ? await worthOfOrder(tx, purchaseOrderId) : 0n;
  const wanted = isCovered ? gross : worth;
  const toCome = wanted > invoiced ? wanted - invoiced : 0n;
  const free = left - open - toCome;
  return { number: row.number, freeMinor: free > 0n ? free : 0n };
}
