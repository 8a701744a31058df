import { Decimal } from '../../base/index.ts';

/** A line as it was written into the suite's cart, decimals as text. */
export type SentLine = {
  readonly position: number;
  /** Our line's position; the line of an éco-participation names the line it belongs to. */
  readonly of: number;
  readonly kind: 'goods' | 'eco_contribution';
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

/**
 * What really went into the suite: units in its words, texts cut, prices in its decimals. Kept beside the
 * request so that nobody takes our own shaping for a change by the buyer.
 */
export type SentCart = {
  /** Profile and revision it was shaped by: `coupa #3`. */
  readonly profile: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly lines: readonly SentLine[];
};

/** Our line as the suite was told it; the price with its éco-participation, as orders are read. */
export function sentLine(
  sent: SentCart | null | undefined,
  auxiliaryId: string,
): { sku: string; unit: string; unitPrice: Decimal; description: string } | undefined {
  const line = sent?.lines.find((one) => one.auxiliaryId === auxiliaryId);
  if (!sent || !line) return undefined;
  const parts = sent.lines.filter((one) => one.of === line.of);
  return {
    sku: line.sku,
    unit: line.unit,
    unitPrice: parts.reduce((sum, one) => sum.add(Decimal.parse(one.unitPrice)), Decimal.zero),
    description: line.description,
  };
}
