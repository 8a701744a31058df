import { Problem } from '../../../base/index.ts';
import { inForce } from './legal.ts';

/**
 * How a payment delay is counted. `net`: days from the invoice. `end_of_month_plus`: end of the month of
 * the invoice, then the days. `plus_end_of_month`: the days, then the end of that month. The contract
 * fixes which of the two end-of-month computations holds (C. com. L441-10 I).
 */
export type TermsBasis = 'net' | 'end_of_month_plus' | 'plus_end_of_month';

type Caps = {
  readonly defaultDays: number;
  readonly netMax: number;
  readonly endOfMonthMax: number;
  readonly periodicMax: number;
};

/** Legal ceilings by the day from which they hold: law LME of 2008, today C. com. L441-10. */
const legalCaps: readonly { readonly from: string; readonly value: Caps }[] = [
  {
    from: '2009-01-01',
    value: { defaultDays: 30, netMax: 60, endOfMonthMax: 45, periodicMax: 45 },
  },
];

/** The ceilings in force when an invoice is issued. */
export function capsOn(issuedOn: Temporal.PlainDate): Caps {
  const caps = inForce(legalCaps, issuedOn);
  if (!caps) throw new Problem('invoicing.date_early', { date: issuedOn.toString() });
  return caps;
}

function endOfMonth(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.with({ day: day.daysInMonth });
}

/**
 * The day on which an invoice falls due (BT-9). Without an agreement, 30 days. Refuses more than the
 * law allows with `invoicing.terms_illegal`: 60 days net, 45 days end of month, 45 days net for a
 * periodic invoice (C. com. L441-10 I). Calendar days; no shift for Sundays, which the law does not know.
 */
export function dueDate({
  issuedOn,
  days,
  basis = 'net',
  kind = 'single',
}: {
  issuedOn: Temporal.PlainDate;
  days?: number | undefined;
  basis?: TermsBasis;
  kind?: 'single' | 'periodic';
}): Temporal.PlainDate {
  const caps = capsOn(issuedOn);
  const agreed = days ?? caps.defaultDays;
  const singleMax = basis === 'net' ? caps.netMax : caps.endOfMonthMax;
  const max = kind === 'periodic' ? Math.min(caps.periodicMax, singleMax) : singleMax;
  if (agreed < 0 || agreed > max) {
    throw new Problem('invoicing.terms_illegal', { days: agreed, days_max: max, basis });
  }
  if (basis === 'end_of_month_plus') return endOfMonth(issuedOn).add({ days: agreed });
  if (basis === 'plus_end_of_month') return endOfMonth(issuedOn.add({ days: agreed }));
  return issuedOn.add({ days: agreed });
}

/**
 * The day a statement asks to be paid by: the earliest due day of its invoices, because each invoice keeps
 * its own and no later day of the statement may excuse a delay (C. com. L441-10 knows invoices only). Not
 * before the day of the statement itself.
 */
export function statementDueOn(
  issuedOn: Temporal.PlainDate,
  invoices: readonly { readonly dueOn: Temporal.PlainDate }[],
): Temporal.PlainDate {
  const days = invoices.map((one) => one.dueOn).sort((a, b) => Temporal.PlainDate.compare(a, b));
  const earliest = days[0] ?? issuedOn;
  return Temporal.PlainDate.compare(earliest, issuedOn) < 0 ? issuedOn : earliest;
}

/** The last day on which the seller may contest an invoice issued in its name. */
export function contestUntil(issuedOn: Temporal.PlainDate, days: number): Temporal.PlainDate {
  return issuedOn.add({ days });
}
