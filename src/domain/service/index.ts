export * from './commands/index.ts';
export * from './deliveries/index.ts';
export * from './entities.ts';
export { RecordTimeline } from './pages/audit.tsx';
export * from './profiles/index.ts';
export * from './queries/index.ts';
export * from './recorder/index.ts';
export { serviceRoutes } from './routes/index.ts';
export { decodeDocument, linkHref } from './rules/index.ts';
