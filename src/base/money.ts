import { Decimal, type Rounding } from './decimal.ts';
import { Problem } from './problem.ts';

/** An amount in minor units (cents) of one ISO 4217 currency. */
export type Money = { readonly minor: bigint; readonly currency: string };

const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Fraction digits of a currency by ISO 4217: 2 unless listed (0 or 3). */
export function currencyExponent(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/** Money from minor units. Refuses a currency that is not three capital letters. */
export function money(minor: bigint | number, currency: string): Money {
  if (!/^[A-Z]{3}$/.test(currency)) throw new Problem('base.currency_invalid', { currency });
  return { minor: BigInt(minor), currency };
}

/** Reads a decimal text (`12.50`) as money; `exact` refuses more digits than the currency has. */
export function parseMoney(text: string, currency: string, rounding: Rounding = 'exact'): Money {
  return fromDecimal(Decimal.parse(text), currency, rounding);
}

/** A decimal amount of the major unit as money, rounded as named. */
export function fromDecimal(amount: Decimal, currency: string, rounding: Rounding): Money {
  const exponent = currencyExponent(currency);
  return money(amount.round(exponent, rounding).unscaled, currency);
}

/** The amount in major units: 1250 cents → 12.50. */
export function toDecimal(amount: Money): Decimal {
  return new Decimal(amount.minor, currencyExponent(amount.currency));
}

/** `12.50`, with a dot and the currency's digits, as documents want it. */
export function moneyText(amount: Money): string {
  return toDecimal(amount).toString(currencyExponent(amount.currency));
}

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new Problem('base.currency_mismatch', { a: a.currency, b: b.currency });
  }
}

export function addMoney(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { minor: a.minor + b.minor, currency: a.currency };
}

export function subMoney(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { minor: a.minor - b.minor, currency: a.currency };
}

/** Sums amounts of one currency; an empty list is zero of the currency named. */
export function sumMoney(amounts: Iterable<Money>, currency: string): Money {
  let total = money(0n, currency);
  for (const amount of amounts) total = addMoney(total, amount);
  return total;
}

/** Price times quantity, rounded half up to the currency's cent: a line's net amount. */
export function lineNet(unitPrice: Decimal, quantity: Decimal, currency: string): Money {
  return fromDecimal(unitPrice.mul(quantity), currency, 'half_up');
}

/** `rate_bp` basis points of an amount, rounded as named (VAT and commission: half up). */
export function portion(amount: Money, rateBp: number, rounding: Rounding = 'half_up'): Money {
  const scaled = new Decimal(amount.minor * BigInt(rateBp), 4);
  return { minor: scaled.round(0, rounding).unscaled, currency: amount.currency };
}

/**
 * Splits an amount by weights so that the parts sum to it exactly: largest remainder, ties to the
 * earlier part. Refuses negative weights and, for a non-zero amount, weights that are all zero.
 */
export function splitMoney(amount: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (weights.some((weight) => weight < 0n) || (total === 0n && amount.minor !== 0n)) {
    throw new Problem('base.split_weights', {});
  }
  if (total === 0n) return weights.map(() => money(0n, amount.currency));
  const sign = amount.minor < 0n ? -1n : 1n;
  const size = amount.minor * sign;
  const parts = weights.map((weight, at) => ({
    at,
    minor: (size * weight) / total,
    rest: (size * weight) % total,
  }));
  let left = size - parts.reduce((sum, part) => sum + part.minor, 0n);
  const byRest = [...parts].sort((a, b) =>
    b.rest > a.rest ? 1 : b.rest < a.rest ? -1 : a.at - b.at,
  );
  for (const part of byRest) {
    if (left === 0n) break;
    part.minor += 1n;
    left -= 1n;
  }
  return parts.map((part) => ({ minor: part.minor * sign, currency: amount.currency }));
}
