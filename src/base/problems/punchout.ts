import type { ProblemEntry } from '../problem.ts';

export const punchoutProblems = {} as const satisfies Record<string, ProblemEntry>;
