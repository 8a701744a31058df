import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CatalogueIssue, type CatalogueItem, catalogueReader } from '../../punchout/index.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', '..', 'shared', 'fixtures');

/** CIF and Index files of others, wherever they lie among the fixtures; schemas are none. */
function samples(): string[] {
  if (!existsSync(FIXTURES)) return [];
  return readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(cif|xml|txt|csv)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(join('fixtures', 'schema')))
    .filter((file) => {
      const head = readFileSync(file).subarray(0, 20_000).toString('latin1');
      return /^(\u00EF\u00BB\u00BF)?\s*"?CIF_I_V\d/.test(head) || /<Index[\s>]/.test(head);
    });
}

const found = samples();
if (found.length === 0)
  process.stderr.write(
    'no catalogue files of others: ../shared/fixtures holds no CIF and no Index\n',
  );

describe('catalogue files of others', () => {
  it.skipIf(found.length === 0)('are read to their end, and every item has a number', () => {
    for (const file of found) {
      const items: CatalogueItem[] = [];
      const issues: CatalogueIssue[] = [];
      const bytes = readFileSync(file);
      const reader = catalogueReader(bytes, {
        header: () => undefined,
        item: (item) => void items.push(item),
        issue: (issue) => void issues.push(issue),
      });
      reader.write(bytes);
      reader.end();
      expect({
        file,
        items: items.length > 0,
        numbered: items.every((one) => one.supplierPartId),
      }).toEqual({
        file,
        items: true,
        numbered: true,
      });
    }
  });
});

describe('a catalogue of 200,000 rows', () => {
  const ROWS = 200_000;
  const row = (at: number) =>
    `S1,A-${at},M-${at},"Part ${at}, galvanised ""A2""",31161500,${at % 97}.50,EA,3,Exempla,fr\r\n`;
  /** The file as it would arrive, made while it is read. */
  function* chunks(): Generator<Buffer> {
    yield Buffer.from(
      'CIF_I_V3.0\r\nCHARSET: UTF-8\r\nFIELDNAMES: Supplier ID, Supplier Part ID, Manufacturer Part ID, Item Description, SPSC Code, Unit Price, Unit of Measure, Lead Time, Manufacturer Name, Language\r\nDATA\r\n',
    );
    for (let at = 0; at < ROWS; at += 1_000)
      yield Buffer.from(Array.from({ length: 1_000 }, (_, n) => row(at + n)).join(''));
    yield Buffer.from('ENDOFDATA\r\n');
  }

  it('is read in memory that does not grow with it', () => {
    let items = 0;
    let peak = 0;
    const [first] = chunks();
    const reader = catalogueReader(first ?? Buffer.of(), {
      header: () => undefined,
      item: () => {
        items += 1;
      },
      issue: (issue) => {
        throw new Error(issue.message.en);
      },
    });
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    for (const chunk of chunks()) {
      reader.write(chunk);
      if (globalThis.gc && items % 50_000 === 0) globalThis.gc();
      peak = Math.max(peak, process.memoryUsage().heapUsed - before);
    }
    expect(reader.end()).toEqual({ items: ROWS, isWhole: true });
    expect(items).toBe(ROWS);
    // The file has 16 MB; what the collector leaves lying is less than that, and a tree of it ten times more.
    expect(peak).toBeLessThan(150_000_000);
  });
});
