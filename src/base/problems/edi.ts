import type { ProblemEntry } from '../problem.ts';

export const ediProblems = {} as const satisfies Record<string, ProblemEntry>;
