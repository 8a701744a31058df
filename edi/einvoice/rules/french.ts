import type { Decimal } from '../../../src/base/index.ts';
import type { PartyRead } from '../model.ts';
import { type Facts, isBlank, same } from './engine.ts';
import { frenchPartyRules } from './french-parties.ts';

/** UNTDID 1001 as France takes it (BR-FR-04). */
const TYPES = new Set('380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503'.split(' '));
const CORRECTIVE = new Set(['384', '471', '472', '473']);
const CREDIT = new Set(['261', '381', '396', '502', '503']);
/** Frames of BT-23 (BR-FR-08): B goods, S services, M both, then the case. */
const FRAMES = new Set('B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8 B9 S9 M9'.split(' '));
const ADVANCE = new Set(['386', '500', '503']);
const TREATMENTS = new Set(['B2B', 'B2BINT', 'B2C', 'B2CINT', 'OUTOFSCOPE', 'ARCHIVEONLY']);
const CATEGORIES = new Set(['S', 'E', 'AE', 'K', 'G', 'O', 'Z']);
/** French VAT rates, overseas and past ones included (BR-FR-16). */
const RATES = new Set('0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6'.split(' '));

/** BR-FR-01 to BR-FR-32, BR-FR-CO and BR-FR-DEC: what French B2B invoices must say besides EN 16931 (XP Z12-012). */
export function frenchRules(facts: Facts): void {
  identity(facts);
  notes(facts);
  references(facts);
  frames(facts);
  vat(facts);
  digits(facts);
  frenchPartyRules(facts);
}

function isNumberShaped(number: string): boolean {
  return /^[A-Za-z0-9+\-_/]{1,35}$/.test(number);
}

function isThisCentury(date: Temporal.PlainDate | undefined): boolean {
  return date === undefined || (date.year >= 2000 && date.year <= 2099);
}

function identity({ invoice, report }: Facts): void {
  if (invoice.number !== undefined && !isNumberShaped(invoice.number)) {
    report(
      'BR-FR-01',
      'number',
      'The number (BT-1) has up to 35 letters, digits, or + - _ /, and no space.',
    );
  }
  for (const [at, preceding] of (invoice.precedingInvoices ?? []).entries()) {
    if (preceding.number !== undefined && !isNumberShaped(preceding.number)) {
      report(
        'BR-FR-01',
        `precedingInvoices[${at}].number`,
        'The preceding number (BT-25) has up to 35 letters, digits, or + - _ /, and no space.',
      );
    }
  }
  const dates = {
    issueDate: invoice.issueDate,
    taxPointDate: invoice.taxPointDate,
    dueDate: invoice.dueDate,
    'delivery.date': invoice.delivery?.date,
    'period.start': invoice.period?.start,
    'period.end': invoice.period?.end,
  };
  for (const [path, date] of Object.entries(dates)) {
    if (!isThisCentury(date)) report('BR-FR-03', path, 'The year must lie between 2000 and 2099.');
  }
  if (invoice.typeCode !== undefined && !TYPES.has(invoice.typeCode)) {
    report(
      'BR-FR-04',
      'typeCode',
      `Type ${invoice.typeCode} is not taken in France; write one of ${[...TYPES].join(' ')}.`,
    );
  }
}

const COMPULSORY = {
  PMT: 'the 40 EUR recovery indemnity',
  PMD: 'the late payment penalties',
  AAB: 'the early payment discount, or that there is none',
};

/** BR-FR-05, 06, 20, 31: compulsory notes, each once; the BAR treatment. */
function notes({ invoice, report }: Facts): void {
  const list = invoice.notes ?? [];
  const count = (subject: string): number => list.filter((one) => one.subject === subject).length;
  for (const [subject, what] of Object.entries(COMPULSORY)) {
    if (count(subject) === 0) {
      report('BR-FR-05', 'notes', `Add the note ${subject} on ${what} (BT-21, BT-22).`);
    }
  }
  for (const subject of [...Object.keys(COMPULSORY), 'TXD']) {
    if (count(subject) > 1) report('BR-FR-06', 'notes', `Give the note ${subject} once.`);
  }
  const treatments = list.filter((one) => one.subject === 'BAR').map((one) => one.text?.trim());
  if (treatments.some((one) => !TREATMENTS.has(one ?? ''))) {
    report('BR-FR-20', 'notes', `The note BAR says one of ${[...TREATMENTS].join(' ')}.`);
  }
  if (new Set(treatments).size > 1) report('BR-FR-31', 'notes', 'The notes BAR say one thing.');
}

/** BR-FR-CO-03, 04, 05: what a corrective invoice and a credit note refer to. */
function references({ invoice, report }: Facts): void {
  const { typeCode = '' } = invoice;
  const count = invoice.precedingInvoices?.length ?? 0;
  if (CORRECTIVE.has(typeCode) && count !== 1) {
    report(
      'BR-FR-CO-04',
      'precedingInvoices',
      'A corrective invoice refers to exactly one preceding invoice (BG-3).',
    );
  }
  if (CREDIT.has(typeCode) && count === 0) {
    report(
      'BR-FR-CO-05',
      'precedingInvoices',
      'A credit note refers to at least one preceding invoice (BG-3).',
    );
  }
  const isRebateWhole = invoice.contractReference && invoice.period?.start && invoice.period.end;
  if (typeCode === '262' && !isRebateWhole) {
    report(
      'BR-FR-CO-03',
      'contractReference',
      'A global rebate (262) names the contract (BT-12) and the period (BT-73, BT-74).',
    );
  }
}

