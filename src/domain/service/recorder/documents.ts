import type { ExchangeState, TxCtx } from '../../../platform/index.ts';
import { toInstant } from '../../../platform/index.ts';
import { idList, type Scope } from './scope.ts';
import { type Records, textList } from './side-facts.ts';
import type { DocumentFact } from './types.ts';

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

/** What a thread holds of documents at most: the oldest. */
export const DOCUMENTS_MAX = 1_000;

/** Keys that name this thread alone whoever the partner is, and numbers that do so for its own partners. */
function keysOf(found: Records): { own: string[]; numbers: string[] } {
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
      ...found.statements.map(({ number }) => number),
    ],
  };
}

function linksOf(found: Records): { type: string; id: string }[] {
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
    ...named('remittance_advice', found.advices),
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
 * those of its partners that carry one of its numbers; then what its partners say of any of these by payloadID.
 * Answers to interchanges and earlier copies come along by the same keys. The reader's own documents only.
 */
export async function documentsOf(
  tx: TxCtx,
  { scope, found, buyerId }: { scope: Scope; found: Records; buyerId: string | undefined },
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
    ...[...found.receipts, ...found.returns, ...found.advices, ...found.payouts].flatMap(
      ({ exchangeId }) => exchangeId ?? [],
    ),
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
     ), told as (
       select array_agg(e.document_key) as payloads from exchange e join hit on hit.id = e.id
       where e.channel = 'cxml' and e.partner_id = any(?::uuid[]) and length(e.document_key) >= 8
     ), every as (
       select id from hit
       union select id from exchange where keys && (select payloads from told) and partner_id = any(?::uuid[])
     )
     select e.id, e.direction, e.channel, e.kind, e.state, e.partner_id, e.document_key, e.links, jsonb_array_length(e.errors) as errors,
       e.errors -> -1 ->> 'message' as first_error, jsonb_array_length(e.advisories) as advisories, e.attempts, e.at::text as at
     from exchange e join every on every.id = e.id order by e.at, e.id limit ${DOCUMENTS_MAX + 1}`,
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
      idList(partners),
      idList(partners),
    ],
  );
  return raws.map(rowOf);
}
