/** The punch-out room: cXML and OCI as pure codecs, suite profiles as data. */
export * from './catalogue/index.ts';
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
export {
  contentIdOf,
  defaultMimeLimits,
  isMultipart,
  type MimeLimits,
  type MimeMessage,
  type MimePart,
  partOf,
  readMultipart,
} from './mime/index.ts';
export {
  bytesInBody,
  cidOf,
  isContentId,
  type MimeBody,
  type MimeFile,
  writeMultipart,
} from './mime/write.ts';
export * from './oci/index.ts';
export * from './profiles/index.ts';
export * from './shape/index.ts';
