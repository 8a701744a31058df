/** Sunday of Easter in the Gregorian calendar (the anonymous algorithm, Butcher 1876). */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const skipped = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - skipped + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(days / 31), day: (days % 31) + 1 });
}

/** Whether T2, through which SEPA transfers settle, is closed: weekends and the ECB's six holidays. */
function isClosed(date: Temporal.PlainDate): boolean {
  if (date.dayOfWeek > 5) return true;
  const day = date.toString().slice(5);
  if (['01-01', '05-01', '12-25', '12-26'].includes(day)) return true;
  const easter = easterSunday(date.year);
  return [easter.subtract({ days: 2 }), easter.add({ days: 1 })].some((one) => one.equals(date));
}

/** The same day, or the next on which banks settle in euro (ECB, T2 calendar of closing days). */
export function bankDayFrom(date: Temporal.PlainDate): Temporal.PlainDate {
  let day = date;
  while (isClosed(day)) day = day.add({ days: 1 });
  return day;
}
