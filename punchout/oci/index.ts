export * from './call-up.ts';
export { buildOciFields, type OciItem } from './items.ts';
