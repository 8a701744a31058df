import { describe, expect, it } from 'vitest';
import { parseCxml } from '../../punchout/index.ts';

const order = ({
  head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">',
  root = 'payloadID="1@suite" timestamp="2026-03-02T10:00:00+01:00"',
  inHeader = '',
  inOrder = '',
  description = '<Description xml:lang="fr">Écrou 5 €</Description>',
}: Partial<
  Record<'head' | 'root' | 'inHeader' | 'inOrder' | 'description', string>
> = {}): string => `${head}
<cXML ${root}>
<Header><From><Credential domain="NetworkId"><Identity>A</Identity></Credential></From>
<To><Credential domain="NetworkId"><Identity>B</Identity></Credential></To>
<Sender><Credential domain="NetworkId"><Identity>A</Identity></Credential><UserAgent>S</UserAgent></Sender>${inHeader}</Header>
<Request><OrderRequest><OrderRequestHeader orderID="PO-1" orderDate="2026-03-02T10:00:00+01:00" type="new">
<Total><Money currency="EUR">10.00</Money></Total>${inOrder}</OrderRequestHeader>
<ItemOut quantity="2" lineNumber="1"><ItemID><SupplierPartID>007</SupplierPartID></ItemID>
<ItemDetail><UnitPrice><Money currency="EUR">5.00</Money></UnitPrice>${description}
<UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">31161700</Classification></ItemDetail></ItemOut>
</OrderRequest></Request></cXML>`;

function read(bytes: Uint8Array, contentType?: string) {
  const { payload, advisories, version } = parseCxml(bytes, { contentType });
  if (payload.kind !== 'OrderRequest') throw new Error(payload.kind);
  const [item] = payload.items;
  return {
    orderId: payload.orderId,
    sku: item?.itemId.supplierPartId,
    text: item?.detail?.descriptions[0]?.text,
    notes: [...new Set(advisories.map(({ code }) => code))],
    version,
  };
}
const same = { orderId: 'PO-1', sku: '007', text: 'Écrou 5 €' };
const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
/** ISO-8859-15, where the euro is a byte of its own. */
const latin9 = (text: string): Buffer => Buffer.from(text.replaceAll('€', '\u00A4'), 'latin1');

