import { Decimal, uuidFromName } from '../../base/index.ts';
import { organisationId } from './organisations.ts';
import { randomFrom } from './random.ts';
import type {
  DemoAssortment,
  DemoContract,
  DemoContractTerm,
  DemoProduct,
  DepartmentKey,
} from './types.ts';

type Plan = {
  readonly buyer: string;
  readonly seller: number;
  readonly en: string;
  readonly fr: string;
  readonly status: DemoContract['status'];
  /** Days from today; the history spans 245 days. */
  readonly from: number;
  readonly to: number;
  /** Off the whole range. */
  readonly discountBp?: number;
  readonly byCategory?: Readonly<Record<string, number>>;
  /** How many articles have a price of their own. */
  readonly fixed?: number;
};

const plans: readonly Plan[] = [
  {
    buyer: 'ferrand',
    seller: 2,
    en: 'Fasteners and tools, framework',
    fr: 'Accord-cadre visserie et outillage',
    status: 'accepted',
    from: -420,
    to: 310,
    discountBp: 1000,
    byCategory: { '31161620': 1800, '31161501': 1500 },
    fixed: 12,
  },
  {
    buyer: 'ferrand',
    seller: 3,
    en: 'Protective equipment',
    fr: 'Équipements de protection individuelle',
    status: 'accepted',
    from: -400,
    to: 330,
    byCategory: { '46181504': 1800, '46181605': 1200, '46182001': 1500 },
    fixed: 6,
  },
  {
    buyer: 'ferrand',
    seller: 4,
    en: 'Electrical equipment',
    fr: 'Matériel électrique',
    status: 'accepted',
    from: -300,
    to: 65,
    discountBp: 700,
  },
  {
    buyer: 'ferrand',
    seller: 1,
    en: 'Office supplies',
    fr: 'Fournitures de bureau',
    status: 'accepted',
    from: -390,
    to: 340,
    discountBp: 500,
    byCategory: { '14111507': 1400 },
  },
  {
    buyer: 'ferrand',
    seller: 6,
    en: 'Bearings and drives',
    fr: 'Roulements et transmission',
    status: 'offered',
    from: 10,
    to: 375,
    byCategory: { '31171504': 1600, '26111801': 1200 },
  },
  {
    buyer: 'saint-brendan',
    seller: 3,
    en: 'Laboratory and care',
    fr: 'Laboratoire et soins',
    status: 'accepted',
    from: -410,
    to: 320,
    discountBp: 800,
    byCategory: { '42132203': 2200, '41121607': 1200 },
    fixed: 10,
  },
  {
    buyer: 'saint-brendan',
    seller: 1,
    en: 'Paper and hygiene',
    fr: 'Papier et hygiène',
    status: 'accepted',
    from: -260,
    to: 105,
    byCategory: { '14111507': 1500, '14111703': 1200, '14111704': 1200, '47121701': 900 },
  },
  {
    buyer: 'saint-brendan',
    seller: 7,
    en: 'Packaging and break room',
    fr: 'Emballage et pause',
    status: 'offered',
    from: 5,
    to: 370,
    discountBp: 900,
  },
  {
    buyer: 'saint-brendan',
    seller: 8,
    en: 'General supplies',
    fr: 'Fournitures générales',
    status: 'refused',
    from: -60,
    to: 305,
    discountBp: 2500,
  },
  {
    buyer: 'morvan',
    seller: 2,
    en: 'Workshop supplies',
    fr: 'Fournitures d’atelier',
    status: 'accepted',
    from: -250,
    to: 115,
    discountBp: 600,
  },
  {
    buyer: 'morvan',
    seller: 8,
    en: 'Welding shop consumables',
    fr: 'Consommables de soudure',
    status: 'accepted',
    from: -200,
    to: 165,
    fixed: 5,
  },
  {
    buyer: 'morvan',
    seller: 6,
    en: 'Maintenance parts (expired)',
    fr: 'Pièces de maintenance (échu)',
    status: 'accepted',
    from: -500,
    to: -135,
    discountBp: 800,
  },
  {
    buyer: 'ostwerk',
    seller: 6,
    en: 'Assembly hall',
    fr: 'Hall de montage',
    status: 'accepted',
    from: -90,
    to: 275,
    discountBp: 1200,
  },
  {
    buyer: 'ostwerk',
    seller: 2,
    en: 'Fasteners, first proposal',
    fr: 'Visserie, première proposition',
    status: 'offered',
    from: 15,
    to: 380,
    discountBp: 500,
  },
];

/**
 * Buyers' contract prices: off the whole range, off a category, or a price for one article. Offered by
 * the operator and good only once the seller has accepted; some have not, one was refused, one is over.
 */
export function contractsFrom(
  head: readonly DemoProduct[],
  { seed, today }: { seed: number; today: Temporal.PlainDate },
): DemoContract[] {
  const random = randomFrom(seed, 'contracts');
  return plans.map((plan, at) => {
    const sellerId = organisationId(`seller-${plan.seller}`);
    const terms: DemoContractTerm[] = [];
    if (plan.discountBp) terms.push({ kind: 'discount', discountBp: plan.discountBp });
    for (const [unspsc, discountBp] of Object.entries(plan.byCategory ?? {})) {
      terms.push({ kind: 'discount', unspsc, discountBp });
    }
    const own = head.flatMap(({ offers }) => offers.filter((offer) => offer.sellerId === sellerId));
    for (const offer of random.sample(own.slice(0, 200), plan.fixed ?? 0)) {
      const share = new Decimal(BigInt(random.int(76, 90)), 2);
      const unitPrice = offer.unitPrice.mul(share).round(offer.unitPrice.scale, 'half_up');
      terms.push({ kind: 'fixed', sellerSku: offer.sellerSku, unitPrice });
    }
    const validFrom = today.add({ days: plan.from });
    return {
      id: uuidFromName(`demo/contract/${plan.buyer}/${plan.seller}`),
      number: `CT-${String(1001 + at)}`,
      buyerId: organisationId(plan.buyer),
      sellerId,
      title: { en: plan.en, fr: plan.fr },
      validFrom,
      validTo: today.add({ days: plan.to }),
      status: plan.status,
      ...(plan.status === 'accepted' ? { acceptedOn: validFrom.subtract({ days: 6 }) } : {}),
      terms,
    };
  });
}

const seen = (
  buyer: string,
  sellerNumbers: readonly number[],
  excludedCategories: readonly string[],
  departments?: readonly DepartmentKey[],
): DemoAssortment => ({
  buyerId: organisationId(buyer),
  sellerIds: sellerNumbers.map((number) => organisationId(`seller-${number}`)),
  excludedCategories,
  ...(departments ? { departments } : {}),
});

/** What each buyer sees of the catalogue. */
export const assortments: readonly DemoAssortment[] = [
  seen('ferrand', [1, 2, 3, 4, 6, 7], ['56112102']),
  seen(
    'saint-brendan',
    [1, 3, 4, 5, 7, 8],
    ['24101602', '46182306'],
    [
      'care',
      'lab',
      'cleaning',
      'safety',
      'office',
      'it',
      'breakroom',
      'electrical',
      'packaging',
      'storage',
      'signage',
    ],
  ),
  seen(
    'ostwerk',
    [2, 3, 4, 6, 7],
    ['24101602'],
    [
      'fastening',
      'tools',
      'transmission',
      'fluid',
      'chemicals',
      'electrical',
      'safety',
      'packaging',
      'storage',
    ],
  ),
  seen('morvan', [1, 2, 3, 4, 5, 6, 7, 8], []),
];
