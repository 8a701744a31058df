import type { TxCtx } from '../../../platform/index.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How each kind of record is called by people: its number, name or reference, as SQL over the table `s`. */
const NAMES: Readonly<Record<string, string>> = {
  bank_entry: `coalesce(s.counterparty_name, s.structured_reference, s.booked_on::text)`,
  bank_statement: 's.statement_number',
  billing_mandate: '(select o.trading_name from organisation o where o.id = s.seller_id)',
  buyer_statement: 's.number',
  catalogue_file: 's.file_name',
  contract_price: 's.reference',
  exchange: 'coalesce(s.kind, s.channel)',
  frame_order: 's.number',
  goods_return: `s.purchase_order_number || ' · ' || s.description`,
  invoice: 's.number',
  offer: 's.sku',
  order_comparison: 's.order_number',
  organisation: 's.trading_name',
  outgoing_delivery: 's.kind',
  outgoing_mail: 's.subject',
  payout_run: 's.number',
  punch_out_session: `(select u.name from user_account u where u.id = s.user_id)`,
  purchase_order: 's.number',
  remittance_advice: 's.number',
  requisition: 's.number',
  seller_order: 's.number',
  shipment: 's.number',
  suite_profile: 's.label',
  thread_share: 's.label',
  trading_connection: `(select o.trading_name from organisation o where o.id = s.organisation_id)`,
  user_account: 's.name',
};

/** The kinds of record that audit speaks of and people can tell apart by name. */
export const namedKinds: readonly string[] = Object.keys(NAMES);

/**
 * What people call the records that audit subjects (`table:id`) name, all in one query, as far as the actor may see
 * them. Absent for what has no name or is gone.
 */
export async function subjectNames(
  tx: TxCtx,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const byKind = Map.groupBy(new Set(subjects), (subject) => subject.split(':')[0] ?? '');
  const parts = [...byKind].flatMap(([kind, of]) => {
    const name = NAMES[kind];
    const ids = of.map((subject) => subject.slice(kind.length + 1));
    const known = kind === 'suite_profile' ? ids : ids.filter((id) => UUID.test(id));
    return name && known.length > 0 ? [{ kind, name, ids: known }] : [];
  });
  if (parts.length === 0) return new Map();
  const rows = await tx.em.execute<{ subject: string; name: string | null }[]>(
    parts
      .map(
        ({ kind, name, ids }) =>
          `select '${kind}:' || s.id::text as subject, ${name} as name from "${kind}" s
            where s.id in (${ids.map(() => '?').join(', ')})`,
      )
      .join(' union all '),
    parts.flatMap(({ ids }) => ids),
  );
  return new Map(rows.flatMap(({ subject, name }) => (name ? [[subject, name] as const] : [])));
}
