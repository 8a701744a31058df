import { Problem } from '../../src/base/index.ts';
import {
  children,
  defaultXmlLimits,
  textAt,
  textOf,
  at as under,
  type XmlNode,
  xmlStream,
} from '../../src/base/xml/index.ts';
import type { CatalogueHeader, CatalogueItem, CatalogueReader, CatalogueSink } from './model.ts';

/** A catalogue is one long document: its items are bounded one by one, not together. */
const LIMITS = { ...defaultXmlLimits, elementsMax: 100_000_000 };
const ITEMS = new Set(['IndexItemAdd', 'IndexItemDelete', 'IndexItemPunchout']);
const ITEM_ELEMENTS_MAX = 5_000;
const HEAD_BYTES = 400;

function decoderOf(head: Uint8Array): TextDecoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  const text = Buffer.from(head.subarray(0, HEAD_BYTES)).toString('latin1');
  const label = /^(?:\u00EF\u00BB\u00BF)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(
    text,
  )?.[1];
  try {
    return new TextDecoder(label ?? 'utf-8');
  } catch {
    throw new Problem('catalogue_file.charset', { charset: label ?? '' });
  }
}

function classesOf(detail: XmlNode | undefined): CatalogueItem['classifications'] {
  if (!detail) return [];
  return children(detail, 'Classification').map((one) => ({
    domain: one.attrs.domain ?? 'UNSPSC',
    code: textOf(one),
  }));
}

/** The first description, or the one in the language asked for by nobody: the document's own order counts. */
function describe(detail: XmlNode | undefined): {
  description: string;
  shortName: string | undefined;
  language: string | undefined;
} {
  const [first] = detail ? children(detail, 'Description') : [];
  const shortName = textAt(first, 'ShortName');
  return {
    description: textOf(first) || (shortName ?? ''),
    shortName,
    language: first?.attrs['xml:lang'],
  };
}

function parametersOf(detail: XmlNode | undefined) {
  const [group] = detail ? children(detail, 'SearchGroupData') : [];
  return {
    parameterGroup: textAt(group, 'Name'),
    parameters: group
      ? children(group, 'SearchDataElement').map(({ attrs }) => ({
          name: attrs.name ?? '',
          value: attrs.value ?? '',
        }))
      : [],
  };
}

function othersOf(detail: XmlNode | undefined): Record<string, string> {
  const found = detail ? children(detail, 'Extrinsic') : [];
  return Object.fromEntries(found.map((one) => [one.attrs.name ?? '', textOf(one)]));
}

function actionOf(node: XmlNode): CatalogueItem['action'] {
  if (node.local === 'IndexItemDelete') return 'delete';
  return node.local === 'IndexItemPunchout' ? 'punchout' : 'add';
}

function itemOf(node: XmlNode, header: CatalogueHeader): CatalogueItem {
  const detail = under(node, 'ItemDetail') ?? under(node, 'PunchoutDetail');
  const indexed = under(node, 'IndexItemDetail') ?? detail;
  const money = under(detail, 'UnitPrice/Money');
  return {
    line: node.line,
    action: actionOf(node),
    supplierPartId: textAt(node, 'ItemID/SupplierPartID') ?? '',
    auxiliaryId: textAt(node, 'ItemID/SupplierPartAuxiliaryID'),
    supplierId: header.supplierIds[0]?.value,
    ...describe(detail),
    classifications: classesOf(detail),
    territories: indexed ? children(indexed, 'TerritoryAvailable').map((one) => textOf(one)) : [],
    ...parametersOf(indexed),
    others: othersOf(detail),
    manufacturerPartId: textAt(detail, 'ManufacturerPartID'),
    manufacturerName: textAt(detail, 'ManufacturerName'),
    unitPrice: textOf(money) || undefined,
    currency: money?.attrs.currency,
    unit: textAt(detail, 'UnitOfMeasure'),
    leadTime: textAt(indexed, 'LeadTime') ?? textAt(detail, 'LeadTime'),
    supplierUrl: textAt(detail, 'URL'),
    effectiveDate: textAt(indexed, 'EffectiveDate'),
    expirationDate: textAt(indexed, 'ExpirationDate'),
    punchoutLevel:
      node.local === 'IndexItemPunchout' ? (detail?.attrs.punchoutLevel ?? 'store') : undefined,
  };
}

function headerOf(
  index: XmlNode,
  { suppliers, comments }: { suppliers: readonly XmlNode[]; comments: XmlNode | undefined },
): CatalogueHeader {
  return {
    format: 'index',
    // The attribute may be missing; what then is named is added, and nothing else touched.
    loadMode: index.attrs.loadmode === 'Full' ? 'full' : 'incremental',
    supplierIds: suppliers.map((one) => ({ domain: one.attrs.domain ?? '', value: textOf(one) })),
    currency: undefined,
    codeFormat: undefined,
    units: 'un',
    itemCount: undefined,
    timestamp: undefined,
    comments: textOf(comments) || undefined,
    fieldNames: [],
  };
}

/**
 * Reads a cXML Index (alone or inside a cXML message) as its bytes arrive: supplier ids, then item by item;
 * one item's elements are in memory at a time. Refuses malformed XML with its line (`xml.malformed`,
 * `xml.limit` …), an unknown encoding, and a document without an Index (`catalogue_file.header`).
 */
export function indexReader(sink: CatalogueSink): CatalogueReader {
  let decoder: TextDecoder | undefined;
  let index: XmlNode | undefined;
  let comments: XmlNode | undefined;
  let header: CatalogueHeader | undefined;
  let items = 0;
  let elements = 0;
  let isClosed = false;
  const suppliers: XmlNode[] = [];
  const open: XmlNode[] = [];

  const begin = (): CatalogueHeader => {
    if (!index)
      throw new Problem('catalogue_file.header', { line: 1, reason: 'there is no Index element' });
    header ??= headerOf(index, { suppliers, comments });
    return header;
  };
  const opened = (node: XmlNode): void => {
    const parent = open.at(-1);
    if (parent) {
      elements += 1;
      if (elements > ITEM_ELEMENTS_MAX)
        throw new Problem('xml.limit', {
          line: node.line,
          max: ITEM_ELEMENTS_MAX,
          what: 'elements',
        });
      parent.content.push(node);
      open.push(node);
      return;
    }
    if (node.local === 'Index') index = node;
    if (!index) return;
    if (node.local === 'SupplierID') suppliers.push(node);
    if (node.local === 'Comments') comments = node;
    if (ITEMS.has(node.local) && !header) sink.header(begin());
    if (ITEMS.has(node.local) || node.local === 'SupplierID' || node.local === 'Comments') {
      elements = 0;
      open.push(node);
    }
  };
  const closed = (name: string): void => {
    const node = open.pop();
    if (!node) {
      if (index && name === index.name) isClosed = true;
      return;
    }
    if (open.length > 0 || !ITEMS.has(node.local)) return;
    items += 1;
    sink.item(itemOf(node, begin()));
  };
  const stream = xmlStream(
    { open: opened, text: (text) => void open.at(-1)?.content.push(text), close: closed },
    LIMITS,
  );
  return {
    write: (bytes) => {
      decoder ??= decoderOf(bytes);
      stream.write(decoder.decode(bytes, { stream: true }));
    },
    end: () => {
      if (decoder) stream.write(decoder.decode());
      stream.close();
      if (!header) sink.header(begin());
      return { items, isWhole: isClosed };
    },
  };
}
