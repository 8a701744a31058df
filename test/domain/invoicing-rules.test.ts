import { describe, expect, it } from 'vitest';
import { Decimal, money, transition } from '../../src/base/index.ts';
import { invoiceTransitions, mandateTransitions } from '../../src/domain/invoicing/index.ts';
import {
  commercialNotes,
  commissionOn,
  creditedCommission,
  dueDate,
  exemptionOf,
  frameOf,
  mandateNote,
  orderMismatches,
  statementDueOn,
} from '../../src/domain/invoicing/rules/index.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const d = (text: string) => Decimal.parse(text);

describe('payment terms (C. com. L441-10)', () => {
  const issuedOn = day('2026-01-15');
  it.each([
    [{ days: 60 }, '2026-03-16'],
    [{ days: 45, basis: 'end_of_month_plus' as const }, '2026-03-17'],
    [{ days: 45, basis: 'plus_end_of_month' as const }, '2026-03-31'],
    [{}, '2026-02-14'],
    [{ days: 0 }, '2026-01-15'],
    [{ days: 45, kind: 'periodic' as const }, '2026-03-01'],
  ])('%o of an invoice of 15 January 2026 falls due on %s', (terms, due) => {
    expect(dueDate({ issuedOn, ...terms }).toString()).toBe(due);
  });

  it.each([
    { days: 61 },
    { days: 46, basis: 'plus_end_of_month' as const },
    { days: 46, basis: 'end_of_month_plus' as const },
    { days: 46, kind: 'periodic' as const },
    { days: -1 },
  ])('%o is refused', (terms) => {
    expect(() => dueDate({ issuedOn, ...terms })).toThrow('invoicing.terms_illegal');
  });

  it('counts the end of a leap February', () => {
    const terms = { issuedOn: day('2028-02-10'), days: 0, basis: 'end_of_month_plus' as const };
    expect(dueDate(terms).toString()).toBe('2028-02-29');
  });

  it('asks for a statement by the earliest due day, never before its own', () => {
    const invoices = [{ dueOn: day('2026-03-20') }, { dueOn: day('2026-03-10') }];
    expect(statementDueOn(day('2026-03-01'), invoices).toString()).toBe('2026-03-10');
    expect(statementDueOn(day('2026-03-15'), invoices).toString()).toBe('2026-03-15');
  });
});

describe('what the law makes an invoice say', () => {
  it('cites the CGI until August 2026 and the CIBS from September', () => {
    const facts = { locale: 'fr' as const, seller: 'A', operator: 'C', date: '01/01/2026' };
    expect(mandateNote(day('2026-08-31'), facts)).toContain('article 289, I-2 du CGI');
    expect(mandateNote(day('2026-09-01'), facts)).toContain('L. 216-33 à L. 216-46 du CIBS');
  });

  it('states the semester’s penalty rate where it is known, and the formula always', () => {
    const penalty = (on: string) =>
      commercialNotes(day(on), 'fr').find((one) => one.subject === 'PMD')?.text;
    expect(penalty('2025-03-01')).toContain('majoré de 10 points (13,15 %)');
    expect(penalty('2031-03-01')).toContain('majoré de 10 points, exigibles');
  });

  it('gives each untaxed category its reason', () => {
    const on = day('2026-03-02');
    const of = (category: string, regime: 'standard' | 'franchise', country = 'FR') =>
      exemptionOf(on, { category, regime, country })?.code;
    expect(of('E', 'franchise')).toBe('VATEX-FR-FRANCHISE');
    expect(of('K', 'standard', 'DE')).toBe('VATEX-EU-IC');
    expect(of('AE', 'standard')).toBe('VATEX-EU-AE');
    expect(of('G', 'standard')).toBe('VATEX-EU-G');
    expect(of('S', 'standard')).toBeUndefined();
  });

  it('names the frame after goods and services', () => {
    expect(frameOf([{ unspsc: '31161500' }])).toBe('B1');
    expect(frameOf([{ unspsc: '81111500' }])).toBe('S1');
    expect(frameOf([{ unspsc: '31161500' }, { unspsc: '81111500' }])).toBe('M1');
  });
});

