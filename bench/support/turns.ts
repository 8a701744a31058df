/** Measured runs of each side. */
export const RUNS = 5;

/**
 * Our side and the peer's in turn: `warmUps` of each, then five runs of each. A server is warm when its code is
 * compiled: under load that takes some ten seconds.
 */
export async function inTurn<T>(
  sides: { readonly ours: () => Promise<T>; readonly peer: () => Promise<T> },
  say: (text: string) => void,
  { warmUps = 1 }: { warmUps?: number } = {},
): Promise<{ readonly ours: readonly T[]; readonly peer: readonly T[] }> {
  for (let run = 1; run <= warmUps; run += 1) {
    say(`warm-up ${run} of ${warmUps}`);
    await sides.ours();
    await sides.peer();
  }
  const ours: T[] = [];
  const peer: T[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    say(`run ${run} of ${RUNS}`);
    ours.push(await sides.ours());
    peer.push(await sides.peer());
  }
  return { ours, peer };
}
