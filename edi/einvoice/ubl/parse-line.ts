import { at, children, textOf } from '../../../src/base/xml/index.ts';
import type { AdjustmentRead, InvoiceRead, LineRead } from '../model.ts';
import {
  decimal,
  each,
  filled,
  identifier,
  isCharge,
  isVatScheme,
  type Source,
  some,
  text,
  under,
} from './read.ts';

/**
 * The VAT category among a parent's tax categories. One that names no scheme is taken for VAT when it
 * has no rival; categories of other taxes are not of the model.
 */
export function readVat(source: Source, local: string): LineRead['vat'] {
  const categories = children(source.node, local);
  const node = categories.find(isVatScheme) ?? categories.find((one) => !at(one, 'TaxScheme/ID'));
  if (!node) return undefined;
  const category: Source = { node, errors: source.errors };
  return {
    category: text(category, 'ID'),
    rate: decimal(category, 'Percent'),
    exemptionReason:
      local === 'ClassifiedTaxCategory' ? text(category, 'TaxExemptionReason') : undefined,
  };
}

type Readers = {
  readonly readAdjustment: (source: Source) => AdjustmentRead;
  readonly readPeriod: (source: Source | undefined) => InvoiceRead['period'];
};

export function readLine(source: Source, { readAdjustment, readPeriod }: Readers): LineRead {
  const quantity = at(source.node, 'InvoicedQuantity') ?? at(source.node, 'CreditedQuantity');
  const quantityPath = quantity?.local ?? 'InvoicedQuantity';
  const object = each(source, 'DocumentReference').find(
    (one) => text(one, 'DocumentTypeCode') === '130',
  );
  const adjustments = (wanted: boolean) =>
    some(
      each(source, 'AllowanceCharge')
        .filter((one) => isCharge(one) === wanted)
        .map(readAdjustment),
    );
  const item = under(source, 'Item');
  return {
    id: text(source, 'ID'),
    note: text(source, 'Note'),
    invoicedObject: identifier(object, 'ID'),
    quantity: decimal(source, quantityPath),
    unit: quantity?.attrs.unitCode,
    net: decimal(source, 'LineExtensionAmount'),
    orderLine: text(source, 'OrderLineReference/LineID'),
    accountingReference: text(source, 'AccountingCost'),
    period: readPeriod(under(source, 'InvoicePeriod')),
    allowances: adjustments(false),
    charges: adjustments(true),
    price: readPrice(under(source, 'Price')),
    vat: item && readVat(item, 'ClassifiedTaxCategory'),
    item: item && readItem(item),
  };
}

function readPrice(source: Source | undefined): LineRead['price'] {
  if (!source) return undefined;
  const base = at(source.node, 'BaseQuantity');
  return filled({
    net: decimal(source, 'PriceAmount'),
    discount: decimal(source, 'AllowanceCharge/Amount'),
    gross: decimal(source, 'AllowanceCharge/BaseAmount'),
    baseQuantity: decimal(source, 'BaseQuantity'),
    baseUnit: base?.attrs.unitCode,
  });
}

function readItem(source: Source): LineRead['item'] {
  return {
    name: text(source, 'Name'),
    description: some(
      each(source, 'Description').map((description) => textOf(description.node)),
    )?.join('\n'),
    sellerId: text(source, 'SellersItemIdentification/ID'),
    buyerId: text(source, 'BuyersItemIdentification/ID'),
    standardId: identifier(source, 'StandardItemIdentification/ID'),
    classifications: some(
      each(source, 'CommodityClassification').flatMap((classification) => {
        const code = at(classification.node, 'ItemClassificationCode');
        if (!code) return [];
        const { listID: list, listVersionID: version } = code.attrs;
        return [{ code: textOf(code), list, version }];
      }),
    ),
    origin: text(source, 'OriginCountry/IdentificationCode'),
    attributes: some(
      each(source, 'AdditionalItemProperty').map((property) => ({
        name: text(property, 'Name'),
        value: text(property, 'Value'),
      })),
    ),
  };
}
