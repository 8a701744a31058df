import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CatalogueHeader,
  type CatalogueIssue,
  type CatalogueItem,
  catalogueReader,
  catalogueWriter,
  checkItem,
  validateCxml,
} from '../../punchout/index.ts';
import { readXml } from '../../src/base/xml/index.ts';
import { sentence } from './support.ts';

/** Everything a file says, its bytes arriving `step` at a time. */
function readAll(file: string | Uint8Array, step = 7) {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const items: CatalogueItem[] = [];
  const issues: CatalogueIssue[] = [];
  const headers: CatalogueHeader[] = [];
  const reader = catalogueReader(bytes, {
    header: (header) => void headers.push(header),
    item: (item) => void items.push(item),
    issue: (issue) => void issues.push(issue),
  });
  for (let at = 0; at < bytes.byteLength; at += step) reader.write(bytes.subarray(at, at + step));
  const end = reader.end();
  return { header: headers[0], items, issues, end };
}

const cif = (rows: readonly string[], head: readonly string[] = []) =>
  [
    'CIF_I_V3.0',
    ...head,
    'FIELDNAMES: Supplier ID, Supplier Part ID, Manufacturer Part ID, Item Description, SPSC Code, Unit Price, Unit of Measure, Lead Time, Delete, Colour',
    'DATA',
    ...rows,
    'ENDOFDATA',
    '',
  ].join('\r\n');

const HEADER: CatalogueHeader = {
  format: 'cif',
  loadMode: 'full',
  supplierIds: [{ domain: 'DUNS', value: '123456789' }],
  currency: 'EUR',
  codeFormat: 'UNSPSC',
  units: 'un',
  itemCount: undefined,
  timestamp: '2026-03-02',
  comments: 'Prices of Acme',
  fieldNames: [],
};

