import { Problem } from '../../base/index.ts';
import type { TradingConnection } from '../../domain/parties/index.ts';
import { type Ctx, enqueue, noteExchange, recordExchange, type TxCtx, write, writeOnce } from '../../platform/index.ts';
import { type InterchangeKey, interchangeKeys } from './envelope.ts';

/** Whether an interchange is to be applied: seen for the first time, sent again, or its reference reused. */
export type Verdict = { readonly kind: 'new' } | { readonly kind: 'resent' | 'reused'; readonly exchange: string };

/** The key under which an interchange is remembered, apart for each partner so that none blocks another. */
export function inboxKey(organisationId: string, { sender, qualifier, reference, test }: InterchangeKey): string {
  return `edi:${organisationId}:${sender}:${qualifier}:${reference}:${test ? 'test' : 'live'}`;
}

async function verdictOf(
  tx: TxCtx,
  { key, exchangeId, organisationId }: { key: InterchangeKey; exchangeId: string; organisationId: string },
): Promise<Verdict> {
  if (key.reference === '') return { kind: 'new' };
  const name = inboxKey(organisationId, key);
  try {
    const first = await writeOnce(tx, { key: name, input: key.hash }, async () => exchangeId);
    return first === exchangeId ? { kind: 'new' } : { kind: 'resent', exchange: first };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'idempotency.conflict') throw error;
    const rows = await tx.em.execute<{ result: string }[]>('select result from idempotency_key where key = ?', [`${tx.actor.scope}:${name}`]);
    return { kind: 'reused', exchange: rows[0]?.result ?? '–' };
  }
}

export type Taken = { readonly exchangeId: string; readonly state: 'received' | 'duplicate' };

/**
 * Takes the bytes a partner posted: exchange log, inbox keys and the job `edi.process` in one transaction,
 * before the door answers, so that what was answered 202 is never lost. Interchanges that were taken before
 * with the same bytes make it a `duplicate`: answered again, applied never (sender, UNB 0020, test flag).
 */
export async function takeDocument(
  ctx: Ctx,
  { connection, bytes, contentType }: { connection: TradingConnection; bytes: Uint8Array; contentType: string },
): Promise<Taken> {
  const { organisationId } = connection;
  const keys = interchangeKeys(bytes);
  return write(ctx, async (tx) => {
    const exchangeId = await recordExchange(tx, {
      direction: 'in', channel: 'edi', content: bytes, contentType, partnerId: organisationId,
      ...(keys[0]?.reference ? { documentKey: keys[0].reference } : {}),
      keys: [...new Set(keys.slice(1).map((key) => key.reference))].filter(Boolean).slice(0, 50),
    });
    const verdicts: Verdict[] = [];
    for (const key of keys) verdicts.push(await verdictOf(tx, { key, exchangeId, organisationId }));
    const isDuplicate = verdicts.length > 0 && verdicts.every((verdict) => verdict.kind === 'resent');
    if (isDuplicate) await noteExchange(tx, exchangeId, { state: 'duplicate' });
    // A partner's documents are worked off in the order they came: an answer before its despatch.
    await enqueue(tx, 'edi.process', { exchangeId, connectionId: connection.id, verdicts }, { queue: `edi:${organisationId}` });
    return { exchangeId, state: isDuplicate ? ('duplicate' as const) : ('received' as const) };
  });
}
