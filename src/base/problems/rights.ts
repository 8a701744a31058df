/** What each right that `access.denied` may name lets a person do; areas stand for the people of that side. */
export const RIGHTS: Readonly<Record<string, { readonly en: string; readonly fr: string }>> = {
  'audit.read': { en: 'the right to read the audit', fr: 'le droit de lire le journal d’audit' },
  buyer: { en: 'an account of a buyer', fr: 'un compte d’acheteur' },
  'credit.decide': { en: 'the right to decide on credit', fr: 'le droit de décider des crédits' },
  'exchange.manage': {
    en: 'the right to process documents again',
    fr: 'le droit de retraiter les échanges',
  },
  'exchange.read': { en: 'the right to read documents', fr: 'le droit de lire les échanges' },
  'finance.post': { en: 'the right to post money', fr: 'le droit de passer des écritures' },
  'finance.read': { en: 'the right to see accounts', fr: 'le droit de voir les comptes' },
  'invoice.read': { en: 'the right to see invoices', fr: 'le droit de voir les factures' },
  'job.manage': { en: 'the right to manage jobs', fr: 'le droit de gérer les tâches' },
  'offer.manage': { en: 'the right to manage offers', fr: 'le droit de gérer les offres' },
  operator: { en: 'an account of the operator', fr: 'un compte de l’opérateur' },
  'order.read': { en: 'the right to see orders', fr: 'le droit de voir les commandes' },
  'partner.manage': {
    en: 'the right to manage partners',
    fr: 'le droit de gérer les partenaires',
  },
  'payout.run': { en: 'the right to pay sellers', fr: 'le droit de payer les vendeurs' },
  'receipt.post': {
    en: 'the right to record receipts',
    fr: 'le droit d’enregistrer les réceptions',
  },
  'requisition.approve': { en: 'the right to approve', fr: 'le droit d’approuver' },
  seller: { en: 'an account of a seller', fr: 'un compte de vendeur' },
  'seller_order.manage': {
    en: 'the right to work on a seller’s orders',
    fr: 'le droit de traiter les commandes du vendeur',
  },
  shop: { en: 'the right to shop', fr: 'le droit d’acheter' },
  'workbench.use': { en: 'a link to the workbench', fr: 'un lien vers le banc d’essai' },
};
