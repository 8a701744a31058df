import type { ProblemEntry } from '../problem.ts';

export const einvoiceProblems = {} as const satisfies Record<string, ProblemEntry>;
