import type { Decimal } from '../../../src/base/index.ts';
import { el, elText, type XmlOut, type XmlPart } from '../../../src/base/xml/index.ts';
import type { Address, Adjustment, Identifier, Period, Vat } from '../model.ts';

/** A currency for the amounts of a document. */
export type Writer = { readonly currency: string };

export function amount(
  name: string,
  value: Decimal | undefined,
  { currency }: Writer,
): XmlOut | undefined {
  return value && el(name, { currencyID: currency }, value.toString(2));
}

export function id(name: string, value: Identifier | undefined): XmlOut | undefined {
  return value && el(name, { schemeID: value.scheme }, value.value);
}

/** An element around its parts, or nothing when all of them are absent. */
export function group(name: string, ...parts: readonly XmlPart[]): XmlOut | undefined {
  const made = el(name, {}, ...parts);
  return made.content.length === 0 ? undefined : made;
}

export function country(code: string | undefined): XmlOut | undefined {
  return group('cac:Country', elText('cbc:IdentificationCode', code));
}

export function address(name: string, value: Address | undefined): XmlOut | undefined {
  if (!value) return undefined;
  return el(
    name,
    {},
    elText('cbc:StreetName', value.line1),
    elText('cbc:AdditionalStreetName', value.line2),
    elText('cbc:CityName', value.city),
    elText('cbc:PostalZone', value.postCode),
    elText('cbc:CountrySubentity', value.subdivision),
    group('cac:AddressLine', elText('cbc:Line', value.line3)),
    country(value.country),
  );
}

export function period(value: Period | undefined, code?: string): XmlOut | undefined {
  return group(
    'cac:InvoicePeriod',
    elText('cbc:StartDate', value?.start?.toString()),
    elText('cbc:EndDate', value?.end?.toString()),
    elText('cbc:DescriptionCode', code),
  );
}

const vatScheme = el('cac:TaxScheme', {}, el('cbc:ID', {}, 'VAT'));

export function taxCategory(
  name: string,
  vat: Vat,
  exemption: { readonly code?: string | undefined; readonly reason?: string | undefined } = {},
): XmlOut {
  return el(
    name,
    {},
    el('cbc:ID', {}, vat.category),
    elText('cbc:Percent', vat.rate?.toString()),
    elText('cbc:TaxExemptionReasonCode', exemption.code),
    elText('cbc:TaxExemptionReason', exemption.reason ?? vat.exemptionReason),
    vatScheme,
  );
}

export function taxScheme(companyId: string | undefined, scheme: string): XmlOut | undefined {
  if (companyId === undefined) return undefined;
  return el(
    'cac:PartyTaxScheme',
    {},
    el('cbc:CompanyID', {}, companyId),
    el('cac:TaxScheme', {}, el('cbc:ID', {}, scheme)),
  );
}

export function adjustment(
  one: Adjustment & { readonly vat?: Vat },
  { kind, writer }: { kind: 'allowance' | 'charge'; writer: Writer },
): XmlOut {
  return el(
    'cac:AllowanceCharge',
    {},
    el('cbc:ChargeIndicator', {}, kind === 'charge' ? 'true' : 'false'),
    elText('cbc:AllowanceChargeReasonCode', one.reasonCode),
    elText('cbc:AllowanceChargeReason', one.reason),
    elText('cbc:MultiplierFactorNumeric', one.percent?.toString()),
    amount('cbc:Amount', one.amount, writer),
    amount('cbc:BaseAmount', one.base, writer),
    one.vat && taxCategory('cac:TaxCategory', one.vat),
  );
}
