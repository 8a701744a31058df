export { counterfactualsOf } from './counterfactuals.ts';
export { decide, isBetter, type Verdict } from './decide.ts';
export { type CreditFacts, exposureAfter, type OverdueItem } from './facts.ts';
export { type Ruleset, ruleset2026 } from './ruleset.ts';
