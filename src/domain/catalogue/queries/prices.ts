import { Decimal, type Locale, parsePlainDate, type Text } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import type { PriceBreak } from '../entities.ts';
import { applicablePrice, type Break, type Condition, vatOf } from '../rules/index.ts';
import { buyable, buyerScope, type Scope, type Sql } from './scope.ts';

/** An offer with the price, VAT and conditions that hold for one buyer, day and quantity. */
export type PricedOffer = {
  readonly offerId: string;
  readonly productId: string;
  readonly sellerId: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly manufacturer: string;
  readonly manufacturerPartId: string;
  readonly unspsc: string;
  readonly unit: string;
  readonly packQuantity: Decimal;
  readonly minimumQuantity: Decimal;
  readonly quantityStep: Decimal;
  readonly unitPrice: Decimal;
  readonly listPrice: Decimal;
  readonly currency: string;
  /** `list`, `break` or `contract:<reference>`. */
  readonly priceSource: string;
  /** Why this price, for the reader. */
  readonly priceReason: Text;
  readonly stock: Decimal;
  readonly leadDays: number;
  readonly vatCategory: string;
  readonly vatRateBp: number;
  readonly ecoContributionMinor: bigint;
};

/** A priced offer as a product page shows it. */
export type ShownOffer = PricedOffer & {
  readonly sellerName: string;
  /** The volume prices below this buyer's own price: the others would never apply. */
  readonly breaks: readonly Break[];
};

type OfferRow = {
  id: string;
  product_id: string;
  seller_id: string;
  sku: string;
  gtin: string | null;
  name_en: string;
  name_fr: string;
  manufacturer: string;
  manufacturer_part_id: string;
  unspsc: string;
  unit: string;
  pack_quantity: string;
  minimum_quantity: string;
  quantity_step: string;
  unit_price: string;
  currency: string;
  price_breaks: string;
  stock: string;
  lead_days: number;
  vat_category: string;
  vat_rate_bp: number;
  eco: string;
  trading_name: string;
  country: string;
  vat_id: string | null;
  vat_regime: 'standard' | 'franchise';
};

const OFFERS = `
  select o.id, o.product_id, o.seller_id, o.sku, p.gtin, p.name_en, p.name_fr, p.manufacturer,
    p.manufacturer_part_id, p.unspsc, o.unit, o.pack_quantity::text, o.minimum_quantity::text,
    o.quantity_step::text, o.unit_price::text, o.currency, o.price_breaks, o.stock::text, o.lead_days,
    o.vat_category, o.vat_rate_bp, o.eco_contribution_minor::text as eco,
    s.trading_name, s.country, s.vat_id, s.vat_regime
  from offer o
  join product p on p.id = o.product_id
  join organisation s on s.id = o.seller_id`;

type ConditionRow = {
  reference: string;
  seller_id: string;
  offer_id: string | null;
  unspsc_prefix: string | null;
  unit_price: string | null;
  discount_bp: number | null;
  valid_from: string;
  valid_until: string | null;
  accepted_at: string | Date;
};

/** The accepted conditions of a buyer that could touch these offers that day. */
async function conditionsFor(
  tx: TxCtx,
  { buyerId, on, rows }: { buyerId: string; on: Temporal.PlainDate; rows: readonly OfferRow[] },
): Promise<Condition[]> {
  const found = await tx.em.execute<ConditionRow[]>(
    `select c.reference, c.seller_id, c.offer_id, c.unspsc_prefix, c.unit_price::text, c.discount_bp,
       c.valid_from::text, c.valid_until::text, c.accepted_at
     from contract_price c
     where c.buyer_id = ? and c.seller_id = any(?::uuid[]) and c.accepted_at is not null
       and c.valid_from <= ?::date and (c.valid_until is null or c.valid_until >= ?::date)
       and (c.offer_id is null or c.offer_id = any(?::uuid[]))`,
    [
      buyerId,
      `{${[...new Set(rows.map((row) => row.seller_id))].join(',')}}`,
      on.toString(),
      on.toString(),
      `{${rows.map((row) => row.id).join(',')}}`,
    ],
  );
  return found.map((row) => ({
    reference: row.reference,
    sellerId: row.seller_id,
    offerId: row.offer_id,
    unspscPrefix: row.unspsc_prefix,
    unitPrice: Decimal.tryParse(row.unit_price) ?? null,
    discountBp: row.discount_bp,
    validFrom: parsePlainDate(row.valid_from),
    validUntil: row.valid_until === null ? null : parsePlainDate(row.valid_until),
    acceptedAt: toInstant(row.accepted_at),
  }));
}

/** Volume prices as stored, with exact decimals; raw SQL hands JSON columns over as text. */
export function breaksOf(stored: readonly PriceBreak[] | string): Break[] {
  const steps = typeof stored === 'string' ? (JSON.parse(stored) as PriceBreak[]) : stored;
  return steps.map((step) => ({
    from: Decimal.parse(step.from),
    unitPrice: Decimal.parse(step.unitPrice),
  }));
}

