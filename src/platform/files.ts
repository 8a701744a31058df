import { Problem, sha256Hex } from '../base/index.ts';
import type { TxCtx } from './context.ts';
import { StoredFile } from './entities.ts';
import { privileged } from './write.ts';

export type FileInput = {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly organisationId?: string | undefined;
};

/** Stores bytes as they are, in the caller's transaction. Returns the file's id. */
export async function storeFile(tx: TxCtx, file: FileInput): Promise<string> {
  const id = tx.newId();
  await privileged(tx, async ({ em }) => {
    em.create(StoredFile, {
      id,
      organisationId: file.organisationId ?? null,
      name: file.name,
      contentType: file.contentType,
      sizeBytes: file.content.byteLength,
      sha256: sha256Hex(file.content),
      content: Buffer.from(file.content),
      createdAt: tx.now(),
    });
    await em.flush();
  });
  return id;
}

/** A stored file that the actor may see; `not_found` otherwise. */
export async function readFile(
  tx: TxCtx,
  id: string,
): Promise<{ name: string; contentType: string; content: Buffer }> {
  const file = await tx.em.findOne(StoredFile, { id });
  if (!file) throw new Problem('not_found', { what: 'file', id });
  return { name: file.name, contentType: file.contentType, content: Buffer.from(file.content) };
}
