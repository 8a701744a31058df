export * from './document.ts';
export * from './links.ts';
