export * from './dates.ts';
export { Decimal, type Rounding } from './decimal.ts';
export * from './ids.ts';
export * from './locale.ts';
export * from './money.ts';
export { Problem, type ProblemCode, type ProblemEntry, type ProblemParams } from './problem.ts';
export { creditorReference, groupsOfFour, isCreditorReference, mod97 } from './references.ts';
export { type Transitions, transition } from './states.ts';
export { unitText } from './units.ts';
