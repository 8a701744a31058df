import { p, Type } from '@mikro-orm/core';
import { Decimal } from '../base/index.ts';

/** `numeric(20,6)` ↔ exact Decimal: unit prices and quantities. */
export class DecimalColumn extends Type<Decimal, string> {
  // The ORM hands nulls of nullable columns to these too; they pass through untouched.
  override convertToDatabaseValue(value: Decimal): string {
    return value instanceof Decimal ? value.toString() : value;
  }
  override convertToJSValue(value: string): Decimal {
    return typeof value === 'string' ? Decimal.parse(value) : value;
  }
  override getColumnType(): string {
    return 'numeric(20,6)';
  }
  override compareAsType(): string {
    return 'string';
  }
  override compareValues(a: string | null, b: string | null): boolean {
    if (a === null || b === null) return a === b;
    return Decimal.parse(a).equals(Decimal.parse(b));
  }
}

/** `date` ↔ Temporal.PlainDate: due dates and other calendar days. */
export class PlainDateColumn extends Type<Temporal.PlainDate, string> {
  override convertToDatabaseValue(value: Temporal.PlainDate): string {
    return value instanceof Temporal.PlainDate ? value.toString() : value;
  }
  override convertToJSValue(value: string): Temporal.PlainDate {
    return typeof value === 'string' ? Temporal.PlainDate.from(value) : value;
  }
  override getColumnType(): string {
    return 'date';
  }
  override compareAsType(): string {
    return 'string';
  }
}

/** `timestamptz` ↔ Temporal.Instant, to the microsecond the database keeps. */
export class InstantColumn extends Type<Temporal.Instant, string> {
  override convertToDatabaseValue(value: Temporal.Instant): string {
    if ((value as unknown) instanceof Date) return (value as unknown as Date).toISOString();
    return value instanceof Temporal.Instant ? value.toString() : value;
  }
  override convertToJSValue(value: string): Temporal.Instant {
    return value === null ? value : toInstant(value);
  }
  override getColumnType(): string {
    return 'timestamptz';
  }
  override compareAsType(): string {
    return 'string';
  }
  override compareValues(a: string | null, b: string | null): boolean {
    if (a === null || b === null) return a === b;
    return Temporal.Instant.compare(toInstant(a), toInstant(b)) === 0;
  }
}

/** What the driver gives for a timestamptz, as an Instant. */
export function toInstant(value: string | Date | Temporal.Instant): Temporal.Instant {
  if (value instanceof Temporal.Instant) return value;
  if (value instanceof Date) return value.toTemporalInstant();
  return Temporal.Instant.from(
    value.includes('T') ? value : value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'),
  );
}

/** The house's column types, so that entities read alike. */
export const column = {
  id: () => p.uuid().primary(),
  ref: () => p.uuid(),
  minor: () => p.bigint(),
  currency: () => p.character().length(3),
  decimal: () => p.type(DecimalColumn),
  date: () => p.type(PlainDateColumn),
  instant: () => p.type(InstantColumn),
};
