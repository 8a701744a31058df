import { textOf } from '../../../src/base/xml/index.ts';
import type { AddressRead, InvoiceRead, PartyRead } from '../model.ts';
import { each, filled, identifier, isVatScheme, type Source, some, text, under } from './read.ts';

export function readAddress(source: Source | undefined): AddressRead | undefined {
  if (!source) return undefined;
  return {
    line1: text(source, 'StreetName'),
    line2: text(source, 'AdditionalStreetName'),
    line3: text(source, 'AddressLine/Line'),
    city: text(source, 'CityName'),
    postCode: text(source, 'PostalZone'),
    subdivision: text(source, 'CountrySubentity'),
    country: text(source, 'Country/IdentificationCode'),
  };
}

/** BG-4 or BG-7. `document` is given for the seller, whose bank creditor id (BT-90) is not an identifier. */
export function readParty(source: Source, document: Source | undefined): PartyRead {
  const schemes = each(source, 'PartyTaxScheme');
  const isVat = (one: Source): boolean => isVatScheme(one.node);
  return {
    name: text(source, 'PartyLegalEntity/RegistrationName'),
    tradingName: text(source, 'PartyName/Name'),
    identifiers: some(
      each(source, 'PartyIdentification').flatMap((one) => {
        const id = identifier(one, 'ID');
        return id && !(document && id.scheme === 'SEPA') ? [id] : [];
      }),
    ),
    legalId: identifier(source, 'PartyLegalEntity/CompanyID'),
    vatId: text(schemes.find(isVat), 'CompanyID'),
    taxId: text(
      schemes.find((one) => !isVat(one)),
      'CompanyID',
    ),
    legalForm: text(source, 'PartyLegalEntity/CompanyLegalForm'),
    endpoint: identifier(source, 'EndpointID'),
    address: readAddress(under(source, 'PostalAddress')),
    contact: readContact(under(source, 'Contact')),
  };
}

function readContact(source: Source | undefined): PartyRead['contact'] {
  return (
    source &&
    filled({
      name: text(source, 'Name'),
      phone: text(source, 'Telephone'),
      email: text(source, 'ElectronicMail'),
    })
  );
}

export function readPayee(source: Source | undefined): InvoiceRead['payee'] {
  if (!source) return undefined;
  const ids = each(source, 'PartyIdentification').flatMap((one) => identifier(one, 'ID') ?? []);
  return {
    name: text(source, 'PartyName/Name'),
    identifier: ids.find((id) => id.scheme !== 'SEPA'),
    legalId: identifier(source, 'PartyLegalEntity/CompanyID'),
  };
}

export function readTaxRepresentative(
  source: Source | undefined,
): InvoiceRead['taxRepresentative'] {
  if (!source) return undefined;
  const vat = each(source, 'PartyTaxScheme').find((one) => isVatScheme(one.node));
  return {
    name: text(source, 'PartyName/Name'),
    vatId: text(vat, 'CompanyID'),
    address: readAddress(under(source, 'PostalAddress')),
  };
}

/** BT-90: the creditor identifier of a direct debit, which UBL keeps at the payee or the seller. */
export function creditorIdOf(source: Source): string | undefined {
  const holders = [
    under(source, 'PayeeParty'),
    under(source, 'AccountingSupplierParty/Party'),
  ].filter((one) => one !== undefined);
  return holders
    .flatMap((holder) => each(holder, 'PartyIdentification'))
    .map((one) => ({ one, id: identifier(one, 'ID') }))
    .filter(({ id }) => id?.scheme === 'SEPA')
    .map(({ one }) => textOf(under(one, 'ID')?.node))[0];
}
