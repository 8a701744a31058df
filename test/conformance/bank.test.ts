import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectCamt, readCamt } from '../../edi/bank/index.ts';
import { moneyText } from '../../src/base/index.ts';
import { fixtures, hasFixtures } from '../edi/einvoice/xsd.ts';

const folder = join(fixtures, 'bank');

/** file: entries, payments, and what does not hold in the file itself. */
const EXPECTED: Readonly<Record<string, readonly [number, number, ...string[]]>> = {
  'genkgo-camt/camt052.v2.xml': [1, 1],
  'genkgo-camt/camt052.v4.xml': [1, 1],
  'genkgo-camt/camt052.v6.Amt-zero.xml': [1, 1],
  'genkgo-camt/camt052.v8.xml': [1, 0],
  'genkgo-camt/camt053.v2.all-balance-types.xml': [1, 1, 'bank.balance_mismatch'],
  'genkgo-camt/camt053.v2.minimal.ultimate.xml': [1, 1],
  'genkgo-camt/camt053.v2.minimal.xml': [1, 1],
  'genkgo-camt/camt053.v2.with-account-name.xml': [1, 1],
  'genkgo-camt/camt053.v3.xml': [1, 1],
  'genkgo-camt/camt053.v4.xml': [1, 1],
  'genkgo-camt/camt053.v8.xml': [1, 1],
  'genkgo-camt/camt054.v2.with-account-name.xml': [1, 1],
  'genkgo-camt/camt054.v2.xml': [1, 3],
  'genkgo-camt/camt054.v4.xml': [1, 3],
  'genkgo-camt/camt054.v8-with-UETR.xml': [1, 1],
  'genkgo-camt/camt054.v8-with-financial-institution.xml': [1, 1],
  'genkgo-camt/camt054.v8.xml': [1, 3],
  'moov-io-iso20022/200519_camt.054_P_CH2909000000250094239_1111091335_0_2020061900081727.xml': [
    1, 2,
  ],
  'moov-io-iso20022/200519_camt054-ESR-ASR_P_CH2909000000250094239_1110092704_0_2019042500372179.xml':
    [2, 6],
  'moov-io-iso20022/200519_camt054-returns_p_ch2909000000250094239_1109800798_0_2019052023472022.xml':
    [1, 1],
  'moov-io-iso20022/FI_camt_052_sample.xml.xml': [2, 2],
  'moov-io-iso20022/FI_camt_053_sample.xml.xml': [10, 12],
  'moov-io-iso20022/FI_camt_054_sample.xml.xml': [6, 13],
  // An entry of 1537.00 that the closing balance does not hold.
  'moov-io-iso20022/camt.053_P_CH2909000000250094239_1110092698_0_2020112503071366.xml': [
    5,
    5,
    'bank.balance_mismatch',
  ],
  'moov-io-iso20022/statement_1.xml': [4, 4],
  'prowide-prowide-iso20022/camt.053.001.07.xml': [0, 0],
  'sebastienrousseau-bankstatementparser/camt.053.001.02.xml': [3, 2],
  'svapnil-iso20022.js/abn_amro_example_camt.xml': [13, 26],
  'svapnil-iso20022.js/ing_example_camt.xml': [9, 7],
  'svapnil-iso20022.js/nordea_example_camt.xml': [6, 6],
};

describe.skipIf(!hasFixtures)('bank files of others (skipped without ../shared/fixtures)', () => {
  it('every camt file there is read whole', () => {
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.xml'))
      .filter((file) => /camt\.05[234]/.test(readFileSync(join(folder, file), 'latin1')))
      .map((file) => {
        const { statements, errors } = readCamt(readFileSync(join(folder, file)));
        const entries = statements.flatMap((one) => one.entries);
        const details = entries.flatMap((one) => one.details);
        return [file, [entries.length, details.length, ...errors.map((one) => one.code)]];
      });
    expect(Object.fromEntries(found)).toEqual(EXPECTED);
  });

  it('a Swiss batch gives each payment its reference and amount', () => {
    const file =
      'moov-io-iso20022/200519_camt054-ESR-ASR_P_CH2909000000250094239_1110092704_0_2019042500372179.xml';
    const { statements } = readCamt(readFileSync(join(folder, file)));
    const details = statements[0]?.entries.flatMap((one) => one.details) ?? [];
    const references = details.map((one) => one.remittance.structured[0]?.creditorReference);
    expect(references.every((one) => /^\d{27}$/.test(one ?? ''))).toBe(true);
    expect(details.map((one) => one.amount && moneyText(one.amount))).not.toContain(undefined);
  });

  it('returned payments say why they came back', () => {
    const file = 'moov-io-iso20022/FI_camt_054_sample.xml.xml';
    const { statements } = readCamt(readFileSync(join(folder, file)));
    const reasons = statements
      .flatMap((one) => one.entries.flatMap((entry) => entry.details))
      .flatMap((one) => one.returnReason ?? []);
    expect(reasons).toEqual(['AC01', 'CUST']);
  });

  it.each(['nordea_pain_002_v3_group_reject.xml', 'sepa_pain_001_v3.xml'])(
    '%s is refused as no statement',
    (file) => {
      const { errors } = inspectCamt(readFileSync(join(folder, 'svapnil-iso20022.js', file)));
      expect(errors.map((one) => one.code)).toEqual(['bank.not_camt']);
    },
  );
});
