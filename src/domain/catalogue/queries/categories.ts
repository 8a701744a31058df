import type { Locale } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { segmentName } from '../rules/index.ts';
import { nameOf } from './prices.ts';
import { buyable, buyerScope, type Scope } from './scope.ts';

/** Counting stops here: a reader needs to know that there are many, not how many. */
export const CATEGORY_COUNT_MAX = 50;
const CATEGORIES_MAX = 500;

export type CategoryCount = {
  readonly unspsc: string;
  readonly name: string;
  /** Products the buyer may buy, at most `CATEGORY_COUNT_MAX`. */
  readonly count: number;
};

export type CategoryBranch = CategoryCount & { readonly children: CategoryCount[] };

type Row = { unspsc: string; name_en: string; name_fr: string; count: number };

/** The categories under a prefix that hold something buyable in this scope, by code. */
export async function categoryCounts(
  tx: TxCtx,
  at: {
    scope: Scope;
    unspscPrefix?: string | undefined;
    sellerId?: string | undefined;
    locale: Locale;
  },
): Promise<CategoryCount[]> {
  const visible = buyable(at.scope, { sellerId: at.sellerId });
  const prefix = at.unspscPrefix ?? '';
  const rows = await tx.em.execute<Row[]>(
    `select k.unspsc, k.name_en, k.name_fr, n.count
     from (select * from category where unspsc >= ? and unspsc < ? order by unspsc limit ${CATEGORIES_MAX}) k
     cross join lateral (
       select count(*)::int as count from (
         select 1 from product p where p.unspsc = k.unspsc
           and exists (select 1 from offer o where o.product_id = p.id and ${visible.sql} offset 0)
         limit ${CATEGORY_COUNT_MAX}) found
     ) n
     where n.count > 0 order by k.unspsc`,
    [prefix, `${prefix}:`, ...visible.params],
  );
  return rows.map((row) => ({
    unspsc: row.unspsc,
    name: nameOf({ nameEn: row.name_en, nameFr: row.name_fr }, at.locale),
    count: row.count,
  }));
}

/** The buyer's shop window as a tree: UNSPSC segments, and under each its commodities in use. */
export async function categoryTree(
  tx: TxCtx,
  { buyerId, locale }: { buyerId: string; locale: Locale },
): Promise<CategoryBranch[]> {
  const scope = await buyerScope(tx, buyerId);
  const branches = new Map<string, CategoryCount[]>();
  for (const category of await categoryCounts(tx, { scope, locale })) {
    const segment = category.unspsc.slice(0, 2);
    branches.set(segment, [...(branches.get(segment) ?? []), category]);
  }
  return [...branches].map(([unspsc, children]) => ({
    unspsc,
    name: segmentName(unspsc)[locale],
    count: children.reduce((sum, child) => sum + child.count, 0),
    children,
  }));
}
