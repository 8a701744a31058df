import type { FaultCode, FaultLevel } from './faults.ts';

type Fix = {
  readonly severity: 'error' | 'warning';
  readonly level: FaultLevel;
  readonly en: string;
  readonly fr: string;
};

function rule(severity: Fix['severity'], level: FaultLevel, text: { en: string; fr: string }): Fix {
  return { severity, level, ...text };
}

const COUNT = {
  en: 'Count again when the file is written, the service segments included as the standard says.',
  fr: 'Recomptez à l’écriture du fichier, segments de service compris comme le dit la norme.',
};
const REFERENCE = {
  en: 'Repeat the reference of the opening segment, character for character.',
  fr: 'Reprenez la référence du segment d’ouverture, caractère pour caractère.',
};
const CLOSE = {
  en: 'Send the file again, whole, with its closing segment.',
  fr: 'Renvoyez le fichier entier, avec son segment de clôture.',
};
const CHECK_DIGIT = {
  en: 'Correct the number; its last digit is the GS1 modulo 10 check digit.',
  fr: 'Corrigez le numéro ; son dernier chiffre est la clé GS1 modulo 10.',
};
const STRUCTURE = {
  en: 'Follow the segment table of the message and directory that UNH names.',
  fr: 'Suivez la table des segments du message et du répertoire indiqués en UNH.',
};
const SPLIT = {
  en: 'Split the file into smaller interchanges.',
  fr: 'Découpez le fichier en interchanges plus petits.',
};

