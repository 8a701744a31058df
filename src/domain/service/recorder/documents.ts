import type { ExchangeState, TxCtx } from '../../../platform/index.ts';
import { toInstant } from '../../../platform/index.ts';
import { idList, type Scope } from './scope.ts';
import type { DocumentFact, Facts, MailFact } from './types.ts';

type Found = Pick<
  Facts,
  | 'sessions'
  | 'requests'
  | 'orders'
  | 'parts'
  | 'shipments'
  | 'invoices'
  | 'statements'
  | 'payments'
  | 'comparisons'
>;
type Raw = {
  id: string;
  direction: 'in' | 'out';
  channel: string;
  kind: string | null;
  state: ExchangeState;
  partner_id: string | null;
  document_key: string | null;
  links: DocumentFact['links'];
  errors: number;
  first_error: string | null;
  advisories: number;
  attempts: number;
  at: string;
};

const DOCUMENTS_MAX = 400;

function textList(values: readonly string[]): string {
  return `{${[...new Set(values)].map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Keys that name this thread alone whoever the partner is, and numbers that do so for its own partners. */
function keysOf(found: Found): { own: string[]; numbers: string[] } {
  const parts = found.parts.flatMap(({ number, orderId }) => [number, `po:${orderId}`]);
  return {
    own: [
      ...found.sessions.map(({ id }) => `visit:${id}`),
      ...found.orders.map(({ id }) => `po:${id}`),
      ...found.parts.map(({ orderId }) => `po:${orderId}`),
    ],
    numbers: [
      ...found.sessions.flatMap(({ buyerCookie }) => buyerCookie || []),
      ...found.requests.map(({ number }) => number),
      ...found.orders.map(({ number }) => number),
      ...parts,
      ...found.shipments.map(({ number }) => number),
      ...found.invoices.map(({ number }) => number),
    ],
  };
}

function linksOf(found: Found): { type: string; id: string }[] {
  const named = (type: string, rows: readonly { id: string }[]) =>
    rows.map(({ id }) => ({ type, id }));
  return [
    ...named('punch_out_session', found.sessions),
    ...named('requisition', found.requests),
    ...named('purchase_order', found.orders),
    ...named('seller_order', found.parts),
    ...named('shipment', found.shipments),
    ...named('invoice', found.invoices),
    ...named('statement', found.statements),
  ];
}

function rowOf(raw: Raw): DocumentFact {
  return {
    id: raw.id,
    direction: raw.direction,
    channel: raw.channel,
    kind: raw.kind ?? '',
    state: raw.state,
    partnerId: raw.partner_id ?? undefined,
    documentKey: raw.document_key ?? undefined,
    links: raw.links,
    errors: raw.errors,
    firstError: raw.first_error ?? undefined,
    advisories: raw.advisories,
    attempts: raw.attempts,
    at: toInstant(raw.at),
  };
}

/**
 * The documents of a thread: those that became one of its records, those that carry one of its own keys, and
 * those of its partners that carry one of its numbers. Answers to interchanges and earlier copies come along by
 * the same keys. The reader's own documents only.
 */
export async function documentsOf(
  tx: TxCtx,
  { scope, found, buyerId }: { scope: Scope; found: Found; buyerId: string | undefined },
): Promise<DocumentFact[]> {
  const { own, numbers } = keysOf(found);
  const partners = [...(buyerId ? [buyerId] : []), ...found.parts.map(({ sellerId }) => sellerId)];
  const payloads = [
    ...found.sessions.map(({ setupPayloadId }) => setupPayloadId),
    ...found.orders.flatMap(({ payloadId }) => payloadId ?? []),
  ];
  const ids = [
    ...scope.exchangeIds,
    ...found.payments.flatMap(({ exchangeId }) => exchangeId ?? []),
    ...found.comparisons.map(({ exchangeId }) => exchangeId),
  ];
  // A number is only a number: another year's order of the same one began before this thread or lies in it.
  const since = [...found.sessions, ...found.requests].map(({ createdAt }) => createdAt);
  const start = since.sort((a, b) => Temporal.Instant.compare(a, b))[0];
  const raws = await tx.em.execute<Raw[]>(
    `with hit as (
       select id from exchange where keys && ?::text[]
       union select id from exchange where keys && ?::text[] and partner_id = any(?::uuid[]) and (?::timestamptz is null or at >= ?::timestamptz)
       union select id from exchange where document_key = any(?::text[]) and partner_id = any(?::uuid[])
       union select id from exchange where id = any(?::uuid[])
       union select e.id from jsonb_to_recordset(?::jsonb) as w(type text, id text)
         join exchange e on e.links @> jsonb_build_array(jsonb_build_object('type', w.type, 'id', w.id))
     )
     select e.id, e.direction, e.channel, e.kind, e.state, e.partner_id, e.document_key, e.links, jsonb_array_length(e.errors) as errors,
       e.errors -> -1 ->> 'message' as first_error, jsonb_array_length(e.advisories) as advisories, e.attempts, e.at::text as at
     from exchange e join hit on hit.id = e.id order by e.at, e.id limit ${DOCUMENTS_MAX}`,
    [
      textList(own),
      textList(numbers),
      idList(partners),
      start?.toString() ?? null,
      start?.subtract({ minutes: 5 }).toString() ?? null,
      textList(payloads),
      idList(partners),
      idList([...new Set(ids)]),
      JSON.stringify(linksOf(found)),
    ],
  );
  return raws.map(rowOf);
}

const MAILS_MAX = 100;

/** Messages of the thread's parties whose subject names one of its numbers, and the statements' own. */
export async function mailsOf(
  tx: TxCtx,
  {
    found,
    documents,
    buyerId,
  }: { found: Found; documents: readonly DocumentFact[]; buyerId: string | undefined },
): Promise<MailFact[]> {
  const numbers = [
    ...found.requests.map(({ number }) => number),
    ...found.orders.map(({ number }) => number),
    ...found.parts.map(({ number }) => number),
    ...found.invoices.map(({ number }) => number),
  ].filter((number) => number.length >= 4);
  const partners = [...(buyerId ? [buyerId] : []), ...found.parts.map(({ sellerId }) => sellerId)];
  const times = [
    ...found.requests.map(({ createdAt }) => createdAt),
    ...documents.map(({ at }) => at),
  ];
  const start = [...times, ...found.parts.map(({ createdAt }) => createdAt)].sort((a, b) =>
    Temporal.Instant.compare(a, b),
  )[0];
  const mailIds = found.statements.flatMap(({ mailId }) => mailId ?? []);
  if (!start || (numbers.length === 0 && mailIds.length === 0)) return [];
  const rows = await tx.em.execute<
    {
      id: string;
      recipient: string;
      subject: string;
      state: MailFact['state'];
      organisation_id: string | null;
      at: string;
    }[]
  >(
    `select id, recipient, subject, state, organisation_id, created_at::text as at from outgoing_mail
     where id = any(?::uuid[]) or (
       (organisation_id = any(?::uuid[]) or organisation_id is null) and created_at >= ?::timestamptz and created_at < ?::timestamptz
       and exists (select from unnest(?::text[]) n where position(n in subject) > 0))
     order by created_at, id limit ${MAILS_MAX}`,
    [
      idList(mailIds),
      idList(partners),
      start.subtract({ minutes: 5 }).toString(),
      start.add({ hours: 24 * 400 }).toString(),
      textList(numbers),
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
