export {
  CATEGORY_COUNT_MAX,
  type CategoryBranch,
  type CategoryCount,
  categoryTree,
} from './categories.ts';
export { offersNamed } from './named.ts';
export { type PricedOffer, priceOffers, type ShownOffer } from './prices.ts';
export { type ProductView, productPage, type ShownProduct } from './products.ts';
export { type ProductHit, type SearchAsk, type SearchResult, searchProducts } from './search.ts';
export {
  contractsOffered,
  type OfferedContract,
  type OwnOffer,
  offerOf,
  offersOf,
} from './seller.ts';
