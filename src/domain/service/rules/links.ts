import type { ExchangeLink } from '../../../platform/index.ts';

export type Audience = 'buyer' | 'seller' | 'operator';

/**
 * The page of what a document became, by link type and reader; `:id` is the link's id. A type or reader that
 * is absent has no page: the label then stands alone.
 */
const PAGES: Readonly<Record<string, Partial<Record<Audience, string>>>> = {
  requisition: { buyer: '/buyer/requisitions/:id' },
  purchase_order: { buyer: '/buyer/orders/:id', operator: '/operator/orders/:id' },
  seller_order: { seller: '/seller/orders/:id' },
  invoice: {
    buyer: '/buyer/invoices/:id',
    seller: '/seller/invoices/:id',
    operator: '/operator/invoices/:id',
  },
  statement: { buyer: '/buyer/statements/:id', operator: '/operator/statements/:id' },
  bank_statement: { operator: '/operator/reconciliation/statements/:id' },
  remittance_advice: { operator: '/operator/reconciliation/remittances/:id' },
  payout_run: { seller: '/seller/payouts', operator: '/operator/payouts/:id' },
  bank_entry: { operator: '/operator/reconciliation/:id' },
  catalogue_file: { seller: '/seller/catalogue-files/:id' },
  connection_profile: { operator: '/operator/connections/:id/profile?tab=history' },
  organisation: { operator: '/operator/partners/:id' },
};

/** Where a reader finds what a document became, or undefined when they have no page of it. */
export function linkHref(
  link: Pick<ExchangeLink, 'type' | 'id'>,
  audience: Audience,
): string | undefined {
  return PAGES[link.type]?.[audience]?.replace(':id', encodeURIComponent(link.id));
}
