import { Problem } from '../../base/index.ts';
import type { TradingConnection } from '../../domain/parties/index.ts';
import {
  type Ctx,
  enqueue,
  inputHash,
  noteExchange,
  recordExchange,
  type TxCtx,
  write,
  writeOnce,
} from '../../platform/index.ts';
import { type InterchangeKey, interchangeKeys } from './envelope.ts';

/** Whether an interchange is to be applied: seen for the first time, sent again, or its reference reused. */
export type Verdict =
  | { readonly kind: 'new' }
  | { readonly kind: 'resent' | 'reused'; readonly exchange: string };

/** The key under which an interchange is remembered, apart for each partner so that none blocks another. */
export function inboxKey(
  organisationId: string,
  { sender, qualifier, reference, test }: InterchangeKey,
): string {
  return `edi:${organisationId}:${sender}:${qualifier}:${reference}:${test ? 'test' : 'live'}`;
}

type Mine = { readonly exchangeId: string; readonly organisationId: string };
type Claim = { readonly key: string; readonly input_hash: string; readonly result: string };

/** Takes the key for this exchange unless another has it already; says nothing of which. */
async function claim(
  tx: TxCtx,
  key: InterchangeKey,
  { exchangeId, organisationId }: Mine,
): Promise<void> {
  if (key.reference === '') return;
  try {
    await writeOnce(
      tx,
      { key: inboxKey(organisationId, key), input: key.hash },
      async () => exchangeId,
    );
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'idempotency.conflict') throw error;
  }
}

/** What the inbox knows of each interchange of a file, in file order. The system's sight. */
export async function verdictsOf(
  tx: TxCtx,
  { bytes, ...mine }: Mine & { bytes: Uint8Array },
): Promise<Verdict[]> {
  const keys = interchangeKeys(bytes);
  const names = keys.map((key) => `system:${inboxKey(mine.organisationId, key)}`);
  const claims = await tx.em.execute<Claim[]>(
    `select key, input_hash, result from idempotency_key where key in (${['null', ...names.map(() => '?')].join(', ')})`,
    names,
  );
  return keys.map((key, at): Verdict => {
    const found = claims.find((one) => one.key === names[at]);
    if (!found || found.result === mine.exchangeId) return { kind: 'new' };
    const isSame = found.input_hash === inputHash(key.hash);
    return { kind: isSame ? 'resent' : 'reused', exchange: found.result };
  });
}

/** Marks the exchanges of one connection, whose documents are worked off in the order they came. */
export function connectionKey(connectionId: string): string {
  return `connection:${connectionId}`;
}

export type Taken = { readonly exchangeId: string; readonly state: 'received' | 'duplicate' };

/**
 * Takes the bytes a partner posted: exchange log, inbox keys and the job `edi.process` in one transaction,
 * before the door answers, so that what was answered 202 is never lost. Interchanges that were taken before
 * with the same bytes make it a `duplicate`: answered again, applied never (sender, UNB 0020, test flag).
 */
export async function takeDocument(
  ctx: Ctx,
  {
    connection,
    bytes,
    contentType,
  }: { connection: TradingConnection; bytes: Uint8Array; contentType: string },
): Promise<Taken> {
  const { organisationId } = connection;
  const keys = interchangeKeys(bytes);
  return write(ctx, async (tx) => {
    const exchangeId = await recordExchange(tx, {
      direction: 'in',
      channel: 'edi',
      content: bytes,
      contentType,
      partnerId: organisationId,
      ...(keys[0]?.reference ? { documentKey: keys[0].reference } : {}),
      keys: [
        connectionKey(connection.id),
        ...new Set(keys.slice(1, 50).map((key) => key.reference)),
      ].filter(Boolean),
    });
    for (const key of keys) await claim(tx, key, { exchangeId, organisationId });
    const verdicts = await verdictsOf(tx, { bytes, exchangeId, organisationId });
    const isDuplicate =
      verdicts.length > 0 && verdicts.every((verdict) => verdict.kind === 'resent');
    if (isDuplicate) await noteExchange(tx, exchangeId, { state: 'duplicate' });
    await enqueue(tx, 'edi.process', { exchangeId, connectionId: connection.id });
    return { exchangeId, state: isDuplicate ? ('duplicate' as const) : ('received' as const) };
  });
}
