import { el, elText, type XmlOut } from '../../../src/base/xml/index.ts';
import type {
  BlanketItemDetail,
  Distribution,
  ItemDetail,
  ItemId,
  ItemIn,
  ItemOut,
  ScheduleLine,
} from '../model/index.ts';
import {
  addressPart,
  agreementPart,
  amountPart,
  commentsPart,
  contactPart,
  decimalText,
  describedPart,
  extrinsicParts,
  moneyPart,
  shippingPart,
  taxPart,
  termsOfDeliveryPart,
} from './common.ts';
import { pathPart } from './envelope.ts';

export function itemIdPart(id: ItemId): XmlOut {
  return el(
    'ItemID',
    {},
    el('SupplierPartID', {}, id.supplierPartId || undefined),
    elText('SupplierPartAuxiliaryID', id.supplierPartAuxiliaryId),
    elText('BuyerPartID', id.buyerPartId),
  );
}

function priceBasisPart({ priceBasis }: ItemDetail): XmlOut | undefined {
  if (!priceBasis) return undefined;
  return el(
    'PriceBasisQuantity',
    {
      quantity: decimalText(priceBasis.quantity),
      conversionFactor: decimalText(priceBasis.conversionFactor),
    },
    el('UnitOfMeasure', {}, priceBasis.unit),
    priceBasis.description && describedPart(priceBasis.description),
  );
}

/** Our own data goes here, in Extrinsic: at 1.2.014 a cart line has no Extrinsic or Comments of its own. */
export function itemDetailPart(detail: ItemDetail): XmlOut {
  const { gtin, manufacturerName } = detail;
  return el(
    'ItemDetail',
    {},
    el('UnitPrice', {}, moneyPart(detail.unitPrice)),
    detail.descriptions.map(describedPart),
    el('UnitOfMeasure', {}, detail.unit || undefined),
    priceBasisPart(detail),
    detail.classifications.map(({ domain, value }) =>
      el('Classification', { domain }, value || undefined),
    ),
    elText('ManufacturerPartID', detail.manufacturerPartId),
    elText('ManufacturerName', manufacturerName),
    elText('URL', detail.url),
    elText('LeadTime', detail.leadTimeDays?.toString()),
    gtin !== undefined &&
      el('ItemDetailIndustry', {}, el('ItemDetailRetail', {}, el('EANID', {}, gtin))),
    extrinsicParts(detail.extrinsics),
  );
}

/** The DTD has one SupplierID on a line. */
function supplierIdPart({ supplierIds }: ItemIn | ItemOut): XmlOut | undefined {
  const [first] = supplierIds;
  return first && el('SupplierID', { domain: first.domain }, first.value);
}

export function itemInPart(item: ItemIn): XmlOut {
  return el(
    'ItemIn',
    {
      quantity: decimalText(item.quantity),
      lineNumber: item.lineNumber,
      parentLineNumber: item.parentLineNumber,
    },
    itemIdPart(item.itemId),
    pathPart(item.path),
    itemDetailPart(item.detail),
    supplierIdPart(item),
    addressPart('ShipTo', item.shipTo),
    shippingPart(item.shipping),
    taxPart(item.tax),
  );
}

function distributionPart(distribution: Distribution): XmlOut {
  const segments = distribution.segments.map(({ type, id, description }) =>
    el('Segment', { type, id, description }),
  );
  return el(
    'Distribution',
    {},
    el('Accounting', { name: distribution.name }, segments),
    amountPart('Charge', distribution.charge),
  );
}

function scheduleLinePart(line: ScheduleLine): XmlOut {
  return el(
    'ScheduleLine',
    {
      quantity: decimalText(line.quantity),
      requestedDeliveryDate: line.requestedDeliveryDate,
      lineNumber: line.lineNumber,
    },
    el('UnitOfMeasure', {}, line.unit),
  );
}

function blanketDetailPart(detail: BlanketItemDetail): XmlOut {
  return el(
    'BlanketItemDetail',
    {},
    detail.descriptions.map(describedPart),
    amountPart('OverallLimit', detail.overallLimit),
    amountPart('ExpectedLimit', detail.expectedLimit),
    amountPart('MaxAmount', detail.maximumAmount),
    amountPart('MinAmount', detail.minimumAmount),
    elText('MaxQuantity', decimalText(detail.maximumQuantity)),
    elText('MinQuantity', decimalText(detail.minimumQuantity)),
    amountPart('UnitPrice', detail.unitPrice),
    elText('UnitOfMeasure', detail.unit),
    detail.classifications.map(({ domain, value }) =>
      el('Classification', { domain }, value || undefined),
    ),
    extrinsicParts(detail.extrinsics),
  );
}

export function itemOutPart(item: ItemOut): XmlOut {
  return el(
    'ItemOut',
    {
      quantity: decimalText(item.quantity),
      lineNumber: item.lineNumber,
      parentLineNumber: item.parentLineNumber,
      requisitionID: item.requisitionId,
      agreementItemNumber: item.agreementItemNumber,
      requestedDeliveryDate: item.requestedDeliveryDate,
    },
    itemIdPart(item.itemId),
    pathPart(item.path),
    item.detail && itemDetailPart(item.detail),
    item.blanket && blanketDetailPart(item.blanket),
    supplierIdPart(item),
    addressPart('ShipTo', item.shipTo),
    shippingPart(item.shipping),
    taxPart(item.tax),
    item.distributions.map(distributionPart),
    item.contacts.map(contactPart),
    termsOfDeliveryPart(item.termsOfDelivery),
    commentsPart(item.comments),
    item.scheduleLines.map(scheduleLinePart),
    item.agreement && agreementPart(item.agreement),
  );
}
