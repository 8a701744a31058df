import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/base/index.ts';
import { at, el, readXml, readXmlInSlices, textAt, writeXml } from '../../src/base/xml/index.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('the inbound XML gate', () => {
  it('keeps values as text and decodes references', () => {
    const { root } = readXml(
      bytes('<a><id>012345678</id><t x="1e3">caf&#233; &amp; th&#xE9;</t></a>'),
    );
    expect(textAt(root, 'id')).toBe('012345678');
    expect(textAt(root, 't')).toBe('café & thé');
    expect(at(root, 't')?.attrs.x).toBe('1e3');
  });

  it('reads ISO-8859-15 by its declaration', () => {
    const body = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-15"?><p>', 'latin1'),
      Buffer.from([0xa4]),
      Buffer.from('</p>', 'latin1'),
    ]);
    expect(textAt(readXml(body).root, '') ?? readXml(body).root.content[0]).toBe('€');
  });

  const said = '<?xml version="1.0" encoding="UTF-8"?><p>é€</p>';
  const latin = (name: string, text: string): Buffer =>
    Buffer.from(`<?xml version="1.0" encoding="${name}"?><p>${text}</p>`, 'latin1');
  const wide = Buffer.from('<?xml version="1.0" encoding="UTF-16"?><p>é€</p>', 'utf16le');
  it.each([
    ['UTF-16 without a mark, low byte first', wide, undefined, 'é€', 0],
    ['UTF-16 without a mark, high byte first', Buffer.from(wide).swap16(), undefined, 'é€', 0],
    [
      'UTF-8 under a declaration that says UTF-16',
      Buffer.from(said.replace('UTF-8', 'UTF-16')),
      undefined,
      'é€',
      1,
    ],
    ['UTF-8 sent as us-ascii', bytes(said), 'text/xml; charset=us-ascii', 'é€', 2],
    ['ISO-8859-1 sent as UTF-8', latin('ISO-8859-1', 'é'), 'text/xml; charset=utf-8', 'é', 2],
    [
      'a charset nobody knows before a good declaration',
      bytes(said),
      'text/xml; charset=klingon',
      'é€',
      2,
    ],
    [
      'a charset that the declaration contradicts',
      latin('UTF-8', 'é'),
      'text/xml; charset="ISO-8859-1"',
      'é',
      1,
    ],
  ])('reads %s', (_, body, contentType, text, warnings) => {
    const document = readXml(body, { contentType });
    expect(document.root.content).toEqual([text]);
    expect(document.warnings).toHaveLength(warnings);
  });

  it('reads a long document in slices as it reads it whole, and lets others pass in between', async () => {
    const body = bytes(`<a>${'<b c="é">€uro 😀 &amp; more</b>'.repeat(9_000)}</a>`);
    let turns = 0;
    let reading = true;
    const other = (): void => {
      turns += 1;
      if (reading) setImmediate(other);
    };
    setImmediate(other);
    const sliced = await readXmlInSlices(body);
    reading = false;
    expect(sliced).toEqual(readXml(body));
    expect(turns).toBeGreaterThanOrEqual(4);
    await expect(readXmlInSlices(bytes(`<a>${'<b>'.repeat(100_000)}`))).rejects.toThrow(Problem);
  });

  it.each([
    ['a truncated document', '<a><b>1</b>', 'xml.malformed'],
    ['two roots', '<a/><b/>', 'xml.malformed'],
    ['a mismatched end tag', '<a><b>1</a>', 'xml.malformed'],
    ['an undefined entity', '<a>&nbsp;</a>', 'xml.malformed'],
    ['an internal subset', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'xml.doctype_subset'],
    ['65 levels', '<a>'.repeat(65) + '</a>'.repeat(65), 'xml.limit'],
    [
      '65 attributes',
      `<a ${Array.from({ length: 65 }, (_, n) => `a${n}="1"`).join(' ')}/>`,
      'xml.limit',
    ],
    ['a duplicate attribute', '<a b="1" b="2"/>', 'xml.malformed'],
    ['nothing', '', 'xml.malformed'],
    [
      'bytes that are not UTF-8',
      Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]),
      'xml.encoding',
    ],
    ['an encoding nobody knows', '<?xml version="1.0" encoding="klingon"?><a/>', 'xml.encoding'],
  ])('refuses %s', (_, text, code) => {
    expect(refusal(() => readXml(typeof text === 'string' ? bytes(text) : text))).toBe(code);
  });

  it('accepts a DOCTYPE with a system identifier and an empty subset', () => {
    const { doctype } = readXml(bytes('<!DOCTYPE cXML SYSTEM "http://x/cXML.dtd" []><cXML/>'));
    expect(doctype).toContain('cXML.dtd');
  });

  it('writes what it reads back', () => {
    const text = writeXml(el('a', { q: '"<&' }, el('b', {}, 'x < y & "z"\u0000'), el('c')));
    const { root } = readXml(bytes(text));
    expect(root.attrs.q).toBe('"<&');
    expect(textAt(root, 'b')).toBe('x < y & "z"\uFFFD');
    expect(text).toContain('<c/>');
  });
});
