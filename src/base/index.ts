export * from './dates.ts';
export { Decimal, type Rounding } from './decimal.ts';
export * from './ids.ts';
export * from './locale.ts';
export * from './money.ts';
export { Problem, type ProblemCode, type ProblemEntry, type ProblemParams } from './problem.ts';
export { type Transitions, transition } from './states.ts';
