import { Decimal } from '../../src/base/index.ts';
import {
  compareValues,
  type FieldOptions,
  type Fields,
  type FieldValue,
  valueText,
} from './fields.ts';
import type { Line, Side } from './sides.ts';

export { basketSide, orderSide, type Side } from './sides.ts';

/** One field of the later document beside the same field of the earlier one. */
export type FieldDifference = {
  readonly scope: 'header' | 'line';
  readonly line?: number;
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
  readonly status: 'equal' | 'normalised' | 'changed' | 'missing' | 'added';
  readonly weight: 'note' | 'alert' | 'refused';
  readonly reason?: string;
};

export type DifferOptions = FieldOptions & {
  /** What was refused, by line and field: such a row weighs `refused`. */
  readonly refused?: readonly { readonly line: number; readonly field: string }[];
};

/** What a suite writes of its own accord: never in a basket, so its presence is nobody's concern. */
const SUITE_OWN: ReadonlySet<string> = new Set([
  'shipTo',
  'billTo',
  'requester',
  'requisitionId',
  'requestedDate',
  'comments',
  'accounting',
  'orderType',
  'agreementId',
  'paymentTerms',
  'buyerPartId',
  'lineNumber',
]);
/** Words that suites drop on the way without changing what was ordered. */
const OFTEN_DROPPED: ReadonlySet<string> = new Set([
  'leadTime',
  'url',
  'gtin',
  'manufacturerPartId',
  'manufacturerName',
  'supplierId',
  'lineNumber',
  'tax',
  'shipping',
  'total',
  'classification',
]);
/** Charges that nobody promised. */
const CHARGES: ReadonlySet<string> = new Set(['tax', 'shipping']);

type Compared = Pick<FieldDifference, 'status' | 'weight' | 'reason'>;

function isZero(value: FieldValue): boolean {
  return value.kind === 'amount' && value.amount.value.isZero();
}

function addedOf(field: string, value: FieldValue): Compared {
  if (CHARGES.has(field) && !isZero(value)) return { status: 'added', weight: 'alert' };
  const own = SUITE_OWN.has(field) || field.startsWith('extrinsic:');
  return { status: 'added', weight: 'note', ...(own ? { reason: 'suite_own' } : {}) };
}

function missingOf(field: string): Compared {
  const dropped = OFTEN_DROPPED.has(field) || field.startsWith('extrinsic:');
  return {
    status: 'missing',
    weight: dropped ? 'note' : 'alert',
    ...(dropped ? { reason: 'often_dropped' } : {}),
  };
}

function comparedOf(
  field: string,
  { before, after }: { before: FieldValue | undefined; after: FieldValue | undefined },
  options: DifferOptions,
): Compared | undefined {
  if (!before) return after && addedOf(field, after);
  if (!after) return missingOf(field);
  const verdict = compareValues(field, { before, after }, options);
  const harmless = field === 'lineNumber' || field === 'leadTime' || field === 'url';
  return {
    ...verdict,
    weight: verdict.status === 'changed' && !harmless ? 'alert' : 'note',
  };
}

function rowsOf(
  place: Pick<FieldDifference, 'scope' | 'line'>,
  { before, after }: { before: Fields; after: Fields },
  options: DifferOptions,
): FieldDifference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    const pair = { before: before.get(field), after: after.get(field) };
    const compared = comparedOf(field, pair, options);
    if (!compared) return [];
    const refused = options.refused?.some((one) => one.line === place.line && one.field === field);
    return [
      {
        ...place,
        field,
        ...(pair.before ? { before: valueText(pair.before) } : {}),
        ...(pair.after ? { after: valueText(pair.after) } : {}),
        ...compared,
        ...(refused ? { weight: 'refused' as const } : {}),
      },
    ];
  });
}

/** Pairs the lines: by auxiliary id, then by part where only one is left of it. Each line once. */
function pairsOf(before: readonly Line[], after: readonly Line[]) {
  const left = new Set(before);
  const found = new Map<Line, Line>();
  const take = (line: Line, candidates: readonly Line[]): void => {
    const [one] = candidates;
    if (!one || found.has(line)) return;
    found.set(line, one);
    left.delete(one);
  };
  const byAuxiliary = Map.groupBy(before, (line) => line.auxiliaryId ?? '');
  for (const line of after) {
    if (!line.auxiliaryId) continue;
    take(
      line,
      (byAuxiliary.get(line.auxiliaryId) ?? []).filter((one) => left.has(one)),
    );
  }
  const byPart = Map.groupBy(left, (line) => line.partId);
  for (const line of after) {
    const rest = (byPart.get(line.partId) ?? []).filter((one) => left.has(one));
    const same = rest.find((one) => one.number === line.number);
    take(line, same ? [same] : rest);
  }
  return { found, left };
}

function wholeLine(line: Line, status: 'missing' | 'added'): FieldDifference {
  const quantity = line.fields.get('quantity');
  const text = [quantity && valueText(quantity), line.partId].filter(Boolean).join(' × ');
  return {
    scope: 'line',
    line: line.number,
    field: 'line',
    status,
    weight: 'alert',
    ...(status === 'missing' ? { before: text } : { after: text }),
  };
}

function numberOf(value: FieldValue | undefined): Decimal | undefined {
  if (value?.kind === 'number') return value.number;
  return value?.kind === 'amount' ? value.amount.value : undefined;
}

/** A total that follows its own lines says nothing that they have not said. Half up to the cent. */
function followsLines({ header, lines }: Side): boolean {
  const total = numberOf(header.get('total'));
  if (!total) return false;
  const sum = lines.reduce((at, { fields }) => {
    const [quantity, price] = [numberOf(fields.get('quantity')), numberOf(fields.get('unitPrice'))];
    return quantity && price ? at.add(quantity.mul(price).round(2, 'half_up')) : at;
  }, Decimal.zero);
  return sum.equals(total);
}

/**
 * Every field of a later document (an order) beside the earlier one (the basket that went back, or the
 * order's version before): cXML guide, «ItemDetail comes back intact». Header rows first, then each line of
 * the later document, then the lines that it does not have. Pure; amounts and quantities by value.
 */
export function compareDocuments(
  { before, after }: { before: Side; after: Side },
  options: DifferOptions,
): FieldDifference[] {
  const { found, left } = pairsOf(before.lines, after.lines);
  const follows = followsLines(after);
  const header = rowsOf(
    { scope: 'header' },
    { before: before.header, after: after.header },
    options,
  );
  const lines = after.lines.flatMap((line) => {
    const earlier = found.get(line);
    if (!earlier) {
      const added = wholeLine(line, 'added');
      const refused = options.refused?.some((one) => one.line === line.number);
      return [refused ? { ...added, weight: 'refused' as const } : added];
    }
    const place = { scope: 'line' as const, line: line.number };
    return rowsOf(place, { before: earlier.fields, after: line.fields }, options);
  });
  return [
    ...header.map(
      (row): FieldDifference =>
        row.field === 'total' && row.status === 'changed' && follows
          ? { ...row, weight: 'note', reason: 'follows_lines' }
          : row,
    ),
    ...lines,
    ...[...left].map((line) => wholeLine(line, 'missing')),
  ];
}

/** How many fields there are of each status. */
export function countsOf(
  rows: readonly FieldDifference[],
): Record<FieldDifference['status'], number> {
  const count = { equal: 0, normalised: 0, changed: 0, missing: 0, added: 0 };
  for (const { status } of rows) count[status] += 1;
  return count;
}
