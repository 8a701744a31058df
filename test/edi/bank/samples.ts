import fc from 'fast-check';
import type { EntryDraft, StatementDraft } from '../../../edi/bank/index.ts';
import { money } from '../../../src/base/index.ts';

export const iban = 'FR7630006000011234567890189';
export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
export const eur = (cents: number) => money(cents, 'EUR');

const noCode = { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT' };

/** A booked credit of one payment that quotes its invoice. */
export function creditOf(change: Partial<EntryDraft> = {}): EntryDraft {
  return {
    reference: 'E1',
    amount: eur(120_00),
    creditDebit: 'CRDT',
    isReversal: false,
    status: 'BOOK',
    bookingDate: day('2026-11-20'),
    valueDate: day('2026-11-20'),
    servicerReference: 'BQ-0001',
    bankTxCode: noCode,
    details: [
      {
        endToEndId: 'VIR-1',
        amount: eur(120_00),
        creditDebit: 'CRDT',
        debtor: { name: 'Acier du Nord', iban: 'DE89370400440532013000' },
        remittance: { unstructured: ['FD-2026-00041'], structured: [] },
      },
    ],
    ...change,
  };
}

export function statementOf(entries: readonly EntryDraft[]): StatementDraft {
  return {
    messageId: 'M1',
    id: 'S-2026-11-20',
    sequence: 231,
    createdAt: Temporal.Instant.from('2026-11-20T20:00:00Z'),
    account: { iban, currency: 'EUR', owner: 'Comptoir SAS', bic: 'AGRIFRPP' },
    from: day('2026-11-20'),
    to: day('2026-11-20'),
    opening: eur(-500_00),
    entries,
  };
}

const word = fc
  .string({
    unit: fc.constantFrom(...Array.from('ABCé&<>0123456789 -/')),
    minLength: 1,
    maxLength: 30,
  })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const amount = fc.integer({ min: 0, max: 1_000_000_000 }).map(eur);
const date = fc.integer({ min: 0, max: 10_000 }).map((days) => day('2020-01-01').add({ days }));
const direction = fc.constantFrom('CRDT' as const, 'DBIT' as const);
const party = fc.record({
  name: word,
  iban: maybe(fc.constant('DE89370400440532013000')),
  bic: maybe(fc.constant('COBADEFFXXX')),
  country: maybe(fc.constant('DE')),
  id: maybe(word),
});
const structured = fc.record({
  creditorReference: fc.constant('RF18539007547034'),
  type: fc.constant('SCOR'),
  documentNumbers: fc.array(fc.record({ number: word, type: maybe(fc.constant('CINV')) }), {
    maxLength: 2,
  }),
  additional: fc.array(word, { maxLength: 2 }),
});
const detail = fc.record({
  endToEndId: maybe(word),
  instructionId: maybe(word),
  txId: maybe(word),
  uetr: maybe(fc.uuid({ version: 4 })),
  mandateId: maybe(word),
  servicerReference: maybe(word),
  amount,
  creditDebit: direction,
  instructedAmount: maybe(amount),
  debtor: maybe(party),
  ultimateDebtor: maybe(fc.record({ name: word })),
  creditor: maybe(party),
  ultimateCreditor: maybe(fc.record({ name: word })),
  remittance: fc.record({
    unstructured: fc.array(word, { maxLength: 2 }),
    structured: fc.array(structured, { maxLength: 2 }),
  }),
  returnReason: maybe(fc.constantFrom('AC04', 'MD06')),
  returnText: maybe(word),
  purpose: maybe(fc.constant('SUPP')),
});

export const anyEntry: fc.Arbitrary<EntryDraft> = fc.record({
  reference: word,
  amount,
  creditDebit: direction,
  isReversal: fc.boolean(),
  status: fc.constantFrom('BOOK', 'PDNG'),
  bookingDate: maybe(date),
  valueDate: maybe(date),
  servicerReference: maybe(word),
  bankTxCode: fc.constant(noCode),
  additionalInfo: maybe(word),
  batch: maybe(fc.record({ count: fc.integer({ min: 0, max: 99 }), total: amount })),
  details: fc.array(detail, { maxLength: 3 }),
});
