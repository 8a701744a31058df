export * from './connections.ts';
export * from './downloads.ts';
export * from './jobs.ts';
