import type { Decimal } from '../../src/base/index.ts';
import {
  above,
  amountIn,
  checkValidity,
  classIn,
  currencyIn,
  Finding,
  leadIn,
  needed,
  other,
  priceIn,
  rateIn,
  textIn,
  unitIn,
} from './check-fields.ts';
import type { CatalogueHeader, CatalogueIssue, CatalogueItem } from './model.ts';

/** An item whose values are what a shop needs: exact decimals, whole days, UN/CEFACT unit, UNSPSC of 8 digits. */
export type CheckedItem = {
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
  readonly unit: string;
  readonly leadDays: number | undefined;
  readonly gtin: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly minimumQuantity: Decimal | undefined;
  readonly quantityStep: Decimal | undefined;
  readonly stock: Decimal | undefined;
  readonly vatRateBp: number | undefined;
};

export type Verdict =
  | { readonly kind: 'add'; readonly item: CheckedItem; readonly issues: readonly CatalogueIssue[] }
  | { readonly kind: 'delete'; readonly line: number; readonly sku: string }
  | {
      readonly kind: 'refused';
      readonly line: number;
      readonly sku: string;
      readonly issues: readonly CatalogueIssue[];
    };

const TEXT_MAX = { sku: 255, description: 2000, part: 255 };
type Asked = {
  readonly header: CatalogueHeader;
  readonly today: Temporal.PlainDate;
  /** Taken where neither row nor header names one. */
  readonly currency: string;
};

/**
 * Judges one item of a catalogue file: what a shop needs is there and readable, each fault named by line and
 * field with its mending. A level-2 item has no price of its own and is refused: the shop cannot sell it.
 */
export function checkItem(item: CatalogueItem, { header, today, currency }: Asked): Verdict {
  const finding = new Finding(item.line);
  const { line } = item;
  const sku = needed(finding, {
    field: 'Supplier Part ID',
    value: item.supplierPartId,
    max: TEXT_MAX.sku,
  });
  if (item.action === 'delete' && !finding.isRefused) return { kind: 'delete', line, sku };
  if (item.action === 'punchout')
    finding.error({
      field: 'PunchOut Enabled',
      code: 'catalogue.punchout',
      message: {
        en: 'The item is bought in another shop by punch-out.',
        fr: 'L’article s’achète dans une autre boutique par punch-out.',
      },
      fix: {
        en: 'Send it with its price and without PunchOut Enabled.',
        fr: 'Envoyez-le avec son prix et sans PunchOut Enabled.',
      },
    });
  const checked: CheckedItem = {
    line,
    sku,
    description: needed(finding, {
      field: 'Item Description',
      value: item.description,
      max: TEXT_MAX.description,
    }),
    shortName: textIn(finding, { field: 'Short Name', value: item.shortName, max: TEXT_MAX.part }),
    language: item.language,
    manufacturer: textIn(finding, {
      field: 'Manufacturer Name',
      value: item.manufacturerName,
      max: TEXT_MAX.part,
    }),
    manufacturerPartId: textIn(finding, {
      field: 'Manufacturer Part ID',
      value: item.manufacturerPartId,
      max: TEXT_MAX.part,
    }),
    unspsc: classIn(finding, item),
    unitPrice: priceIn(finding, item.unitPrice),
    currency: currencyIn(finding, item.currency ?? header.currency ?? currency),
    unit: unitIn(finding, { item, header }),
    leadDays: leadIn(finding, item.leadTime),
    gtin: /^\d{8}(\d{4,6})?$/.exec(other(item, /^(gtin|ean|upc)$/i) ?? '')?.[0],
    attributes: Object.fromEntries(item.parameters.map(({ name, value }) => [name, value])),
    minimumQuantity: above(
      amountIn(finding, {
        field: 'Minimum Quantity',
        value: other(item, /^(minimum|min)(order)?quantity$/i),
      }),
    ),
    quantityStep: above(
      amountIn(finding, {
        field: 'Quantity Interval',
        value: other(item, /^quantity(interval|increment|step)$/i),
      }),
    ),
    stock: amountIn(finding, {
      field: 'Stock',
      value: other(item, /^(stock|available|availablequantity)$/i),
    }),
    vatRateBp: rateIn(other(item, /^(vat|tax)(rate)?$/i)),
  };
  checkValidity(finding, { item, today });
  const { issues } = finding;
  return finding.isRefused
    ? { kind: 'refused', line, sku, issues }
    : { kind: 'add', item: checked, issues };
}
