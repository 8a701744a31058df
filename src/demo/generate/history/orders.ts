import { Decimal, uuidFromName } from '../../../base/index.ts';
import { organisationId, organisations } from '../organisations.ts';
import { type Random, randomFrom } from '../random.ts';
import { sellerById, sellers } from '../sellers.ts';
import type {
  DemoAssortment,
  DemoContract,
  DemoCreditAccount,
  DemoOffer,
  DemoOrder,
  DemoOrderLine,
  DemoProduct,
  DemoSellerOrder,
  PaymentTerms,
} from '../types.ts';
import { demoVat } from '../vat.ts';
import { categories } from '../vocabulary/index.ts';
import { addWorkingDays, dueDate, hasCome, workingDay } from './calendar.ts';
import { incidentOn } from './incidents.ts';
import { type BuyerPlan, plans } from './plans.ts';
import { contractPrice, totalsOf } from './prices.ts';

type Choice = { readonly product: DemoProduct; readonly offer: DemoOffer };

export type History = {
  readonly seed: number;
  readonly today: Temporal.PlainDate;
  readonly head: readonly DemoProduct[];
  readonly contracts: readonly DemoContract[];
  readonly assortments: readonly DemoAssortment[];
  readonly creditAccounts: readonly DemoCreditAccount[];
};

type Buyer = {
  readonly plan: BuyerPlan;
  readonly id: string;
  readonly country: string;
  readonly terms: PaymentTerms;
  readonly contracts: readonly DemoContract[];
  /** What this buyer sees, by seller number. */
  readonly pools: ReadonlyMap<number, readonly Choice[]>;
};

const CARRIERS = ['Transports Bellerive', 'Messagerie Cigogne', 'Nordexpress', 'Colis Atlantique'];

const departmentOf = new Map(categories.map(({ unspsc, department }) => [unspsc, department]));

function poolsFor(buyerId: string, { head, assortments }: History): Map<number, Choice[]> {
  const assortment = assortments.find((entry) => entry.buyerId === buyerId);
  const pools = new Map<number, Choice[]>();
  for (const product of head) {
    const department = departmentOf.get(product.unspsc);
    if (!assortment || !department) continue;
    if (assortment.excludedCategories.includes(product.unspsc)) continue;
    if (assortment.departments && !assortment.departments.includes(department)) continue;
    for (const offer of product.offers) {
      const seller = sellerById.get(offer.sellerId);
      const fits = offer.unitPrice.compare(Decimal.of(260)) < 0;
      if (!seller || !fits || !assortment.sellerIds.includes(offer.sellerId)) continue;
      const pool = pools.get(seller.number) ?? [];
      pool.push({ product, offer });
      pools.set(seller.number, pool);
    }
  }
  return pools;
}

/** A quantity on the offer's grid that is worth about the amount wanted. */
function quantityFor(offer: DemoOffer, euro: number): Decimal {
  const wanted = Decimal.of(euro).div(offer.unitPrice.mul(offer.quantityStep), {
    scale: 0,
    rounding: 'half_up',
  });
  const quantity = wanted.mul(offer.quantityStep);
  return quantity.compare(offer.minimumQuantity) < 0 ? offer.minimumQuantity : quantity;
}

function lineOf(
  buyer: Buyer,
  {
    choice,
    position,
    on,
    random,
  }: { choice: Choice; position: number; on: Temporal.PlainDate; random: Random },
): DemoOrderLine {
  const { product, offer } = choice;
  const quantity = quantityFor(offer, random.int(...buyer.plan.lineEuro));
  const seller = sellerById.get(offer.sellerId);
  return {
    position,
    productId: product.id,
    offerId: offer.id,
    sellerSku: offer.sellerSku,
    description: product.name,
    unit: offer.unit,
    quantity,
    ...contractPrice({ product, offer, quantity }, { contracts: buyer.contracts, on }),
    vat: demoVat({
      sellerCountry: seller?.country ?? 'FR',
      franchise: seller?.franchise ?? false,
      buyerCountry: buyer.country,
      frenchRateBp: product.frenchVatRateBp,
    }),
  };
}

