import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of entering organisations, people and connections. */
export const partiesProblems = {
  'parties.field': {
    http: 422,
    cxml: 400,
    en: 'The entry {field} is not valid ({fault}). Correct it and send the form again.',
    fr: 'La saisie {field} n’est pas valable ({fault}). Corrigez-la et renvoyez le formulaire.',
  },
  'parties.double': {
    http: 409,
    cxml: 409,
    en: '{name} has the register number {number} already; open that organisation instead.',
    fr: '{name} porte déjà le numéro d’immatriculation {number} ; ouvrez plutôt cette organisation.',
  },
  'parties.roles': {
    http: 422,
    cxml: 400,
    en: 'The roles {given} do not suit this organisation; choose at least one of {known}.',
    fr: 'Les rôles {given} ne conviennent pas à cette organisation ; choisissez-en au moins un parmi {known}.',
  },
  'parties.email_taken': {
    http: 409,
    cxml: 409,
    en: 'The address {email} has an account already; one address signs in for one organisation.',
    fr: 'L’adresse {email} a déjà un compte ; une adresse se connecte pour une seule organisation.',
  },
  'parties.closed': {
    http: 409,
    cxml: 409,
    en: 'The account of {name} is closed; open it first.',
    fr: 'Le compte de {name} est fermé ; rouvrez-le d’abord.',
  },
  'parties.own_account': {
    http: 409,
    cxml: 409,
    en: 'You are signed in with this account: another operator must close it or take its rights away.',
    fr: 'Vous êtes connecté avec ce compte : un autre opérateur doit le fermer ou lui retirer ses droits.',
  },
  'parties.password': {
    http: 422,
    cxml: 400,
    en: 'Choose a password of at least {least} characters that is not your name or address and not one character repeated.',
    fr: 'Choisissez un mot de passe d’au moins {least} caractères, qui ne soit ni votre nom, ni votre adresse, ni un caractère répété.',
  },
  'parties.password_link': {
    http: 410,
    cxml: 400,
    en: 'This link was used or has run out. Ask for a new one.',
    fr: 'Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau.',
  },
  'parties.connection_name': {
    http: 422,
    cxml: 400,
    en: 'The name “{name}” is in use, or is not made of small letters, digits and hyphens.',
    fr: 'Le nom « {name} » est déjà pris, ou n’est pas fait de minuscules, de chiffres et de tirets.',
  },
  'parties.identity_taken': {
    http: 409,
    cxml: 409,
    en: '{domain} {identity} names another organisation here; a header must lead to one company.',
    fr: '{domain} {identity} désigne déjà une autre organisation ; un en-tête doit mener à une seule société.',
  },
  'parties.operator_exists': {
    http: 409,
    cxml: 409,
    en: '{name} runs this marketplace already; sign in and invite people under Partners.',
    fr: '{name} exploite déjà cette place de marché ; connectez-vous et invitez les personnes sous Partenaires.',
  },
} as const satisfies Record<string, ProblemEntry>;
