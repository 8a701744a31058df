import type { ProblemEntry } from '../problem.ts';

export const ledgerProblems = {} as const satisfies Record<string, ProblemEntry>;