type Stage = readonly [status: DemoSellerOrder['status'], day: Temporal.PlainDate];

function stagesOf(
  placedOn: Temporal.PlainDate,
  { abroad, random }: { abroad: boolean; random: Random },
) {
  const delay = random.chance(70) ? random.int(5, 9) : 0;
  const confirmed = addWorkingDays(placedOn, random.int(0, 1));
  const shipped = addWorkingDays(confirmed, random.int(1, 3) + delay);
  const delivered = addWorkingDays(shipped, random.int(1, abroad ? 4 : 2));
  const received = addWorkingDays(delivered, random.int(0, 2));
  const invoiced = addWorkingDays(received, random.int(0, 1));
  return { confirmed, shipped, delivered, received, invoiced };
}

function sellerOrderOf(
  buyer: Buyer,
  made: {
    orderKey: string;
    sellerNumber: number;
    lines: readonly DemoOrderLine[];
    placedOn: Temporal.PlainDate;
    prepaid: boolean;
    today: Temporal.PlainDate;
    random: Random;
  },
): DemoSellerOrder {
  const { lines, random, today, sellerNumber } = made;
  const key = `${made.orderKey}-${sellerNumber}`;
  const days = stagesOf(made.placedOn, {
    abroad: sellers[sellerNumber - 1]?.country !== buyer.country,
    random,
  });
  const stages: readonly Stage[] = [
    ['confirmed', days.confirmed],
    ['shipped', days.shipped],
    ['delivered', days.delivered],
    ['received', days.received],
    ['invoiced', days.invoiced],
  ];
  const come = stages.filter(([, day]) => hasCome(day, today)).map(([status]) => status);
  const at = <Name extends string>(name: Name, stage: Stage) =>
    (come.includes(stage[0]) ? { [name]: stage[1] } : {}) as { [key in Name]?: Temporal.PlainDate };
  const terms: PaymentTerms = made.prepaid ? { days: 0, kind: 'net' } : buyer.terms;
  const invoice = {
    key: `INV-${key}`,
    issuedOn: days.invoiced,
    dueOn: dueDate(days.invoiced, terms),
    terms,
    expected: totalsOf(lines),
  };
  const trackingNumber = `${random.int(100_000, 999_999)}${random.int(100_000, 999_999)}`;
  const carrier = random.pick(CARRIERS);
  const incident = incidentOn(lines, { receivedOn: days.received, today, orderKey: key, random });
  return {
    key,
    sellerId: organisationId(`seller-${sellerNumber}`),
    lines,
    status: come.at(-1) ?? 'placed',
    ...at('confirmedOn', ['confirmed', days.confirmed]),
    ...at('shippedOn', ['shipped', days.shipped]),
    ...at('deliveredOn', ['delivered', days.delivered]),
    ...at('receivedOn', ['received', days.received]),
    ...(come.includes('shipped') ? { carrier, trackingNumber } : {}),
    ...(incident && come.includes('received') ? { incident } : {}),
    ...(come.includes('invoiced') ? { invoice } : {}),
  };
}

const COMMENTS = [
  {
    en: 'Please deliver before the maintenance stop.',
    fr: 'Merci de livrer avant l’arrêt de maintenance.',
  },
  { en: 'Monthly refill.', fr: 'Réassort mensuel.' },
  {
    en: 'For the new team, changing room at the end.',
    fr: 'Pour la nouvelle équipe, vestiaire du fond.',
  },
  { en: 'Urgent: the stock is empty.', fr: 'Urgent : stock épuisé.' },
];

