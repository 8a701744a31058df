import { formatMoney, type Locale } from '../../../base/index.ts';
import type { Ruleset } from './ruleset.ts';

export type OverdueItem = {
  readonly number: string;
  readonly openMinor: bigint;
  readonly overdueDays: number;
};

/** All that a decision looks at. `undefined` is «not known», which is not the same as bad. */
export type CreditFacts = {
  readonly currency: string;
  /** The order asked for, VAT included, cents. */
  readonly amountMinor: bigint;
  readonly identity: 'active' | 'closed' | 'blocked';
  readonly contractDays: number;
  readonly limitMinor: bigint;
  /** Held and open of all other orders, cents. */
  readonly exposureMinor: bigint;
  /** Cover as the insurer last gave it; `ageDays` since then. */
  readonly cover: {
    readonly minor: bigint;
    readonly bp: number;
    readonly ageDays: number | undefined;
  };
  readonly grade: number | undefined;
  readonly companyAgeYears: number | undefined;
  readonly paidOrders: number;
  /** Σ amount × days late and Σ amount over twelve months; an amount of zero means no payment yet. */
  readonly lateness: { readonly weighted: bigint; readonly paidMinor: bigint };
  readonly overdue: {
    readonly minor: bigint;
    readonly oldestDays: number;
    readonly items: readonly OverdueItem[];
  };
  /** Up to six, newest first. */
  readonly recentOrdersMinor: readonly bigint[];
  readonly insolvent: 'yes' | 'no';
  /** Whole months since the last one; undefined when there was none. */
  readonly bankRejectMonths: number | undefined;
  readonly brokenPromiseMonths: number | undefined;
  /** Sellers of this order from whom the buyer has not yet paid an invoice. */
  readonly newSellers: number;
};

export type CoverFreshness = 'fresh' | 'half' | 'expired' | 'never';

/** How far the insurer's last answer may be trusted by its age (insurer silent: 100 %, 50 %, none). */
export function coverFreshness(facts: CreditFacts, rules: Ruleset): CoverFreshness {
  const { ageDays, minor } = facts.cover;
  if (ageDays === undefined) return 'never';
  if (ageDays <= rules.cover.freshDays) return 'fresh';
  // An old refusal is no reason to look for an answer again with every order.
  if (minor === 0n) return 'fresh';
  return ageDays <= rules.cover.halfDays ? 'half' : 'expired';
}

/** The cover that counts today, cents. */
export function coverInForce(facts: CreditFacts, rules: Ruleset): bigint {
  const { minor } = facts.cover;
  switch (coverFreshness(facts, rules)) {
    case 'fresh':
      return minor;
    case 'half':
      return minor / 2n;
    default:
      return 0n;
  }
}

/** Exposure with this order, cents. */
export function exposureAfter(facts: CreditFacts): bigint {
  return facts.exposureMinor + facts.amountMinor;
}

/** What stays uninsured after this order: E − pct × min(cover, E), the insured part rounded down. */
export function retainedAfter(facts: CreditFacts, rules: Ruleset): bigint {
  const after = exposureAfter(facts);
  const cover = coverInForce(facts, rules);
  const covered = cover < after ? cover : after;
  return after - (covered * BigInt(facts.cover.bp)) / 10_000n;
}

/** The most that may stay uninsured for a buyer of this standing, cents. */
export function retentionMax(facts: CreditFacts, rules: Ruleset): bigint {
  const { grade, companyAgeYears } = facts;
  if (grade !== undefined) {
    return rules.retention.byGrade.find((step) => grade <= step.to)?.minor ?? 0n;
  }
  return rules.retention.byAge.find((step) => (companyAgeYears ?? 0) >= step.from)?.minor ?? 0n;
}

/** True when the insurer's cover in force holds the whole exposure with this order. */
export function fullyInsured(facts: CreditFacts, rules: Ruleset): boolean {
  return coverInForce(facts, rules) >= exposureAfter(facts);
}

/** Writes an amount of the decision's currency in both languages. */
export function amountIn(facts: CreditFacts): (minor: bigint, locale: Locale) => string {
  return (minor, locale) => formatMoney({ minor, currency: facts.currency }, locale);
}
