import { Problem } from '../../base/index.ts';
import type { Workbench } from '../../domain/parties/index.ts';
import { decodeDocument, exchangeBytes } from '../../domain/service/index.ts';
import { Exchange, maskSecrets, type TxCtx } from '../../platform/index.ts';

const PAGE = 30;
const SHOWN_BYTES_MAX = 200 * 1024;

/** This connection's documents, newest first, by key. The organisation's other connections are not among them. */
export async function connectionDocuments(
  tx: TxCtx,
  { connectionId, after }: { connectionId: string; after?: string | undefined },
): Promise<{ rows: readonly Exchange[]; next: string | undefined }> {
  const rows = await tx.em.find(
    Exchange,
    { connectionId, ...(after ? { id: { $lt: after } } : {}) },
    { orderBy: { id: 'desc' }, limit: PAGE + 1 },
  );
  const shown = rows.slice(0, PAGE);
  return { rows: shown, next: rows.length > PAGE ? shown.at(-1)?.id : undefined };
}

export type ShownDocument = {
  readonly exchange: Exchange;
  /** Masked; undefined for what is no text. */
  readonly document: string | undefined;
  readonly answer: string | undefined;
};

async function shown(
  tx: TxCtx,
  { exchangeId, part }: { exchangeId: string; part: 'document' | 'answer' },
): Promise<string | undefined> {
  const stored = await exchangeBytes(tx, { exchangeId, part, bytesMax: 2 * SHOWN_BYTES_MAX });
  const decoded = stored && decodeDocument(stored.content, stored.contentType);
  return decoded && maskSecrets(decoded.text).slice(0, SHOWN_BYTES_MAX);
}

/** One document of this connection with its answer, secrets masked; `not_found` for any other. */
export async function connectionDocument(
  tx: TxCtx,
  { connection, id }: { connection: Workbench['connection']; id: string },
): Promise<ShownDocument> {
  const exchange = await tx.em.findOne(Exchange, { id, connectionId: connection.id });
  if (!exchange) throw new Problem('not_found', { what: 'document', id });
  return {
    exchange,
    document: await shown(tx, { exchangeId: id, part: 'document' }),
    answer: await shown(tx, { exchangeId: id, part: 'answer' }),
  };
}
