/** The years of real documents: beyond them a date cannot be kept, and year 0 does not exist. */
const YEAR = /^(?!0000)\d{4}-/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function isoFrom(text: string): string | undefined {
  // «Mon May 19 18:29:48 +0000 2008»: Ruby's Time#to_s, seen in Coupa documents.
  const ruby =
    /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2}):?(\d{2}) (\d{4})$/.exec(
      text,
    );
  if (!ruby)
    return text.replace(/([+-]\d{2})(\d{2})$/, (all, hours, minutes) =>
      /T\d/.test(text) ? `${hours}:${minutes}` : all,
    );
  const [, name = '', day = '', time = '', hours = '', minutes = '', year = ''] = ruby;
  const month = MONTHS.indexOf(name) / 3 + 1;
  if (!Number.isInteger(month) || month < 1) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}T${time}${hours}:${minutes}`;
}

/**
 * The instant of a cXML timestamp, also as real suites write it: `-0800` without colon, `Z`, Ruby's
 * form. Undefined when it has no offset or is no timestamp at all; timestamps only ever warn.
 */
export function cxmlInstant(text: string): Temporal.Instant | undefined {
  const iso = isoFrom(text.trim());
  try {
    return iso !== undefined && YEAR.test(iso) ? Temporal.Instant.from(iso) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The calendar day a cXML date names, in the document's own offset (an invoice dated
 * `2026-11-21T00:00:00+09:00` is of 21 November wherever it is read). Undefined when unreadable.
 */
export function cxmlDay(text: string): Temporal.PlainDate | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?:$|[T ]\d{2}:?\d{2})/.exec(isoFrom(text.trim()) ?? '')?.[1];
  try {
    return day !== undefined && YEAR.test(day)
      ? Temporal.PlainDate.from(day, { overflow: 'reject' })
      : undefined;
  } catch {
    return undefined;
  }
}
