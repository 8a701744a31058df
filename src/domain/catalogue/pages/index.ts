export { ContractsList, OffersList } from './lists.tsx';
export { type FieldError, OfferPage, type OfferValues } from './offer.tsx';
