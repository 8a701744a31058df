import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of the doors and of what goes out by them, beyond what codecs and domain refuse themselves. */
export const channelProblems = {
  'channel.api_key': {
    http: 401,
    cxml: 401,
    edi: 23,
    en: 'This API key opens nothing. Send “Authorization: Bearer <key>” or “X-API-Key: <key>” with the key of an active connection.',
    fr: 'Cette clé d’API n’ouvre rien. Envoyez « Authorization: Bearer <clé> » ou « X-API-Key: <clé> » avec la clé d’une connexion active.',
  },
  'channel.body_empty': {
    http: 422,
    cxml: 400,
    edi: 2,
    en: 'The request has no body; post the document as raw bytes.',
    fr: 'La requête n’a pas de corps ; envoyez le document en octets bruts.',
  },
  'channel.sender_unknown': {
    http: 422,
    cxml: 401,
    edi: 23,
    en: 'UNB names the sender {sender}, but this connection belongs to {expected}. Write {expected} in UNB 0004, or use the key of {sender}.',
    fr: 'UNB désigne l’émetteur {sender}, mais cette connexion appartient à {expected}. Écrivez {expected} en UNB 0004, ou utilisez la clé de {sender}.',
  },
  'channel.interchange_reused': {
    http: 409,
    cxml: 409,
    edi: 26,
    en: 'The interchange reference {reference} was already used for another content (exchange {exchange}). Give the new interchange its own reference in UNB 0020.',
    fr: 'La référence d’interchange {reference} a déjà servi pour un autre contenu (échange {exchange}). Donnez sa propre référence en UNB 0020 au nouvel interchange.',
  },
  'channel.message_not_served': {
    http: 422,
    cxml: 450,
    edi: 15,
    en: 'Message {reference}: {type} is not taken here. Send ORDRSP, DESADV, CONTRL or APERAK.',
    fr: 'Message {reference} : {type} n’est pas accepté ici. Envoyez ORDRSP, DESADV, CONTRL ou APERAK.',
  },
  'channel.order_unnamed': {
    http: 422,
    cxml: 400,
    edi: 13,
    en: '{type} {number} names no order. Add RFF+ON with the number of our order.',
    fr: '{type} {number} ne désigne aucune commande. Ajoutez RFF+ON avec le numéro de notre commande.',
  },
  'channel.order_unknown': {
    http: 404,
    cxml: 417,
    edi: 12,
    en: '{type} {number}: we sent you no order {order}. Repeat the number of our ORDERS (BGM 1004) in RFF+ON.',
    fr: '{type} {number} : nous ne vous avons pas envoyé de commande {order}. Reprenez en RFF+ON le numéro de notre ORDERS (BGM 1004).',
  },
  'channel.order_line_unknown': {
    http: 422,
    cxml: 400,
    edi: 12,
    en: 'Order {order} has no line {line}{item}. Repeat our line number (LIN 1082) in RFF+LI.',
    fr: 'La commande {order} n’a pas de ligne {line}{item}. Reprenez notre numéro de ligne (LIN 1082) en RFF+LI.',
  },
  'channel.answered_unknown': {
    http: 404,
    cxml: 417,
    edi: 12,
    en: '{type}: nothing was sent to you under {reference}.',
    fr: '{type} : rien ne vous a été envoyé sous {reference}.',
  },
  'channel.address': {
    http: 422,
    cxml: 400,
    en: 'The address {url} is not one we send documents to: {reason}. Name an https address on the public internet.',
    fr: 'Nous n’envoyons pas de documents à l’adresse {url} : {reason}. Indiquez une adresse https de l’internet public.',
  },
  'channel.no_answer': {
    http: 502,
    cxml: 560,
    en: '{url} did not answer: {reason}. It is tried again.',
    fr: '{url} n’a pas répondu : {reason}. Une nouvelle tentative suivra.',
  },
  'channel.refused': {
    http: 502,
    cxml: 550,
    en: '{url} refused the document ({status}): {detail}. Mend the connection or the document and send it again.',
    fr: '{url} a refusé le document ({status}) : {detail}. Corrigez la connexion ou le document, puis renvoyez-le.',
  },
  'channel.identity_missing': {
    http: 500,
    cxml: 500,
    en: 'The connection {connection} has no {what}; add it on the partner’s page.',
    fr: 'La connexion {connection} n’a pas de {what} ; ajoutez-le sur la page du partenaire.',
  },
} as const satisfies Record<string, ProblemEntry>;
