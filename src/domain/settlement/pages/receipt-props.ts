import type { Locale } from '../../../base/index.ts';
import type { OpenItem } from '../matching/index.ts';
import type { ReceiptView } from '../queries/receipts.ts';

/** What the page of one bank entry shows. */
export type ReceiptPageProps = {
  locale: Locale;
  view: ReceiptView;
  nonce: string;
  /** The buyer whose open invoices the manual form shows. */
  buyer: { readonly id: string; readonly name: string } | undefined;
  items: readonly OpenItem[];
  /** Buyers found by the search of the manual form. */
  found: readonly { readonly id: string; readonly name: string }[];
  text: string | undefined;
  canPost: boolean;
};
