import { Decimal, lineNet, type Money, subMoney } from '../../src/base/index.ts';
import { namesOf } from '../content-model/grammar.ts';
import { contentModel, nearestVersion } from '../content-model/index.ts';
import { defaultVersion } from '../cxml/versions.ts';
import type { SuiteProfile } from '../profiles/index.ts';
import type { Note } from './text.ts';

/** OCI's PRICEUNIT has five digits; nobody states a price per more than ten thousand. */
const BASIS_POWER_MAX = 4;

export type Price = {
  readonly price: Decimal;
  readonly basis: Decimal;
  readonly unitPrice: Decimal;
};

/** Whether the documents for this partner have a place for a price basis. */
export function writesPriceBasis(profile: SuiteProfile): 'yes' | 'no' {
  if (profile.priceBasis !== 'written') return 'no';
  if (profile.protocol === 'oci') return 'yes';
  const version = profile.versions.PunchOutOrderMessage ?? defaultVersion('PunchOutOrderMessage');
  const detail = contentModel('cXML', nearestVersion('cXML', version)).get('ItemDetail');
  if (!detail || detail.content.type !== 'children') return 'no';
  return new Set(namesOf(detail.content.rule)).has('PriceBasisQuantity') ? 'yes' : 'no';
}

function decimalsOf(value: Decimal): number {
  return value.toString().split('.')[1]?.length ?? 0;
}

/**
 * A unit price in the decimals that the suite keeps: per 10, 100, … units where it reads a price basis, which
 * loses nothing; else rounded half up, and where that moves the line's amount the cents are named.
 */
export function shapePrice(
  before: Decimal,
  {
    quantity,
    currency,
    profile,
    note,
  }: { quantity: Decimal; currency: string; profile: SuiteProfile; note: Note },
): Price {
  const max = profile.priceDecimalsMax;
  const power = decimalsOf(before) - max;
  if (power <= 0) return { price: before, basis: Decimal.one, unitPrice: before };
  if (power <= BASIS_POWER_MAX && writesPriceBasis(profile) === 'yes') {
    const basis = Decimal.of(10n ** BigInt(power));
    const price = before.mul(basis);
    note({
      field: 'unitPrice',
      kind: 'mapped',
      before: before.toString(2),
      after: `${price.toString(2)} / ${basis.toString()}`,
      reason: 'price_basis',
      limit: `${max}`,
    });
    return { price, basis, unitPrice: before };
  }
  const price = before.round(max, 'half_up');
  const difference = subMoney(
    lineNet(price, quantity, currency),
    lineNet(before, quantity, currency),
  );
  note({
    field: 'unitPrice',
    kind: 'rounded',
    before: before.toString(2),
    after: price.toString(2),
    reason: 'price_decimals',
    limit: `${max}`,
    ...(difference.minor === 0n ? {} : { difference }),
  });
  return { price, basis: Decimal.one, unitPrice: price };
}

/** Nobody rounds a quantity: one that is too fine refuses the line. */
export function checkQuantity(
  quantity: Decimal,
  { profile, note }: { profile: SuiteProfile; note: Note },
): void {
  const max = profile.quantityDecimalsMax;
  if (decimalsOf(quantity) <= max) return;
  const before = quantity.toString();
  note({
    field: 'quantity',
    kind: 'refused',
    before,
    after: '',
    reason: 'quantity_decimals',
    limit: `${max}`,
  });
}

/** What a line costs in the suite. */
export function amountOf(
  { unitPrice }: Price,
  { quantity, currency }: { quantity: Decimal; currency: string },
): Money {
  return lineNet(unitPrice, quantity, currency);
}
