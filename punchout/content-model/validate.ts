import { readXml, type XmlNode } from '../../src/base/xml/index.ts';
import { after, mayEnd, nextNames } from './grammar.ts';
import { type ContentModel, contentModel, type DtdName, type ElementModel } from './versions.ts';

/** One departure from the DTD; nothing is refused, the caller decides. */
export type Violation = {
  readonly line: number;
  readonly element: string;
  readonly message: string;
};

function note(node: XmlNode, message: string): Violation {
  return { line: node.line, element: node.name, message };
}

function childNodes(node: XmlNode): XmlNode[] {
  return node.content.filter((part) => typeof part !== 'string');
}

function checkAttributes(node: XmlNode, { attributes }: ElementModel): Violation[] {
  const found: Violation[] = [];
  for (const [name, { required }] of attributes) {
    if (required === 'yes' && node.attrs[name] === undefined) {
      found.push(note(node, `attribute ${name} is required`));
    }
  }
  for (const [name, value] of Object.entries(node.attrs)) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const model = attributes.get(name);
    if (!model) found.push(note(node, `attribute ${name} is not declared`));
    else if (model.choices && !model.choices.includes(value)) {
      found.push(note(node, `${name} “${value}” is none of ${model.choices.join(', ')}`));
    }
  }
  return found;
}

function expected(names: readonly string[]): string {
  return names.length === 0 ? 'nothing more' : names.join(' or ');
}

function checkContent(node: XmlNode, { content }: ElementModel): Violation[] {
  if (content.type === 'any') return [];
  const elements = childNodes(node);
  if (content.type === 'mixed') {
    return elements
      .filter(({ name }) => !content.names.has(name))
      .map((element) => note(element, `${element.name} may not stand in ${node.name}`));
  }
  const text = node.content.find((part) => typeof part === 'string' && part.trim() !== '');
  const found = text === undefined ? [] : [note(node, 'text is not allowed here')];
  let rule = content.rule;
  for (const element of elements) {
    const next = after(rule, element.name);
    if (next.op === 'none') {
      const message = `not allowed here in ${node.name}, expected ${expected(nextNames(rule))}`;
      return [...found, note(element, message)];
    }
    rule = next;
  }
  if (!mayEnd(rule))
    found.push(note(node, `ends too early, expected ${expected(nextNames(rule))}`));
  return found;
}

/** Checks a tree against a content model; signatures (`ds:`) are taken as they are. */
export function validateTree(root: XmlNode, model: ContentModel): Violation[] {
  const found: Violation[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.name.startsWith('ds:')) continue;
    const element = model.get(node.name);
    if (!element) {
      found.push(note(node, 'the element is not declared'));
      continue;
    }
    found.push(...checkAttributes(node, element), ...checkContent(node, element));
    open.push(...childNodes(node).reverse());
  }
  return found;
}

/**
 * The DTD's verdict on a document: every place where it departs from `dtd` (default cXML.dtd) of
 * `version`, by line. Datatypes are not a DTD's business and are not looked at. Refuses only what is no
 * XML (`xml.*`) and versions that are not held (`cxml.version_unknown`).
 */
export function validateCxml(
  document: Uint8Array,
  { version, dtd = 'cXML' }: { version: string; dtd?: DtdName },
): Violation[] {
  const { root } = readXml(document);
  const found = validateTree(root, contentModel(dtd, version));
  if (root.name === 'cXML') return found;
  return [note(root, 'the root element is not cXML'), ...found];
}
