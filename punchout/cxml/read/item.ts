import { Decimal } from '../../../src/base/index.ts';
import { at, child, children, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import type {
  AgreementRef,
  Amount,
  BlanketItemDetail,
  Distribution,
  DomainValue,
  ItemDetail,
  ItemId,
  ItemIn,
  ItemOut,
  PriceBasis,
  ScheduleLine,
} from '../model/index.ts';
import {
  optionalDescribed,
  payloadIdIn,
  readAddressIn,
  readComments,
  readContacts,
  readDescribed,
  readDomainValues,
  readExtrinsics,
  readShipping,
  readTax,
  readTermsOfDelivery,
} from './common.ts';
import { readPath } from './envelope.ts';
import {
  advise,
  attr,
  decimalFrom,
  deepText,
  invalid,
  optionalMoney,
  optionalWhole,
  type Reading,
  requireChild,
  requireDecimal,
  requireMoney,
  requireQuantity,
  textIn,
} from './reading.ts';

/** An `ItemID`. An empty supplier part number passes with an advisory: the auxiliary id may suffice. */
export function readItemId(node: XmlNode, reading: Reading): ItemId {
  const supplierPartId = textIn(node, 'SupplierPartID');
  if (supplierPartId === undefined) {
    advise(reading, node, { code: 'missing', message: 'SupplierPartID is missing or empty' });
  }
  const auxiliary = child(node, 'SupplierPartAuxiliaryID');
  return {
    supplierPartId: supplierPartId ?? '',
    supplierPartAuxiliaryId: auxiliary && (deepText(auxiliary).trim() || undefined),
    buyerPartId: textIn(node, 'BuyerPartID'),
  };
}

function readPriceBasis(parent: XmlNode): PriceBasis | undefined {
  const node = child(parent, 'PriceBasisQuantity');
  if (!node) return undefined;
  return {
    quantity: requireQuantity(node),
    conversionFactor: attr(node, 'conversionFactor')
      ? requireDecimal(node, 'conversionFactor')
      : Decimal.one,
    unit: textIn(node, 'UnitOfMeasure') ?? '',
    description: optionalDescribed(node),
  };
}

function readLeadTime(node: XmlNode, reading: Reading): number | undefined {
  const leadTime = child(node, 'LeadTime');
  const text = textOf(leadTime);
  if (!leadTime || text === '') return undefined;
  const days = /^\d{1,5}$/.exec(text);
  if (!days) advise(reading, leadTime, { code: 'value', message: `“${text}” is not whole days` });
  return days ? Number(days[0]) : undefined;
}

export function readItemDetail(node: XmlNode, reading: Reading): ItemDetail {
  const unit = textIn(node, 'UnitOfMeasure');
  if (unit === undefined) {
    advise(reading, node, { code: 'missing', message: 'UnitOfMeasure is missing or empty' });
  }
  return {
    unitPrice: requireMoney(requireChild(node, 'UnitPrice'), reading),
    descriptions: children(node, 'Description').map(readDescribed),
    unit: unit ?? '',
    classifications: readDomainValues(node, 'Classification'),
    extrinsics: readExtrinsics(node),
    priceBasis: readPriceBasis(node),
    manufacturerPartId: textIn(node, 'ManufacturerPartID'),
    manufacturerName: textIn(node, 'ManufacturerName'),
    url: textIn(node, 'URL'),
    leadTimeDays: readLeadTime(node, reading),
    gtin: textIn(at(node, 'ItemDetailIndustry/ItemDetailRetail'), 'EANID'),
  };
}

function readSupplierIds(node: XmlNode): DomainValue[] {
  const listed = children(child(node, 'SupplierList') ?? node, 'Supplier');
  return [
    ...readDomainValues(node, 'SupplierID'),
    ...listed.flatMap((supplier) => readDomainValues(supplier, 'SupplierID')),
  ];
}

/** A cart line; quantity zero is the buyer's «remove this line» and passes. */
export function readItemIn(node: XmlNode, reading: Reading): ItemIn {
  return {
    quantity: requireQuantity(node),
    itemId: readItemId(requireChild(node, 'ItemID'), reading),
    detail: readItemDetail(requireChild(node, 'ItemDetail'), reading),
    supplierIds: readSupplierIds(node),
    lineNumber: optionalWhole(node, 'lineNumber', reading),
    parentLineNumber: optionalWhole(node, 'parentLineNumber', reading),
    path: readPath(node),
    shipTo: readAddressIn(node, 'ShipTo'),
    shipping: readShipping(node, reading),
    tax: readTax(node, reading),
  };
}

/** `Accounting` holds `Segment`s (id in an attribute) or `AccountingSegment`s (named). */
function readDistribution(node: XmlNode, reading: Reading): Distribution {
  const accounting = child(node, 'Accounting');
  const segments = accounting ? children(accounting) : [];
  return {
    name: attr(accounting, 'name') ?? '',
    segments: segments.flatMap((segment) => {
      const id = attr(segment, 'id') ?? '';
      if (segment.local === 'Segment') {
        const description = attr(segment, 'description') ?? '';
        return [{ type: attr(segment, 'type') ?? '', id, description }];
      }
      if (segment.local !== 'AccountingSegment') return [];
      return [
        {
          type: textIn(segment, 'Name') ?? '',
          id,
          description: optionalDescribed(segment)?.text ?? '',
        },
      ];
    }),
    charge: optionalMoney(child(node, 'Charge'), reading),
  };
}

function readScheduleLine(node: XmlNode, reading: Reading): ScheduleLine {
  return {
    quantity: requireQuantity(node),
    requestedDeliveryDate: attr(node, 'requestedDeliveryDate') ?? '',
    lineNumber: optionalWhole(node, 'lineNumber', reading),
    unit: textIn(node, 'UnitOfMeasure'),
  };
}

/**
 * The line's number. Oracle EBS writes none and puts it in the Extrinsic LINENUM of the detail (seen in
 * a French public body's orders).
 */
function lineNumberOf(node: XmlNode, reading: Reading): number | undefined {
  const own = optionalWhole(node, 'lineNumber', reading);
  if (own !== undefined) return own;
  const detail = child(node, 'ItemDetail');
  const named = detail && readExtrinsics(detail).find(({ name }) => /^linenum/i.test(name))?.value;
  return named !== undefined && /^\d{1,9}$/.test(named) ? Number(named) : undefined;
}

/** The first of some elements that states an amount: the DTD writes `MaxAmount`, older texts `MaximumAmount`. */
function limitIn(
  node: XmlNode,
  { names, reading }: { names: readonly string[]; reading: Reading },
): Amount | undefined {
  for (const name of names) {
    const amount = optionalMoney(child(node, name), reading);
    if (amount) return amount;
  }
  return undefined;
}

function quantityIn(node: XmlNode, name: string): Decimal | undefined {
  const holder = child(node, name);
  const text = textOf(holder);
  if (!holder || text === '') return undefined;
  const value = decimalFrom(text);
  if (!value || value.isNegative()) {
    throw invalid(holder, { reason: `“${text}” is not a quantity` });
  }
  return value;
}

function readBlanketDetail(node: XmlNode, reading: Reading): BlanketItemDetail {
  return {
    descriptions: children(node, 'Description').map(readDescribed),
    classifications: readDomainValues(node, 'Classification'),
    extrinsics: readExtrinsics(node),
    overallLimit: limitIn(node, { names: ['OverallLimit'], reading }),
    expectedLimit: limitIn(node, { names: ['ExpectedLimit'], reading }),
    maximumAmount: limitIn(node, { names: ['MaxAmount', 'MaximumAmount'], reading }),
    minimumAmount: limitIn(node, { names: ['MinAmount', 'MinimumAmount'], reading }),
    maximumQuantity: quantityIn(node, 'MaxQuantity'),
    minimumQuantity: quantityIn(node, 'MinQuantity'),
    unitPrice: limitIn(node, { names: ['UnitPrice'], reading }),
    unit: textIn(node, 'UnitOfMeasure'),
  };
}

function readAgreement(node: XmlNode): AgreementRef | undefined {
  const named = child(node, 'MasterAgreementReference') ?? child(node, 'MasterAgreementIDInfo');
  const agreementId = attr(named, 'agreementID');
  const agreementPayloadId = payloadIdIn(named);
  return agreementId === undefined && agreementPayloadId === undefined
    ? undefined
    : { agreementId, agreementPayloadId };
}

export function readItemOut(node: XmlNode, reading: Reading): ItemOut {
  const detail = child(node, 'ItemDetail');
  const blanket = child(node, 'BlanketItemDetail');
  return {
    quantity: requireQuantity(node),
    itemId: readItemId(requireChild(node, 'ItemID'), reading),
    detail: detail && readItemDetail(detail, reading),
    supplierIds: readSupplierIds(node),
    distributions: children(node, 'Distribution').map((part) => readDistribution(part, reading)),
    scheduleLines: children(node, 'ScheduleLine').map((part) => readScheduleLine(part, reading)),
    contacts: readContacts(node),
    comments: readComments(node),
    lineNumber: lineNumberOf(node, reading),
    parentLineNumber: optionalWhole(node, 'parentLineNumber', reading),
    requisitionId: attr(node, 'requisitionID'),
    requestedDeliveryDate: attr(node, 'requestedDeliveryDate'),
    path: readPath(node),
    blanket: blanket && readBlanketDetail(blanket, reading),
    agreementItemNumber: optionalWhole(node, 'agreementItemNumber', reading),
    agreement: readAgreement(node),
    shipTo: readAddressIn(node, 'ShipTo'),
    shipping: readShipping(node, reading),
    tax: readTax(node, reading),
    termsOfDelivery: readTermsOfDelivery(node),
  };
}
