import type { DecisionReason } from '../entities.ts';
import {
  amountIn,
  type CreditFacts,
  coverFreshness,
  coverInForce,
  exposureAfter,
} from './facts.ts';
import type { Ceiling, Ruleset, Step } from './ruleset.ts';

export type Score = {
  /** 0 to 100 over what is known, rounded down; undefined when nothing is. */
  readonly value: number | undefined;
  /** Share of the weight that is known, whole percent. */
  readonly knownPercent: number;
  readonly reasons: readonly DecisionReason[];
};

type Criterion = { code: string; of: number; points: number | undefined; en: string; fr: string };

const fromStep = (steps: readonly Step[], value: number): number =>
  steps.find((step) => value >= step.from)?.points ?? 0;
const toCeiling = (steps: readonly Ceiling[], value: number): number =>
  steps.find((step) => value <= step.to)?.points ?? 0;

function paidOrders(facts: CreditFacts, rules: Ruleset): Criterion {
  const n = facts.paidOrders;
  return {
    code: 'paid_orders',
    of: rules.weights.paidOrders,
    points: fromStep(rules.paidOrders, n),
    en: n === 0 ? 'No order paid yet' : `${n} ${n === 1 ? 'order' : 'orders'} paid`,
    fr:
      n === 0
        ? 'Aucune commande encore payée'
        : `${n} ${n === 1 ? 'commande payée' : 'commandes payées'}`,
  };
}

function lateness(facts: CreditFacts, rules: Ruleset): Criterion {
  const { weighted, paidMinor } = facts.lateness;
  const base = { code: 'lateness', of: rules.weights.lateness };
  if (paidMinor === 0n) {
    return {
      ...base,
      points: undefined,
      en: 'No payment in the last 12 months',
      fr: 'Aucun paiement sur les 12 derniers mois',
    };
  }
  // Compared by cross-multiplication, so that 5.001 days are not 5.
  const step = rules.lateDays.find((one) => weighted <= BigInt(one.to) * paidMinor);
  const tenths = (weighted * 10n) / paidMinor;
  const days = { whole: tenths / 10n, tenth: tenths % 10n };
  return {
    ...base,
    points: step?.points ?? 0,
    en:
      weighted === 0n
        ? 'Always on time over 12 months'
        : `${days.whole}.${days.tenth} days late on average over 12 months, by amount`,
    fr:
      weighted === 0n
        ? 'Toujours à l’heure sur 12 mois'
        : `${days.whole},${days.tenth} jours de retard en moyenne sur 12 mois, pondérés par montant`,
  };
}

function overdue(facts: CreditFacts, rules: Ruleset): Criterion {
  const money = amountIn(facts);
  const { minor, oldestDays } = facts.overdue;
  const step = rules.overdue.find(
    (one) =>
      oldestDays <= one.daysMax && minor * 10_000n <= BigInt(one.shareBp) * facts.exposureMinor,
  );
  return {
    code: 'overdue',
    of: rules.weights.overdue,
    points: minor === 0n ? rules.weights.overdue : (step?.points ?? 0),
    en:
      minor === 0n
        ? 'Nothing overdue'
        : `${money(minor, 'en')} overdue, the oldest by ${oldestDays} days`,
    fr:
      minor === 0n
        ? 'Aucun retard en cours'
        : `${money(minor, 'fr')} en retard, le plus ancien de ${oldestDays} jours`,
  };
}

