import { Decimal, Problem } from '../../../base/index.ts';

/** UN/ECE Recommendation 20 units that measure instead of count: a fraction of them exists. */
const MEASURES = new Set(
  'MTR CMT MMT KMT FOT INH YRD MTK CMK FTK MTQ CMQ LTR MLT CLT DLT HLT KGM GRM MGM TNE LBR ONZ HUR MIN DAY KWH'.split(
    ' ',
  ),
);

/** What an offer says about the quantities it can be ordered in. */
export type QuantityTerms = {
  readonly sku: string;
  readonly minimumQuantity: Decimal;
  /** Orders are multiples of this, counted from zero. */
  readonly quantityStep: Decimal;
  readonly unit: string;
};

/** The smallest multiple of the step that is not below the minimum: what a basket starts with. */
export function leastQuantity(
  terms: Pick<QuantityTerms, 'minimumQuantity' | 'quantityStep'>,
): Decimal {
  const steps = terms.minimumQuantity.div(terms.quantityStep, { scale: 0, rounding: 'up' });
  return terms.quantityStep.mul(steps);
}

/** The allowed quantities just below and just above, the same one twice below the least. */
function nearestQuantities(terms: QuantityTerms, quantity: Decimal): Decimal[] {
  const least = leastQuantity(terms);
  if (quantity.compare(least) <= 0) return [least];
  const steps = quantity.div(terms.quantityStep, { scale: 0, rounding: 'down' });
  return [terms.quantityStep.mul(steps), terms.quantityStep.mul(steps.add(Decimal.one))];
}

/**
 * Refuses a quantity that the offer cannot be ordered in: zero or negative, a fraction of an indivisible
 * unit, below the minimum, no multiple of the step. Every refusal names the nearest allowed quantities
 * (`nearest` for people, `lower` and `higher` for programs).
 */
export function checkQuantity(terms: QuantityTerms, quantity: Decimal): void {
  const near = nearestQuantities(terms, quantity);
  const params = {
    sku: terms.sku,
    unit: terms.unit,
    quantity: quantity.toString(),
    minimum: terms.minimumQuantity.toString(),
    step: terms.quantityStep.toString(),
    nearest: near.map(String).join(' / '),
    lower: near.at(0)?.toString(),
    higher: near.at(-1)?.toString(),
  };
  if (quantity.isZero() || quantity.isNegative()) {
    throw new Problem('catalogue.quantity_not_positive', params);
  }
  const indivisible = terms.quantityStep.isWhole() && !MEASURES.has(terms.unit);
  if (indivisible && !quantity.isWhole())
    throw new Problem('catalogue.quantity_indivisible', params);
  if (quantity.compare(terms.minimumQuantity) < 0) {
    throw new Problem('catalogue.quantity_below_minimum', params);
  }
  const steps = quantity.div(terms.quantityStep, { scale: 0, rounding: 'down' });
  if (!terms.quantityStep.mul(steps).equals(quantity)) {
    throw new Problem('catalogue.quantity_not_multiple', params);
  }
}
