import { type Money, money, portion } from '../../../base/index.ts';
import { feeVatBp } from './legal.ts';
import { isFrenchCountry } from './parties.ts';

/** The operator's fee on one invoice, frozen when it is issued. */
export type Commission = { readonly bp: number; readonly net: Money; readonly vat: Money };

/**
 * Commission on the net amount of a sale, half up to the cent, and the VAT on that fee: the standard rate
 * for sellers established in France, none for others (reverse charge, directive 2006/112 art. 196). The
 * operator's own sales bear none.
 */
export function commissionOn({
  net,
  on,
  seller,
}: {
  net: Money;
  on: Temporal.PlainDate;
  seller: {
    readonly kind: string;
    readonly country: string;
    readonly commissionBp: number;
  };
}): Commission {
  const bp = seller.kind === 'operator' ? 0 : seller.commissionBp;
  const fee = portion(net, bp);
  const vat = isFrenchCountry(seller.country)
    ? portion(fee, feeVatBp(on))
    : money(0n, net.currency);
  return { bp, net: fee, vat };
}
