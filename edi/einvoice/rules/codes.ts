import {
  allowanceReasons,
  attachmentTypes,
  chargeReasons,
  countries,
  creditNoteTypes,
  currencies,
  endpointSchemes,
  invoiceTypes,
  isIcd,
  isItemTypeList,
  isReferenceQualifier,
  isVatex,
  paymentMeans,
  taxPointCodes,
  vatCategories,
} from '../codes.ts';
import type { AdjustmentRead, LineRead, PartyRead } from '../model.ts';
import { isCommonUnit, isUnitShaped } from '../units.ts';
import type { Facts } from './engine.ts';

/** BR-CL and BR-CO-09: values that must be of a code list. Absent values are other rules' affair. */
export function codeRules(facts: Facts): void {
  const { invoice } = facts;
  const check = checker(facts);
  check(
    'BR-CL-01',
    'typeCode',
    invoice.typeCode,
    (code) => invoiceTypes.has(code) || creditNoteTypes.has(code),
  );
  check('BR-CL-04', 'currency', invoice.currency, (code) => currencies.has(code));
  check('BR-CL-05', 'taxCurrency', invoice.taxCurrency, (code) => currencies.has(code));
  check('BR-CL-06', 'taxPointCode', invoice.taxPointCode, (code) => taxPointCodes.has(code));
  check('BR-CL-07', 'invoicedObject.scheme', invoice.invoicedObject?.scheme, isReferenceQualifier);
  check('BR-CL-16', 'payment.meansCode', invoice.payment?.meansCode, (code) =>
    paymentMeans.has(code),
  );
  check('BR-CL-26', 'delivery.location.scheme', invoice.delivery?.location?.scheme, isIcd);
  for (const name of ['seller', 'buyer', 'biller'] as const) party(check, invoice[name], name);
  payee(check, facts);
  for (const name of ['delivery', 'taxRepresentative'] as const) {
    check('BR-CL-14', `${name}.address.country`, invoice[name]?.address?.country, (code) =>
      countries.has(code),
    );
  }
  check('BR-CO-09', 'taxRepresentative.vatId', invoice.taxRepresentative?.vatId, hasCountryPrefix);
  for (const [at, row] of facts.breakdown.entries()) {
    check('BR-CL-17', `vatBreakdown[${at}].category`, row.category, (code) =>
      vatCategories.has(code),
    );
    check('BR-CL-22', `vatBreakdown[${at}].exemptionCode`, row.exemptionCode, (code) =>
      isVatex(code.toUpperCase()),
    );
  }
  adjustments(check, { allowances: facts.allowances, charges: facts.charges, path: '' });
  for (const [at, line] of facts.lines.entries())
    oneLine(facts, check, { line, path: `lines[${at}]` });
  for (const [at, attachment] of (invoice.attachments ?? []).entries()) {
    check('BR-CL-24', `attachments[${at}].content.mimeType`, attachment.content?.mimeType, (code) =>
      attachmentTypes.has(code),
    );
  }
}

type Check = (
  rule: string,
  path: string,
  value: string | undefined,
  isKnown: (code: string) => boolean,
) => void;

function checker({ report }: Facts): Check {
  return (rule, path, value, isKnown) => {
    if (value === undefined || isKnown(value)) return;
    report(rule, path, `“${value}” is not a code of the list this field is bound to.`);
  };
}

function hasCountryPrefix(vatId: string): boolean {
  const prefix = vatId.slice(0, 2);
  return prefix === 'EL' || countries.has(prefix);
}

function party(check: Check, one: PartyRead | undefined, path: string): void {
  if (!one) return;
  for (const [at, id] of (one.identifiers ?? []).entries()) {
    check(
      'BR-CL-10',
      `${path}.identifiers[${at}].scheme`,
      id.scheme,
      (code) => isIcd(code) || code === 'SEPA',
    );
  }
  check('BR-CL-11', `${path}.legalId.scheme`, one.legalId?.scheme, isIcd);
  check('BR-CL-14', `${path}.address.country`, one.address?.country, (code) => countries.has(code));
  check('BR-CL-25', `${path}.endpoint.scheme`, one.endpoint?.scheme, (code) =>
    endpointSchemes.has(code),
  );
  check('BR-CO-09', `${path}.vatId`, one.vatId, hasCountryPrefix);
}

function payee(check: Check, { invoice }: Facts): void {
  check('BR-CL-10', 'payee.identifier.scheme', invoice.payee?.identifier?.scheme, isIcd);
  check('BR-CL-11', 'payee.legalId.scheme', invoice.payee?.legalId?.scheme, isIcd);
}

function adjustments(
  check: Check,
  lists: {
    readonly allowances: readonly AdjustmentRead[] | undefined;
    readonly charges: readonly AdjustmentRead[] | undefined;
    readonly path: string;
  },
): void {
  for (const [at, one] of (lists.allowances ?? []).entries()) {
    const path = `${lists.path}allowances[${at}]`;
    check('BR-CL-19', `${path}.reasonCode`, one.reasonCode, (code) => allowanceReasons.has(code));
    check('BR-CL-17', `${path}.vat.category`, one.vat?.category, (code) => vatCategories.has(code));
  }
  for (const [at, one] of (lists.charges ?? []).entries()) {
    const path = `${lists.path}charges[${at}]`;
    check('BR-CL-20', `${path}.reasonCode`, one.reasonCode, (code) => chargeReasons.has(code));
    check('BR-CL-17', `${path}.vat.category`, one.vat?.category, (code) => vatCategories.has(code));
  }
}

function oneLine(
  { report }: Facts,
  check: Check,
  { line, path }: { line: LineRead; path: string },
): void {
  adjustments(check, { allowances: line.allowances, charges: line.charges, path: `${path}.` });
  check(
    'BR-CL-07',
    `${path}.invoicedObject.scheme`,
    line.invoicedObject?.scheme,
    isReferenceQualifier,
  );
  check('BR-CL-15', `${path}.item.origin`, line.item?.origin, (code) => countries.has(code));
  check('BR-CL-18', `${path}.vat.category`, line.vat?.category, (code) => vatCategories.has(code));
  check('BR-CL-21', `${path}.item.standardId.scheme`, line.item?.standardId?.scheme, isIcd);
  for (const [at, one] of (line.item?.classifications ?? []).entries()) {
    check('BR-CL-13', `${path}.item.classifications[${at}].list`, one.list, isItemTypeList);
  }
  const units = [
    ['unit', line.unit],
    ['price.baseUnit', line.price?.baseUnit],
  ] as const;
  for (const [field, unit] of units) {
    if (unit === undefined || isCommonUnit(unit)) continue;
    // Our list holds the units trade uses, not all of Recommendation 20: a rare one is only doubted.
    const severity = isUnitShaped(unit) ? 'warning' : 'error';
    report(
      'BR-CL-23',
      `${path}.${field}`,
      `“${unit}” is not a usual unit of UN/ECE Recommendation 20; write one such as C62, KGM or H87.`,
      severity,
    );
  }
}
