import { Decimal } from '../../../src/base/index.ts';
import type { BreakdownRead } from '../model.ts';
import { type Facts, within, xpathRound } from './engine.ts';

/** How a VAT category behaves; one row drives BR-xx-01 to BR-xx-10 of its family. */
type Family = {
  readonly prefix: string;
  readonly category: string;
  readonly name: string;
  /** Which identifiers of seller and buyer the category asks for. */
  readonly parties: 'seller_any' | 'seller_vat' | 'both_any' | 'both_vat' | 'none';
  readonly rate: 'positive' | 'any' | 'zero' | 'absent';
  readonly isExempt: boolean;
};

const families: readonly Family[] = [
  {
    prefix: 'BR-S',
    category: 'S',
    name: 'Standard rated',
    parties: 'seller_any',
    rate: 'positive',
    isExempt: false,
  },
  {
    prefix: 'BR-Z',
    category: 'Z',
    name: 'Zero rated',
    parties: 'seller_any',
    rate: 'zero',
    isExempt: false,
  },
  {
    prefix: 'BR-E',
    category: 'E',
    name: 'Exempt',
    parties: 'seller_any',
    rate: 'zero',
    isExempt: true,
  },
  {
    prefix: 'BR-AE',
    category: 'AE',
    name: 'Reverse charge',
    parties: 'both_any',
    rate: 'zero',
    isExempt: true,
  },
  {
    prefix: 'BR-IC',
    category: 'K',
    name: 'Intra-community supply',
    parties: 'both_vat',
    rate: 'zero',
    isExempt: true,
  },
  {
    prefix: 'BR-G',
    category: 'G',
    name: 'Export',
    parties: 'seller_vat',
    rate: 'zero',
    isExempt: true,
  },
  {
    prefix: 'BR-O',
    category: 'O',
    name: 'Not subject to VAT',
    parties: 'none',
    rate: 'absent',
    isExempt: true,
  },
  {
    prefix: 'BR-AF',
    category: 'L',
    name: 'IGIC',
    parties: 'seller_any',
    rate: 'any',
    isExempt: false,
  },
  {
    prefix: 'BR-AG',
    category: 'M',
    name: 'IPSI',
    parties: 'seller_any',
    rate: 'any',
    isExempt: false,
  },
];

/** The families BR-S, Z, E, AE, IC, G, O, AF (IGIC), AG (IPSI) and the Italian BR-B. */
export function vatRules(facts: Facts): void {
  for (const family of families) {
    const rows = facts.breakdown.filter((row) => row.category === family.category);
    presence(facts, family, rows.length);
    partyIds(facts, family);
    rates(facts, family);
    for (const row of rows) oneRow(facts, family, row);
  }
  intraCommunity(facts);
  outOfScope(facts);
  splitPayment(facts);
}

const isOf =
  (category: string) =>
  (one: { vat?: { category?: string | undefined } | undefined }): boolean =>
    one.vat?.category === category;

/** -01: a category in use has its breakdown row (one, where it has one rate), and the reverse. */
function presence(
  { lines, allowances, charges, report }: Facts,
  family: Family,
  rows: number,
): void {
  const isIt = isOf(family.category);
  const isUsed = lines.some(isIt) || allowances.some(isIt) || charges.some(isIt);
  const isManyRated = family.rate === 'positive' || family.rate === 'any';
  const holds = isManyRated ? isUsed === rows > 0 : (!isUsed && rows === 0) || rows === 1;
  if (holds) return;
  report(
    `${family.prefix}-01`,
    'vatBreakdown',
    rows === 0
      ? `${family.name} (${family.category}) is used: give its VAT breakdown row (BG-23).`
      : `The VAT breakdown has ${rows} rows of category ${family.category} and ${isUsed ? 'may have one' : 'nothing uses it'}.`,
  );
}

