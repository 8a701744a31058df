import { Decimal } from '../../../src/base/index.ts';
import type { BreakdownRead } from '../model.ts';
import { sumDecimals } from '../totals.ts';
import { type Facts, isBlank, same, within, xpathRound } from './engine.ts';

const zero = Decimal.zero;

/** BR-CO-10 to BR-CO-17 and BR-45 to BR-48: totals and VAT breakdown, with the official tolerances. */
export function sumRules(facts: Facts): void {
  const { totals } = facts.invoice;
  if (totals) {
    lineSums(facts, totals);
    documentSums(facts, totals);
  }
  vatSums(facts);
  for (const [at, row] of facts.breakdown.entries()) oneRow(facts, row, `vatBreakdown[${at}]`);
}

type TotalsRead = NonNullable<Facts['invoice']['totals']>;

function lineSums({ lines, allowances, charges, report }: Facts, totals: TotalsRead): void {
  const sum = xpathRound(sumDecimals(lines.map((line) => line.net)));
  if (!same(totals.lines, sum)) {
    report(
      'BR-CO-10',
      'totals.lines',
      `The lines sum to ${sum.toString(2)}; write that in BT-106, not ${shown(totals.lines)}.`,
    );
  }
  const allowed = xpathRound(sumDecimals(allowances.map((one) => one.amount)));
  if (!isSumOf(totals.allowances, allowed, allowances.length)) {
    report(
      'BR-CO-11',
      'totals.allowances',
      `The allowances sum to ${allowed.toString(2)}; write that in BT-107, not ${shown(totals.allowances)}.`,
    );
  }
  const charged = xpathRound(sumDecimals(charges.map((one) => one.amount)));
  if (!isSumOf(totals.charges, charged, charges.length)) {
    report(
      'BR-CO-12',
      'totals.charges',
      `The charges sum to ${charged.toString(2)}; write that in BT-108, not ${shown(totals.charges)}.`,
    );
  }
}

function isSumOf(stated: Decimal | undefined, sum: Decimal, count: number): boolean {
  return stated === undefined ? count === 0 : stated.equals(sum);
}

function documentSums({ invoice, report }: Facts, totals: TotalsRead): void {
  const net = xpathRound(
    (totals.lines ?? zero).add(totals.charges ?? zero).sub(totals.allowances ?? zero),
  );
  if (!totals.lines || !same(totals.net, net)) {
    report(
      'BR-CO-13',
      'totals.net',
      `BT-106 − BT-107 + BT-108 is ${net.toString(2)}; write that in BT-109, not ${shown(totals.net)}.`,
    );
  }
  const due = xpathRound((totals.gross ?? zero).sub(totals.prepaid ?? zero));
  const unrounded = totals.payable && xpathRound(totals.payable.sub(totals.rounding ?? zero));
  if (!totals.gross || !same(unrounded, due)) {
    const want = due.add(totals.rounding ?? zero);
    report(
      'BR-CO-16',
      'totals.payable',
      `BT-112 − BT-113 + BT-114 is ${want.toString(2)}; write that in BT-115, not ${shown(totals.payable)}.`,
    );
  }
  if (invoice.currency !== undefined) grossSum({ invoice, report }, totals);
}

function grossSum({ report }: Pick<Facts, 'invoice' | 'report'>, totals: TotalsRead): void {
  const gross = totals.net && totals.vat ? xpathRound(totals.net.add(totals.vat)) : undefined;
  if (!same(totals.gross, gross)) {
    report(
      'BR-CO-15',
      'totals.gross',
      gross
        ? `BT-109 + BT-110 is ${gross.toString(2)}; write that in BT-112, not ${shown(totals.gross)}.`
        : 'Give the VAT total once in the document currency (BT-110), so that BT-112 can be checked.',
    );
  }
}

function vatSums({ breakdown, invoice, report }: Facts): void {
  if (breakdown.length === 0) return;
  const sum = xpathRound(sumDecimals(breakdown.map((row) => row.tax)));
  const vat = invoice.totals?.vat;
  if (!same(vat, sum)) {
    report(
      'BR-CO-14',
      'totals.vat',
      `The VAT breakdown sums to ${sum.toString(2)}; write that in BT-110, not ${shown(vat)}.`,
    );
  }
}

function oneRow({ report }: Facts, row: BreakdownRead, path: string): void {
  if (!row.taxable) report('BR-45', `${path}.taxable`, 'Give the taxable amount (BT-116).');
  if (!row.tax) report('BR-46', `${path}.tax`, 'Give the VAT amount (BT-117).');
  if (isBlank(row.category)) report('BR-47', `${path}.category`, 'Give the VAT category (BT-118).');
  if (!row.rate && row.category !== 'O') {
    report('BR-48', `${path}.rate`, 'Give the VAT rate (BT-119); only category O has none.');
  }
  if (!row.tax || !isTaxOf(row, row.tax)) {
    report(
      'BR-CO-17',
      `${path}.tax`,
      `The VAT amount (BT-117) ${shown(row.tax)} is not ${shown(row.taxable)} × ${shown(row.rate)} %.`,
    );
  }
}

/** BR-CO-17 as the official rules state it: a rate that rounds to zero must bear a tax that does. */
function isTaxOf(row: BreakdownRead, tax: Decimal): boolean {
  const isNil = roundsToZero(tax);
  if (!row.rate || roundsToZero(row.rate)) return isNil;
  if (!row.taxable) return false;
  const computed = xpathRound(row.taxable.abs().mul(row.rate).mul(new Decimal(1n, 2)));
  return within(tax.abs(), computed);
}

function roundsToZero(value: Decimal): boolean {
  // XPath rounds −0.5 up to 0 and 0.5 up to 1.
  const half = new Decimal(5n, 1);
  return value.compare(half) < 0 && value.compare(half.neg()) >= 0;
}

function shown(value: Decimal | undefined): string {
  return value === undefined ? 'nothing' : value.toString();
}
