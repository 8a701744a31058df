import { describe, expect, it } from 'vitest';
import { readCamt } from '../../edi/bank/index.ts';
import { statementInput } from '../../src/channels/bank/translate.ts';
import { checkBalances, entryKeys } from '../../src/domain/settlement/rules.ts';

const balance = (code: string, amount: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-04</Dt></Dt></Bal>`;

const BOOKED = '<BookgDt><Dt>2026-03-02</Dt></BookgDt>';

function entry(
  amount: string,
  details: readonly string[],
  { reference = '', servicer = '', days = BOOKED } = {},
): string {
  return `<Ntry>${reference && `<NtryRef>${reference}</NtryRef>`}<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>${days}${
    servicer && `<AcctSvcrRef>${servicer}</AcctSvcrRef>`
  }<BkTxCd/><NtryDtls>${details.map((one) => `<TxDtls>${one}</TxDtls>`).join('')}</NtryDtls></Ntry>`;
}

/** A statement from zero to the sum, read and checked as the door does. */
function read(closing: string, ...entries: string[]) {
  const xml = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-04T00:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance('OPBD', '0.00')}${balance('CLBD', closing)}${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;
  const [statement] = readCamt(Buffer.from(xml)).statements;
  if (!statement) throw new Error('no statement');
  const input = statementInput(statement);
  checkBalances(input);
  return input;
}

const txAmount = (amount: string, currency: string) =>
  `<AmtDtls><InstdAmt><Amt Ccy="${currency}">${amount}</Amt></InstdAmt><TxAmt><Amt Ccy="${currency}">${amount}</Amt></TxAmt></AmtDtls>`;
const text = (said: string) => `<RmtInf><Ustrd>${said}</Ustrd></RmtInf>`;

describe('a booked entry of a bank statement', () => {
  it.each([
    ['came with charges taken off', '99.00', txAmount('100.00', 'EUR'), 9900n],
    ['was sent in dollars', '110.00', txAmount('120.00', 'USD'), 11000n],
  ])('that %s counts with the amount that was booked', (_, booked, detail, minor) => {
    expect(read(booked, entry(booked, [detail])).entries.map((one) => one.amountMinor)).toEqual([
      minor,
    ]);
  });

  it('of a payer whose IBAN has wrong check digits keeps the number as text', () => {
    const payer =
      '<RltdPties><Dbtr><Nm>Acme</Nm></Dbtr><DbtrAcct><Id><IBAN>FR7630006000011234567890188</IBAN></Id></DbtrAcct></RltdPties>';
    const [one] = read('10.00', entry('10.00', [payer + text('F-1')])).entries;
    expect([one?.counterparty, one?.remittanceText]).toEqual([
      { name: 'Acme', iban: undefined },
      'F-1 (IBAN FR7630006000011234567890188)',
    ]);
  });

  it.each([
    ['value date', '<ValDt><Dt>2026-03-03</Dt></ValDt>', '2026-03-03'],
    ['statement’s day', '', '2026-03-04'],
  ])('without a booking date is booked on the %s', (_, days, on) => {
    expect(read('10.00', entry('10.00', [''], { days })).entries[0]?.bookedOn.toString()).toBe(on);
  });

  it('is split into its payments only when they have its currency and sum to it, signs counted', () => {
    const part = (amount: string, direction: string, currency = 'EUR') =>
      `<Refs/><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${direction}</CdtDbtInd>`;
    const minors = (...details: string[]) =>
      read('70.00', entry('70.00', details)).entries.map((one) => one.amountMinor);
    expect(minors(part('100.00', 'CRDT'), part('30.00', 'DBIT'))).toEqual([10000n, -3000n]);
    expect(minors(part('40.00', 'CRDT'), part('30.00', 'DBIT'))).toEqual([7000n]);
    expect(minors(part('40.00', 'CRDT'), part('30.00', 'CRDT', 'USD'))).toEqual([7000n]);
  });
});

describe('the identity of an entry', () => {
  it('is not the bank’s counter: entry 1 of two statements are two payments', () => {
    const keyOf = (said: string) =>
      entryKeys(read('10.00', entry('10.00', [text(said)], { reference: '1' })))[0];
    expect(keyOf('INV A')).not.toBe(keyOf('INV B'));
    expect(keyOf('INV A')).toBe(keyOf('INV A'));
  });

  it('is told by UETR, transaction or end-to-end reference where the bank gives no reference', () => {
    const refs = [
      '<UETR>u1</UETR>',
      '<UETR>u2</UETR>',
      '<TxId>t1</TxId>',
      '<EndToEndId>e1</EndToEndId>',
    ];
    const keys = refs.map(
      (ref) => entryKeys(read('10.00', entry('10.00', [`<Refs>${ref}</Refs>`])))[0],
    );
    expect(new Set(keys).size).toBe(4);
  });

  it('is the bank’s own reference where there is one, whatever else the second report says', () => {
    const keyOf = (said: string) =>
      entryKeys(read('10.00', entry('10.00', [text(said)], { servicer: 'B1' })))[0];
    expect(keyOf('INV A')).toBe(keyOf('INV A, completed'));
  });
});
