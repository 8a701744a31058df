import type { DecisionReason, TermsOutcome } from '../entities.ts';
import { decide, isBetter } from './decide.ts';
import { amountIn, type CreditFacts, coverInForce, exposureAfter } from './facts.ts';
import type { Ruleset } from './ruleset.ts';

const WORDS: Readonly<Record<TermsOutcome, { en: string; fr: string }>> = {
  full: { en: 'contract terms', fr: 'les conditions du contrat' },
  short: { en: 'short terms', fr: 'un délai court' },
  prepay: { en: 'payment in advance', fr: 'le paiement d’avance' },
  refused: { en: 'a refusal', fr: 'un refus' },
};

function withoutOverdue(facts: CreditFacts): CreditFacts {
  return {
    ...facts,
    exposureMinor:
      facts.exposureMinor > facts.overdue.minor ? facts.exposureMinor - facts.overdue.minor : 0n,
    overdue: { minor: 0n, oldestDays: 0, items: [] },
  };
}

function withCover(facts: CreditFacts, minor: bigint): CreditFacts {
  return { ...facts, cover: { minor, bp: facts.cover.bp || 9000, ageDays: 0 } };
}

/** Smallest value in (low, high] for which `holds`, given that it holds at `high` and only grows. */
function smallest(
  { low, high }: { low: bigint; high: bigint },
  holds: (value: bigint) => boolean,
): bigint {
  let below = low;
  let above = high;
  while (above - below > 1n) {
    const middle = (above + below) / 2n;
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

function byPaying(facts: CreditFacts, rules: Ruleset, now: TermsOutcome): DecisionReason[] {
  if (facts.overdue.minor === 0n) return [];
  const then = decide(withoutOverdue(facts), rules).outcome;
  if (!isBetter(then, now)) return [];
  const money = amountIn(facts);
  const numbers = facts.overdue.items.map((item) => item.number).join(', ');
  return [
    {
      code: 'pay_overdue',
      en: `Pay the overdue ${money(facts.overdue.minor, 'en')} (${numbers}) and ${WORDS[then].en} open.`,
      fr: `Payez les ${money(facts.overdue.minor, 'fr')} échus (${numbers}) et ${WORDS[then].fr} s’ouvrent.`,
    },
  ];
}

/** Rounded up to whole euros: nobody asks an insurer for cents. */
function wholeUnits(minor: bigint): bigint {
  return ((minor + 99n) / 100n) * 100n;
}

function byCover(facts: CreditFacts, rules: Ruleset, now: TermsOutcome): DecisionReason[] {
  const have = coverInForce(facts, rules);
  const enough = exposureAfter(facts);
  if (have >= enough) return [];
  const then = decide(withCover(facts, enough), rules).outcome;
  if (!isBetter(then, now)) return [];
  const least = smallest(
    { low: have, high: enough },
    (minor) => !isBetter(then, decide(withCover(facts, minor), rules).outcome),
  );
  const more = wholeUnits(least - have);
  const money = amountIn(facts);
  return [
    {
      code: 'more_cover',
      en: `Insurance cover of ${money(more, 'en')} more would give ${WORDS[then].en}.`,
      fr: `Une couverture d’assurance de ${money(more, 'fr')} de plus donnerait ${WORDS[then].fr}.`,
    },
  ];
}

function bySmallerOrder(facts: CreditFacts, rules: Ruleset, now: TermsOutcome): DecisionReason[] {
  const answer = (amountMinor: bigint): TermsOutcome =>
    decide({ ...facts, amountMinor }, rules).outcome;
  const then = answer(1n);
  if (!isBetter(then, now)) return [];
  // Found by halving, then asked once more: an order too small to compare may score differently.
  const tooMuch = smallest({ low: 1n, high: facts.amountMinor }, (minor) =>
    isBetter(then, answer(minor)),
  );
  const most = ((tooMuch - 1n) / 100n) * 100n;
  if (most < 10_000n || isBetter(then, answer(most))) return [];
  const money = amountIn(facts);
  return [
    {
      code: 'smaller_order',
      en: `An order of up to ${money(most, 'en')} would go out on ${WORDS[then].en}.`,
      fr: `Une commande jusqu’à ${money(most, 'fr')} obtiendrait ${WORDS[then].fr}.`,
    },
  ];
}

function byLimit(facts: CreditFacts, rules: Ruleset, now: TermsOutcome): DecisionReason[] {
  const short = exposureAfter(facts) - facts.limitMinor;
  if (short <= 0n) return [];
  const then = decide({ ...facts, limitMinor: exposureAfter(facts) }, rules).outcome;
  if (!isBetter(then, now)) return [];
  const money = amountIn(facts);
  return [
    {
      code: 'higher_limit',
      en: `A limit ${money(short, 'en')} higher would give ${WORDS[then].en}.`,
      fr: `Une limite supérieure de ${money(short, 'fr')} donnerait ${WORDS[then].fr}.`,
    },
  ];
}

function byFirstOrder(facts: CreditFacts, rules: Ruleset, now: TermsOutcome): DecisionReason[] {
  if (facts.newSellers === 0) return [];
  const paid: CreditFacts = {
    ...facts,
    newSellers: 0,
    paidOrders: facts.paidOrders + 1,
    lateness:
      facts.lateness.paidMinor > 0n
        ? facts.lateness
        : { weighted: 0n, paidMinor: facts.amountMinor },
    recentOrdersMinor: [facts.amountMinor, ...facts.recentOrdersMinor].slice(0, 6),
  };
  const then = decide(paid, rules).outcome;
  if (!isBetter(then, now)) return [];
  return [
    {
      code: 'first_order_paid',
      en: `Once this first order is paid, the next like it would get ${WORDS[then].en}.`,
      fr: `Une fois cette première commande payée, la suivante obtiendrait ${WORDS[then].fr}.`,
    },
  ];
}

/**
 * What would change the answer for the better, each change alone, found by deciding again with altered
 * facts: so a promise made here is what the rules would really answer.
 */
export function counterfactualsOf(facts: CreditFacts, rules: Ruleset): DecisionReason[] {
  const now = decide(facts, rules).outcome;
  if (now === 'full' || now === 'refused') return [];
  return [byPaying, byCover, byLimit, bySmallerOrder, byFirstOrder].flatMap((one) =>
    one(facts, rules, now),
  );
}
