export * from './attachments.ts';
export { type SellerOrderDocument, sellerOrderDocument } from './document.ts';
export * from './lists.ts';
export * from './orders.ts';
export * from './versions.ts';
export * from './views.ts';
