import type { Decimal } from '../../../src/base/index.ts';
import type { AdjustmentRead } from '../model.ts';
import type { Facts } from './engine.ts';

/** BR-DEC: amounts have at most two fraction digits, trailing zeros included, as they were written. */
export function decimalRules(facts: Facts): void {
  const { report } = facts;
  const { totals } = facts.invoice;
  const check = (rule: string, path: string, value: Decimal | undefined): void => {
    if (value && value.scale > 2) {
      report(rule, path, `${value.toString(value.scale)} has more than two decimals.`);
    }
  };
  const list = (
    adjustments: readonly AdjustmentRead[] | undefined,
    { path, amount, base }: { path: string; amount: string; base: string },
  ): void => {
    for (const [at, one] of (adjustments ?? []).entries()) {
      check(amount, `${path}[${at}].amount`, one.amount);
      check(base, `${path}[${at}].base`, one.base);
    }
  };
  list(facts.allowances, { path: 'allowances', amount: 'BR-DEC-01', base: 'BR-DEC-02' });
  list(facts.charges, { path: 'charges', amount: 'BR-DEC-05', base: 'BR-DEC-06' });
  check('BR-DEC-09', 'totals.lines', totals?.lines);
  check('BR-DEC-10', 'totals.allowances', totals?.allowances);
  check('BR-DEC-11', 'totals.charges', totals?.charges);
  check('BR-DEC-12', 'totals.net', totals?.net);
  check('BR-DEC-13', 'totals.vat', totals?.vat);
  check('BR-DEC-14', 'totals.gross', totals?.gross);
  check('BR-DEC-15', 'totals.vatAccounting', totals?.vatAccounting);
  check('BR-DEC-16', 'totals.prepaid', totals?.prepaid);
  check('BR-DEC-17', 'totals.rounding', totals?.rounding);
  check('BR-DEC-18', 'totals.payable', totals?.payable);
  for (const [at, row] of facts.breakdown.entries()) {
    check('BR-DEC-19', `vatBreakdown[${at}].taxable`, row.taxable);
    check('BR-DEC-20', `vatBreakdown[${at}].tax`, row.tax);
  }
  for (const [at, line] of facts.lines.entries()) {
    const path = `lines[${at}]`;
    check('BR-DEC-23', `${path}.net`, line.net);
    list(line.allowances, { path: `${path}.allowances`, amount: 'BR-DEC-24', base: 'BR-DEC-25' });
    list(line.charges, { path: `${path}.charges`, amount: 'BR-DEC-27', base: 'BR-DEC-28' });
  }
}
