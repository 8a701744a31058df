import type { JobList } from '../../platform/index.ts';
import { sendAnswer } from './acknowledge.ts';
import { processDocument } from './process.ts';

export { ediDoor } from './door.ts';
export { type Taken, takeDocument } from './intake.ts';
export { processDocument, sendAnswer };

/** The jobs behind `POST /edi`, by name. */
export const ediJobs: JobList = {
  'edi.process': processDocument,
  'edi.send': sendAnswer,
};
