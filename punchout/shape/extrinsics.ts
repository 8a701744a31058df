import { Decimal } from '../../src/base/index.ts';
import type { ExtrinsicSource, SuiteProfile } from '../profiles/index.ts';
import { cut, type Note, unlessIgnored } from './text.ts';
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

/** OCI's five custom fields have each their own length (OCI 4.0). */
const CUSTOM_LENGTHS: Readonly<Record<string, number>> = {
  CUST_FIELD1: 10,
  CUST_FIELD2: 10,
  CUST_FIELD3: 10,
  CUST_FIELD4: 20,
  CUST_FIELD5: 50,
};

function fitted(
  before: string,
  { name, profile, note }: { name: string; profile: SuiteProfile; note: Note },
): string {
  const max = profile.protocol === 'oci' ? CUSTOM_LENGTHS[name] : undefined;
  if (max === undefined || before.length <= max) return before;
  const after = cut(before, max);
  note({ field: 'extrinsics', kind: 'truncated', before, after, reason: 'cut', limit: `${max}` });
  return after;
}

/** What the setup says of where the purchase is booked: first of the profile's names that has a value. */
export function bookingOf(
  extrinsics: readonly { readonly name: string; readonly value: string }[],
  { extrinsics: { setup } }: SuiteProfile,
): { costCentre?: string; businessUnit?: string } {
  const first = (names: readonly string[]): string | undefined =>
    names
      .flatMap((wanted) =>
        extrinsics.filter(({ name }) => name.trim().toLowerCase() === wanted.trim().toLowerCase()),
      )
      .map(({ value }) => value.trim().slice(0, 100))
      .find((value) => value !== '');
  const costCentre = first(setup.costCentre);
  const businessUnit = first(setup.businessUnit);
  return { ...(costCentre ? { costCentre } : {}), ...(businessUnit ? { businessUnit } : {}) };
}

/** The named values the profile wants beside a line; a source without a value writes nothing. */
export function shapeExtrinsics(
  facts: Facts,
  { profile, note }: { profile: SuiteProfile; note: Note },
): { name: string; value: string }[] {
  const all = Object.entries(profile.extrinsics.item).flatMap(([name, source]) => {
    const value = SOURCES[source](facts);
    return value ? [{ name, value: fitted(value, { name, profile, note }) }] : [];
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
