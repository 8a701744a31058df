import {
  type CatalogueHeader,
  type CatalogueIssue,
  type CatalogueReader,
  catalogueReader,
  checkItem,
} from '../../../punchout/index.ts';
import { type Locale, Problem, plainDateIn } from '../../base/index.ts';
import {
  catalogueFile,
  endOfRows,
  type LoadRow,
  loadRows,
  refuseCatalogueFile,
} from '../../domain/catalogue/index.ts';
import { organisation } from '../../domain/parties/index.ts';
import { type Ctx, Exchange, enqueue, type JobPayload, read, write } from '../../platform/index.ts';
import { TELL_UPLOAD_JOB } from './tell.ts';

const CHUNK_BYTES = 512_000;
const BATCH_ROWS = 500;

type Stored = {
  readonly fileId: string;
  readonly storedFileId: string;
  readonly sizeBytes: number;
  readonly currency: string;
  readonly locale: Locale;
  readonly rowsDone: number;
};

async function storedFile(ctx: Ctx, fileId: string): Promise<Stored | undefined> {
  return read(ctx, async (tx) => {
    const { file } = await catalogueFile(tx, { fileId, direction: 'in' });
    if (file.state !== 'running') return undefined;
    const exchange = await tx.em.findOneOrFail(Exchange, { id: file.exchangeId ?? '' });
    const seller = await organisation(tx, file.organisationId);
    return {
      fileId,
      storedFileId: exchange.fileId,
      sizeBytes: exchange.sizeBytes,
      currency: seller.currency,
      locale: seller.locale,
      rowsDone: file.rowsDone,
    };
  });
}

/** The stored bytes, half a megabyte at a time: a catalogue is never whole in this process. */
async function* chunksOf(
  ctx: Ctx,
  { storedFileId, sizeBytes }: Stored,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < sizeBytes; at += CHUNK_BYTES) {
    yield await read(ctx, async (tx) => {
      const [row] = await tx.em.execute<{ part: Uint8Array }[]>(
        'select substring(content from ? for ?) as part from stored_file where id = ?',
        [at + 1, CHUNK_BYTES, storedFileId],
      );
      return row?.part ?? new Uint8Array();
    });
  }
}

type Reading = { readonly reader: CatalogueReader; readonly rows: LoadRow[] };

/** A fault of the file's form stands for the row it spoiled; one of line 0 is about the whole file. */
function faultRow(issue: CatalogueIssue): LoadRow {
  return { kind: issue.line > 0 ? 'refused' : 'note', line: issue.line, sku: '', issues: [issue] };
}

function begin(
  first: Uint8Array,
  { currency, today }: { currency: string; today: Temporal.PlainDate },
): Reading {
  const rows: LoadRow[] = [];
  let header: CatalogueHeader | undefined;
  const reader = catalogueReader(first, {
    header: (found) => {
      header = found;
    },
    item: (item) => {
      if (header) rows.push(checkItem(item, { header, today, currency }));
    },
    issue: (issue) => void rows.push(faultRow(issue)),
  });
  return { reader, rows };
}

/**
 * Batches by count, always cut at the same places: a job that starts again counts its way to where the last one
 * came, without touching the database for what is done.
 */
function batches(ctx: Ctx, stored: Stored) {
  let count = 0;
  return async (rows: LoadRow[], { bytesDone, least }: { bytesDone: number; least: number }) => {
    while (rows.length >= least && rows.length > 0) {
      const batch = rows.splice(0, BATCH_ROWS);
      count += batch.length;
      if (count <= stored.rowsDone) continue;
      await loadRows(ctx, { fileId: stored.fileId, rows: batch, rowsDone: count, bytesDone });
    }
  };
}

async function readThrough(ctx: Ctx, stored: Stored): Promise<void> {
  const carryOut = batches(ctx, stored);
  const today = plainDateIn(ctx.now());
  let reading: Reading | undefined;
  let bytesDone = 0;
  for await (const chunk of chunksOf(ctx, stored)) {
    reading ??= begin(chunk, { currency: stored.currency, today });
    bytesDone += chunk.byteLength;
    try {
      reading.reader.write(chunk);
    } catch (error) {
      // The rows before the break are whole: they count.
      await carryOut(reading.rows, { bytesDone, least: 1 });
      throw error;
    }
    await carryOut(reading.rows, { bytesDone, least: BATCH_ROWS });
  }
  if (!reading) return;
  const { isWhole } = reading.reader.end();
  await carryOut(reading.rows, { bytesDone, least: 1 });
  await endOfRows(ctx, { fileId: stored.fileId, isWhole });
}

/**
 * Job `catalogue.read_file`: a seller's catalogue row by row into the shop, in batches of 500. May start again:
 * it goes on after the last whole batch. A file that breaks off in the middle (malformed XML) keeps what was
 * carried out and says where it broke.
 */
export async function readCatalogueFile(ctx: Ctx, payload: JobPayload): Promise<void> {
  const fileId = String(payload.fileId);
  const stored = await storedFile(ctx, fileId);
  try {
    if (stored) await readThrough(ctx, stored);
  } catch (error) {
    if (!stored || !(error instanceof Problem) || !/^(xml|catalogue_file)\./.test(error.code))
      throw error;
    await refuseCatalogueFile(ctx, { fileId, reason: error.text(stored.locale) });
  }
  // Also when a run before this one came to the end and no further.
  await write(ctx, (tx) => enqueue(tx, TELL_UPLOAD_JOB, { fileId }));
}
