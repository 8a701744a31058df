export { camtEvents, camtEventsOf, readCamt } from './camt053.ts';
export { buildCamt053, closingOf, type EntryDraft, type StatementDraft } from './camt053-build.ts';
export { isSepaText, sepaText } from './charset.ts';
export { inspectCamt } from './inspect.ts';
export * from './model.ts';
export {
  buildPain001,
  type CreditTransfer,
  type PaymentAddress,
  type PaymentBatch,
  type PaymentParty,
} from './pain001.ts';
export { isBic, isIban, isRfReference, normalIban, rfReference } from './references.ts';
