export { ecoGoods, foldEcoLines, shapeBasket, withoutEcoLines } from './basket.ts';
export { bookingOf } from './extrinsics.ts';
export { type SentCart, type SentLine, sentCart } from './stored.ts';
export * from './types.ts';
