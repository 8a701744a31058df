import { Problem } from '../../../src/base/index.ts';
import {
  at,
  children,
  defaultXmlLimits,
  readXml,
  textOf,
  type XmlNode,
} from '../../../src/base/xml/index.ts';
import type { InspectError } from '../../document.ts';
import type { InvoiceRead, PrecedingInvoice } from '../model.ts';
import type { Violation } from '../rules/engine.ts';
import { readLine, readVat } from './parse-line.ts';
import { readAddress, readParty, readPayee, readTaxRepresentative } from './parse-party.ts';
import { readPayment } from './parse-payment.ts';
import {
  date,
  decimal,
  each,
  filled,
  identifier,
  isCharge,
  type Source,
  some,
  text,
  under,
} from './read.ts';
import { checkSyntax } from './syntax.ts';

/** Attachments make invoices large; the tree itself stays small. */
const limits = {
  ...defaultXmlLimits,
  bytesMax: 25_000_000,
  textMax: 25_000_000,
  elementsMax: 5_000_000,
};

export type UblRead = {
  readonly root: 'Invoice' | 'CreditNote';
  readonly model: InvoiceRead;
  /** Values that could not be read; the model lacks them. */
  readonly errors: readonly InspectError[];
  /** Rules on the UBL form that the model no longer shows (UBL-SR, UBL-DT, BR-CL-03). */
  readonly violations: readonly Violation[];
};

/**
 * Reads a UBL 2.1 Invoice or CreditNote by local names, whatever the prefixes and the order of
 * elements. What is missing is missing in the model: the rules say so by name. Refuses what is not XML
 * (`xml.*`) or has another root (`einvoice.not_ubl`).
 */
export function parseUbl(bytes: Uint8Array): UblRead {
  return readUbl(readXml(bytes, { limits }).root);
}

/** The same on an element already read, as a document inside an envelope is. */
export function readUbl(root: XmlNode): UblRead {
  if (root.local !== 'Invoice' && root.local !== 'CreditNote') {
    throw new Problem('einvoice.not_ubl', { root: root.name });
  }
  const source: Source = { node: root, errors: [] };
  const model = { ...header(source), ...references(source), ...parties(source), ...money(source) };
  return { root: root.local, model, errors: source.errors, violations: checkSyntax(root) };
}

function header(source: Source): InvoiceRead {
  const root = source.node.local;
  return {
    number: text(source, 'ID'),
    issueDate: date(source, 'IssueDate'),
    typeCode: text(source, 'InvoiceTypeCode') ?? text(source, 'CreditNoteTypeCode'),
    currency: text(source, 'DocumentCurrencyCode'),
    taxCurrency: text(source, 'TaxCurrencyCode'),
    taxPointDate: date(source, 'TaxPointDate'),
    taxPointCode: text(source, 'InvoicePeriod/DescriptionCode'),
    dueDate:
      root === 'Invoice' ? date(source, 'DueDate') : date(source, 'PaymentMeans/PaymentDueDate'),
    specification: text(source, 'CustomizationID'),
    process: text(source, 'ProfileID'),
    buyerReference: text(source, 'BuyerReference'),
    accountingReference: text(source, 'AccountingCost'),
    notes: some(each(source, 'Note').map((note) => readNote(textOf(note.node)))),
    period: readPeriod(under(source, 'InvoicePeriod')),
    paymentTerms: some(
      each(source, 'PaymentTerms').flatMap((terms) => text(terms, 'Note') ?? []),
    )?.join('\n'),
  };
}

/** `#PMT#text`: how UBL writes a note's subject (EN 16931-3-2). */
function readNote(note: string): { subject?: string; text: string } {
  const match = /^#([A-Z]{3})#\s*([\s\S]*)$/.exec(note);
  return match ? { subject: match[1] as string, text: match[2] as string } : { text: note };
}

function readPeriod(source: Source | undefined): InvoiceRead['period'] {
  if (!source) return undefined;
  const period = { start: date(source, 'StartDate'), end: date(source, 'EndDate') };
  // A period may stand for its code alone (BT-8); an empty one is kept for BR-CO-19 and BR-CO-20.
  return text(source, 'DescriptionCode') === undefined ? period : filled(period);
}

function references(source: Source): InvoiceRead {
  const additional = each(source, 'AdditionalDocumentReference');
  const isObject = (one: Source): boolean => text(one, 'DocumentTypeCode') === '130';
  const isProject = (one: Source): boolean => text(one, 'DocumentTypeCode') === '50';
  const object = additional.find(isObject);
  const salesOrder = text(source, 'OrderReference/SalesOrderID');
  const order = text(source, 'OrderReference/ID');
  return {
    // BT-13 has no way to be absent when BT-14 is there: writers put NA (EN 16931-3-2).
    orderReference: salesOrder !== undefined && order === 'NA' ? undefined : order,
    salesOrderReference: salesOrder,
    contractReference: text(source, 'ContractDocumentReference/ID'),
    projectReference:
      text(source, 'ProjectReference/ID') ??
      (source.node.local === 'CreditNote' ? text(additional.find(isProject), 'ID') : undefined),
    receiptReference: text(source, 'ReceiptDocumentReference/ID'),
    despatchReference: text(source, 'DespatchDocumentReference/ID'),
    tenderReference: text(source, 'OriginatorDocumentReference/ID'),
    invoicedObject: identifier(object, 'ID'),
    precedingInvoices: some(each(source, 'BillingReference').map(readPreceding)),
    attachments: some(
      additional.filter((one) => !isObject(one) && !isProject(one)).map(readAttachment),
    ),
  };
}

