export { contestInvoice } from './contest.ts';
export { issueCreditNote, settleCreditNotes } from './credit-note.ts';
export { type IssuedDocument, issueInvoice } from './issue.ts';
export { activateMandate, signMandate, suspendMandate, terminateMandate } from './mandates.ts';
export { type IssuedStatement, issueStatement } from './statement.ts';
