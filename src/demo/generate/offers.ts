import { Decimal, uuidFromName } from '../../base/index.ts';
import type { Random } from './random.ts';
import { type SellerHabits, sellers } from './sellers.ts';
import type { DemoOffer, DemoPriceBreak, DemoUnit, DepartmentKey } from './types.ts';
import { demoVat } from './vat.ts';

/** What the offers of one product have in common. */
export type Goods = {
  /** Position of the product in the catalogue, from 0. */
  readonly ordinal: number;
  readonly unspsc: string;
  readonly department: DepartmentKey;
  readonly unit: DemoUnit;
  readonly packQuantity: number;
  readonly minimumQuantity: Decimal;
  readonly quantityStep: Decimal;
  /** The maker's price in ten-thousandths of a euro. */
  readonly price: number;
  readonly ecoCents: number | undefined;
  readonly frenchVatRateBp: number;
};

const EURO = 10_000;

function candidatesFor(goods: Goods): SellerHabits[] {
  return sellers.filter(
    (seller) =>
      seller.departments.includes(goods.department) && !seller.without?.includes(goods.unspsc),
  );
}

/** Rounds as the seller prints prices: two digits from one euro (five for the fine ones), else three or four. */
function priceOf(tenThousandths: number, seller: SellerHabits): Decimal {
  const fine = seller.smallPriceDigits === 4;
  const digits =
    tenThousandths < EURO ? seller.smallPriceDigits : fine && tenThousandths < 5 * EURO ? 3 : 2;
  const unit = 10 ** (4 - digits);
  return new Decimal(BigInt(Math.max(1, Math.round(tenThousandths / unit))), digits);
}

const LADDERS: readonly (readonly [belowEuro: number, steps: readonly number[]])[] = [
  [5, [10, 50, 200]],
  [30, [5, 20, 50]],
  [200, [3, 10]],
  [Number.POSITIVE_INFINITY, [5]],
];

function breaksOf(
  goods: Goods,
  offer: { price: number; seller: SellerHabits; random: Random },
): DemoPriceBreak[] {
  if (offer.random.chance(250)) return [];
  const steps = LADDERS.find(([below]) => offer.price < below * EURO)?.[1] ?? [];
  const breaks: DemoPriceBreak[] = [];
  let rebate = 0;
  let last = priceOf(offer.price, offer.seller);
  for (const step of steps) {
    rebate += offer.random.int(20, 65);
    const unitPrice = priceOf(Math.round((offer.price * (1000 - rebate)) / 1000), offer.seller);
    if (unitPrice.compare(last) >= 0) continue;
    breaks.push({ fromQuantity: goods.minimumQuantity.mul(Decimal.of(step)), unitPrice });
    last = unitPrice;
  }
  return breaks;
}

function skuOf(ordinal: number, { digits, factor, prefix }: SellerHabits['sku']): string {
  const number = (ordinal * factor + 271_829) % 10 ** digits;
  return prefix + String(number).padStart(digits, '0');
}

function offerBy(seller: SellerHabits, goods: Goods, random: Random): DemoOffer {
  const sellerSku = skuOf(goods.ordinal, seller.sku);
  const factor = (seller.pricePermille * random.int(965, 1040)) / 1_000_000;
  const price = Math.round(goods.price * factor);
  const stock = random.chance(40) ? 0 : random.int(2, price > 100 * EURO ? 40 : 900);
  const [leadFrom, leadTo] = seller.leadDays;
  const vat = demoVat({
    sellerCountry: seller.country,
    franchise: seller.franchise,
    buyerCountry: 'FR',
    frenchRateBp: goods.frenchVatRateBp,
  });
  return {
    id: uuidFromName(`demo/offer/${seller.key}/${sellerSku}`),
    sellerId: seller.id,
    sellerSku,
    unitPrice: priceOf(price, seller),
    unit: goods.unit,
    packQuantity: goods.packQuantity,
    minimumQuantity: goods.minimumQuantity,
    quantityStep: goods.quantityStep,
    priceBreaks: breaksOf(goods, { price, seller, random }),
    stock,
    leadDays: random.int(leadFrom, leadTo) + (stock === 0 ? random.int(7, 15) : 0),
    vatRateBp: vat.rateBp,
    vatCategory: vat.category,
    ...(goods.ecoCents === undefined
      ? {}
      : { ecoContribution: new Decimal(BigInt(goods.ecoCents), 2) }),
  };
}

/** One to five offers for a product, by sellers that keep its department; at most `room` of them. */
export function offersFor(goods: Goods, { random, room }: { random: Random; room: number }) {
  const wanted = 1 + random.weighted([24, 32, 26, 12, 6]);
  const chosen = random.sample(candidatesFor(goods), Math.min(wanted, room));
  return chosen.map((seller) => offerBy(seller, goods, random));
}
