import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INSPECT_TYPES } from '../../edi/index.ts';
import { fixtures, inspected, type Line, nobody, noTotals } from './inspect-support.ts';

function filesBelow(path: string): string[] {
  return readdirSync(path)
    .sort()
    .flatMap((name) => {
      const child = join(path, name);
      return statSync(child).isDirectory() ? filesBelow(child) : [child];
    });
}

const LINE_KEYS = [
  'position',
  'sellerSku',
  'buyerSku',
  'gtin',
  'description',
  'quantity',
  'unit',
  'unitPrice',
  'lineTotal',
];
const number = expect.stringMatching(/^-?\d+(\.\d*[1-9])?$/);
const shortest = (text: string | null | undefined): void => {
  if (text !== null) expect(text).toEqual(number);
};

/** The one shape: keys in their order, numbers shortest, absent values null. */
function expectShape(line: Line): void {
  expect(Object.keys(line)).toEqual(['file', 'format', 'documents', 'errors']);
  for (const document of line.documents) {
    expect(Object.keys(document)).toEqual([
      'type',
      'number',
      'date',
      'currency',
      'parties',
      'references',
      'lines',
      'totals',
    ]);
    if (document.date !== null) expect(document.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const party of Object.values(document.parties))
      expect(Object.keys(party)).toEqual(Object.keys(nobody));
    for (const reference of document.references)
      expect(Object.keys(reference)).toEqual(['type', 'number']);
    for (const each of document.lines) {
      expect(Object.keys(each)).toEqual(LINE_KEYS);
      for (const key of ['quantity', 'unitPrice', 'lineTotal']) shortest(each[key]);
    }
    expect(Object.keys(document.totals)).toEqual(Object.keys(noTotals));
    Object.values(document.totals).forEach(shortest);
  }
  for (const error of line.errors) {
    expect(Object.keys(error)).toEqual([
      'code',
      'severity',
      'line',
      'segment',
      'element',
      'message',
      'fix',
    ]);
    expect(['error', 'warning']).toContain(error.severity);
    expect(error.fix).not.toBe('');
  }
}

/** Files that are no whole document of the format that their folder is for. */
const OTHERS: Readonly<Record<string, RegExp>> = {
  cxml: /officeluv-cxml\/item_in\.xml$/,
  edifact: /^$/,
  'ubl/oasis-tcs-ubl': /^$/,
  'bank/genkgo-camt': /\.json$/,
};

describe.skipIf(!existsSync(fixtures))(
  'inspect on third-party documents (skipped without ../shared/fixtures)',
  () => {
    it.each([
      ['cxml', 'cxml'],
      ['edifact', 'edifact'],
      ['ubl/oasis-tcs-ubl', 'ubl'],
      ['bank/genkgo-camt', 'camt'],
    ])(
      '%s: each file is one line of the one shape, and its exit code agrees with it',
      async (below, format) => {
        const files = filesBelow(join(fixtures, below));
        expect(files.length).toBeGreaterThan(10);
        for (const file of files) {
          const { code, line } = await inspected(file);
          expectShape(line);
          expect([file, line.format]).toEqual([
            file,
            OTHERS[below]?.test(file) ? 'unknown' : format,
          ]);
          expect([file, code]).toEqual([
            file,
            line.errors.some(({ severity }) => severity === 'error') ? 1 : 0,
          ]);
          if (code === 0) expect([file, line.documents.length > 0]).toEqual([file, true]);
          const known = line.documents.filter(({ type }) =>
            (INSPECT_TYPES as readonly string[]).includes(type),
          );
          if (format === 'ubl' || format === 'camt')
            expect(known).toHaveLength(line.documents.length);
        }
      },
    );
  },
);
