import type { ProblemEntry } from '../problem.ts';

export const catalogueProblems = {} as const satisfies Record<string, ProblemEntry>;
