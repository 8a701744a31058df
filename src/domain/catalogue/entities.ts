import { defineEntity, p } from '@mikro-orm/core';
import { column, partyReads, sellerRows, sharedRows } from '../../platform/index.ts';
import { Organisation } from '../parties/index.ts';
import { catalogueFileEntities } from './files/entities.ts';

const CategorySchema = defineEntity({
  name: 'Category',
  tableName: 'category',
  ...sharedRows(),
  properties: {
    /** UNSPSC commodity, 8 digits. */
    unspsc: p.text().primary(),
    nameEn: p.text(),
    nameFr: p.text(),
    /** Spend class: A strategic, B, C many references of small amounts. */
    spendClass: p.enum(['A', 'B', 'C'] as const),
  },
});
/** A UNSPSC commodity that is traded here. */
export class Category extends CategorySchema.class {}
CategorySchema.setClass(Category);

const ProductSchema = defineEntity({
  name: 'Product',
  tableName: 'product',
  ...sharedRows(),
  properties: {
    id: column.id(),
    gtin: p.text().nullable(),
    manufacturer: p.text(),
    manufacturerPartId: p.text(),
    unspsc: p.text(),
    nameEn: p.text(),
    nameFr: p.text(),
    descriptionEn: p.text(),
    descriptionFr: p.text(),
    /** Lower-case words without accents of both languages, part numbers and GTIN: what search reads. */
    searchText: p.text(),
    attributes: p.json<Record<string, string>>().defaultRaw("'{}'"),
    createdAt: column.instant(),
  },
  indexes: [
    { properties: ['unspsc', 'id'] },
    { properties: ['gtin'] },
    { properties: ['manufacturerPartId'] },
  ],
});
/** A thing one can buy, whoever sells it. */
export class Product extends ProductSchema.class {}
ProductSchema.setClass(Product);

export type PriceBreak = { from: string; unitPrice: string };

const OfferSchema = defineEntity({
  name: 'Offer',
  tableName: 'offer',
  ...sellerRows('seller_id'),
  properties: {
    id: column.id(),
    productId: () => p.manyToOne(Product).mapToPk(),
    sellerId: () => p.manyToOne(Organisation).mapToPk(),
    sku: p.text(),
    unitPrice: column.decimal(),
    currency: column.currency(),
    /** UN/ECE Recommendation 20. */
    unit: p.text(),
    /** Pieces in one unit, for comparison. */
    packQuantity: column.decimal(),
    minimumQuantity: column.decimal(),
    /** Orders come in multiples of this; 0.1 for goods sold by the tenth of a metre. */
    quantityStep: column.decimal(),
    /** Ascending by `from`; decimals as text. */
    priceBreaks: p.json<PriceBreak[]>().defaultRaw("'[]'"),
    /** Éco-participation per unit; shown and invoiced as a line of its own. */
    ecoContributionMinor: p.bigint().defaultRaw('0'),
    stock: column.decimal(),
    leadDays: p.integer(),
    /** EN 16931 category and rate for a domestic sale. */
    vatCategory: p.text(),
    vatRateBp: p.integer(),
    active: p.boolean().default(true),
    updatedAt: column.instant(),
    version: p.integer().version(),
  },
  uniques: [{ properties: ['sellerId', 'sku'] }],
  indexes: [
    { properties: ['productId'] },
    { name: 'offer_updated_at_id', properties: ['updatedAt', 'id'] },
  ],
  checks: [
    { name: 'offer_price', expression: 'unit_price > 0' },
    {
      name: 'offer_quantities',
      expression: 'minimum_quantity > 0 and quantity_step > 0 and pack_quantity > 0',
    },
  ],
});
/** A seller's price and conditions for a product. */
export class Offer extends OfferSchema.class {}
OfferSchema.setClass(Offer);

const ContractPriceSchema = defineEntity({
  name: 'ContractPrice',
  tableName: 'contract_price',
  ...partyReads('buyer_id', 'seller_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    sellerId: p.uuid(),
    /** A fixed price for one offer, or a discount on a UNSPSC prefix of the seller. */
    offerId: p.uuid().nullable(),
    unspscPrefix: p.text().nullable(),
    unitPrice: column.decimal().nullable(),
    discountBp: p.integer().nullable(),
    validFrom: column.date(),
    validUntil: column.date().nullable(),
    /** A contract binds a seller only once that seller accepted it. */
    acceptedAt: column.instant().nullable(),
    reference: p.text(),
  },
  indexes: [{ properties: ['buyerId', 'sellerId'] }],
  checks: [
    {
      name: 'contract_price_form',
      expression:
        '(offer_id is not null and unit_price is not null) or (unspsc_prefix is not null and discount_bp is not null)',
    },
    { name: 'contract_price_discount', expression: 'discount_bp between 0 and 9000' },
  ],
});
/** A buyer's condition with a seller. */
export class ContractPrice extends ContractPriceSchema.class {}
ContractPriceSchema.setClass(ContractPrice);

const AssortmentSchema = defineEntity({
  name: 'AssortmentRule',
  tableName: 'assortment_rule',
  ...partyReads('buyer_id'),
  properties: {
    id: column.id(),
    buyerId: () => p.manyToOne(Organisation).mapToPk(),
    /** Which seller this rule opens to the buyer; one without rules sees every active seller. */
    sellerId: p.uuid(),
    /** UNSPSC prefix; empty: everything of that seller. */
    unspscPrefix: p.text().default(''),
  },
  uniques: [{ properties: ['buyerId', 'sellerId', 'unspscPrefix'] }],
});
/** What a buyer may see: sellers, and parts of their catalogues. */
export class AssortmentRule extends AssortmentSchema.class {}
AssortmentSchema.setClass(AssortmentRule);

export const catalogueEntities = [
  Category,
  Product,
  Offer,
  ContractPrice,
  AssortmentRule,
  ...catalogueFileEntities,
] as const;
