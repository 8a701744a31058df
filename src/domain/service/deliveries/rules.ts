import { sha256Hex } from '../../../base/index.ts';

/** How often and when a document is posted again; a suite profile's `retry`. */
export type RetryRules = {
  readonly attemptsMax: number;
  readonly firstDelaySeconds: number;
  readonly factor: number;
  readonly jitter: number;
};

/** A number from 0 (included) to 1 that belongs to a document's n-th attempt, the same on each machine. */
function shareOf(seed: string): number {
  return Number.parseInt(sha256Hex(seed).slice(0, 8), 16) / 0x1_0000_0000;
}

/**
 * Seconds until the next attempt after `attempts` failed ones: `firstDelaySeconds` × `factor`^(attempts−1),
 * lengthened or shortened by up to `jitter` of itself, so that what failed together does not come back
 * together. Undefined when the attempts are used up.
 */
export function secondsToNext(
  rules: RetryRules,
  { attempts, seed }: { attempts: number; seed: string },
): number | undefined {
  if (attempts >= rules.attemptsMax) return undefined;
  const plain = rules.firstDelaySeconds * rules.factor ** (attempts - 1);
  const swing = (shareOf(`${seed}:${attempts}`) * 2 - 1) * rules.jitter;
  return Math.max(1, Math.round(plain * (1 + swing)));
}
