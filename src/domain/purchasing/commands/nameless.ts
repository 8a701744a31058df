import type { TxCtx } from '../../../platform/index.ts';
import { Requisition, RequisitionLine } from '../entities.ts';
import { sentLine } from '../sent.ts';
import type { SuiteOrder } from './suite-order.ts';

type OrderLine = SuiteOrder['lines'][number];

/** Newest quotes of one part number that are looked at; an order follows its basket within days. */
const QUOTES_MAX = 20;

async function quotesOf(
  tx: TxCtx,
  { buyerId, skus }: { buyerId: string; skus: readonly string[] },
): Promise<RequisitionLine[]> {
  const rows = await tx.em.execute<{ id: string }[]>(
    `select found.id from unnest(array[?]::text[]) as wanted(sku)
      cross join lateral (
        select l.id from requisition_line l join requisition r on r.id = l.requisition_id
         where l.buyer_id = ? and l.sku = wanted.sku and r.session_id is not null
           and r.state in ('returned', 'ordered')
         order by l.id desc limit ${QUOTES_MAX}) found`,
    [skus, buyerId],
  );
  return tx.em.find(
    RequisitionLine,
    { id: { $in: rows.map(({ id }) => id) } },
    { orderBy: { id: 'desc' }, disableIdentityMap: true },
  );
}

/** The quote that a line means; undefined where its part number is that of two sellers' articles. */
function meant(
  line: OrderLine,
  {
    quotes,
    requests,
  }: { quotes: readonly RequisitionLine[]; requests: ReadonlyMap<string, Requisition> },
): RequisitionLine | undefined {
  const atItsPrice = quotes.filter(({ requisitionId, auxiliaryId, unitPrice }) => {
    const written = sentLine(requests.get(requisitionId)?.shaped, auxiliaryId)?.unitPrice;
    return (
      !line.unitPrice ||
      line.unitPrice.equals(unitPrice) ||
      written?.equals(line.unitPrice) === true
    );
  });
  // With none at its price the newest says what was promised, so that the refusal names both prices.
  const likely = atItsPrice.length > 0 ? atItsPrice : quotes;
  if (new Set(likely.map(({ offerId }) => offerId)).size !== 1) return undefined;
  return likely.find(({ quantity }) => quantity.equals(line.quantity)) ?? likely[0];
}

/**
 * The quotes of lines whose suite dropped the SupplierPartAuxiliaryID (Dynamics 365 keeps only the part number):
 * a basket's line of this buyer with that part number and price, the one of the same quantity first, then the
 * newest. A part number that two sellers have is nobody's. Everything else of the line is judged as ever.
 */
export async function quotesOfNameless(
  tx: TxCtx,
  order: Pick<SuiteOrder, 'buyerId' | 'lines'>,
): Promise<ReadonlyMap<OrderLine, RequisitionLine>> {
  const nameless = order.lines.filter(({ auxiliaryId, sku }) => !auxiliaryId && sku !== '');
  if (nameless.length === 0) return new Map();
  const skus = [...new Set(nameless.map(({ sku }) => sku))];
  const quotes = await quotesOf(tx, { buyerId: order.buyerId, skus });
  const found = await tx.em.find(Requisition, {
    id: { $in: [...new Set(quotes.map(({ requisitionId }) => requisitionId))] },
  });
  const requests = new Map(found.map((one) => [one.id, one]));
  return new Map(
    nameless.flatMap((line) => {
      const own = quotes.filter(({ sku }) => sku === line.sku);
      const quote = meant(line, { quotes: own, requests });
      return quote ? [[line, quote] as const] : [];
    }),
  );
}