/** -02, -03, -04: lines, allowances and charges of the category, and the identifiers it asks for. */
function partyIds({ invoice, lines, allowances, charges, report }: Facts, family: Family): void {
  const { seller, buyer, taxRepresentative } = invoice;
  const sellerVat = seller?.vatId !== undefined || taxRepresentative?.vatId !== undefined;
  const sellerAny = sellerVat || seller?.taxId !== undefined;
  const buyerVat = buyer?.vatId !== undefined;
  const holds = {
    seller_any: sellerAny,
    seller_vat: sellerVat,
    both_any: sellerAny && (buyerVat || buyer?.legalId !== undefined),
    both_vat: sellerVat && buyerVat,
    none: !sellerVat && !buyerVat,
  }[family.parties];
  if (holds) return;
  const message = {
    seller_any:
      'the seller’s VAT number (BT-31), tax number (BT-32) or its representative’s (BT-63) is needed.',
    seller_vat: 'the seller’s VAT number (BT-31) or its representative’s (BT-63) is needed.',
    both_any:
      'the seller’s VAT number (BT-31) and the buyer’s VAT number or registration (BT-48, BT-47) are needed.',
    both_vat: 'the VAT numbers of seller (BT-31) and buyer (BT-48) are needed.',
    none: 'no VAT number of seller or buyer may be given (BT-31, BT-48, BT-63).',
  }[family.parties];
  const isIt = isOf(family.category);
  const said = `${family.name} (${family.category}): ${message}`;
  if (lines.some(isIt)) report(`${family.prefix}-02`, 'seller.vatId', said);
  if (allowances.some(isIt)) report(`${family.prefix}-03`, 'seller.vatId', said);
  if (charges.some(isIt)) report(`${family.prefix}-04`, 'seller.vatId', said);
}

function isRateAllowed(rate: Decimal | undefined, wanted: Family['rate']): boolean {
  if (wanted === 'absent') return rate === undefined;
  if (rate === undefined) return false;
  if (wanted === 'zero') return rate.isZero();
  return wanted === 'any' ? !rate.isNegative() : !rate.isNegative() && !rate.isZero();
}

/** -05, -06, -07: the rate of a line, an allowance, a charge. */
function rates({ lines, allowances, charges, report }: Facts, family: Family): void {
  const said = {
    positive: 'has a rate above 0',
    any: 'has a rate of 0 or more',
    zero: 'has the rate 0',
    absent: 'has no rate',
  }[family.rate];
  const lists = [
    ['05', 'lines', lines],
    ['06', 'allowances', allowances],
    ['07', 'charges', charges],
  ] as const;
  for (const [number, name, list] of lists) {
    for (const [at, one] of list.entries()) {
      if (one.vat?.category !== family.category) continue;
      if (isRateAllowed(one.vat.rate, family.rate)) continue;
      report(
        `${family.prefix}-${number}`,
        `${name}[${at}].vat.rate`,
        `${family.name} (${family.category}) ${said}.`,
      );
    }
  }
}

/** -08 taxable amount, -09 tax amount, -10 exemption reason. */
function oneRow(facts: Facts, family: Family, row: BreakdownRead): void {
  const { report } = facts;
  const path = `vatBreakdown[${facts.breakdown.indexOf(row)}]`;
  const isManyRated = family.rate === 'positive' || family.rate === 'any';
  if (isManyRated ? !isRateSumRight(facts, family, row) : !isSumRight(facts, family, row)) {
    const sum = facts.taxableOf(family.category, isManyRated ? row.rate : undefined);
    report(
      `${family.prefix}-08`,
      `${path}.taxable`,
      `Lines, charges and allowances of ${family.category} sum to ${sum.toString(2)}; write that in BT-116.`,
    );
  }
  const isTaxRight = isManyRated ? isRateTaxRight(row) : row.tax?.isZero() === true;
  if (!isTaxRight) {
    report(
      `${family.prefix}-09`,
      `${path}.tax`,
      isManyRated
        ? 'The VAT amount (BT-117) is not the taxable amount times the rate.'
        : `Category ${family.category} bears no VAT: write 0 in BT-117.`,
    );
  }
  const hasReason = row.exemptionReason !== undefined || row.exemptionCode !== undefined;
  if (hasReason !== family.isExempt) {
    report(
      `${family.prefix}-10`,
      `${path}.exemptionReason`,
      family.isExempt
        ? `Say why no VAT is due: exemption reason (BT-120) or code (BT-121) for ${family.category}.`
        : `Category ${family.category} has no exemption reason: leave BT-120 and BT-121 out.`,
    );
  }
}

