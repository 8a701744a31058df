import type { TradingConnection } from '../../domain/parties/index.ts';
import { trialReturnBase } from '../../domain/purchasing/index.ts';
import { type TxCtx, toInstant } from '../../platform/index.ts';

/** The first time something happened, and the document that shows it. */
export type Evidence = { readonly at: Temporal.Instant; readonly exchangeId: string | undefined };

/** What really happened over a connection; nothing of the virtual buyer's. */
export type Facts = {
  /** First accepted document of each kind, in and out (out: the partner's endpoint took it). */
  readonly received: ReadonlyMap<string, Evidence>;
  readonly delivered: ReadonlyMap<string, Evidence>;
  /** First set-up of each operation. */
  readonly operations: ReadonlyMap<string, Evidence>;
  readonly named: Evidence | undefined;
  readonly returned: Evidence | undefined;
  /** Units of the lines that went back, newest fifty baskets. */
  readonly units: readonly string[];
  readonly equalOrder: Evidence | undefined;
  readonly refusedFirst: Evidence | undefined;
  readonly corrected: Evidence | undefined;
  /** When a secret was added or put first, last. */
  readonly secretChanged: Evidence | undefined;
};

type Row = { key: string; at: string; id: string | null };

const evidence = (row: Row | undefined): Evidence | undefined =>
  row && { at: toInstant(row.at), exchangeId: row.id ?? undefined };

function byKey(rows: readonly Row[]): ReadonlyMap<string, Evidence> {
  return new Map(
    rows.map((row) => [row.key, { at: toInstant(row.at), exchangeId: row.id ?? undefined }]),
  );
}

/** The virtual buyer's own documents tick nothing. */
const REAL = `coalesce(document_key, '') not like 'trial.%@workbench.comptoir'`;

async function exchanged(
  tx: TxCtx,
  { connectionId, trialBase }: { connectionId: string; trialBase: string },
): Promise<Pick<Facts, 'received' | 'delivered' | 'operations' | 'refusedFirst' | 'corrected'>> {
  const received = await tx.em.execute<Row[]>(
    `select distinct on (kind) kind as key, at::text as at, id from exchange
     where connection_id = ? and direction = 'in' and state in ('accepted', 'duplicate')
       and kind is not null and kind not in ('OCI call-up', 'Ping') and ${REAL}
     order by kind, at, id`,
    [connectionId],
  );
  const delivered = await tx.em.execute<Row[]>(
    `select distinct on (kind) kind as key, at::text as at, id from exchange
     where connection_id = ? and direction = 'out' and state = 'sent' and answer_file_id is not null and kind is not null
     order by kind, at, id`,
    [connectionId],
  );
  const operations = await tx.em.execute<Row[]>(
    `select distinct on (s.operation) s.operation as key, s.created_at::text as at, s.exchange_id as id
     from punch_out_session s where s.connection_id = ? and coalesce(s.browser_form_post, '') not like ? || '%'
       and s.setup_payload_id not like 'trial.%@workbench.comptoir'
     order by s.operation, s.created_at, s.id`,
    [connectionId, trialBase],
  );
  const [corrected] = await tx.em.execute<(Row & { first_at: string; first_id: string })[]>(
    `select bad.kind as key, good.at::text as at, good.id, bad.at::text as first_at, bad.id as first_id
     from exchange bad join lateral (
       select at, id from exchange e where e.connection_id = bad.connection_id and e.direction = 'in'
         and e.kind = bad.kind and e.state = 'accepted' and (e.at, e.id) > (bad.at, bad.id) order by e.at, e.id limit 1) good on true
     where bad.connection_id = ? and bad.direction = 'in' and bad.state = 'refused' and ${REAL}
     order by bad.at, bad.id limit 1`,
    [connectionId],
  );
  const [refused] = await tx.em.execute<Row[]>(
    `select coalesce(kind, '') as key, at::text as at, id from exchange
     where connection_id = ? and direction = 'in' and state = 'refused' and ${REAL} order by at, id limit 1`,
    [connectionId],
  );
  return {
    received: byKey(received),
    delivered: byKey(delivered),
    operations: byKey(operations),
    refusedFirst: evidence(refused),
    corrected: evidence(corrected),
  };
}

async function shopped(
  tx: TxCtx,
  { connectionId, trialBase }: { connectionId: string; trialBase: string },
): Promise<Pick<Facts, 'named' | 'returned' | 'units' | 'equalOrder'>> {
  const real = `s.connection_id = ? and coalesce(s.browser_form_post, '') not like ? || '%'`;
  const [named] = await tx.em.execute<Row[]>(
    `select u.email as key, s.created_at::text as at, s.exchange_id as id
     from punch_out_session s join user_account u on u.id = s.user_id
     where ${real} and u.email not like 'shared@%' and u.email not like 'oci@%' order by s.created_at, s.id limit 1`,
    [connectionId, trialBase],
  );
  const [returned] = await tx.em.execute<Row[]>(
    `select r.id as key, r.created_at::text as at,
       (select e.id from exchange e where e.connection_id = s.connection_id and e.direction = 'out'
         and e.at >= r.created_at and e.kind in ('PunchOutOrderMessage', 'OCI cart') order by e.at, e.id limit 1) as id
     from requisition r join punch_out_session s on s.id = r.session_id
     where ${real} order by r.created_at, r.id limit 1`,
    [connectionId, trialBase],
  );
  const units = await tx.em.execute<{ unit: string }[]>(
    `select distinct l.unit from requisition_line l where l.requisition_id in (
       select r.id from requisition r join punch_out_session s on s.id = r.session_id
       where ${real} order by r.created_at desc, r.id desc limit 50) order by l.unit`,
    [connectionId, trialBase],
  );
  const [equal] = await tx.em.execute<Row[]>(
    `select * from (
       (select o.number as key, e.at::text as at, e.id from purchase_order o
        join exchange e on e.connection_id = o.connection_id and e.document_key = o.payload_id and e.state = 'accepted'
        where o.connection_id = ? and not exists (
          select from outbox_event x where x.name = 'order.differs' and x.payload ->> 'purchaseOrderId' = o.id::text)
        order by e.at, e.id limit 1)
       union all
       (select e.document_key, e.at::text, e.id from exchange e
        where e.connection_id = ? and e.kind = 'OrderRequest' and e.state = 'accepted'
          and e.advisories @> '[{"code":"test_order_equal"}]'::jsonb
        order by e.at, e.id limit 1)
     ) equal order by at limit 1`,
    [connectionId, connectionId],
  );
  return {
    named: evidence(named),
    returned: evidence(returned),
    units: units.map(({ unit }) => unit),
    equalOrder: evidence(equal),
  };
}

/** Everything the checklist needs, read with the system's sight; a dozen statements whatever the traffic. */
export async function connectionFacts(
  tx: TxCtx,
  connection: Pick<TradingConnection, 'id'>,
): Promise<Facts> {
  const connectionId = connection.id;
  const trialBase = trialReturnBase(tx.services.config);
  const [secret] = await tx.em.execute<Row[]>(
    `select action as key, at::text as at, null as id from audit_record
     where subject = ? and action in ('connection.secret_added', 'connection.secret_promoted') order by at desc limit 1`,
    [`trading_connection:${connectionId}`],
  );
  return {
    ...(await exchanged(tx, { connectionId, trialBase })),
    ...(await shopped(tx, { connectionId, trialBase })),
    secretChanged: evidence(secret),
  };
}
