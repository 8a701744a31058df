import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of the operator's desk: jobs, partners' connections, documents. */
export const serviceProblems = {
  'service.job_not_retried': {
    http: 409,
    cxml: 409,
    en: 'Job {id} is being worked on or is already done; look at the list again.',
    fr: 'La tâche {id} est en cours ou déjà terminée ; consultez de nouveau la liste.',
  },
  'service.outbound_url': {
    http: 422,
    cxml: 400,
    en: 'Outbound address: {reason}. Write an absolute https address without user name.',
    fr: 'Adresse d’envoi : {reason}. Indiquez une adresse https complète, sans nom d’utilisateur.',
  },
  'service.secret_short': {
    http: 422,
    cxml: 400,
    en: 'The secret has {length} characters; at least {least} are needed.',
    fr: 'Le secret compte {length} caractères ; il en faut au moins {least}.',
  },
  'service.secret_same': {
    http: 422,
    cxml: 400,
    en: 'This secret is already in force. Enter a new one.',
    fr: 'Ce secret est déjà en vigueur. Saisissez-en un nouveau.',
  },
  'service.secret_missing': {
    http: 409,
    cxml: 409,
    en: 'The connection {name} has no second secret. Add one and let the partner change over first.',
    fr: 'La connexion {name} n’a pas de second secret. Ajoutez-en un et laissez d’abord le partenaire basculer.',
  },
  'service.secret_protocol': {
    http: 409,
    cxml: 409,
    en: 'A connection of the kind {protocol} is not proved by a shared secret.',
    fr: 'Une connexion de type {protocol} n’est pas authentifiée par un secret partagé.',
  },
  'service.share_closed': {
    http: 404,
    cxml: 417,
    en: 'This link opens nothing: it is not complete, has run out, or was withdrawn. Ask whoever sent it for a new one.',
    fr: 'Ce lien n’ouvre rien : il est incomplet, expiré ou révoqué. Demandez-en un nouveau à la personne qui vous l’a envoyé.',
  },
  'service.replay_kind': {
    http: 409,
    cxml: 409,
    en: 'This document cannot be replayed: {reason}.',
    fr: 'Ce document ne peut pas être rejoué : {reason}.',
  },
  'service.binary_masked': {
    http: 403,
    cxml: 403,
    en: 'This document is not text, so its secrets cannot be masked. Ask the marketplace for the file.',
    fr: 'Ce document n’est pas du texte : ses secrets ne peuvent pas être masqués. Demandez le fichier à la place de marché.',
  },
  'service.suite_taken': {
    http: 409,
    cxml: 409,
    en: 'There is a suite profile “{id}” already; choose another name.',
    fr: 'Il existe déjà un profil de suite « {id} » ; choisissez un autre nom.',
  },
  'service.suite_in_use': {
    http: 409,
    cxml: 409,
    en: 'The connection {connection} would be left without a whole profile: {setting}: {reason}. Change its own settings first.',
    fr: 'La connexion {connection} resterait sans profil complet : {setting} : {reason}. Modifiez d’abord ses propres réglages.',
  },
} as const satisfies Record<string, ProblemEntry>;
