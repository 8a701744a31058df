import type { ProblemEntry } from '../problem.ts';

export const creditProblems = {} as const satisfies Record<string, ProblemEntry>;
