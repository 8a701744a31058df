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

/**
 * Keeps files that came with an order, byte for byte. A later version adds its own to those before it: what a
 * seller worked from stays to be read.
 */
export async function attachFiles(
  tx: TxCtx,
  {
    purchaseOrderId,
    buyerId,
    files,
  }: { purchaseOrderId: string; buyerId: string; files: readonly OrderFile[] },
): Promise<void> {
  await privileged(tx, async (inner) => {
    for (const file of files) {
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
