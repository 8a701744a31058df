import type { PaymentTerms } from '../types.ts';

/** The same day, or the Monday after a weekend. */
export function workingDay(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.dayOfWeek > 5 ? date.add({ days: 8 - date.dayOfWeek }) : date;
}

/** So many working days later; public holidays are not known here. */
export function addWorkingDays(date: Temporal.PlainDate, days: number): Temporal.PlainDate {
  let day = workingDay(date);
  for (let left = days; left > 0; left -= 1) day = workingDay(day.add({ days: 1 }));
  return day;
}

/** When an invoice falls due (C. com. art. L441-10). */
export function dueDate(issuedOn: Temporal.PlainDate, terms: PaymentTerms): Temporal.PlainDate {
  const day = issuedOn.add({ days: terms.days });
  return terms.kind === 'net' ? day : day.with({ day: day.daysInMonth });
}

/** Whether a day has come by `today`. */
export function hasCome(day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, today) <= 0;
}
