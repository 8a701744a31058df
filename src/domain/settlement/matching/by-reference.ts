import type { Evidence } from '../entities.ts';
import { SURE_ITEMS_MAX, subsetPlans } from './by-amount.ts';
import { countSubsets } from './combinations.ts';
import { amountElsewhere, oldestFirst, uniqueSubset, withCreditNotes } from './evidence.ts';
import { openOf, signedOpen, stillOpen } from './item-index.ts';
import type { Payer } from './payer.ts';
import {
  type Case,
  exactPlan,
  isWithinTolerance,
  oldestFirstPlan,
  overPlan,
  partialPlan,
  shortPlan,
  sumOpen,
} from './plans.ts';
import type { ReferenceSet } from './references.ts';
import type { OpenItem, Plan } from './types.ts';

const WITHOUT_PAYER_NUMBER_MIN = 6;

type Named = Case & { readonly payer: Payer; readonly set: ReferenceSet };

/** Whether a reference alone, without a known payer, may decide: `agrees` when the amount is exact. */
function isSure({ payer, set }: Named, agrees: 'exact' | 'differs'): boolean {
  if (payer.buyerId) return set.strength !== 'guess' || agrees === 'exact';
  if (set.strength === 'structured') return true;
  if (set.strength === 'guess' || agrees === 'differs') return false;
  const lengths = set.items.map(
    (item) => (set.strength === 'order' ? (item.purchaseOrderNumber ?? '') : item.number).length,
  );
  return lengths.every((length) => length >= WITHOUT_PAYER_NUMBER_MIN);
}

function evidenceOf({ payer, set }: Named): Evidence[] {
  const known = payer.evidence.get(set.items[0]?.buyerId ?? '');
  return [...set.evidence, ...(known ? [known] : [])];
}

/** The plan in which the set, or the set with credit notes, is paid to the cent or within the tolerance. */
export function settledPlan(at: Named): Plan | undefined {
  const { index, payment, set } = at;
  const evidence = evidenceOf(at);
  const sum = sumOpen(index, set.items);
  const safe = isSure(at, 'exact');
  if (sum === payment.amountMinor) return { ...exactPlan(at, set.items, evidence), safe };
  if (isWithinTolerance(at, set.items)) return { ...shortPlan(at, set.items, evidence), safe };
  if (sum <= payment.amountMinor || set.strength === 'guess') return undefined;
  const notes = buyerItems(at).filter((item) => item.isCreditNote && !set.items.includes(item));
  const { count, solutions } = countSubsets(
    notes.map((item) => -signedOpen(index, item)),
    sum - payment.amountMinor,
  );
  const chosen = (solutions[0] ?? [])
    .map((position) => notes[position])
    .filter((item) => item !== undefined);
  if (count === 0) return undefined;
  const plan = exactPlan(
    at,
    [...set.items, ...chosen],
    [...evidence, withCreditNotes(chosen.map((item) => item.number))],
  );
  return { ...plan, safe: safe && count === 1 && notes.length <= SURE_ITEMS_MAX };
}

function buyerItems({ index, payment, set }: Named): OpenItem[] {
  return stillOpen(index, index.byBuyer.get(set.items[0]?.buyerId ?? '') ?? [], payment.currency);
}

/** The payment is less than what it names: some of the set exactly, one item in part, or the oldest first. */
function lessThanNamed(at: Named): Plan[] {
  const { index, payment, set } = at;
  const evidence = evidenceOf(at);
  const [only] = set.items;
  const elsewhere = buyerItems(at).find(
    (item) =>
      !set.items.includes(item) &&
      !item.isCreditNote &&
      openOf(index, item) === payment.amountMinor,
  );
  if (set.items.length === 1 && only) {
    if (only.isCreditNote) return [];
    const plan = partialPlan(at, only, evidence);
    if (!elsewhere)
      return [
        {
          ...plan,
          safe: isSure(at, 'differs') && set.strength !== 'order' && set.strength !== 'guess',
        },
      ];
    const doubt = amountElsewhere(elsewhere.number, payment.currency, payment.amountMinor);
    return [
      exactPlan(
        at,
        [elsewhere],
        evidence.filter((one) => one.code.startsWith('payer')),
      ),
      partialPlan(at, only, [...evidence, doubt]),
    ];
  }
  const values = set.items.map((item) => signedOpen(index, item));
  const { count, solutions } = countSubsets(values, payment.amountMinor);
  const plans = solutions.map((positions) => {
    const chosen = positions
      .map((position) => set.items[position])
      .filter((item) => item !== undefined);
    const unique = count === 1 ? [uniqueSubset(set.items.length)] : [];
    const isFew = set.isStatement || set.items.length <= SURE_ITEMS_MAX;
    return {
      ...exactPlan(at, chosen, [...evidence, ...unique]),
      safe: count === 1 && isFew && isSure(at, 'exact'),
    };
  });
  return plans.length > 0 ? plans : [oldestFirstPlan(at, set.items, [...evidence, oldestFirst()])];
}

/** The payment is more than what it names: other items of the buyer explain the rest, or it stays unapplied. */
function moreThanNamed(at: Named): Plan[] {
  const { index, payment, set } = at;
  const evidence = evidenceOf(at);
  const rest = payment.amountMinor - sumOpen(index, set.items);
  const others = buyerItems(at).filter((item) => !set.items.includes(item));
  const single = others.filter((item) => !item.isCreditNote && openOf(index, item) === rest);
  const over = overPlan(at, set.items, evidence);
  const sure = isSure(at, 'differs') && set.strength !== 'guess';
  if (single.length === 1)
    return [{ ...exactPlan(at, [...set.items, ...single], evidence), safe: sure }, over];
  const more = subsetPlans(at, others, { target: rest, taken: set.items, evidence });
  if (more.length > 0) return [...more.map((plan) => ({ ...plan, safe: plan.safe && sure })), over];
  return [{ ...over, safe: sure && set.strength !== 'order' && !isAmountElsewhere(at, others) }];
}

function isAmountElsewhere({ index, payment }: Case, others: readonly OpenItem[]): boolean {
  return others.some((item) => !item.isCreditNote && openOf(index, item) === payment.amountMinor);
}

/** All readings of a payment that start from what it names, the surest set first. */
export function referencePlans(at: Case & { payer: Payer }, sets: readonly ReferenceSet[]): Plan[] {
  const oneBuyer = sets.filter((set) => new Set(set.items.map((item) => item.buyerId)).size === 1);
  for (const isGuess of [false, true]) {
    const tried = oneBuyer.filter((set) => (set.strength === 'guess') === isGuess);
    const settled = tried
      .map((set) => settledPlan({ ...at, set }))
      .filter((plan) => plan !== undefined);
    if (settled.length > 0) return settled;
  }
  const plans: Plan[] = [];
  for (const set of oneBuyer) {
    if (set.strength === 'guess' && plans.length > 0) break;
    const named = { ...at, set };
    const sum = sumOpen(at.index, set.items);
    plans.push(...(sum > at.payment.amountMinor ? lessThanNamed(named) : moreThanNamed(named)));
    // A surer set that gives a safe plan ends the search; a weaker one may not contradict it.
    if (plans.some((plan) => plan.safe)) break;
  }
  return plans;
}
