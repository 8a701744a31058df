import type { ProblemEntry } from '../problem-entry.ts';

/** An EDI refusal: one text per language and the CONTRL 0085 code that says it, 18 when none fits. */
function refusal({ edi = 18, en, fr }: { edi?: number; en: string; fr: string }): ProblemEntry {
  return { http: 422, cxml: 400, edi, en, fr };
}

/** Faults of EDI interchanges, messages and values. `{place}` is the segment, with its line. */
export const ediProblems = {
  'edi.no_interchange': refusal({
    edi: 2,
    en: 'There is no UNB segment: this is not an EDIFACT interchange.',
    fr: 'Aucun segment UNB : ce n’est pas un interchange EDIFACT.',
  }),
  'edi.una_invalid': refusal({
    edi: 22,
    en: '{place}: the service string “{value}” names the same or an impossible separator twice; the default separators are used.',
    fr: '{place} : la chaîne de service « {value} » contient un séparateur impossible ou en double ; les séparateurs par défaut sont utilisés.',
  }),
  'edi.control_character': refusal({
    edi: 21,
    en: '{place}: the control character {value} is not allowed in data.',
    fr: '{place} : le caractère de contrôle {value} est interdit dans les données.',
  }),
  'edi.segment_too_long': refusal({
    edi: 39,
    en: '{place}: the segment is longer than {expected} bytes; reading stops here.',
    fr: '{place} : le segment dépasse {expected} octets ; la lecture s’arrête ici.',
  }),
  'edi.element_too_long': refusal({
    edi: 39,
    en: '{place}: a data element is longer than {expected} bytes.',
    fr: '{place} : un élément de données dépasse {expected} octets.',
  }),
  'edi.segment_unterminated': refusal({
    edi: 13,
    en: '{place}: the file ends inside this segment, without its terminator.',
    fr: '{place} : le fichier se termine à l’intérieur de ce segment, sans son terminateur.',
  }),
  'edi.tag_invalid': refusal({
    edi: 12,
    en: '{place}: “{value}” is not a segment tag; a tag is three capital letters or digits.',
    fr: '{place} : « {value} » n’est pas une étiquette de segment (trois majuscules ou chiffres).',
  }),
  'edi.package_length': refusal({
    edi: 29,
    en: '{place}: UNO announces {value} bytes, but no UNP follows them.',
    fr: '{place} : UNO annonce {value} octets, mais aucun UNP ne les suit.',
  }),
  'edi.charset_unknown': refusal({
    edi: 14,
    en: '{place}: the syntax identifier “{value}” is not known; the text is read as UTF-8 or ISO 8859-1.',
    fr: '{place} : l’identifiant de syntaxe « {value} » est inconnu ; le texte est lu en UTF-8 ou ISO 8859-1.',
  }),
  'edi.charset_bytes': refusal({
    edi: 21,
    en: '{place}: some bytes do not belong to {expected}.',
    fr: '{place} : certains octets n’appartiennent pas à {expected}.',
  }),
  'edi.charset_repertoire': refusal({
    edi: 21,
    en: '{place}: the character “{value}” is outside {expected} (reported once per interchange).',
    fr: '{place} : le caractère « {value} » n’appartient pas à {expected} (signalé une fois par interchange).',
  }),
  'edi.outside_interchange': refusal({
    edi: 15,
    en: '{place}: {tag} stands outside an interchange.',
    fr: '{place} : {tag} se trouve hors de tout interchange.',
  }),
  'edi.outside_message': refusal({
    edi: 15,
    en: '{place}: {tag} stands outside a message.',
    fr: '{place} : {tag} se trouve hors de tout message.',
  }),
  'edi.element_missing': refusal({
    edi: 13,
    en: '{place}: the mandatory element {expected} is missing.',
    fr: '{place} : l’élément obligatoire {expected} manque.',
  }),
  'edi.unb_repeated': refusal({
    edi: 15,
    en: '{place}: a second UNB comes before the interchange {expected} was closed.',
    fr: '{place} : un second UNB arrive avant la clôture de l’interchange {expected}.',
  }),
  'edi.unz_missing': refusal({
    edi: 13,
    en: '{place}: the interchange {expected} has no UNZ: it is truncated.',
    fr: '{place} : l’interchange {expected} n’a pas d’UNZ : il est tronqué.',
  }),
  'edi.unz_count': refusal({
    edi: 29,
    en: '{place}: UNZ says {value}, counted {expected}.',
    fr: '{place} : UNZ annonce {value}, compté {expected}.',
  }),
  'edi.unz_reference': refusal({
    edi: 28,
    en: '{place}: UNZ refers to “{value}”, UNB to “{expected}”.',
    fr: '{place} : UNZ référence « {value} », UNB « {expected} ».',
  }),
  'edi.une_missing': refusal({
    edi: 13,
    en: '{place}: the group {expected} has no UNE.',
    fr: '{place} : le groupe {expected} n’a pas d’UNE.',
  }),
  'edi.une_count': refusal({
    edi: 29,
    en: '{place}: UNE says {value} messages, counted {expected}.',
    fr: '{place} : UNE annonce {value} messages, comptés {expected}.',
  }),
  'edi.une_reference': refusal({
    edi: 28,
    en: '{place}: UNE refers to “{value}”, UNG to “{expected}”.',
    fr: '{place} : UNE référence « {value} », UNG « {expected} ».',
  }),
  'edi.unt_missing': refusal({
    edi: 13,
    en: '{place}: the message {expected} has no UNT.',
    fr: '{place} : le message {expected} n’a pas d’UNT.',
  }),
  'edi.unt_count': refusal({
    edi: 29,
    en: '{place}: UNT says {value}, counted {expected} segments.',
    fr: '{place} : UNT annonce {value}, compté {expected} segments.',
  }),
  'edi.unt_reference': refusal({
    edi: 28,
    en: '{place}: UNT refers to “{value}”, UNH to “{expected}”.',
    fr: '{place} : UNT référence « {value} », UNH « {expected} ».',
  }),
  'edi.reference_repeated': refusal({
    edi: 26,
    en: '{place}: the message reference “{value}” was already used in this interchange.',
    fr: '{place} : la référence de message « {value} » a déjà servi dans cet interchange.',
  }),
  'edi.group_version': refusal({
    edi: 2,
    en: '{place}: the message is {value}, its group announces {expected}.',
    fr: '{place} : le message est en {value}, son groupe annonce {expected}.',
  }),
  'edi.header_date': refusal({
    edi: 12,
    en: '{place}: the date “{value}” is not written as {expected}, which this syntax version asks for.',
    fr: '{place} : la date « {value} » n’est pas écrite {expected}, comme l’exige cette version de syntaxe.',
  }),
  'edi.limit': refusal({
    edi: 16,
    en: '{place}: more than {expected} segments; reading stops here.',
    fr: '{place} : plus de {expected} segments ; la lecture s’arrête ici.',
  }),
  'edi.faults_capped': refusal({
    en: '{place}: more than {expected} faults; the rest is not listed.',
    fr: '{place} : plus de {expected} anomalies ; le reste n’est pas listé.',
  }),
  'edi.message_unknown': refusal({
    edi: 14,
    en: '{place}: {value} is not a message this marketplace reads; only its general fields are shown.',
    fr: '{place} : {value} n’est pas un message lu par cette place de marché ; seuls ses champs généraux sont présentés.',
  }),
  'edi.segment_unexpected': refusal({
    edi: 15,
    en: '{place}: {tag} is not expected here in {expected}.',
    fr: '{place} : {tag} n’est pas attendu ici dans {expected}.',
  }),
  'edi.segment_missing': refusal({
    edi: 13,
    en: '{place}: the mandatory segment {value} is missing before this one ({expected}).',
    fr: '{place} : le segment obligatoire {value} manque avant celui-ci ({expected}).',
  }),
  'edi.segment_repeated': refusal({
    edi: 35,
    en: '{place}: {tag} is repeated more often than the {expected} times allowed here.',
    fr: '{place} : {tag} est répété plus que les {expected} fois permises ici.',
  }),
  'edi.date_invalid': refusal({
    edi: 12,
    en: '{place}: “{value}” is not a date of format {expected}.',
    fr: '{place} : « {value} » n’est pas une date au format {expected}.',
  }),
  'edi.date_format': refusal({
    edi: 12,
    en: '{place}: the date “{value}” does not have the length of format {expected}; its day was read.',
    fr: '{place} : la date « {value} » n’a pas la longueur du format {expected} ; le jour a été lu.',
  }),
  'edi.number_invalid': refusal({
    edi: 12,
    en: '{place}: “{value}” is not a number; the decimal mark is “{expected}”.',
    fr: '{place} : « {value} » n’est pas un nombre ; le séparateur décimal est « {expected} ».',
  }),
  'edi.decimal_mark': refusal({
    edi: 19,
    en: '{place}: “{value}” uses another decimal mark than the “{expected}” of the interchange.',
    fr: '{place} : « {value} » n’utilise pas le séparateur décimal « {expected} » de l’interchange.',
  }),
  'edi.gtin_check': refusal({
    edi: 12,
    en: '{place}: “{value}” is not a GTIN: length or check digit are wrong ({expected}).',
    fr: '{place} : « {value} » n’est pas un GTIN : longueur ou clé de contrôle fausse ({expected}).',
  }),
  'edi.gln_check': refusal({
    edi: 12,
    en: '{place}: “{value}” is not a GLN: 13 digits with a right check digit are expected.',
    fr: '{place} : « {value} » n’est pas un GLN : 13 chiffres avec une clé juste sont attendus.',
  }),
  'edi.sscc_check': refusal({
    edi: 12,
    en: '{place}: “{value}” is not an SSCC: 18 digits with a right check digit are expected.',
    fr: '{place} : « {value} » n’est pas un SSCC : 18 chiffres avec une clé juste sont attendus.',
  }),
  'edi.line_count': refusal({
    edi: 29,
    en: '{place}: CNT 2 says {value} lines, counted {expected}.',
    fr: '{place} : CNT 2 annonce {value} lignes, comptées {expected}.',
  }),
  'edi.code_unknown': refusal({
    edi: 12,
    en: '{place}: the code “{value}” of {expected} is not known here.',
    fr: '{place} : le code « {value} » de {expected} n’est pas connu ici.',
  }),
  'edi.currency_missing': refusal({
    edi: 13,
    en: '{place}: amounts are given without a currency (no CUX, no currency in MOA).',
    fr: '{place} : des montants sont donnés sans devise (ni CUX, ni devise dans MOA).',
  }),
  'edi.amount_digits': refusal({
    edi: 12,
    en: '{place}: the amount {value} has more decimals than {expected} has; it was rounded half up.',
    fr: '{place} : le montant {value} a plus de décimales que {expected} ; il a été arrondi au plus proche.',
  }),
  'edi.contrl_of_contrl': refusal({
    en: 'A CONTRL is never acknowledged (ISO 9735-4); interchange {reference} holds nothing else.',
    fr: 'Un CONTRL n’est jamais acquitté (ISO 9735-4) ; l’interchange {reference} ne contient rien d’autre.',
  }),
  'edi.envelope_invalid': refusal({
    en: 'The interchange cannot be written: {field} “{value}” must be {expected}.',
    fr: 'L’interchange ne peut pas être écrit : {field} « {value} » doit être {expected}.',
  }),
  'edi.message_empty': refusal({
    en: 'The {type} message {number} cannot be written: it has no {what}.',
    fr: 'Le message {type} {number} ne peut pas être écrit : il n’a pas de {what}.',
  }),
} as const satisfies Record<string, ProblemEntry>;
