import {
  READ_FILE_JOB,
  WITHDRAW_JOB,
  WRITE_FILES_JOB,
  withdrawUnnamed,
} from '../../domain/catalogue/index.ts';
import type { JobList } from '../../platform/index.ts';
import { readCatalogueFile } from './read.ts';
import { TELL_UPLOAD_JOB, tellUpload } from './tell.ts';
import { writeCatalogueFiles } from './write.ts';

export { isCatalogueFile, judgeCatalogue, takeCatalogue, uploadKey } from './intake.ts';
export { catalogueFileRoutes } from './routes.tsx';

/** Reading a seller's catalogue in, withdrawing what it leaves out, telling of it, writing a buyer's out. */
export const catalogueFileJobs: JobList = {
  [READ_FILE_JOB]: readCatalogueFile,
  [WITHDRAW_JOB]: (ctx, payload) => withdrawUnnamed(ctx, { fileId: String(payload.fileId) }),
  [WRITE_FILES_JOB]: writeCatalogueFiles,
  [TELL_UPLOAD_JOB]: tellUpload,
};

/** Which of these jobs hears of which event. */
export const catalogueFileSubscriptions: readonly (readonly [event: string, job: string])[] = [
  ['offers.loaded', TELL_UPLOAD_JOB],
];