describe('a CIF catalogue', () => {
  it('is read row by row: quoted commas, doubled quotes, inches and lines inside quotes', () => {
    const { header, items, issues, end } = readAll(
      cif(
        [
          'S1,A-1,M-1,"Lanyard, green",46181500,55.45,EA,3,,red',
          'S1,A-2,,"He said ""4 in""",46181500,1,EA,,,',
          "S1,A-3,,6'' lanyard with 4\" hook,46181500,2.5,EA,,,",
          'S1,A-4,,"two',
          'lines",46181500,3,EA,,,',
          'S1,A-5,,,,,,,T,',
        ],
        [
          'CHARSET: UTF-8',
          'LOADMODE: I',
          'CODEFORMAT: UNSPSC_V13.5',
          'CURRENCY: EUR',
          'SUPPLIERID_DOMAIN: NetworkID',
          'ITEMCOUNT: 5',
          'TIMESTAMP: 2026-03-02',
          'UNUOM: TRUE',
          'COMMENTS: March: the whole catalogue',
        ],
      ),
    );
    expect(header).toMatchObject({
      format: 'cif',
      loadMode: 'incremental',
      currency: 'EUR',
      codeFormat: 'UNSPSC_V13.5',
      units: 'un',
      itemCount: 5,
      comments: 'March: the whole catalogue',
    });
    expect(
      items.map(({ line, supplierPartId, description, action }) => [
        line,
        supplierPartId,
        description,
        action,
      ]),
    ).toEqual([
      [13, 'A-1', 'Lanyard, green', 'add'],
      [14, 'A-2', 'He said "4 in"', 'add'],
      [15, 'A-3', `6'' lanyard with 4" hook`, 'add'],
      [16, 'A-4', 'two\r\nlines', 'add'],
      [18, 'A-5', '', 'delete'],
    ]);
    expect(items[0]?.others).toEqual({ Colour: 'red' });
    expect(items[0]?.classifications).toEqual([{ domain: 'UNSPSC_V13.5', code: '46181500' }]);
    expect([issues, end]).toEqual([[], { items: 5, isWhole: true }]);
  });

  it('is read as a spreadsheet leaves it: commas after header values, tabs, a row of names', () => {
    const file = [
      '"CIF_I_V3.0",,,',
      'CHARSET:,UTF-8,,',
      'LOADMODE:,F,,',
      'Supplier ID,Supplier Part ID,Item Description,Unit Price,,',
      'DATA,,,',
      'S1,A-1,Chair,10.00,,',
      'ENDOFDATA,,,',
    ].join('\n');
    expect(readAll(file).items.map((item) => [item.supplierPartId, item.unitPrice])).toEqual([
      ['A-1', '10.00'],
    ]);
    const tabs = [
      'CIF_I_V3.0',
      'FIELDNAMES:\tSupplier Part ID\tUnit Price',
      'DATA',
      'A-1\t1,5',
      'ENDOFDATA',
    ];
    expect(readAll(tabs.join('\n')).items[0]?.unitPrice).toBe('1,5');
  });

  it.each([
    ['8859_1', Buffer.from('Câble', 'latin1')],
    ['UTF-8', Buffer.from('Câble')],
    ['', Buffer.from('Câble')],
    ['', Buffer.from('Câble', 'latin1')],
  ])('is read in its charset (%s)', (charset, name) => {
    const [before, after] = cif(
      ['S1,A-1,,@,46181500,1,EA,,,'],
      charset ? [`CHARSET: ${charset}`] : [],
    ).split('@');
    const file = Buffer.concat([Buffer.from(before ?? ''), name, Buffer.from(after ?? '')]);
    expect(readAll(file, 3).items[0]?.description).toBe('Câble');
  });

  it('says of a row that its bytes are not of the charset it names', () => {
    const [before = '', after = ''] = cif(
      ['S1,A-1,,@,46181500,1,EA,,,', 'S1,A-2,,Chair,46181500,1,EA,,,'],
      ['CHARSET: UTF-8'],
    ).split('@');
    const { items, issues } = readAll(
      Buffer.concat([Buffer.from(before), Buffer.from('Câble', 'latin1'), Buffer.from(after)]),
    );
    expect(items).toHaveLength(2);
    expect(issues.map(({ line, code, severity }) => [line, code, severity])).toEqual([
      [5, 'cif.characters', 'warning'],
    ]);
  });

  it('loses one row to a quote that is never closed, and says which', () => {
    const rows = ['S1,A-1,,"open,46181500,1,EA,,,', 'S1,A-2,,Chair,46181500,1,EA,,,'];
    const { items, issues, end } = readAll(cif(rows));
    expect(items.map((item) => item.supplierPartId)).toEqual(['A-2']);
    expect(issues.map(({ line, code }) => [line, code])).toEqual([[4, 'cif.quote']]);
    expect(end.isWhole).toBe(true);
  });

  it('that was cut off is not whole, nor is one whose count does not agree', () => {
    const whole = cif(['S1,A-1,,Chair,46181500,1,EA,,,'], ['ITEMCOUNT: 3']);
    const cut = readAll(whole.slice(0, whole.indexOf('ENDOFDATA')));
    expect([cut.end.isWhole, cut.issues.map((issue) => issue.code)]).toEqual([
      false,
      ['cif.truncated', 'cif.item_count'],
    ]);
    expect(readAll(whole).issues.map((issue) => issue.message.en)).toEqual([
      'ITEMCOUNT says 3, the file has 1 rows.',
    ]);
  });

  it('that is none is refused with what is missing', () => {
    expect(sentence(() => readAll('Supplier,Price\n'))).toBe(
      'Line 1: this is no catalogue file: it begins neither with CIF_I_V3.0 nor with an Index element. Send a CIF 3.0 or a cXML Index.',
    );
    expect(sentence(() => readAll('CIF_I_V3.0\nCHARSET: UTF-8\n'))).toContain(
      'the line DATA is missing',
    );
    expect(
      sentence(() => readAll('CIF_I_V3.0\nFIELDNAMES: Supplier Part ID\nDATA\nENDOFDATA\n')),
    ).toContain('FIELDNAMES does not list “Unit Price”');
  });
});

const judged = (change: Partial<CatalogueItem>, header: Partial<CatalogueHeader> = {}) =>
  checkItem(
    {
      line: 9,
      action: 'add',
      supplierPartId: 'A-1',
      description: 'Chair',
      classifications: [{ domain: 'UNSPSC', code: '56101504' }],
      territories: [],
      parameters: [],
      others: {},
      unitPrice: '10.50',
      unit: 'EA',
      ...change,
    },
    {
      header: { ...HEADER, ...header },
      today: Temporal.PlainDate.from('2026-03-02'),
      currency: 'EUR',
    },
  );

