import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Builder } from 'xml2js';
import { render } from '../../punchout/cxml/write/render.ts';
import { el, type XmlOut } from '../../src/base/xml/index.ts';

const SYSTEM = 'http://xml.cxml.org/schemas/cXML/1.2.050/cXML.dtd';
type BuilderNode = { [name: string]: unknown };

/** The tree as xml2js takes it: children grouped by name, all text of an element in one. */
function builderNode(node: XmlOut): BuilderNode {
  const built: BuilderNode = { $: node.attrs };
  for (const part of node.content) {
    if (typeof part === 'string') {
      built._ = `${typeof built._ === 'string' ? built._ : ''}${part}`;
      continue;
    }
    const list = built[part.name];
    if (Array.isArray(list)) list.push(builderNode(part));
    else built[part.name] = [builderNode(part)];
  }
  return built;
}

function byXml2js(root: XmlOut): string {
  const builder = new Builder({
    xmldec: { version: '1.0', encoding: 'UTF-8' },
    doctype: { sysID: SYSTEM },
    renderOpts: { pretty: true, indent: '  ', newline: '\n' },
  });
  return builder.buildObject({ [root.name]: builderNode(root) });
}

const text = fc.string({
  unit: fc.oneof(fc.constantFrom(...Array.from('&<>"\'\t\r\n é€')), fc.string()),
});
const attrs = fc.dictionary(fc.constantFrom('code', 'xml:lang', 'payloadID'), text, {
  noNullPrototype: true,
});
const named = fc.constantFrom('Status', 'Header', 'Money');
/** Children of one name stand together: xml2js can say nothing else. Text beside elements is a test of its own. */
const { tree } = fc.letrec<{ tree: XmlOut; leaf: XmlOut; branch: XmlOut }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('branch')),
  leaf: fc
    .tuple(named, attrs, fc.array(text, { maxLength: 2 }))
    .map(([name, values, texts]) => el(name, values, texts)),
  branch: fc
    .tuple(named, attrs, fc.array(tie('tree'), { maxLength: 4 }))
    .map(([name, values, children]) =>
      el(
        name,
        values,
        children.toSorted((a, b) => a.name.localeCompare(b.name)),
      ),
    ),
}));

describe('a cXML tree', () => {
  it('has no white space of ours beside a text, which a suite would count as part of it', () => {
    const described = el(
      'Description',
      { 'xml:lang': 'en' },
      el('ShortName', {}, 'Glove'),
      'Glove, size 8',
    );
    expect(render(el('ItemDetail', {}, described), { system: SYSTEM })).toContain(
      '\n  <Description xml:lang="en"><ShortName>Glove</ShortName>Glove, size 8</Description>\n',
    );
  });

  it('is written byte for byte as xml2js writes it', () => {
    fc.assert(
      fc.property(tree, (root) => {
        expect(render(root, { system: SYSTEM })).toBe(byXml2js(root));
      }),
      { numRuns: 500 },
    );
  });

  it('may have children of one name apart, which xml2js could not write', () => {
    const root = el('cXML', {}, el('A'), el('B', {}, 'x'), el('A'));
    expect(render(root, { system: SYSTEM }).split('\n').slice(2)).toEqual([
      '<cXML>',
      '  <A/>',
      '  <B>x</B>',
      '  <A/>',
      '</cXML>',
    ]);
  });
});
