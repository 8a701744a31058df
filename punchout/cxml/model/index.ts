export type * from './common.ts';
export type * from './document.ts';
export type * from './envelope.ts';
export type * from './fulfilment.ts';
export type * from './invoice.ts';
export type * from './item.ts';
export type * from './order.ts';
export type * from './payload.ts';
