import type { ShapedBasket, ShapedLine } from './types.ts';

/** A line as it was written, for keeping: decimals as text. */
export type SentLine = {
  readonly position: number;
  readonly of: number;
  readonly kind: ShapedLine['kind'];
  readonly auxiliaryId: string;
  readonly sku: string;
  readonly unit: string;
  readonly quantity: string;
  /** Per unit; `price` is per `priceBasis` units. */
  readonly unitPrice: string;
  readonly price: string;
  readonly priceBasis: string;
  readonly amountMinor: string;
  readonly description: string;
  readonly classification: string;
};

/** What really went out, kept beside the requisition so that nobody takes our shaping for the buyer's change. */
export type SentCart = {
  /** Profile and revision it was shaped by: `coupa #3`. */
  readonly profile: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly lines: readonly SentLine[];
};

/** A shaped basket for keeping. */
export function sentCart(shaped: ShapedBasket, { profile }: { profile: string }): SentCart {
  return {
    profile,
    currency: shaped.net.currency,
    totalMinor: shaped.total.minor.toString(),
    lines: shaped.lines.map((line) => ({
      position: line.position,
      of: line.of,
      kind: line.kind,
      auxiliaryId: line.auxiliaryId,
      sku: line.sku,
      unit: line.unit,
      quantity: line.quantity.toString(),
      unitPrice: line.unitPrice.toString(),
      price: line.price.toString(),
      priceBasis: line.priceBasis.toString(),
      amountMinor: line.amount.minor.toString(),
      description: line.description,
      classification: line.classification.value,
    })),
  };
}
