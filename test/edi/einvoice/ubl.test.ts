import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acceptInvoice,
  buildUblInvoice,
  inspectUbl,
  isValid,
  parseUbl,
  validateInvoice,
} from '../../../edi/einvoice/index.ts';
import { anyInvoice, d, day, gloves, invoiceOf, plain, seller } from './samples.ts';
import { hasFixtures, schema } from './xsd.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe('an invoice as UBL', () => {
  it('comes back from its own document as it was', () => {
    fc.assert(
      fc.property(anyInvoice, (invoice) => {
        const { model, errors, violations } = parseUbl(bytes(buildUblInvoice(invoice)));
        expect(errors).toEqual([]);
        expect(violations).toEqual([]);
        expect(plain(model)).toEqual(plain(invoice));
      }),
      { numRuns: 200 },
    );
  });

  it('carries the biller under the seller, for an invoice under mandate', () => {
    const biller = { ...seller, name: 'Comptoir SAS', endpoint: undefined };
    const { model } = parseUbl(bytes(buildUblInvoice(invoiceOf({ biller }))));
    expect(model.biller?.name).toBe('Comptoir SAS');
    expect(model.seller?.name).toBe('Fournitures Durand SAS');
  });

  it('writes a credit note with its own root, and its due date at the payment means', () => {
    const credit = invoiceOf({
      typeCode: '381',
      precedingInvoices: [{ number: 'FD-2026-00040', issueDate: day('2026-10-02') }],
    });
    const text = buildUblInvoice(credit);
    expect(text).toContain('<CreditNote ');
    expect(text).toContain('<cbc:PaymentDueDate>2026-12-21</cbc:PaymentDueDate>');
    expect(parseUbl(bytes(text)).model.dueDate?.toString()).toBe('2026-12-21');
    expect(validateInvoice(credit, ['en16931', 'french', 'exact'])).toEqual([]);
  });

  it('says which value it could not read, and on which line', () => {
    const text = buildUblInvoice(invoiceOf()).replace('2026-11-21', '21/11/2026');
    const { model, errors } = parseUbl(bytes(text));
    expect(model.issueDate).toBeUndefined();
    expect(errors).toEqual([
      {
        code: 'einvoice.field_unreadable',
        severity: 'error',
        line: 6,
        segment: 'cbc:IssueDate',
        element: null,
        message: 'Line 6: “21/11/2026” in cbc:IssueDate is not a date; write a day as YYYY-MM-DD.',
        fix: 'a day as YYYY-MM-DD',
      },
    ]);
  });

  it('is accepted for use only when the compulsory fields are there', () => {
    const text = buildUblInvoice(invoiceOf());
    expect(acceptInvoice(parseUbl(bytes(text)).model).number).toBe('FD-2026-00041');
    const { model } = parseUbl(bytes(text.replace('<cbc:ID>FD-2026-00041</cbc:ID>', '')));
    expect(() => acceptInvoice(model)).toThrow('BR-02 Give the invoice number (BT-1).');
  });

  it('is read whatever the prefixes', () => {
    const text = buildUblInvoice(invoiceOf())
      .replaceAll('cbc:', 'b:')
      .replaceAll('cac:', 'a:')
      .replace('xmlns:cbc', 'xmlns:b')
      .replace('xmlns:cac', 'xmlns:a');
    expect(plain(parseUbl(bytes(text)).model)).toEqual(plain(invoiceOf()));
  });
});

describe('inspecting a UBL document', () => {
  it('shows lines, parties, references and totals', () => {
    const { documents, errors } = inspectUbl(bytes(buildUblInvoice(invoiceOf())));
    expect(errors).toEqual([]);
    expect(documents[0]).toMatchObject({
      type: 'invoice',
      number: 'FD-2026-00041',
      date: '2026-11-21',
      currency: 'EUR',
      parties: { seller: { id: '73282932000074', vatId: 'FR44732829320' } },
      references: [{ type: 'order', number: '4500012345' }],
      lines: [
        {
          position: '1',
          sellerSku: 'GANT-9',
          gtin: '3501234567894',
          quantity: '3',
          unit: 'H87',
          unitPrice: '33.333',
          lineTotal: '100.00',
        },
      ],
      totals: { lines: '100.00', taxable: '100.00', tax: '20.00', total: '120.00' },
    });
  });

  it('divides a price that is given for a hundred', () => {
    const line = { ...gloves, price: { net: d('250'), baseQuantity: d('100') } };
    const { documents } = inspectUbl(bytes(buildUblInvoice(invoiceOf({ lines: [line] }))));
    expect(documents[0]?.lines[0]?.unitPrice).toBe('2.5');
  });

  it.each([
    ['another document', '<Order/>', 'einvoice.not_ubl'],
    ['a truncated one', '<Invoice><ID>1', 'xml.malformed'],
  ])('refuses %s by name', (_, text, code) => {
    const { documents, errors } = inspectUbl(bytes(text));
    expect(documents).toEqual([]);
    expect(errors.map((error) => error.code)).toEqual([code]);
  });
});

describe.skipIf(!hasFixtures)(
  'the official UBL 2.1 schema (skipped without ../shared/fixtures)',
  () => {
    it('accepts every document we write', () => {
      const isInvoice = schema('ubl-2.1/maindoc/UBL-Invoice-2.1.xsd');
      const isCreditNote = schema('ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd');
      fc.assert(
        fc.property(anyInvoice, (invoice) => {
          const text = buildUblInvoice(invoice);
          expect((text.includes('<CreditNote ') ? isCreditNote : isInvoice)(text)).toEqual([]);
        }),
        { numRuns: 200 },
      );
      // The oracle does refuse: an element out of its place.
      const text = buildUblInvoice(invoiceOf());
      const issued = '<cbc:IssueDate>2026-11-21</cbc:IssueDate>';
      const moved = text.replace(issued, '').replace('<cac:OrderReference>', `${issued}$&`);
      expect(isInvoice(moved)).toHaveLength(1);
    });
  },
);

it('finds the sample invoice right by every rule, French and to the cent', () => {
  const violations = validateInvoice(invoiceOf(), ['en16931', 'french', 'exact']);
  expect(violations).toEqual([]);
  expect(isValid(violations)).toBe(true);
});
