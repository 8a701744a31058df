import { Problem } from '../../../base/index.ts';
import { privileged, readFile, type TxCtx } from '../../../platform/index.ts';

export type FileContent = { name: string; contentType: string; content: Buffer };

/**
 * A file for the seller of the invoice it belongs to: files are the buyer's rows, so that the invoice in the
 * seller's own sight is what opens them. `not_found` otherwise.
 */
export async function sellerFile(tx: TxCtx, id: string): Promise<FileContent> {
  const rows = await tx.em.execute(
    'select 1 from invoice where seller_id = ? and (ubl_file_id = ? or pdf_file_id = ?)',
    [tx.actor.organisationId ?? null, id, id],
  );
  if (rows.length === 0) throw new Problem('not_found', { what: 'file', id });
  return privileged(tx, (inner) => readFile(inner, id));
}
