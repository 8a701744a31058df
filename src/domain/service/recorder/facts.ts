import { type Money, money } from '../../../base/index.ts';
import { privileged, type TxCtx, toInstant } from '../../../platform/index.ts';
import { comparisonsOf } from '../../purchasing/index.ts';
import { deliveryFacts } from './delivery-facts.ts';
import { DOCUMENTS_MAX, documentsOf } from './documents.ts';
import { moneyFacts } from './money.ts';
import { dayOr, idList, instantOr, type Scope } from './scope.ts';
import { actionsOf, mailsOf, sideMax } from './side-facts.ts';
import type {
  ApprovalFact,
  ComparisonFact,
  Facts,
  OrderFact,
  PartFact,
  RequestFact,
  SessionFact,
} from './types.ts';

type Row = Record<string, string | null>;
type Amounts = { net: string; vat: string; currency: string };

function gross({ net, vat, currency }: Amounts): Money {
  return money(BigInt(net) + BigInt(vat), currency);
}

async function sessions(tx: TxCtx, ids: readonly string[]): Promise<SessionFact[]> {
  if (ids.length === 0) return [];
  const rows = await privileged(tx, ({ em }) =>
    em.execute<Row[]>(
      `select id, operation, protocol, state, buyer_cookie, setup_payload_id, buyer_id, created_at::text as created_at,
         start_used_at::text as start_used_at, ended_at::text as ended_at from punch_out_session where id = any(?::uuid[])`,
      [idList(ids)],
    ),
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    operation: row.operation as SessionFact['operation'],
    protocol: row.protocol ?? '',
    state: row.state ?? '',
    buyerCookie: row.buyer_cookie ?? '',
    setupPayloadId: row.setup_payload_id ?? '',
    buyerId: row.buyer_id ?? '',
    createdAt: toInstant(row.created_at ?? ''),
    startUsedAt: instantOr(row.start_used_at),
    endedAt: instantOr(row.ended_at),
  }));
}

async function requests(tx: TxCtx, ids: readonly string[]): Promise<RequestFact[]> {
  if (ids.length === 0) return [];
  const rows = await tx.em.execute<(Row & Amounts)[]>(
    `select id, number, state, net_minor::text as net, vat_minor::text as vat, currency, session_id, buyer_id,
       created_at::text as created_at, valid_until::text as valid_until from requisition where id = any(?::uuid[])`,
    [idList(ids)],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    number: row.number ?? '',
    state: row.state ?? '',
    total: gross(row),
    sessionId: row.session_id ?? undefined,
    buyerId: row.buyer_id ?? '',
    createdAt: toInstant(row.created_at ?? ''),
    validUntil: toInstant(row.valid_until ?? ''),
  }));
}

async function approvals(tx: TxCtx, ids: readonly string[]): Promise<ApprovalFact[]> {
  if (ids.length === 0) return [];
  const rows = await tx.em.execute<Row[]>(
    `select id, requisition_id, decision, approver_name, decided_at::text as at from approval where requisition_id = any(?::uuid[])`,
    [idList(ids)],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    requisitionId: row.requisition_id ?? '',
    decision: row.decision as ApprovalFact['decision'],
    by: row.approver_name ?? '',
    at: toInstant(row.at ?? ''),
  }));
}

async function orders(tx: TxCtx, ids: readonly string[]): Promise<OrderFact[]> {
  if (ids.length === 0) return [];
  const rows = await tx.em.execute<(Row & Amounts & { order_version: number })[]>(
    `select id, number, order_version, state, net_minor::text as net, vat_minor::text as vat, currency, payload_id, buyer_id,
       ordered_at::text as at from purchase_order where id = any(?::uuid[])`,
    [idList(ids)],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    number: row.number ?? '',
    version: row.order_version,
    state: row.state ?? '',
    total: gross(row),
    payloadId: row.payload_id ?? undefined,
    buyerId: row.buyer_id ?? '',
    at: toInstant(row.at ?? ''),
  }));
}

