export { CatalogueFile, CatalogueFileError, type CatalogueFileState } from './entities.ts';
export {
  type ExportPage,
  exportPage,
  type FilesOut,
  noteWritten,
  prepareCatalogueFiles,
  WRITE_FILES_JOB,
} from './export.ts';
export {
  decideLeaving,
  endOfRows,
  type FileIn,
  type LoadRow,
  loadRows,
  READ_FILE_JOB,
  refuseCatalogueFile,
  takeCatalogueFile,
  WITHDRAW_JOB,
  withdrawUnnamed,
} from './load.ts';
export type { OfferRow } from './merge.ts';
export {
  catalogueFile,
  catalogueFileErrors,
  catalogueFiles,
  catalogueNamed,
  type FileProgress,
  type FileView,
} from './queries.ts';
