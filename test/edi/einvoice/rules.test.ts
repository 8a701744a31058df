import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EInvoice,
  lineNetOf,
  totalsOf,
  validateInvoice,
} from '../../../edi/einvoice/index.ts';
import { Decimal, Problem } from '../../../src/base/index.ts';
import { anyInvoice, buyer, d, day, gloves, invoiceOf, seller } from './samples.ts';

const rulesOf = (invoice: EInvoice): string[] => [
  ...new Set(validateInvoice(invoice, ['en16931', 'french', 'exact']).map((one) => one.rule)),
];

describe('totals', () => {
  it('computes VAT once for each rate, not once for each line', () => {
    const line = { net: d('0.33'), vat: { category: 'S', rate: d('20') } };
    const { totals, vatBreakdown } = totalsOf({ lines: [line, line, line] });
    expect(vatBreakdown).toEqual([
      { category: 'S', rate: d('20'), taxable: d('0.99'), tax: d('0.20') },
    ]);
    expect(totals.gross.toString(2)).toBe('1.19');
  });

  it('rounds half a cent up, on the line and on the VAT', () => {
    expect(lineNetOf({ quantity: d('1'), price: { net: d('0.125') } }).toString(2)).toBe('0.13');
    const { totals } = totalsOf({
      lines: [{ net: d('0.50'), vat: { category: 'S', rate: d('5') } }],
    });
    expect(totals.vat?.toString(2)).toBe('0.03');
  });

  it('divides by the base quantity before it rounds', () => {
    const price = { net: d('10'), baseQuantity: d('3') };
    expect(lineNetOf({ quantity: d('7'), price }).toString(2)).toBe('23.33');
  });

  it('takes allowances off, adds charges, and subtracts what is already paid', () => {
    const vat = { category: 'S', rate: d('20') };
    const { totals } = totalsOf({
      lines: [{ net: d('100.00'), vat }],
      allowances: [{ amount: d('10.00'), vat }],
      charges: [{ amount: d('5.00'), vat }],
      prepaid: d('14.00'),
      rounding: d('0.01'),
    });
    expect(totals.net.toString(2)).toBe('95.00');
    expect(totals.vat?.toString(2)).toBe('19.00');
    expect(totals.payable.toString(2)).toBe('100.01');
  });

  it('asks why a sale is exempt', () => {
    const run = () =>
      totalsOf({ lines: [{ net: d('1.00'), vat: { category: 'E', rate: d('0') } }] });
    expect(run).toThrow(Problem);
    expect(run).toThrow('BT-120');
  });

  it('always agree with the rules, to the cent', () => {
    const money = /^(BR-CO-1[0-7]|BR-(S|AE|IC)-0[89]|BR-DEC-\d+|CPT-.*)$/;
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        const violations = validateInvoice(invoice, ['en16931', 'exact']);
        expect(violations.filter((one) => money.test(one.rule))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a cent out of place', () => {
  it('is forgiven by the official rules where they tolerate, and never by ours', () => {
    const { totals, vatBreakdown } = invoiceOf();
    const cent = d('0.01');
    const wrong = invoiceOf({
      vatBreakdown: vatBreakdown.map((row) => ({ ...row, tax: row.tax.add(cent) })),
      totals: {
        ...totals,
        vat: totals.vat?.add(cent),
        gross: totals.gross.add(cent),
        payable: totals.payable.add(cent),
      },
    });
    expect(validateInvoice(wrong, ['en16931'])).toEqual([]);
    expect(validateInvoice(wrong, ['exact'])).toEqual([
      {
        rule: 'CPT-VAT',
        severity: 'error',
        path: 'vatBreakdown[0].tax',
        message: '100.00 × 20 % is 20.00; write that in BT-117, not 20.01.',
      },
    ]);
  });

  it.each([
    ['lines', 'BR-CO-10'],
    ['net', 'BR-CO-13'],
    ['gross', 'BR-CO-15'],
    ['payable', 'BR-CO-16'],
    ['vat', 'BR-CO-14'],
  ] as const)('in the total “%s” breaks %s', (name, rule) => {
    const { totals } = invoiceOf();
    const changed = { ...totals, [name]: (totals[name] as Decimal).add(d('0.01')) };
    expect(rulesOf(invoiceOf({ totals: changed }))).toContain(rule);
  });
});

describe('French rules', () => {
  it.each<[string, Partial<EInvoice>, string]>([
    ['a number with a space', { number: 'FD 41' }, 'BR-FR-01'],
    ['a number of 36 characters', { number: 'F'.repeat(36) }, 'BR-FR-01'],
    ['a type France does not take', { typeCode: '326' }, 'BR-FR-04'],
    ['no frame', { process: undefined }, 'BR-FR-08'],
    ['a frame that does not exist', { process: 'S4B' }, 'BR-FR-08'],
    ['no compulsory note', { notes: [] }, 'BR-FR-05'],
    ['a treatment that does not exist', { notes: [{ subject: 'BAR', text: 'B2G' }] }, 'BR-FR-20'],
    ['no address of the buyer', { buyer: { ...buyer, endpoint: undefined } }, 'BR-FR-12'],
    [
      'a buyer’s address in another scheme',
      { buyer: { ...buyer, endpoint: { value: '3012345678902', scheme: '0088' } } },
      'BR-FR-21',
    ],
    [
      'a buyer’s address that is not its own',
      { buyer: { ...buyer, endpoint: { value: '732829320', scheme: '0225' } } },
      'BR-FR-21',
    ],
    ['a buyer without SIREN', { buyer: { ...buyer, legalId: undefined } }, 'BR-FR-11'],
    [
      'a SIRET of another company',
      { seller: { ...seller, identifiers: [{ value: '55210055400013', scheme: '0009' }] } },
      'BR-FR-09',
    ],
    ['a credit note that refers to nothing', { typeCode: '381' }, 'BR-FR-CO-05'],
    ['a corrective invoice that refers to nothing', { typeCode: '384' }, 'BR-FR-CO-04'],
    ['a due date before the invoice', { dueDate: day('2026-11-20') }, 'BR-FR-CO-07'],
    ['a paid frame with money due', { process: 'B2' }, 'BR-FR-CO-09'],
    [
      'a rate France never had',
      { lines: [{ ...gloves, vat: { category: 'S', rate: d('21') } }] },
      'BR-FR-16',
    ],
    [
      'a price of seven decimals',
      { lines: [{ ...gloves, price: { net: d('33.3333333') } }] },
      'BR-FR-DEC-03',
    ],
  ])('refuse %s', (_, change, rule) => {
    expect(rulesOf(invoiceOf(change))).toContain(rule);
  });
});

it('checks ten thousand lines in a time that grows with their number only', () => {
  const many = (count: number): EInvoice =>
    invoiceOf({ lines: Array.from({ length: count }, (_, at) => ({ ...gloves, id: `${at}` })) });
  const timed = (invoice: EInvoice): number => {
    const start = performance.now();
    expect(validateInvoice(invoice, ['en16931', 'french', 'exact'])).toEqual([]);
    return performance.now() - start;
  };
  timed(many(1_000));
  const large = many(10_000);
  expect(timed(large)).toBeLessThan(1_000);
});
