import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/base/index.ts';
import { at, el, readXml, textAt, writeXml } from '../../src/base/xml/index.ts';

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
