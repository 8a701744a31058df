import { Problem } from '../../src/base/index.ts';
import { CIF_TAIL, cifHead, cifRow } from './cif-write.ts';
import {
  INDEX_TAIL,
  INDEX_VERSION,
  INDEX_VERSION_LEVEL_2,
  indexHead,
  indexItem,
} from './index-write.ts';
import { CATALOGUE_FILE_BYTES_MAX, type CatalogueHeader, type CatalogueItem } from './model.ts';

export type CatalogueFile = { readonly content: Buffer; readonly items: number };

/** Collects items into files below a size; each call gives the file that is full, if one is. */
export type CatalogueWriter = {
  readonly add: (item: CatalogueItem) => CatalogueFile | undefined;
  readonly end: () => CatalogueFile | undefined;
};

type Kind = CatalogueItem['action'];
const KINDS: readonly Kind[] = ['add', 'punchout', 'delete'];

type Form = {
  readonly row: (item: CatalogueItem) => string;
  readonly file: (
    rows: ReadonlyMap<Kind, readonly string[]>,
    header: CatalogueHeader,
    items: number,
  ) => string;
  /** What a file has besides its rows, generously. */
  readonly frameBytes: number;
};

const cif: Form = {
  row: cifRow,
  file: (rows, header, itemCount) =>
    `${cifHead({ ...header, itemCount })}${KINDS.flatMap((kind) => rows.get(kind) ?? []).join('')}${CIF_TAIL}`,
  frameBytes: 4_000,
};

const index: Form = {
  row: indexItem,
  file: (rows, header) => {
    const version = (rows.get('punchout')?.length ?? 0) > 0 ? INDEX_VERSION_LEVEL_2 : INDEX_VERSION;
    // An IndexItem holds items of one kind.
    const groups = KINDS.flatMap((kind) => {
      const items = rows.get(kind) ?? [];
      return items.length > 0 ? [`<IndexItem>\n${items.join('')}</IndexItem>\n`] : [];
    });
    return `${indexHead(header, { version })}${groups.join('')}${INDEX_TAIL}`;
  },
  frameBytes: 4_000,
};

/**
 * Writes a catalogue as files that each stay within `bytesMax` (Ariba takes 4 MB): only the first of a full
 * catalogue is full, for a second full one would delete the first. At most one file is in memory. Refuses an
 * item that no file can hold (`catalogue_file.unwritable`).
 */
export function catalogueWriter(
  header: CatalogueHeader,
  {
    bytesMax = CATALOGUE_FILE_BYTES_MAX,
    isFirst = true,
  }: { bytesMax?: number; isFirst?: boolean } = {},
): CatalogueWriter {
  const form = header.format === 'cif' ? cif : index;
  let rows = new Map<Kind, string[]>();
  let bytes = form.frameBytes;
  let items = 0;
  let first = isFirst;
  const flush = (): CatalogueFile | undefined => {
    if (items === 0) return undefined;
    const loadMode = first ? header.loadMode : 'incremental';
    const file = { content: Buffer.from(form.file(rows, { ...header, loadMode }, items)), items };
    rows = new Map();
    bytes = form.frameBytes;
    items = 0;
    first = false;
    return file;
  };
  return {
    add: (item) => {
      const row = form.row(item);
      const size = Buffer.byteLength(row);
      if (size + form.frameBytes > bytesMax)
        throw new Problem('catalogue_file.unwritable', {
          item: item.supplierPartId,
          max_bytes: bytesMax,
        });
      const full = bytes + size > bytesMax ? flush() : undefined;
      const list = rows.get(item.action);
      if (list) list.push(row);
      else rows.set(item.action, [row]);
      bytes += size;
      items += 1;
      return full;
    },
    end: flush,
  };
}
