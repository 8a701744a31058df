import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of a CatalogUploadRequest, under the Status codes that cXML keeps for catalogues (461 to 470, 561). */
export const catalogueUploadProblems = {
  'catalogue_upload.commodity': {
    http: 422,
    cxml: 461,
    en: 'CommodityCode “{code}” is no UNSPSC code; send two to eight digits.',
    fr: 'CommodityCode « {code} » n’est pas un code UNSPSC ; envoyez deux à huit chiffres.',
  },
  'catalogue_upload.notification': {
    http: 422,
    cxml: 462,
    en: 'Notification: {reason}. Give an Email, or URLPost enabled="yes" with an address for documents.',
    fr: 'Notification : {reason}. Indiquez un Email, ou URLPost enabled="yes" avec une adresse de réception.',
  },
  'catalogue_upload.format': {
    http: 422,
    cxml: 463,
    en: 'The attached file is no catalogue that is read here: {reason}. Send a CIF 3.0 or a cXML Index, not zipped.',
    fr: 'Le fichier joint n’est pas un catalogue lisible ici : {reason}. Envoyez un CIF 3.0 ou un Index cXML, non compressé.',
  },
  'catalogue_upload.attachment': {
    http: 422,
    cxml: 464,
    en: 'Attachment: {reason}. Send exactly one file in the body, named by its cid: URL.',
    fr: 'Attachment : {reason}. Envoyez un seul fichier dans le corps, désigné par son URL cid:.',
  },
  'catalogue_upload.name_known': {
    http: 409,
    cxml: 465,
    en: 'There is a catalogue “{name}” already; send operation="update", or another CatalogName.',
    fr: 'Un catalogue « {name} » existe déjà ; envoyez operation="update", ou un autre CatalogName.',
  },
  'catalogue_upload.name_unknown': {
    http: 404,
    cxml: 466,
    en: 'There is no catalogue “{name}” to update; send operation="new", or the name it was sent under.',
    fr: 'Aucun catalogue « {name} » à mettre à jour ; envoyez operation="new", ou le nom d’origine.',
  },
  'catalogue_upload.size': {
    http: 413,
    cxml: 468,
    en: 'The catalogue has {size_bytes} bytes; at most {max_bytes} are taken. Send it in several incremental files.',
    fr: 'Le catalogue fait {size_bytes} octets ; {max_bytes} au plus sont acceptés. Envoyez-le en plusieurs fichiers incrémentaux.',
  },
  'catalogue_upload.extension': {
    http: 422,
    cxml: 469,
    en: 'The attached file is called “{name}”; its name must end in .cif or .xml.',
    fr: 'Le fichier joint s’appelle « {name} » ; son nom doit se terminer par .cif ou .xml.',
  },
  'catalogue_upload.busy': {
    http: 409,
    cxml: 561,
    en: 'Your catalogue {file} is still being read; send this one again when it is done.',
    fr: 'Votre catalogue {file} est encore en cours de lecture ; renvoyez celui-ci ensuite.',
  },
} as const satisfies Record<string, ProblemEntry>;
