import { Problem } from '../../src/base/index.ts';
import { cifReader } from './cif-read.ts';
import { indexReader } from './index-read.ts';
import type { CatalogueReader, CatalogueSink } from './model.ts';

export { type CheckedItem, checkItem, type Verdict } from './check.ts';
export { cifReader } from './cif-read.ts';
export { indexReader } from './index-read.ts';
export {
  CATALOGUE_FILE_BYTES_MAX,
  type CatalogueEnd,
  type CatalogueHeader,
  type CatalogueIssue,
  type CatalogueItem,
  type CatalogueReader,
  type CatalogueSink,
} from './model.ts';
export { type CatalogueFile, type CatalogueWriter, catalogueWriter } from './writer.ts';

/** What the first bytes of a file say: a CIF begins with its name, an Index with `<`. */
export function catalogueFormat(head: Uint8Array): 'cif' | 'index' | undefined {
  const text = Buffer.from(head.subarray(0, 65_536)).toString('latin1');
  if (/^(\u00EF\u00BB\u00BF)?\s*"?CIF_I_V\d/.test(text)) return 'cif';
  if (/^(\u00EF\u00BB\u00BF)?\s*</.test(text) && /<(?:[\w.-]+:)?Index[\s>/]/.test(text))
    return 'index';
  return undefined;
}

/** The reader for a file by its first bytes; refuses what is neither (`catalogue_file.header`). */
export function catalogueReader(head: Uint8Array, sink: CatalogueSink): CatalogueReader {
  const format = catalogueFormat(head);
  if (!format)
    throw new Problem('catalogue_file.header', {
      line: 1,
      reason: 'it begins neither with CIF_I_V3.0 nor with an Index element',
    });
  return format === 'cif' ? cifReader(sink) : indexReader(sink);
}
