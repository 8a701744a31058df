import { el, elText, writeXml, type XmlOut, type XmlPart } from '../../../src/base/xml/index.ts';
import { type EInvoice, isCreditNote, type Payment } from '../model.ts';
import { lineOf } from './build-line.ts';
import { partiesOf } from './build-party.ts';
import { adjustment, amount, group, id, period, taxCategory, type Writer } from './write.ts';

const OASIS = 'urn:oasis:names:specification:ubl:schema:xsd';

type Root = 'Invoice' | 'CreditNote';

/**
 * Writes the invoice as UBL 2.1, in the order of its schema (EN 16931-3-2 binding): CreditNote for the
 * credit note types of BT-3, Invoice for the rest. Amounts get two decimals, quantities and prices
 * as many as they have. It does not judge: run the rules first.
 */
export function buildUblInvoice(invoice: EInvoice): string {
  const root: Root = isCreditNote(invoice.typeCode) ? 'CreditNote' : 'Invoice';
  const writer: Writer = { currency: invoice.currency };
  const adjustments = [
    (invoice.allowances ?? []).map((one) => adjustment(one, { kind: 'allowance', writer })),
    (invoice.charges ?? []).map((one) => adjustment(one, { kind: 'charge', writer })),
  ];
  return writeXml(
    el(
      root,
      {
        xmlns: `${OASIS}:${root}-2`,
        'xmlns:cac': `${OASIS}:CommonAggregateComponents-2`,
        'xmlns:cbc': `${OASIS}:CommonBasicComponents-2`,
      },
      header(invoice, root),
      references(invoice, root),
      partiesOf(invoice),
      payment(invoice, root),
      group('cac:PaymentTerms', elText('cbc:Note', invoice.paymentTerms)),
      adjustments,
      vatTotals(invoice, writer),
      monetaryTotal(invoice, writer),
      invoice.lines.map((line) => lineOf(line, { writer, root })),
    ),
  );
}

function header(invoice: EInvoice, root: Root): XmlPart {
  const typeName = root === 'Invoice' ? 'cbc:InvoiceTypeCode' : 'cbc:CreditNoteTypeCode';
  const notes = (invoice.notes ?? []).map((note) =>
    el('cbc:Note', {}, note.subject === undefined ? note.text : `#${note.subject}#${note.text}`),
  );
  const taxPoint = elText('cbc:TaxPointDate', invoice.taxPointDate?.toString());
  const type = el(typeName, {}, invoice.typeCode);
  return [
    elText('cbc:CustomizationID', invoice.specification),
    elText('cbc:ProfileID', invoice.process),
    el('cbc:ID', {}, invoice.number),
    el('cbc:IssueDate', {}, invoice.issueDate.toString()),
    root === 'Invoice'
      ? [elText('cbc:DueDate', invoice.dueDate?.toString()), type, notes, taxPoint]
      : [taxPoint, type, notes],
    el('cbc:DocumentCurrencyCode', {}, invoice.currency),
    elText('cbc:TaxCurrencyCode', invoice.taxCurrency),
    elText('cbc:AccountingCost', invoice.accountingReference),
    elText('cbc:BuyerReference', invoice.buyerReference),
    period(invoice.period, invoice.taxPointCode),
  ];
}

function reference(name: string, value: string | undefined, typeCode?: string): XmlOut | undefined {
  if (value === undefined) return undefined;
  return el(name, {}, el('cbc:ID', {}, value), elText('cbc:DocumentTypeCode', typeCode));
}

function references(invoice: EInvoice, root: Root): XmlPart {
  const contract = reference('cac:ContractDocumentReference', invoice.contractReference);
  const tender = reference('cac:OriginatorDocumentReference', invoice.tenderReference);
  const additional = [
    invoice.invoicedObject &&
      el(
        'cac:AdditionalDocumentReference',
        {},
        id('cbc:ID', invoice.invoicedObject),
        el('cbc:DocumentTypeCode', {}, '130'),
      ),
    root === 'CreditNote' &&
      reference('cac:AdditionalDocumentReference', invoice.projectReference, '50'),
    (invoice.attachments ?? []).map(attachment),
  ];
  const hasOrder = invoice.orderReference ?? invoice.salesOrderReference;
  return [
    hasOrder !== undefined &&
      el(
        'cac:OrderReference',
        {},
        el('cbc:ID', {}, invoice.orderReference ?? 'NA'),
        elText('cbc:SalesOrderID', invoice.salesOrderReference),
      ),
    (invoice.precedingInvoices ?? []).map((one) =>
      el(
        'cac:BillingReference',
        {},
        el(
          'cac:InvoiceDocumentReference',
          {},
          el('cbc:ID', {}, one.number),
          elText('cbc:IssueDate', one.issueDate?.toString()),
          elText('cbc:DocumentTypeCode', one.typeCode),
        ),
      ),
    ),
    reference('cac:DespatchDocumentReference', invoice.despatchReference),
    reference('cac:ReceiptDocumentReference', invoice.receiptReference),
    root === 'Invoice' ? [tender, contract, additional] : [contract, additional, tender],
    root === 'Invoice' && reference('cac:ProjectReference', invoice.projectReference),
  ];
}

