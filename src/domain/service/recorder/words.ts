import type { Locale, Text } from '../../../base/index.ts';
import type { Tone } from '../../../ui/index.ts';
import type { ThreadRootKind } from '../entities.ts';
import type { ChainStage } from './chain-links.ts';
import type { EventKind, EventState, Facts, Lane } from './types.ts';

export const kindWords: Readonly<Record<EventKind, Text>> = {
  setup: { en: 'Set-up', fr: 'Connexion' },
  visit: { en: 'Visit', fr: 'Visite' },
  basket: { en: 'Basket', fr: 'Panier' },
  approval: { en: 'Approval', fr: 'Approbation' },
  order: { en: 'Order', fr: 'Commande' },
  comparison: { en: 'Comparison', fr: 'Comparaison' },
  split: { en: 'To sellers', fr: 'Aux vendeurs' },
  confirmation: { en: 'Confirmation', fr: 'Confirmation' },
  shipment: { en: 'Despatch', fr: 'Expédition' },
  receipt: { en: 'Receipt', fr: 'Réception' },
  return: { en: 'Return', fr: 'Retour' },
  invoice: { en: 'Invoice', fr: 'Facture' },
  statement: { en: 'Statement', fr: 'Relevé' },
  remittance: { en: 'Remittance', fr: 'Avis de paiement' },
  payment: { en: 'Payment', fr: 'Paiement' },
  payout: { en: 'Payout', fr: 'Reversement' },
  status: { en: 'Status', fr: 'Statut' },
  acknowledgement: { en: 'Acknowledgement', fr: 'Accusé' },
  mail: { en: 'E-mail', fr: 'E-mail' },
  action: { en: 'Action', fr: 'Action' },
  document: { en: 'Document', fr: 'Document' },
};

export const stateWords: Readonly<Record<EventState, { text: Text; tone: Tone }>> = {
  done: { text: { en: 'Done', fr: 'Fait' }, tone: 'success' },
  refused: { text: { en: 'Refused or failed', fr: 'Refusé ou en échec' }, tone: 'error' },
  waiting: { text: { en: 'Waiting', fr: 'En attente' }, tone: 'info' },
  alert: { text: { en: 'To be looked at', fr: 'À examiner' }, tone: 'warning' },
};

export const rootWords: Readonly<Record<ThreadRootKind, Text>> = {
  visit: { en: 'Visit', fr: 'Visite' },
  request: { en: 'Request', fr: 'Demande' },
  order: { en: 'Order', fr: 'Commande' },
  part: { en: 'Seller order', fr: 'Commande vendeur' },
  document: { en: 'Document', fr: 'Document' },
};

export const stageWords: Readonly<Record<ChainStage, Text>> = {
  basket: { en: 'Basket returned', fr: 'Panier renvoyé' },
  request: { en: 'Request', fr: 'Demande' },
  approval: { en: 'Approval', fr: 'Approbation' },
  order: { en: 'Order line', fr: 'Ligne de commande' },
  split: { en: 'Seller order', fr: 'Commande vendeur' },
  confirmation: { en: 'Confirmation', fr: 'Confirmation' },
  shipment: { en: 'Shipment', fr: 'Expédition' },
  receipt: { en: 'Receipt', fr: 'Réception' },
  return: { en: 'Return', fr: 'Retour' },
  invoice: { en: 'Invoice', fr: 'Facture' },
  credit_note: { en: 'Credit note', fr: 'Avoir' },
  statement: { en: 'Statement', fr: 'Relevé' },
  payment: { en: 'Payment', fr: 'Paiement' },
  remittance: { en: 'Remittance advice', fr: 'Avis de paiement' },
  payout: { en: 'Payout', fr: 'Reversement' },
};

/** By what a purchase was found, where it is not a document's own kind. */
export const foundWords: Readonly<Record<string, Text>> = {
  request: { en: 'request number', fr: 'n° de demande' },
  order: { en: 'order number', fr: 'n° de commande' },
  seller_order: { en: 'seller order number', fr: 'n° de commande vendeur' },
  shipment: { en: 'shipment or tracking number', fr: 'n° d’expédition ou de suivi' },
  receipt: { en: 'receipt number', fr: 'n° de réception' },
  remittance: { en: 'remittance advice', fr: 'avis de paiement' },
  payment: { en: 'payment reference', fr: 'référence de paiement' },
  invoice: { en: 'invoice or payment reference', fr: 'facture ou référence de paiement' },
  statement: { en: 'statement', fr: 'relevé' },
  payout: { en: 'payout', fr: 'reversement' },
  auxiliary_id: { en: 'auxiliary ID', fr: 'identifiant auxiliaire' },
};

