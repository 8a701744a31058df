export { ociCart } from './cart.ts';
export { ociDoor } from './door.ts';
