export * from './price.ts';
export * from './quantity.ts';
export * from './segments.ts';
export * from './vat.ts';
export * from './words.ts';
