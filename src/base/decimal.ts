import { Problem } from './problem.ts';

/** How a division or a cut of digits treats what does not fit. `half_up` sends halves away from zero. */
export type Rounding = 'half_up' | 'half_even' | 'down' | 'up' | 'exact';

const SYNTAX = /^([+-])?(\d+)(?:\.(\d*))?$|^([+-])?\.(\d+)$/;
const DIGITS_MAX = 40;

function pow10(n: number): bigint {
  return 10n ** BigInt(n);
}

function divideRounded(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n) return quotient;
  if (rounding === 'exact')
    throw new Problem('base.not_exact', { value: `${numerator}/${denominator}` });
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n;
  if (rounding === 'down') return quotient;
  if (rounding === 'up') return quotient + sign;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const size = denominator < 0n ? -denominator : denominator;
  if (twice > size) return quotient + sign;
  if (twice < size) return quotient;
  if (rounding === 'half_up') return quotient + sign;
  return quotient % 2n === 0n ? quotient : quotient + sign;
}

/**
 * An exact decimal number: `unscaled × 10^-scale`. For unit prices, quantities and rates; never a
 * float. Sums and products are exact; a division or a cut names its rounding.
 */
export class Decimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  static readonly zero = new Decimal(0n, 0);
  static readonly one = new Decimal(1n, 0);

  /**
   * Reads `12`, `-12.50`, `.5`, `+3.`; surrounding space is trimmed. Refuses anything else,
   * exponents and thousands separators included, with `base.decimal_invalid`.
   */
  static parse(text: string): Decimal {
    const trimmed = text.trim();
    const match = SYNTAX.exec(trimmed);
    if (!match || trimmed.length > DIGITS_MAX)
      throw new Problem('base.decimal_invalid', { value: text });
    const negative = (match[1] ?? match[4]) === '-';
    const whole = match[2] ?? '';
    const fraction = match[3] ?? match[5] ?? '';
    const size = BigInt(`${whole}${fraction}` || '0');
    return new Decimal(negative ? -size : size, fraction.length);
  }

  /** Like `parse`, but answers undefined instead of refusing. */
  static tryParse(text: string | undefined | null): Decimal | undefined {
    if (text === undefined || text === null || !SYNTAX.test(text.trim())) return undefined;
    return text.trim().length > DIGITS_MAX ? undefined : Decimal.parse(text);
  }

  /** A decimal from a whole number. */
  static of(value: number | bigint): Decimal {
    return new Decimal(BigInt(value), 0);
  }

  private align(other: Decimal): [bigint, bigint, number] {
    const scale = Math.max(this.scale, other.scale);
    return [
      this.unscaled * pow10(scale - this.scale),
      other.unscaled * pow10(scale - other.scale),
      scale,
    ];
  }

  add(other: Decimal): Decimal {
    const [a, b, scale] = this.align(other);
    return new Decimal(a + b, scale);
  }

  sub(other: Decimal): Decimal {
    const [a, b, scale] = this.align(other);
    return new Decimal(a - b, scale);
  }

  mul(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale);
  }

  /** Divides to `scale` fraction digits by the named rounding. Refuses a zero divisor. */
  div(other: Decimal, { scale, rounding }: { scale: number; rounding: Rounding }): Decimal {
    if (other.unscaled === 0n) throw new Problem('base.division_by_zero', {});
    const shift = scale + other.scale - this.scale;
    const numerator = shift >= 0 ? this.unscaled * pow10(shift) : this.unscaled;
    const denominator = shift >= 0 ? other.unscaled : other.unscaled * pow10(-shift);
    return new Decimal(divideRounded(numerator, denominator, rounding), scale);
  }

  /** The same number with `scale` fraction digits, rounded as named. */
  round(scale: number, rounding: Rounding): Decimal {
    if (scale >= this.scale) return new Decimal(this.unscaled * pow10(scale - this.scale), scale);
    return new Decimal(divideRounded(this.unscaled, pow10(this.scale - scale), rounding), scale);
  }

  neg(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  abs(): Decimal {
    return this.unscaled < 0n ? this.neg() : this;
  }

  /** −1, 0 or 1, by value: 1.0 equals 1. */
  compare(other: Decimal): number {
    const [a, b] = this.align(other);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  isZero(): boolean {
    return this.unscaled === 0n;
  }

  isNegative(): boolean {
    return this.unscaled < 0n;
  }

  isWhole(): boolean {
    return this.unscaled % pow10(this.scale) === 0n;
  }

  /** The shortest exact form: `12.5`, `12`, `-0.25`. `digitsMin` keeps trailing zeros (prices: 2). */
  toString(digitsMin = 0): string {
    let scale = this.scale;
    let unscaled = this.unscaled < 0n ? -this.unscaled : this.unscaled;
    while (scale > digitsMin && unscaled % 10n === 0n) {
      unscaled /= 10n;
      scale -= 1;
    }
    if (scale < digitsMin) {
      unscaled *= pow10(digitsMin - scale);
      scale = digitsMin;
    }
    const digits = unscaled.toString().padStart(scale + 1, '0');
    const sign = this.unscaled < 0n ? '-' : '';
    if (scale === 0) return sign + digits;
    return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  }

  /** Decimals travel in JSON as strings. */
  toJSON(): string {
    return this.toString();
  }
}
