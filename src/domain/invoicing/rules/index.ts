export { commissionOn } from './commission.ts';
export * from './content.ts';
export {
  type CreditableLine,
  type CreditRequest,
  creditedCommission,
  creditLines,
  type FeeShare,
  type VatShare,
  withCreditedVat,
} from './credit.ts';
export {
  assembleInvoice,
  frameOf,
  lineAuxiliaryId,
  type SaleFacts,
  type SoldLine,
} from './document.ts';
export { commercialNotes, exemptionOf, mandateNote } from './legal.ts';
export { type Company, isFrenchCountry } from './parties.ts';
export { type InvoicedLine, partCommission, partNet, withPartVat } from './parts.ts';
export { contestUntil, dueDate, statementDueOn, type TermsBasis } from './terms.ts';
