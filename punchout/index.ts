/** The punch-out room: cXML and OCI as pure codecs, suite profiles as data. */
export {
  type DtdName,
  knownVersions,
  type Violation,
  validateCxml,
} from './content-model/index.ts';
export * from './cxml/index.ts';
export * from './differ/index.ts';
export {
  commonIdentityExtrinsics,
  type IdentityExtrinsics,
  type PunchOutUser,
  userOf,
} from './identity.ts';
export {
  type InspectedDocument,
  type InspectedLine,
  type InspectedParty,
  type InspectedReference,
  inspectCxml,
} from './inspect/index.ts';
export * from './oci/index.ts';
export {
  type JsonValue,
  resolveProfile,
  type SuiteProfile,
  suiteProfileSchema,
  suiteProfiles,
} from './profiles/index.ts';
