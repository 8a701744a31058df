import type { Locale, Text } from '../../../base/index.ts';

/** Documents by the names their standards give them, in words. */
const KINDS: Readonly<Record<string, Text>> = {
  APERAK: { en: 'Application error', fr: 'Rejet applicatif' },
  CatalogUploadRequest: { en: 'Catalogue upload', fr: 'Envoi de catalogue' },
  CIF: { en: 'Catalogue file', fr: 'Fichier catalogue' },
  CONTRL: { en: 'Syntax acknowledgement', fr: 'Accusé de syntaxe' },
  ConfirmationRequest: { en: 'Order confirmation', fr: 'Confirmation de commande' },
  CopyRequest: { en: 'Copy of a document', fr: 'Copie d’un document' },
  DESADV: { en: 'Despatch advice', fr: 'Avis d’expédition' },
  INVOIC: { en: 'Invoice', fr: 'Facture' },
  Index: { en: 'Catalogue file', fr: 'Fichier catalogue' },
  InvoiceDetailRequest: { en: 'Invoice', fr: 'Facture' },
  ORDCHG: { en: 'Order change', fr: 'Modification de commande' },
  ORDERS: { en: 'Order', fr: 'Commande' },
  ORDRSP: { en: 'Order response', fr: 'Réponse à la commande' },
  OrderRequest: { en: 'Order', fr: 'Commande' },
  PaymentRemittanceRequest: { en: 'Remittance advice', fr: 'Avis de paiement' },
  ProfileRequest: { en: 'Question what is served', fr: 'Demande des services' },
  PunchOutOrderMessage: { en: 'Returned basket', fr: 'Panier renvoyé' },
  PunchOutSetupRequest: { en: 'Set-up of a visit', fr: 'Ouverture de visite' },
  ReceiptRequest: { en: 'Goods receipt', fr: 'Réception' },
  ShipNoticeRequest: { en: 'Ship notice', fr: 'Avis d’expédition' },
  StatusUpdateRequest: { en: 'Status update', fr: 'Changement de statut' },
};

/** A document's kind in words; undefined where its name says it already or nobody knows it. */
export function documentKindText(kind: string, locale: Locale): string | undefined {
  return KINDS[kind]?.[locale];
}
