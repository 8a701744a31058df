export {
  type ExplainedViolation,
  explainTree,
  type Violation,
  validateCxml,
  validateTree,
} from './validate.ts';
export {
  type ContentModel,
  contentModel,
  type DtdName,
  type ElementModel,
  knownVersions,
  modelForWriting,
  nearestVersion,
} from './versions.ts';
