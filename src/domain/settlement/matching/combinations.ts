import type { OpenItem } from './types.ts';

/** Above this many items even the counting of subsets is too long for a page (2 × 2^20 sums, about 0.2 s). */
export const SUBSET_ITEMS_MAX = 40;

export type SubsetCount = {
  /** 2 means two or more. */
  readonly count: 0 | 1 | 2;
  /** Positions of the items of the solutions found. */
  readonly solutions: readonly (readonly number[])[];
};

const NONE: SubsetCount = { count: 0, solutions: [] };

function sumsOf(values: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** values.length);
  for (const [bit, value] of values.entries()) {
    const size = 2 ** bit;
    for (let mask = 0; mask < size; mask += 1) sums[size + mask] = (sums[mask] ?? 0) + value;
  }
  return sums;
}

function positionsOf(mask: number, offset: number): number[] {
  const found: number[] = [];
  for (let bit = 0; 2 ** bit <= mask; bit += 1)
    if (Math.floor(mask / 2 ** bit) % 2 === 1) found.push(offset + bit);
  return found;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * How many subsets of the values sum exactly to the target, counted up to two, by meeting in the middle:
 * 2^(n/2) sums of each half. Values may be negative (credit notes). Amounts are cents below 2^50, where
 * sums of 40 stay exact in a double; larger ones, more than 40 values, or a zero target give no solution.
 */
export function countSubsets(values: readonly bigint[], target: bigint): SubsetCount {
  const limit = 2n ** 46n;
  const tooLarge =
    values.some((value) => value > limit || value < -limit) || target > limit || target < -limit;
  if (tooLarge || target === 0n || values.length === 0 || values.length > SUBSET_ITEMS_MAX)
    return NONE;
  const numbers = values.map(Number);
  const half = Math.floor(numbers.length / 2);
  const left = sumsOf(numbers.slice(0, half));
  const right = sumsOf(numbers.slice(half));
  const sorted = right.slice().sort();
  const goal = Number(target);
  const solutions: number[][] = [];
  for (let mask = 0; mask < left.length && solutions.length < 2; mask += 1) {
    const rest = goal - (left[mask] ?? 0);
    let at = lowerBound(sorted, rest);
    if (sorted[at] !== rest) continue;
    let from = -1;
    while (sorted[at] === rest && solutions.length < 2) {
      from = right.indexOf(rest, from + 1);
      solutions.push([...positionsOf(mask, 0), ...positionsOf(from, half)]);
      at += 1;
    }
  }
  return { count: Math.min(2, solutions.length) as 0 | 1 | 2, solutions };
}

/** Pairs and triples that sum to the target, at most two: for a proposal where all subsets are too many. */
export function smallSubsets(values: readonly bigint[], target: bigint): number[][] {
  const found: number[][] = [];
  const places = new Map(values.map((value, at) => [value, at]));
  for (let a = 0; a < values.length && found.length < 2; a += 1) {
    const pair = places.get(target - (values[a] ?? 0n));
    if (pair !== undefined && pair > a) found.push([a, pair]);
    for (let b = a + 1; b < values.length && found.length < 2; b += 1) {
      const third = places.get(target - (values[a] ?? 0n) - (values[b] ?? 0n));
      if (third !== undefined && third > b) found.push([a, b, third]);
    }
  }
  return found;
}

/**
 * Runs of due dates: all items that fall due from one day to another, taken whole, whose sum is the
 * target. Items come sorted by due date. At most three runs of two items and more are given.
 */
export function dueDateRuns(
  items: readonly OpenItem[],
  values: readonly bigint[],
  target: bigint,
): number[][] {
  const isStart = (at: number): boolean =>
    at === 0 || !items[at]?.dueOn.equals(items[at - 1]?.dueOn ?? '1970-01-01');
  const isEnd = (at: number): boolean => at === items.length - 1 || isStart(at + 1);
  const found: number[][] = [];
  for (let from = 0; from < items.length && found.length < 3; from += 1) {
    if (!isStart(from)) continue;
    let sum = 0n;
    for (let to = from; to < items.length; to += 1) {
      sum += values[to] ?? 0n;
      if (to > from && isEnd(to) && sum === target)
        found.push(Array.from({ length: to - from + 1 }, (_, n) => from + n));
    }
  }
  return found;
}
