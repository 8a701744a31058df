import { Decimal, Problem, parsePlainDate } from '../../../src/base/index.ts';
import { at, children, textAt, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import type { InspectError } from '../../document.ts';
import type { Identifier } from '../model.ts';

/** Typed access to a UBL element: values that cannot be read are reported once and left out. */
export type Source = {
  readonly node: XmlNode;
  readonly errors: InspectError[];
};

export function under(source: Source, path: string): Source | undefined {
  const node = at(source.node, path);
  return node && { node, errors: source.errors };
}

export function each(source: Source, local: string): Source[] {
  return children(source.node, local).map((node) => ({ node, errors: source.errors }));
}

export function text(source: Source | undefined, path: string): string | undefined {
  return source && textAt(source.node, path);
}

function report(
  source: Source,
  node: XmlNode,
  { expected, fix }: { expected: string; fix: string },
): void {
  const problem = new Problem('einvoice.field_unreadable', {
    line: node.line,
    value: textOf(node),
    element: node.name,
    expected,
    fix,
  });
  source.errors.push({
    code: problem.code,
    severity: 'error',
    line: node.line,
    segment: node.name,
    element: null,
    message: problem.text('en'),
    fix,
  });
}

export function decimal(source: Source | undefined, path: string): Decimal | undefined {
  const node = source && at(source.node, path);
  if (!source || !node || textOf(node) === '') return undefined;
  const value = Decimal.tryParse(textOf(node));
  if (!value) report(source, node, { expected: 'a decimal number', fix: 'digits with a dot' });
  return value;
}

export function date(source: Source | undefined, path: string): Temporal.PlainDate | undefined {
  const node = source && at(source.node, path);
  if (!source || !node || textOf(node) === '') return undefined;
  try {
    // An xs:date may carry a time zone; a business day has none.
    return parsePlainDate(textOf(node).replace(/(Z|[+-]\d{2}:\d{2})$/, ''));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    report(source, node, { expected: 'a date', fix: 'a day as YYYY-MM-DD' });
    return undefined;
  }
}

/** An element with its scheme attribute; kept when either of the two is there. */
export function identifier(
  source: Source | undefined,
  path: string,
  attribute = 'schemeID',
): Identifier | undefined {
  const node = source && at(source.node, path);
  if (!node) return undefined;
  const value = textOf(node);
  const scheme = node.attrs[attribute];
  if (value === '' && scheme === undefined) return undefined;
  return scheme === undefined ? { value } : { value, scheme };
}

/** Whether a party's tax registration or a category names VAT. */
export function isVatScheme(node: XmlNode): boolean {
  return textOf(at(node, 'TaxScheme/ID')).toUpperCase() === 'VAT';
}

/** A list, or nothing: empty groups are left out of the model. */
export function some<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The object, or nothing when all its fields are absent. */
export function filled<T extends object>(value: T): T | undefined {
  return Object.values(value).some((field) => field !== undefined) ? value : undefined;
}

/** An allowance or a charge: xs:boolean writes `false` also as `0`. Undefined when it says neither. */
export function isCharge(source: Source): boolean | undefined {
  const indicator = text(source, 'ChargeIndicator');
  if (indicator === 'true' || indicator === '1') return true;
  return indicator === 'false' || indicator === '0' ? false : undefined;
}
