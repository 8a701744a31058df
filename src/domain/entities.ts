import { catalogueEntities } from './catalogue/index.ts';
import { creditEntities } from './credit/index.ts';
import { buyerSayEntities, invoicingEntities } from './invoicing/index.ts';
import { ledgerEntities } from './ledger/index.ts';
import { ordersEntities, receiptEntities } from './orders/index.ts';
import { partiesEntities } from './parties/index.ts';
import { purchasingEntities } from './purchasing/index.ts';
import { serviceEntities } from './service/index.ts';
import { remittanceEntities, settlementEntities } from './settlement/index.ts';

/** Every table of the business, lower modules first. */
export const domainEntities = [
  ...partiesEntities,
  ...catalogueEntities,
  ...ledgerEntities,
  ...creditEntities,
  ...ordersEntities,
  ...receiptEntities,
  ...purchasingEntities,
  ...invoicingEntities,
  ...buyerSayEntities,
  ...settlementEntities,
  ...remittanceEntities,
  ...serviceEntities,
] as const;
