import type { ProblemEntry } from '../problem.ts';

export const bankProblems = {} as const satisfies Record<string, ProblemEntry>;
