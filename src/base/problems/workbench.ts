import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of the connection workbench: its links, the integrator's secrets, tests and runs. */
export const workbenchProblems = {
  'workbench.unknown': {
    http: 404,
    cxml: 401,
    en: 'This workbench link opens nothing: it is mistyped, has run out or was withdrawn. Ask the marketplace for a new one.',
    fr: 'Ce lien d’atelier n’ouvre rien : il est mal recopié, expiré ou retiré. Demandez-en un nouveau à la place de marché.',
  },
  'workbench.days': {
    http: 422,
    cxml: 400,
    en: 'A link lasts between 1 and {most} days, not {days}.',
    fr: 'Un lien dure entre 1 et {most} jours, pas {days}.',
  },
  'workbench.protocol': {
    http: 409,
    cxml: 409,
    en: 'A connection of the kind {protocol} has no workbench; cXML and OCI have one.',
    fr: 'Une connexion de type {protocol} n’a pas d’atelier ; cXML et OCI en ont un.',
  },
  'workbench.revoked': {
    http: 409,
    cxml: 409,
    en: 'This link was withdrawn and stays closed. Create a new one.',
    fr: 'Ce lien a été retiré et reste fermé. Créez-en un nouveau.',
  },
  'workbench.two_secrets': {
    http: 409,
    cxml: 409,
    en: 'Two secrets are in force already. Drop the second one first.',
    fr: 'Deux secrets sont déjà en vigueur. Retirez d’abord le second.',
  },
  'workbench.one_secret': {
    http: 409,
    cxml: 409,
    en: 'There is no second secret. Create one first.',
    fr: 'Il n’y a pas de second secret. Créez-en un d’abord.',
  },
  'workbench.secret_production': {
    http: 409,
    cxml: 409,
    en: 'This connection is in production: its secret is no longer changed by a link. Ask the marketplace, which sets it on its own page.',
    fr: 'Cette connexion est en production : son secret ne se change plus par un lien. Adressez-vous à la place de marché, qui le règle sur sa propre page.',
  },
  'workbench.run_busy': {
    http: 409,
    cxml: 409,
    en: 'The virtual buyer is already at work. Wait for it to finish.',
    fr: 'L’acheteur virtuel est déjà à l’œuvre. Attendez qu’il ait terminé.',
  },
  'workbench.run_production': {
    http: 409,
    cxml: 409,
    en: 'This connection is in production: the virtual buyer plays on connections in test mode only.',
    fr: 'Cette connexion est en production : l’acheteur virtuel ne joue que sur les connexions en mode test.',
  },
  'workbench.size': {
    http: 413,
    cxml: 499,
    en: 'The document has {size_bytes} bytes; the tester takes at most {max_bytes}. Cut it down to the lines in question.',
    fr: 'Le document compte {size_bytes} octets ; le testeur en accepte au plus {max_bytes}. Réduisez-le aux lignes en question.',
  },
  'workbench.empty': {
    http: 422,
    cxml: 400,
    en: 'There is no document: paste one, choose a file, or send it as the body of the POST.',
    fr: 'Il n’y a pas de document : collez-en un, choisissez un fichier ou envoyez-le comme corps du POST.',
  },
  'workbench.not_ready': {
    http: 409,
    cxml: 409,
    en: 'Not ready for production; still open: {open}.',
    fr: 'Pas prêt pour la production ; reste ouvert : {open}.',
  },
} as const satisfies Record<string, ProblemEntry>;
