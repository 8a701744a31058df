import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildCamt053,
  camtEvents,
  closingOf,
  inspectCamt,
  readCamt,
  signedAmount,
} from '../../../edi/bank/index.ts';
import { hasFixtures, schema } from '../einvoice/xsd.ts';
import { anyEntry, creditOf, day, eur, iban, statementOf } from './samples.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? `${one}n` : one)));
const read = (text: string) => readCamt(bytes(text));
const severe = (errors: readonly { severity: string; code: string }[]): string[] =>
  errors.filter((one) => one.severity === 'error').map((one) => one.code);

describe('a bank statement', () => {
  it('comes back entry for entry from its own camt.053', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 4 }), (entries) => {
        const draft = statementOf(entries);
        const { statements, errors } = read(buildCamt053(draft));
        expect(severe(errors)).toEqual([]);
        const [statement] = statements;
        expect(statement?.closing?.amount).toEqual(closingOf(draft));
        const unsaid = { charges: undefined, line: undefined };
        const back = statement?.entries.map((entry) => ({
          ...entry,
          ...unsaid,
          details: entry.details.map((detail) => ({ ...detail, ...unsaid })),
        }));
        expect(plain(back)).toEqual(plain(entries));
      }),
      { numRuns: 200 },
    );
  });

  it('says whose account, which day, and from what to what', () => {
    const [statement] = read(buildCamt053(statementOf([creditOf()]))).statements;
    expect(statement).toMatchObject({
      kind: 'statement',
      version: 'camt.053.001.08',
      messageId: 'M1',
      id: 'S-2026-11-20',
      sequence: '231',
      account: { iban, currency: 'EUR', owner: 'Comptoir SAS', bic: 'AGRIFRPP' },
      opening: { type: 'OPBD', amount: eur(-500_00), date: day('2026-11-20') },
      closing: { type: 'CLBD', amount: eur(-380_00) },
      period: { from: day('2026-11-20'), to: day('2026-11-20') },
    });
  });

  it('that does not add up names the difference to the cent', () => {
    const text = buildCamt053(statementOf([creditOf()])).replace(/380\.00/, '379.99');
    const { errors } = read(text);
    expect(errors.map((one) => [one.code, one.message])).toEqual([
      [
        'bank.balance_mismatch',
        'Statement S-2026-11-20: opening -500.00 EUR plus booked entries 120.00 EUR is not closing -379.99 EUR; the difference is 0.01 EUR. Ask the bank for the missing page or entry.',
      ],
    ]);
  });

  it('counts only booked entries towards its balance', () => {
    const pending = creditOf({ status: 'PDNG', reference: 'E2' });
    const { statements, errors } = read(buildCamt053(statementOf([creditOf(), pending])));
    expect(errors).toEqual([]);
    expect(statements[0]?.closing?.amount).toEqual(eur(-380_00));
  });

  it('that lost an entry is told from its summary', () => {
    const text = buildCamt053(statementOf([creditOf()])).replace(/<Ntry>[\s\S]*<\/Ntry>/, '');
    expect(severe(read(text).errors)).toEqual(['bank.balance_mismatch', 'bank.count_mismatch']);
  });

  it('treats NOTPROVIDED as nothing', () => {
    const [detail] = creditOf().details;
    const entry = creditOf({ details: [{ ...detail, endToEndId: undefined } as never] });
    const text = buildCamt053(statementOf([entry]));
    expect(text).toContain('<EndToEndId>NOTPROVIDED</EndToEndId>');
    expect(read(text).statements[0]?.entries[0]?.details[0]?.endToEndId).toBeUndefined();
  });

  it('is read with a prefix, without a namespace, and after a byte order mark', () => {
    const text = buildCamt053(statementOf([creditOf()]));
    const expected = plain(read(text).statements[0]?.entries);
    const prefixed = text.replace(/<(\/?)([A-Z])/g, '<$1ns2:$2').replace(' xmlns=', ' xmlns:ns2=');
    const bare = text.replace(/ xmlns="[^"]*"/, '');
    for (const variant of [prefixed, bare, `\uFEFF${text}`]) {
      expect(plain(read(variant).statements[0]?.entries)).toEqual(expected);
    }
    expect(read(prefixed).statements[0]?.version).toBe('camt.053.001.08');
    expect(read(bare).statements[0]?.version).toBeUndefined();
  });

  it('may share its file with others', () => {
    const text = buildCamt053(statementOf([creditOf()]));
    const statement = /<Stmt>[\s\S]*<\/Stmt>/.exec(text)?.[0] ?? '';
    const second = statement.replace('S-2026-11-20', 'S-2026-11-21').replace('380.00', '381.00');
    const { statements, errors } = read(text.replace(statement, statement + second));
    expect(statements.map((one) => [one.id, one.entries.length])).toEqual([
      ['S-2026-11-20', 1],
      ['S-2026-11-21', 1],
    ]);
    expect(errors.map((one) => one.code)).toEqual(['bank.balance_mismatch']);
  });

  it('takes five decimals when they are zeros, and reports them when they are not', () => {
    const text = buildCamt053(statementOf([creditOf()]));
    const zeros = text.replaceAll('120.00', '120.00000');
    expect(read(zeros).errors).toEqual([]);
    const { statements, errors } = read(text.replaceAll('120.00', '120.00125'));
    expect(statements[0]?.entries[0]?.amount).toEqual(eur(120_00));
    expect(severe(errors)).toEqual(['bank.amount_precision', 'bank.amount_precision']);
  });

  it('takes 30 February for the last day of the month, and says so', () => {
    const text = buildCamt053(statementOf([creditOf({ valueDate: day('2026-02-28') })]));
    const { statements, errors } = read(text.replaceAll('2026-02-28', '2026-02-30'));
    expect(statements[0]?.entries[0]?.valueDate?.toString()).toBe('2026-02-28');
    expect(errors.map((one) => [one.code, one.severity])).toEqual([
      ['bank.date_adjusted', 'warning'],
    ]);
  });

  it('gives the only payment of an entry the entry’s amount', () => {
    const text = buildCamt053(statementOf([creditOf()]));
    const bare = text.replace(/(<\/Refs>)\s*<Amt Ccy="EUR">120.00<\/Amt>/, '$1');
    expect(bare).not.toBe(text);
    expect(read(bare).statements[0]?.entries[0]?.details[0]?.amount).toEqual(eur(120_00));
  });

  it('warns when the payments of a batch do not sum to their entry', () => {
    const [detail] = creditOf().details as [ReturnType<typeof creditOf>['details'][number]];
    const short = { ...detail, amount: eur(1_00) };
    const { errors } = read(buildCamt053(statementOf([creditOf({ details: [short, short] })])));
    expect(errors.map((one) => [one.code, one.severity])).toEqual([
      ['bank.batch_mismatch', 'warning'],
    ]);
  });
});

