export { inspectInvoice } from './inspect.ts';
export * from './model.ts';
export {
  acceptInvoice,
  isValid,
  type RuleSetName,
  ruleSetsFor,
  type Violation,
  validateInvoice,
} from './rules/index.ts';
export {
  type Exemption,
  type LineAmounts,
  lineNetOf,
  type TotalsInput,
  totalsOf,
} from './totals.ts';
export { buildUblInvoice, inspectUbl, parseUbl, readUbl, type UblRead } from './ubl/index.ts';
export { isCommonUnit } from './units.ts';
