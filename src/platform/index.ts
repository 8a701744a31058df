export { allPermissions, type Permission, permissionsOf, type Role, roles } from './access.ts';
export {
  answerBytes,
  arriveAndLook,
  enterExchange,
  enteredStatement,
  enterLeftBehind,
} from './arrival.ts';
export { audit } from './audit.ts';
export { column, DecimalColumn, toInstant } from './columns.ts';
export { type Config, readConfig } from './config.ts';
export {
  type Actor,
  actingFor,
  asSystem,
  atOneMoment,
  type Clock,
  type Ctx,
  contextFor,
  type Services,
  systemClock,
  systemContext,
  type TxCtx,
} from './context.ts';
export { connect, type Entities, HouseNaming } from './database.ts';
export * from './entities.ts';
export { emit } from './events.ts';
export {
  type ExchangeOutcome,
  type ExchangeState,
  maskSecrets,
  noteExchange,
  noteStatement,
  recordAndLook,
  recordExchange,
} from './exchange.ts';
export { readFile, storeFile } from './files.ts';
export {
  enqueue,
  type Job,
  type JobList,
  type JobOptions,
  type JobPayload,
  migrateJobs,
  runJobsOnce,
  type Schedule,
  startWorker,
} from './jobs.ts';
export { createLog } from './log.ts';
export { type MailInput, queueMail, sendMail } from './mail.ts';
export { nextNumber } from './numbering.ts';
export { checkOutboundUrl, isPublicAddress, publicLookup } from './outbound-address.ts';
export { internalRows, partyReads, partyRows, sellerRows, sharedRows } from './policies.ts';
export {
  equalSecrets,
  hashPassword,
  lookupHash,
  openSecret,
  passwordMatches,
  sealSecret,
} from './secrets.ts';
export { micros, type Outcome, rowsGiven, type SqlValue, type Statement } from './statement.ts';
export {
  inputHash,
  type Json,
  lockRows,
  privileged,
  read,
  readGathered,
  readTogether,
  write,
  writeOnce,
  writeOnceGathered,
  writeStatement,
  writeTogether,
} from './write.ts';
