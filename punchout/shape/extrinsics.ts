import { Decimal } from '../../src/base/index.ts';
import type { ExtrinsicSource, SuiteProfile } from '../profiles/index.ts';
import { type Note, unlessIgnored } from './text.ts';
import type { BasketLine, ShapeBasket } from './types.ts';

type Facts = { readonly line: BasketLine; readonly basket: ShapeBasket };

const SOURCES: Readonly<Record<ExtrinsicSource, (facts: Facts) => string | undefined>> = {
  'seller.name': ({ line }) => line.seller.name,
  'seller.id': ({ line }) => line.seller.id,
  'seller.vat_id': ({ line }) => line.seller.vatId,
  'seller.gln': ({ line }) => line.seller.gln,
  gtin: ({ line }) => line.gtin,
  'price.source': ({ line }) => line.priceSource,
  'vat.rate': ({ line }) => new Decimal(BigInt(line.vatRateBp), 2).toString(),
  eco_contribution: ({ line }) =>
    line.ecoContributionMinor === 0n
      ? undefined
      : new Decimal(line.ecoContributionMinor, 2).toString(2),
  lead_days: ({ line }) => `${line.leadDays}`,
  'requisition.number': ({ basket }) => basket.number,
  cost_centre: ({ basket }) => basket.costCentre,
  business_unit: ({ basket }) => basket.businessUnit,
};

/** The named values the profile wants beside a line; a source without a value writes nothing. */
export function shapeExtrinsics(
  facts: Facts,
  { profile, note }: { profile: SuiteProfile; note: Note },
): { name: string; value: string }[] {
  const all = Object.entries(profile.extrinsics.item).flatMap(([name, source]) => {
    const value = SOURCES[source](facts);
    return value ? [{ name, value }] : [];
  });
  const names = all.map(({ name }) => name).join(', ');
  let kept = all;
  unlessIgnored(names, {
    field: 'extrinsics',
    profile,
    note: (change) => {
      note(change);
      kept = [];
    },
    shape: (value) => value,
  });
  return kept;
}
