import { Decimal, type Locale, Problem, parsePlainDate } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { type Break, searchPhrase } from '../rules/index.ts';
import { breaksOf, nameOf } from './prices.ts';

/** A seller's own offer, as it keeps it. */
export type OwnOffer = {
  readonly offerId: string;
  readonly version: number;
  readonly sku: string;
  readonly name: string;
  readonly manufacturerPartId: string;
  readonly gtin: string | null;
  readonly unit: string;
  readonly unitPrice: Decimal;
  readonly currency: string;
  readonly breaks: readonly Break[];
  readonly minimumQuantity: Decimal;
  readonly quantityStep: Decimal;
  readonly stock: Decimal;
  readonly leadDays: number;
  readonly active: boolean;
  readonly updatedAt: Temporal.Instant;
};

type OwnRow = {
  id: string;
  version: number;
  sku: string;
  name_en: string;
  name_fr: string;
  manufacturer_part_id: string;
  gtin: string | null;
  unit: string;
  unit_price: string;
  currency: string;
  price_breaks: string;
  minimum_quantity: string;
  quantity_step: string;
  stock: string;
  lead_days: number;
  active: boolean;
  updated_at: string | Date;
};

const OWN = `
  select o.id, o.version, o.sku, p.name_en, p.name_fr, p.manufacturer_part_id, p.gtin, o.unit,
    o.unit_price::text, o.currency, o.price_breaks, o.minimum_quantity::text, o.quantity_step::text,
    o.stock::text, o.lead_days, o.active, o.updated_at
  from offer o join product p on p.id = o.product_id where o.seller_id = ?`;

function ownOffer(row: OwnRow, locale: Locale): OwnOffer {
  return {
    offerId: row.id,
    version: row.version,
    sku: row.sku,
    name: nameOf({ nameEn: row.name_en, nameFr: row.name_fr }, locale),
    manufacturerPartId: row.manufacturer_part_id,
    gtin: row.gtin,
    unit: row.unit,
    unitPrice: Decimal.parse(row.unit_price),
    currency: row.currency,
    breaks: breaksOf(row.price_breaks),
    minimumQuantity: Decimal.parse(row.minimum_quantity),
    quantityStep: Decimal.parse(row.quantity_step),
    stock: Decimal.parse(row.stock),
    leadDays: row.lead_days,
    active: row.active,
    updatedAt: toInstant(row.updated_at),
  };
}

/** A seller's offers by article number, from `after` on; `text` is an article number's start or words. */
export async function offersOf(
  tx: TxCtx,
  ask: {
    sellerId: string;
    text?: string | undefined;
    state?: 'active' | 'inactive' | undefined;
    /** A catalogue file: the offers that were last touched while it was taken. */
    fileId?: string | undefined;
    after?: string | undefined;
    limit: number;
    locale: Locale;
  },
): Promise<{ offers: OwnOffer[]; next?: string }> {
  const limit = Math.min(Math.max(1, ask.limit), 200);
  const terms: string[] = [];
  const params: unknown[] = [ask.sellerId];
  const text = ask.text?.slice(0, 200).replaceAll('\0', '').trim();
  const words = searchPhrase(text ?? '').words;
  if (ask.state) terms.push(`o.active = ${ask.state === 'active'}`);
  if (ask.fileId) {
    terms.push(`exists (select 1 from catalogue_file f where f.id = ?::uuid and f.organisation_id = o.seller_id
      and o.updated_at between f.created_at and coalesce(f.finished_at, 'infinity'))`);
    params.push(ask.fileId);
  }
  if (text && words.length > 0) {
    terms.push(`(o.sku ilike ? or o.product_id in (select found.id from product found
      where to_tsvector('simple', found.search_text) @@ to_tsquery('simple', ?)))`);
    params.push(`${text.replace(/[\\%_]/g, '\\$&')}%`, words.map((word) => word.query).join(' & '));
  }
  if (ask.after) {
    terms.push('o.sku > ?');
    params.push(ask.after.replaceAll('\0', ''));
  }
  const where = terms.map((term) => ` and ${term}`).join('');
  const rows = await tx.em.execute<OwnRow[]>(`${OWN}${where} order by o.sku limit ?`, [
    ...params,
    limit + 1,
  ]);
  const offers = rows.slice(0, limit).map((row) => ownOffer(row, ask.locale));
  const last = offers.at(-1);
  return { offers, ...(rows.length > limit && last ? { next: last.sku } : {}) };
}

