import { type AddressRead, isCreditNote, type PartyRead } from '../model.ts';
import { type Facts, isBlank } from './engine.ts';

type Requirement = readonly [rule: string, path: string, isMissing: boolean, message: string];

function require(facts: Facts, requirements: readonly Requirement[]): void {
  for (const [rule, path, isMissing, message] of requirements) {
    if (isMissing) facts.report(rule, path, message);
  }
}

/** BR-01 to BR-16, BR-53, BR-CO-03, BR-CO-18: what every invoice must say. */
export function documentRules(facts: Facts): void {
  const { invoice } = facts;
  const { totals } = invoice;
  require(facts, [
    [
      'BR-01',
      'specification',
      isBlank(invoice.specification),
      'Give the specification identifier (BT-24).',
    ],
    ['BR-02', 'number', isBlank(invoice.number), 'Give the invoice number (BT-1).'],
    ['BR-03', 'issueDate', !invoice.issueDate, 'Give the issue date (BT-2).'],
    ['BR-04', 'typeCode', isBlank(invoice.typeCode), 'Give the document type (BT-3), such as 380.'],
    ['BR-05', 'currency', isBlank(invoice.currency), 'Give the currency (BT-5).'],
    [
      'BR-06',
      'seller.name',
      isBlank(invoice.seller?.name),
      'Give the seller’s registered name (BT-27).',
    ],
    ['BR-07', 'buyer.name', isBlank(invoice.buyer?.name), 'Give the buyer’s name (BT-44).'],
    [
      'BR-08',
      'seller.address',
      !invoice.seller?.address,
      'Give the seller’s postal address (BG-5).',
    ],
    ['BR-10', 'buyer.address', !invoice.buyer?.address, 'Give the buyer’s postal address (BG-8).'],
    ['BR-12', 'totals.lines', !totals?.lines, 'Give the sum of line net amounts (BT-106).'],
    ['BR-13', 'totals.net', !totals?.net, 'Give the total without VAT (BT-109).'],
    ['BR-14', 'totals.gross', !totals?.gross, 'Give the total with VAT (BT-112).'],
    ['BR-15', 'totals.payable', !totals?.payable, 'Give the amount due (BT-115).'],
    ['BR-16', 'lines', facts.lines.length === 0, 'Give at least one invoice line (BG-25).'],
    [
      'BR-53',
      'totals.vatAccounting',
      isVatInAccountingMissing(facts),
      'Give the VAT total in the accounting currency (BT-111), since BT-6 names one.',
    ],
    [
      'BR-CO-03',
      'taxPointCode',
      invoice.taxPointDate !== undefined && invoice.taxPointCode !== undefined,
      'Give the tax point as a date (BT-7) or as a code (BT-8), not both.',
    ],
    [
      'BR-CO-18',
      'vatBreakdown',
      facts.breakdown.length === 0,
      'Give at least one VAT breakdown row (BG-23).',
    ],
  ]);
  termsRule(facts);
  periodRules(facts);
  partyRules(facts);
  representativeRules(facts);
  paymentRules(facts);
  attachmentRules(facts);
}

function isVatInAccountingMissing({ invoice }: Facts): boolean {
  if (invoice.taxCurrency === undefined) return false;
  const { totals } = invoice;
  return !(invoice.taxCurrency === invoice.currency ? totals?.vat : totals?.vatAccounting);
}

/** BR-CO-25 of EN 16931-1. The official artefacts no longer test it, so it only warns. */
function termsRule({ invoice, report }: Facts): void {
  const { typeCode, totals, dueDate, paymentTerms } = invoice;
  if (typeCode === undefined || isCreditNote(typeCode)) return;
  const isDue = totals?.payable && !totals.payable.isZero() && !totals.payable.isNegative();
  if (isDue && !dueDate && isBlank(paymentTerms)) {
    report(
      'BR-CO-25',
      'dueDate',
      'An amount is due: give the due date (BT-9) or the payment terms (BT-20).',
      'warning',
    );
  }
}

/** BR-29, BR-CO-19. */
function periodRules({ invoice, report }: Facts): void {
  const { period } = invoice;
  if (period?.start && period.end && Temporal.PlainDate.compare(period.end, period.start) < 0) {
    report('BR-29', 'period.end', 'The invoicing period ends (BT-74) before it starts (BT-73).');
  }
  if (period && !period.start && !period.end && invoice.taxPointCode === undefined) {
    report('BR-CO-19', 'period', 'Give the start or the end of the invoicing period (BG-14).');
  }
}

function hasCountry(address: AddressRead | undefined): boolean {
  return address === undefined || !isBlank(address.country);
}