type Pricing = {
  readonly scope: Scope;
  readonly on: Temporal.PlainDate;
  readonly conditions: readonly Condition[];
  /** Asked quantity by offer; the offer's minimum where absent. */
  readonly quantities: ReadonlyMap<string, Decimal>;
};

function priced(row: OfferRow, at: Pricing): ShownOffer {
  const breaks = breaksOf(row.price_breaks);
  const listPrice = Decimal.parse(row.unit_price);
  const minimumQuantity = Decimal.parse(row.minimum_quantity);
  const price = applicablePrice(
    { offerId: row.id, sellerId: row.seller_id, unspsc: row.unspsc, unitPrice: listPrice, breaks },
    {
      quantity: at.quantities.get(row.id) ?? minimumQuantity,
      on: at.on,
      conditions: at.conditions,
    },
  );
  const vat = vatOf({
    seller: { country: row.country, vatId: row.vat_id, vatRegime: row.vat_regime },
    buyer: at.scope.buyer,
    offer: { unspsc: row.unspsc, vatCategory: row.vat_category, vatRateBp: row.vat_rate_bp },
  });
  return {
    offerId: row.id,
    productId: row.product_id,
    sellerId: row.seller_id,
    sku: row.sku,
    gtin: row.gtin,
    nameEn: row.name_en,
    nameFr: row.name_fr,
    manufacturer: row.manufacturer,
    manufacturerPartId: row.manufacturer_part_id,
    unspsc: row.unspsc,
    unit: row.unit,
    packQuantity: Decimal.parse(row.pack_quantity),
    minimumQuantity,
    quantityStep: Decimal.parse(row.quantity_step),
    unitPrice: price.unitPrice,
    listPrice,
    currency: row.currency,
    priceSource: price.source,
    priceReason: price.explanation,
    stock: Decimal.parse(row.stock),
    leadDays: row.lead_days,
    vatCategory: vat.category,
    vatRateBp: vat.rateBp,
    ecoContributionMinor: BigInt(row.eco),
    sellerName: row.trading_name,
    breaks: breaks.filter((step) => step.unitPrice.compare(price.unitPrice) < 0),
  };
}

/** The offers a condition selects, priced for a scope: two queries whatever their number. */
export async function pricedWhere(
  tx: TxCtx,
  where: Sql,
  at: { scope: Scope; on: Temporal.PlainDate; quantities?: ReadonlyMap<string, Decimal> },
): Promise<ShownOffer[]> {
  const visible = buyable(at.scope);
  const rows = await tx.em.execute<OfferRow[]>(
    `${OFFERS} where ${where.sql} and ${visible.sql} order by o.id`,
    [...where.params, ...visible.params],
  );
  if (rows.length === 0) return [];
  const conditions = await conditionsFor(tx, { buyerId: at.scope.buyerId, on: at.on, rows });
  const pricing = { quantities: new Map(), ...at, conditions };
  return rows.map((row) => priced(row, pricing));
}

/**
 * Prices offers for a buyer on a day at the quantities asked; an offer named twice is priced at the sum.
 * Absent from the answer: what this buyer cannot buy (unknown, inactive, seller inactive, outside the
 * assortment). Quantities are not checked here. Three queries whatever the number of items.
 */
export async function priceOffers(
  tx: TxCtx,
  ask: {
    buyerId: string;
    on: Temporal.PlainDate;
    items: readonly { offerId: string; quantity: Decimal }[];
  },
): Promise<Map<string, PricedOffer>> {
  if (ask.items.length === 0) return new Map();
  const quantities = new Map<string, Decimal>();
  for (const { offerId, quantity } of ask.items) {
    quantities.set(offerId, quantity.add(quantities.get(offerId) ?? Decimal.zero));
  }
  const scope = await buyerScope(tx, ask.buyerId);
  const where = { sql: 'o.id = any(?::uuid[])', params: [`{${[...quantities.keys()].join(',')}}`] };
  const found = await pricedWhere(tx, where, { scope, on: ask.on, quantities });
  return new Map(found.map((offer) => [offer.offerId, offer]));
}

/**
 * Orders offers of one product as a buyer compares them: the buyer's currency first, then price per piece
 * (unit price over pack quantity, compared exactly), then what is in stock, then lead time.
 */
export function cheapestFirst(currency: string): (a: PricedOffer, b: PricedOffer) => number {
  const foreign = (offer: PricedOffer): number => (offer.currency === currency ? 0 : 1);
  const short = (offer: PricedOffer): number =>
    offer.stock.compare(offer.minimumQuantity) >= 0 ? 0 : 1;
  return (a, b) =>
    foreign(a) - foreign(b) ||
    a.currency.localeCompare(b.currency) ||
    a.unitPrice.mul(b.packQuantity).compare(b.unitPrice.mul(a.packQuantity)) ||
    short(a) - short(b) ||
    a.leadDays - b.leadDays ||
    (a.offerId < b.offerId ? -1 : 1);
}

/** The name in the reader's language. */
export function nameOf(thing: { nameEn: string; nameFr: string }, locale: Locale): string {
  return locale === 'fr' ? thing.nameFr : thing.nameEn;
}
