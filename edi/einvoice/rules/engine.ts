import { Decimal } from '../../../src/base/index.ts';
import type { AdjustmentRead, BreakdownRead, InvoiceRead, LineRead } from '../model.ts';

/** One broken rule: its public name, where in the model, and what to do about it. */
export type Violation = {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** A path in the model: `lines[2].vat.rate`. */
  readonly path: string;
  readonly message: string;
};

/** What a rule is told; every list is present, and sums by category are made once. */
export type Facts = {
  readonly invoice: InvoiceRead;
  readonly lines: readonly LineRead[];
  readonly allowances: readonly AdjustmentRead[];
  readonly charges: readonly AdjustmentRead[];
  readonly breakdown: readonly BreakdownRead[];
  /** Lines + charges − allowances of a VAT category, and of a category at one rate. */
  readonly taxableOf: (category: string, rate?: Decimal) => Decimal;
  /** Whether a line, allowance or charge has that category at that rate. */
  readonly isUsed: (category: string, rate: Decimal) => boolean;
  readonly report: Report;
};

export type Report = (
  rule: string,
  path: string,
  message: string,
  severity?: Violation['severity'],
) => void;

export type RuleSet = (facts: Facts) => void;

/** Rates are compared by value: 20 and 20.00 are one rate. */
function rateKey(category: string, rate: Decimal): string {
  return `${category}|${rate.toString()}`;
}

/** Prepares what the rules read; one pass over lines, allowances and charges. */
export function factsOf(invoice: InvoiceRead, report: Report): Facts {
  const lines = invoice.lines ?? [];
  const allowances = invoice.allowances ?? [];
  const charges = invoice.charges ?? [];
  const byCategory = new Map<string, Decimal>();
  const byRate = new Map<string, Decimal>();
  const put = (
    vat: { category?: string | undefined; rate?: Decimal | undefined } | undefined,
    amount: Decimal,
  ): void => {
    if (vat?.category === undefined) return;
    byCategory.set(vat.category, (byCategory.get(vat.category) ?? Decimal.zero).add(amount));
    if (vat.rate === undefined) return;
    const key = rateKey(vat.category, vat.rate);
    byRate.set(key, (byRate.get(key) ?? Decimal.zero).add(amount));
  };
  for (const line of lines) put(line.vat, line.net ?? Decimal.zero);
  for (const charge of charges) put(charge.vat, charge.amount ?? Decimal.zero);
  for (const allowance of allowances) put(allowance.vat, (allowance.amount ?? Decimal.zero).neg());
  return {
    invoice,
    lines,
    allowances,
    charges,
    breakdown: invoice.vatBreakdown ?? [],
    taxableOf: (category, rate) =>
      (rate === undefined ? byCategory.get(category) : byRate.get(rateKey(category, rate))) ??
      Decimal.zero,
    isUsed: (category, rate) => byRate.has(rateKey(category, rate)),
    report,
  };
}

/** XPath's round to two digits: halves go up, −2.5 to −2. The official rules compare with it. */
export function xpathRound(value: Decimal): Decimal {
  const shifted = value.mul(Decimal.of(100)).add(new Decimal(5n, 1));
  const floor = shifted.round(0, 'down');
  const whole = floor.compare(shifted) > 0 ? floor.sub(Decimal.one) : floor;
  return new Decimal(whole.unscaled, 2);
}

export function same(a: Decimal | undefined, b: Decimal | undefined): boolean {
  return a !== undefined && b !== undefined && a.equals(b);
}

/** Two amounts less than one unit of the currency apart: the tolerance of BR-CO-17 and BR-S-08. */
export function within(a: Decimal, b: Decimal): boolean {
  return a.sub(b).abs().compare(Decimal.one) < 0;
}

export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
