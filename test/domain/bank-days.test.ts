import { describe, expect, test } from 'vitest';
import { bankDayFrom } from '../../src/domain/settlement/bank-days.ts';

describe('the day on which a payout is proposed', () => {
  test.each([
    ['a Friday stays', '2026-11-20', '2026-11-20'],
    ['a Sunday becomes Monday', '2026-11-22', '2026-11-23'],
    ['Christmas on a Friday becomes the Monday after', '2026-12-25', '2026-12-28'],
    ['Good Friday 2027 becomes the Tuesday after Easter', '2027-03-26', '2027-03-30'],
    ['Easter Monday 2035 becomes Tuesday', '2035-03-26', '2035-03-27'],
    ['the latest Easter there is, 2038', '2038-04-23', '2038-04-27'],
    ['the first of May on a Saturday', '2027-05-01', '2027-05-03'],
    ['New Year 2027, a Friday', '2027-01-01', '2027-01-04'],
    ['14 July is no holiday of the banks of Europe', '2026-07-14', '2026-07-14'],
  ])('%s', (_, asked, proposed) => {
    expect(bankDayFrom(Temporal.PlainDate.from(asked)).toString()).toBe(proposed);
  });
});
