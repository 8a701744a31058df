import { CIF_FIELDS } from './cif-fields.ts';
import type { CatalogueHeader, CatalogueItem } from './model.ts';

/** A field as CIF writes it: one line, quoted where a comma or a quote is in it. */
function field(value: string | undefined): string {
  // oxlint-disable-next-line no-control-regex
  const text = (value ?? '').replace(/[\u0000-\u001F\u007F]+/g, ' ').trim();
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function pairs(list: readonly { readonly name: string; readonly value: string }[]): string {
  if (list.length === 0) return '';
  const clean = (text: string): string => text.replace(/[;{}=]/g, ' ');
  return `{${list.map(({ name, value }) => `${clean(name)}=${clean(value)};`).join('')}}`;
}

/** One row in the order of `CIF_FIELDS`. */
export function cifRow(item: CatalogueItem): string {
  const [own, ...more] = item.classifications;
  const values: Readonly<Record<(typeof CIF_FIELDS)[number], string | undefined>> = {
    'Supplier ID': item.supplierId,
    'Supplier Part ID': item.supplierPartId,
    'Manufacturer Part ID': item.manufacturerPartId,
    'Item Description': item.description,
    'SPSC Code': own?.code,
    'Unit Price': item.unitPrice,
    'Unit of Measure': item.unit,
    'Lead Time': item.leadTime,
    'Manufacturer Name': item.manufacturerName,
    'Supplier URL': item.supplierUrl,
    'Manufacturer URL': item.manufacturerUrl,
    'Market Price': item.marketPrice,
    'Short Name': item.shortName,
    Currency: item.currency,
    'Expiration Date': item.expirationDate,
    'Effective Date': item.effectiveDate,
    'Classification Codes': pairs(more.map(({ domain, code }) => ({ name: domain, value: code }))),
    'Parametric Name': item.parameterGroup,
    'Parametric Data': pairs(item.parameters),
    'PunchOut Enabled': item.action === 'punchout' ? 'TRUE' : '',
    'Supplier Part Auxiliary ID': item.auxiliaryId,
    'Territory Available': item.territories.length > 0 ? `{${item.territories.join(';')}}` : '',
    Delete: item.action === 'delete' ? 'T' : '',
    Language: item.language,
  };
  return `${CIF_FIELDS.map((name) => field(values[name])).join(',')}\r\n`;
}

/** Everything before the rows. `itemCount` is that of this file. */
export function cifHead(header: CatalogueHeader & { readonly itemCount: number }): string {
  const [supplier] = header.supplierIds;
  return [
    'CIF_I_V3.0',
    'CHARSET: UTF-8',
    `LOADMODE: ${header.loadMode === 'full' ? 'F' : 'I'}`,
    `CODEFORMAT: ${header.codeFormat ?? 'UNSPSC'}`,
    `CURRENCY: ${header.currency ?? 'EUR'}`,
    ...(supplier ? [`SUPPLIERID_DOMAIN: ${supplier.domain}`] : []),
    `ITEMCOUNT: ${header.itemCount}`,
    ...(header.timestamp ? [`TIMESTAMP: ${header.timestamp}`] : []),
    `UNUOM: ${header.units === 'un' ? 'TRUE' : 'FALSE'}`,
    // oxlint-disable-next-line no-control-regex
    ...(header.comments ? [`COMMENTS: ${header.comments.replace(/[\u0000-\u001F]+/g, ' ')}`] : []),
    `FIELDNAMES: ${CIF_FIELDS.join(', ')}`,
    'DATA',
    '',
  ].join('\r\n');
}

export const CIF_TAIL = 'ENDOFDATA\r\n';
