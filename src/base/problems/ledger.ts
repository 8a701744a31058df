import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of the ledger: what would unbalance it, or post one cause twice with two contents. */
export const ledgerProblems = {
  'ledger.cause_conflict': {
    http: 409,
    cxml: 409,
    en: '“{cause}” was already posted with other entries. Reverse that transaction before posting anew.',
    fr: '« {cause} » a déjà été comptabilisé avec d’autres écritures. Extournez cette écriture avant d’en passer une nouvelle.',
  },
  'ledger.unbalanced': {
    http: 422,
    cxml: 400,
    en: 'The entries of “{cause}” do not balance: debits less credits give {difference} {currency}.',
    fr: 'Les écritures de « {cause} » ne sont pas équilibrées : débits moins crédits donnent {difference} {currency}.',
  },
  'ledger.empty': {
    http: 422,
    cxml: 400,
    en: '“{cause}” has no entry with an amount; there is nothing to post.',
    fr: '« {cause} » ne comporte aucune écriture avec un montant ; il n’y a rien à comptabiliser.',
  },
  'ledger.already_reversed': {
    http: 409,
    cxml: 409,
    en: 'Transaction {transaction} was already reversed by “{cause}”.',
    fr: 'L’écriture {transaction} a déjà été extournée par « {cause} ».',
  },
} as const satisfies Record<string, ProblemEntry>;