function cover(facts: CreditFacts, rules: Ruleset): Criterion {
  const money = amountIn(facts);
  const inForce = coverInForce(facts, rules);
  const after = exposureAfter(facts);
  const of = rules.weights.cover;
  const points = inForce >= after ? of : Number((BigInt(of) * inForce) / after);
  const age = facts.cover.ageDays;
  const stale = {
    fresh: { en: '', fr: '' },
    never: { en: '', fr: '' },
    half: {
      en: ` (insurer’s answer is ${age} days old: counted at half)`,
      fr: ` (réponse de l’assureur vieille de ${age} jours : comptée pour moitié)`,
    },
    expired: {
      en: ` (insurer’s answer is ${age} days old: not counted)`,
      fr: ` (réponse de l’assureur vieille de ${age} jours : non comptée)`,
    },
  }[coverFreshness(facts, rules)];
  const text =
    inForce === 0n
      ? { en: 'No credit insurance', fr: 'Pas d’assurance-crédit' }
      : {
          en: `Insurance of ${money(inForce, 'en')} for an exposure of ${money(after, 'en')}`,
          fr: `Assurance de ${money(inForce, 'fr')} pour un encours de ${money(after, 'fr')}`,
        };
  return { code: 'cover', of, points, en: text.en + stale.en, fr: text.fr + stale.fr };
}

function standing(facts: CreditFacts, rules: Ruleset): Criterion {
  const { grade, companyAgeYears: years } = facts;
  const base = { code: 'standing', of: rules.weights.standing };
  if (grade !== undefined) {
    return {
      ...base,
      points: toCeiling(rules.grade, grade),
      en: `Insurer’s grade ${grade} of 10`,
      fr: `Note assureur ${grade} sur 10`,
    };
  }
  if (years === undefined) {
    return {
      ...base,
      points: undefined,
      en: 'Neither grade nor company age is known',
      fr: 'Ni note ni ancienneté connues',
    };
  }
  return {
    ...base,
    points: fromStep(rules.age, years),
    en: `Company ${years} ${years === 1 ? 'year' : 'years'} old`,
    fr: `Entreprise de ${years} ${years < 2 ? 'an' : 'ans'}`,
  };
}

function orderSize(facts: CreditFacts, rules: Ruleset): Criterion {
  const base = { code: 'order_size', of: rules.weights.orderSize };
  const money = amountIn(facts);
  const small = rules.smallOrderMinor;
  if (facts.amountMinor <= small) {
    return {
      ...base,
      points: rules.weights.orderSize,
      en: `Order of ${money(small, 'en')} or less`,
      fr: `Commande de ${money(small, 'fr')} au plus`,
    };
  }
  const recent = facts.recentOrdersMinor;
  const sum = recent.reduce((total, one) => total + one, 0n);
  if (sum === 0n) {
    return {
      ...base,
      points: undefined,
      en: 'No earlier order to compare with',
      fr: 'Aucune commande antérieure à comparer',
    };
  }
  // order ≤ to % of mean  ⇔  order × n × 100 ≤ to × Σ
  const scaled = facts.amountMinor * BigInt(recent.length) * 100n;
  const step = rules.orderPercent.find((one) => scaled <= BigInt(one.to) * sum);
  const mean = sum / BigInt(recent.length);
  return {
    ...base,
    points: step?.points ?? 0,
    en: `Order of ${money(facts.amountMinor, 'en')} against ${money(mean, 'en')} on average`,
    fr: `Commande de ${money(facts.amountMinor, 'fr')} contre ${money(mean, 'fr')} en moyenne`,
  };
}

/** The score of the facts: points over known weight, renormalised to 100 and rounded down. */
export function scoreOf(facts: CreditFacts, rules: Ruleset): Score {
  const criteria = [paidOrders, lateness, overdue, cover, standing, orderSize].map((one) =>
    one(facts, rules),
  );
  const known = criteria.filter((one) => one.points !== undefined);
  const weight = known.reduce((sum, one) => sum + one.of, 0);
  const points = known.reduce((sum, one) => sum + (one.points ?? 0), 0);
  const all = criteria.reduce((sum, one) => sum + one.of, 0);
  return {
    value: weight === 0 ? undefined : Math.floor((points * 100) / weight),
    knownPercent: Math.floor((weight * 100) / all),
    reasons: criteria.map(({ code, of, points: given, en, fr }) => ({
      code: `score.${code}`,
      of,
      ...(given === undefined ? {} : { points: given }),
      en,
      fr,
    })),
  };
}
