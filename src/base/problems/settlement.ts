import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of reconciliation and payouts. */
export const settlementProblems = {
  'settlement.balance_mismatch': {
    http: 422,
    cxml: 400,
    en: 'Statement {number}: opening balance {opening} plus entries {entries} gives {computed}, but the closing balance is {closing}. Nothing was imported; ask the bank for the complete file.',
    fr: 'Relevé {number} : le solde initial {opening} plus les écritures {entries} donne {computed}, mais le solde final est {closing}. Rien n’a été importé ; demandez le fichier complet à la banque.',
  },
  'settlement.unknown_account': {
    http: 422,
    cxml: 400,
    en: 'The statement is of account {iban}, which is not ours ({ours}). Nothing was imported; choose the file of the segregated account, or correct the operator’s IBAN.',
    fr: 'Le relevé concerne le compte {iban}, qui n’est pas le nôtre ({ours}). Rien n’a été importé ; choisissez le fichier du compte cantonné ou corrigez l’IBAN de l’opérateur.',
  },
  'settlement.statement_conflict': {
    http: 409,
    cxml: 409,
    en: 'Statement {number} of {iban} was already imported with other balances or entries. Nothing was changed; compare the two files with the bank.',
    fr: 'Le relevé {number} du compte {iban} a déjà été importé avec d’autres soldes ou écritures. Rien n’a été modifié ; comparez les deux fichiers avec la banque.',
  },
  'settlement.over_open': {
    http: 409,
    cxml: 409,
    en: 'Invoice {number} has {open} open; {asked} were to be settled. Reload the page: somebody may have matched it meanwhile.',
    fr: 'La facture {number} a {open} d’ouverts ; {asked} devaient être réglés. Rechargez la page : elle a peut-être été rapprochée entre-temps.',
  },
  'settlement.over_gross': {
    http: 409,
    cxml: 409,
    en: 'Invoice {number} is of {gross}; taking this payment back would open {asked}.',
    fr: 'La facture {number} est de {gross} ; reprendre ce paiement en ouvrirait {asked}.',
  },
  'settlement.over_payment': {
    http: 422,
    cxml: 400,
    en: 'The amounts given sum to {asked}; only {left} of this payment is not allocated yet.',
    fr: 'Les montants saisis totalisent {asked} ; il ne reste que {left} à affecter sur ce paiement.',
  },
  'settlement.reserved_for_order': {
    http: 409,
    cxml: 409,
    en: 'This payment was made in advance for order {order}; only {free} of it is free for other invoices until the order is delivered and invoiced.',
    fr: 'Ce paiement a été fait d’avance pour la commande {order} ; seuls {free} sont disponibles pour d’autres factures tant que la commande n’est pas livrée et facturée.',
  },
  'settlement.nothing_to_allocate': {
    http: 422,
    cxml: 400,
    en: 'Give at least one invoice an amount above zero.',
    fr: 'Saisissez un montant supérieur à zéro pour au moins une facture.',
  },
  'settlement.not_a_receipt': {
    http: 422,
    cxml: 400,
    en: 'This bank entry is no receipt of a buyer; it cannot pay invoices.',
    fr: 'Cette écriture bancaire n’est pas un encaissement d’acheteur ; elle ne peut pas régler de facture.',
  },
  'settlement.several_buyers': {
    http: 422,
    cxml: 400,
    en: 'The invoices belong to several buyers. Allocate one buyer’s invoices at a time.',
    fr: 'Les factures appartiennent à plusieurs acheteurs. Affectez les factures d’un seul acheteur à la fois.',
  },
  'settlement.wrong_payer': {
    http: 409,
    cxml: 409,
    en: 'Part of this payment is already matched to another buyer. Reverse that match first.',
    fr: 'Une partie de ce paiement est déjà rapprochée avec un autre acheteur. Annulez d’abord ce rapprochement.',
  },
  'settlement.currency': {
    http: 422,
    cxml: 400,
    en: 'Invoice {number} is in {invoice}, the payment in {payment}.',
    fr: 'La facture {number} est en {invoice}, le paiement en {payment}.',
  },
  'settlement.already_reversed': {
    http: 409,
    cxml: 409,
    en: 'This match was already reversed.',
    fr: 'Ce rapprochement a déjà été annulé.',
  },
  'settlement.reverse_together': {
    http: 409,
    cxml: 409,
    en: 'The credit note pays for the invoices of this match. Reverse the whole match instead.',
    fr: 'L’avoir règle une partie des factures de ce rapprochement. Annulez plutôt le rapprochement entier.',
  },
  'settlement.reason_missing': {
    http: 422,
    cxml: 400,
    en: 'Say why: the reason stays in the history of the payment.',
    fr: 'Indiquez le motif : il reste dans l’historique du paiement.',
  },
  'settlement.nothing_to_pay': {
    http: 409,
    cxml: 409,
    en: 'No seller has an available balance above zero and an IBAN; there is nothing to pay out.',
    fr: 'Aucun vendeur n’a de solde disponible positif et d’IBAN ; il n’y a rien à reverser.',
  },
  'settlement.execution_date': {
    http: 422,
    cxml: 400,
    en: 'The execution date {date} is past; choose today or a later day.',
    fr: 'La date d’exécution {date} est passée ; choisissez aujourd’hui ou un jour ultérieur.',
  },
  'settlement.operator_iban': {
    http: 409,
    cxml: 409,
    en: 'The operator has no IBAN to pay from. Enter it in the operator’s organisation first.',
    fr: 'L’opérateur n’a pas d’IBAN à débiter. Renseignez-le d’abord dans l’organisation de l’opérateur.',
  },
} as const satisfies Record<string, ProblemEntry>;
