import type { Decimal, Money } from '../../src/base/index.ts';

export type BasketSeller = {
  readonly id: string;
  readonly name: string;
  readonly vatId?: string | undefined;
  readonly gln?: string | undefined;
  readonly registrationNumber?: string | undefined;
};

/** A line as we hold it; the unit price includes the éco-participation. */
export type BasketLine = {
  readonly position: number;
  readonly sku: string;
  readonly auxiliaryId: string;
  readonly description: string;
  readonly manufacturer: string;
  readonly manufacturerPartId: string;
  readonly gtin?: string | undefined;
  readonly unspsc: string;
  /** UN/ECE Recommendation 20. */
  readonly unit: string;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly priceSource: string;
  readonly vatRateBp: number;
  readonly leadDays: number;
  /** Per unit, in the basket's smallest currency unit. */
  readonly ecoContributionMinor: bigint;
  readonly seller: BasketSeller;
};

export type ShapeBasket = {
  readonly currency: string;
  readonly number?: string | undefined;
  readonly costCentre?: string | undefined;
  readonly businessUnit?: string | undefined;
  readonly lines: readonly BasketLine[];
};

/** A line exactly as it is written. */
export type ShapedLine = {
  /** Its number in the document; our own line's is `of`. */
  readonly position: number;
  readonly of: number;
  readonly kind: 'goods' | 'eco_contribution';
  readonly sku: string;
  readonly auxiliaryId: string;
  readonly quantity: Decimal;
  readonly unit: string;
  /** The price is for this many units; 1 unless the suite reads a price basis. */
  readonly priceBasis: Decimal;
  readonly price: Decimal;
  /** `price` ÷ `priceBasis`, exact. */
  readonly unitPrice: Decimal;
  /** As the suite works it out: half up to the cent. */
  readonly amount: Money;
  readonly description: string;
  readonly shortName: string;
  readonly longText: string;
  readonly classification: { readonly domain: string; readonly value: string };
  readonly manufacturer: string | undefined;
  readonly manufacturerPartId: string | undefined;
  readonly leadDays: number | undefined;
  readonly supplierId: { readonly domain: string; readonly value: string } | undefined;
  readonly extrinsics: readonly { readonly name: string; readonly value: string }[];
};

export const changeKinds = [
  'refused',
  'dropped',
  'truncated',
  'rounded',
  'defaulted',
  'replaced',
  'mapped',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export const changeFields = [
  'supplierPartId',
  'supplierPartAuxiliaryId',
  'description',
  'shortName',
  'longText',
  'manufacturerPartId',
  'manufacturerName',
  'leadTime',
  'extrinsics',
  'quantity',
  'unit',
  'unitPrice',
  'ecoContribution',
  'classification',
  'supplierId',
  'total',
] as const;
export type ChangeField = (typeof changeFields)[number];

export const changeReasons = [
  'too_long',
  'cut',
  /** Cut, but the whole text goes along in LONGTEXT. */
  'cut_long_text',
  'forbidden',
  'forbidden_replaced',
  'charset',
  'not_read',
  'price_decimals',
  'price_basis',
  'quantity_decimals',
  'unit_map',
  'unit_unknown',
  'unit_default',
  'class_map',
  'class_missing',
  'class_fallback',
  'class_digits',
  'seller_unnumbered',
  'eco_line',
  'recomputed',
] as const;
export type ChangeReason = (typeof changeReasons)[number];

/** What becomes of one field on the way into the suite. */
export type Change = {
  /** Our line's position; 0 for the basket as a whole. */
  readonly line: number;
  readonly field: ChangeField;
  readonly kind: ChangeKind;
  readonly before: string;
  readonly after: string;
  readonly reason: ChangeReason;
  /** What the reason counts: the characters allowed, the characters not allowed, the seller without number. */
  readonly limit?: string;
  /** By how much the line's (or basket's) amount differs for it; absent: not at all. */
  readonly difference?: Money;
};

export type ShapedBasket = {
  readonly lines: readonly ShapedLine[];
  readonly changes: readonly Change[];
  /** Of the lines, as we hold it. */
  readonly net: Money;
  /** As the suite will show it: its own sum where it adds up itself, else the one we write. */
  readonly total: Money;
};
