import { sha256Hex } from '../../../base/index.ts';
import { privileged, storeFile, type TxCtx } from '../../../platform/index.ts';
import { OrderAttachment } from '../entities.ts';

export type OrderFile = {
  readonly lineNumber?: number | undefined;
  readonly contentId?: string | undefined;
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
  /** `internal`: the buyer's own, which no seller sees (cXML Attachment `visibility`). */
  readonly visibility: 'supplier' | 'internal';
};

function keyOf({ name, lineNumber }: Pick<OrderFile, 'name' | 'lineNumber'>, sha: string): string {
  return `${lineNumber ?? ''} ${sha} ${name}`;
}

/** What came with an earlier version: suites send the same files with every change. */
async function knownFiles(tx: TxCtx, purchaseOrderId: string): Promise<Set<string>> {
  const rows = await tx.em.execute<{ name: string; line: number | null; sha256: string }[]>(
    `select a.name, a.line_number as line, f.sha256 from order_attachment a
       join stored_file f on f.id = a.file_id where a.purchase_order_id = ?`,
    [purchaseOrderId],
  );
  return new Set(
    rows.map(({ name, line, sha256 }) => keyOf({ name, lineNumber: line ?? undefined }, sha256)),
  );
}

/**
 * Keeps files that came with an order, byte for byte. A later version adds its own to those before it: what a
 * seller worked from stays to be read. A file that is there already is not kept twice.
 */
export async function attachFiles(
  tx: TxCtx,
  {
    purchaseOrderId,
    buyerId,
    files,
  }: { purchaseOrderId: string; buyerId: string; files: readonly OrderFile[] },
): Promise<void> {
  if (files.length === 0) return;
  await privileged(tx, async (inner) => {
    const known = await knownFiles(inner, purchaseOrderId);
    for (const file of files) {
      if (known.has(keyOf(file, sha256Hex(file.content)))) continue;
      const { name, contentType, content } = file;
      const fileId = await storeFile(inner, {
        name,
        contentType,
        content,
        organisationId: buyerId,
      });
      inner.em.create(OrderAttachment, {
        id: inner.newId(),
        purchaseOrderId,
        buyerId,
        lineNumber: file.lineNumber ?? null,
        fileId,
        contentId: file.contentId ?? null,
        name,
        contentType,
        sizeBytes: content.byteLength,
        visibility: file.visibility,
        at: inner.now(),
      });
    }
    await inner.em.flush();
  });
}