async function parts(tx: TxCtx, ids: readonly string[]): Promise<PartFact[]> {
  if (ids.length === 0) return [];
  const rows = await tx.em.execute<(Row & Amounts)[]>(
    `select s.id, s.purchase_order_id, s.number, s.buyer_order_number, s.seller_id, o.trading_name as seller_name, s.buyer_id, s.state,
       s.net_minor::text as net, s.vat_minor::text as vat, s.currency, s.created_at::text as created_at, s.sent_at::text as sent_at,
       s.answered_at::text as answered_at, s.promised_on::text as promised_on
     from seller_order s join organisation o on o.id = s.seller_id where s.id = any(?::uuid[]) order by s.number`,
    [idList(ids)],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    orderId: row.purchase_order_id ?? '',
    number: row.number ?? '',
    buyerOrderNumber: row.buyer_order_number ?? '',
    sellerId: row.seller_id ?? '',
    sellerName: row.seller_name ?? '',
    buyerId: row.buyer_id ?? '',
    state: row.state ?? '',
    total: gross(row),
    createdAt: toInstant(row.created_at ?? ''),
    sentAt: instantOr(row.sent_at),
    answeredAt: instantOr(row.answered_at),
    promisedOn: dayOr(row.promised_on),
  }));
}

async function compared(tx: TxCtx, scope: Scope): Promise<ComparisonFact[]> {
  const { orderIds, requisitionIds, exchangeIds } = scope;
  if (orderIds.length + requisitionIds.length + exchangeIds.length === 0) return [];
  const found = await comparisonsOf(tx, {
    purchaseOrderIds: orderIds,
    requisitionIds,
    exchangeIds,
  });
  return found.map(({ counts, ...one }) => ({
    ...one,
    different: counts.changed + counts.missing + counts.added,
  }));
}

async function namesOf(tx: TxCtx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.em.execute<{ id: string; trading_name: string }[]>(
    'select id, trading_name from organisation where id = any(?::uuid[])',
    [idList([...new Set(ids)])],
  );
  return new Map(rows.map((row) => [row.id, row.trading_name]));
}

/** The oldest of what a thread holds at most, and whether there were more. */
function bounded<Row>(rows: readonly Row[], max: number): { kept: readonly Row[]; isCut: boolean } {
  return { kept: rows.slice(0, max), isCut: rows.length > max };
}

/** Everything known of the records of a thread, in the reader's own sight; one query for each kind of record. */
export async function factsOf(tx: TxCtx, scope: Scope): Promise<Facts> {
  const { cut, ...money } = await moneyFacts(tx, scope);
  const found = {
    sessions: await sessions(tx, scope.sessionIds),
    requests: await requests(tx, scope.requisitionIds),
    approvals: await approvals(tx, scope.requisitionIds),
    orders: await orders(tx, scope.orderIds),
    parts: await parts(tx, scope.partIds),
    ...(await deliveryFacts(tx, scope.partIds)),
    comparisons: await compared(tx, scope),
    ...money,
  };
  const buyerId = [...found.sessions, ...found.requests, ...found.orders, ...found.parts][0]
    ?.buyerId;
  const documents = bounded(await documentsOf(tx, { scope, found, buyerId }), DOCUMENTS_MAX);
  const mails = bounded(
    await mailsOf(tx, { found, documents: documents.kept, buyerId }),
    sideMax.mails,
  );
  const sides = { scope, found, documents: documents.kept, mails: mails.kept };
  const actions = bounded(await actionsOf(tx, sides), sideMax.actions);
  const sellerIds = found.parts.map(({ sellerId }) => sellerId);
  const partner = buyerId ?? documents.kept.find(({ partnerId }) => partnerId)?.partnerId;
  const names = await namesOf(tx, [...sellerIds, ...(partner ? [partner] : [])]);
  return {
    ...found,
    documents: documents.kept,
    mails: mails.kept,
    actions: actions.kept,
    cut: [
      ...cut,
      ...(documents.isCut ? (['documents'] as const) : []),
      ...(mails.isCut ? (['mails'] as const) : []),
      ...(actions.isCut ? (['actions'] as const) : []),
    ],
    buyerName: partner ? names.get(partner) : undefined,
    sellerNames: new Map(sellerIds.map((id) => [id, names.get(id) ?? ''])),
  };
}
