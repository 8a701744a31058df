import { Problem } from '../../../base/index.ts';
import { privileged, readFile, type TxCtx } from '../../../platform/index.ts';

export type FileContent = { name: string; contentType: string; content: Buffer };

/**
 * A file of an invoice or statement for its buyer, its seller or the operator. Files are the buyer's rows
 * and hold more than these (raw exchanges with their secrets), so that a document in the reader's own sight
 * is what opens them. `not_found`
 * otherwise.
 */
export async function documentFile(tx: TxCtx, id: string): Promise<FileContent> {
  const rows = await tx.em.execute(
    `select 1 from invoice where ubl_file_id = ? or pdf_file_id = ?
     union all select 1 from buyer_statement where pdf_file_id = ? limit 1`,
    [id, id, id],
  );
  if (rows.length === 0) throw new Problem('not_found', { what: 'file', id });
  return privileged(tx, (inner) => readFile(inner, id));
}
