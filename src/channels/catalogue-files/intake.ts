import { catalogueFormat, catalogueReader } from '../../../punchout/index.ts';
import { Problem, sha256Hex } from '../../base/index.ts';
import { takeCatalogueFile } from '../../domain/catalogue/index.ts';
import { type Ctx, noteExchange, recordExchange } from '../../platform/index.ts';

const HEAD_BYTES = 1_000_000;

export type TakenFile = {
  readonly exchangeId: string;
  readonly fileId: string;
  readonly state: 'taken' | 'duplicate';
};

/** Whether the first bytes are a catalogue file's, for a door that takes several kinds. */
export function isCatalogueFile(bytes: Uint8Array): boolean {
  return catalogueFormat(bytes) !== undefined;
}

/** The key by which a file's exchange names the CatalogUploadRequest that it came in. */
export function uploadKey(exchangeId: string): string {
  return `upload:${exchangeId}`;
}

/**
 * Refuses what is no catalogue, like `takeCatalogue`, and keeps nothing: for documents in test mode. Needs
 * `offer.manage`.
 */
export function judgeCatalogue(ctx: Ctx, bytes: Uint8Array): void {
  ctx.require('offer.manage');
  headOf(bytes);
}

/** Load mode from the head alone; what is no catalogue at all is refused before anything is queued. */
function headOf(bytes: Uint8Array): { format: 'cif' | 'index'; loadMode: 'full' | 'incremental' } {
  let found: { format: 'cif' | 'index'; loadMode: 'full' | 'incremental' } | undefined;
  const nothing = (): void => undefined;
  const reader = catalogueReader(bytes, {
    header: ({ format, loadMode }) => {
      found ??= { format, loadMode };
    },
    item: nothing,
    issue: nothing,
  });
  reader.write(bytes.subarray(0, HEAD_BYTES));
  // A small file's head may be known at its end only.
  if (!found && bytes.byteLength <= HEAD_BYTES) reader.end();
  if (!found)
    throw new Problem('catalogue_file.header', { line: 1, reason: 'its header does not end' });
  return found;
}

/**
 * Takes a seller's catalogue file: stored raw, its head read, then worked off by a job. The same bytes as the
 * last file are that file. `ctx` is the seller's own, with `offer.manage`. Refusals: `catalogue_file.header`,
 * `catalogue_file.charset`, `catalogue_file.busy`, those of the XML gate; each is noted on the exchange.
 */
export async function takeCatalogue(
  ctx: Ctx,
  {
    sellerId,
    bytes,
    contentType,
    fileName,
    keys = [],
    exchangeId: stored,
  }: {
    sellerId: string;
    bytes: Uint8Array;
    contentType: string;
    fileName: string;
    /** By what its exchange is found, beside its name. */
    keys?: readonly string[];
    /** A door that has stored the bytes already. */
    exchangeId?: string | undefined;
  },
): Promise<TakenFile> {
  ctx.require('offer.manage');
  const sha256 = sha256Hex(bytes);
  const exchangeId =
    stored ??
    (await recordExchange(ctx, {
      direction: 'in',
      channel: 'catalogue',
      content: bytes,
      contentType,
      partnerId: sellerId,
      keys: [fileName, ...keys],
    }));
  try {
    const head = headOf(bytes);
    const taken = await takeCatalogueFile(ctx, {
      sellerId,
      exchangeId,
      fileName,
      sha256,
      sizeBytes: bytes.byteLength,
      ...head,
    });
    await noteExchange(ctx, exchangeId, {
      state: taken.state === 'duplicate' ? 'duplicate' : 'accepted',
      kind: head.format === 'cif' ? 'CIF' : 'Index',
      partnerId: sellerId,
      links: [{ type: 'catalogue_file', id: taken.fileId, label: fileName }],
    });
    return { exchangeId, ...taken };
  } catch (error) {
    if (error instanceof Problem)
      await noteExchange(ctx, exchangeId, {
        state: 'refused',
        partnerId: sellerId,
        errors: [{ code: error.code, message: error.text('en') }],
      });
    throw error;
  }
}