function isSumRight(facts: Facts, family: Family, row: BreakdownRead): boolean {
  if (facts.lines.length === 0) return false;
  return row.taxable?.equals(facts.taxableOf(family.category)) === true;
}

function isRateSumRight(facts: Facts, family: Family, row: BreakdownRead): boolean {
  if (!row.rate) return true;
  if (!row.taxable) return false;
  if (family.rate === 'positive' && !facts.isUsed(family.category, row.rate)) return false;
  if (family.rate === 'any' && facts.lines.length === 0) return false;
  return within(row.taxable, facts.taxableOf(family.category, row.rate));
}

function isRateTaxRight(row: BreakdownRead): boolean {
  if (!row.tax || !row.taxable || !row.rate) return false;
  const computed = xpathRound(row.taxable.abs().mul(row.rate).mul(new Decimal(1n, 2)));
  return within(row.tax.abs(), computed);
}

/** BR-IC-11, BR-IC-12: an intra-community supply says when and to which country it was delivered. */
function intraCommunity({ invoice, breakdown, report }: Facts): void {
  if (!breakdown.some((row) => row.category === 'K')) return;
  const { start, end } = invoice.period ?? {};
  const hasPeriod = [start, end, invoice.taxPointCode].some((one) => one !== undefined);
  if (!invoice.delivery?.date && !hasPeriod) {
    report(
      'BR-IC-11',
      'delivery.date',
      'An intra-community supply needs its delivery date (BT-72) or the period (BG-14).',
    );
  }
  if ((invoice.delivery?.address?.country ?? '').length < 2) {
    report(
      'BR-IC-12',
      'delivery.address.country',
      'An intra-community supply needs the delivery country (BT-80).',
    );
  }
}

/** BR-O-11 to BR-O-14: category O stands alone. */
function outOfScope({ breakdown, lines, allowances, charges, report }: Facts): void {
  if (!breakdown.some((row) => row.category === 'O')) return;
  const isOther = (one: { category?: string | undefined } | undefined): boolean =>
    one?.category !== undefined && one.category !== 'O';
  const said = 'An invoice not subject to VAT (O) has no other category.';
  if (breakdown.some(isOther)) report('BR-O-11', 'vatBreakdown', said);
  if (lines.some((line) => isOther(line.vat))) report('BR-O-12', 'lines', said);
  if (allowances.some((one) => isOther(one.vat))) report('BR-O-13', 'allowances', said);
  if (charges.some((one) => isOther(one.vat))) report('BR-O-14', 'charges', said);
}

/** BR-B-01, BR-B-02: Italian split payment, domestic only and never beside the standard rate. */
function splitPayment(facts: Facts): void {
  const { invoice, breakdown, lines, allowances, charges, report } = facts;
  const used = new Set(
    [
      ...breakdown.map((row) => row.category),
      ...[...lines, ...allowances, ...charges].map((one) => one.vat?.category),
    ].filter((category) => category !== undefined),
  );
  if (!used.has('B')) return;
  const countries = [invoice.seller, invoice.buyer, invoice.taxRepresentative, invoice.delivery]
    .map((holder) => holder?.address?.country)
    .concat(lines.map((line) => line.item?.origin))
    .filter((country) => country !== undefined);
  if (countries.some((country) => country !== 'IT')) {
    report('BR-B-01', 'vatBreakdown', 'Split payment (B) is for domestic Italian invoices.');
  }
  if (used.has('S')) {
    report(
      'BR-B-02',
      'vatBreakdown',
      'Split payment (B) does not stand beside the standard rate (S).',
    );
  }
}
