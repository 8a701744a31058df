export { cxmlCart } from './cart.ts';
export { cxmlDoor, takeCxml } from './door.ts';
