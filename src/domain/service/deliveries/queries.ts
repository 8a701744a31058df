import { Problem } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';

/** A given-up or waiting document as the operator sees it. */
export type DeliveryRow = {
  readonly id: string;
  readonly exchangeId: string;
  readonly partnerId: string;
  readonly partnerName: string;
  readonly connectionName: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: 'waiting' | 'dead' | 'sent' | 'dismissed';
  readonly attempts: number;
  readonly attemptsTotal: number;
  readonly lastAnswer: string | undefined;
  readonly nextAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | undefined;
  readonly createdAt: Temporal.Instant;
  /** Documents of the same purchase orders that may not go before this one. */
  readonly behind: number;
  readonly dismissedBy: string | undefined;
  readonly dismissReason: string | undefined;
  /** A seller's order that nothing of was taken yet, or an invoice: it can be written anew. */
  readonly renewable: boolean;
};

export const deliveryFilters = ['dead', 'waiting', 'dismissed', 'sent'] as const;
export type DeliveryFilter = (typeof deliveryFilters)[number];

type Raw = {
  id: string;
  exchange_id: string;
  partner_id: string;
  partner_name: string;
  connection_name: string;
  kind: string;
  subject: string;
  state: DeliveryRow['state'];
  attempts: number;
  attempts_total: number;
  last_answer: string | null;
  next_at: string;
  settled_at: string | null;
  created_at: string;
  behind: number;
  dismissed_by: string | null;
  dismiss_reason: string | null;
  renewable: boolean;
};

function rowOf(raw: Raw): DeliveryRow {
  return {
    id: raw.id,
    exchangeId: raw.exchange_id,
    partnerId: raw.partner_id,
    partnerName: raw.partner_name,
    connectionName: raw.connection_name,
    kind: raw.kind,
    subject: raw.subject,
    state: raw.state,
    attempts: raw.attempts,
    attemptsTotal: raw.attempts_total,
    lastAnswer: raw.last_answer ?? undefined,
    nextAt: toInstant(raw.next_at),
    settledAt: raw.settled_at ? toInstant(raw.settled_at) : undefined,
    createdAt: toInstant(raw.created_at),
    behind: raw.behind,
    dismissedBy: raw.dismissed_by ?? undefined,
    dismissReason: raw.dismiss_reason ?? undefined,
    renewable: raw.renewable,
  };
}

const PAGE = 50;

/** Deliveries of one state or of all, oldest first, by key; `q` is the beginning of an order's or invoice's number. */
export async function deliveries(
  tx: TxCtx,
  ask: {
    state?: DeliveryFilter | undefined;
    partnerId?: string | undefined;
    q?: string | undefined;
    after?: string | undefined;
  },
): Promise<{ rows: DeliveryRow[]; next: string | undefined }> {
  const q = (ask.q ?? '').trim().replace(/[\\%_]/g, '\\$&');
  const found = await tx.em.execute<Raw[]>(
    `select d.id, d.exchange_id, d.partner_id, o.trading_name as partner_name, c.name as connection_name, d.kind,
       d.subject, d.state, d.attempts, d.attempts_total, d.last_answer, d.next_at, d.settled_at, d.created_at,
       d.dismissed_by, d.dismiss_reason, d.state = 'dead' and (exists (
         select 1 from seller_order s where s.state = 'to_send' and d.order_keys @> array['so:' || s.id]
           and s.number = d.subject and s.seller_id = d.partner_id) or exists (
         select 1 from exchange x where x.id = d.exchange_id and jsonb_array_length(x.links) = 1
           and x.links -> 0 ->> 'type' = 'invoice' and x.links -> 0 ->> 'label' = d.subject)) as renewable,
       (select count(*)::int from outgoing_delivery e
        where e.order_keys && d.order_keys and e.id > d.id and e.state = 'waiting') as behind
     from outgoing_delivery d join organisation o on o.id = d.partner_id
     join trading_connection c on c.id = d.connection_id
     where (?::text is null or d.state = ?) and (?::uuid is null or d.partner_id = ?::uuid) and (? = '' or d.subject ilike ?)
       and (?::uuid is null or d.id > ?::uuid)
     order by d.id limit ${PAGE + 1}`,
    [
      ask.state ?? null,
      ask.state ?? null,
      ask.partnerId ?? null,
      ask.partnerId ?? null,
      q,
      `${q}%`,
      ask.after ?? null,
      ask.after ?? null,
    ],
  );
  const rows = found.slice(0, PAGE).map(rowOf);
  return { rows, next: found.length > PAGE ? rows.at(-1)?.id : undefined };
}

export type DeadLetters = {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly dead: number;
  /** Documents that wait behind these. */
  readonly held: number;
};

/** How many documents were given up, by partner; the most first, at most a hundred partners. */
export async function deadLettersByPartner(tx: TxCtx): Promise<DeadLetters[]> {
  return tx.em.execute<DeadLetters[]>(
    `select d.partner_id as "partnerId", o.trading_name as "partnerName", count(*)::int as dead,
       (select count(*)::int from outgoing_delivery e where e.partner_id = d.partner_id and e.state = 'waiting'
          and exists (select 1 from outgoing_delivery f where f.partner_id = d.partner_id and f.state = 'dead'
                        and f.id < e.id and f.order_keys && e.order_keys)) as held
     from outgoing_delivery d join organisation o on o.id = d.partner_id
     where d.state = 'dead' group by d.partner_id, o.trading_name order by count(*) desc, o.trading_name limit 100`,
  );
}

/** Whether a document to the seller of this part was given up, so that what follows it waits for a person. */
export async function isHeld(
  tx: TxCtx,
  { sellerOrderId }: { sellerOrderId: string },
): Promise<boolean> {
  const [row] = await tx.em.execute<unknown[]>(
    `select 1 from outgoing_delivery where order_keys && array[?]::text[] and state = 'dead' limit 1`,
    [`so:${sellerOrderId}`],
  );
  return row !== undefined;
}

/** How many documents wait for a person: for the dashboard. */
export async function deadLetterCount(tx: TxCtx): Promise<number> {
  const [row] = await tx.em.execute<{ n: number }[]>(
    `select count(*)::int as n from outgoing_delivery where state = 'dead'`,
  );
  return row?.n ?? 0;
}

/** A partner's name, for the progress of its replay; `not_found` otherwise. */
export async function partnerName(tx: TxCtx, partnerId: string): Promise<string> {
  const [row] = await tx.em.execute<{ name: string }[]>(
    'select trading_name as name from organisation where id = ?',
    [partnerId],
  );
  if (!row) throw new Problem('not_found', { what: 'partner', id: partnerId });
  return row.name;
}
