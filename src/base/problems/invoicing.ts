import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of invoicing: what may not be issued in a seller's name, credited or contested. */
export const invoicingProblems = {
  'invoicing.mandate_missing': {
    http: 409,
    cxml: 409,
    en: '{seller} has no active billing mandate on {date}; nothing may be invoiced in its name. Have the mandate signed and activate it, then issue again.',
    fr: '{seller} n’a pas de mandat de facturation actif au {date} ; rien ne peut être facturé en son nom. Faites signer et activez le mandat, puis recommencez.',
  },
  'invoicing.mandate_unsigned': {
    http: 422,
    cxml: 400,
    en: 'A mandate becomes active on {date} at the earliest, the day of its signature or later (prior written mandate).',
    fr: 'Un mandat prend effet au plus tôt le {date}, jour de sa signature (mandat écrit et préalable).',
  },
  'invoicing.series_invalid': {
    http: 422,
    cxml: 400,
    en: '“{series}” cannot be a series of invoice numbers: write one to ten capital letters or digits that no other seller uses.',
    fr: '« {series} » ne peut pas être une série de factures : écrivez une à dix majuscules ou chiffres qu’aucun autre vendeur n’utilise.',
  },
  'invoicing.not_received': {
    http: 409,
    cxml: 409,
    en: 'Shipment {shipment} is not received yet. Record its receipt, then invoice it.',
    fr: 'L’expédition {shipment} n’est pas encore reçue. Enregistrez sa réception, puis facturez-la.',
  },
  'invoicing.nothing_received': {
    http: 409,
    cxml: 409,
    en: 'Nothing of shipment {shipment} arrived, so there is nothing to invoice.',
    fr: 'Rien de l’expédition {shipment} n’est arrivé : il n’y a rien à facturer.',
  },
  'invoicing.order_mismatch': {
    http: 409,
    cxml: 409,
    en: 'The invoice of shipment {shipment} would not match order {order}: {reasons}. Correct the receipt or the order first.',
    fr: 'La facture de l’expédition {shipment} ne correspondrait pas à la commande {order} : {reasons}. Corrigez d’abord la réception ou la commande.',
  },
  'invoicing.rules_violated': {
    http: 422,
    cxml: 400,
    en: 'The invoice of {seller} to {buyer} would break the rules of EN 16931 or of France: {violations}. Complete the parties’ details, then issue again.',
    fr: 'La facture de {seller} à {buyer} enfreindrait les règles EN 16931 ou françaises : {violations}. Complétez les fiches des parties, puis recommencez.',
  },
  'invoicing.account_missing': {
    http: 409,
    cxml: 409,
    en: 'The operator has no collecting account (IBAN), which every invoice must name. Add it to the operator’s organisation.',
    fr: 'L’opérateur n’a pas de compte d’encaissement (IBAN), que chaque facture doit indiquer. Ajoutez-le à la fiche de l’opérateur.',
  },
  'invoicing.terms_illegal': {
    http: 422,
    cxml: 400,
    en: 'A payment delay of {days} days ({basis}) is not allowed: between 0 and {days_max} (article L441-10 of the French commercial code).',
    fr: 'Un délai de paiement de {days} jours ({basis}) n’est pas permis : entre 0 et {days_max} (article L441-10 du code de commerce).',
  },
  'invoicing.date_early': {
    http: 422,
    cxml: 400,
    en: 'There are no legal payment terms on record for {date}. Check the clock, or add the rule of that time.',
    fr: 'Aucune règle de délai de paiement n’est connue au {date}. Vérifiez l’horloge, ou ajoutez la règle de l’époque.',
  },
  'invoicing.not_creditable': {
    http: 409,
    cxml: 409,
    en: '{number} is a credit note and cannot be credited. Credit the invoice it refers to.',
    fr: '{number} est un avoir et ne peut pas être crédité. Créditez la facture à laquelle il se rapporte.',
  },
  'invoicing.credit_line_unknown': {
    http: 422,
    cxml: 400,
    en: 'Invoice {number} has no line {position}. Name lines by their position on the invoice.',
    fr: 'La facture {number} n’a pas de ligne {position}. Désignez les lignes par leur position sur la facture.',
  },
  'invoicing.credit_quantity': {
    http: 422,
    cxml: 400,
    en: 'Line {position} of invoice {number}: at most {left} is left to credit, {asked} was asked.',
    fr: 'Ligne {position} de la facture {number} : il reste au plus {left} à créditer, {asked} demandé.',
  },
  'invoicing.nothing_to_credit': {
    http: 409,
    cxml: 409,
    en: 'Everything on invoice {number} is credited already.',
    fr: 'La facture {number} est déjà entièrement créditée.',
  },
  'invoicing.nothing_to_state': {
    http: 409,
    cxml: 409,
    en: '{buyer} has no invoice that is not on a statement yet.',
    fr: '{buyer} n’a aucune facture qui ne figure pas déjà sur un relevé.',
  },
  'invoicing.contest_late': {
    http: 409,
    cxml: 409,
    en: 'Invoice {number} could be contested until {until}. Issue a corrective invoice or ask the operator for a credit note.',
    fr: 'La facture {number} pouvait être contestée jusqu’au {until}. Établissez une facture rectificative ou demandez un avoir à l’opérateur.',
  },
  'invoicing.contest_twice': {
    http: 409,
    cxml: 409,
    en: 'Invoice {number} is contested already.',
    fr: 'La facture {number} est déjà contestée.',
  },
} as const satisfies Record<string, ProblemEntry>;
