import type { ProblemEntry } from '../problem.ts';

export const ordersProblems = {} as const satisfies Record<string, ProblemEntry>;
