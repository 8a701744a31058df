export { acceptContract, changeOffer, type OfferChange } from './commands.ts';
export * from './entities.ts';
export * from './files/index.ts';
export * from './queries/index.ts';
export { catalogueRoutes } from './routes.tsx';
export {
  type AppliedPrice,
  applicablePrice,
  type Break,
  checkQuantity,
  foldText,
  isService,
  leastQuantity,
  type QuantityTerms,
  searchTextOf,
  segmentName,
  type VatDecision,
  type VatParty,
  vatOf,
} from './rules/index.ts';
