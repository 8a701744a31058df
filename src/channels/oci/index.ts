import type { CartEncoder } from '../../domain/purchasing/index.ts';
import { ociCart as encodeCart } from './cart.ts';
import { inItsFrame } from './return-form.ts';

export { ociDoor } from './door.ts';

/** The way back of an OCI visit, in the frame and charset its call-up asked for. */
export const ociCart: CartEncoder = inItsFrame(encodeCart);
