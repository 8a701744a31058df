import type { DecisionReason, TermsOutcome } from '../entities.ts';
import { type CreditFacts, coverFreshness } from './facts.ts';
import { type Gate, gatesOf, isExempt } from './gates.ts';
import type { Ruleset } from './ruleset.ts';
import { type Score, scoreOf } from './score.ts';

export type Verdict = {
  readonly outcome: TermsOutcome;
  /** Days after the invoice; zero when paid in advance or refused. */
  readonly paymentDays: number;
  readonly score: number | undefined;
  readonly reasons: readonly DecisionReason[];
  /** The insurer's answer was too old to be trusted in full. */
  readonly blind: boolean;
};

const RANK: Readonly<Record<TermsOutcome, number>> = { refused: 0, prepay: 1, short: 2, full: 3 };

/** True when the first outcome is kinder to the buyer than the second. */
export function isBetter(a: TermsOutcome, b: TermsOutcome): boolean {
  return RANK[a] > RANK[b];
}

function reason(code: string, en: string, fr: string): DecisionReason {
  return { code, en, fr };
}

function byScore(score: Score, facts: CreditFacts, rules: Ruleset): Gate {
  const { full, short, deposit, review } = rules.thresholds;
  const value = score.value ?? 0;
  const days = daysOf('full', facts, rules);
  const shown = { en: `Score ${value} of 100`, fr: `Score de ${value} sur 100` };
  // The insurer's cover lifts the gate of a first purchase, not this: what is unknown stays unknown.
  if (score.knownPercent < rules.knownPercentMin) {
    return {
      outcome: 'prepay',
      reason: reason(
        'outcome.unknown',
        `${shown.en}, but only ${score.knownPercent} % of what counts is known: paid in advance until more is.`,
        `${shown.fr}, mais seuls ${score.knownPercent} % des éléments sont connus : paiement d’avance en attendant.`,
      ),
    };
  }
  if (value >= full)
    return {
      outcome: 'full',
      reason: reason(
        'outcome.full',
        `${shown.en}: contract terms, ${days} days.`,
        `${shown.fr} : conditions du contrat, ${days} jours.`,
      ),
    };
  if (value >= short)
    return {
      outcome: 'short',
      reason: reason(
        'outcome.short',
        `${shown.en}: short terms, ${daysOf('short', facts, rules)} days.`,
        `${shown.fr} : délai court, ${daysOf('short', facts, rules)} jours.`,
      ),
    };
  if (value >= deposit)
    return {
      outcome: 'prepay',
      reason: reason(
        'outcome.deposit',
        `${shown.en}: a deposit of 30 % would do, but deposits are not offered yet; paid in advance.`,
        `${shown.fr} : un acompte de 30 % suffirait, mais il n’est pas encore proposé ; paiement d’avance.`,
      ),
    };
  if (value >= review)
    return {
      outcome: 'prepay',
      reason: reason(
        'outcome.review',
        `${shown.en}: for a person to review; paid in advance meanwhile.`,
        `${shown.fr} : à examiner par une personne ; paiement d’avance en attendant.`,
      ),
    };
  return {
    outcome: 'prepay',
    reason: reason(
      'outcome.prepay',
      `${shown.en}: paid in advance.`,
      `${shown.fr} : paiement d’avance.`,
    ),
  };
}

function daysOf(outcome: TermsOutcome, facts: CreditFacts, rules: Ruleset): number {
  const contract = Math.min(facts.contractDays, rules.legalDaysMax);
  if (outcome === 'full') return contract;
  return outcome === 'short' ? Math.min(rules.shortDays, contract) : 0;
}

function blindReason(facts: CreditFacts, rules: Ruleset): DecisionReason | undefined {
  const freshness = coverFreshness(facts, rules);
  if (freshness !== 'half' && freshness !== 'expired') return undefined;
  const { ageDays } = facts.cover;
  return reason(
    'blind.cover',
    `Taken without a fresh answer of the insurer (${ageDays} days old); it will be taken again when one arrives.`,
    `Prise sans réponse récente de l’assureur (${ageDays} jours) ; elle sera reprise dès qu’il répond.`,
  );
}

/**
 * On which terms the order may go: the stricter of gates and score (market rules §3). Pure: same facts
 * and ruleset, same answer. Where the rules would ask a deposit or a review, it answers `prepay` and the
 * reasons say so.
 */
export function decide(facts: CreditFacts, rules: Ruleset): Verdict {
  const gates = gatesOf(facts, rules);
  const score = scoreOf(facts, rules);
  const scored = byScore(score, facts, rules);
  const outcome = gates.reduce<TermsOutcome>(
    (best, one) => (isBetter(best, one.outcome) ? one.outcome : best),
    scored.outcome,
  );
  const blind = blindReason(facts, rules);
  const exempt = isExempt(facts, rules)
    ? [
        reason(
          'exempt.first_purchase',
          'First purchase, but the insurer covers it in full: terms may be given.',
          'Premier achat, mais couvert en totalité par l’assureur : un délai est possible.',
        ),
      ]
    : [];
  return {
    outcome,
    paymentDays: daysOf(outcome, facts, rules),
    score: score.value,
    blind: blind !== undefined,
    reasons: [
      ...gates.map((one) => one.reason),
      ...exempt,
      ...score.reasons,
      scored.reason,
      ...(blind ? [blind] : []),
    ],
  };
}
