import type { ProblemEntry } from '../problem-entry.ts';

/** Refusals around documents on their way to partners, despatches taken back, and what buyers say of invoices. */
export const outgoingProblems = {
  'service.delivery_not_dead': {
    http: 409,
    cxml: 409,
    en: 'The document about {subject} is not given up any more; look at the list again.',
    fr: 'Le document concernant {subject} n’est plus en échec ; consultez de nouveau la liste.',
  },
  'service.dismiss_reason': {
    http: 422,
    cxml: 400,
    en: 'Say why this document is given up; the reason is kept in the audit.',
    fr: 'Indiquez pourquoi ce document est abandonné ; le motif est conservé dans l’audit.',
  },
  'orders.despatch_received': {
    http: 409,
    cxml: 409,
    en: 'Despatch {despatch} has been received: it can no longer be changed. Send a credit note or a return instead.',
    fr: 'L’expédition {despatch} a été réceptionnée : elle ne peut plus être modifiée. Établissez un avoir ou un retour.',
  },
  'orders.despatch_unknown': {
    http: 404,
    cxml: 417,
    en: 'There is no despatch {despatch} of yours here. Send it as a new one first.',
    fr: 'Aucune expédition {despatch} de votre part ici. Envoyez-la d’abord comme nouvelle.',
  },
  'cxml.line_twice': {
    http: 422,
    cxml: 400,
    en: 'ConfirmationRequest: line {line} is confirmed twice. Give all its parts in one ConfirmationItem.',
    fr: 'ConfirmationRequest : la ligne {line} est confirmée deux fois. Regroupez ses parts dans un seul ConfirmationItem.',
  },
  'cxml.document_unknown': {
    http: 404,
    cxml: 417,
    en: 'StatusUpdateRequest: no document {id} of ours went to you. Name the payloadID of a document that you received.',
    fr: 'StatusUpdateRequest : aucun document {id} ne vous a été envoyé. Indiquez le payloadID d’un document reçu de notre part.',
  },
  'invoicing.invoice_unknown': {
    http: 404,
    cxml: 417,
    en: 'There is no invoice {number} to you here. Write the number as it stands on the invoice.',
    fr: 'Aucune facture {number} à votre nom ici. Reprenez le numéro tel qu’il figure sur la facture.',
  },
  'invoicing.return_decided': {
    http: 409,
    cxml: 409,
    en: 'This return has been decided already; look at the list again.',
    fr: 'Ce retour a déjà été traité ; consultez de nouveau la liste.',
  },
  'invoicing.return_not_invoiced': {
    http: 409,
    cxml: 409,
    en: 'Line {line} of order {order} is not invoiced for {asked} any more: nothing is left to credit.',
    fr: 'La ligne {line} de la commande {order} n’est plus facturée pour {asked} : il ne reste rien à créditer.',
  },
  'settlement.advice_currency': {
    http: 422,
    cxml: 400,
    en: 'PaymentRemittanceRequest {number}: its amounts are in several currencies. Send one advice for each.',
    fr: 'PaymentRemittanceRequest {number} : ses montants sont en plusieurs devises. Envoyez un avis par devise.',
  },
  'settlement.advice_amount': {
    http: 422,
    cxml: 400,
    en: 'PaymentRemittanceRequest {number}: {where} states no net amount that can be used ({given}).',
    fr: 'PaymentRemittanceRequest {number} : {where} n’indique aucun montant net utilisable ({given}).',
  },
} as const satisfies Record<string, ProblemEntry>;
