import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { idList, type Scope } from './scope.ts';
import type { ActionFact, DocumentFact, Facts, MailFact } from './types.ts';

/** The records of a thread, as far as they have a name of their own. */
export type Records = Pick<
  Facts,
  | 'sessions'
  | 'requests'
  | 'orders'
  | 'parts'
  | 'shipments'
  | 'receipts'
  | 'returns'
  | 'invoices'
  | 'statements'
  | 'advices'
  | 'payments'
  | 'payouts'
  | 'comparisons'
>;

export function textList(values: readonly string[]): string {
  return `{${[...new Set(values)].map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** The records as audit and mails name them: `table:id`. */
export function subjectsOf(found: Records): string[] {
  const named = (table: string, ids: readonly (string | undefined)[]): string[] =>
    ids.flatMap((id) => (id ? [`${table}:${id}`] : []));
  const of = (table: string, rows: readonly { id: string }[]): string[] =>
    named(
      table,
      rows.map(({ id }) => id),
    );
  return [
    ...new Set([
      ...of('punch_out_session', found.sessions),
      ...of('requisition', found.requests),
      ...of('purchase_order', found.orders),
      ...of('seller_order', found.parts),
      ...of('shipment', found.shipments),
      ...of('goods_receipt', found.receipts),
      ...of('goods_return', found.returns),
      ...of('order_comparison', found.comparisons),
      ...of('invoice', found.invoices),
      ...of('buyer_statement', found.statements),
      ...of('remittance_advice', found.advices),
      ...named(
        'bank_entry',
        found.payments.map(({ bankEntryId }) => bankEntryId),
      ),
      ...named(
        'payout_run',
        found.payouts.map(({ payoutRunId }) => payoutRunId),
      ),
    ]),
  ];
}

const MAILS_MAX = 200;

type MailRow = {
  id: string;
  recipient: string;
  subject: string;
  state: MailFact['state'];
  organisation_id: string | null;
  at: string;
};

/** Numbers as a pattern that finds them whole in a subject; nothing of fewer than four signs is sure enough. */
function wholeNumbers(found: Records): string[] {
  return [
    ...found.requests.map(({ number }) => number),
    ...found.orders.map(({ number }) => number),
    ...found.parts.map(({ number }) => number),
    ...found.invoices.map(({ number }) => number),
  ]
    .filter((number) => number.length >= 4)
    .map((number) => `(^|[^[:alnum:]])${number.replace(/[^\w\s]/g, '\\$&')}([^[:alnum:]-]|$)`);
}

function startOf(found: Records, documents: readonly DocumentFact[]): Temporal.Instant | undefined {
  return [
    ...found.requests.map(({ createdAt }) => createdAt),
    ...found.parts.map(({ createdAt }) => createdAt),
    ...found.orders.map(({ at }) => at),
    ...documents.map(({ at }) => at),
  ].sort((a, b) => Temporal.Instant.compare(a, b))[0];
}

/**
 * Messages about the thread's records. One that was written before messages said what they are about is known by a
 * number of the thread in its subject, among those of its parties; and a statement's by the statement.
 */
export async function mailsOf(
  tx: TxCtx,
  {
    found,
    documents,
    buyerId,
  }: { found: Records; documents: readonly DocumentFact[]; buyerId: string | undefined },
): Promise<MailFact[]> {
  const partners = [...(buyerId ? [buyerId] : []), ...found.parts.map(({ sellerId }) => sellerId)];
  const start = startOf(found, documents);
  if (!start) return [];
  const rows = await tx.em.execute<MailRow[]>(
    `select id, recipient, subject, state, organisation_id, created_at::text as at from outgoing_mail
     where about && ?::text[] or id = any(?::uuid[]) or (
       about = '{}' and (organisation_id = any(?::uuid[]) or organisation_id is null) and created_at >= ?::timestamptz
       and created_at < ?::timestamptz and subject ~ any(?::text[]))
     order by created_at, id limit ${MAILS_MAX + 1}`,
    [
      textList(subjectsOf(found)),
      idList(found.statements.flatMap(({ mailId }) => mailId ?? [])),
      idList(partners),
      start.subtract({ minutes: 5 }).toString(),
      start.add({ hours: 24 * 400 }).toString(),
      textList(wholeNumbers(found)),
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    recipient: row.recipient,
    subject: row.subject,
    state: row.state,
    organisationId: row.organisation_id ?? undefined,
    at: toInstant(row.at),
  }));
}

const ACTIONS_MAX = 1_000;

/**
 * What people and jobs did to the thread's records, its documents and their delivery, its messages and its links, as
 * the audit has it; for readers who may read the audit, their own side's.
 */
export async function actionsOf(
  tx: TxCtx,
  {
    scope,
    found,
    documents,
    mails,
  }: {
    scope: Scope;
    found: Records;
    documents: readonly DocumentFact[];
    mails: readonly MailFact[];
  },
): Promise<ActionFact[]> {
  if (!tx.actor.permissions.has('audit.read')) return [];
  const documentIds = documents.map(({ id }) => id);
  const subjects = [
    ...subjectsOf(found),
    ...documentIds.map((id) => `exchange:${id}`),
    ...mails.map(({ id }) => `outgoing_mail:${id}`),
  ];
  const roots = [
    ...scope.sessionIds,
    ...scope.requisitionIds,
    ...scope.orderIds,
    ...scope.partIds,
    ...scope.exchangeIds,
  ];
  const rows = await tx.em.execute<Record<'id' | 'action' | 'actor' | 'at' | 'subject', string>[]>(
    `with subject as (
       select unnest(?::text[]) as name
       union select 'outgoing_delivery:' || id from outgoing_delivery where exchange_id = any(?::uuid[])
       union select 'thread_share:' || id from thread_share where root_id = any(?::uuid[]))
     select id, action, actor, subject, at::text as at from audit_record where subject in (select name from subject)
     order by at, id limit ${ACTIONS_MAX + 1}`,
    [textList(subjects), idList(documentIds), idList(roots)],
  );
  return rows.map((row) => ({ ...row, at: toInstant(row.at) }));
}

/** What a thread holds of messages and actions at most. */
export const sideMax = { mails: MAILS_MAX, actions: ACTIONS_MAX } as const;