/** Seller, buyer, payee, tax representative, delivery address. */
function partyRules(facts: Facts): void {
  const { invoice } = facts;
  const { seller, buyer, payee } = invoice;
  const address = invoice.delivery?.address;
  require(facts, [
    [
      'BR-09',
      'seller.address.country',
      !hasCountry(seller?.address),
      'Give the seller’s country (BT-40).',
    ],
    [
      'BR-11',
      'buyer.address.country',
      !hasCountry(buyer?.address),
      'Give the buyer’s country (BT-55).',
    ],
    [
      'BR-57',
      'delivery.address.country',
      !hasCountry(address),
      'Give the delivery country (BT-80).',
    ],
    [
      'BR-17',
      'payee.name',
      payee !== undefined && !isOtherPayee(payee, seller),
      'Name the payee (BT-59); give this group only when the payee is not the seller.',
    ],
    [
      'BR-62',
      'seller.endpoint.scheme',
      isSchemeless(seller),
      'Give the scheme of the seller’s electronic address (BT-34-1).',
    ],
    [
      'BR-63',
      'buyer.endpoint.scheme',
      isSchemeless(buyer),
      'Give the scheme of the buyer’s electronic address (BT-49-1).',
    ],
    [
      'BR-CO-26',
      'seller',
      seller !== undefined && !seller.vatId && !seller.legalId && !seller.identifiers?.length,
      'Identify the seller: an identifier (BT-29), a registration (BT-30) or a VAT number (BT-31).',
    ],
  ]);
}

/** BR-18, BR-19, BR-20, BR-56. */
function representativeRules(facts: Facts): void {
  const { taxRepresentative } = facts.invoice;
  if (!taxRepresentative) return;
  require(facts, [
    [
      'BR-18',
      'taxRepresentative.name',
      isBlank(taxRepresentative.name),
      'Name the tax representative (BT-62).',
    ],
    [
      'BR-19',
      'taxRepresentative.address',
      !taxRepresentative.address,
      'Give the tax representative’s address (BG-12).',
    ],
    [
      'BR-20',
      'taxRepresentative.address.country',
      !hasCountry(taxRepresentative.address),
      'Give the tax representative’s country (BT-69).',
    ],
    [
      'BR-56',
      'taxRepresentative.vatId',
      isBlank(taxRepresentative.vatId),
      'Give the tax representative’s VAT number (BT-63).',
    ],
  ]);
}

function isSchemeless(party: PartyRead | undefined): boolean {
  return party?.endpoint !== undefined && party.endpoint.scheme === undefined;
}

function isOtherPayee(
  payee: NonNullable<Facts['invoice']['payee']>,
  seller: PartyRead | undefined,
): boolean {
  if (payee.name === undefined) return false;
  if (payee.name === seller?.tradingName) return false;
  const id = payee.identifier?.value;
  return id === undefined || !seller?.identifiers?.some((one) => one.value === id);
}

/** BR-49 to BR-51, BR-61. */
function paymentRules({ invoice, report }: Facts): void {
  const { payment } = invoice;
  if (!payment) return;
  if (isBlank(payment.meansCode)) {
    report('BR-49', 'payment.meansCode', 'Give the payment means (BT-81), such as 30.');
  }
  const isTransfer = payment.meansCode === '30' || payment.meansCode === '58';
  const accounts = payment.accounts ?? [];
  if (isTransfer && !accounts.some((one) => one.account !== undefined)) {
    report('BR-61', 'payment.accounts', 'A credit transfer needs the account to pay to (BT-84).');
  }
  for (const [at, account] of accounts.entries()) {
    if (isBlank(account.account)) {
      report('BR-50', `payment.accounts[${at}].account`, 'Give the account to pay to (BT-84).');
    }
  }
  if ((payment.card?.number ?? '').length > 10) {
    report(
      'BR-51',
      'payment.card.number',
      'Show only the last four to six digits of the card number (BT-87).',
      'warning',
    );
  }
}

/** BR-52, BR-55. */
function attachmentRules({ invoice, report }: Facts): void {
  for (const [at, attachment] of (invoice.attachments ?? []).entries()) {
    if (isBlank(attachment.reference)) {
      report(
        'BR-52',
        `attachments[${at}].reference`,
        'Give the supporting document’s reference (BT-122).',
      );
    }
  }
  for (const [at, preceding] of (invoice.precedingInvoices ?? []).entries()) {
    if (isBlank(preceding.number)) {
      report(
        'BR-55',
        `precedingInvoices[${at}].number`,
        'Give the preceding invoice’s number (BT-25).',
      );
    }
  }
}
