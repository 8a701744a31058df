import { Problem } from './problem.ts';

/** Reads `YYYY-MM-DD`. Refuses anything else, 30 February included, with `base.date_invalid`. */
export function parsePlainDate(text: string): Temporal.PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new Problem('base.date_invalid', { value: text });
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    throw new Problem('base.date_invalid', { value: text });
  }
}

/** The calendar day of an instant where the marketplace keeps its books. */
export function plainDateIn(
  instant: Temporal.Instant,
  timeZone = 'Europe/Paris',
): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return from.until(to, { largestUnit: 'days' }).days;
}

/**
 * A timestamp as cXML wants it: local time with a numeric offset, never `Z`
 * (cXML Reference Guide, «timestamp»): `2026-11-21T10:00:00+01:00`.
 */
export function cxmlTimestamp(instant: Temporal.Instant, timeZone = 'Europe/Paris'): string {
  const second = Math.floor(instant.epochMilliseconds / 1000);
  if (second !== written.second || timeZone !== written.timeZone) {
    const text = instant
      .toZonedDateTimeISO(timeZone)
      .toString({ smallestUnit: 'second', timeZoneName: 'never', offset: 'auto' });
    written = { second, timeZone, text };
  }
  return written.text;
}

/** The last one written: a busy door writes many within a second. */
let written = { second: Number.NaN, timeZone: '', text: '' };
