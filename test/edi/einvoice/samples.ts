import fc from 'fast-check';
import type {
  Address,
  Adjustment,
  DocumentAdjustment,
  EInvoice,
  Identifier,
  InvoiceLine,
  Party,
  Vat,
} from '../../../edi/einvoice/index.ts';
import { EN16931, lineNetOf, totalsOf } from '../../../edi/einvoice/index.ts';
import { Decimal } from '../../../src/base/index.ts';

export const d = (text: string): Decimal => Decimal.parse(text);
export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

export const seller: Party = {
  name: 'Fournitures Durand SAS',
  legalId: { value: '732829320', scheme: '0002' },
  identifiers: [{ value: '73282932000074', scheme: '0009' }],
  vatId: 'FR44732829320',
  legalForm: 'SAS au capital de 50 000 EUR',
  endpoint: { value: '732829320_COMPTOIR', scheme: '0225' },
  address: { line1: '12 rue des Forges', city: 'Lyon', postCode: '69003', country: 'FR' },
};

export const buyer: Party = {
  name: 'Acier du Nord SA',
  legalId: { value: '552100554', scheme: '0002' },
  vatId: 'FR96552100554',
  endpoint: { value: '552100554', scheme: '0225' },
  address: { line1: '1 quai Vauban', city: 'Lille', postCode: '59000', country: 'FR' },
};

const frenchNotes = [
  { subject: 'PMT', text: 'Indemnité forfaitaire de recouvrement : 40 EUR' },
  { subject: 'PMD', text: 'Pénalités de retard : taux BCE + 10 points' },
  { subject: 'AAB', text: 'Pas d’escompte pour paiement anticipé' },
  { subject: 'BAR', text: 'B2B' },
];

type LineDraft = Omit<InvoiceLine, 'net'>;

/** A line whose net amount follows from its parts. */
export function lineOf(line: LineDraft): InvoiceLine {
  return { ...line, net: lineNetOf(line) };
}

export const gloves = lineOf({
  id: '1',
  quantity: d('3'),
  unit: 'H87',
  price: { net: d('33.333') },
  vat: { category: 'S', rate: d('20') },
  item: {
    name: 'Gants de manutention',
    sellerId: 'GANT-9',
    standardId: { value: '3501234567894', scheme: '0160' },
  },
});

/** A French domestic invoice that every rule accepts; a test changes what it is about. */
export function invoiceOf(change: Partial<EInvoice> = {}): EInvoice {
  const lines = change.lines ?? [gloves];
  const { totals, vatBreakdown } = totalsOf({
    lines,
    allowances: change.allowances,
    charges: change.charges,
  });
  return {
    number: 'FD-2026-00041',
    issueDate: day('2026-11-21'),
    typeCode: '380',
    currency: 'EUR',
    dueDate: day('2026-12-21'),
    process: 'B1',
    specification: EN16931,
    orderReference: '4500012345',
    notes: frenchNotes,
    seller,
    buyer,
    delivery: { date: day('2026-11-19'), address: buyer.address },
    payment: {
      meansCode: '30',
      remittance: 'RF18539007547034',
      accounts: [{ account: 'FR7630006000011234567890189', bic: 'AGRIFRPP' }],
    },
    totals,
    vatBreakdown,
    ...change,
    lines,
  };
}