function sellersOf(buyer: Buyer, random: Random): number[] {
  const chosen = new Set<number>();
  const wanted = 1 + random.weighted([52, 34, 14]);
  const offered = buyer.plan.sellers.filter(([number]) => buyer.pools.has(number));
  for (let draw = 0; draw < wanted && offered.length > 0; draw += 1) {
    const [number] = offered[random.weighted(offered.map(([, weight]) => weight))] ?? [];
    if (number !== undefined) chosen.add(number);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** One to five different articles; people like to take those with a price of their own. */
function choicesFrom(
  pool: readonly Choice[],
  { contracts, random }: { contracts: readonly DemoContract[]; random: Random },
): Choice[] {
  const fixed = new Set(
    contracts.flatMap(({ terms }) =>
      terms.flatMap((term) => (term.kind === 'fixed' ? term.sellerSku : [])),
    ),
  );
  const liked = pool.filter(({ offer }) => fixed.has(offer.sellerSku));
  const first = random.chance(350) ? random.sample(liked, 1) : [];
  const count = 1 + random.weighted([34, 30, 20, 10, 6]);
  const others = pool.filter((choice) => !first.includes(choice));
  return [...first, ...random.sample(others, count - first.length)];
}

function orderOf(
  buyer: Buyer,
  { sequence, today, random }: { sequence: number; today: Temporal.PlainDate; random: Random },
): DemoOrder | undefined {
  const { plan } = buyer;
  const gap = plan.sinceDays / plan.orders;
  const age = Math.max(
    1,
    Math.round(plan.sinceDays - sequence * gap - random.int(0, Math.floor(gap))),
  );
  const requestedOn = workingDay(today.subtract({ days: age }));
  const placedOn = addWorkingDays(requestedOn, random.weighted([50, 30, 15, 5]));
  const number = plan.number(sequence + 1);
  const key = `${plan.key}-${String(sequence + 1).padStart(3, '0')}`;
  const prepaid = sequence < plan.prepaid;
  let position = 0;
  const sellerOrders = sellersOf(buyer, random).map((sellerNumber) => {
    const pool = buyer.pools.get(sellerNumber) ?? [];
    const lines = choicesFrom(pool, { contracts: buyer.contracts, random }).map((choice) => {
      position += 1;
      return lineOf(buyer, { choice, position, on: placedOn, random });
    });
    return sellerOrderOf(buyer, {
      orderKey: key,
      sellerNumber,
      lines,
      placedOn,
      prepaid,
      today,
      random,
    });
  });
  if (sellerOrders.length === 0 || !hasCome(placedOn, today)) return undefined;
  return {
    key,
    buyerId: buyer.id,
    channel: plan.channel,
    number,
    requesterEmail: random.pick(plan.requesters),
    approverEmail: plan.approver,
    costCentre: random.pick(plan.costCentres),
    deliveryAddressId: uuidFromName(
      `demo/delivery-address/${plan.key}/${random.pick(plan.places)}`,
    ),
    requestedOn,
    placedOn,
    ...(random.chance(180) ? { comment: random.pick(COMMENTS) } : {}),
    prepaid,
    sellerOrders,
  };
}

/** Eight months of orders by the four buyers, oldest first, each as far along as it would be today. */
export function ordersFrom(history: History): DemoOrder[] {
  const orders = plans.flatMap((plan) => {
    const random = randomFrom(history.seed, `orders/${plan.key}`);
    const id = organisationId(plan.key);
    const account = history.creditAccounts.find(({ buyerId }) => buyerId === id);
    const buyer: Buyer = {
      plan,
      id,
      country: organisations.find((party) => party.id === id)?.country ?? 'FR',
      terms: account?.terms ?? { days: 30, kind: 'net' },
      contracts: history.contracts.filter(({ buyerId }) => buyerId === id),
      pools: poolsFor(id, history),
    };
    return Array.from({ length: plan.orders }, (_, sequence) =>
      orderOf(buyer, { sequence, today: history.today, random }),
    ).filter((order) => order !== undefined);
  });
  return orders.sort(
    (a, b) => Temporal.PlainDate.compare(a.placedOn, b.placedOn) || (a.key < b.key ? -1 : 1),
  );
}
