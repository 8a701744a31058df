export { keepSent, type ShapedCart, sentBefore, shapedCart } from './cart.ts';
export { profileLink, profileName } from './link.ts';
export { cartPreview } from './preview.tsx';
export { profileRoutes } from './routes.tsx';
export { suiteChoices } from './subject.ts';
export { changeText } from './words.ts';
