import { demoGs1 } from './check-digits.ts';
import { organisationId } from './organisations.ts';
import type { DemoSellerConnection, DemoSellerTerms, DepartmentKey } from './types.ts';

/** How a seller behaves in the catalogue. */
export type SellerHabits = {
  readonly id: string;
  readonly key: string;
  readonly number: number;
  readonly country: string;
  readonly franchise: boolean;
  readonly departments: readonly DepartmentKey[];
  /** Categories of those departments that this seller does not keep. */
  readonly without?: readonly string[];
  /** Thousandths of the maker's price. */
  readonly pricePermille: number;
  /** Fraction digits of prices below one euro. */
  readonly smallPriceDigits: 3 | 4;
  readonly leadDays: readonly [number, number];
  /** Begins the seller's article numbers; the number is `digits` long. */
  readonly sku: { readonly prefix: string; readonly digits: number; readonly factor: number };
  readonly commissionBp: number;
  readonly freeShippingFromMinor: bigint;
  readonly shippingMinor: bigint;
};

const habits = (
  number: number,
  rest: Omit<SellerHabits, 'id' | 'key' | 'number' | 'country' | 'franchise'> & {
    country?: string;
    franchise?: true;
  },
): SellerHabits => ({
  id: organisationId(`seller-${number}`),
  key: `seller-${number}`,
  number,
  country: 'FR',
  ...rest,
  franchise: rest.franchise ?? false,
});

/** The eight sellers; the factors are odd and not divisible by five, so that no article number repeats. */
export const sellers: readonly SellerHabits[] = [
  habits(1, {
    departments: ['office', 'it', 'breakroom', 'cleaning', 'packaging', 'storage', 'care'],
    pricePermille: 990,
    smallPriceDigits: 3,
    leadDays: [1, 2],
    sku: { prefix: 'DLC', digits: 7, factor: 1_373_777 },
    commissionBp: 1200,
    freeShippingFromMinor: 15_000n,
    shippingMinor: 890n,
  }),
  habits(2, {
    departments: [
      'fastening',
      'tools',
      'transmission',
      'chemicals',
      'fluid',
      'safety',
      'storage',
      'cleaning',
    ],
    without: ['14111703', '14111704', '53131608', '53131615'],
    pricePermille: 1010,
    smallPriceDigits: 4,
    leadDays: [1, 3],
    sku: { prefix: '40', digits: 7, factor: 2_718_281 },
    commissionBp: 1000,
    freeShippingFromMinor: 25_000n,
    shippingMinor: 1_450n,
  }),
  habits(3, {
    departments: ['safety', 'care', 'lab', 'signage', 'cleaning', 'chemicals'],
    pricePermille: 1030,
    smallPriceDigits: 3,
    leadDays: [2, 3],
    sku: { prefix: 'PRO-', digits: 7, factor: 3_141_593 },
    commissionBp: 1300,
    freeShippingFromMinor: 20_000n,
    shippingMinor: 990n,
  }),
  habits(4, {
    departments: ['electrical', 'it', 'tools', 'safety', 'storage'],
    pricePermille: 1000,
    smallPriceDigits: 4,
    leadDays: [1, 3],
    sku: { prefix: 'LE', digits: 7, factor: 1_618_033 },
    commissionBp: 900,
    freeShippingFromMinor: 20_000n,
    shippingMinor: 1_200n,
  }),
  habits(5, {
    franchise: true,
    departments: ['signage'],
    without: ['31201520'],
    pricePermille: 940,
    smallPriceDigits: 3,
    leadDays: [4, 8],
    sku: { prefix: 'AP-', digits: 7, factor: 1_414_213 },
    commissionBp: 1500,
    freeShippingFromMinor: 8_000n,
    shippingMinor: 650n,
  }),
  habits(6, {
    country: 'DE',
    departments: [
      'fastening',
      'tools',
      'transmission',
      'fluid',
      'chemicals',
      'safety',
      'electrical',
    ],
    pricePermille: 960,
    smallPriceDigits: 4,
    leadDays: [3, 5],
    sku: { prefix: 'RT.', digits: 7, factor: 2_236_067 },
    commissionBp: 800,
    freeShippingFromMinor: 40_000n,
    shippingMinor: 1_900n,
  }),
  habits(7, {
    country: 'BE',
    departments: ['packaging', 'cleaning', 'breakroom', 'storage', 'office', 'signage'],
    pricePermille: 970,
    smallPriceDigits: 3,
    leadDays: [2, 4],
    sku: { prefix: 'VDM', digits: 7, factor: 2_645_751 },
    commissionBp: 1100,
    freeShippingFromMinor: 30_000n,
    shippingMinor: 1_600n,
  }),
  habits(8, {
    departments: [
      'fastening',
      'tools',
      'safety',
      'cleaning',
      'packaging',
      'fluid',
      'electrical',
      'lab',
      'care',
      'transmission',
      'office',
      'chemicals',
    ],
    pricePermille: 1050,
    smallPriceDigits: 3,
    leadDays: [2, 5],
    sku: { prefix: 'SO', digits: 7, factor: 3_316_627 },
    commissionBp: 1400,
    freeShippingFromMinor: 12_000n,
    shippingMinor: 1_100n,
  }),
];

/** A seller's habits by organisation id. */
export const sellerById: ReadonlyMap<string, SellerHabits> = new Map(
  sellers.map((seller) => [seller.id, seller]),
);

const FRANCHISE_MENTION = {
  en: 'VAT not applicable, article 293 B of the French tax code (TVA non applicable, art. 293 B du CGI)',
  fr: 'TVA non applicable, art. 293 B du CGI',
};
const INTRA_MENTION = {
  en: 'Exempt intra-Community supply, article 138 of Directive 2006/112/EC',
  fr: 'Livraison intracommunautaire exonérée, article 138 de la directive 2006/112/CE',
};

/** What the operator agreed with each seller. */
export const sellerTerms: readonly DemoSellerTerms[] = sellers.map((seller) => {
  const abroad = seller.country !== 'FR';
  const mention = seller.franchise ? FRANCHISE_MENTION : abroad ? INTRA_MENTION : undefined;
  return {
    sellerId: seller.id,
    number: seller.number,
    commissionBp: seller.commissionBp,
    vatRegime: seller.franchise ? 'franchise' : 'standard',
    ...(mention ? { vatMention: mention } : {}),
    departments: seller.departments,
    freeShippingFromMinor: seller.freeShippingFromMinor,
    shippingMinor: seller.shippingMinor,
  };
});

const FORMATS = ['page', 'edifact', 'cxml', 'edifact', 'page', 'edifact', 'cxml', 'page'] as const;

/** Three sellers speak EDIFACT, two cXML, three work on the pages. */
export const sellerConnections: readonly DemoSellerConnection[] = sellers.map((seller, at) => {
  const format = FORMATS[at] ?? 'page';
  const common = {
    sellerId: seller.id,
    format,
    apiKey: `demo-seller-${seller.number}`,
    gln: demoGs1(300_000 + seller.number),
  };
  if (format !== 'cxml') return common;
  return {
    ...common,
    credential: { domain: 'NetworkID', identity: `AN0300000000${seller.number}-T` },
    sharedSecret: `demo-seller-${seller.number}-secret`,
  };
});
