import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isValid, parseUbl, readUbl, validateInvoice } from '../../edi/einvoice/index.ts';
import { children, readXml, textOf, type XmlNode } from '../../src/base/xml/index.ts';
import { fixtures, hasFixtures } from '../edi/einvoice/xsd.ts';

const official = join(fixtures, 'einvoice/ConnectingEurope-eInvoicing-EN16931');

type Outcome = { readonly name: string; readonly rule: string; readonly agrees: boolean };

/** One unit case expects a rule to hold (`success`) or to be broken (`error`, `warning`). */
function outcomes(test: XmlNode, name: string): Outcome[] {
  const document = children(test).find((one) => /^(Invoice|CreditNote)$/.test(one.local));
  if (!document) return [];
  const { model, violations } = readUbl(document);
  const broken = new Set(
    [...violations, ...validateInvoice(model, ['en16931'])].map((one) => one.rule),
  );
  return children(test, 'assert')
    .flatMap((assert) => children(assert))
    .filter((expected) => /^(success|error|warning)$/.test(expected.local))
    .map((expected) => {
      const rule = textOf(expected);
      const agrees = broken.has(rule) === (expected.local !== 'success');
      return { name: `${name} ${expected.local} ${rule}`, rule, agrees };
    });
}

function unitCases(folder: string): Outcome[] {
  return readdirSync(join(official, folder)).flatMap((file) => {
    const { root } = readXml(readFileSync(join(official, folder, file)));
    return children(root, 'test').flatMap((test, at) =>
      outcomes(test, `${folder}/${file} #${at + 1}`),
    );
  });
}

describe.skipIf(!hasFixtures)(
  'EN 16931, the official unit cases (skipped without ../shared/fixtures)',
  () => {
    it('agree with our rules in all but the two where ours is stricter', () => {
      const all = [...unitCases('Invoice-unit-UBL'), ...unitCases('CreditNote-unit-UBL')];
      // The cases call “123” an issue date; we read it as none, and BR-03 says so.
      expect(all.filter((one) => !one.agrees).map((one) => one.name)).toEqual([
        'Invoice-unit-UBL/BR-03.xml #1 success BR-03',
        'CreditNote-unit-UBL/BR-03.xml #1 success BR-03',
      ]);
      expect(all.length).toBe(1133);
    });

    it('accept the official examples', () => {
      const refused = readdirSync(join(official, 'ubl-examples')).filter((file) => {
        const read = parseUbl(readFileSync(join(official, 'ubl-examples', file)));
        const violations = [...read.violations, ...validateInvoice(read.model, ['en16931'])];
        return read.errors.length > 0 || !isValid(violations);
      });
      expect(refused).toEqual([]);
    });
  },
);

describe.skipIf(!hasFixtures)('UBL invoices of OASIS (skipped without ../shared/fixtures)', () => {
  const folder = join(fixtures, 'ubl/oasis-tcs-ubl');
  it.each([
    ['UBL-Invoice-2.1-Example.xml', 'TOSL108', 5, '729.00'],
    ['UBL-Invoice-2.1-Example-Trivial.xml', '123', 1, '100.00'],
    ['UBL-Invoice-2.0-Example.xml', 'A00095678', 1, '107.50'],
    ['UBL-CreditNote-2.1-Example.xml', 'TOSL108', 5, '729.00'],
  ])('%s is read whole', (file, number, lines, payable) => {
    const { model, errors } = parseUbl(readFileSync(join(folder, file)));
    expect(errors).toEqual([]);
    expect(model.number).toBe(number);
    expect(model.lines).toHaveLength(lines);
    expect(model.totals?.payable?.toString(2)).toBe(payable);
  });
});