/** The lanes of a thread from left to right, those that something happened in. */
export function lanesOf(
  facts: Pick<Facts, 'sellerNames' | 'buyerName'>,
  { used, locale }: { used: ReadonlySet<Lane>; locale: Locale },
): { lane: Lane; label: string }[] {
  const lanes: { lane: Lane; label: string }[] = [
    { lane: 'suite', label: facts.buyerName ?? (locale === 'fr' ? 'Acheteur' : 'Buyer') },
    { lane: 'comptoir', label: 'Comptoir' },
    ...[...facts.sellerNames].map(([id, name]) => ({ lane: `seller:${id}` as const, label: name })),
    { lane: 'bank', label: locale === 'fr' ? 'Banque' : 'Bank' },
  ];
  return lanes.filter(({ lane }) => lane === 'comptoir' || used.has(lane));
}

/** A lane's name alone. */
export function laneText(
  lane: Lane,
  facts: Pick<Facts, 'sellerNames' | 'buyerName'>,
  locale: Locale,
) {
  return (
    lanesOf(facts, { used: new Set([lane]), locale }).find((one) => one.lane === lane)?.label ??
    lane
  );
}

const RECORD_STATES: Readonly<Record<string, Text>> = {
  returned: { en: 'Basket returned', fr: 'Panier renvoyé' },
  submitted: { en: 'Waits for approval', fr: 'En attente d’approbation' },
  approved: { en: 'Approved', fr: 'Approuvée' },
  rejected: { en: 'Rejected', fr: 'Refusée' },
  withdrawn: { en: 'Withdrawn', fr: 'Retirée' },
  ordered: { en: 'Ordered', fr: 'Commandée' },
  expired: { en: 'Expired', fr: 'Expirée' },
  awaiting_payment: { en: 'Awaiting payment', fr: 'En attente de paiement' },
  released: { en: 'Released', fr: 'Transmise' },
  in_delivery: { en: 'In delivery', fr: 'En livraison' },
  delivered: { en: 'Delivered', fr: 'Livrée' },
  closed: { en: 'Closed', fr: 'Clôturée' },
  cancelled: { en: 'Cancelled', fr: 'Annulée' },
  held: { en: 'Held', fr: 'Bloquée' },
  to_send: { en: 'To be sent', fr: 'À envoyer' },
  sent: { en: 'Sent', fr: 'Envoyée' },
  accepted: { en: 'Accepted', fr: 'Acceptée' },
  part_shipped: { en: 'Partly shipped', fr: 'Expédiée en partie' },
  shipped: { en: 'Shipped', fr: 'Expédiée' },
  part_received: { en: 'Partly received', fr: 'Reçue en partie' },
  received: { en: 'Received', fr: 'Reçue' },
  refused: { en: 'Refused', fr: 'Refusée' },
  active: { en: 'Open', fr: 'Ouverte' },
  created: { en: 'Not opened yet', fr: 'Pas encore ouverte' },
  issued: { en: 'Issued', fr: 'Émise' },
  part_paid: { en: 'Partly paid', fr: 'Payée en partie' },
  paid: { en: 'Paid', fr: 'Payé' },
  credited: { en: 'Credited', fr: 'Créditée' },
  reversed: { en: 'Taken back', fr: 'Annulé' },
  pending: { en: 'Pending', fr: 'En attente' },
  available: { en: 'Available', fr: 'Disponible' },
  blocked: { en: 'Blocked', fr: 'Bloqué' },
  reserved: { en: 'Reserved', fr: 'Réservé' },
  changed: { en: 'Changed', fr: 'Modifiée' },
  missing: { en: 'Given up as missing', fr: 'Déclaré manquant' },
  open: { en: 'To be decided', fr: 'À décider' },
  dismissed: { en: 'Dismissed', fr: 'Écarté' },
  credit_used: { en: 'Credit used', fr: 'Avoir imputé' },
  waiting: { en: 'Waits for the money', fr: 'En attente du paiement' },
  matched: { en: 'Matched', fr: 'Rapproché' },
  void: { en: 'Taken back', fr: 'Annulé' },
  backordered: { en: 'Backordered', fr: 'En reliquat' },
};

/** French agrees with what it speaks of: states of a chain's step that are said otherwise than of an order. */
const STAGE_STATES: Readonly<Record<string, string>> = {
  'invoice.paid': 'Payée',
  'return.credited': 'Crédité',
  'return.refused': 'Refusé',
  'payout.sent': 'Envoyé',
  'payout.returned': 'Rejeté',
  'receipt.missing': 'Déclarée manquante',
};

/** The state of a chain's step as people say it. */
export function stepStateText(
  { stage, state }: { stage: ChainStage; state: string },
  locale: Locale,
): string {
  const agreed = locale === 'fr' ? STAGE_STATES[`${stage}.${state}`] : undefined;
  return agreed ?? recordStateText(state, locale);
}

/** A record's state as people say it; an unknown one as it is. */
export function recordStateText(state: string, locale: Locale): string {
  return RECORD_STATES[state]?.[locale] ?? state;
}