/** One of the seller's own offers; another's is `not_found`. */
export async function offerOf(
  tx: TxCtx,
  { sellerId, offerId, locale }: { sellerId: string; offerId: string; locale: Locale },
): Promise<OwnOffer> {
  const uuid = /^[0-9a-f-]{36}$/i.test(offerId);
  const rows = uuid
    ? await tx.em.execute<OwnRow[]>(`${OWN} and o.id = ?`, [sellerId, offerId])
    : [];
  if (!rows[0]) throw new Problem('not_found', { what: 'offer', id: offerId });
  return ownOffer(rows[0], locale);
}

/** A buyer's condition as the seller reads it before accepting. */
export type OfferedContract = {
  readonly contractId: string;
  readonly reference: string;
  readonly buyerName: string;
  /** The seller's article, or undefined for a discount on a family. */
  readonly offer:
    | {
        readonly sku: string;
        readonly name: string;
        readonly listPrice: Decimal;
        readonly currency: string;
      }
    | undefined;
  readonly unspscPrefix: string | null;
  readonly unitPrice: Decimal | null;
  readonly discountBp: number | null;
  readonly validFrom: Temporal.PlainDate;
  readonly validUntil: Temporal.PlainDate | null;
  readonly acceptedAt: Temporal.Instant | null;
};

type ContractRow = {
  id: string;
  reference: string;
  trading_name: string;
  sku: string | null;
  name_en: string | null;
  name_fr: string | null;
  list_price: string | null;
  currency: string | null;
  unspsc_prefix: string | null;
  unit_price: string | null;
  discount_bp: number | null;
  valid_from: string;
  valid_until: string | null;
  accepted_at: string | Date | null;
};

function offeredContract(row: ContractRow, locale: Locale): OfferedContract {
  const { sku, name_en: nameEn, name_fr: nameFr, list_price: price, currency } = row;
  return {
    contractId: row.id,
    reference: row.reference,
    buyerName: row.trading_name,
    offer:
      sku !== null && nameEn !== null && nameFr !== null && price !== null && currency !== null
        ? {
            sku,
            name: nameOf({ nameEn, nameFr }, locale),
            listPrice: Decimal.parse(price),
            currency,
          }
        : undefined,
    unspscPrefix: row.unspsc_prefix,
    unitPrice: Decimal.tryParse(row.unit_price) ?? null,
    discountBp: row.discount_bp,
    validFrom: parsePlainDate(row.valid_from),
    validUntil: row.valid_until === null ? null : parsePlainDate(row.valid_until),
    acceptedAt: row.accepted_at === null ? null : toInstant(row.accepted_at),
  };
}

/** The conditions buyers offered this seller, newest first, from `after` (an id) on. */
export async function contractsOffered(
  tx: TxCtx,
  ask: { sellerId: string; after?: string | undefined; limit: number; locale: Locale },
): Promise<{ contracts: OfferedContract[]; next?: string }> {
  const limit = Math.min(Math.max(1, ask.limit), 200);
  const after = ask.after && /^[0-9a-f-]{36}$/i.test(ask.after) ? ask.after : undefined;
  const rows = await tx.em.execute<ContractRow[]>(
    `select c.id, c.reference, b.trading_name, o.sku, p.name_en, p.name_fr,
       o.unit_price::text as list_price, o.currency, c.unspsc_prefix, c.unit_price::text, c.discount_bp,
       c.valid_from::text, c.valid_until::text, c.accepted_at
     from contract_price c
     join organisation b on b.id = c.buyer_id
     left join offer o on o.id = c.offer_id and o.seller_id = c.seller_id
     left join product p on p.id = o.product_id
     where c.seller_id = ?${after ? ' and c.id < ?' : ''} order by c.id desc limit ?`,
    [ask.sellerId, ...(after ? [after] : []), limit + 1],
  );
  const contracts = rows.slice(0, limit).map((row) => offeredContract(row, ask.locale));
  const last = contracts.at(-1);
  return { contracts, ...(rows.length > limit && last ? { next: last.contractId } : {}) };
}