/** Severity, level and remedy of each fault. */
export const FIXES: Readonly<Record<FaultCode, Fix>> = {
  'edi.no_interchange': rule('error', 'interchange', {
    en: 'Send a file that begins with UNA or UNB.',
    fr: 'Envoyez un fichier qui commence par UNA ou UNB.',
  }),
  'edi.una_invalid': rule('error', 'interchange', {
    en: "Write UNA with six distinct characters, for example UNA:+.? '.",
    fr: "Écrivez UNA avec six caractères distincts, par exemple UNA:+.? '.",
  }),
  'edi.control_character': rule('error', 'segment', {
    en: 'Remove the control character from the data.',
    fr: 'Retirez le caractère de contrôle des données.',
  }),
  'edi.segment_too_long': rule('error', 'interchange', {
    en: 'Check that segments end with the terminator that UNA declares.',
    fr: 'Vérifiez que les segments finissent par le terminateur déclaré en UNA.',
  }),
  'edi.element_too_long': rule('error', 'segment', {
    en: 'Shorten the value, or release the separators it lacks.',
    fr: 'Raccourcissez la valeur ou ajoutez les séparateurs manquants.',
  }),
  'edi.segment_unterminated': rule('error', 'interchange', CLOSE),
  'edi.tag_invalid': rule('error', 'segment', {
    en: 'Release the segment terminator with the release character when it stands in a text.',
    fr: 'Faites précéder le terminateur du caractère d’échappement quand il figure dans un texte.',
  }),
  'edi.package_length': rule('error', 'interchange', COUNT),
  'edi.charset_unknown': rule('warning', 'interchange', {
    en: 'Write UNOC (ISO 8859-1) or UNOW (UTF-8, syntax 4) in UNB.',
    fr: 'Indiquez UNOC (ISO 8859-1) ou UNOW (UTF-8, syntaxe 4) en UNB.',
  }),
  'edi.charset_bytes': rule('warning', 'segment', {
    en: 'Write the file in the character set that UNB names, or name the one it is in.',
    fr: 'Écrivez le fichier dans le jeu de caractères annoncé en UNB, ou annoncez le vrai.',
  }),
  'edi.charset_repertoire': rule('warning', 'interchange', {
    en: 'Name UNOC in UNB, or write capital letters only.',
    fr: 'Indiquez UNOC en UNB, ou écrivez en majuscules seulement.',
  }),
  'edi.outside_interchange': rule('error', 'interchange', {
    en: 'Put the message between UNB and UNZ.',
    fr: 'Placez le message entre UNB et UNZ.',
  }),
  'edi.outside_message': rule('error', 'interchange', {
    en: 'Put the segment between UNH and UNT.',
    fr: 'Placez le segment entre UNH et UNT.',
  }),
  'edi.element_missing': rule('error', 'segment', {
    en: 'Fill in the element.',
    fr: 'Renseignez l’élément.',
  }),
  'edi.unb_repeated': rule('error', 'interchange', {
    en: 'Close each interchange with UNZ before the next UNB.',
    fr: 'Fermez chaque interchange par UNZ avant l’UNB suivant.',
  }),
  'edi.unz_missing': rule('error', 'interchange', CLOSE),
  'edi.unz_count': rule('error', 'interchange', COUNT),
  'edi.unz_reference': rule('error', 'interchange', REFERENCE),
  'edi.une_missing': rule('error', 'group', CLOSE),
  'edi.une_count': rule('error', 'group', COUNT),
  'edi.une_reference': rule('error', 'group', REFERENCE),
  'edi.unt_missing': rule('error', 'message', CLOSE),
  'edi.unt_count': rule('error', 'message', COUNT),
  'edi.unt_reference': rule('error', 'message', REFERENCE),
  'edi.reference_repeated': rule('error', 'message', {
    en: 'Number the messages of an interchange without repetition.',
    fr: 'Numérotez les messages d’un interchange sans répétition.',
  }),
  'edi.group_version': rule('warning', 'message', {
    en: 'Write the same version in UNG and UNH.',
    fr: 'Indiquez la même version en UNG et en UNH.',
  }),
  'edi.header_date': rule('warning', 'interchange', {
    en: 'Write yymmdd up to syntax 3, ccyymmdd from syntax 4.',
    fr: 'Écrivez aammjj jusqu’à la syntaxe 3, ssaammjj à partir de la syntaxe 4.',
  }),
  'edi.limit': rule('error', 'interchange', SPLIT),
  'edi.faults_capped': rule('warning', 'interchange', {
    en: 'Correct the faults listed and send the file again.',
    fr: 'Corrigez les anomalies listées et renvoyez le fichier.',
  }),
  'edi.message_unknown': rule('warning', 'message', {
    en: 'Send ORDRSP, DESADV, INVOIC, APERAK or CONTRL here.',
    fr: 'Envoyez ici ORDRSP, DESADV, INVOIC, APERAK ou CONTRL.',
  }),
  'edi.segment_unexpected': rule('error', 'segment', STRUCTURE),
  'edi.segment_missing': rule('error', 'segment', STRUCTURE),
  'edi.segment_repeated': rule('error', 'segment', STRUCTURE),
  'edi.date_invalid': rule('error', 'segment', {
    en: 'Write the date as its format says: 102 is CCYYMMDD, 203 CCYYMMDDHHMM.',
    fr: 'Écrivez la date selon son format : 102 est SSAAMMJJ, 203 SSAAMMJJHHMM.',
  }),
  'edi.date_format': rule('warning', 'segment', {
    en: 'Use 102 for CCYYMMDD, 203 for CCYYMMDDHHMM, 718 for a period of two dates.',
    fr: 'Utilisez 102 pour SSAAMMJJ, 203 pour SSAAMMJJHHMM, 718 pour une période de deux dates.',
  }),
  'edi.number_invalid': rule('error', 'segment', {
    en: 'Write digits with at most one decimal mark, without thousands separators.',
    fr: 'Écrivez des chiffres avec au plus un séparateur décimal, sans séparateur de milliers.',
  }),
  'edi.decimal_mark': rule('warning', 'segment', {
    en: 'Use the decimal mark that UNA declares.',
    fr: 'Utilisez le séparateur décimal déclaré en UNA.',
  }),
  'edi.gtin_check': rule('error', 'business', CHECK_DIGIT),
  'edi.gln_check': rule('warning', 'business', CHECK_DIGIT),
  'edi.sscc_check': rule('warning', 'business', CHECK_DIGIT),
  'edi.line_count': rule('error', 'business', {
    en: 'Write the number of LIN segments in CNT 2.',
    fr: 'Indiquez le nombre de segments LIN dans CNT 2.',
  }),
  'edi.code_unknown': rule('error', 'business', {
    en: 'Use a code of the agreed message guide.',
    fr: 'Utilisez un code du guide de message convenu.',
  }),
  'edi.currency_missing': rule('warning', 'business', {
    en: 'Add CUX with qualifier 2 and the currency, for example CUX+2:EUR:9.',
    fr: 'Ajoutez CUX avec le qualifiant 2 et la devise, par exemple CUX+2:EUR:9.',
  }),
  'edi.amount_digits': rule('warning', 'business', {
    en: 'Round amounts to the decimals of their currency; unit prices may have more.',
    fr: 'Arrondissez les montants aux décimales de leur devise ; les prix unitaires peuvent en avoir plus.',
  }),
};
