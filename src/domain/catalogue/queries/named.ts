import type { TxCtx } from '../../../platform/index.ts';
import { cheapestFirst, pricedWhere, type ShownOffer } from './prices.ts';
import { buyerScope, sellersIn } from './scope.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NAME_MAX = 100;

/**
 * The offers that a number names and this buyer may buy, priced at each offer's minimum: an offer's or
 * product's own id, else the seller's article number, else manufacturer's part number or GTIN; the first of
 * these that names any. Cheapest first.
 */
export async function offersNamed(
  tx: TxCtx,
  ask: { buyerId: string; name: string; on: Temporal.PlainDate },
): Promise<ShownOffer[]> {
  const name = ask.name.trim().replaceAll('\0', '');
  if (name === '' || name.length > NAME_MAX) return [];
  const scope = await buyerScope(tx, ask.buyerId);
  const order = cheapestFirst(scope.buyer.currency);
  const priced = async (sql: string, params: readonly unknown[]): Promise<ShownOffer[]> =>
    (await pricedWhere(tx, { sql, params }, { scope, on: ask.on })).sort(order);
  if (UUID.test(name)) return priced('(o.id = ? or o.product_id = ?)', [name, name]);
  const bySku = await priced('o.seller_id = any(?::uuid[]) and o.sku = ?', [
    `{${sellersIn(scope).join(',')}}`,
    name,
  ]);
  if (bySku.length > 0) return bySku;
  return priced(
    `o.product_id in (select found.id from product found
      where found.manufacturer_part_id = ? or found.gtin = ?)`,
    [name, name],
  );
}
