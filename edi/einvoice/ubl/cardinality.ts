import { at, children, type XmlNode } from '../../../src/base/xml/index.ts';

/**
 * Elements that UBL lets repeat and EN 16931-3-2 does not: rule, context below the root (`Line` is
 * either kind of line), path counted from there. The model would keep only the first.
 */
const ONCE: readonly (readonly [rule: string, context: string, path: string])[] = [
  ['UBL-SR-01', '', 'ContractDocumentReference/ID'],
  ['UBL-SR-02', '', 'ReceiptDocumentReference/ID'],
  ['UBL-SR-03', '', 'DespatchDocumentReference/ID'],
  ['UBL-SR-05', '', 'PaymentTerms/Note'],
  ['UBL-SR-06', 'BillingReference', 'InvoiceDocumentReference'],
  ['UBL-SR-08', '', 'InvoicePeriod'],
  ['UBL-SR-09', 'AccountingSupplierParty', 'Party/PartyLegalEntity/RegistrationName'],
  ['UBL-SR-10', 'AccountingSupplierParty', 'Party/PartyName/Name'],
  ['UBL-SR-11', 'AccountingSupplierParty', 'Party/PartyLegalEntity/CompanyID'],
  ['UBL-SR-14', 'AccountingSupplierParty', 'Party/PartyLegalEntity/CompanyLegalForm'],
  ['UBL-SR-15', 'AccountingCustomerParty', 'Party/PartyLegalEntity/RegistrationName'],
  ['UBL-SR-16', 'AccountingCustomerParty', 'Party/PartyIdentification/ID'],
  ['UBL-SR-17', 'AccountingCustomerParty', 'Party/PartyLegalEntity/CompanyID'],
  ['UBL-SR-22', 'TaxRepresentativeParty', 'PartyName/Name'],
  ['UBL-SR-23', 'TaxRepresentativeParty', 'PartyTaxScheme/CompanyID'],
  ['UBL-SR-24', '', 'Delivery'],
  ['UBL-SR-25', 'Delivery', 'DeliveryParty/PartyName/Name'],
  ['UBL-SR-26', 'PaymentMeans', 'PaymentID'],
  ['UBL-SR-27', 'PaymentMeans', 'PaymentMeansCode'],
  ['UBL-SR-28', 'PaymentMeans', 'PaymentMandate/ID'],
  ['UBL-SR-30', 'AllowanceCharge', 'AllowanceChargeReason'],
  ['UBL-SR-33', 'AdditionalDocumentReference', 'DocumentDescription'],
  ['UBL-SR-34', 'Line', 'Note'],
  ['UBL-SR-35', 'Line', 'OrderLineReference/LineID'],
  ['UBL-SR-36', 'Line', 'InvoicePeriod'],
  ['UBL-SR-37', 'Line', 'Price/AllowanceCharge/Amount'],
  ['UBL-SR-39', '', 'ProjectReference/ID'],
  ['UBL-SR-40', 'AccountingCustomerParty', 'Party/PartyName/Name'],
  ['UBL-SR-45', '', 'PaymentMeans/PaymentDueDate'],
  ['UBL-SR-49', '', 'InvoicePeriod/DescriptionCode'],
  ['UBL-SR-50', 'Line', 'Item/Description'],
  ['UBL-SR-52', 'Line', 'DocumentReference'],
  ['UBL-SR-54', '', 'PaymentMeans/CardAccount'],
  ['UBL-SR-55', '', 'PaymentMeans/PaymentMandate'],
  ['UBL-SR-56', '', 'OriginatorDocumentReference/ID'],
];

type Report = (rule: string, node: XmlNode, message: string) => void;

/** UBL-SR rules on how often an element may occur. */
export function checkCardinality(root: XmlNode, report: Report): void {
  for (const [rule, context, path] of ONCE) {
    for (const from of contextsOf(root, context)) {
      const count = countAt(from, path.split('/'));
      if (count > 1) report(rule, from, `${path} occurs ${count} times; give it once.`);
    }
  }
  for (const line of contextsOf(root, 'Line')) {
    const categories = countAt(line, ['Item', 'ClassifiedTaxCategory']);
    if (at(line, 'Item') && categories > 1) {
      report('UBL-SR-48', line, `The line has ${categories} VAT categories; give it one.`);
    }
  }
  const named = children(root, 'PaymentMeans').filter(
    (means) => at(means, 'PaymentMeansCode')?.attrs.name !== undefined,
  );
  if (named.length > 1) report('UBL-SR-46', named[1] as XmlNode, 'Name the payment means once.');
}

function contextsOf(root: XmlNode, context: string): readonly XmlNode[] {
  if (context === '') return [root];
  if (context === 'Line') return children(root, `${root.local}Line`);
  return children(root, context);
}

function countAt(node: XmlNode, [step, ...rest]: readonly string[]): number {
  const found = children(node, step);
  if (rest.length === 0) return found.length;
  return found.reduce((sum, child) => sum + countAt(child, rest), 0);
}
