import {
  CATALOGUE_FILE_BYTES_MAX,
  type CatalogueHeader,
  type CatalogueItem,
  type CatalogueWriter,
  catalogueWriter,
  connectionProfile,
  type SuiteProfile,
  type CatalogueFile as Written,
} from '../../../punchout/index.ts';
import { plainDateIn } from '../../base/index.ts';
import {
  type CatalogueFile,
  catalogueFile,
  exportPage,
  noteWritten,
  type ShownOffer,
} from '../../domain/catalogue/index.ts';
import { type Organisation, organisation, TradingConnection } from '../../domain/parties/index.ts';
import {
  type Ctx,
  type JobPayload,
  read,
  recordExchange,
  type TxCtx,
  write,
} from '../../platform/index.ts';
import { ownCredentials } from '../outbound/identity.ts';

type Work = {
  readonly file: CatalogueFile;
  readonly buyer: Organisation;
  readonly profile: SuiteProfile;
  readonly header: CatalogueHeader;
  readonly punchoutUrl: string;
};

async function headerFor(
  tx: TxCtx,
  { file, buyer }: { file: CatalogueFile; buyer: Organisation },
): Promise<CatalogueHeader> {
  const [own] = await ownCredentials(tx);
  return {
    format: file.format,
    loadMode: file.loadMode,
    // One supplier for the whole catalogue: the marketplace, as on the orders that follow from it.
    supplierIds: own
      ? [{ domain: own.domain, value: own.identity }]
      : [{ domain: 'internalSupplierID', value: 'Comptoir' }],
    currency: buyer.currency,
    codeFormat: 'UNSPSC',
    units: 'un',
    itemCount: undefined,
    timestamp: tx.now().toString({ smallestUnit: 'second' }),
    comments: `Comptoir for ${buyer.tradingName}${file.since ? `, changes since ${file.since.toString()}` : ''}`,
    fieldNames: [],
  };
}

async function workOf(ctx: Ctx, fileId: string): Promise<Work | undefined> {
  return read(ctx, async (tx) => {
    const { file } = await catalogueFile(tx, { fileId, direction: 'out' });
    if (file.state !== 'running') return undefined;
    const buyer = await organisation(tx, file.organisationId);
    const connection = await tx.em.findOneOrFail(TradingConnection, {
      id: file.connectionId ?? '',
    });
    return {
      file,
      buyer,
      profile: connectionProfile(connection),
      header: await headerFor(tx, { file, buyer }),
      punchoutUrl: `${ctx.services.config.publicUrl}/cxml`,
    };
  });
}

const BLANK = {
  line: 0,
  description: '',
  classifications: [],
  territories: [],
  parameters: [],
  others: {},
};

function soldItem(
  offer: ShownOffer,
  { file, buyer, profile, header, punchoutUrl }: Work,
): CatalogueItem {
  const name = buyer.locale === 'fr' ? offer.nameFr : offer.nameEn;
  const level2 = file.content === 'level_2';
  return {
    ...BLANK,
    action: level2 ? 'punchout' : 'add',
    supplierId: header.supplierIds[0]?.value,
    supplierPartId: offer.sku,
    // Names the offer whichever seller has the same article number; a level-2 link comes back with it.
    auxiliaryId: offer.offerId,
    manufacturerPartId: offer.manufacturerPartId,
    manufacturerName: offer.manufacturer,
    description: name,
    shortName: name,
    language: buyer.locale,
    classifications: [
      {
        domain: profile.classification.domain,
        code: offer.unspsc.slice(0, profile.classification.digits),
      },
    ],
    unitPrice: offer.unitPrice.toString(),
    marketPrice: offer.listPrice.toString(),
    currency: offer.currency,
    unit: profile.units.map[offer.unit] ?? offer.unit,
    leadTime: String(offer.leadDays),
    ...(level2 ? { supplierUrl: punchoutUrl, punchoutLevel: 'product' } : {}),
  };
}

function goneItem(
  { offerId, sku }: { offerId: string; sku: string },
  { header }: Work,
): CatalogueItem {
  return {
    ...BLANK,
    action: 'delete',
    supplierId: header.supplierIds[0]?.value,
    supplierPartId: sku,
    auxiliaryId: offerId,
  };
}

/** One file into the exchange log, with the place it goes up to, in one transaction. */
async function commit(
  ctx: Ctx,
  {
    work,
    written,
    cursor,
    seen,
  }: { work: Work; written: Written | undefined; cursor: string | undefined; seen: number },
): Promise<void> {
  const { file, buyer } = work;
  await write(ctx, async (tx) => {
    if (written)
      await recordExchange(tx, {
        direction: 'out',
        channel: 'catalogue',
        kind: file.format === 'cif' ? 'CIF' : 'Index',
        content: written.content,
        contentType:
          file.format === 'cif' ? 'text/plain; charset=UTF-8' : 'text/xml; charset=UTF-8',
        partnerId: buyer.id,
        ...(file.connectionId ? { connectionId: file.connectionId } : {}),
        documentKey: file.id,
        keys: [file.fileName],
        state: 'sent',
      });
    await noteWritten(tx, { fileId: file.id, cursor, items: written?.items ?? 0, seen });
  });
}

type Progress = { seen: number; last: string | undefined };

/** Puts a page's items in order of their offers; a file that is full by then is committed up to the one before. */
async function addPage(
  ctx: Ctx,
  {
    work,
    writer,
    items,
    progress,
  }: {
    work: Work;
    writer: CatalogueWriter;
    items: readonly { readonly id: string; readonly item: CatalogueItem }[];
    progress: Progress;
  },
): Promise<void> {
  for (const { id, item } of items) {
    const written = writer.add(item);
    if (written) await commit(ctx, { work, written, cursor: progress.last, seen: progress.seen });
    progress.last = id;
  }
}

/**
 * Job `catalogue.write_files`: a buyer's assortment at its prices, a thousand offers at a time, into numbered
 * files of at most 4 MB in the exchange log. May start again: it goes on after the last committed file.
 */
export async function writeCatalogueFiles(ctx: Ctx, payload: JobPayload): Promise<void> {
  const work = await workOf(ctx, String(payload.fileId));
  if (!work) return;
  const { file, buyer } = work;
  const on = plainDateIn(ctx.now());
  const writer = catalogueWriter(work.header, {
    bytesMax: CATALOGUE_FILE_BYTES_MAX,
    isFirst: file.files === 0,
  });
  const progress: Progress = { seen: 0, last: undefined };
  let after: string | null | undefined = file.cursor ?? null;
  while (after !== undefined) {
    const page = await read(ctx, (tx) =>
      exportPage(tx, { buyerId: buyer.id, after: after ?? null, since: file.since ?? null, on }),
    );
    const items = [
      ...page.offers.map((offer) => ({ id: offer.offerId, item: soldItem(offer, work) })),
      ...page.gone.map((one) => ({ id: one.offerId, item: goneItem(one, work) })),
    ].sort((a, b) => (a.id < b.id ? -1 : 1));
    progress.seen += page.seen;
    await addPage(ctx, { work, writer, items, progress });
    after = page.next;
  }
  await commit(ctx, { work, written: writer.end(), cursor: undefined, seen: progress.seen });
}
