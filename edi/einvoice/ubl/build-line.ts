import { el, elText, type XmlOut, type XmlPart } from '../../../src/base/xml/index.ts';
import type { InvoiceLine, Item } from '../model.ts';
import {
  adjustment,
  amount,
  country,
  group,
  id,
  period,
  taxCategory,
  type Writer,
} from './write.ts';

/** BG-25 as InvoiceLine or CreditNoteLine. */
export function lineOf(
  line: InvoiceLine,
  { writer, root }: { writer: Writer; root: 'Invoice' | 'CreditNote' },
): XmlOut {
  const quantity = root === 'Invoice' ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity';
  return el(
    `cac:${root}Line`,
    {},
    el('cbc:ID', {}, line.id),
    elText('cbc:Note', line.note),
    el(quantity, { unitCode: line.unit }, line.quantity.toString()),
    amount('cbc:LineExtensionAmount', line.net, writer),
    elText('cbc:AccountingCost', line.accountingReference),
    period(line.period),
    group('cac:OrderLineReference', elText('cbc:LineID', line.orderLine)),
    line.invoicedObject &&
      el(
        'cac:DocumentReference',
        {},
        id('cbc:ID', line.invoicedObject),
        el('cbc:DocumentTypeCode', {}, '130'),
      ),
    (line.allowances ?? []).map((one) => adjustment(one, { kind: 'allowance', writer })),
    (line.charges ?? []).map((one) => adjustment(one, { kind: 'charge', writer })),
    itemOf(line.item, line),
    priceOf(line, writer),
  );
}

function itemOf(item: Item, line: InvoiceLine): XmlOut {
  return el(
    'cac:Item',
    {},
    elText('cbc:Description', item.description),
    el('cbc:Name', {}, item.name),
    group('cac:BuyersItemIdentification', elText('cbc:ID', item.buyerId)),
    group('cac:SellersItemIdentification', elText('cbc:ID', item.sellerId)),
    group('cac:StandardItemIdentification', id('cbc:ID', item.standardId)),
    group('cac:OriginCountry', ...(country(item.origin)?.content ?? [])),
    (item.classifications ?? []).map((one) =>
      el(
        'cac:CommodityClassification',
        {},
        el(
          'cbc:ItemClassificationCode',
          { listID: one.list, listVersionID: one.version },
          one.code,
        ),
      ),
    ),
    taxCategory('cac:ClassifiedTaxCategory', line.vat),
    (item.attributes ?? []).map((one) =>
      el(
        'cac:AdditionalItemProperty',
        {},
        el('cbc:Name', {}, one.name),
        el('cbc:Value', {}, one.value),
      ),
    ),
  );
}

function priceOf({ price }: InvoiceLine, { currency }: Writer): XmlOut {
  const attrs = { currencyID: currency };
  const hasDiscount = price.discount !== undefined || price.gross !== undefined;
  const discount: XmlPart =
    hasDiscount &&
    el(
      'cac:AllowanceCharge',
      {},
      el('cbc:ChargeIndicator', {}, 'false'),
      // The schema wants an amount even where only the gross price is stated.
      el('cbc:Amount', attrs, price.discount?.toString(2) ?? '0.00'),
      price.gross && el('cbc:BaseAmount', attrs, price.gross.toString(2)),
    );
  return el(
    'cac:Price',
    {},
    el('cbc:PriceAmount', attrs, price.net.toString(2)),
    price.baseQuantity &&
      el('cbc:BaseQuantity', { unitCode: price.baseUnit }, price.baseQuantity.toString()),
    discount,
  );
}
