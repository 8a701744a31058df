import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals of what belongs to a buyer's order beside its lines: attachments, versions, agreements. */
export const orderDocumentProblems = {
  'cxml.multipart': {
    http: 422,
    cxml: 406,
    en: 'The multipart body cannot be read: {reason}. Send multipart/related with one text/xml part that holds the cXML document.',
    fr: 'Le corps multipart est illisible : {reason}. Envoyez du multipart/related avec une partie text/xml qui contient le document cXML.',
  },
  'cxml.attachment_count': {
    http: 422,
    cxml: 400,
    en: 'The body has more than {max} parts; send fewer attachments.',
    fr: 'Le corps compte plus de {max} parties ; envoyez moins de pièces jointes.',
  },
  'cxml.attachment_size': {
    http: 413,
    cxml: 499,
    en: 'Attachment {name} has {size_bytes} bytes; at most {max_bytes} are taken.',
    fr: 'La pièce jointe {name} fait {size_bytes} octets ; {max_bytes} au plus sont acceptés.',
  },
  'cxml.attachment_missing': {
    http: 422,
    cxml: 400,
    en: '{element} names {url}, but no part of the body has that Content-ID. Send the attachment with the document.',
    fr: '{element} désigne {url}, mais aucune partie du corps ne porte ce Content-ID. Joignez la pièce au document.',
  },
  'purchasing.reference_unknown': {
    http: 404,
    cxml: 417,
    en: 'Order {order} cannot be changed: no earlier order is known here under {reference}.',
    fr: 'La commande {order} ne peut pas être modifiée : aucune commande antérieure n’est connue ici sous {reference}.',
  },
  'purchasing.delete_ahead': {
    http: 404,
    cxml: 417,
    en: 'Order {order} is not known here under {reference}. The cancellation is kept: should the order still arrive, it will not be carried out.',
    fr: 'La commande {order} n’est pas connue ici sous {reference}. L’annulation est conservée : si la commande arrive encore, elle ne sera pas exécutée.',
  },
  'purchasing.reference_other': {
    http: 409,
    cxml: 409,
    en: 'The DocumentReference names order {known}, the document changes order {order}. Send one order’s reference.',
    fr: 'La DocumentReference désigne la commande {known}, le document modifie la commande {order}. Envoyez la référence d’une seule commande.',
  },
  'purchasing.change_terms': {
    http: 409,
    cxml: 409,
    en: 'Order {order} cannot grow so on its terms; it stands as it was. Order the rest under a new number, which may be paid in advance. {reasons}',
    fr: 'La commande {order} ne peut pas augmenter ainsi à ses conditions ; elle reste telle quelle. Commandez le reste sous un nouveau numéro, qui peut être payé d’avance. {reasons}',
  },
  'purchasing.agreement_missing': {
    http: 422,
    cxml: 400,
    en: 'Order {order} is a release, but names no agreement: give agreementID, a MasterAgreementReference or the blanket order’s payloadID.',
    fr: 'La commande {order} est un appel de livraison sans accord désigné : indiquez agreementID, une MasterAgreementReference ou le payloadID de la commande ouverte.',
  },
  'purchasing.agreement_unknown': {
    http: 404,
    cxml: 417,
    en: 'Order {order} is released against {agreement}, which is not known here. Send the blanket order first, or name an agreed contract.',
    fr: 'La commande {order} appelle {agreement}, inconnu ici. Envoyez d’abord la commande ouverte ou désignez un contrat convenu.',
  },
  'purchasing.blanket_detail': {
    http: 422,
    cxml: 400,
    en: 'Blanket order {order} states no limit: give a Total, or amounts or quantities on its lines.',
    fr: 'La commande ouverte {order} n’indique aucune limite : donnez un Total, ou des montants ou quantités par ligne.',
  },
  'orders.frame_closed': {
    http: 409,
    cxml: 409,
    en: 'Blanket order {frame} is {state}; nothing can be released from it any more.',
    fr: 'La commande ouverte {frame} est à l’état {state} ; plus rien ne peut en être appelé.',
  },
  'orders.frame_period': {
    http: 409,
    cxml: 409,
    en: 'Blanket order {frame} may be released from {from} to {to}; today is {day}.',
    fr: 'La commande ouverte {frame} peut être appelée du {from} au {to} ; nous sommes le {day}.',
  },
  'orders.frame_exceeded': {
    http: 409,
    cxml: 409,
    en: 'Blanket order {frame}, {what}: {limit} at most, {drawn} are drawn, {asked} more were asked for.',
    fr: 'Commande ouverte {frame}, {what} : {limit} au plus, {drawn} déjà appelés, {asked} de plus demandés.',
  },
  'orders.frame_currency': {
    http: 409,
    cxml: 409,
    en: 'Blanket order {frame} is in {currency}; {asked} cannot be drawn on it.',
    fr: 'La commande ouverte {frame} est en {currency} ; {asked} ne peuvent pas en être appelés.',
  },
  'orders.frame_below': {
    http: 409,
    cxml: 409,
    en: 'Blanket order {frame}, {what}: {drawn} are drawn already, the limit cannot fall to {limit}.',
    fr: 'Commande ouverte {frame}, {what} : {drawn} sont déjà appelés, la limite ne peut pas descendre à {limit}.',
  },
  'orders.change_refused': {
    http: 409,
    cxml: 409,
    en: 'Order {number} cannot be changed so; it stands as it was. {lines}',
    fr: 'La commande {number} ne peut pas être modifiée ainsi ; elle reste telle quelle. {lines}',
  },
  'orders.change_closed': {
    http: 409,
    cxml: 409,
    en: 'Order {number} is {state}; it can no longer be changed. Send a new order under a new number.',
    fr: 'La commande {number} est à l’état {state} ; elle ne peut plus être modifiée. Envoyez une nouvelle commande sous un nouveau numéro.',
  },
  'orders.change_prepaid': {
    http: 409,
    cxml: 409,
    en: 'Order {number} was paid in advance and is under way; {amount} more are not paid for. Order the rest under a new number.',
    fr: 'La commande {number} a été payée d’avance et est en cours ; {amount} de plus ne sont pas réglés. Commandez le reste sous un nouveau numéro.',
  },
} as const satisfies Record<string, ProblemEntry>;
