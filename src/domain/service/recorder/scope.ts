import { Problem } from '../../../base/index.ts';
import { privileged, type TxCtx, toInstant } from '../../../platform/index.ts';
import type { ThreadRoot } from './types.ts';

/** Which records make up a thread; everything else is found from them. */
export type Scope = {
  readonly sessionIds: readonly string[];
  readonly requisitionIds: readonly string[];
  readonly orderIds: readonly string[];
  readonly partIds: readonly string[];
  readonly exchangeIds: readonly string[];
};

/** A purchase hangs together over fewer records than this; a copied cart ordered for years does not end it. */
const SCOPE_MAX = 50;

export const idList = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** Instants and days as the driver gives them as text; nothing stays nothing. */
export const instantOr = (value: string | null | undefined): Temporal.Instant | undefined =>
  value ? toInstant(value) : undefined;
export const dayOr = (value: string | null | undefined): Temporal.PlainDate | undefined =>
  value ? Temporal.PlainDate.from(value) : undefined;

type Ids = { id: string }[];
const idsOf = (rows: Ids): string[] => rows.map(({ id }) => id);

/** Visits are nobody's rows: the buyer whose visit it is sees its own, through the system. */
export async function ownSessions(tx: TxCtx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0 || tx.actor.organisationKind === 'seller') return [];
  const buyer = tx.actor.scope === 'party' ? (tx.actor.organisationId ?? null) : null;
  return idsOf(
    await privileged(tx, ({ em }) =>
      em.execute<Ids>(
        'select id from punch_out_session where id = any(?::uuid[]) and (?::uuid is null or buyer_id = ?::uuid)',
        [idList(ids), buyer, buyer],
      ),
    ),
  );
}

async function ordersOfRequests(tx: TxCtx, requisitionIds: readonly string[]): Promise<string[]> {
  if (requisitionIds.length === 0) return [];
  const list = idList(requisitionIds);
  return idsOf(
    await tx.em.execute<Ids>(
      `select distinct l.purchase_order_id as id from order_line l
         join requisition_line r on r.auxiliary_id = l.auxiliary_id and r.buyer_id = l.buyer_id where r.requisition_id = any(?::uuid[])
       union select id from purchase_order where requisition_id = any(?::uuid[]) limit ${SCOPE_MAX}`,
      [list, list],
    ),
  );
}

async function requestsOfOrders(tx: TxCtx, orderIds: readonly string[]): Promise<string[]> {
  if (orderIds.length === 0) return [];
  const list = idList(orderIds);
  return idsOf(
    await tx.em.execute<Ids>(
      `select distinct r.requisition_id as id from order_line l
         join requisition_line r on r.auxiliary_id = l.auxiliary_id and r.buyer_id = l.buyer_id where l.purchase_order_id = any(?::uuid[])
       union select requisition_id from purchase_order where id = any(?::uuid[]) and requisition_id is not null limit ${SCOPE_MAX}`,
      [list, list],
    ),
  );
}

async function sessionsOfRequests(tx: TxCtx, requisitionIds: readonly string[]): Promise<string[]> {
  if (requisitionIds.length === 0) return [];
  const found = idsOf(
    await tx.em.execute<Ids>(
      'select distinct session_id as id from requisition where id = any(?::uuid[]) and session_id is not null',
      [idList(requisitionIds)],
    ),
  );
  return ownSessions(tx, found);
}

async function partsOf(tx: TxCtx, orderIds: readonly string[]): Promise<string[]> {
  if (orderIds.length === 0) return [];
  return idsOf(
    await tx.em.execute<Ids>(
      'select id from seller_order where purchase_order_id = any(?::uuid[]) order by number limit 500',
      [idList(orderIds)],
    ),
  );
}

const NOTHING: Scope = {
  sessionIds: [],
  requisitionIds: [],
  orderIds: [],
  partIds: [],
  exchangeIds: [],
};

async function fromRequests(tx: TxCtx, requisitionIds: readonly string[]): Promise<Scope> {
  const orderIds = await ordersOfRequests(tx, requisitionIds);
  return {
    ...NOTHING,
    requisitionIds,
    orderIds,
    sessionIds: await sessionsOfRequests(tx, requisitionIds),
    partIds: await partsOf(tx, orderIds),
  };
}

async function seen(tx: TxCtx, table: string, id: string): Promise<void> {
  const rows = await tx.em.execute<Ids>(`select id from ${table} where id = ?`, [id]);
  if (rows.length === 0) throw new Problem('not_found', { what: 'thread', id });
}

/** A document that became nothing: the request whose lines it named, if any, and itself. */
async function fromDocument(tx: TxCtx, id: string): Promise<Scope> {
  await seen(tx, 'exchange', id);
  const [compared] = await tx.em.execute<{ ids: string[] }[]>(
    'select to_json(requisition_ids) as ids from order_comparison where exchange_id = ? limit 1',
    [id],
  );
  const scope = compared ? await fromRequests(tx, compared.ids) : NOTHING;
  return { ...scope, exchangeIds: [id] };
}

/**
 * The records of a thread from the one it hangs on, in the reader's own sight: `not_found` where the reader
 * does not see that one.
 */
export async function scopeOf(tx: TxCtx, { kind, id }: ThreadRoot): Promise<Scope> {
  switch (kind) {
    case 'request':
      await seen(tx, 'requisition', id);
      return fromRequests(tx, [id]);
    case 'order': {
      await seen(tx, 'purchase_order', id);
      const requisitionIds = await requestsOfOrders(tx, [id]);
      const sessionIds = await sessionsOfRequests(tx, requisitionIds);
      return {
        ...NOTHING,
        requisitionIds,
        sessionIds,
        orderIds: [id],
        partIds: await partsOf(tx, [id]),
      };
    }
    case 'part':
      await seen(tx, 'seller_order', id);
      return { ...NOTHING, partIds: [id] };
    case 'visit': {
      const sessionIds = await ownSessions(tx, [id]);
      if (sessionIds.length === 0) throw new Problem('not_found', { what: 'thread', id });
      const requests = idsOf(
        await tx.em.execute<Ids>(
          `select id from requisition where session_id = ? limit ${SCOPE_MAX}`,
          [id],
        ),
      );
      return { ...(await fromRequests(tx, requests)), sessionIds };
    }
    case 'document':
      return fromDocument(tx, id);
  }
}
