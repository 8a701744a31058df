import { Problem } from '../../../base/index.ts';
import { BulkProgress, type TxCtx } from '../../../platform/index.ts';
import { Organisation } from '../../parties/index.ts';
import { CatalogueFile, CatalogueFileError } from './entities.ts';

export type FileProgress = { readonly done: number; readonly total: number | null };

export type FileView = {
  readonly file: CatalogueFile;
  readonly progress: FileProgress;
  readonly organisationName: string;
};

async function viewsOf(tx: TxCtx, files: readonly CatalogueFile[]): Promise<FileView[]> {
  const progress = await tx.em.find(BulkProgress, {
    id: { $in: files.map((one) => one.progressId) },
  });
  const owners = await tx.em.find(Organisation, {
    id: { $in: files.map((one) => one.organisationId) },
  });
  const byId = new Map(progress.map((one) => [one.id, one]));
  const names = new Map(owners.map((one) => [one.id, one.tradingName]));
  return files.map((file) => ({
    file,
    progress: {
      done: byId.get(file.progressId)?.done ?? 0,
      total: byId.get(file.progressId)?.total ?? null,
    },
    organisationName: names.get(file.organisationId) ?? '',
  }));
}

/** Catalogue files in the reader's sight, newest first, from `after` (an id) on. */
export async function catalogueFiles(
  tx: TxCtx,
  ask: { direction: 'in' | 'out'; after?: string | undefined; limit: number },
): Promise<{ files: FileView[]; next?: string }> {
  const limit = Math.min(Math.max(1, ask.limit), 100);
  const found = await tx.em.find(
    CatalogueFile,
    { direction: ask.direction, ...(ask.after ? { id: { $lt: ask.after } } : {}) },
    { orderBy: { id: 'desc' }, limit: limit + 1 },
  );
  const last = found[limit - 1];
  return {
    files: await viewsOf(tx, found.slice(0, limit)),
    ...(found.length > limit && last ? { next: last.id } : {}),
  };
}

/** One catalogue file in the reader's sight; `not_found` otherwise. */
export async function catalogueFile(
  tx: TxCtx,
  { fileId, direction }: { fileId: string; direction: 'in' | 'out' },
): Promise<FileView> {
  const isId = /^[0-9a-f-]{36}$/i.test(fileId);
  const file = isId ? await tx.em.findOne(CatalogueFile, { id: fileId, direction }) : null;
  const [view] = file ? await viewsOf(tx, [file]) : [];
  if (!view) throw new Problem('not_found', { what: 'catalogue file', id: fileId });
  return view;
}

/** What is wrong in a file, by line, from after a mark `line~id` on. */
export async function catalogueFileErrors(
  tx: TxCtx,
  ask: { fileId: string; after?: string | undefined; limit: number },
): Promise<{ errors: CatalogueFileError[]; next?: string }> {
  const limit = Math.min(Math.max(1, ask.limit), 1_000);
  const [, line, id] = /^(\d{1,9})~([0-9a-f-]{36})$/.exec(ask.after ?? '') ?? [];
  const after =
    line && id
      ? { $or: [{ line: { $gt: Number(line) } }, { line: Number(line), id: { $gt: id } }] }
      : {};
  const found = await tx.em.find(
    CatalogueFileError,
    { fileId: ask.fileId, ...after },
    { orderBy: { line: 'asc', id: 'asc' }, limit: limit + 1 },
  );
  const last = found[limit - 1];
  return {
    errors: found.slice(0, limit),
    ...(found.length > limit && last ? { next: `${last.line}~${last.id}` } : {}),
  };
}

/** Whether a seller has sent a catalogue of this name before, one that could be read. */
export async function catalogueNamed(
  tx: TxCtx,
  { sellerId, name }: { sellerId: string; name: string },
): Promise<boolean> {
  const known = await tx.em.count(CatalogueFile, {
    organisationId: sellerId,
    direction: 'in',
    fileName: name,
    state: { $ne: 'refused' },
  });
  return known > 0;
}