describe('an item of a catalogue file', () => {
  it.each([
    [{ unitPrice: '1,234.50' }, 'Unit Price', '“1,234.50” is no price.'],
    [{ unitPrice: '0' }, 'Unit Price', 'The price 0 is zero or too fine.'],
    [{ unitPrice: undefined }, 'Unit Price', 'Unit Price is empty.'],
    [{ supplierPartId: '' }, 'Supplier Part ID', 'Supplier Part ID is empty.'],
    [
      { description: 'Ch\uFFFDise' },
      'Item Description',
      '“Ch\uFFFDise” holds bytes that the file’s charset does not know.',
    ],
    [{ unit: 'each' }, 'Unit of Measure', '“each” is no unit code.'],
    [{ classifications: [] }, 'SPSC Code', 'There is no UNSPSC class.'],
    [{ currency: '€' }, 'Currency', '“€” is no currency code.'],
    [{ expirationDate: '2026-03-01' }, 'Expiration Date', 'The row ended on 2026-03-01.'],
    [{ effectiveDate: '2026-04-01' }, 'Effective Date', 'The row takes effect on 2026-04-01.'],
    [
      { action: 'punchout' as const },
      'PunchOut Enabled',
      'The item is bought in another shop by punch-out.',
    ],
  ])('is refused by line and field: %o', (change, field, message) => {
    const verdict = judged(change as Partial<CatalogueItem>);
    expect(verdict.kind).toBe('refused');
    const [issue] = verdict.kind === 'refused' ? verdict.issues : [];
    expect([issue?.line, issue?.field, issue?.message.en]).toEqual([9, field, message]);
    expect([issue?.fix.en, issue?.fix.fr].every((text) => text?.endsWith('.'))).toBe(true);
  });

  it('has an exact price, a UN/CEFACT unit also from ANSI codes, and what own columns add', () => {
    const verdict = judged(
      {
        unit: 'DZ',
        others: { EAN: '4006381333931', 'Min Order Quantity': '5', 'VAT rate': '5.5 %' },
      },
      { units: 'ansi' },
    );
    expect(verdict).toMatchObject({
      kind: 'add',
      issues: [],
      item: { unit: 'DZN', gtin: '4006381333931', unspsc: '56101504', vatRateBp: 550 },
    });
    if (verdict.kind === 'add') {
      expect(verdict.item.unitPrice.toString()).toBe('10.5');
      expect(verdict.item.minimumQuantity?.toString()).toBe('5');
    }
  });
});

