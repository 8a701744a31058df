import { Problem } from '../../base/index.ts';
import type { Workbench } from '../../domain/parties/index.ts';
import { decodeDocument, exchangeBytes, maskStrictly } from '../../domain/service/index.ts';
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

/**
 * An integrator needs to read what the tests sent, names and all. In production the documents are of real people,
 * and the link still asks nobody who reads.
 */
function maskOf({ deploymentMode }: Workbench['connection']): (text: string) => string {
  return deploymentMode === 'production' ? maskStrictly : maskSecrets;
}

async function shown(
  tx: TxCtx,
  {
    exchangeId,
    part,
    mask,
  }: { exchangeId: string; part: 'document' | 'answer'; mask: (text: string) => string },
): Promise<string | undefined> {
  const stored = await exchangeBytes(tx, { exchangeId, part, bytesMax: 2 * SHOWN_BYTES_MAX });
  const decoded = stored && decodeDocument(stored.content, stored.contentType);
  return decoded && mask(decoded.text).slice(0, SHOWN_BYTES_MAX);
}

/** One document of this connection with its answer, secrets masked, in production people too; `not_found` for any other. */
export async function connectionDocument(
  tx: TxCtx,
  { connection, id }: { connection: Workbench['connection']; id: string },
): Promise<ShownDocument> {
  const exchange = await tx.em.findOne(Exchange, { id, connectionId: connection.id });
  if (!exchange) throw new Problem('not_found', { what: 'document', id });
  const mask = maskOf(connection);
  return {
    exchange,
    document: await shown(tx, { exchangeId: id, part: 'document', mask }),
    answer: await shown(tx, { exchangeId: id, part: 'answer', mask }),
  };
}
