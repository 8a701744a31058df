/** The seller and finance formats as `comptoir inspect` meets them. */
export { inspectCamt } from './bank/index.ts';
export {
  INSPECT_TYPES,
  type InspectDocument,
  type InspectError,
  type Inspection,
  type InspectLine,
  type InspectParty,
  type InspectReference,
  type InspectTotalName,
} from './document.ts';
export { inspectEdifact } from './edifact/index.ts';
export { inspectUbl } from './einvoice/index.ts';
