import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildPain001,
  type CreditTransfer,
  isSepaText,
  rfReference,
  sepaText,
} from '../../../edi/bank/index.ts';
import { money, Problem } from '../../../src/base/index.ts';
import { at, children, readXml, textAt } from '../../../src/base/xml/index.ts';
import { hasFixtures, schema } from '../einvoice/xsd.ts';
import { day, eur, iban } from './samples.ts';

const debtor = { name: 'Comptoir SAS', iban, bic: 'AGRIFRPP' };
const creditor = {
  name: 'Fournitures Müller & Söhne',
  iban: 'DE89370400440532013000',
  address: { street: 'Hauptstraße', building: '7', postCode: '50667', city: 'Köln', country: 'DE' },
};

const payoutOf = (change: Partial<CreditTransfer> = {}): CreditTransfer => ({
  id: 'PO-2026-0001',
  amount: eur(1_234_56),
  executionDate: day('2026-11-23'),
  debtor,
  creditor,
  remittance: 'Comptoir payout PO-2026-0001',
  ...change,
});

const build = (payments: readonly CreditTransfer[]): string =>
  buildPain001({
    messageId: 'COMPTOIR-20261121-1',
    createdAt: Temporal.Instant.from('2026-11-21T10:00:00Z'),
    initiator: 'Comptoir SAS',
    payments,
  });

const order = (text: string) => at(readXml(Buffer.from(text)).root, 'CstmrCdtTrfInitn');

const refusal = (payments: readonly CreditTransfer[]): string => {
  try {
    build(payments);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { field } = error.params;
    return typeof field === 'string' ? `${error.code} ${field}` : error.code;
  }
};

describe('a payout order', () => {
  it('groups payments by execution date and account, and sums each group exactly', () => {
    const root = order(
      build([
        payoutOf({ id: 'A', amount: eur(10) }),
        payoutOf({ id: 'B', amount: eur(20) }),
        payoutOf({ id: 'C', amount: eur(1), executionDate: day('2026-11-24') }),
      ]),
    );
    expect(textAt(root, 'GrpHdr/NbOfTxs')).toBe('3');
    expect(textAt(root, 'GrpHdr/CtrlSum')).toBe('0.31');
    const groups = root ? children(root, 'PmtInf') : [];
    expect(
      groups.map((one) => [
        textAt(one, 'PmtInfId'),
        textAt(one, 'ReqdExctnDt/Dt'),
        textAt(one, 'NbOfTxs'),
        textAt(one, 'CtrlSum'),
      ]),
    ).toEqual([
      ['COMPTOIR-20261121-1-1', '2026-11-23', '2', '0.30'],
      ['COMPTOIR-20261121-1-2', '2026-11-24', '1', '0.01'],
    ]);
  });

  it('carries the payout id to the statement and writes texts as SEPA banks take them', () => {
    const payment = at(order(build([payoutOf()])), 'PmtInf/CdtTrfTxInf');
    expect(textAt(payment, 'PmtId/EndToEndId')).toBe('PO-2026-0001');
    expect(textAt(payment, 'Cdtr/Nm')).toBe('Fournitures Muller + Sohne');
    expect(textAt(payment, 'Cdtr/PstlAdr/StrtNm')).toBe('Hauptstrasse');
    expect(textAt(payment, 'Cdtr/PstlAdr/TwnNm')).toBe('Koln');
    expect(at(payment, 'Cdtr/PstlAdr/AdrLine')).toBeUndefined();
  });

  it('sends an RF reference as a structured one', () => {
    const payment = at(
      order(build([payoutOf({ remittance: rfReference('539007547034') })])),
      'PmtInf/CdtTrfTxInf',
    );
    expect(textAt(payment, 'RmtInf/Strd/CdtrRefInf/Ref')).toBe('RF18539007547034');
    expect(at(payment, 'RmtInf/Ustrd')).toBeUndefined();
  });

  it.each([
    ['an empty batch', [], 'bank.payment_refused payments'],
    ['the same payout twice', [payoutOf(), payoutOf()], 'bank.payment_refused id'],
    ['an id a bank would change', [payoutOf({ id: 'PO/2026//1' })], 'bank.payment_refused id'],
    ['an id with an accent', [payoutOf({ id: 'Février' })], 'bank.payment_refused id'],
    ['nothing to pay', [payoutOf({ amount: eur(0) })], 'bank.payment_refused amount'],
    ['dollars', [payoutOf({ amount: money(100, 'USD') })], 'bank.payment_refused amount'],
    [
      'an account with wrong check digits',
      [payoutOf({ creditor: { ...creditor, iban: 'DE88370400440532013000' } })],
      'bank.iban_invalid',
    ],
    ['a BIC that is none', [payoutOf({ debtor: { ...debtor, bic: 'AGRI' } })], 'bank.bic_invalid'],
    [
      'a text that would be cut',
      [payoutOf({ remittance: 'x'.repeat(141) })],
      'bank.payment_refused remittance',
    ],
  ])('refuses %s', (_, payments, code) => {
    expect(refusal(payments)).toBe(code);
  });
});

it('any text becomes one that SEPA banks take', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(isSepaText(sepaText(text))).toBe(true);
    }),
  );
  expect(sepaText('Œuvre n° 5 – « Été » 10 €')).toBe('OEuvre n. 5 - . Ete . 10 EUR');
});

describe.skipIf(!hasFixtures)(
  'the pain.001.001.09 schema (skipped without ../shared/fixtures)',
  () => {
    it('accepts every order we write', () => {
      const validate = schema('iso20022/pain.001.001.09.xsd');
      const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
      const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
      const named = text.filter((one) => sepaText(one) !== '');
      const address = fc.record({
        street: maybe(named),
        building: maybe(named),
        postCode: maybe(named),
        city: named,
        country: fc.constantFrom('FR', 'DE'),
      });
      const party = fc.record({
        name: named,
        iban: fc.constantFrom(iban, creditor.iban),
        bic: maybe(fc.constant('AGRIFRPPXXX')),
        address: maybe(address),
      });
      const payment = fc.record({
        amount: fc.integer({ min: 1, max: 1_000_000_000 }).map(eur),
        executionDate: fc
          .integer({ min: 0, max: 3 })
          .map((days) => day('2026-11-23').add({ days })),
        debtor: party,
        creditor: party,
        remittance: maybe(fc.oneof(named, fc.constant('RF18539007547034'))),
      });
      fc.assert(
        fc.property(fc.array(payment, { minLength: 1, maxLength: 5 }), (payments) => {
          const numbered = payments.map((one, at) => ({ ...one, id: `PO-${at}` }));
          expect(validate(build(numbered))).toEqual([]);
        }),
        { numRuns: 200 },
      );
    });
  },
);
