import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of the punch-out room: cXML documents, credentials, browser returns, OCI, suite profiles. */
export const punchoutProblems = {
  'cxml.unauthorized': {
    http: 401,
    cxml: 401,
    en: 'The credentials do not open a connection here. Check domain, identity and shared secret.',
    fr: 'Ces identifiants n’ouvrent aucune connexion ici. Vérifiez domaine, identité et secret partagé.',
  },
  'cxml.credentials_conflict': {
    http: 401,
    cxml: 401,
    en: 'The credentials in {element} name different organisations; send one organisation’s.',
    fr: 'Les identifiants de {element} désignent des organisations différentes ; n’en envoyez qu’une.',
  },
  'cxml.not_implemented': {
    http: 501,
    cxml: 450,
    en: '{element} is not served here; the ProfileResponse lists what is.',
    fr: '{element} n’est pas servi ici ; la ProfileResponse indique ce qui l’est.',
  },
  'cxml.form_post_url': {
    http: 422,
    cxml: 400,
    en: 'BrowserFormPost is not accepted: {reason}.',
    fr: 'BrowserFormPost n’est pas accepté : {reason}.',
  },
  'cxml.structure': {
    http: 422,
    cxml: 406,
    en: 'Line {line}, {element}: {reason}. Send a document that follows the cXML DTD.',
    fr: 'Ligne {line}, {element} : {reason}. Envoyez un document conforme à la DTD cXML.',
  },
  'cxml.invalid': {
    http: 422,
    cxml: 400,
    en: 'Line {line}, {element}: {reason}. Correct the value and send the document again.',
    fr: 'Ligne {line}, {element} : {reason}. Corrigez la valeur et renvoyez le document.',
  },
  'cxml.unwritable': {
    http: 500,
    cxml: 500,
    en: 'A cXML document cannot be written: {reason}.',
    fr: 'Un document cXML ne peut pas être écrit : {reason}.',
  },
  'cxml.version_unknown': {
    http: 422,
    cxml: 400,
    en: 'cXML {version} has no {dtd} content model here; choose one of {known}.',
    fr: 'cXML {version} n’a pas de modèle de contenu {dtd} ici ; choisissez parmi {known}.',
  },
  'cxml.mac_algorithm': {
    http: 422,
    cxml: 401,
    en: 'The credential’s MAC uses {type} with {algorithm}; only FromSenderCredentials with HMAC-SHA1-96 is known.',
    fr: 'Le MAC de l’identification utilise {type} avec {algorithm} ; seul FromSenderCredentials avec HMAC-SHA1-96 est connu.',
  },
  'cxml.form_field_missing': {
    http: 400,
    cxml: 400,
    en: 'The form has no field cxml-base64 or cxml-urlencoded.',
    fr: 'Le formulaire n’a ni champ cxml-base64 ni champ cxml-urlencoded.',
  },
  'cxml.form_field_twice': {
    http: 400,
    cxml: 400,
    en: 'The form holds more than one cXML field ({names}); send one only.',
    fr: 'Le formulaire contient plusieurs champs cXML ({names}) ; n’en envoyez qu’un.',
  },
  'cxml.form_field_invalid': {
    http: 400,
    cxml: 406,
    en: 'The form field {name} does not hold a cXML document: {reason}.',
    fr: 'Le champ {name} du formulaire ne contient pas de document cXML : {reason}.',
  },
  'oci.unauthorized': {
    http: 401,
    cxml: 401,
    en: 'The user name or the password of this catalogue call is not known here. Ask your purchasing department to check them in the catalogue’s call structure.',
    fr: 'Le nom d’utilisateur ou le mot de passe de cet appel de catalogue n’est pas connu ici. Demandez à votre service achats de les vérifier dans la structure d’appel du catalogue.',
  },
  'oci.product_unknown': {
    http: 404,
    cxml: 417,
    en: 'Product {product} is not in your catalogue: it was withdrawn, or its seller is not open to you.',
    fr: 'Le produit {product} n’est pas dans votre catalogue : il a été retiré, ou son vendeur ne vous est pas ouvert.',
  },
  'oci.field_missing': {
    http: 400,
    cxml: 400,
    en: 'The OCI call-up has no {field}; add it to the catalogue’s call structure.',
    fr: 'L’appel OCI n’a pas de champ {field} ; ajoutez-le à la structure d’appel du catalogue.',
  },
  'oci.function_unknown': {
    http: 422,
    cxml: 450,
    en: 'The OCI function “{name}” is not served; call one of {known}.',
    fr: 'La fonction OCI « {name} » n’est pas servie ; appelez l’une de {known}.',
  },
  'oci.hook_url': {
    http: 400,
    cxml: 400,
    en: 'The return address HOOK_URL is not accepted: {reason}.',
    fr: 'L’adresse de retour HOOK_URL n’est pas acceptée : {reason}.',
  },
  'oci.value': {
    http: 422,
    cxml: 400,
    en: 'Item {item}, {field}: “{value}” does not fit; {limit}.',
    fr: 'Article {item}, {field} : « {value} » ne convient pas ; {limit}.',
  },
  'punchout.profile_unknown': {
    http: 422,
    cxml: 400,
    en: 'There is no suite profile “{id}”; choose one of {known}.',
    fr: 'Il n’y a pas de profil de suite « {id} » ; choisissez parmi {known}.',
  },
  'punchout.profile_invalid': {
    http: 422,
    cxml: 400,
    en: 'The profile setting {setting} is not valid: {reason}.',
    fr: 'Le réglage {setting} du profil n’est pas valide : {reason}.',
  },
} as const satisfies Record<string, ProblemEntry>;