describe('an order as real suites write it is read the same', () => {
  const DECLARED = '<?xml version="1.0" encoding="ISO-8859-15"?>';
  const DOCTYPE = '<!DOCTYPE cXML SYSTEM "cXML.dtd">';
  it.each([
    [
      'with a comment before the DOCTYPE',
      { head: `<?xml version="1.0"?><!-- made by -->\n${DOCTYPE}` },
    ],
    ['with an empty subset', { head: '<!DOCTYPE cXML SYSTEM "cXML.dtd" []>' }],
    ['with a subset of blanks', { head: '<!DOCTYPE cXML SYSTEM "cXML.dtd" [\n ]>' }],
    ['with a public identifier', { head: '<!DOCTYPE cXML PUBLIC "-//x//y" "cXML.dtd">' }],
    ['without declaration and DOCTYPE', { head: '' }],
    [
      'with processing instructions',
      { head: '<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?>' },
    ],
    ['in XML 1.0 standalone', { head: '<?xml version="1.0" encoding="utf-8" standalone="no"?>' }],
    [
      'with unknown elements',
      {
        inHeader: '<Trace hop="1"><Deep/></Trace>',
        inOrder: '<Vendor:X xmlns:Vendor="urn:v">1</Vendor:X>',
      },
    ],
    [
      'with unknown attributes',
      { root: 'payloadID="1@suite" timestamp="2026-03-02T10:00:00+01:00" build="7"' },
    ],
    [
      'with empty elements',
      {
        inOrder:
          '<BillTo><Address><Name/></Address></BillTo><Shipping/><Tax/><PaymentTerm/><Contact/><Comments/><Extrinsic name=""/>',
      },
    ],
    [
      'with a ShortName only',
      { description: '<Description xml:lang="fr"><ShortName>Écrou 5 €</ShortName></Description>' },
    ],
    [
      'with CDATA',
      { description: '<Description xml:lang="fr"><![CDATA[Écrou 5 €]]></Description>' },
    ],
    ['with references', { description: '<Description>&#201;crou 5&#x20;&#8364;</Description>' }],
  ])('%s', (_, over) => {
    const { notes: _notes, version: _version, ...back } = read(utf8(order(over)));
    expect(back).toEqual(same);
  });

  it.each([
    ['ISO-8859-15 by its declaration', latin9(order({ head: DECLARED })), 'application/xml'],
    [
      'ISO-8859-15 by the Content-Type',
      latin9(order({ head: '' })),
      'text/xml; charset="ISO-8859-15"',
    ],
    [
      'windows-1252',
      Buffer.from(
        order({ head: '<?xml version="1.0" encoding="windows-1252"?>' }).replaceAll('€', '\u0080'),
        'latin1',
      ),
      'application/xml',
    ],
    [
      'UTF-16 with its mark',
      Buffer.from(`\uFEFF${order({ head: '<?xml version="1.0" encoding="UTF-16"?>' })}`, 'utf16le'),
      undefined,
    ],
    [
      'UTF-8 with a mark and lines before it',
      utf8(`\uFEFF\r\n${order()}`),
      'text/xml; charset=utf-8',
    ],
    ['Windows line ends', utf8(order().replaceAll('\n', '\r\n')), undefined],
  ])('in %s', (_, bytes, contentType) => {
    expect(read(bytes, contentType)).toMatchObject(same);
  });

  it.each(['1.0', '1.1.007', '1.1.010', '1.2.0', '1.2.007', '1.2.056', '1.2.071', '1.2.999'])(
    'in cXML %s, named by its attribute or by its DTD',
    (version) => {
      const root = `version="${version}" payloadID="1@suite" timestamp="2026-03-02T10:00:00+01:00"`;
      expect(read(utf8(order({ head: '<?xml version="1.0"?>', root })))).toEqual({
        ...same,
        notes: [],
        version,
      });
      const head = `<!DOCTYPE cXML SYSTEM "https://xml.cXML.org/schemas/cXML/${version}/cXML.dtd">`;
      expect(read(utf8(order({ head })))).toEqual({ ...same, notes: [], version });
    },
  );

  it('with the same oddity a thousand times, the first five hundred listed', () => {
    const odd = (n: number) =>
      `<ItemOut quantity="1 000" lineNumber="${n}"><ItemID><SupplierPartID>S</SupplierPartID></ItemID><ItemDetail><UnitPrice><Money currency="EUR">1 000.00</Money></UnitPrice><Description/><UnitOfMeasure>EA</UnitOfMeasure></ItemDetail></ItemOut>`;
    const many = Array.from({ length: 1_000 }, (_, n) => odd(n + 2)).join('');
    const { advisories } = parseCxml(
      utf8(order().replace('</OrderRequest>', `${many}</OrderRequest>`)),
    );
    expect(advisories).toHaveLength(501);
    expect(advisories.at(-1)?.message).toBe(
      'more than 500 departures; those from here on are not listed',
    );
  });

  it.each([
    ['2026-03-02T10:00:00+01:00', []],
    ['2026-03-02T10:00:00.123456-08:00', []],
    ['2026-03-02T10:00:00-0800', []],
    ['2026-03-02T10:00:00Z', ['timestamp']],
    ['2026-03-02T10:00:00', ['timestamp']],
    ['2026-03-02', ['timestamp']],
    ['Mon May 19 18:29:48 +0000 2008', []],
    ['20260302100000', ['timestamp']],
    ['', ['timestamp']],
  ])('with the timestamp “%s”, at most with an advisory', (timestamp, notes) => {
    const root = `payloadID="1@suite" timestamp="${timestamp}"`;
    expect(read(utf8(order({ root })))).toMatchObject({ ...same, notes });
  });
});
