import {
  bytesInBody,
  type Comments,
  cidOf,
  defaultMimeLimits,
  type MimeFile,
  type SuiteProfile,
} from '../../../punchout/index.ts';
import type { Invoice } from '../../domain/invoicing/index.ts';
import { readFile, type TxCtx } from '../../platform/index.ts';
import { MULTIPART_MAX } from '../cxml/body.ts';

/** For the document itself, which may have 2 MB, and the borders between the parts. */
const DOCUMENT_RESERVE = 2_100_000;

/** The PDFs of some invoices, and the Comments that name them. */
export type InvoiceFiles = {
  readonly files: readonly MimeFile[];
  readonly comments: readonly Comments[];
};

/**
 * The PDF of each legal invoice, where the profile wants it sent along (cXML guide, «Invoice attachments»): the
 * file as it was stored when the invoice was issued. Our limits at the door hold on the way out too (50 parts, 16 MB
 * in all); the PDFs that go beyond stay on the buyer's page, with the others.
 */
export async function invoiceFiles(
  tx: TxCtx,
  { invoices, profile }: { invoices: readonly Invoice[]; profile: SuiteProfile },
): Promise<InvoiceFiles> {
  if (profile.documents.invoicePdf !== 'attached') return { files: [], comments: [] };
  const files: MimeFile[] = [];
  let bytes = 0;
  for (const { pdfFileId, number } of invoices.slice(0, defaultMimeLimits.partsMax - 1)) {
    if (!pdfFileId) continue;
    const { content, contentType } = await readFile(tx, pdfFileId);
    const file = {
      contentId: `${pdfFileId}@comptoir`,
      contentType,
      name: `${number}.pdf`,
      content,
    };
    bytes += bytesInBody(file);
    if (bytes > MULTIPART_MAX - DOCUMENT_RESERVE) break;
    files.push(file);
  }
  const attachments = files.map(({ contentId }) => cidOf(contentId));
  return { files, comments: files.length === 0 ? [] : [{ text: '', attachments }] };
}
