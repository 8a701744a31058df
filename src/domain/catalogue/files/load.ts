import { LockMode } from '@mikro-orm/core';
import { type Locale, Problem, type Text, transition } from '../../../base/index.ts';
import {
  audit,
  BulkProgress,
  type Ctx,
  emit,
  enqueue,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { Organisation } from '../../parties/index.ts';
import {
  CatalogueFile,
  CatalogueFileError,
  type CatalogueFileState,
  catalogueFileTransitions,
} from './entities.ts';
import { mergeOffers, type OfferRow } from './merge.ts';

/** The jobs that read a file in, and withdraw what a full one does not name. */
export const READ_FILE_JOB = 'catalogue.read_file';
export const WITHDRAW_JOB = 'catalogue.withdraw_offers';

/** Above this share of a seller's active offers (and this many), a full file withdraws only when told to. */
const LEAVING_SHARE_MAX = 0.1;
const LEAVING_FREE = 20;
/** Errors kept of one file: more say nothing new; all are counted. */
const ERRORS_MAX = 10_000;
const WITHDRAW_CHUNK = 1_000;

export type RowIssue = {
  readonly line: number;
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: Text;
  readonly fix: Text;
};

/** One row as judged by the reader. */
export type LoadRow =
  | { readonly kind: 'add'; readonly item: OfferRow; readonly issues: readonly RowIssue[] }
  | { readonly kind: 'delete'; readonly line: number; readonly sku: string }
  /** A remark on the whole file is a `note`. */
  | {
      readonly kind: 'refused' | 'note';
      readonly line: number;
      readonly sku: string;
      readonly issues: readonly RowIssue[];
    };

export type FileIn = {
  readonly sellerId: string;
  readonly exchangeId: string;
  readonly format: 'cif' | 'index';
  readonly loadMode: 'full' | 'incremental';
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};

function ownSeller(ctx: Ctx, sellerId: string): void {
  ctx.require('offer.manage');
  if (ctx.actor.scope === 'party' && ctx.actor.organisationId !== sellerId)
    throw new Problem('not_found', { what: 'seller', id: sellerId });
}

async function lastOf(tx: TxCtx, sellerId: string): Promise<CatalogueFile | null> {
  return tx.em.findOne(
    CatalogueFile,
    { organisationId: sellerId, direction: 'in' },
    { orderBy: { id: 'desc' } },
  );
}

/**
 * Takes a seller's stored catalogue file to be read by a job. Needs `offer.manage`. The same bytes as the
 * seller's last file are that file again (`duplicate`): nothing happens twice. Refuses a second file while one
 * is being read (`catalogue_file.busy`): two of them would undo each other.
 */
export async function takeCatalogueFile(
  ctx: Ctx,
  file: FileIn,
): Promise<{ fileId: string; state: 'taken' | 'duplicate' }> {
  ownSeller(ctx, file.sellerId);
  return write(ctx, (own) =>
    privileged(own, async (tx) => {
      await tx.em.findOneOrFail(
        Organisation,
        { id: file.sellerId },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const last = await lastOf(tx, file.sellerId);
      if (last?.sha256 === file.sha256 && last.state !== 'refused')
        return { fileId: last.id, state: 'duplicate' as const };
      if (last && (last.state === 'running' || last.state === 'withdrawing'))
        throw new Problem('catalogue_file.busy', { file: last.fileName });
      if (last?.state === 'confirming') await settle(tx, { file: last, to: 'finished' });
      const [id, progressId] = [tx.newId(), tx.newId()];
      const { sellerId, sizeBytes, ...rest } = file;
      tx.em.create(BulkProgress, {
        id: progressId,
        organisationId: sellerId,
        kind: 'catalogue_file',
        subject: file.fileName,
        total: sizeBytes,
        state: 'running',
        startedAt: tx.now(),
        updatedAt: tx.now(),
      });
      tx.em.create(CatalogueFile, {
        id,
        organisationId: sellerId,
        direction: 'in',
        state: 'running',
        progressId,
        createdAt: tx.now(),
        ...rest,
      });
      await tx.em.flush();
      await enqueue(tx, READ_FILE_JOB, { fileId: id }, { queue: `catalogue:${sellerId}` });
      await audit(tx, { action: 'catalogue_file.taken', subject: `catalogue_file:${id}` });
      return { fileId: id, state: 'taken' as const };
    }),
  );
}

/** A file of work under way, locked for this transaction. */
async function locked(tx: TxCtx, fileId: string): Promise<CatalogueFile> {
  const file = await tx.em.findOne(
    CatalogueFile,
    { id: fileId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!file) throw new Problem('not_found', { what: 'catalogue file', id: fileId });
  return file;
}

async function noteProgress(
  tx: TxCtx,
  {
    file,
    done,
    state = 'running',
  }: { file: CatalogueFile; done?: number; state?: 'running' | 'finished' | 'failed' },
): Promise<void> {
  await tx.em.execute(
    `update bulk_progress set done = coalesce(?, total, done), state = ?, updated_at = ?::timestamptz where id = ?`,
    [done ?? null, state, tx.now().toString(), file.progressId],
  );
}

/** The end of a file's work: its list of article numbers is no longer needed. */
async function settle(
  tx: TxCtx,
  { file, to }: { file: CatalogueFile; to: 'finished' | 'refused' },
): Promise<void> {
  file.state = move(file, to);
  file.finishedAt = tx.now();
  await noteProgress(tx, { file, state: to === 'finished' ? 'finished' : 'failed' });
  await tx.em.execute('delete from catalogue_file_item where file_id = ?', [file.id]);
  const { added, changed, removed, refused } = file;
  await audit(tx, {
    action: `catalogue_file.${to}`,
    subject: `catalogue_file:${file.id}`,
    detail: { added, changed, removed, refused },
  });
  if (file.direction === 'in' && to === 'finished')
    await emit(tx, 'offers.loaded', { fileId: file.id, sellerId: file.organisationId });
}

function move(file: CatalogueFile, to: CatalogueFileState): CatalogueFileState {
  return transition(catalogueFileTransitions, { subject: 'catalogue file', from: file.state, to });
}

function twice(line: number, sku: string): LoadRow {
  return {
    kind: 'refused',
    line,
    sku,
    issues: [
      {
        line,
        field: 'Supplier Part ID',
        severity: 'error',
        code: 'catalogue.twice',
        message: {
          en: `${sku} stands in the file more than once; the first row counts.`,
          fr: `${sku} figure plusieurs fois dans le fichier ; la première ligne compte.`,
        },
        fix: { en: 'Remove the other rows.', fr: 'Supprimez les autres lignes.' },
      },
    ],
  };
}

function skuOf(row: LoadRow): string {
  return row.kind === 'add' ? row.item.sku : row.sku;
}

/** Notes the batch's article numbers; rows that name one for the second time are refused. */
async function firstNamed(
  tx: TxCtx,
  { fileId, rows }: { fileId: string; rows: readonly LoadRow[] },
): Promise<LoadRow[]> {
  const skus = [...new Set(rows.map(skuOf).filter((sku) => sku !== ''))];
  const fresh = await tx.em.execute<{ sku: string }[]>(
    `insert into catalogue_file_item (file_id, sku)
     select ?::uuid, sku from jsonb_array_elements_text(?::jsonb) as given(sku)
     on conflict do nothing returning sku`,
    [fileId, JSON.stringify(skus)],
  );
  const left = new Set(fresh.map((row) => row.sku));
  return rows.map((row) => {
    const sku = skuOf(row);
    if (row.kind === 'refused' || sku === '') return row;
    return left.delete(sku) ? row : twice(row.kind === 'add' ? row.item.line : row.line, sku);
  });
}

async function keepIssues(
  tx: TxCtx,
  { file, rows, locale }: { file: CatalogueFile; rows: readonly LoadRow[]; locale: Locale },
): Promise<void> {
  const issues = rows.flatMap((row) =>
    row.kind === 'delete' ? [] : row.issues.map((issue) => ({ ...issue, sku: skuOf(row) })),
  );
  file.warned += issues.filter((issue) => issue.severity === 'warning').length;
  const room = ERRORS_MAX - (await tx.em.count(CatalogueFileError, { fileId: file.id }));
  for (const issue of issues.slice(0, Math.max(0, room)))
    tx.em.create(CatalogueFileError, {
      id: tx.newId(),
      fileId: file.id,
      organisationId: file.organisationId,
      ...issue,
      sku: issue.sku.slice(0, 255),
      message: issue.message[locale].slice(0, 500),
      fix: issue.fix[locale].slice(0, 500),
    });
}

async function withdraw(
  tx: TxCtx,
  { sellerId, skus }: { sellerId: string; skus: readonly string[] },
): Promise<number> {
  if (skus.length === 0) return 0;
  const gone = await tx.em.execute<{ id: string }[]>(
    `update offer set active = false, version = version + 1, updated_at = ?::timestamptz
     where seller_id = ? and active and sku in (select jsonb_array_elements_text(?::jsonb)) returning id`,
    [tx.now().toString(), sellerId, JSON.stringify(skus)],
  );
  return gone.length;
}

/**
 * Carries out one batch of a file's rows, with the place reached, in one transaction: a job that is killed goes
 * on after its last whole batch, and a batch that comes again changes nothing. For the reading job.
 */
export async function loadRows(
  ctx: Ctx,
  batch: { fileId: string; rows: readonly LoadRow[]; rowsDone: number; bytesDone: number },
): Promise<void> {
  await write(ctx, async (tx) => {
    const file = await locked(tx, batch.fileId);
    if (file.state !== 'running' || file.rowsDone >= batch.rowsDone) return;
    const sellerId = file.organisationId;
    const seller = await tx.em.findOneOrFail(Organisation, { id: sellerId });
    const rows = await firstNamed(tx, { fileId: file.id, rows: batch.rows });
    const items = rows.flatMap((row) => (row.kind === 'add' ? [row.item] : []));
    const merged = await mergeOffers(tx, { sellerId, sellerName: seller.tradingName, rows: items });
    const skus = rows.flatMap((row) => (row.kind === 'delete' ? [row.sku] : []));
    file.removed += await withdraw(tx, { sellerId, skus });
    file.added += merged.added;
    file.changed += merged.changed;
    file.unchanged += merged.unchanged;
    file.refused += rows.filter((row) => row.kind === 'refused').length;
    file.rowsDone = batch.rowsDone;
    await keepIssues(tx, { file, rows, locale: seller.locale });
    await noteProgress(tx, { file, done: batch.bytesDone });
  });
}

const NOT_NAMED = `o.seller_id = ? and o.active
  and not exists (select 1 from catalogue_file_item i where i.file_id = ? and i.sku = o.sku)`;

async function leavingOf(
  tx: TxCtx,
  file: CatalogueFile,
): Promise<{ leaving: number; active: number }> {
  const [row] = await tx.em.execute<{ leaving: number; active: number }[]>(
    `select (select count(*)::int from offer o where ${NOT_NAMED}) as leaving,
       (select count(*)::int from offer o where o.seller_id = ? and o.active) as active`,
    [file.organisationId, file.id, file.organisationId],
  );
  return row ?? { leaving: 0, active: 0 };
}

/**
 * All rows of a file are carried out. A full file that ends where it says withdraws what it does not name: at
 * once where that is little, after a person's word where it is more than a tenth of the offers (and more than
 * twenty). One that is not whole withdraws nothing.
 */
export async function endOfRows(
  ctx: Ctx,
  { fileId, isWhole }: { fileId: string; isWhole: boolean },
): Promise<void> {
  await write(ctx, async (tx) => {
    const file = await locked(tx, fileId);
    if (file.state !== 'running') return;
    if (file.loadMode === 'incremental' || !isWhole) {
      if (!isWhole && file.loadMode === 'full') file.problem = 'not_whole';
      return settle(tx, { file, to: 'finished' });
    }
    const { leaving, active } = await leavingOf(tx, file);
    file.leaving = leaving;
    file.activeBefore = active;
    if (leaving === 0) return settle(tx, { file, to: 'finished' });
    if (leaving > LEAVING_FREE && leaving > active * LEAVING_SHARE_MAX) {
      file.state = move(file, 'confirming');
      await noteProgress(tx, { file });
      return undefined;
    }
    return startWithdrawing(tx, file);
  });
}

async function startWithdrawing(tx: TxCtx, file: CatalogueFile): Promise<void> {
  file.state = move(file, 'withdrawing');
  const queue = `catalogue:${file.organisationId}`;
  await enqueue(tx, WITHDRAW_JOB, { fileId: file.id }, { queue });
}

/**
 * The seller's word on what a full file does not name: withdrawn, or kept. Needs `offer.manage`. Refuses a file
 * that does not wait for it (`not_found` for another's).
 */
export async function decideLeaving(
  ctx: Ctx,
  { fileId, decision }: { fileId: string; decision: 'withdraw' | 'keep' },
): Promise<void> {
  ctx.require('offer.manage');
  await write(ctx, async (own) => {
    const seen = await own.em.findOne(CatalogueFile, { id: fileId, direction: 'in' });
    if (!seen) throw new Problem('not_found', { what: 'catalogue file', id: fileId });
    await privileged(own, async (tx) => {
      const file = await locked(tx, fileId);
      await audit(tx, {
        action: `catalogue_file.${decision}`,
        subject: `catalogue_file:${fileId}`,
      });
      if (decision === 'keep') return settle(tx, { file, to: 'finished' });
      return startWithdrawing(tx, file);
    });
  });
}

/** Job `catalogue.withdraw_offers`: a thousand in a transaction until none is left; safe to repeat. */
export async function withdrawUnnamed(ctx: Ctx, { fileId }: { fileId: string }): Promise<void> {
  for (let left = 1; left > 0; ) {
    left = await write(ctx, async (tx) => {
      const file = await locked(tx, fileId);
      if (file.state !== 'withdrawing') return 0;
      const gone = await tx.em.execute<{ id: string }[]>(
        `update offer set active = false, version = version + 1, updated_at = ?::timestamptz
         where id in (select o.id from offer o where ${NOT_NAMED} order by o.id limit ${WITHDRAW_CHUNK})
         returning id`,
        [tx.now().toString(), file.organisationId, fileId],
      );
      file.removed += gone.length;
      if (gone.length === 0) await settle(tx, { file, to: 'finished' });
      return gone.length;
    });
  }
}

/** A file that cannot be read at all, with the reason in the reader's words. Rows already carried out stay. */
export async function refuseCatalogueFile(
  ctx: Ctx,
  { fileId, reason }: { fileId: string; reason: string },
): Promise<void> {
  await write(ctx, async (tx) => {
    const file = await locked(tx, fileId);
    if (file.state !== 'running') return;
    file.problem = reason.slice(0, 1000);
    await settle(tx, { file, to: 'refused' });
  });
}
