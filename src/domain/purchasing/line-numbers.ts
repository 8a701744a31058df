import type { TxCtx } from '../../platform/index.ts';

export type StandingLine = {
  readonly lineNumber: number;
  readonly sku: string;
  readonly auxiliaryId: string | undefined;
};

/**
 * The lines of the order that a change speaks of, by the document it names, else by its number: so that a suite
 * that numbers no lines still means the one that it orders less of. None when no such order is known. Reads past the
 * entities: nothing is locked yet.
 */
export async function standingLines(
  tx: TxCtx,
  {
    buyerId,
    number,
    reference,
  }: { buyerId: string; number: string; reference: string | undefined },
): Promise<StandingLine[]> {
  const rows = await tx.em.execute<{ line: number; sku: string; auxiliary_id: string | null }[]>(
    `with meant as (
       select coalesce(
         (select v.purchase_order_id from order_version v
           where v.buyer_id = ? and v.payload_id = ? and v.purchase_order_id is not null limit 1),
         (select o.id from purchase_order o where o.buyer_id = ? and o.payload_id = ? limit 1),
         (select o.id from purchase_order o where o.buyer_id = ? and o.number = ? limit 1)) as id)
     select l.line_number as line, l.sku, l.auxiliary_id
       from order_line l join meant on meant.id = l.purchase_order_id
      order by l.line_number`,
    [buyerId, reference ?? null, buyerId, reference ?? null, buyerId, number],
  );
  return rows.map(({ line, sku, auxiliary_id }) => ({
    lineNumber: line,
    sku,
    auxiliaryId: auxiliary_id ?? undefined,
  }));
}
