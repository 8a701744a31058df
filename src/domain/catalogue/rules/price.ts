import { Decimal, type Text } from '../../../base/index.ts';

/** A contract price as the rule sees it; `acceptedAt` null means the seller has not agreed. */
export type Condition = {
  readonly reference: string;
  readonly sellerId: string;
  readonly offerId: string | null;
  readonly unspscPrefix: string | null;
  readonly unitPrice: Decimal | null;
  readonly discountBp: number | null;
  readonly validFrom: Temporal.PlainDate;
  readonly validUntil: Temporal.PlainDate | null;
  readonly acceptedAt: Temporal.Instant | null;
};

export type Break = { readonly from: Decimal; readonly unitPrice: Decimal };

export type PricedThing = {
  readonly offerId: string;
  readonly sellerId: string;
  readonly unspsc: string;
  readonly unitPrice: Decimal;
  readonly breaks: readonly Break[];
};

export type PriceSource = 'list' | 'break' | `contract:${string}`;

/** The price that applies and why, for the line of a basket and for disputes. */
export type AppliedPrice = {
  readonly unitPrice: Decimal;
  readonly source: PriceSource;
  readonly explanation: Text;
};

const PRICE_DIGITS = 6;

function isInForce(condition: Condition, on: Temporal.PlainDate): boolean {
  const { acceptedAt, validFrom, validUntil } = condition;
  if (acceptedAt === null || Temporal.PlainDate.compare(validFrom, on) > 0) return false;
  return validUntil === null || Temporal.PlainDate.compare(on, validUntil) <= 0;
}

function underCondition(condition: Condition, thing: PricedThing): AppliedPrice | undefined {
  const source = `contract:${condition.reference}` as const;
  if (condition.offerId === thing.offerId && condition.unitPrice) {
    return {
      unitPrice: condition.unitPrice,
      source,
      explanation: {
        en: `Contract ${condition.reference}: fixed price`,
        fr: `Contrat ${condition.reference} : prix fixe`,
      },
    };
  }
  const { unspscPrefix, discountBp } = condition;
  if (unspscPrefix === null || discountBp === null || !thing.unspsc.startsWith(unspscPrefix)) {
    return undefined;
  }
  const percent = new Decimal(BigInt(discountBp), 2).toString();
  return {
    unitPrice: thing.unitPrice
      .mul(new Decimal(BigInt(10_000 - discountBp), 4))
      .round(PRICE_DIGITS, 'half_up'),
    source,
    explanation: {
      en: `Contract ${condition.reference}: ${percent}% off the list price`,
      fr: `Contrat ${condition.reference} : ${percent.replace('.', ',')} % de remise sur le prix public`,
    },
  };
}

function breakPrice(breaks: readonly Break[], quantity: Decimal): AppliedPrice[] {
  return breaks
    .filter((step) => step.from.compare(quantity) <= 0)
    .map((step) => ({
      unitPrice: step.unitPrice,
      source: 'break' as const,
      explanation: {
        en: `Volume price from ${step.from.toString()}`,
        fr: `Prix de volume à partir de ${step.from.toString().replace('.', ',')}`,
      },
    }));
}

/**
 * The lowest of list price, volume prices reached by the quantity, and the conditions that are the
 * offer's seller's own, accepted by it, and in force that day (both days included). They do not add up:
 * a discount is on the list price, rounded half up to six decimals. At equal price the contract is
 * named, so that the buyer sees it honoured. A condition that the seller has not accepted never counts.
 */
export function applicablePrice(
  thing: PricedThing,
  at: { quantity: Decimal; on: Temporal.PlainDate; conditions: readonly Condition[] },
): AppliedPrice {
  const agreed = at.conditions
    .filter((one) => one.sellerId === thing.sellerId && isInForce(one, at.on))
    .flatMap((one) => underCondition(one, thing) ?? []);
  const list: AppliedPrice = {
    unitPrice: thing.unitPrice,
    source: 'list',
    explanation: { en: 'List price', fr: 'Prix public' },
  };
  return [...agreed, list, ...breakPrice(thing.breaks, at.quantity)].reduce((best, one) =>
    one.unitPrice.compare(best.unitPrice) < 0 ? one : best,
  );
}