function attachment(one: NonNullable<EInvoice['attachments']>[number]): XmlOut {
  const { content } = one;
  return el(
    'cac:AdditionalDocumentReference',
    {},
    el('cbc:ID', {}, one.reference),
    elText('cbc:DocumentDescription', one.description),
    group(
      'cac:Attachment',
      content &&
        el(
          'cbc:EmbeddedDocumentBinaryObject',
          { mimeCode: content.mimeType, filename: content.filename },
          content.base64,
        ),
      group('cac:ExternalReference', elText('cbc:URI', one.url)),
    ),
  );
}

/** BG-16; a credit note keeps its due date here, and one without means says «not defined» (1). */
function payment({ payment: one, dueDate }: EInvoice, root: Root): XmlPart {
  const due = root === 'CreditNote' ? elText('cbc:PaymentDueDate', dueDate?.toString()) : undefined;
  if (!one) {
    return due && el('cac:PaymentMeans', {}, el('cbc:PaymentMeansCode', {}, '1'), due);
  }
  const [first, ...others] = one.accounts ?? [];
  const remittance = elText('cbc:PaymentID', one.remittance);
  return [
    el(
      'cac:PaymentMeans',
      {},
      el('cbc:PaymentMeansCode', { name: one.meansText }, one.meansCode),
      due,
      remittance,
      card(one),
      first && account(first),
      mandate(one),
    ),
    // Further accounts repeat code and reference; date and name may stand once (UBL-SR-45, -46).
    others.map((other) =>
      el(
        'cac:PaymentMeans',
        {},
        el('cbc:PaymentMeansCode', {}, one.meansCode),
        remittance,
        account(other),
      ),
    ),
  ];
}

function card({ card: one }: Payment): XmlPart {
  if (!one) return undefined;
  return el(
    'cac:CardAccount',
    {},
    el('cbc:PrimaryAccountNumberID', {}, one.number),
    // Compulsory in UBL, absent from the standard.
    el('cbc:NetworkID', {}, 'NA'),
    elText('cbc:HolderName', one.holder),
  );
}

function account(one: NonNullable<Payment['accounts']>[number]): XmlOut {
  return el(
    'cac:PayeeFinancialAccount',
    {},
    el('cbc:ID', {}, one.account),
    elText('cbc:Name', one.holder),
    group('cac:FinancialInstitutionBranch', elText('cbc:ID', one.bic)),
  );
}

function mandate({ directDebit }: Payment): XmlPart {
  return group(
    'cac:PaymentMandate',
    elText('cbc:ID', directDebit?.mandate),
    group('cac:PayerFinancialAccount', elText('cbc:ID', directDebit?.account)),
  );
}

function vatTotals({ totals, vatBreakdown, taxCurrency }: EInvoice, writer: Writer): XmlPart {
  return [
    el(
      'cac:TaxTotal',
      {},
      amount('cbc:TaxAmount', totals.vat, writer),
      vatBreakdown.map((row) =>
        el(
          'cac:TaxSubtotal',
          {},
          amount('cbc:TaxableAmount', row.taxable, writer),
          amount('cbc:TaxAmount', row.tax, writer),
          taxCategory(
            'cac:TaxCategory',
            { category: row.category, rate: row.rate },
            { code: row.exemptionCode, reason: row.exemptionReason },
          ),
        ),
      ),
    ),
    taxCurrency !== undefined &&
      totals.vatAccounting &&
      el(
        'cac:TaxTotal',
        {},
        amount('cbc:TaxAmount', totals.vatAccounting, { currency: taxCurrency }),
      ),
  ];
}

function monetaryTotal({ totals }: EInvoice, writer: Writer): XmlOut {
  return el(
    'cac:LegalMonetaryTotal',
    {},
    amount('cbc:LineExtensionAmount', totals.lines, writer),
    amount('cbc:TaxExclusiveAmount', totals.net, writer),
    amount('cbc:TaxInclusiveAmount', totals.gross, writer),
    amount('cbc:AllowanceTotalAmount', totals.allowances, writer),
    amount('cbc:ChargeTotalAmount', totals.charges, writer),
    amount('cbc:PrepaidAmount', totals.prepaid, writer),
    amount('cbc:PayableRoundingAmount', totals.rounding, writer),
    amount('cbc:PayableAmount', totals.payable, writer),
  );
}
