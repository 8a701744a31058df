import { Builder } from 'xml2js';
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
function fit(node: XmlOut, model: ContentModel): XmlOut {
  const element = model.get(node.name);
  const allowed = allowedChildren(element);
  const attributes = element?.attributes;
  const kept = Object.entries(node.attrs).filter(([name]) => attributes?.has(name) ?? true);
  return {
    name: node.name,
    attrs: Object.fromEntries(kept),
    content: node.content.flatMap((part): (XmlOut | string)[] => {
      if (typeof part === 'string') return [part];
      return allowed && !allowed.has(part.name) ? [] : [fit(part, model)];
    }),
  };
}

function asNode(node: XmlOut): XmlNode {
  return {
    name: node.name,
    local: node.name,
    attrs: node.attrs,
    content: node.content.map((part) => (typeof part === 'string' ? part : asNode(part))),
    line: 0,
    column: 0,
  };
}

function refuseZulu(node: XmlOut): void {
  for (const [name, value] of Object.entries(node.attrs)) {
    if (/(date|timestamp)$/i.test(name) && /T[\d:.]+z$/i.test(value)) {
      const reason = `${node.name}@${name} “${value}” needs a numeric offset instead of Z`;
      throw new Problem('cxml.unwritable', { reason });
    }
  }
  for (const part of node.content) if (typeof part !== 'string') refuseZulu(part);
}

type BuilderNode = { [name: string]: unknown };

/** xml2js groups children by name, so children of one name must stand together; in cXML they do. */
function builderNode(node: XmlOut): BuilderNode {
  const built: BuilderNode = { $: node.attrs };
  let last: string | undefined;
  for (const part of node.content) {
    const name = typeof part === 'string' ? '_' : part.name;
    if (name !== last && built[name] !== undefined) {
      const reason = `children of ${node.name} named ${name} do not stand together`;
      throw new Problem('cxml.unwritable', { reason });
    }
    last = name;
    if (typeof part === 'string') {
      built._ = `${typeof built._ === 'string' ? built._ : ''}${part}`;
      continue;
    }
    const list = built[name];
    if (Array.isArray(list)) list.push(builderNode(part));
    else built[name] = [builderNode(part)];
  }
  return built;
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
  refuseZulu(fitted);
  const [violation] = validateTree(asNode(fitted), model);
  if (violation) {
    const reason = `${violation.element}: ${violation.message} (${dtd}.dtd ${version})`;
    throw new Problem('cxml.unwritable', { reason });
  }
  const builder = new Builder({
    xmldec: { version: '1.0', encoding: 'UTF-8' },
    doctype: { sysID: dtdUrl({ dtd, version }) },
    renderOpts: { pretty: true, indent: '  ', newline: '\n' },
  });
  return Buffer.from(builder.buildObject({ [fitted.name]: builderNode(fitted) }), 'utf8');
}
