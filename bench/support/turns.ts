/** Measured runs of each side. */
export const RUNS = 5;

/** Our side and the peer's in turn: a warm-up of each, then five runs of each. */
export async function inTurn<T>(
  sides: { readonly ours: () => Promise<T>; readonly peer: () => Promise<T> },
  say: (text: string) => void,
): Promise<{ readonly ours: readonly T[]; readonly peer: readonly T[] }> {
  say('warm-up');
  await sides.ours();
  await sides.peer();
  const ours: T[] = [];
  const peer: T[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    say(`run ${run} of ${RUNS}`);
    ours.push(await sides.ours());
    peer.push(await sides.peer());
  }
  return { ours, peer };
}