/** BR-FR-08, CO-07, CO-08, CO-09: the frame (BT-23) and what it says of payment. */
function frames({ invoice, report }: Facts): void {
  const { process, totals, typeCode = '', dueDate, issueDate } = invoice;
  const frame = process ?? '';
  if (!FRAMES.has(frame)) {
    report('BR-FR-08', 'process', `Give the frame (BT-23), one of ${[...FRAMES].join(' ')}.`);
  }
  const isPaid = /^[BSM]2$/.test(frame);
  const isEarly = dueDate && issueDate && Temporal.PlainDate.compare(dueDate, issueDate) < 0;
  if (isEarly && !isPaid && !ADVANCE.has(typeCode)) {
    report('BR-FR-CO-07', 'dueDate', 'The due date (BT-9) may not precede the issue date (BT-2).');
  }
  if (/^[BSM]4$/.test(frame) && ADVANCE.has(typeCode)) {
    report(
      'BR-FR-CO-08',
      'typeCode',
      'A final invoice after an advance (frame 4) is not itself an advance.',
    );
  }
  if (!isPaid) return;
  if (!same(totals?.prepaid, totals?.gross)) {
    report('BR-FR-CO-09', 'totals.prepaid', 'Already paid (frame 2): BT-113 equals BT-112.');
  }
  if (totals?.payable && !totals.payable.isZero()) {
    report('BR-FR-CO-09', 'totals.payable', 'Already paid (frame 2): BT-115 is 0.');
  }
  if (!dueDate)
    report('BR-FR-CO-09', 'dueDate', 'Already paid (frame 2): BT-9 is the payment date.');
}

/** BR-FR-15, 16, CO-12: categories, rates, VAT in euros. */
function vat(facts: Facts): void {
  const { invoice, breakdown, lines, allowances, charges, report } = facts;
  const used = [
    ...breakdown.map((row, at) => ({ path: `vatBreakdown[${at}]`, ...row })),
    ...lines.map((line, at) => ({ path: `lines[${at}].vat`, ...line.vat })),
    ...allowances.map((one, at) => ({ path: `allowances[${at}].vat`, ...one.vat })),
    ...charges.map((one, at) => ({ path: `charges[${at}].vat`, ...one.vat })),
  ];
  for (const { path, category, rate } of used) {
    if (category !== undefined && !CATEGORIES.has(category)) {
      report(
        'BR-FR-15',
        `${path}.category`,
        `Category ${category} is not of use in France; write one of ${[...CATEGORIES].join(' ')}.`,
      );
    }
    if (rate && !RATES.has(rate.toString())) {
      report('BR-FR-16', `${path}.rate`, `${rate.toString()} % is not a French VAT rate.`);
    }
  }
  if (invoice.currency !== undefined && invoice.currency !== 'EUR') {
    if (invoice.taxCurrency !== 'EUR' || !invoice.totals?.vatAccounting) {
      report(
        'BR-FR-CO-12',
        'taxCurrency',
        'An invoice in another currency states its VAT in euros too (BT-6, BT-111).',
      );
    }
  }
}

/** BR-FR-DEC: 19 digits, of which 4 after the point in a quantity and 6 in a price. */
function digits({ lines, report }: Facts): void {
  const check = (
    value: Decimal | undefined,
    { rule, path, scale }: { rule: string; path: string; scale: number },
  ): void => {
    if (!value) return;
    const size = value.abs().unscaled.toString().length;
    if (value.scale > scale || size > 19) {
      report(
        rule,
        path,
        `${value.toString(value.scale)}: at most ${scale} decimals and 19 digits.`,
      );
    }
  };
  for (const [at, line] of lines.entries()) {
    const path = `lines[${at}]`;
    check(line.quantity, { rule: 'BR-FR-DEC-02', path: `${path}.quantity`, scale: 4 });
    check(line.price?.baseQuantity, {
      rule: 'BR-FR-DEC-02',
      path: `${path}.price.baseQuantity`,
      scale: 4,
    });
    check(line.price?.net, { rule: 'BR-FR-DEC-03', path: `${path}.price.net`, scale: 6 });
    check(line.price?.discount, { rule: 'BR-FR-DEC-03', path: `${path}.price.discount`, scale: 6 });
    check(line.price?.gross, { rule: 'BR-FR-DEC-03', path: `${path}.price.gross`, scale: 6 });
    check(line.vat?.rate, { rule: 'BR-FR-DEC-04', path: `${path}.vat.rate`, scale: 2 });
  }
}

/** Whether French rules apply: the seller is established in France or its overseas departments. */
export function isFrench(seller: PartyRead | undefined): boolean {
  const country = seller?.address?.country ?? '';
  return (
    ['FR', 'GP', 'MQ', 'GF', 'RE', 'YT'].includes(country) ||
    (isBlank(country) && seller?.vatId?.startsWith('FR') === true)
  );
}