describe('a long statement', () => {
  const entries = Array.from({ length: 500 }, (_, at) => creditOf({ reference: `E${at}` }));
  const text = buildCamt053(statementOf(entries));

  async function* chunked(size: number, onChunk: () => void): AsyncGenerator<Uint8Array> {
    const all = bytes(text);
    for (let at = 0; at < all.byteLength; at += size) {
      onChunk();
      yield all.subarray(at, at + size);
    }
  }

  it('gives its first entries long before its last byte has arrived', async () => {
    let chunks = 0;
    let chunksAtFirst = 0;
    let count = 0;
    for await (const event of camtEvents(chunked(1_000, () => (chunks += 1)))) {
      if (event.type !== 'entry') continue;
      count += 1;
      chunksAtFirst ||= chunks;
    }
    expect(count).toBe(500);
    expect(chunksAtFirst).toBeLessThan(6);
    expect(chunks).toBeGreaterThan(400);
  });

  it('reads the same wherever the chunks are cut, inside a letter too', async () => {
    const expected = plain(readCamt(bytes(text)).statements[0]?.entries);
    for (const size of [7, 1_021]) {
      const found = [];
      for await (const event of camtEvents(chunked(size, () => undefined))) {
        if (event.type === 'entry') found.push(event.entry);
      }
      expect(plain(found)).toEqual(expected);
    }
  });
});

describe('inspecting a bank file', () => {
  it('shows a document for a statement and a line for an entry', () => {
    const { documents, errors } = inspectCamt(bytes(buildCamt053(statementOf([creditOf()]))));
    expect(errors).toEqual([]);
    expect(documents[0]).toMatchObject({
      type: 'bank_statement',
      number: 'S-2026-11-20',
      date: '2026-11-20',
      currency: 'EUR',
      lines: [
        { position: 'E1', description: 'Acier du Nord · FD-2026-00041', lineTotal: '120.00' },
      ],
      totals: { total: '-380.00' },
    });
  });

  it.each([
    ['a truncated file', '<Document><BkToCstmrStmt><Stmt><Id>1', 'xml.malformed'],
    ['another message', '<Document><CstmrPmtStsRpt/></Document>', 'bank.not_camt'],
  ])('refuses %s by name', (_, text, code) => {
    expect(inspectCamt(bytes(text)).errors.map((one) => one.code)).toEqual([code]);
  });
});

it('a debit weighs negative', () => {
  expect(signedAmount({ amount: eur(5), creditDebit: 'DBIT' })).toEqual(eur(-5));
});

describe.skipIf(!hasFixtures)(
  'the camt.053.001.08 schema (skipped without ../shared/fixtures)',
  () => {
    it('accepts every statement we write', () => {
      const validate = schema('iso20022/camt.053.001.08.xsd');
      fc.assert(
        fc.property(fc.array(anyEntry, { maxLength: 4 }), (entries) => {
          expect(validate(buildCamt053(statementOf(entries)))).toEqual([]);
        }),
        { numRuns: 200 },
      );
    });
  },
);
