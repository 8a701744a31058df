/** Repeatable chance: the same seed and label give the same draws on every machine. Not for secrets. */
export type Random = {
  /** A whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** The position of one weight, each as likely as it is heavy. */
  readonly weighted: (weights: readonly number[]) => number;
  /** True in `permille` of a thousand draws. */
  readonly chance: (permille: number) => boolean;
  /** `count` different items, in random order; all of them when there are fewer. */
  readonly sample: <T>(items: readonly T[], count: number) => T[];
};

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** sfc32 (Chris Doty-Humphrey, PractRand): 32 bits a draw, warmed up by 16 draws. */
function sfc32(seed: number, label: string): () => number {
  let a = seed >>> 0;
  let b = fnv1a(label);
  let c = Math.floor(seed / 0x1_0000_0000) >>> 0;
  let counter = 1;
  const next = () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    return result >>> 0;
  };
  for (let at = 0; at < 16; at += 1) next();
  return next;
}

/** A stream of chance of its own for each part of the demo, so that one part never moves another. */
export function randomFrom(seed: number, label: string): Random {
  const next = sfc32(seed, label);
  const int = (min: number, max: number) => min + (next() % (max - min + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new RangeError('pick from an empty list');
    return item;
  };
  const weighted = (weights: readonly number[]) => {
    let left = int(0, weights.reduce((sum, weight) => sum + weight, 0) - 1);
    for (const [at, weight] of weights.entries()) {
      if (left < weight) return at;
      left -= weight;
    }
    return weights.length - 1;
  };
  const sample = <T>(items: readonly T[], count: number): T[] => {
    const rest = [...items];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) {
      taken.push(...rest.splice(int(0, rest.length - 1), 1));
    }
    return taken;
  };
  return { int, pick, weighted, sample, chance: (permille) => int(0, 999) < permille };
}
