import { Decimal } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import type { PriceBreak } from '../entities.ts';
import { searchTextOf } from '../rules/index.ts';

/** One row of a seller's catalogue as the shop takes it; absent values stay what they are, or get their usual. */
export type OfferRow = {
  readonly line: number;
  readonly sku: string;
  readonly description: string;
  readonly shortName: string | undefined;
  readonly language: string | undefined;
  readonly manufacturer: string | undefined;
  readonly manufacturerPartId: string | undefined;
  readonly unspsc: string;
  readonly unitPrice: Decimal;
  readonly currency: string;
  /** UN/ECE Recommendation 20. */
  readonly unit: string;
  readonly leadDays: number | undefined;
  readonly gtin: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly minimumQuantity: Decimal | undefined;
  readonly quantityStep: Decimal | undefined;
  readonly stock: Decimal | undefined;
  readonly vatRateBp: number | undefined;
};

export type Merged = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
};

/** A new offer without its own: France's standard rate (CGI 278), no stock, three days. */
const USUAL = { vatRateBp: 2000, leadDays: 3 };
const NAME_MAX = 200;

type Known = {
  id: string;
  sku: string;
  product_id: string;
  unit_price: string;
  currency: string;
  unit: string;
  lead_days: number;
  active: boolean;
  stock: string;
  minimum_quantity: string;
  quantity_step: string;
  vat_rate_bp: number;
  price_breaks: string | PriceBreak[];
  name_en: string;
  name_fr: string;
  description_en: string;
  description_fr: string;
  unspsc: string;
  manufacturer: string;
  manufacturer_part_id: string;
  gtin: string | null;
  shared: boolean;
};

