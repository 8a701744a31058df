import { Decimal, Problem } from '../../src/base/index.ts';
import type { Adjustment, DocumentAdjustment, Totals, Vat, VatBreakdown } from './model.ts';

const CENT = { scale: 2, rounding: 'half_up' } as const;
const HUNDRED = Decimal.of(100);

/** The amounts a line's net is made of. */
export type LineAmounts = {
  readonly quantity: Decimal;
  readonly price: { readonly net: Decimal; readonly baseQuantity?: Decimal | undefined };
  readonly allowances?: readonly Adjustment[] | undefined;
  readonly charges?: readonly Adjustment[] | undefined;
};

export function sumDecimals(values: Iterable<Decimal | undefined>): Decimal {
  let total = Decimal.zero;
  for (const value of values) if (value) total = total.add(value);
  return total;
}

/**
 * A line's net amount (BT-131): quantity × price ÷ base quantity, rounded once to two digits half up,
 * then less the line's allowances and plus its charges (EN 16931-1 §6.4.1).
 */
export function lineNetOf(line: LineAmounts): Decimal {
  const goods = line.quantity.mul(line.price.net).div(line.price.baseQuantity ?? Decimal.one, CENT);
  return goods
    .sub(sumDecimals((line.allowances ?? []).map((one) => one.amount)))
    .add(sumDecimals((line.charges ?? []).map((one) => one.amount)))
    .round(2, 'half_up');
}

/** Why a category bears no VAT: text (BT-120), VATEX code (BT-121) or both. */
export type Exemption = {
  readonly reason?: string | undefined;
  readonly code?: string | undefined;
};

const EXEMPTIONS: Readonly<Record<string, Exemption>> = {
  AE: { code: 'VATEX-EU-AE', reason: 'Autoliquidation' },
  K: { code: 'VATEX-EU-IC', reason: 'Livraison intracommunautaire' },
  G: { code: 'VATEX-EU-G', reason: 'Exportation hors Union européenne' },
  O: { code: 'VATEX-EU-O', reason: 'Hors champ de la TVA' },
};

export type TotalsInput = {
  readonly lines: readonly { readonly net: Decimal; readonly vat: Vat }[];
  readonly allowances?: readonly DocumentAdjustment[] | undefined;
  readonly charges?: readonly DocumentAdjustment[] | undefined;
  /** BT-113. */
  readonly prepaid?: Decimal | undefined;
  /** BT-114. */
  readonly rounding?: Decimal | undefined;
  /** Why each untaxed category is untaxed. AE, K, G and O have a default; E must be named. */
  readonly exemptions?: Readonly<Record<string, Exemption>> | undefined;
};

type Group = { readonly vat: Vat; taxable: Decimal };

function groupsOf(input: TotalsInput): Group[] {
  const groups = new Map<string, Group>();
  const put = (vat: Vat, amount: Decimal): void => {
    const reason = vat.exemptionReason ?? '';
    const key = `${vat.category}|${vat.rate?.toString() ?? ''}|${reason}`;
    const group = groups.get(key);
    if (group) group.taxable = group.taxable.add(amount);
    else groups.set(key, { vat, taxable: amount });
  };
  for (const line of input.lines) put(line.vat, line.net);
  for (const charge of input.charges ?? []) put(charge.vat, charge.amount);
  for (const allowance of input.allowances ?? []) put(allowance.vat, allowance.amount.neg());
  return [...groups.values()];
}

function breakdownOf({ vat, taxable }: Group, input: TotalsInput): VatBreakdown {
  const rate = vat.category === 'O' ? undefined : (vat.rate ?? Decimal.zero);
  const tax = taxable.mul(rate ?? Decimal.zero).div(HUNDRED, CENT);
  const row = { category: vat.category, rate, taxable: taxable.round(2, 'exact'), tax };
  if (['S', 'Z', 'L', 'M', 'B'].includes(vat.category)) return row;
  const exemption = input.exemptions?.[vat.category] ?? EXEMPTIONS[vat.category];
  if (!exemption) {
    throw new Problem('einvoice.exemption_missing', { category: vat.category });
  }
  return {
    ...row,
    ...((vat.exemptionReason ?? exemption.reason)
      ? { exemptionReason: vat.exemptionReason ?? exemption.reason }
      : {}),
    ...(exemption.code ? { exemptionCode: exemption.code } : {}),
  };
}

/**
 * The document's totals and VAT breakdown from its lines, exact to the cent: BT-106 is the exact sum of
 * the lines (BR-CO-10); VAT is computed once for each category and rate on the summed taxable amount,
 * rounded half up (BR-CO-17 without its tolerance); BT-115 = BT-112 − BT-113 + BT-114 (BR-CO-16).
 * Refuses a line net of more than two digits and an exempt category without its reason.
 */
export function totalsOf(input: TotalsInput): {
  readonly totals: Totals;
  readonly vatBreakdown: readonly VatBreakdown[];
} {
  const lines = sumDecimals(input.lines.map((line) => line.net)).round(2, 'exact');
  const allowances = sumDecimals((input.allowances ?? []).map((one) => one.amount));
  const charges = sumDecimals((input.charges ?? []).map((one) => one.amount));
  const net = lines.sub(allowances).add(charges).round(2, 'exact');
  const vatBreakdown = groupsOf(input).map((group) => breakdownOf(group, input));
  const vat = sumDecimals(vatBreakdown.map((row) => row.tax)).round(2, 'exact');
  const gross = net.add(vat);
  const payable = gross.sub(input.prepaid ?? Decimal.zero).add(input.rounding ?? Decimal.zero);
  return {
    vatBreakdown,
    totals: {
      lines,
      ...(input.allowances?.length ? { allowances: allowances.round(2, 'exact') } : {}),
      ...(input.charges?.length ? { charges: charges.round(2, 'exact') } : {}),
      net,
      vat,
      gross,
      ...(input.prepaid ? { prepaid: input.prepaid } : {}),
      ...(input.rounding ? { rounding: input.rounding } : {}),
      payable: payable.round(2, 'exact'),
    },
  };
}