function readPreceding(source: Source): Partial<PrecedingInvoice> {
  const reference =
    under(source, 'InvoiceDocumentReference') ?? under(source, 'CreditNoteDocumentReference');
  return {
    number: text(reference, 'ID'),
    issueDate: date(reference, 'IssueDate'),
    typeCode: text(reference, 'DocumentTypeCode'),
  } as Partial<PrecedingInvoice>;
}

function readAttachment(source: Source): NonNullable<InvoiceRead['attachments']>[number] {
  const binary = at(source.node, 'Attachment/EmbeddedDocumentBinaryObject');
  return {
    reference: text(source, 'ID'),
    description: text(source, 'DocumentDescription'),
    url: text(source, 'Attachment/ExternalReference/URI'),
    content: binary && {
      base64: textOf(binary).replace(/\s+/g, ''),
      mimeType: binary.attrs.mimeCode,
      filename: binary.attrs.filename,
    },
  };
}

function parties(source: Source): InvoiceRead {
  const seller = under(source, 'AccountingSupplierParty/Party');
  const buyer = under(source, 'AccountingCustomerParty/Party');
  const delivery = under(source, 'Delivery');
  return {
    seller: seller && readParty(seller, source),
    biller:
      seller && under(seller, 'ServiceProviderParty/Party')
        ? readParty(under(seller, 'ServiceProviderParty/Party') as Source, undefined)
        : undefined,
    buyer: buyer && readParty(buyer, undefined),
    payee: readPayee(under(source, 'PayeeParty')),
    taxRepresentative: readTaxRepresentative(under(source, 'TaxRepresentativeParty')),
    delivery:
      delivery &&
      filled({
        name: text(delivery, 'DeliveryParty/PartyName/Name'),
        location: identifier(delivery, 'DeliveryLocation/ID'),
        date: date(delivery, 'ActualDeliveryDate'),
        address: readAddress(under(delivery, 'DeliveryLocation/Address')),
      }),
    payment: readPayment(source),
  };
}

function money(source: Source): InvoiceRead {
  const adjustments = each(source, 'AllowanceCharge');
  const kind = (wanted: boolean) =>
    some(
      adjustments
        .filter((one) => isCharge(one) === wanted)
        .map((one) => ({ ...readAdjustment(one), vat: readVat(one, 'TaxCategory') })),
    );
  const lines = [...each(source, 'InvoiceLine'), ...each(source, 'CreditNoteLine')];
  return {
    allowances: kind(false),
    charges: kind(true),
    totals: readTotals(source),
    vatBreakdown: each(source, 'TaxTotal')
      .flatMap((total) => each(total, 'TaxSubtotal'))
      .map(readBreakdown),
    lines: lines.map((line) => readLine(line, { readAdjustment, readPeriod })),
  };
}

function readAdjustment(source: Source): NonNullable<InvoiceRead['allowances']>[number] {
  return {
    amount: decimal(source, 'Amount'),
    base: decimal(source, 'BaseAmount'),
    percent: decimal(source, 'MultiplierFactorNumeric'),
    reason: text(source, 'AllowanceChargeReason'),
    reasonCode: text(source, 'AllowanceChargeReasonCode'),
  };
}

function readBreakdown(source: Source): NonNullable<InvoiceRead['vatBreakdown']>[number] {
  const category = under(source, 'TaxCategory');
  const vat = readVat(source, 'TaxCategory');
  return {
    category: vat?.category,
    rate: vat?.rate,
    taxable: decimal(source, 'TaxableAmount'),
    tax: decimal(source, 'TaxAmount'),
    exemptionReason: text(category, 'TaxExemptionReason'),
    exemptionCode: text(category, 'TaxExemptionReasonCode'),
  };
}

function readTotals(source: Source): InvoiceRead['totals'] {
  const totals = under(source, 'LegalMonetaryTotal');
  const currency = text(source, 'DocumentCurrencyCode');
  const taxCurrency = text(source, 'TaxCurrencyCode');
  const amounts = each(source, 'TaxTotal').flatMap((total) => {
    const node = children(total.node, 'TaxAmount')[0];
    return node ? [{ total, currency: node.attrs.currencyID }] : [];
  });
  // A lone amount without currency, or without a document currency to compare it to, is the VAT total.
  const inDocument = amounts.find(
    (one) => one.currency === undefined || currency === undefined || one.currency === currency,
  );
  const inAccounting =
    taxCurrency === undefined
      ? undefined
      : amounts.find((one) => one.currency === taxCurrency && one !== inDocument);
  return filled({
    lines: decimal(totals, 'LineExtensionAmount'),
    allowances: decimal(totals, 'AllowanceTotalAmount'),
    charges: decimal(totals, 'ChargeTotalAmount'),
    net: decimal(totals, 'TaxExclusiveAmount'),
    vat: decimal(inDocument?.total, 'TaxAmount'),
    vatAccounting: decimal(inAccounting?.total, 'TaxAmount'),
    gross: decimal(totals, 'TaxInclusiveAmount'),
    prepaid: decimal(totals, 'PrepaidAmount'),
    rounding: decimal(totals, 'PayableRoundingAmount'),
    payable: decimal(totals, 'PayableAmount'),
  });
}
