import type { CatalogueHeader, CatalogueItem } from './model.ts';

/** The fields of CIF 3.0 that we write, in the order of the standard's template. */
export const CIF_FIELDS = [
  'Supplier ID',
  'Supplier Part ID',
  'Manufacturer Part ID',
  'Item Description',
  'SPSC Code',
  'Unit Price',
  'Unit of Measure',
  'Lead Time',
  'Manufacturer Name',
  'Supplier URL',
  'Manufacturer URL',
  'Market Price',
  'Short Name',
  'Currency',
  'Expiration Date',
  'Effective Date',
  'Classification Codes',
  'Parametric Name',
  'Parametric Data',
  'PunchOut Enabled',
  'Supplier Part Auxiliary ID',
  'Territory Available',
  'Delete',
  'Language',
] as const;

/** Without FIELDNAMES these twelve stand in this order (CIF 2.1, and the default of 3.0). */
export const DEFAULT_FIELDS: readonly string[] = CIF_FIELDS.slice(0, 12);

/** A field's name without case, blanks and signs: `Units of Measure` and `UnitOfMeasure` are one. */
export function fieldKey(name: string): string {
  const key = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return SAME[key] ?? key;
}

const SAME: Readonly<Record<string, string>> = {
  unitsofmeasure: 'unitofmeasure',
  uom: 'unitofmeasure',
  unspsccode: 'spsccode',
  unspsc: 'spsccode',
  supplierpartauxid: 'supplierpartauxiliaryid',
  suppliersku: 'supplierpartid',
  description: 'itemdescription',
  manufacturer: 'manufacturername',
  lang: 'language',
};

const KNOWN = new Map(CIF_FIELDS.map((name) => [fieldKey(name), name]));

/** What each column of a file is: a field of the standard, or somebody's own. */
export type CifColumns = readonly { readonly known: string | undefined; readonly name: string }[];

const columnsOf = new WeakMap<readonly string[], CifColumns>();

export function cifColumns(names: readonly string[]): CifColumns {
  const seen = columnsOf.get(names);
  if (seen) return seen;
  const columns = names.map((name) => ({ known: KNOWN.get(fieldKey(name)), name }));
  columnsOf.set(names, columns);
  return columns;
}

/** `{a=1;b=2;}` → pairs; the braces may be missing. */
export function pairsOf(text: string | undefined): { name: string; value: string }[] {
  return (text ?? '')
    .replace(/^\s*\{|\}\s*$/g, '')
    .split(';')
    .flatMap((part) => {
      const equals = part.indexOf('=');
      if (equals <= 0) return [];
      const [name, value] = [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
      return name === '' || value === '' ? [] : [{ name, value }];
    });
}

function yes(value: string | undefined): boolean {
  return /^(t|true|y|yes|1|x)$/i.test(value ?? '');
}

function classesOf(
  { spsc, codes }: { spsc: string | undefined; codes: string | undefined },
  { codeFormat }: CatalogueHeader,
): CatalogueItem['classifications'] {
  const listed = pairsOf(codes).map(({ name, value }) => ({ domain: name, code: value }));
  if (!spsc) return listed;
  return [{ domain: codeFormat ?? 'UNSPSC', code: spsc }, ...listed];
}

/** One record as an item; values are trimmed, empty ones are none. */
export function valuesOf(
  columns: CifColumns,
  { line, fields, header }: { line: number; fields: readonly string[]; header: CatalogueHeader },
): CatalogueItem {
  const found = new Map<string, string>();
  const others: Record<string, string> = {};
  for (const [at, column] of columns.entries()) {
    const value = fields[at]?.trim() ?? '';
    if (value === '') continue;
    if (column.known) found.set(column.known, value);
    else if (column.name !== '') others[column.name] = value;
  }
  const field = (name: (typeof CIF_FIELDS)[number]): string | undefined => found.get(name);
  const isPunchout = yes(field('PunchOut Enabled'));
  return {
    line,
    action: yes(field('Delete')) ? 'delete' : isPunchout ? 'punchout' : 'add',
    supplierPartId: field('Supplier Part ID') ?? '',
    description: field('Item Description') ?? '',
    classifications: classesOf(
      { spsc: field('SPSC Code'), codes: field('Classification Codes') },
      header,
    ),
    territories: (field('Territory Available') ?? '')
      .replace(/[{}]/g, '')
      .split(/[;,]/)
      .map((code) => code.trim())
      .filter((code) => code !== ''),
    parameters: pairsOf(field('Parametric Data')),
    others,
    supplierId: field('Supplier ID'),
    auxiliaryId: field('Supplier Part Auxiliary ID'),
    manufacturerPartId: field('Manufacturer Part ID'),
    manufacturerName: field('Manufacturer Name'),
    shortName: field('Short Name'),
    language: field('Language'),
    unitPrice: field('Unit Price'),
    marketPrice: field('Market Price'),
    currency: field('Currency') ?? header.currency,
    unit: field('Unit of Measure'),
    leadTime: field('Lead Time'),
    supplierUrl: field('Supplier URL'),
    manufacturerUrl: field('Manufacturer URL'),
    effectiveDate: field('Effective Date'),
    expirationDate: field('Expiration Date'),
    parameterGroup: field('Parametric Name'),
    punchoutLevel: isPunchout ? 'product' : undefined,
  };
}
