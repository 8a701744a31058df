export { counterfactualsOf } from './counterfactuals.ts';
export { decide, isBetter } from './decide.ts';
export { type CreditFacts, type OverdueItem } from './facts.ts';
export { ruleset2026 } from './ruleset.ts';
