import { type Money, money } from '../../../base/index.ts';
import { privileged, type TxCtx, toInstant } from '../../../platform/index.ts';
import type { ThreadRootKind } from '../entities.ts';
import type { ThreadRoot } from './types.ts';

/** A purchase in a list: what it hangs on, and by what it was found. */
export type ThreadRow = ThreadRoot & {
  readonly label: string;
  readonly partyName: string;
  readonly state: string;
  readonly total: Money | undefined;
  readonly at: Temporal.Instant;
  readonly found: string | undefined;
};

type Raw = {
  kind: ThreadRootKind;
  id: string;
  label: string;
  party_name: string | null;
  state: string;
  total: string | null;
  currency: string | null;
  at: string;
  found: string | null;
};

function rowOf(raw: Raw): ThreadRow {
  return {
    kind: raw.kind,
    id: raw.id,
    label: raw.label,
    partyName: raw.party_name ?? '',
    state: raw.state,
    total: raw.total === null ? undefined : money(BigInt(raw.total), raw.currency ?? 'EUR'),
    at: toInstant(raw.at),
    found: raw.found ?? undefined,
  };
}

const REQUEST = `select 'request' as kind, r.id, r.number as label, o.trading_name as party_name, r.state,
    (r.net_minor + r.vat_minor)::text as total, r.currency, r.created_at::text as at`;
const ORDER = `select 'order' as kind, p.id, p.number as label, o.trading_name as party_name, p.state,
    (p.net_minor + p.vat_minor)::text as total, p.currency, p.ordered_at::text as at`;
const PART = `select 'part' as kind, s.id, s.number as label, o.trading_name as party_name, s.state,
    (s.net_minor + s.vat_minor)::text as total, s.currency, s.created_at::text as at`;

/**
 * Recent purchases, newest first, paged by id: a buyer's and the operator's requests, with orders
 * that came without one; a seller's parts.
 */
export async function recentThreads(
  tx: TxCtx,
  { after, limit = 25 }: { after?: string | undefined; limit?: number },
): Promise<{ rows: readonly ThreadRow[]; next: string | undefined }> {
  const page = (columns: string, { from, alias }: { from: string; alias: string }): string =>
    `(${columns}, null as found from ${from} where (?::uuid is null or ${alias}.id < ?::uuid)
      ${alias === 'p' ? 'and p.requisition_id is null' : ''} order by ${alias}.id desc limit ?)`;
  const lists =
    tx.actor.organisationKind === 'seller'
      ? [
          page(PART, {
            from: 'seller_order s join organisation o on o.id = s.buyer_id',
            alias: 's',
          }),
        ]
      : [
          page(REQUEST, {
            from: 'requisition r join organisation o on o.id = r.buyer_id',
            alias: 'r',
          }),
          page(ORDER, {
            from: 'purchase_order p join organisation o on o.id = p.buyer_id',
            alias: 'p',
          }),
        ];
  const raws = await tx.em.execute<Raw[]>(
    `select * from (${lists.join(' union all ')}) one order by id desc limit ?`,
    [...lists.flatMap(() => [after ?? null, after ?? null, limit + 1]), limit + 1],
  );
  const rows = raws.slice(0, limit).map(rowOf);
  return { rows, next: raws.length > limit ? rows.at(-1)?.id : undefined };
}

const FOUND_MAX = 25;
type Hits = Readonly<
  Record<'request' | 'order' | 'part' | 'visit' | 'document', Map<string, string>>
>;

