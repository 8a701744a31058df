import type { ProblemEntry } from '../problem.ts';

export const settlementProblems = {} as const satisfies Record<string, ProblemEntry>;
