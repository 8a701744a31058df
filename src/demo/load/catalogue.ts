import { uuidFromName } from '../../base/index.ts';
import { Category, searchTextOf } from '../../domain/catalogue/index.ts';
import { CreditAccount } from '../../domain/credit/index.ts';
import { type Ctx, type TxCtx, write } from '../../platform/index.ts';
import type { DemoData, DemoOffer, DemoProduct } from '../generate/index.ts';

const CHUNK = 500;

function productRow(product: DemoProduct, at: string) {
  const { name, description, keywords } = product;
  const attributes = Object.fromEntries(
    product.variant.map(({ axis, value }) => [axis.en, value.en]),
  );
  const searchText = searchTextOf({
    nameEn: name.en,
    nameFr: name.fr,
    manufacturer: product.manufacturer,
    manufacturerPartId: product.mpn,
    gtin: product.gtin13,
    attributes,
    keywords: [...keywords.en, ...keywords.fr, ...product.offers.map((offer) => offer.sellerSku)],
  });
  return {
    id: product.id,
    gtin: product.gtin13,
    manufacturer: product.manufacturer,
    manufacturer_part_id: product.mpn,
    unspsc: product.unspsc,
    name_en: name.en,
    name_fr: name.fr,
    description_en: description.en,
    description_fr: description.fr,
    search_text: searchText,
    attributes,
    created_at: at,
  };
}

function offerRow(offer: DemoOffer, { productId, at }: { productId: string; at: string }) {
  return {
    id: offer.id,
    product_id: productId,
    seller_id: offer.sellerId,
    sku: offer.sellerSku,
    unit_price: offer.unitPrice.toString(),
    currency: 'EUR',
    unit: offer.unit,
    pack_quantity: String(offer.packQuantity),
    minimum_quantity: offer.minimumQuantity.toString(),
    quantity_step: offer.quantityStep.toString(),
    price_breaks: offer.priceBreaks.map((one) => ({
      from: one.fromQuantity.toString(),
      unitPrice: one.unitPrice.toString(),
    })),
    eco_contribution_minor: offer.ecoContribution
      ? offer.ecoContribution.round(2, 'half_up').unscaled.toString()
      : '0',
    stock: String(offer.stock),
    lead_days: offer.leadDays,
    vat_category: offer.vatCategory,
    vat_rate_bp: offer.vatRateBp,
    active: true,
    updated_at: at,
    version: 1,
  };
}

async function insertRows(
  tx: TxCtx,
  table: 'product' | 'offer',
  rows: readonly object[],
): Promise<void> {
  await tx.em.execute(
    `insert into ${table} select * from json_populate_recordset(null::${table}, ?::json) on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}

/**
 * The catalogue, 500 products at a time, each chunk in a transaction: a start that was interrupted goes on
 * where it stopped. `progress` hears the number of products so far.
 */
export async function loadCatalogue(
  ctx: Ctx,
  { demo, progress }: { demo: DemoData; progress: (done: number) => void },
): Promise<void> {
  await write(ctx, async (tx) => {
    for (const one of demo.categories) {
      tx.em.create(Category, {
        unspsc: one.unspsc,
        nameEn: one.name.en,
        nameFr: one.name.fr,
        spendClass: one.class,
      });
    }
  });
  const at = ctx.now().toString();
  let chunk: DemoProduct[] = [];
  let done = 0;
  const flush = async (): Promise<void> => {
    const products = chunk;
    chunk = [];
    await write(ctx, async (tx) => {
      await insertRows(
        tx,
        'product',
        products.map((product) => productRow(product, at)),
      );
      await insertRows(
        tx,
        'offer',
        products.flatMap((product) =>
          product.offers.map((offer) => offerRow(offer, { productId: product.id, at })),
        ),
      );
    });
    done += products.length;
    progress(done);
  };
  for (const product of demo.products) {
    chunk.push(product);
    if (chunk.length === CHUNK) await flush();
  }
  if (chunk.length > 0) await flush();
  await write(ctx, (tx) => loadContracts(tx, demo));
}

async function loadContracts(tx: TxCtx, demo: DemoData): Promise<void> {
  const rows = demo.contracts.flatMap((contract) =>
    contract.terms.map((term, at) => ({
      id: uuidFromName(`demo/contract/${contract.id}/${at}`),
      buyer_id: contract.buyerId,
      seller_id: contract.sellerId,
      sku: term.kind === 'fixed' ? term.sellerSku : null,
      unspsc_prefix: term.kind === 'discount' ? (term.unspsc ?? '') : null,
      unit_price: term.kind === 'fixed' ? term.unitPrice.toString() : null,
      discount_bp: term.kind === 'discount' ? term.discountBp : null,
      valid_from: contract.validFrom.toString(),
      valid_until: contract.validTo.toString(),
      accepted_at: contract.acceptedOn ? `${contract.acceptedOn.toString()}T09:00:00Z` : null,
      reference: contract.number,
    })),
  );
  await tx.em.execute(
    `insert into contract_price (id, buyer_id, seller_id, offer_id, unspsc_prefix, unit_price, discount_bp, valid_from, valid_until, accepted_at, reference)
     select r.id, r.buyer_id, r.seller_id, o.id, r.unspsc_prefix, r.unit_price, r.discount_bp, r.valid_from, r.valid_until, r.accepted_at, r.reference
       from json_to_recordset(?::json) as r(id uuid, buyer_id uuid, seller_id uuid, sku text, unspsc_prefix text, unit_price numeric,
            discount_bp int, valid_from date, valid_until date, accepted_at timestamptz, reference text)
       left join offer o on o.seller_id = r.seller_id and o.sku = r.sku
      where r.sku is null or o.id is not null`,
    [JSON.stringify(rows)],
  );
  for (const account of demo.creditAccounts) {
    const cover = account.cover.at(-1);
    const party = demo.organisations.find((one) => one.id === account.buyerId);
    tx.em.create(CreditAccount, {
      id: uuidFromName(`demo/credit/${account.buyerId}`),
      buyerId: account.buyerId,
      currency: 'EUR',
      limitMinor: account.limitMinor,
      coverMinor: cover?.approvedMinor ?? 0n,
      coverBp: cover?.insuredBp ?? 0,
      coverAsOf: cover ? tx.now() : null,
      grade: account.insurerGrade,
      companySince: party ? Temporal.PlainDate.from(party.incorporatedOn) : null,
    });
  }
  await tx.em.flush();
}
