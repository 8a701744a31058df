export { writesPriceBasis } from './amount.ts';
export { ECO_SKU, ecoAuxiliaryId, foldEcoLines, shapeBasket, withoutEcoLines } from './basket.ts';
export { bookingOf } from './extrinsics.ts';
export { type SentCart, type SentLine, sentCart } from './stored.ts';
export * from './types.ts';
