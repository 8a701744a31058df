import type { Evidence } from '../entities.ts';
import { countSubsets, dueDateRuns, SUBSET_ITEMS_MAX, smallSubsets } from './combinations.ts';
import {
  allOpen,
  ambiguousSubset,
  dueRun,
  namedSeller,
  oneSeller,
  oneStatement,
  sameAmounts,
  uncountedSubset,
  uniqueSubset,
} from './evidence.ts';
import { openOf, signedOpen } from './item-index.ts';
import {
  type Case,
  exactPlan,
  isWithinTolerance,
  overPlan,
  shortPlan,
  sumOpen,
  TOLERANCE_MINOR,
} from './plans.ts';
import { nameKey, wordsOf } from './text.ts';
import type { OpenItem, Payment, Plan } from './types.ts';

/** Up to here a subset that is the only one is nearly always the true one (0.99 and more, measured). */
export const SURE_ITEMS_MAX = 12;
/** Up to here subsets are counted without further support: 4,096 sums a half. */
const CHEAP_ITEMS_MAX = 24;

type Supported = { readonly items: readonly OpenItem[]; readonly evidence: Evidence };

function sameItems(a: readonly OpenItem[], b: readonly OpenItem[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}

function grouped<K>(
  items: readonly OpenItem[],
  key: (item: OpenItem) => K | undefined,
): Map<K, OpenItem[]> {
  const groups = new Map<K, OpenItem[]>();
  for (const item of items) {
    const name = key(item);
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return groups;
}

/** Sets that people pay as a whole (a run of due dates, a statement, a seller) and that sum to the amount. */
function supportedSets({ index }: Case, items: readonly OpenItem[], target: bigint): Supported[] {
  const values = items.map((item) => signedOpen(index, item));
  const sets: Supported[] = [];
  for (const run of dueDateRuns(items, values, target)) {
    const chosen = run.map((at) => items[at]).filter((item) => item !== undefined);
    sets.push({
      items: chosen,
      evidence: dueRun(chosen[0]?.dueOn.toString() ?? '', chosen.at(-1)?.dueOn.toString() ?? ''),
    });
  }
  for (const [reference, list] of grouped(items, (item) => item.statementReference)) {
    if (list.length > 1 && sumOpen(index, list) === target)
      sets.push({ items: list, evidence: oneStatement(reference) });
  }
  for (const [seller, list] of grouped(items, (item) => item.sellerName)) {
    if (list.length > 1 && sumOpen(index, list) === target)
      sets.push({ items: list, evidence: oneSeller(seller) });
  }
  return sets;
}

/** The seller that all these items have in common and that the payment's text names. */
function sellerNamed(payment: Payment, items: readonly OpenItem[]): string | undefined {
  const [first] = items;
  if (!first || items.some((item) => item.sellerName !== first.sellerName)) return undefined;
  const words = new Set(wordsOf(payment.text));
  const name = nameKey(first.sellerName)
    .split(' ')
    .filter((word) => word.length >= 3);
  return name.length > 0 && name.every((word) => words.has(word)) ? first.sellerName : undefined;
}

/**
 * Plans in which several of the items sum to a target. A subset is safe when it is the only one, and the
 * items are few (12) or people pay such sets as a whole (one run of due dates, statement or seller) or the
 * text names the seller. More than 24 items are counted only to confirm such a set; more than 40 never.
 * `taken` are items that the payment names already; they belong to each plan.
 */
export function subsetPlans(
  at: Case,
  items: readonly OpenItem[],
  {
    target,
    taken = [],
    evidence,
  }: { target: bigint; taken?: readonly OpenItem[]; evidence: readonly Evidence[] },
): Plan[] {
  const { index, payment } = at;
  const values = items.map((item) => signedOpen(index, item));
  const supported = supportedSets(at, items, target);
  const plan = (chosen: readonly OpenItem[], extra: readonly Evidence[], safe: boolean): Plan => ({
    ...exactPlan(at, [...taken, ...chosen], [...evidence, ...extra]),
    safe,
  });
  const isCountable =
    items.length <= CHEAP_ITEMS_MAX || (supported.length > 0 && items.length <= SUBSET_ITEMS_MAX);
  if (!isCountable) {
    const small = items.length <= 200 ? smallSubsets(values, target) : [];
    const chosen = small.map((positions) =>
      positions.map((position) => items[position]).filter((item) => item !== undefined),
    );
    return [
      ...supported.map((set) =>
        plan(set.items, [set.evidence, uncountedSubset(items.length)], false),
      ),
      ...chosen.map((list) => plan(list, [uncountedSubset(items.length)], false)),
    ];
  }
  const { count, solutions } = countSubsets(values, target);
  const found = solutions.map((positions) =>
    positions.map((position) => items[position]).filter((item) => item !== undefined),
  );
  if (count === 1 && found[0]) {
    const [only] = found;
    const support = supported.find((set) => sameItems(set.items, only));
    const seller = sellerNamed(payment, only);
    const extra = [
      uniqueSubset(items.length),
      ...(support ? [support.evidence] : []),
      ...(seller ? [namedSeller(seller)] : []),
    ];
    return [
      plan(
        only,
        extra,
        items.length <= SURE_ITEMS_MAX || support !== undefined || seller !== undefined,
      ),
    ];
  }
  const others = found.filter((list) => !supported.some((set) => sameItems(set.items, list)));
  return [
    ...supported.map((set) =>
      plan(set.items, [set.evidence, ambiguousSubset(items.length)], false),
    ),
    ...others.map((list) => plan(list, [ambiguousSubset(items.length)], false)),
  ];
}

function daysApart(payment: Payment, item: OpenItem): number {
  return Math.abs(payment.bookedOn.until(item.dueOn, { largestUnit: 'days' }).days);
}

/** Plans from the amount alone, over one buyer's open items. Whether the buyer is sure is for the caller. */
export function amountPlans(
  at: Case,
  items: readonly OpenItem[],
  evidence: readonly Evidence[],
): Plan[] {
  const { index, payment } = at;
  const target = payment.amountMinor;
  const debts = items.filter((item) => !item.isCreditNote);
  const same = debts
    .filter((item) => openOf(index, item) === target)
    .sort((a, b) => daysApart(payment, a) - daysApart(payment, b));
  if (same.length === 1)
    return same.map((item) => ({ ...exactPlan(at, [item], evidence), safe: true }));
  if (same.length > 1)
    return same
      .slice(0, 5)
      .map((item) => exactPlan(at, [item], [...evidence, sameAmounts(same.length)]));
  const isDebtOnly = debts.length === items.length;
  if (items.length > 1 && sumOpen(index, items) === target && isDebtOnly) {
    return [{ ...exactPlan(at, items, [...evidence, allOpen(items.length)]), safe: true }];
  }
  const subsets = subsetPlans(at, items, { target, evidence });
  if (subsets.some((plan) => plan.safe)) return subsets;
  return [
    ...subsets,
    ...nearPlans(at, debts, {
      evidence,
      isAlone: subsets.length === 0 && items.length <= SURE_ITEMS_MAX,
    }),
  ];
}

/** Single items that the payment misses, or exceeds, by no more than the tolerance. */
function nearPlans(
  at: Case,
  debts: readonly OpenItem[],
  { evidence, isAlone }: { evidence: readonly Evidence[]; isAlone: boolean },
): Plan[] {
  const { index, payment } = at;
  const short = debts
    .filter((item) => isWithinTolerance(at, [item]))
    .map((item) => shortPlan(at, [item], evidence));
  const over = debts
    .filter((item) => {
      const rest = payment.amountMinor - openOf(index, item);
      return rest > 0n && rest <= TOLERANCE_MINOR;
    })
    .map((item) => overPlan(at, [item], evidence));
  const near = [...short, ...over].slice(0, 5);
  return near.map((plan) => ({ ...plan, safe: near.length === 1 && isAlone }));
}
