import type { ProblemEntry } from '../problem.ts';

export const purchasingProblems = {} as const satisfies Record<string, ProblemEntry>;
