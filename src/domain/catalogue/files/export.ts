import { Problem } from '../../../base/index.ts';
import {
  audit,
  BulkProgress,
  type Ctx,
  enqueue,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { Organisation, TradingConnection } from '../../parties/index.ts';
import { pricedWhere, type ShownOffer } from '../queries/prices.ts';
import { buyerScope } from '../queries/scope.ts';
import { CatalogueFile } from './entities.ts';

/** The job that writes a buyer's catalogue into files. */
export const WRITE_FILES_JOB = 'catalogue.write_files';
const PAGE = 1_000;

export type FilesOut = {
  readonly connectionId: string;
  readonly format: 'cif' | 'index';
  /** Incremental: what changed on or after `since`, and what is no longer sold. */
  readonly since: Temporal.PlainDate | undefined;
  readonly content: 'priced' | 'level_2';
};

/**
 * Asks for a buyer's assortment at its contract prices as catalogue files. Needs `partner.manage`; a buyer for
 * its own connections only (`not_found` otherwise). Returns the id under which its files appear.
 */
export async function prepareCatalogueFiles(
  ctx: Ctx,
  asked: FilesOut,
): Promise<{ fileId: string }> {
  ctx.require('partner.manage');
  return write(ctx, async (own) => {
    const connection = await own.em.findOne(TradingConnection, { id: asked.connectionId });
    const missing = new Problem('not_found', { what: 'connection', id: asked.connectionId });
    if (!connection) throw missing;
    return privileged(own, async (tx) => {
      const buyer = await tx.em.findOne(Organisation, { id: connection.organisationId });
      if (buyer?.kind !== 'buyer') throw missing;
      const [total] = await tx.em.execute<{ count: number }[]>(
        'select count(*)::int as count from offer where active',
      );
      const [id, progressId] = [tx.newId(), tx.newId()];
      tx.em.create(BulkProgress, {
        id: progressId,
        organisationId: buyer.id,
        kind: 'catalogue_file',
        subject: connection.name,
        total: total?.count ?? 0,
        state: 'running',
        startedAt: tx.now(),
        updatedAt: tx.now(),
      });
      tx.em.create(CatalogueFile, {
        id,
        organisationId: buyer.id,
        direction: 'out',
        connectionId: connection.id,
        format: asked.format,
        loadMode: asked.since ? 'incremental' : 'full',
        since: asked.since ?? null,
        content: asked.content,
        fileName: `${connection.name}.${asked.format === 'cif' ? 'cif' : 'xml'}`,
        state: 'running',
        progressId,
        createdAt: tx.now(),
      });
      await tx.em.flush();
      await enqueue(tx, WRITE_FILES_JOB, { fileId: id }, { queue: `catalogue:${buyer.id}` });
      await audit(tx, { action: 'catalogue_file.asked', subject: `catalogue_file:${id}` });
      return { fileId: id };
    });
  });
}

export type ExportPage = {
  /** What this buyer may buy, priced at each offer's minimum, by id. */
  readonly offers: readonly ShownOffer[];
  /** Incremental: what changed and is not to be had any more. */
  readonly gone: readonly { readonly offerId: string; readonly sku: string }[];
  /** The last offer looked at; absent when there is no more. */
  readonly next: string | undefined;
  readonly seen: number;
};

type IdRow = { id: string; sku: string };

/** Ids first, so that a page is a range of the key whatever the buyer may see of it. */
async function idsAfter(
  tx: TxCtx,
  ask: {
    buyerId: string;
    after: string | null;
    since: Temporal.PlainDate | null;
    on: Temporal.PlainDate;
  },
): Promise<IdRow[]> {
  const after = ask.after ?? '00000000-0000-0000-0000-000000000000';
  if (!ask.since)
    return tx.em.execute<IdRow[]>(
      `select o.id, o.sku from offer o where o.id > ? and o.active order by o.id limit ${PAGE}`,
      [after],
    );
  const since = ask.since.toString();
  return tx.em.execute<IdRow[]>(
    `select o.id, o.sku from offer o join product p on p.id = o.product_id
     where o.id > ? and (o.updated_at >= ?::date or p.created_at >= ?::date or exists (
       select 1 from contract_price c where c.buyer_id = ? and c.seller_id = o.seller_id
         and (c.offer_id = o.id or starts_with(p.unspsc, c.unspsc_prefix))
         and (c.accepted_at >= ?::date or c.valid_from between ?::date and ?::date
           or c.valid_until between ?::date - 1 and ?::date - 1)))
     order by o.id limit ${PAGE}`,
    [after, since, since, ask.buyerId, since, since, ask.on.toString(), since, ask.on.toString()],
  );
}

/**
 * A page of a buyer's catalogue after an offer's id: a thousand offers in four statements. Prices are today's
 * at each offer's minimum quantity, contracts included.
 */
export async function exportPage(
  tx: TxCtx,
  ask: {
    buyerId: string;
    after: string | null;
    since: Temporal.PlainDate | null;
    on: Temporal.PlainDate;
  },
): Promise<ExportPage> {
  const scope = await buyerScope(tx, ask.buyerId);
  const rows = await idsAfter(tx, ask);
  const where = {
    sql: 'o.id = any(?::uuid[])',
    params: [`{${rows.map((row) => row.id).join(',')}}`],
  };
  const offers = rows.length > 0 ? await pricedWhere(tx, where, { scope, on: ask.on }) : [];
  const had = new Set(offers.map((offer) => offer.offerId));
  return {
    offers,
    gone: ask.since
      ? rows.filter((row) => !had.has(row.id)).map((row) => ({ offerId: row.id, sku: row.sku }))
      : [],
    next: rows.length === PAGE ? rows.at(-1)?.id : undefined,
    seen: rows.length,
  };
}

/** One written file is committed with the place it goes up to; the last one ends the work. */
export async function noteWritten(
  tx: TxCtx,
  written: { fileId: string; cursor: string | undefined; items: number; seen: number },
): Promise<void> {
  const file = await tx.em.findOneOrFail(CatalogueFile, { id: written.fileId });
  if (written.items > 0) file.files += 1;
  file.added += written.items;
  if (written.cursor) file.cursor = written.cursor;
  else {
    file.state = 'finished';
    file.finishedAt = tx.now();
  }
  await tx.em.execute(
    `update bulk_progress set done = least(?, coalesce(total, ?)), state = ?, updated_at = ?::timestamptz where id = ?`,
    [
      written.seen,
      written.seen,
      written.cursor ? 'running' : 'finished',
      tx.now().toString(),
      file.progressId,
    ],
  );
}