/** What survives a document: undefined, and the difference between 12.5 and 12.50, do not. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const word = fc
  .string({
    unit: fc.constantFrom(...Array.from('abcdefgé&<>"\'€ 0123456789-/')),
    minLength: 1,
    maxLength: 20,
  })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const digits = (max: number, scale: number) =>
  fc.bigInt({ min: 0n, max: BigInt(max) }).map((unscaled) => new Decimal(unscaled, scale));
const cents = digits(1_000_000, 2);
const date = fc.integer({ min: 0, max: 20_000 }).map((days) => day('2000-01-01').add({ days }));
const identifier: fc.Arbitrary<Identifier> = fc.record({
  value: word,
  scheme: fc.constantFrom('0002', '0009', '0088', '0225'),
});
const address: fc.Arbitrary<Address> = fc.record({
  line1: maybe(word),
  line2: maybe(word),
  line3: maybe(word),
  city: maybe(word),
  postCode: maybe(word),
  subdivision: maybe(word),
  country: fc.constantFrom('FR', 'DE', 'BE', 'RE'),
});
const contact = fc
  .record({ name: word, phone: maybe(word), email: maybe(word) })
  .map((one) => ({ ...one }));
const party: fc.Arbitrary<Party> = fc.record({
  name: word,
  tradingName: maybe(word),
  identifiers: maybe(fc.array(identifier, { minLength: 1, maxLength: 2 })),
  legalId: maybe(identifier),
  vatId: maybe(word),
  taxId: maybe(word),
  legalForm: maybe(word),
  endpoint: maybe(identifier),
  address,
  contact: maybe(contact),
});
const vat: fc.Arbitrary<Vat> = fc.constantFrom(
  { category: 'S', rate: d('20') },
  { category: 'S', rate: d('5.5') },
  { category: 'AE', rate: d('0') },
  { category: 'K', rate: d('0') },
);
const adjustment: fc.Arbitrary<Adjustment> = fc.record({
  amount: cents,
  base: maybe(cents),
  percent: maybe(digits(100, 1)),
  reason: maybe(word),
  reasonCode: fc.constant('95'),
});
const documentAdjustment: fc.Arbitrary<DocumentAdjustment> = fc
  .tuple(adjustment, vat)
  .map(([one, category]) => ({ ...one, vat: category }));
const list = <T>(arbitrary: fc.Arbitrary<T>) =>
  maybe(fc.array(arbitrary, { minLength: 1, maxLength: 3 }));
const item = fc.record({
  name: word,
  description: maybe(word),
  sellerId: maybe(word),
  buyerId: maybe(word),
  standardId: maybe(identifier),
  classifications: list(fc.record({ code: word, list: fc.constant('STI'), version: maybe(word) })),
  origin: maybe(fc.constantFrom('FR', 'CN')),
  attributes: list(fc.record({ name: word, value: word })),
});
const period = fc.record({ start: date, end: maybe(date) });
const line: fc.Arbitrary<InvoiceLine> = fc
  .record({
    id: word,
    note: maybe(word),
    invoicedObject: maybe(identifier),
    quantity: digits(100_000, 3),
    unit: fc.constantFrom('C62', 'KGM', 'XBX'),
    orderLine: maybe(word),
    accountingReference: maybe(word),
    period: maybe(period),
    allowances: list(adjustment),
    charges: list(adjustment),
    price: fc.record({
      net: digits(1_000_000, 4),
      baseQuantity: maybe(fc.constantFrom(d('1'), d('100'))),
    }),
    vat,
    item,
  })
  .map(lineOf);
const payment = fc.record({
  meansCode: fc.constantFrom('30', '58'),
  meansText: maybe(word),
  remittance: maybe(word),
  accounts: list(fc.record({ account: word, holder: maybe(word), bic: maybe(word) })),
  card: maybe(fc.record({ number: fc.constant('1234'), holder: maybe(word) })),
  directDebit: maybe(fc.record({ mandate: word, creditorId: maybe(word), account: maybe(word) })),
});

/** Any invoice or credit note the model can hold, its totals computed. */
export const anyInvoice: fc.Arbitrary<EInvoice> = fc
  .record({
    head: fc.record({
      number: word,
      issueDate: date,
      typeCode: fc.constantFrom('380', '381', '384', '261'),
      currency: fc.constant('EUR'),
      taxPointDate: maybe(date),
      dueDate: date,
      buyerReference: maybe(word),
      projectReference: maybe(word),
      contractReference: maybe(word),
      orderReference: maybe(word),
      salesOrderReference: maybe(word),
      receiptReference: maybe(word),
      despatchReference: maybe(word),
      tenderReference: maybe(word),
      invoicedObject: maybe(identifier),
      accountingReference: maybe(word),
      paymentTerms: maybe(word),
      notes: list(fc.record({ subject: maybe(fc.constantFrom('PMT', 'REG')), text: word })),
      process: maybe(word),
      specification: fc.constant(EN16931),
      precedingInvoices: list(fc.record({ number: word, issueDate: maybe(date) })),
      seller: party,
      biller: maybe(party),
      // A buyer has one identifier at most (BT-46).
      buyer: party.map((one) => ({ ...one, identifiers: one.identifiers?.slice(0, 1) })),
      payee: maybe(
        fc.record({ name: word, identifier: maybe(identifier), legalId: maybe(identifier) }),
      ),
      taxRepresentative: maybe(fc.record({ name: word, vatId: word, address })),
      delivery: maybe(
        fc.record({
          name: maybe(word),
          location: maybe(identifier),
          date,
          address: maybe(address),
        }),
      ),
      period: maybe(period),
      payment,
      attachments: list(
        fc.record({
          reference: word,
          description: maybe(word),
          url: maybe(fc.constant('https://example.com/a.pdf')),
          content: maybe(
            fc.constant({ base64: 'QUJD', mimeType: 'application/pdf', filename: 'a.pdf' }),
          ),
        }),
      ),
    }),
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    allowances: list(documentAdjustment),
    charges: list(documentAdjustment),
  })
  .map(({ head, lines, allowances, charges }) => {
    const { totals, vatBreakdown } = totalsOf({ lines, allowances, charges });
    return { ...head, lines, allowances, charges, totals, vatBreakdown };
  });
