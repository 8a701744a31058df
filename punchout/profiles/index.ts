export {
  type DocumentEncoding,
  documentEncodings,
  inEncoding,
  xmlContentType,
} from './encoding.ts';
export { changedSettings, type JsonValue, mergePatch, patchBetween } from './patch.ts';
export {
  connectionProfile,
  overlaid,
  type ProfiledConnection,
  resolveProfile,
  suiteFrom,
} from './resolve.ts';
export {
  type ExtrinsicSource,
  extrinsicSources,
  type IgnorableField,
  ignorableFields,
  type SuiteProfile,
  suiteProfileSchema,
} from './schema.ts';
export { suiteProfiles } from './suites.ts';
