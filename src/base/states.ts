import { Problem } from './problem.ts';

/** A state machine as data: each state and the states it may become. */
export type Transitions<S extends string> = { readonly [K in S]: readonly S[] };

/**
 * The next state, or the refusal `base.transition`. `subject` is the trade's word of the thing, for
 * the message. Staying in the same state is a transition like any other and must be listed.
 */
export function transition<S extends string>(
  table: Transitions<S>,
  { subject, from, to }: { subject: string; from: S; to: S },
): S {
  if (!table[from].includes(to)) throw new Problem('base.transition', { subject, from, to });
  return to;
}
