export * from './files.ts';
export * from './invoices.ts';
export * from './statements.ts';
