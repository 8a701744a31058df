import type { AdjustmentRead } from '../model.ts';
import type { Facts } from './engine.ts';

type Names = {
  readonly kind: 'allowance' | 'charge';
  readonly amount: string;
  readonly vat?: string;
  readonly reasons: readonly string[];
  readonly terms: string;
};

const documentAllowance: Names = {
  kind: 'allowance',
  amount: 'BR-31',
  vat: 'BR-32',
  reasons: ['BR-33', 'BR-CO-21'],
  terms: 'BT-97 or BT-98',
};
const documentCharge: Names = {
  kind: 'charge',
  amount: 'BR-36',
  vat: 'BR-37',
  reasons: ['BR-38', 'BR-CO-22'],
  terms: 'BT-104 or BT-105',
};
const lineAllowance: Names = {
  kind: 'allowance',
  amount: 'BR-41',
  reasons: ['BR-42', 'BR-CO-23'],
  terms: 'BT-139 or BT-140',
};
const lineCharge: Names = {
  kind: 'charge',
  amount: 'BR-43',
  reasons: ['BR-44', 'BR-CO-24'],
  terms: 'BT-144 or BT-145',
};

/** BR-31 to BR-44 and BR-CO-21 to BR-CO-24: an allowance or charge has an amount, a reason, a category. */
export function adjustmentRules(facts: Facts): void {
  each(facts, facts.allowances, { names: documentAllowance, path: 'allowances' });
  each(facts, facts.charges, { names: documentCharge, path: 'charges' });
  for (const [at, line] of facts.lines.entries()) {
    each(facts, line.allowances, { names: lineAllowance, path: `lines[${at}].allowances` });
    each(facts, line.charges, { names: lineCharge, path: `lines[${at}].charges` });
  }
}

function each(
  { report }: Facts,
  list: readonly AdjustmentRead[] | undefined,
  { names, path }: { names: Names; path: string },
): void {
  for (const [index, one] of (list ?? []).entries()) {
    const at = `${path}[${index}]`;
    if (!one.amount) report(names.amount, `${at}.amount`, `Give the ${names.kind}’s amount.`);
    if (names.vat && one.vat?.category === undefined) {
      report(names.vat, `${at}.vat.category`, `Give the ${names.kind}’s VAT category.`);
    }
    if (one.reason === undefined && one.reasonCode === undefined) {
      for (const rule of names.reasons) {
        report(
          rule,
          `${at}.reason`,
          `Say why: the ${names.kind}’s reason or its code (${names.terms}).`,
        );
      }
    }
  }
}
