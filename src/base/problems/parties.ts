import type { ProblemEntry } from '../problem.ts';

export const partiesProblems = {} as const satisfies Record<string, ProblemEntry>;
