import { el, elText, type XmlOut, type XmlPart } from '../../../src/base/xml/index.ts';
import type { EInvoice, Party, Payee, TaxRepresentative } from '../model.ts';
import { address, group, id, taxScheme } from './write.ts';

function identification(parts: Party['identifiers']): XmlPart {
  return (parts ?? []).map((one) => el('cac:PartyIdentification', {}, id('cbc:ID', one)));
}

/** BT-90 rides as an identifier of scheme SEPA. */
function creditor(creditorId: string | undefined): XmlPart {
  return creditorId === undefined
    ? undefined
    : el('cac:PartyIdentification', {}, el('cbc:ID', { schemeID: 'SEPA' }, creditorId));
}

function party(
  one: Party,
  { creditorId, biller }: { creditorId?: string | undefined; biller?: Party | undefined } = {},
): XmlOut {
  const { contact } = one;
  return el(
    'cac:Party',
    {},
    id('cbc:EndpointID', one.endpoint),
    identification(one.identifiers),
    creditor(creditorId),
    group('cac:PartyName', elText('cbc:Name', one.tradingName)),
    address('cac:PostalAddress', one.address),
    taxScheme(one.vatId, 'VAT'),
    // Any scheme but VAT says «local tax number» (BT-32).
    taxScheme(one.taxId, 'LOC'),
    el(
      'cac:PartyLegalEntity',
      {},
      elText('cbc:RegistrationName', one.name),
      id('cbc:CompanyID', one.legalId),
      elText('cbc:CompanyLegalForm', one.legalForm),
    ),
    contact &&
      group(
        'cac:Contact',
        elText('cbc:Name', contact.name),
        elText('cbc:Telephone', contact.phone),
        elText('cbc:ElectronicMail', contact.email),
      ),
    biller &&
      el('cac:ServiceProviderParty', {}, el('cbc:ServiceTypeCode', {}, 'II'), party(biller)),
  );
}

/** BG-4 with the biller under it, BG-7, BG-10, BG-11, BG-13, in the order of the schema. */
export function partiesOf(invoice: EInvoice): XmlPart {
  const creditorId = invoice.payment?.directDebit?.creditorId;
  return [
    el(
      'cac:AccountingSupplierParty',
      {},
      party(invoice.seller, {
        creditorId: invoice.payee ? undefined : creditorId,
        biller: invoice.biller,
      }),
    ),
    el('cac:AccountingCustomerParty', {}, party(invoice.buyer)),
    invoice.payee && payeeParty(invoice.payee, creditorId),
    invoice.taxRepresentative && representative(invoice.taxRepresentative),
    delivery(invoice.delivery),
  ];
}

function payeeParty(payee: Payee, creditorId: string | undefined): XmlOut {
  return el(
    'cac:PayeeParty',
    {},
    payee.identifier && identification([payee.identifier]),
    creditor(creditorId),
    el('cac:PartyName', {}, el('cbc:Name', {}, payee.name)),
    group('cac:PartyLegalEntity', id('cbc:CompanyID', payee.legalId)),
  );
}

function representative(one: TaxRepresentative): XmlOut {
  return el(
    'cac:TaxRepresentativeParty',
    {},
    el('cac:PartyName', {}, el('cbc:Name', {}, one.name)),
    address('cac:PostalAddress', one.address),
    taxScheme(one.vatId, 'VAT'),
  );
}

function delivery(one: EInvoice['delivery']): XmlOut | undefined {
  return (
    one &&
    group(
      'cac:Delivery',
      elText('cbc:ActualDeliveryDate', one.date?.toString()),
      group(
        'cac:DeliveryLocation',
        id('cbc:ID', one.location),
        address('cac:Address', one.address),
      ),
      group('cac:DeliveryParty', group('cac:PartyName', elText('cbc:Name', one.name))),
    )
  );
}
