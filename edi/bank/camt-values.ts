import {
  Decimal,
  fromDecimal,
  type Money,
  moneyText,
  Problem,
  type ProblemCode,
  type ProblemParams,
} from '../../src/base/index.ts';
import { at, textAt, textOf, type XmlNode } from '../../src/base/xml/index.ts';
import type { InspectError } from '../document.ts';

/** Where unreadable values are noted; the reader goes on. */
export type Faults = InspectError[];

export function fault(
  faults: Faults,
  code: ProblemCode,
  {
    params,
    node,
    severity,
  }: { params: ProblemParams; node: XmlNode; severity: InspectError['severity'] },
): void {
  const message = new Problem(code, { line: node.line, ...params }).text('en');
  faults.push({
    code,
    severity,
    line: node.line,
    segment: node.local,
    element: null,
    message,
    fix: message,
  });
}

/** A text that says something: `NOTPROVIDED` is the standard's way to say nothing. */
export function said(node: XmlNode | undefined, path: string): string | undefined {
  const text = textAt(node, path);
  return text === undefined || /^NOT ?PROVIDED$/i.test(text) ? undefined : text;
}

/**
 * An amount with its `Ccy`, or the fallback currency. More decimals than the currency has are noted
 * and rounded half up; ISO 20022 allows five.
 */
export function amountAt(
  node: XmlNode | undefined,
  path: string,
  { faults, currency }: { faults: Faults; currency?: string | undefined },
): Money | undefined {
  const found = path === '' ? node : at(node, path);
  if (!found) return undefined;
  const value = textOf(found);
  const unit = found.attrs.Ccy ?? currency;
  const decimal = Decimal.tryParse(value);
  if (!decimal || unit === undefined || !/^[A-Z]{3}$/.test(unit)) {
    fault(faults, 'bank.field_unreadable', {
      node: found,
      severity: 'error',
      params: {
        value: `${value} ${unit ?? ''}`.trim(),
        element: found.local,
        expected: 'an amount with an ISO 4217 currency',
      },
    });
    return undefined;
  }
  const amount = fromDecimal(decimal, unit, 'half_up');
  if (!Decimal.parse(moneyText(amount)).equals(decimal)) {
    fault(faults, 'bank.amount_precision', {
      node: found,
      severity: 'error',
      params: { value, currency: unit, rounded: moneyText(amount) },
    });
  }
  return amount;
}

/**
 * The day of a `Dt` or a `DtTm`. A day that the calendar lacks, as 30 February of banks that count
 * months of 30 days, becomes the last one of its month and is noted.
 */
export function dayAt(
  node: XmlNode | undefined,
  path: string,
  faults: Faults,
): Temporal.PlainDate | undefined {
  const found = at(node, path);
  if (!found) return undefined;
  const value = textOf(at(found, 'Dt') ?? at(found, 'DtTm') ?? found);
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  const [year, month, day] = (match ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) {
    if (value !== '') {
      fault(faults, 'bank.field_unreadable', {
        node: found,
        severity: 'error',
        params: { value, element: found.local, expected: 'a date as YYYY-MM-DD' },
      });
    }
    return undefined;
  }
  const taken = Temporal.PlainDate.from({ year, month, day: Math.max(1, day) });
  if (taken.day !== day) {
    fault(faults, 'bank.date_adjusted', {
      node: found,
      severity: 'warning',
      params: { value, taken: taken.toString() },
    });
  }
  return taken;
}

export function directionAt(node: XmlNode, path: string): 'CRDT' | 'DBIT' | undefined {
  const text = textAt(node, path);
  return text === 'CRDT' || text === 'DBIT' ? text : undefined;
}
