import type { ProblemEntry } from '../problem-entry.ts';

export const partiesProblems = {} as const satisfies Record<string, ProblemEntry>;
