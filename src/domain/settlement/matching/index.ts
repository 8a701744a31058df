export { match, matchPayment } from './decide.ts';
export { consume, type IndexInput, type ItemIndex, indexItems } from './item-index.ts';
export { TOLERANCE_MINOR } from './plans.ts';
export { compact, isCreditorReference, referenceStretches, tokensOf } from './text.ts';
export type {
  Advice,
  ItemShare,
  KnownBuyer,
  KnownIbans,
  MatchKind,
  MatchResult,
  OpenItem,
  Payment,
  Proposal,
} from './types.ts';