describe('the commission', () => {
  const on = day('2026-03-02');
  const net = money(12345n, 'EUR');
  const fee = (seller: { kind: string; country: string }) => {
    const found = commissionOn({ net, on, seller: { commissionBp: 1250, ...seller } });
    return [found.bp, found.net.minor, found.vat.minor];
  };
  it('is half up of the net, with VAT for French sellers only, and nothing on own sales', () => {
    expect(fee({ kind: 'seller', country: 'FR' })).toEqual([1250, 1543n, 309n]);
    expect(fee({ kind: 'seller', country: 'RE' })).toEqual([1250, 1543n, 309n]);
    expect(fee({ kind: 'seller', country: 'DE' })).toEqual([1250, 1543n, 0n]);
    expect(fee({ kind: 'operator', country: 'FR' })).toEqual([0, 0n, 0n]);
  });
});

describe('the check against the order', () => {
  const ordered = {
    lineNumber: 1,
    sku: 'A',
    unit: 'C62',
    quantity: d('10'),
    unitPrice: d('4.20'),
    currency: 'EUR',
    vatCategory: 'S',
    vatRateBp: 2000,
    receivedQuantity: d('8'),
    invoicedQuantity: d('0'),
  };
  const codes = (changes: Partial<typeof ordered>) =>
    orderMismatches([{ ...ordered, quantity: d('8'), ...changes }], [ordered]).map(
      (one) => one.code,
    );

  it('lets through what matches and names each difference', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ unitPrice: d('4.200000') })).toEqual([]);
    expect(codes({ quantity: d('9') })).toEqual(['LIVR_INCOMP']);
    expect(codes({ quantity: d('11') })).toEqual(['QTE_ERR']);
    expect(codes({ quantity: d('0') })).toEqual(['QTE_ERR']);
    expect(codes({ unitPrice: d('4.21') })).toEqual(['PU_ERR']);
    expect(codes({ lineNumber: 2 })).toEqual(['CMD_ERR']);
    expect(codes({ sku: 'B', vatRateBp: 550 })).toEqual(['CMD_ERR', 'TX_TVA_ERR']);
  });

  it('refuses a line named twice', () => {
    const draft = { ...ordered, quantity: d('1') };
    expect(orderMismatches([draft, draft], [ordered]).map((one) => one.expected)).toEqual(['once']);
  });
});

describe('states', () => {
  it.each([
    ['mandate', mandateTransitions],
    ['invoice', invoiceTransitions],
  ] as const)('of a %s move along the table and nowhere else', (subject, table) => {
    const rows = table as Record<string, readonly string[]>;
    for (const from of Object.keys(rows)) {
      for (const to of Object.keys(rows)) {
        const move = () => transition(rows as Record<string, string[]>, { subject, from, to });
        if (rows[from]?.includes(to)) expect(move()).toBe(to);
        else expect(move).toThrow('base.transition');
      }
    }
  });
});

describe('the commission that a credit note gives back', () => {
  const fees = (netMinor: bigint, commissionNetMinor: bigint, commissionVatMinor: bigint) => ({
    netMinor,
    commissionNetMinor,
    commissionVatMinor,
  });
  const sold = { commissionBp: 1200, issuedOn: day('2026-03-02'), currency: 'EUR' };

  it('bears VAT where the invoice’s did and none where it did not, wherever the seller is today', () => {
    const half = { credited: fees(0n, 0n, 0n), netMinor: 1000n };
    expect(creditedCommission({ sold: { ...sold, ...fees(2000n, 240n, 48n) }, ...half })).toEqual({
      net: 120n,
      vat: 24n,
    });
    expect(creditedCommission({ sold: { ...sold, ...fees(2000n, 240n, 0n) }, ...half })).toEqual({
      net: 120n,
      vat: 0n,
    });
  });

  it('takes exactly what remains with the last of the goods', () => {
    // 12 % of 4.50 is 0.54; the invoice bore 0.11 of VAT, two notes gave back 0.36 and 0.07.
    expect(
      creditedCommission({
        sold: { ...sold, ...fees(450n, 54n, 11n) },
        credited: fees(300n, 36n, 7n),
        netMinor: 150n,
      }),
    ).toEqual({ net: 18n, vat: 4n });
  });
});