function hits(): Hits {
  return {
    request: new Map(),
    order: new Map(),
    part: new Map(),
    visit: new Map(),
    document: new Map(),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const AUXILIARY = /(?<![\w-])[\w-]{32}(?![\w-])/g;
const AUXILIARY_MAX = 20;

/** The auxiliary ids in a pasted line of a document, tags and all; a text that is none of them stays itself. */
export function auxiliaryIdsIn(text: string): string[] {
  const found = [...new Set(text.match(AUXILIARY) ?? [])].slice(0, AUXILIARY_MAX);
  return found.length > 0 ? found : [text];
}

/** Each place that has numbers of its own, as a query of `kind, id, found`; `:q`, `:ref` and `:aux` stand for what is looked for. */
const PLACES: readonly string[] = [
  `select 'request' as kind, id, 'request' as found from requisition where number = :q`,
  `select 'request', requisition_id, 'auxiliary_id' from requisition_line where auxiliary_id = any(:aux::text[])`,
  `select 'order', id, 'order' from purchase_order where number = :q`,
  `select 'part', seller_order_id, 'auxiliary_id' from order_line where auxiliary_id = any(:aux::text[])`,
  `select 'part', id, 'seller_order' from seller_order where number = :q or buyer_order_number = :q`,
  `select 'part', seller_order_id, 'shipment' from shipment where number = :q or tracking_number = :q`,
  `select 'part', seller_order_id, 'receipt' from goods_receipt where number = :q`,
  `select 'part', seller_order_id, 'invoice' from invoice where (number = :q or payment_reference = :ref) and seller_order_id is not null`,
  `select 'part', i.seller_order_id, 'statement' from buyer_statement b join invoice i on i.statement_id = b.id
     where (b.number = :q or b.payment_reference = :ref) and i.seller_order_id is not null`,
  `select 'part', i.seller_order_id, 'payout' from payout o join seller_payable p on p.payout_id = o.id join invoice i on i.id = p.invoice_id
     where o.number = :q and i.seller_order_id is not null`,
  `select 'part', i.seller_order_id, 'remittance' from remittance_advice a join remittance_line l on l.advice_id = a.id
     join invoice i on i.id = l.invoice_id where (a.number = :q or a.reference = :q) and i.seller_order_id is not null`,
  `select 'part', i.seller_order_id, 'payment' from bank_entry e join allocation x on x.bank_entry_id = e.id join invoice i on i.id = x.invoice_id
     where (e.end_to_end_id = :q or e.structured_reference = :ref) and i.seller_order_id is not null`,
];

/** Records whose own number it is: their order or part, in the reader's sight. */
async function byNumbers(tx: TxCtx, { q, found }: { q: string; found: Hits }): Promise<void> {
  const values: Readonly<Record<string, string>> = {
    q,
    // A reference is read aloud in groups and written in either case.
    ref: q.replace(/\s/g, '').toUpperCase(),
    aux: `{${auxiliaryIdsIn(q)
      .map((one) => JSON.stringify(one))
      .join(',')}}`,
  };
  const given: string[] = [];
  const query = PLACES.map((place) => `(${place} limit ${FOUND_MAX})`)
    .join(' union all ')
    .replace(/(?<!:):(q|ref|aux)\b/g, (_, name: string) => {
      given.push(values[name] ?? '');
      return '?';
    });
  const rows = await tx.em.execute<
    { kind: 'request' | 'order' | 'part'; id: string; found: string }[]
  >(query, given);
  for (const { kind, id, found: by } of rows) if (!found[kind].has(id)) found[kind].set(id, by);
}

/** Sellers' parts behind records that have no thread of their own; one query for each kind of record. */
const BEHIND: Readonly<Record<string, string>> = {
  shipment: 'select id, seller_order_id as part from shipment where id = any(?::uuid[])',
  goods_receipt: 'select id, seller_order_id as part from goods_receipt where id = any(?::uuid[])',
  goods_return: `select r.id, l.seller_order_id as part from goods_return r join order_line l on l.id = r.order_line_id
    where r.id = any(?::uuid[])`,
  invoice:
    'select id, seller_order_id as part from invoice where id = any(?::uuid[]) and seller_order_id is not null',
  statement: `select statement_id as id, seller_order_id as part from invoice
    where statement_id = any(?::uuid[]) and seller_order_id is not null`,
  remittance_advice: `select l.advice_id as id, i.seller_order_id as part from remittance_line l join invoice i on i.id = l.invoice_id
    where l.advice_id = any(?::uuid[]) and i.seller_order_id is not null`,
};

type Linked = {
  readonly id: string;
  readonly type: string;
  readonly by: string;
  readonly document: string;
};

/** Adds the parts behind linked records; gives back the documents that led to one. */
async function addBehind(
  tx: TxCtx,
  { linked, found }: { linked: readonly Linked[]; found: Hits },
): Promise<ReadonlySet<string>> {
  const led = new Set<string>();
  for (const [type, rows] of Map.groupBy(linked, (one) => one.type)) {
    const query = BEHIND[type];
    if (!query) continue;
    const parts = await tx.em.execute<{ id: string; part: string }[]>(
      `${query} limit ${FOUND_MAX}`,
      [`{${rows.map(({ id }) => id).join(',')}}`],
    );
    for (const { id, part } of parts)
      for (const row of rows.filter((one) => one.id === id)) {
        led.add(row.document);
        if (!found.part.has(part)) found.part.set(part, row.by);
      }
  }
  return led;
}

/** Documents that bear the key: what they became, or, when nothing, they themselves. */
async function byDocuments(tx: TxCtx, { q, found }: { q: string; found: Hits }): Promise<void> {
  const rows = await tx.em.execute<
    {
      id: string;
      kind: string | null;
      links: { type: string; id: string }[];
      keys: string[];
      request_ids: string[];
    }[]
  >(
    `select e.id, e.kind, e.links, to_json(e.keys) as keys,
       (select to_json(c.requisition_ids) from order_comparison c where c.exchange_id = e.id limit 1) as request_ids
     from exchange e where e.keys @> ?::text[] or e.document_key = ? ${UUID.test(q) ? 'or e.id = ?::uuid' : ''}
     order by e.at desc, e.id desc limit ${FOUND_MAX}`,
    [`{${JSON.stringify(q)}}`, q, ...(UUID.test(q) ? [q] : [])],
  );
  const targets: Readonly<Record<string, keyof Hits>> = {
    punch_out_session: 'visit',
    requisition: 'request',
    purchase_order: 'order',
    seller_order: 'part',
  };
  const linked: Linked[] = [];
  const alone = new Map<string, string>();
  for (const row of rows) {
    const by = row.kind ?? 'document';
    // A document that became nothing itself names its visit or order among its keys.
    const named = row.keys.flatMap((key) => {
      const [, prefix, id = ''] = /^(visit|po):(.+)$/.exec(key) ?? [];
      return prefix ? [{ type: prefix === 'po' ? 'purchase_order' : 'punch_out_session', id }] : [];
    });
    const known = [...row.links, ...named].filter(({ type, id }) => targets[type] && UUID.test(id));
    const indirect = row.links.filter(({ type, id }) => BEHIND[type] && UUID.test(id));
    if (known.length === 0)
      linked.push(...indirect.map(({ type, id }) => ({ type, id, by, document: row.id })));
    for (const { type, id } of known) {
      const target = found[targets[type] ?? 'document'];
      if (!target.has(id)) target.set(id, by);
    }
    for (const id of row.request_ids ?? []) if (!found.request.has(id)) found.request.set(id, by);
    if (known.length === 0 && (row.request_ids ?? []).length === 0) alone.set(row.id, by);
  }
  const led = await addBehind(tx, { linked, found });
  for (const [id, by] of alone) if (!led.has(id)) found.document.set(id, by);
}

const idsIn = (map: ReadonlyMap<string, string>): string => `{${[...map.keys()].join(',')}}`;

/** A document that became nothing but bears the number of an order of its own partner is told in that order's thread. */
async function dropTold(tx: TxCtx, found: Hits): Promise<void> {
  if (found.document.size === 0 || found.order.size + found.part.size === 0) return;
  const rows = await tx.em.execute<{ id: string }[]>(
    `select id from exchange where id = any(?::uuid[]) and partner_id in (
       select buyer_id from seller_order where purchase_order_id = any(?::uuid[]) or id = any(?::uuid[])
       union select seller_id from seller_order where purchase_order_id = any(?::uuid[]) or id = any(?::uuid[]))`,
    [idsIn(found.document), ...[0, 1].flatMap(() => [idsIn(found.order), idsIn(found.part)])],
  );
  for (const { id } of rows) found.document.delete(id);
}

/** Parts belong to orders, visits to requests: what is seen whole is shown whole. */
async function gathered(tx: TxCtx, found: Hits): Promise<void> {
  if (tx.actor.organisationKind !== 'seller' && found.part.size > 0) {
    const rows = await tx.em.execute<{ id: string; order_id: string }[]>(
      'select id, purchase_order_id as order_id from seller_order where id = any(?::uuid[])',
      [idsIn(found.part)],
    );
    for (const { id, order_id } of rows) {
      const by = found.part.get(id) ?? '';
      found.part.delete(id);
      if (!found.order.has(order_id)) found.order.set(order_id, by);
    }
  }
  await dropTold(tx, found);
  if (found.visit.size > 0) {
    const rows = await tx.em.execute<{ id: string; session_id: string }[]>(
      'select id, session_id from requisition where session_id = any(?::uuid[])',
      [idsIn(found.visit)],
    );
    for (const { id, session_id } of rows) {
      const by = found.visit.get(session_id) ?? '';
      if (!found.request.has(id)) found.request.set(id, by);
    }
    for (const { session_id } of rows) found.visit.delete(session_id);
  }
  // A request whose order was found too is told by its order, which has all its requests.
  const rows = await tx.em.execute<{ id: string }[]>(
    'select requisition_id as id from purchase_order where id = any(?::uuid[]) and requisition_id is not null',
    [idsIn(found.order)],
  );
  for (const { id } of rows) found.request.delete(id);
}

async function visits(tx: TxCtx, ids: string): Promise<Raw[]> {
  const buyer = tx.actor.scope === 'party' ? (tx.actor.organisationId ?? null) : null;
  if (tx.actor.organisationKind === 'seller') return [];
  return privileged(tx, ({ em }) =>
    em.execute<Raw[]>(
      `select 'visit' as kind, v.id, v.operation as label, o.trading_name as party_name, v.state, null as total, null as currency,
         v.created_at::text as at, null as found from punch_out_session v join organisation o on o.id = v.buyer_id
       where v.id = any(?::uuid[]) and (?::uuid is null or v.buyer_id = ?::uuid)`,
      [ids, buyer, buyer],
    ),
  );
}

/**
 * The purchases that a key names, newest first, in the reader's own sight: payloadID, BuyerCookie, number of a
 * request, order, seller's part (which is its confirmation's too), shipment, tracking, receipt, invoice, statement,
 * remittance advice or payout, payment reference (blanks do not count), auxiliary ids also in the midst of a pasted
 * line, or an exchange's own id. Whole keys only; at most 25.
 */
export async function findThreads(tx: TxCtx, text: string): Promise<readonly ThreadRow[]> {
  const q = text.trim();
  if (q === '') return [];
  const found = hits();
  await byNumbers(tx, { q, found });
  await byDocuments(tx, { q, found });
  await gathered(tx, found);
  const raws = await tx.em.execute<Raw[]>(
    `${REQUEST}, null as found from requisition r join organisation o on o.id = r.buyer_id where r.id = any(?::uuid[])
     union all ${ORDER}, null from purchase_order p join organisation o on o.id = p.buyer_id where p.id = any(?::uuid[])
     union all ${PART}, null from seller_order s join organisation o on o.id = s.buyer_id where s.id = any(?::uuid[])
     union all select 'document', e.id, coalesce(e.kind, e.channel), o.trading_name, e.state, null, null, e.at::text, null
       from exchange e left join organisation o on o.id = e.partner_id where e.id = any(?::uuid[])`,
    [idsIn(found.request), idsIn(found.order), idsIn(found.part), idsIn(found.document)],
  );
  const rows = [...raws, ...(found.visit.size > 0 ? await visits(tx, idsIn(found.visit)) : [])];
  return rows
    .map((raw) => ({ ...rowOf(raw), found: found[raw.kind].get(raw.id) }))
    .sort((a, b) => Temporal.Instant.compare(b.at, a.at))
    .slice(0, FOUND_MAX);
}
