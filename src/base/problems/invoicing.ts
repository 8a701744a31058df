import type { ProblemEntry } from '../problem.ts';

export const invoicingProblems = {} as const satisfies Record<string, ProblemEntry>;
