import { el, elText, writeXml, type XmlOut, type XmlPart } from '../../src/base/xml/index.ts';
import type { CatalogueHeader, CatalogueItem } from './model.ts';

/** Level 2 (`punchoutLevel`) is in the DTD from here on; without it any version will do. */
export const INDEX_VERSION = '1.2.014';
export const INDEX_VERSION_LEVEL_2 = '1.2.020';

/** ShortName is at most 50 characters (cXML guide, «Description»). */
const SHORT_NAME_MAX = 50;

function description({ description: text, shortName, language }: CatalogueItem): XmlOut {
  const name = shortName?.slice(0, SHORT_NAME_MAX).replace(/[\uD800-\uDBFF]$/, '');
  return el('Description', { 'xml:lang': language ?? 'en' }, elText('ShortName', name), text);
}

function itemId({ supplierPartId, auxiliaryId }: CatalogueItem): XmlOut {
  return el(
    'ItemID',
    {},
    el('SupplierPartID', {}, supplierPartId),
    elText('SupplierPartAuxiliaryID', auxiliaryId),
  );
}

function classes({ classifications }: CatalogueItem): XmlOut[] {
  return classifications.map(({ domain, code }) => el('Classification', { domain }, code));
}

/** ExpirationDate?, EffectiveDate?, SearchGroupData*, TerritoryAvailable* in the DTD's order. */
function validity(item: CatalogueItem): XmlPart[] {
  const { parameters, parameterGroup } = item;
  return [
    elText('ExpirationDate', item.expirationDate),
    elText('EffectiveDate', item.effectiveDate),
    parameters.length > 0
      ? el(
          'SearchGroupData',
          {},
          el('Name', { 'xml:lang': item.language ?? 'en' }, parameterGroup ?? 'Attributes'),
          ...parameters.map(({ name, value }) => el('SearchDataElement', { name, value })),
        )
      : undefined,
    ...item.territories.map((territory) => el('TerritoryAvailable', {}, territory)),
  ];
}

function extrinsics({ others }: CatalogueItem): XmlOut[] {
  return Object.entries(others).map(([name, value]) => el('Extrinsic', { name }, value));
}

function added(item: CatalogueItem): XmlOut {
  return el(
    'IndexItemAdd',
    {},
    itemId(item),
    el(
      'ItemDetail',
      {},
      el('UnitPrice', {}, el('Money', { currency: item.currency ?? 'EUR' }, item.unitPrice ?? '0')),
      description(item),
      el('UnitOfMeasure', {}, item.unit ?? 'EA'),
      ...classes(item),
      elText('ManufacturerPartID', item.manufacturerPartId),
      elText('ManufacturerName', item.manufacturerName),
      elText('URL', item.supplierUrl),
      elText('LeadTime', item.leadTime),
      ...extrinsics(item),
    ),
    el('IndexItemDetail', {}, el('LeadTime', {}, item.leadTime ?? '0'), ...validity(item)),
  );
}

function punchedOut(item: CatalogueItem): XmlOut {
  return el(
    'IndexItemPunchout',
    {},
    itemId(item),
    el(
      'PunchoutDetail',
      { punchoutLevel: item.punchoutLevel },
      description(item),
      el('URL', {}, item.supplierUrl ?? ''),
      ...classes(item),
      elText('ManufacturerName', item.manufacturerName),
      elText('ManufacturerPartID', item.manufacturerPartId),
      ...validity(item),
      ...extrinsics(item),
    ),
  );
}

function body(element: XmlOut): string {
  return writeXml(element, { indent: false }).replace(/^<\?xml[^>]*\?>\s*/, '');
}

/** One item as text, to stand in an IndexItem with others of its kind. */
export function indexItem(item: CatalogueItem): string {
  if (item.action === 'delete') return body(el('IndexItemDelete', {}, itemId(item)));
  return body(item.action === 'punchout' ? punchedOut(item) : added(item));
}

/** Everything before the first IndexItem. */
export function indexHead(header: CatalogueHeader, { version }: { version: string }): string {
  const loadmode = header.loadMode === 'full' ? 'Full' : 'Incremental';
  const parts = [
    ...header.supplierIds.map(({ domain, value }) => body(el('SupplierID', { domain }, value))),
    ...(header.comments ? [body(el('Comments', { 'xml:lang': 'en' }, header.comments))] : []),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE Index SYSTEM "http://xml.cxml.org/schemas/cXML/${version}/cXML.dtd">
<Index loadmode="${loadmode}">
${parts.join('')}`;
}

export const INDEX_TAIL = '</Index>\n';
