import type { Text } from '../../base/index.ts';
import type { AccountKind } from './entities.ts';

/** The chart of accounts in the reader's words. */
export const accountNames: Readonly<Record<AccountKind, Text>> = {
  bank_ringfenced: { en: 'Segregated bank account', fr: 'Compte bancaire cantonné' },
  bank_operating: { en: 'Operator’s bank account', fr: 'Compte bancaire de l’opérateur' },
  buyer_receivable: { en: 'Owed by buyers', fr: 'Créances sur les acheteurs' },
  seller_pending: { en: 'Sellers: pending', fr: 'Vendeurs : en attente' },
  seller_available: { en: 'Sellers: available', fr: 'Vendeurs : disponible' },
  seller_reserved: { en: 'Sellers: in payout', fr: 'Vendeurs : en reversement' },
  commission_revenue: { en: 'Commission', fr: 'Commission' },
  commission_vat: { en: 'VAT on commission', fr: 'TVA sur commission' },
  unapplied_cash: { en: 'Unapplied cash', fr: 'Encaissements non affectés' },
  write_off: { en: 'Payment differences', fr: 'Écarts de règlement' },
  bank_charges: { en: 'Bank charges', fr: 'Frais bancaires' },
  suspense: { en: 'Suspense', fr: 'Compte d’attente' },
};