const text = fc.stringMatching(
  /^[A-Za-zéàœ€"',;{}=<&>0-9][A-Za-zéàœ€"',;<&> 0-9]{0,30}[A-Za-z0-9]$/,
);
const id = fc.stringMatching(/^[A-Z0-9][A-Z0-9"<,-]{0,10}$/);
const anyItem: fc.Arbitrary<CatalogueItem> = fc.record({
  line: fc.constant(0),
  action: fc.constantFrom('add', 'punchout', 'delete'),
  supplierPartId: id,
  auxiliaryId: id,
  description: text,
  shortName: text,
  language: fc.constantFrom('en', 'fr'),
  classifications: fc.constant([{ domain: 'UNSPSC', code: '56101504' }]),
  territories: fc.constantFrom([], ['FR', 'DE']),
  parameters: fc.constantFrom(
    [],
    [
      { name: 'Colour', value: 'red' },
      { name: 'Size', value: '5 mm' },
    ],
  ),
  parameterGroup: fc.constant('Attributes'),
  others: fc.constant({}),
  unitPrice: fc.integer({ min: 1, max: 10 ** 9 }).map((minor) => (minor / 100).toFixed(2)),
  currency: fc.constant('EUR'),
  unit: fc.constantFrom('EA', 'MTR'),
  leadTime: fc.nat(100).map(String),
  manufacturerName: text,
  manufacturerPartId: id,
  supplierUrl: fc.constant('https://shop.example/cxml?a=1&b=2'),
  supplierId: fc.constant('123456789'),
});

const files = (header: CatalogueHeader, items: readonly CatalogueItem[], bytesMax: number) => {
  const writer = catalogueWriter(header, { bytesMax });
  const found = items.flatMap((item) => writer.add(item) ?? []);
  const last = writer.end();
  return last ? [...found, last] : found;
};

describe('what we write', () => {
  it.each(['cif', 'index'] as const)(
    'as %s is read back item by item, over as many files as it takes',
    (format) => {
      fc.assert(
        fc.property(fc.array(anyItem, { minLength: 1, maxLength: 40 }), (items) => {
          const written = files({ ...HEADER, format }, items, 9_000);
          const back = written.flatMap((file) => readAll(file.content, 1000).items);
          const key = (one: CatalogueItem) =>
            one.action === 'delete'
              ? [one.action, one.supplierPartId]
              : [
                  one.action,
                  one.supplierPartId,
                  one.auxiliaryId,
                  one.description,
                  one.manufacturerName,
                  one.territories,
                  one.parameters,
                  one.action === 'add' ? one.unitPrice : '',
                ];
          const sorted = (list: readonly CatalogueItem[]) =>
            list.map((one) => JSON.stringify(key(one))).sort();
          expect(sorted(back)).toEqual(sorted(items));
          expect(written.every((file) => file.content.byteLength <= 9_000)).toBe(true);
          expect(written.map((file) => readAll(file.content, 1000).header?.loadMode)).toEqual(
            written.map((_, at) => (at === 0 ? 'full' : 'incremental')),
          );
        }),
        { numRuns: 40 },
      );
    },
  );

  it('as an Index is valid against the DTD of its version, level 2 from 1.2.020 on', () => {
    fc.assert(
      fc.property(fc.array(anyItem, { minLength: 1, maxLength: 10 }), (items) => {
        for (const kind of [
          ['add', 'delete'],
          ['punchout', 'add', 'delete'],
        ] as const) {
          const some = items.map((item, at) => ({
            ...item,
            action: kind[at % kind.length] as CatalogueItem['action'],
            punchoutLevel: 'product',
          }));
          const [file] = files({ ...HEADER, format: 'index' }, some, 4_000_000);
          const version = some.some((item) => item.action === 'punchout') ? '1.2.020' : '1.2.014';
          const content = file?.content ?? Buffer.of();
          expect(readXml(content).doctype).toContain(`/${version}/cXML.dtd`);
          // The DTD leaves the root open; the guide's catalogues have Index there.
          expect(validateCxml(content, { version })).toEqual([
            { line: 3, element: 'Index', message: 'the root element is not cXML' },
          ]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('as CIF counts each file’s own rows and ends it', () => {
    const items: CatalogueItem[] = Array.from({ length: 100 }, (_, at) => ({
      line: 0,
      action: 'add',
      supplierPartId: `A-${at}`,
      description: 'x'.repeat(100),
      classifications: [{ domain: 'UNSPSC', code: '56101504' }],
      territories: [],
      parameters: [],
      others: {},
      unitPrice: '1',
    }));
    const written = files(HEADER, items, 10_000);
    expect(written.length).toBe(3);
    expect(written.map((file) => readAll(file.content, 500).end)).toEqual(
      written.map((file) => ({ items: file.items, isWhole: true })),
    );
    expect(written[0]?.content.toString().split('\r\n').slice(0, 4)).toEqual([
      'CIF_I_V3.0',
      'CHARSET: UTF-8',
      'LOADMODE: F',
      'CODEFORMAT: UNSPSC',
    ]);
  });
});

describe('a cXML Index', () => {
  it('is read inside a cXML message as well, its parts in their place', () => {
    const { header, items, end } = readAll(`<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">
<cXML payloadID="1" timestamp="2026-03-02T00:00:00+00:00"><Message><x><Index loadmode="Full"><SupplierID domain="DUNS">9</SupplierID>
<IndexItem><IndexItemAdd><ItemID><SupplierPartID>A</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="USD">1.50</Money></UnitPrice>
<Description xml:lang="en"><ShortName>Short</ShortName>Long &amp; wide</Description><UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">56101504</Classification></ItemDetail>
<IndexItemDetail><LeadTime>4</LeadTime></IndexItemDetail></IndexItemAdd></IndexItem>
<IndexItem><IndexItemDelete><ItemID><SupplierPartID>B</SupplierPartID></ItemID></IndexItemDelete></IndexItem></Index></x></Message></cXML>`);
    expect(header).toMatchObject({
      loadMode: 'full',
      supplierIds: [{ domain: 'DUNS', value: '9' }],
    });
    expect(items[0]).toMatchObject({
      line: 4,
      action: 'add',
      supplierPartId: 'A',
      description: 'Long & wide',
      shortName: 'Short',
      unitPrice: '1.50',
      currency: 'USD',
      leadTime: '4',
    });
    expect(items[1]).toMatchObject({ action: 'delete', supplierPartId: 'B' });
    expect(end).toEqual({ items: 2, isWhole: true });
  });

  it('that is cut off is refused with its line', () => {
    expect(
      sentence(() => readAll('<Index><SupplierID domain="D">1</SupplierID>\n<IndexItem>')),
    ).toContain('Line 2');
  });
});
