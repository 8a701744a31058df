import type { ProblemEntry } from '../problem-entry.ts';

export const creditProblems = {
  'credit.limit_exceeded': {
    http: 409,
    cxml: 409,
    en: 'The credit limit of {limit} leaves {available}; {asked} was asked for. Pay open invoices, order less, or pay in advance.',
    fr: 'La limite de crédit de {limit} laisse {available} ; {asked} ont été demandés. Réglez des factures ouvertes, commandez moins ou payez d’avance.',
  },
  'credit.no_account': {
    http: 409,
    cxml: 409,
    en: 'This buyer has no credit account in {currency}. Set a limit on the buyer’s credit page, or pay in advance.',
    fr: 'Cet acheteur n’a pas de compte crédit en {currency}. Fixez une limite sur sa page crédit, ou payez d’avance.',
  },
  'credit.blocked': {
    http: 409,
    cxml: 409,
    en: 'Credit control has stopped orders on terms for this buyer. Pay in advance or ask the credit manager.',
    fr: 'Le service crédit a suspendu les commandes à terme de cet acheteur. Payez d’avance ou contactez le responsable crédit.',
  },
  'credit.hold_conflict': {
    http: 409,
    cxml: 409,
    en: 'Exposure for {subject} is already held with another amount ({held}, not {asked}).',
    fr: 'Un encours est déjà réservé pour {subject} avec un autre montant ({held} et non {asked}).',
  },
  'credit.item_conflict': {
    http: 409,
    cxml: 409,
    en: 'Invoice {number} is already known to credit control with another amount.',
    fr: 'La facture {number} est déjà connue du service crédit avec un autre montant.',
  },
} as const satisfies Record<string, ProblemEntry>;
