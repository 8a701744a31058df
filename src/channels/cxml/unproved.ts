import { Problem } from '../../base/index.ts';
import type { Allowance } from '../../platform/http/index.ts';
import type { Ctx } from '../../platform/index.ts';

/** Said to proved senders only: their document is kept, and refused in its own words. */
const AFTER_PROOF: ReadonlySet<string> = new Set([
  'cxml.to_conflict',
  'oci.hook_url',
  'oci.function_unknown',
]);

/** Says that the sender was proved: what its document took of the address's allowance is free again. */
export type Proven = () => void;

/**
 * Before a document is stored: takes it out of its address's allowance of unproved documents. Once that is used
 * up, `prove` judges the sender first, without storing anything, so that a partner behind the same address is
 * served; whoever it refuses is turned away until the quarter of an hour is over (`request.unproved_flood`).
 */
export async function admit(
  ctx: Ctx,
  {
    allowance,
    from,
    bytes,
    prove,
  }: { allowance: Allowance; from: string; bytes: number; prove: () => Promise<unknown> },
): Promise<Proven> {
  const taken = allowance.take(from, { bytes, now: ctx.now() });
  if (taken.left === 'some') return taken.giveBack;
  if (taken.first === 'yes')
    ctx.services.log.warn(
      { requestId: ctx.requestId, from },
      'allowance of unproved documents used up',
    );
  try {
    await prove();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (!AFTER_PROOF.has(error.code))
      throw new Problem('request.unproved_flood', { seconds: taken.seconds });
  }
  return () => {};
}
