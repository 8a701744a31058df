export * from './files.ts';
export * from './invoices.ts';
export { mandateOf } from './mandates.ts';
export * from './statements.ts';
