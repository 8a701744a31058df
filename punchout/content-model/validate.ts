import { readXml, type XmlNode } from '../../src/base/xml/index.ts';
import { after, mayEnd, nextNames } from './grammar.ts';
import { type ContentModel, contentModel, type DtdName, type ElementModel } from './versions.ts';

/** One departure from the DTD; nothing is refused, the caller decides. */
export type Violation = {
  readonly line: number;
  readonly element: string;
  readonly message: string;
};

/** What a DTD can be broken by. */
export type ViolationRule =
  | 'element_undeclared'
  | 'attribute_missing'
  | 'attribute_undeclared'
  | 'attribute_value'
  | 'text'
  | 'place'
  | 'incomplete';

/** A departure with what a person needs to mend it. */
export type ExplainedViolation = Violation & {
  readonly rule: ViolationRule;
  /** From the root: `cXML/Header/From`. */
  readonly path: string;
  /** The attribute in question, where it is one. */
  readonly attribute: string | undefined;
  /** Elements or values that may stand there; empty: nothing more may. */
  readonly expected: readonly string[];
};

type Found = Omit<ExplainedViolation, 'path'> & { readonly node: XmlNode };

function note(
  node: XmlNode,
  message: string,
  why: { rule: ViolationRule; attribute?: string; expected?: readonly string[] },
): Found {
  const { rule, attribute, expected = [] } = why;
  return { line: node.line, element: node.name, message, rule, attribute, expected, node };
}

function childNodes(node: XmlNode): XmlNode[] {
  return node.content.filter((part) => typeof part !== 'string');
}

function checkAttributes(node: XmlNode, { attributes }: ElementModel): Found[] {
  const found: Found[] = [];
  for (const [name, { required }] of attributes) {
    if (required === 'yes' && node.attrs[name] === undefined) {
      found.push(
        note(node, `attribute ${name} is required`, { rule: 'attribute_missing', attribute: name }),
      );
    }
  }
  for (const [name, value] of Object.entries(node.attrs)) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const model = attributes.get(name);
    if (!model) {
      const why = { rule: 'attribute_undeclared', attribute: name } as const;
      found.push(note(node, `attribute ${name} is not declared`, why));
    } else if (model.choices && !model.choices.includes(value)) {
      const why = { rule: 'attribute_value', attribute: name, expected: model.choices } as const;
      found.push(note(node, `${name} “${value}” is none of ${model.choices.join(', ')}`, why));
    }
  }
  return found;
}

function expected(names: readonly string[]): string {
  return names.length === 0 ? 'nothing more' : names.join(' or ');
}

function checkContent(node: XmlNode, { content }: ElementModel): Found[] {
  if (content.type === 'any') return [];
  const elements = childNodes(node);
  if (content.type === 'mixed') {
    return elements
      .filter(({ name }) => !content.names.has(name))
      .map((element) =>
        note(element, `${element.name} may not stand in ${node.name}`, {
          rule: 'place',
          expected: [...content.names],
        }),
      );
  }
  const text = node.content.find((part) => typeof part === 'string' && part.trim() !== '');
  const found =
    text === undefined ? [] : [note(node, 'text is not allowed here', { rule: 'text' })];
  let rule = content.rule;
  for (const element of elements) {
    const next = after(rule, element.name);
    if (next.op === 'none') {
      const names = nextNames(rule);
      const message = `not allowed here in ${node.name}, expected ${expected(names)}`;
      return [...found, note(element, message, { rule: 'place', expected: names })];
    }
    rule = next;
  }
  if (!mayEnd(rule)) {
    const names = nextNames(rule);
    const message = `ends too early, expected ${expected(names)}`;
    found.push(note(node, message, { rule: 'incomplete', expected: names }));
  }
  return found;
}

type Step = { readonly node: XmlNode; readonly path: string };

/** Checks a tree against a content model and says of each departure where it is and what may stand there. */
export function explainTree(root: XmlNode, model: ContentModel): ExplainedViolation[] {
  const found: ExplainedViolation[] = [];
  const open: Step[] = [{ node: root, path: root.name }];
  for (let step = open.pop(); step; step = open.pop()) {
    const { node, path } = step;
    if (node.name.startsWith('ds:')) continue;
    const element = model.get(node.name);
    const faults = element
      ? [...checkAttributes(node, element), ...checkContent(node, element)]
      : [note(node, 'the element is not declared', { rule: 'element_undeclared' })];
    for (const { node: at, ...fault } of faults)
      found.push({ ...fault, path: at === node ? path : `${path}/${at.name}` });
    if (!element) continue;
    // One by one: an element may have more children than a call may have arguments.
    for (const one of childNodes(node).reverse())
      open.push({ node: one, path: `${path}/${one.name}` });
  }
  return found;
}

/** Checks a tree against a content model; signatures (`ds:`) are taken as they are. */
export function validateTree(root: XmlNode, model: ContentModel): Violation[] {
  return explainTree(root, model).map(({ line, element, message }) => ({ line, element, message }));
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
  const { line, name: element } = root;
  return [{ line, element, message: 'the root element is not cXML' }, ...found];
}
