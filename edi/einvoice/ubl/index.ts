export { buildUblInvoice } from './build.ts';
export { inspectUbl } from './inspect.ts';
export { parseUbl, readUbl, type UblRead } from './parse.ts';
