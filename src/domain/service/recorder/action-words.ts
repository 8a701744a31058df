import type { Text } from '../../../base/index.ts';

/** What each audited action is called on a purchase's time line; a test holds the table against the code. */
export const actionWords: Readonly<Record<string, Text>> = {
  'catalogue_file.asked': { en: 'Catalogue file asked for', fr: 'Fichier catalogue demandé' },
  'catalogue_file.taken': { en: 'Catalogue file taken', fr: 'Fichier catalogue repris' },
  'comparison.acknowledged': { en: 'Differences seen', fr: 'Différences vues' },
  'connection.api_key_issued': { en: 'API key issued', fr: 'Clé d’API émise' },
  'connection.created': { en: 'Connection set up', fr: 'Connexion créée' },
  'connection.edited': { en: 'Connection edited', fr: 'Connexion modifiée' },
  'connection.identity_added': { en: 'Identity added', fr: 'Identité ajoutée' },
  'connection.identity_removed': { en: 'Identity removed', fr: 'Identité retirée' },
  'connection.origin_reset': { en: 'Frame origins reset', fr: 'Origines de cadre réinitialisées' },
  'connection.profile_changed': { en: 'Profile changed', fr: 'Profil modifié' },
  'connection.secret_added': { en: 'Secret added', fr: 'Secret ajouté' },
  'connection.secret_promoted': { en: 'Secret put in use', fr: 'Secret mis en service' },
  'connection.secret_withdrawn': { en: 'Secret withdrawn', fr: 'Secret retiré' },
  'contract.accepted': { en: 'Terms accepted', fr: 'Conditions acceptées' },
  'cost_centre.kept': { en: 'Cost centre kept', fr: 'Centre de coût enregistré' },
  'credit.cover_recorded': { en: 'Credit cover recorded', fr: 'Couverture de crédit enregistrée' },
  'credit.limit_set': { en: 'Credit limit set', fr: 'Plafond de crédit fixé' },
  'debit.explained': { en: 'Debit explained', fr: 'Débit expliqué' },
  'delivery.dismissed': { en: 'Sending abandoned', fr: 'Envoi abandonné' },
  'delivery.replayed': { en: 'Sent again', fr: 'Renvoyé' },
  'delivery_address.kept': { en: 'Delivery address kept', fr: 'Adresse de livraison enregistrée' },
  'exchange.downloaded': { en: 'Document downloaded', fr: 'Document téléchargé' },
  'exchange.replayed': { en: 'Document processed again', fr: 'Document retraité' },
  'frame_order.cancelled': { en: 'Blanket order cancelled', fr: 'Commande ouverte annulée' },
  'frame_order.changed': { en: 'Blanket order changed', fr: 'Commande ouverte modifiée' },
  'frame_order.placed': { en: 'Blanket order placed', fr: 'Commande ouverte passée' },
  'goods.returned': { en: 'Goods sent back', fr: 'Marchandise retournée' },
  'invoice.contested': { en: 'Invoice contested', fr: 'Facture contestée' },
  'invoice.credited': { en: 'Invoice credited', fr: 'Facture créditée' },
  'invoice.issued': { en: 'Invoice issued', fr: 'Facture émise' },
  'job.retried': { en: 'Job started again', fr: 'Tâche relancée' },
  'mail.resent': { en: 'E-mail sent again', fr: 'E-mail renvoyé' },
  'offer.changed': { en: 'Offer changed', fr: 'Offre modifiée' },
  'order.cancelled': { en: 'Order cancelled', fr: 'Commande annulée' },
  'order.changed': { en: 'Order changed', fr: 'Commande modifiée' },
  'order.received': { en: 'Order received', fr: 'Commande reçue' },
  'organisation.closed': { en: 'Company closed', fr: 'Société fermée' },
  'organisation.created': { en: 'Company created', fr: 'Société créée' },
  'organisation.edited': { en: 'Company edited', fr: 'Société modifiée' },
  'organisation.opened': { en: 'Company opened', fr: 'Société ouverte' },
  'payout.run': { en: 'Payouts run', fr: 'Reversements lancés' },
  'payout.sent': { en: 'Payout sent', fr: 'Reversement envoyé' },
  'receipt.matched': { en: 'Payment matched', fr: 'Paiement rapproché' },
  'receipt.unmatched': { en: 'Payment match undone', fr: 'Rapprochement annulé' },
  'remittance.received': { en: 'Remittance advice received', fr: 'Avis de paiement reçu' },
  'remittance.voided': { en: 'Remittance advice voided', fr: 'Avis de paiement annulé' },
  'requisition.approved': { en: 'Request approved', fr: 'Demande approuvée' },
  'requisition.rejected': { en: 'Request rejected', fr: 'Demande refusée' },
  'requisition.cancelled': { en: 'Request cancelled', fr: 'Demande annulée' },
  'requisition.returned': {
    en: 'Basket returned to the suite',
    fr: 'Panier rendu à l’outil d’achat',
  },
  'requisition.submitted': { en: 'Request submitted', fr: 'Demande soumise' },
  'return.dismissed': { en: 'Return dismissed', fr: 'Retour écarté' },
  'seller_order.answered': { en: 'Seller answered', fr: 'Réponse du vendeur' },
  'seller_order.change_read': {
    en: 'Seller read the change',
    fr: 'Modification lue par le vendeur',
  },
  'shipment.cancelled': { en: 'Despatch cancelled', fr: 'Expédition annulée' },
  'shipment.corrected': { en: 'Despatch corrected', fr: 'Expédition corrigée' },
  'shipment.despatched': { en: 'Despatched', fr: 'Expédiée' },
  'shipment.received': { en: 'Receipt recorded', fr: 'Réception enregistrée' },
  'statement.imported': { en: 'Bank statement imported', fr: 'Relevé bancaire importé' },
  'statement.issued': { en: 'Statement issued', fr: 'Relevé émis' },
  'suite_profile.changed': { en: 'Suite described anew', fr: 'Description de l’outil modifiée' },
  'suite_profile.created': { en: 'Suite described', fr: 'Outil d’achat décrit' },
  'thread.share_opened': { en: 'Shared link opened', fr: 'Lien partagé ouvert' },
  'thread.share_revoked': { en: 'Shared link withdrawn', fr: 'Lien partagé retiré' },
  'thread.shared': { en: 'Link shared', fr: 'Lien partagé' },
  'user.changed': { en: 'Person changed', fr: 'Personne modifiée' },
  'user.invited': { en: 'Person invited', fr: 'Personne invitée' },
  'user.invited_again': { en: 'Person invited again', fr: 'Personne invitée à nouveau' },
  'user.password_reset_asked': { en: 'New password asked for', fr: 'Nouveau mot de passe demandé' },
  'user.password_set': { en: 'Password set', fr: 'Mot de passe défini' },
  'user.signed_in': { en: 'Signed in', fr: 'Connexion' },
  'visit.expired': { en: 'Visit expired', fr: 'Visite expirée' },
  'visit.cancelled': { en: 'Visit cancelled', fr: 'Visite annulée' },
  'workbench.link_created': { en: 'Test link created', fr: 'Lien d’essai créé' },
  'workbench.link_extended': { en: 'Test link extended', fr: 'Lien d’essai prolongé' },
  'workbench.link_revoked': { en: 'Test link withdrawn', fr: 'Lien d’essai retiré' },
  'workbench.used': { en: 'Test page used', fr: 'Page d’essai utilisée' },
};

const OPERATIONS: Readonly<Record<string, Text>> = {
  create: { en: 'to fill a new basket', fr: 'pour un nouveau panier' },
  edit: { en: 'to change a basket', fr: 'pour modifier un panier' },
  inspect: { en: 'to look at a basket', fr: 'pour consulter un panier' },
};

/** What a visit is for. */
export function operationText(operation: string): Text {
  return OPERATIONS[operation] ?? { en: operation, fr: operation };
}

/** An action in words; one that the table does not know is shown by its name. */
export function actionText(action: string): Text {
  return actionWords[action] ?? { en: action, fr: action };
}
