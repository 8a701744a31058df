import type { DecisionReason, TermsOutcome } from '../entities.ts';
import {
  amountIn,
  type CreditFacts,
  exposureAfter,
  fullyInsured,
  retainedAfter,
  retentionMax,
} from './facts.ts';
import type { Ruleset } from './ruleset.ts';

/** A gate that stopped the order: the best outcome it leaves, and why. */
export type Gate = { readonly outcome: TermsOutcome; readonly reason: DecisionReason };

function gate(outcome: TermsOutcome, code: string, en: string, fr: string): Gate {
  return { outcome, reason: { code: `gate.${code}`, en, fr } };
}

function identityGates(facts: CreditFacts): Gate[] {
  if (facts.identity === 'closed') {
    return [
      gate(
        'refused',
        'identity_closed',
        'The company’s account is closed.',
        'Le compte de l’entreprise est fermé.',
      ),
    ];
  }
  if (facts.identity === 'blocked') {
    return [
      gate(
        'refused',
        'blocked',
        'Credit control has stopped this buyer.',
        'Le service crédit a bloqué cet acheteur.',
      ),
    ];
  }
  return [];
}

function incidentGates(facts: CreditFacts, rules: Ruleset): Gate[] {
  const { overdue, bankRejectMonths, brokenPromiseMonths } = facts;
  const { gates } = rules;
  const found: Gate[] = [];
  if (facts.insolvent === 'yes') {
    found.push(
      gate(
        'prepay',
        'insolvency',
        'An insolvency notice is published: payment in advance only.',
        'Une procédure collective est publiée : paiement d’avance uniquement.',
      ),
    );
  }
  if (overdue.minor > 0n && overdue.oldestDays > gates.extensionDaysMax) {
    found.push(
      gate(
        'prepay',
        'extension',
        `An invoice is ${overdue.oldestDays} days overdue, beyond the insurer’s extension of ${gates.extensionDaysMax} days: orders on terms are held.`,
        `Une facture a ${overdue.oldestDays} jours de retard, au-delà de la prorogation de ${gates.extensionDaysMax} jours de l’assureur : les commandes à terme sont suspendues.`,
      ),
    );
  } else if (overdue.minor > 0n && overdue.oldestDays > gates.overdueDaysMax) {
    found.push(
      gate(
        'prepay',
        'overdue',
        `An invoice is ${overdue.oldestDays} days overdue, more than ${gates.overdueDaysMax}.`,
        `Une facture a ${overdue.oldestDays} jours de retard, plus de ${gates.overdueDaysMax}.`,
      ),
    );
  }
  if (brokenPromiseMonths !== undefined && brokenPromiseMonths < gates.brokenPromiseMonths) {
    found.push(
      gate(
        'prepay',
        'broken_promise',
        'A promise to pay was not kept.',
        'Une promesse de paiement n’a pas été tenue.',
      ),
    );
  }
  if (bankRejectMonths !== undefined && bankRejectMonths < gates.bankRejectMonths) {
    found.push(
      gate(
        'prepay',
        'bank_reject',
        `The bank rejected a payment less than ${gates.bankRejectMonths} months ago.`,
        `La banque a rejeté un paiement il y a moins de ${gates.bankRejectMonths} mois.`,
      ),
    );
  }
  return found;
}

function roomGates(facts: CreditFacts, rules: Ruleset): Gate[] {
  const money = amountIn(facts);
  const after = exposureAfter(facts);
  const found: Gate[] = [];
  if (after > facts.limitMinor) {
    const excess = after - facts.limitMinor;
    found.push(
      gate(
        'prepay',
        'limit',
        `With this order the exposure would pass the limit of ${money(facts.limitMinor, 'en')} by ${money(excess, 'en')}. A deposit for the excess is not offered yet, so the whole is paid in advance.`,
        `Avec cette commande l’encours dépasserait la limite de ${money(facts.limitMinor, 'fr')} de ${money(excess, 'fr')}. L’acompte sur l’excédent n’est pas encore proposé : le tout est payé d’avance.`,
      ),
    );
  }
  const retained = retainedAfter(facts, rules);
  const most = retentionMax(facts, rules);
  if (retained > most) {
    found.push(
      gate(
        'prepay',
        'retention',
        `${money(retained, 'en')} would stay uninsured, ${money(retained - most, 'en')} more than the ${money(most, 'en')} carried for a buyer of this standing. A deposit for the excess is not offered yet, so the whole is paid in advance.`,
        `${money(retained, 'fr')} resteraient non assurés, soit ${money(retained - most, 'fr')} de plus que les ${money(most, 'fr')} portés pour un acheteur de cette qualité. L’acompte sur l’excédent n’est pas encore proposé : le tout est payé d’avance.`,
      ),
    );
  }
  return found;
}

/** Whether the exemption for first purchases that the insurer covers in full applies. */
export function isExempt(facts: CreditFacts, rules: Ruleset): boolean {
  return (
    rules.gates.exemptInsuredFirst === 'yes' && facts.newSellers > 0 && fullyInsured(facts, rules)
  );
}

function firstPurchaseGates(facts: CreditFacts, rules: Ruleset): Gate[] {
  if (facts.newSellers === 0 || isExempt(facts, rules)) return [];
  const n = facts.newSellers;
  return [
    gate(
      'prepay',
      'first_purchase',
      `First purchase from ${n === 1 ? 'a seller' : `${n} sellers`} of this order: paid in advance unless the insurer covers it in full.`,
      `Premier achat chez ${n === 1 ? 'un vendeur' : `${n} vendeurs`} de cette commande : paiement d’avance sauf couverture totale par l’assureur.`,
    ),
  ];
}

/** Every gate that the facts do not pass, in the order in which they are asked. */
export function gatesOf(facts: CreditFacts, rules: Ruleset): Gate[] {
  return [
    ...identityGates(facts),
    ...incidentGates(facts, rules),
    ...firstPurchaseGates(facts, rules),
    ...roomGates(facts, rules),
  ];
}
