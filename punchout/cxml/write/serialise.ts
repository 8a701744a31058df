import { Problem } from '../../../src/base/index.ts';
import type { XmlNode, XmlOut } from '../../../src/base/xml/index.ts';
import { namesOf } from '../../content-model/grammar.ts';
import {
  type ContentModel,
  type ElementModel,
  modelForWriting,
  validateTree,
} from '../../content-model/index.ts';
import type { PayloadKind } from '../model/index.ts';
import { defaultVersion, dtdOf, dtdUrl } from '../versions.ts';
import { render } from './render.ts';

/** The DTD version a partner wants; the default of the document's kind otherwise. */
export type Pin = { readonly version?: string | undefined };

const childNames = new WeakMap<ElementModel, ReadonlySet<string>>();

/** The same for every document of a model, so computed once. */
function allowedChildren(element: ElementModel | undefined): ReadonlySet<string> | undefined {
  if (!element || element.content.type === 'any') return undefined;
  if (element.content.type === 'mixed') return element.content.names;
  const known = childNames.get(element);
  if (known) return known;
  const names = new Set(namesOf(element.content.rule));
  childNames.set(element, names);
  return names;
}

/** Leaves out what the pinned DTD has no place for; what it then misses is found by validation. */
function fit(node: XmlOut, model: ContentModel): XmlNode {
  const { name } = node;
  const element = model.get(name);
  const allowed = allowedChildren(element);
  const attributes = element?.attributes;
  const attrs: Record<string, string> = {};
  for (const key of Object.keys(node.attrs)) {
    if (attributes && !attributes.has(key)) continue;
    attrs[key] = node.attrs[key] ?? '';
    refuseZulu(name, key, attrs[key]);
  }
  const content: (XmlNode | string)[] = [];
  for (const part of node.content) {
    if (typeof part === 'string') content.push(part);
    else if (!allowed || allowed.has(part.name)) content.push(fit(part, model));
  }
  return { name, local: name, attrs, content, line: 0, column: 0 };
}

function refuseZulu(element: string, name: string, value: string): void {
  if (/(date|timestamp)$/i.test(name) && /T[\d:.]+z$/i.test(value)) {
    const reason = `${element}@${name} “${value}” needs a numeric offset instead of Z`;
    throw new Problem('cxml.unwritable', { reason });
  }
}

/**
 * A cXML document as UTF-8 bytes with its DOCTYPE, fitted to the pinned DTD: optional parts that the
 * version does not know are left out. Refuses (`cxml.unwritable`) what would still not be valid, and
 * times written with `Z`.
 */
export function serialise(
  root: XmlOut,
  { kind, version = defaultVersion(kind) }: { kind: PayloadKind } & Pin,
): Uint8Array {
  const dtd = dtdOf(kind);
  const model = modelForWriting(dtd, version);
  const fitted = fit(root, model);
  const [violation] = validateTree(fitted, model);
  if (violation) {
    const reason = `${violation.element}: ${violation.message} (${dtd}.dtd ${version})`;
    throw new Problem('cxml.unwritable', { reason });
  }
  return Buffer.from(render(fitted, { system: dtdUrl({ dtd, version }) }), 'utf8');
}
