import type { Text } from '../../../base/index.ts';
import type { Role } from '../../../platform/index.ts';
import type { FieldFault } from '../../parties/index.ts';

/** Roles as people say them. */
export const roleWords: Readonly<Record<Role, Text>> = {
  requester: { en: 'Requester', fr: 'Demandeur' },
  approver: { en: 'Approver', fr: 'Approbateur' },
  buyer_admin: { en: 'Administrator', fr: 'Administrateur' },
  order_desk: { en: 'Order desk and offers', fr: 'Commandes et offres' },
  seller_finance: { en: 'Accounting', fr: 'Comptabilité' },
  finance: { en: 'Finance', fr: 'Finance' },
  credit_manager: { en: 'Credit manager', fr: 'Crédit' },
  operator: { en: 'Operator', fr: 'Opérateur' },
};

/** What is wrong with an entry, and what to write instead. */
export const faultWords: Readonly<Record<FieldFault, Text>> = {
  required: { en: 'This entry is needed.', fr: 'Cette saisie est nécessaire.' },
  country: { en: 'Two capital letters: FR, DE, BE…', fr: 'Deux majuscules : FR, DE, BE…' },
  siren: {
    en: 'Not a SIREN: nine digits, the last of which checks the others.',
    fr: 'Pas un SIREN : neuf chiffres, dont le dernier contrôle les autres.',
  },
  siret: {
    en: 'Not a SIRET: the SIREN and five more digits.',
    fr: 'Pas un SIRET : le SIREN suivi de cinq chiffres.',
  },
  vat: {
    en: 'Not a VAT number: the country’s letters, then 2 to 13 characters.',
    fr: 'Pas un numéro de TVA : les lettres du pays, puis 2 à 13 caractères.',
  },
  vat_country: {
    en: 'This VAT number is of another country than the address.',
    fr: 'Ce numéro de TVA est d’un autre pays que l’adresse.',
  },
  email: { en: 'Not an e-mail address.', fr: 'Pas une adresse e-mail.' },
  iban: {
    en: 'Not an IBAN: length or check digits are wrong. Sellers are paid to it.',
    fr: 'Pas un IBAN : longueur ou clé fausse. Les vendeurs y sont payés.',
  },
  bic: { en: 'Not a BIC: 8 or 11 characters.', fr: 'Pas un BIC : 8 ou 11 caractères.' },
  gln: { en: 'Not a GLN: 13 digits with a check digit.', fr: 'Pas un GLN : 13 chiffres avec clé.' },
  range: { en: 'Out of range.', fr: 'Hors limites.' },
};
