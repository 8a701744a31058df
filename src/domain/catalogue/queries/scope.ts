import { Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import type { VatParty } from '../rules/index.ts';

/** A piece of SQL with its parameters, to be put together in order. */
export type Sql = { readonly sql: string; readonly params: readonly unknown[] };

export const nothing: Sql = { sql: '', params: [] };

/** A buyer and what its assortment opens: UNSPSC prefix ('' for all) → sellers. */
export type Scope = {
  readonly buyerId: string;
  readonly buyer: VatParty & { readonly currency: string };
  readonly sellersByPrefix: ReadonlyMap<string, readonly string[]>;
};

type ScopeRow = {
  country: string;
  vat_id: string | null;
  vat_regime: 'standard' | 'franchise';
  currency: string;
  seller_id: string | null;
  prefix: string | null;
};

const SCOPE = `
  select b.country, b.vat_id, b.vat_regime, b.currency, s.id as seller_id, r.unspsc_prefix as prefix
  from organisation b
  left join (
    organisation s left join assortment_rule r on r.seller_id = s.id and r.buyer_id = ?
  ) on s.kind = 'seller' and s.active
    and (r.id is not null or not exists (select 1 from assortment_rule any_rule where any_rule.buyer_id = ?))
  where b.id = ? and b.kind = 'buyer'`;

/**
 * The sellers that are open to a buyer today. A buyer without rules sees every active seller; inactive
 * sellers are never seen. Refuses another party's context (`access.denied`): it could not read the rules,
 * and no rules would mean everything.
 */
export async function buyerScope(tx: TxCtx, buyerId: string): Promise<Scope> {
  const { actor } = tx;
  const elevated = (tx as { elevated?: true }).elevated === true;
  if (actor.scope === 'party' && actor.organisationId !== buyerId && !elevated) {
    throw new Problem('access.denied', { permission: 'shop' });
  }
  const rows = await tx.em.execute<ScopeRow[]>(SCOPE, [buyerId, buyerId, buyerId]);
  const first = rows[0];
  if (!first) throw new Problem('not_found', { what: 'buyer', id: buyerId });
  const sellersByPrefix = new Map<string, string[]>();
  for (const row of rows) {
    if (!row.seller_id) continue;
    const list = sellersByPrefix.get(row.prefix ?? '') ?? [];
    list.push(row.seller_id);
    sellersByPrefix.set(row.prefix ?? '', list);
  }
  return {
    buyerId,
    buyer: {
      country: first.country,
      vatId: first.vat_id,
      vatRegime: first.vat_regime,
      currency: first.currency,
    },
    sellersByPrefix,
  };
}

/** The condition under which an offer `o` of a product `p` may be bought in this scope. */
export function buyable(scope: Scope, only?: { sellerId?: string | undefined }): Sql {
  const params: unknown[] = [];
  const terms: string[] = [];
  for (const [prefix, all] of scope.sellersByPrefix) {
    const sellers = only?.sellerId ? all.filter((id) => id === only.sellerId) : all;
    if (sellers.length === 0) continue;
    params.push(`{${sellers.join(',')}}`);
    if (prefix === '') {
      terms.push('o.seller_id = any(?::uuid[])');
    } else {
      terms.push('(o.seller_id = any(?::uuid[]) and starts_with(p.unspsc, ?))');
      params.push(prefix);
    }
  }
  return { sql: terms.length ? `o.active and (${terms.join(' or ')})` : 'false', params };
}

/** Every seller in the scope, without the prefixes. */
export function sellersIn(scope: Scope): string[] {
  return [...new Set([...scope.sellersByPrefix.values()].flat())];
}

/** Products of a UNSPSC prefix, written so that the index on `unspsc` serves it. */
export function underPrefix(prefix: string | undefined): Sql {
  if (!prefix) return nothing;
  // ':' follows '9' in the code table, so the range holds exactly the codes that start so.
  return { sql: ' and p.unspsc >= ? and p.unspsc < ?', params: [prefix, `${prefix}:`] };
}
