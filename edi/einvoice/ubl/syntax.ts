import { at, children, textAt, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import { countries, currencies } from '../codes.ts';
import type { Violation } from '../rules/engine.ts';
import { checkCardinality } from './cardinality.ts';
import { isVatScheme } from './read.ts';

const AMOUNTS = new Set(
  (
    'Amount BaseAmount PriceAmount TaxAmount TaxableAmount LineExtensionAmount TaxExclusiveAmount ' +
    'TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount ' +
    'PayableRoundingAmount PayableAmount'
  ).split(' '),
);

/** Rules on the UBL form itself (EN 16931-3-2): what the model, being richer or simpler, cannot show. */
export function checkSyntax(root: XmlNode): Violation[] {
  const found: Violation[] = [];
  const report = (rule: string, node: XmlNode, message: string): void => {
    found.push({ rule, severity: 'error', path: `${node.name}, line ${node.line}`, message });
  };
  parties(root, report);
  payments(root, report);
  for (const reference of children(root, 'AdditionalDocumentReference')) {
    documents(reference, root, report);
  }
  vatTotals(root, report);
  checkCardinality(root, report);
  walk(root, report);
  return found;
}

type Report = (rule: string, node: XmlNode, message: string) => void;

function parties(root: XmlNode, report: Report): void {
  const seller = at(root, 'AccountingSupplierParty/Party');
  const buyer = at(root, 'AccountingCustomerParty/Party');
  const vatIds = (party: XmlNode): number =>
    children(party, 'PartyTaxScheme').filter((one) => isVatScheme(one) && at(one, 'CompanyID'))
      .length;
  if (seller && vatIds(seller) > 1)
    report('UBL-SR-12', seller, 'Give one VAT number of the seller.');
  if (buyer && vatIds(buyer) > 1) report('UBL-SR-18', buyer, 'Give one VAT number of the buyer.');
  if (seller && children(seller, 'PartyTaxScheme').length > 2) {
    report('UBL-SR-42', seller, 'The seller has at most two tax schemes: VAT and one other.');
  }
}

function payments(root: XmlNode, report: Report): void {
  const means = children(root, 'PaymentMeans');
  const distinct = (local: string): number =>
    new Set(means.flatMap((one) => children(one, local).map(textOf))).size;
  const first = means[0];
  if (first && distinct('PaymentID') > 1) {
    report('UBL-SR-44', first, 'Give one payment reference (BT-83) for all accounts.');
  }
  if (first && distinct('PaymentMeansCode') > 1) {
    report('UBL-SR-47', first, 'All payment means of an invoice have one code (BT-81).');
  }
}

function documents(reference: XmlNode, root: XmlNode, report: Report): void {
  const type = textAt(reference, 'DocumentTypeCode');
  const isProject = root.local === 'CreditNote' && type === '50';
  const isPlain = type === undefined && at(reference, 'ID')?.attrs.schemeID === undefined;
  if (type !== '130' && !isProject && !isPlain) {
    report(
      'UBL-SR-43',
      reference,
      'Only an invoiced object (type 130) has a scheme or a type code.',
    );
  }
}

/** The half of BR-CO-15 that the model cannot show: one VAT total in the document currency. */
function vatTotals(root: XmlNode, report: Report): void {
  const currency = textAt(root, 'DocumentCurrencyCode');
  const amounts = children(root, 'TaxTotal').flatMap((total) => children(total, 'TaxAmount'));
  const inDocument = amounts.filter((amount) => amount.attrs.currencyID === currency);
  if (currency !== undefined && inDocument.length > 1) {
    report('BR-CO-15', root, `Give one VAT total in ${currency} (BT-110).`);
  }
}

function walk(node: XmlNode, report: Report): void {
  // A price and its discount have as many decimals as they need.
  if (node.local === 'Price') {
    for (const found of children(node, 'PriceAmount')) currency(found, report);
    return;
  }
  if (AMOUNTS.has(node.local)) amount(node, report);
  if (node.local === 'EmbeddedDocumentBinaryObject') binary(node, report);
  if (node.local === 'RegistrationAddress') {
    const country = textAt(node, 'Country/IdentificationCode');
    if (country !== undefined && !countries.has(country)) {
      report('BR-CL-14', node, `“${country}” is not a country of ISO 3166-1.`);
    }
  }
  for (const child of children(node)) walk(child, report);
}

function currency(node: XmlNode, report: Report): void {
  const code = node.attrs.currencyID;
  if (code !== undefined && !currencies.has(code)) {
    report('BR-CL-03', node, `“${code}” is not a currency of ISO 4217.`);
  }
}

function amount(node: XmlNode, report: Report): void {
  currency(node, report);
  if (/\.\d{3,}/.test(textOf(node))) {
    report('UBL-DT-01', node, `${textOf(node)} has more than two decimals.`);
  }
}

function binary(node: XmlNode, report: Report): void {
  if (node.attrs.mimeCode === undefined) report('UBL-DT-06', node, 'Give the mimeCode attribute.');
  if (node.attrs.filename === undefined) report('UBL-DT-07', node, 'Give the filename attribute.');
}
