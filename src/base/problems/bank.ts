import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of the bank codecs: statements in, payment orders out, references. */
export const bankProblems = {
  'bank.not_camt': {
    http: 422,
    cxml: 400,
    en: 'The document holds no camt.052, camt.053 or camt.054 message; its root is “{root}”.',
    fr: 'Le document ne contient aucun message camt.052, camt.053 ou camt.054 ; sa racine est « {root} ».',
  },
  'bank.balance_mismatch': {
    http: 422,
    cxml: 400,
    en: 'Statement {statement}: opening {opening} plus booked entries {entries} is not closing {closing}; the difference is {difference}. Ask the bank for the missing page or entry.',
    fr: 'Relevé {statement} : solde initial {opening} plus écritures {entries} ne donne pas le solde final {closing} ; l’écart est de {difference}. Demandez à la banque la page ou l’écriture manquante.',
  },
  'bank.count_mismatch': {
    http: 422,
    cxml: 400,
    en: 'Statement {statement} announces {announced} entries and holds {found}; the file may be cut.',
    fr: 'Le relevé {statement} annonce {announced} écritures et en contient {found} ; le fichier est peut-être tronqué.',
  },
  'bank.batch_mismatch': {
    http: 422,
    cxml: 400,
    en: 'Line {line}: the payments of entry {entry} sum to {details}, the entry says {amount}.',
    fr: 'Ligne {line} : les paiements de l’écriture {entry} totalisent {details}, l’écriture indique {amount}.',
  },
  'bank.amount_precision': {
    http: 422,
    cxml: 400,
    en: 'Line {line}: the amount {value} has more decimals than {currency}; it was rounded to {rounded}.',
    fr: 'Ligne {line} : le montant {value} a plus de décimales que {currency} ; il a été arrondi à {rounded}.',
  },
  'bank.field_unreadable': {
    http: 422,
    cxml: 400,
    en: 'Line {line}: “{value}” in {element} is not {expected}.',
    fr: 'Ligne {line} : « {value} » dans {element} n’est pas {expected}.',
  },
  'bank.date_adjusted': {
    http: 422,
    cxml: 400,
    en: 'Line {line}: {value} is no day of the calendar; {taken} was taken.',
    fr: 'Ligne {line} : {value} n’existe pas au calendrier ; {taken} a été retenu.',
  },
  'bank.iban_invalid': {
    http: 422,
    cxml: 400,
    en: '“{iban}” is not an IBAN: check its length and its two check digits.',
    fr: '« {iban} » n’est pas un IBAN : vérifiez sa longueur et ses deux chiffres de contrôle.',
  },
  'bank.bic_invalid': {
    http: 422,
    cxml: 400,
    en: '“{bic}” is not a BIC: eight or eleven characters, such as AGRIFRPP.',
    fr: '« {bic} » n’est pas un BIC : huit ou onze caractères, par exemple AGRIFRPP.',
  },
  'bank.reference_invalid': {
    http: 422,
    cxml: 400,
    en: '“{body}” cannot become an RF reference: one to 21 letters or digits are needed (ISO 11649).',
    fr: '« {body} » ne peut pas devenir une référence RF : il faut de un à 21 lettres ou chiffres (ISO 11649).',
  },
  'bank.payment_refused': {
    http: 422,
    cxml: 400,
    en: 'Payment {payment}: {field} {reason}.',
    fr: 'Paiement {payment} : {field} {reason}.',
  },
  'bank.entry_undated': {
    http: 422,
    cxml: 400,
    en: 'The entry in line {line} has no booking date.',
    fr: 'L’écriture de la ligne {line} n’a pas de date comptable.',
  },
  'bank.statement_incomplete': {
    http: 422,
    cxml: 400,
    en: 'The statement lacks {what}; ask the bank for a complete camt.053.',
    fr: 'Il manque {what} dans le relevé ; demandez à la banque un camt.053 complet.',
  },
  'bank.file_refused': {
    http: 422,
    cxml: 400,
    en: 'The file was not imported. Line {line}: {reason}',
    fr: 'Le fichier n’a pas été importé. Ligne {line} : {reason}',
  },
} as const satisfies Record<string, ProblemEntry>;
