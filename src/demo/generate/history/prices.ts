import { Decimal, lineNet, money, portion } from '../../../base/index.ts';
import type { DemoContract, DemoOffer, DemoOrderLine, DemoProduct, DemoTotals } from '../types.ts';

type Priced = Pick<DemoOrderLine, 'listUnitPrice' | 'unitPrice' | 'priceSource'>;

function breakPrice(offer: DemoOffer, quantity: Decimal): Decimal {
  const reached = offer.priceBreaks.filter(
    ({ fromQuantity }) => quantity.compare(fromQuantity) >= 0,
  );
  return reached.at(-1)?.unitPrice ?? offer.unitPrice;
}

function discounted(offer: DemoOffer, discountBp: number): Decimal {
  return offer.unitPrice.mul(new Decimal(BigInt(10_000 - discountBp), 4)).round(4, 'half_up');
}

/**
 * What a buyer pays for one unit on a day: the article's fixed price; else the lower of the contract
 * discount off the list (category before range, four digits, half up) and the price break.
 */
export function contractPrice(
  { product, offer, quantity }: { product: DemoProduct; offer: DemoOffer; quantity: Decimal },
  { contracts, on }: { contracts: readonly DemoContract[]; on: Temporal.PlainDate },
): Priced {
  const terms = contracts
    .filter(
      (contract) =>
        contract.status === 'accepted' &&
        contract.sellerId === offer.sellerId &&
        Temporal.PlainDate.compare(contract.validFrom, on) <= 0 &&
        Temporal.PlainDate.compare(contract.validTo, on) >= 0,
    )
    .flatMap((contract) => contract.terms);
  const listUnitPrice = offer.unitPrice;
  for (const term of terms) {
    if (term.kind === 'fixed' && term.sellerSku === offer.sellerSku) {
      return { listUnitPrice, unitPrice: term.unitPrice, priceSource: 'fixed' };
    }
  }
  const discounts = terms.filter((term) => term.kind === 'discount');
  const discount =
    discounts.find(({ unspsc }) => unspsc === product.unspsc) ??
    discounts.find(({ unspsc }) => unspsc === undefined);
  const scaled = breakPrice(offer, quantity);
  const cut = discount ? discounted(offer, discount.discountBp) : undefined;
  if (cut && cut.compare(scaled) < 0) {
    return { listUnitPrice, unitPrice: cut, priceSource: 'discount' };
  }
  const priceSource = scaled.equals(listUnitPrice) ? 'list' : 'break';
  return { listUnitPrice, unitPrice: scaled, priceSource };
}

/** Totals as an invoice computes them: net per line half up, VAT once per category and rate half up. */
export function totalsOf(
  lines: readonly Pick<DemoOrderLine, 'unitPrice' | 'quantity' | 'vat'>[],
): DemoTotals {
  const bases = new Map<string, { rateBp: number; minor: bigint }>();
  for (const { unitPrice, quantity, vat } of lines) {
    const key = `${vat.category}/${vat.rateBp}`;
    const base = bases.get(key) ?? { rateBp: vat.rateBp, minor: 0n };
    bases.set(key, { ...base, minor: base.minor + lineNet(unitPrice, quantity, 'EUR').minor });
  }
  let netMinor = 0n;
  let vatMinor = 0n;
  for (const { minor, rateBp } of bases.values()) {
    netMinor += minor;
    vatMinor += portion(money(minor, 'EUR'), rateBp).minor;
  }
  return { netMinor, vatMinor, grossMinor: netMinor + vatMinor };
}
