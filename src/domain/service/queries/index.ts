export * from './audit.ts';
export * from './exchanges.ts';
export * from './first-steps.ts';
export * from './health.ts';
export * from './jobs.ts';
export * from './links.ts';
export { type Cursor, readCursor } from './paging.ts';
export * from './partners.ts';
export * from './subjects.ts';
