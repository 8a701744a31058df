import type { ExchangeLink, TxCtx } from '../../../platform/index.ts';
import { type Audience, linkHref } from '../rules/index.ts';

export type LinkTarget = ExchangeLink & { readonly href: string | undefined };

/** What stands for a record that has no page of its own: the order of a shipment, the request of a visit. */
async function standIns(
  tx: TxCtx,
  links: readonly ExchangeLink[],
): Promise<Map<string, { type: string; id: string }[]>> {
  const ids = (type: string): string[] =>
    links.filter((link) => link.type === type).map((link) => link.id);
  const rows = await tx.em.execute<{ source: string; type: string; id: string }[]>(
    `select 'shipment:' || s.id as source, 'seller_order' as type, s.seller_order_id as id from shipment s where s.id = any(?::uuid[])
     union all
     select 'shipment:' || s.id, 'purchase_order', o.purchase_order_id from shipment s join seller_order o on o.id = s.seller_order_id
       where s.id = any(?::uuid[])
     union all
     select 'seller_order:' || o.id, 'purchase_order', o.purchase_order_id from seller_order o where o.id = any(?::uuid[])
     union all
     select 'punch_out_session:' || r.session_id, 'requisition', r.id from requisition r where r.session_id = any(?::uuid[])`,
    [ids('shipment'), ids('shipment'), ids('seller_order'), ids('punch_out_session')].map(
      (list) => `{${list.join(',')}}`,
    ),
  );
  const found = new Map<string, { type: string; id: string }[]>();
  for (const { source, type, id } of rows)
    found.set(source, [...(found.get(source) ?? []), { type, id }]);
  return found;
}

const UUID = /^[0-9a-f-]{36}$/i;

/** What a document became, each with the page on which this reader finds it, where there is one. */
export async function linkTargets(
  tx: TxCtx,
  { links, audience }: { links: readonly ExchangeLink[]; audience: Audience },
): Promise<LinkTarget[]> {
  const known = links.filter((link) => UUID.test(link.id));
  const others =
    known.length > 0
      ? await standIns(tx, known)
      : new Map<string, { type: string; id: string }[]>();
  return links.map((link) => {
    const places = [link, ...(others.get(`${link.type}:${link.id}`) ?? [])];
    const hrefs = places.map((place) => linkHref(place, audience));
    return { ...link, href: hrefs.find((href) => href !== undefined) };
  });
}
