import { Decimal } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import type { FeeShare, InvoicedLine, VatShare } from '../rules/index.ts';

/** What earlier invoices of a seller's order took; credit notes are apart, they take back what was invoiced. */
export type EarlierParts = {
  readonly lines: ReadonlyMap<string, InvoicedLine>;
  readonly vat: readonly VatShare[];
};

/** Sums of a seller's order that is invoiced in parts, by order line and by VAT category and rate. */
export async function earlierParts(tx: TxCtx, sellerOrderId: string): Promise<EarlierParts> {
  const lines = await tx.em.execute<{ id: string; quantity: string; net: string }[]>(
    `select l.order_line_id as id, sum(l.quantity)::text as quantity, sum(l.net_minor)::text as net
       from invoice_line l join invoice i on i.id = l.invoice_id
      where i.seller_order_id = ? and i.type_code = '380' and l.order_line_id is not null group by 1`,
    [sellerOrderId],
  );
  const vat = await tx.em.execute<
    { category: string; rate_bp: number; base: string; vat: string }[]
  >(
    `select v.category, v.rate_bp, sum(v.base_minor)::text as base, sum(v.vat_minor)::text as vat
       from invoice_vat v join invoice i on i.id = v.invoice_id
      where i.seller_order_id = ? and i.type_code = '380' group by v.category, v.rate_bp`,
    [sellerOrderId],
  );
  return {
    lines: new Map(
      lines.map((row) => [
        row.id,
        { quantity: Decimal.parse(row.quantity), netMinor: BigInt(row.net) },
      ]),
    ),
    vat: vat.map((row) => ({
      category: row.category,
      rateBp: row.rate_bp,
      baseMinor: BigInt(row.base),
      vatMinor: BigInt(row.vat),
    })),
  };
}

/** The commission that earlier invoices of a seller's order bore at this rate. */
export async function earlierFees(
  tx: TxCtx,
  { sellerOrderId, bp }: { sellerOrderId: string; bp: number },
): Promise<FeeShare> {
  const [row] = await tx.em.execute<{ net: string; fee: string; vat: string }[]>(
    `select coalesce(sum(net_minor), 0)::text as net, coalesce(sum(commission_net_minor), 0)::text as fee,
            coalesce(sum(commission_vat_minor), 0)::text as vat
       from invoice where seller_order_id = ? and type_code = '380' and commission_bp = ?`,
    [sellerOrderId, bp],
  );
  return {
    netMinor: BigInt(row?.net ?? '0'),
    commissionNetMinor: BigInt(row?.fee ?? '0'),
    commissionVatMinor: BigInt(row?.vat ?? '0'),
  };
}