function array(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

async function knownOffers(
  tx: TxCtx,
  { sellerId, skus }: { sellerId: string; skus: readonly string[] },
): Promise<Map<string, Known>> {
  const rows = await tx.em.execute<Known[]>(
    `select o.id, o.sku, o.product_id, o.unit_price::text, o.currency, o.unit, o.lead_days, o.active, o.stock::text,
       o.minimum_quantity::text, o.quantity_step::text, o.vat_rate_bp, o.price_breaks, p.name_en, p.name_fr,
       p.description_en, p.description_fr, p.unspsc, p.manufacturer, p.manufacturer_part_id, p.gtin,
       exists (select 1 from offer x where x.product_id = o.product_id and x.seller_id <> o.seller_id) as shared
     from offer o join product p on p.id = o.product_id
     where o.seller_id = ? and o.sku = any(?::text[]) order by o.id for update of o`,
    [sellerId, array(skus)],
  );
  return new Map(rows.map((row) => [row.sku, row]));
}

type Texts = {
  readonly nameEn: string;
  readonly nameFr: string;
  readonly descriptionEn: string;
  readonly descriptionFr: string;
};

/** Both languages are needed: what a file says in one stands for the other until that is known too. */
function textsOf(row: OfferRow, known?: Texts): Texts {
  const name = (row.shortName ?? row.description).slice(0, NAME_MAX);
  const own = { name, description: row.description };
  const french = /^fr/i.test(row.language ?? '');
  const english = /^en/i.test(row.language ?? '');
  return {
    nameEn: french && known ? known.nameEn : own.name,
    descriptionEn: french && known ? known.descriptionEn : own.description,
    nameFr: english && known ? known.nameFr : own.name,
    descriptionFr: english && known ? known.descriptionFr : own.description,
  };
}

function same(a: string, b: Decimal | undefined): boolean {
  return b === undefined || Decimal.parse(a).equals(b);
}

function offerDiffers(known: Known, row: OfferRow): boolean {
  return !(
    known.active &&
    known.currency === row.currency &&
    known.unit === row.unit &&
    same(known.unit_price, row.unitPrice) &&
    same(known.stock, row.stock) &&
    same(known.minimum_quantity, row.minimumQuantity) &&
    same(known.quantity_step, row.quantityStep) &&
    (row.leadDays ?? known.lead_days) === known.lead_days &&
    (row.vatRateBp ?? known.vat_rate_bp) === known.vat_rate_bp
  );
}

/** Volume prices that a new list price has overtaken would raise the price with the quantity: they go. */
function lowerBreaks(known: Known, price: Decimal): PriceBreak[] {
  const steps =
    typeof known.price_breaks === 'string'
      ? (JSON.parse(known.price_breaks) as PriceBreak[])
      : known.price_breaks;
  return steps.filter((step) => Decimal.parse(step.unitPrice).compare(price) < 0);
}

async function updateOffers(
  tx: TxCtx,
  pairs: readonly { known: Known; row: OfferRow }[],
): Promise<void> {
  if (pairs.length === 0) return;
  const values = pairs.map(({ known, row }) => ({
    id: known.id,
    unit_price: row.unitPrice.toString(),
    currency: row.currency,
    unit: row.unit,
    lead_days: row.leadDays ?? known.lead_days,
    stock: row.stock?.toString() ?? known.stock,
    minimum_quantity: row.minimumQuantity?.toString() ?? known.minimum_quantity,
    quantity_step: row.quantityStep?.toString() ?? known.quantity_step,
    vat_rate_bp: row.vatRateBp ?? known.vat_rate_bp,
    price_breaks: lowerBreaks(known, row.unitPrice),
  }));
  await tx.em.execute(
    `update offer o set unit_price = r.unit_price::numeric, currency = r.currency, unit = r.unit,
       lead_days = r.lead_days, stock = r.stock::numeric, minimum_quantity = r.minimum_quantity::numeric,
       quantity_step = r.quantity_step::numeric, vat_rate_bp = r.vat_rate_bp,
       vat_category = case when r.vat_rate_bp = o.vat_rate_bp then o.vat_category
         when r.vat_rate_bp = 0 then 'E' else 'S' end,
       price_breaks = r.price_breaks,
       active = true, version = o.version + 1, updated_at = ?::timestamptz
     from jsonb_to_recordset(?::jsonb) as r(id uuid, unit_price text, currency text, unit text, lead_days int,
       stock text, minimum_quantity text, quantity_step text, vat_rate_bp int, price_breaks jsonb)
     where o.id = r.id`,
    [tx.now().toString(), JSON.stringify(values)],
  );
}

type ProductChange = Texts & {
  readonly id: string;
  readonly unspsc: string;
  readonly manufacturer: string;
  readonly manufacturerPartId: string;
  readonly gtin: string | null;
};

/** A product that several sellers offer is nobody's own: one seller's file does not rename it. */
function productChange({ known, row }: { known: Known; row: OfferRow }): ProductChange | undefined {
  if (known.shared) return undefined;
  const before: Texts = {
    nameEn: known.name_en,
    nameFr: known.name_fr,
    descriptionEn: known.description_en,
    descriptionFr: known.description_fr,
  };
  const texts = textsOf(row, before);
  const manufacturer = row.manufacturer ?? known.manufacturer;
  const manufacturerPartId = row.manufacturerPartId ?? known.manufacturer_part_id;
  const isSame =
    texts.nameEn === before.nameEn &&
    texts.nameFr === before.nameFr &&
    texts.descriptionEn === before.descriptionEn &&
    texts.descriptionFr === before.descriptionFr &&
    row.unspsc === known.unspsc &&
    manufacturer === known.manufacturer &&
    manufacturerPartId === known.manufacturer_part_id;
  const { product_id: id, gtin } = known;
  return isSame
    ? undefined
    : { id, ...texts, unspsc: row.unspsc, manufacturer, manufacturerPartId, gtin };
}

async function updateProducts(tx: TxCtx, changes: readonly ProductChange[]): Promise<void> {
  if (changes.length === 0) return;
  const values = changes.map((change) => ({ ...change, searchText: searchTextOf(change) }));
  await tx.em.execute(
    `update product p set name_en = r."nameEn", name_fr = r."nameFr", description_en = r."descriptionEn",
       description_fr = r."descriptionFr", unspsc = r.unspsc, manufacturer = r.manufacturer,
       manufacturer_part_id = r."manufacturerPartId", search_text = r."searchText"
     from jsonb_to_recordset(?::jsonb) as r(id uuid, "nameEn" text, "nameFr" text, "descriptionEn" text,
       "descriptionFr" text, unspsc text, manufacturer text, "manufacturerPartId" text, "searchText" text)
     where p.id = r.id`,
    [JSON.stringify(values)],
  );
}

function makerKey(manufacturer: string, part: string): string {
  return `${manufacturer.trim().toLowerCase()}\n${part.trim()}`;
}

/** Products that new rows name by GTIN, else by manufacturer and part number. */
async function namedProducts(
  tx: TxCtx,
  rows: readonly OfferRow[],
): Promise<(row: OfferRow) => string | undefined> {
  const parts = rows.flatMap((row) => (row.manufacturer && row.manufacturerPartId) || []);
  const gtins = rows.flatMap((row) => row.gtin ?? []);
  if (parts.length + gtins.length === 0) return () => undefined;
  const found = await tx.em.execute<
    { id: string; gtin: string | null; manufacturer: string; manufacturer_part_id: string }[]
  >(
    `select id, gtin, manufacturer, manufacturer_part_id from product
     where manufacturer_part_id = any(?::text[]) or gtin = any(?::text[]) order by id desc`,
    [array(parts), array(gtins)],
  );
  const byGtin = new Map(found.flatMap((one) => (one.gtin ? [[one.gtin, one.id] as const] : [])));
  const byMaker = new Map(
    found.map((one) => [makerKey(one.manufacturer, one.manufacturer_part_id), one.id]),
  );
  return (row) =>
    (row.gtin ? byGtin.get(row.gtin) : undefined) ??
    (row.manufacturer && row.manufacturerPartId
      ? byMaker.get(makerKey(row.manufacturer, row.manufacturerPartId))
      : undefined);
}

async function insertProducts(
  tx: TxCtx,
  products: readonly { id: string; row: OfferRow; sellerName: string }[],
): Promise<void> {
  if (products.length === 0) return;
  const values = products.map(({ id, row, sellerName }) => {
    const product = {
      id,
      ...textsOf(row),
      gtin: row.gtin ?? null,
      manufacturer: row.manufacturer ?? sellerName,
      manufacturerPartId: row.manufacturerPartId ?? row.sku,
      unspsc: row.unspsc,
      attributes: row.attributes,
    };
    return { ...product, searchText: searchTextOf({ ...product, keywords: [row.sku] }) };
  });
  await tx.em.execute(
    `insert into product (id, gtin, manufacturer, manufacturer_part_id, unspsc, name_en, name_fr, description_en,
       description_fr, search_text, attributes, created_at)
     select id, gtin, manufacturer, "manufacturerPartId", unspsc, "nameEn", "nameFr", "descriptionEn",
       "descriptionFr", "searchText", attributes, ?::timestamptz
     from jsonb_to_recordset(?::jsonb) as r(id uuid, gtin text, manufacturer text, "manufacturerPartId" text,
       unspsc text, "nameEn" text, "nameFr" text, "descriptionEn" text, "descriptionFr" text, "searchText" text,
       attributes jsonb)`,
    [tx.now().toString(), JSON.stringify(values)],
  );
}

async function insertOffers(
  tx: TxCtx,
  {
    sellerId,
    offers,
  }: { sellerId: string; offers: readonly { productId: string; row: OfferRow }[] },
): Promise<void> {
  const values = offers.map(({ productId, row }) => ({
    id: tx.newId(),
    product_id: productId,
    sku: row.sku,
    unit_price: row.unitPrice.toString(),
    currency: row.currency,
    unit: row.unit,
    minimum_quantity: row.minimumQuantity?.toString() ?? '1',
    quantity_step: row.quantityStep?.toString() ?? '1',
    stock: row.stock?.toString() ?? '0',
    lead_days: row.leadDays ?? USUAL.leadDays,
    vat_rate_bp: row.vatRateBp ?? USUAL.vatRateBp,
  }));
  await tx.em.execute(
    `insert into offer (id, product_id, seller_id, sku, unit_price, currency, unit, pack_quantity, minimum_quantity,
       quantity_step, stock, lead_days, vat_category, vat_rate_bp, updated_at, version)
     select id, product_id, ?::uuid, sku, unit_price::numeric, currency, unit, 1, minimum_quantity::numeric,
       quantity_step::numeric, stock::numeric, lead_days, case when vat_rate_bp = 0 then 'E' else 'S' end,
       vat_rate_bp, ?::timestamptz, 1
     from jsonb_to_recordset(?::jsonb) as r(id uuid, product_id uuid, sku text, unit_price text, currency text,
       unit text, minimum_quantity text, quantity_step text, stock text, lead_days int, vat_rate_bp int)`,
    [sellerId, tx.now().toString(), JSON.stringify(values)],
  );
}

async function addNew(
  tx: TxCtx,
  {
    sellerId,
    sellerName,
    rows,
  }: { sellerId: string; sellerName: string; rows: readonly OfferRow[] },
): Promise<void> {
  if (rows.length === 0) return;
  const known = await namedProducts(tx, rows);
  const made = new Map<string, string>();
  const fresh: { id: string; row: OfferRow; sellerName: string }[] = [];
  const offers = rows.map((row) => {
    const key =
      row.gtin ?? makerKey(row.manufacturer ?? sellerName, row.manufacturerPartId ?? row.sku);
    const productId = known(row) ?? made.get(key) ?? tx.newId();
    if (known(row) === undefined && !made.has(key)) {
      made.set(key, productId);
      fresh.push({ id: productId, row, sellerName });
    }
    return { productId, row };
  });
  await insertProducts(tx, fresh);
  await insertOffers(tx, { sellerId, offers });
}

/**
 * Brings a seller's offers to what these rows say: new ones with their product (an existing one where GTIN, or
 * manufacturer and part number, name it), changed ones under a new version, others untouched. A withdrawn offer
 * that is named again is active again. Six statements whatever the number of rows; article numbers must be
 * distinct. Locks the offers it finds. System's sight.
 */
export async function mergeOffers(
  tx: TxCtx,
  {
    sellerId,
    sellerName,
    rows,
  }: { sellerId: string; sellerName: string; rows: readonly OfferRow[] },
): Promise<Merged> {
  if (rows.length === 0) return { added: 0, changed: 0, unchanged: 0 };
  const known = await knownOffers(tx, { sellerId, skus: rows.map((row) => row.sku) });
  const pairs = rows.flatMap((row) => {
    const one = known.get(row.sku);
    return one ? [{ known: one, row }] : [];
  });
  const offers = pairs.filter(({ known: one, row }) => offerDiffers(one, row));
  const products = pairs.flatMap((pair) => productChange(pair) ?? []);
  await updateOffers(tx, offers);
  await updateProducts(tx, products);
  const fresh = rows.filter((row) => !known.has(row.sku));
  await addNew(tx, { sellerId, sellerName, rows: fresh });
  const touched = new Set([
    ...offers.map(({ known: one }) => one.product_id),
    ...products.map(({ id }) => id),
  ]);
  const changed = pairs.filter(({ known: one }) => touched.has(one.product_id)).length;
  return { added: fresh.length, changed, unchanged: pairs.length - changed };
}
