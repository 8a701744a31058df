export * from './commands.ts';
export { ProfileRevision, SuiteProfileRecord } from './entities.ts';
export * from './queries.ts';
