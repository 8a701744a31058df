import type {
  EInvoice,
  Address as ModelAddress,
  Note,
  Party,
} from '../../../edi/einvoice/index.ts';
import type {
  Amount,
  Content,
  Extrinsic,
  IdReference,
  InvoiceDetailRequest,
  InvoiceLine,
  InvoicePartner,
  OrderRef,
  PartnerIdentity,
  Tax,
  TaxDetail,
} from '../../../punchout/index.ts';
import { Decimal } from '../../base/index.ts';
import { lineAuxiliaryId } from '../../domain/invoicing/index.ts';
import { AUXILIARY_IDS, dayText } from './target.ts';

/** The auxiliary id that a line of an order has had since the basket. */
export type AuxiliaryIdOf = (orderLine: number) => string | undefined;

/** What the legal document does not say and the suite must know. */
export type InvoiceSetting = {
  readonly order: OrderRef;
  /** The operator, who issues in the seller's name under mandate and collects. */
  readonly marketplace: PartnerIdentity;
  readonly billTo: PartnerIdentity;
  /** Our unit → the suite's word. */
  readonly unit: (code: string) => string;
  /** The auxiliary id of a line of the order, for documents that were issued before they said it themselves. */
  readonly auxiliaryIdOf: AuxiliaryIdOf;
  /** A credit note over all that its invoice had is said by its header, one in parts by its lines. */
  readonly credits: 'whole' | 'parts';
  readonly lang: string;
};

type Sign = 1n | -1n;

const MINUS = new Decimal(-1n, 0);

function signed(value: Decimal, sign: Sign): Decimal {
  return sign === 1n ? value : value.mul(MINUS);
}

function postal({ line1, line2, line3, city, postCode, country }: ModelAddress) {
  return {
    deliverTo: [],
    street: [line1, line2, line3].filter((line) => line !== undefined),
    city: city ?? '',
    postalCode: postCode,
    countryIso: country,
  };
}

/** VAT number, national number and GLN of a party, by the domains that the cXML guide gives `IdReference`. */
function idsOf({ vatId, taxId, legalId, identifiers }: Party): IdReference[] {
  const gln = identifiers?.find(({ scheme }) => scheme === '0088')?.value;
  return [
    ...(vatId ? [{ domain: 'vatID', identifier: vatId }] : []),
    ...(taxId && !vatId ? [{ domain: 'supplierTaxID', identifier: taxId }] : []),
    ...(legalId ? [{ domain: 'companyRegistrationNumber', identifier: legalId.value }] : []),
    ...(gln ? [{ domain: 'EANID', identifier: gln }] : []),
  ];
}

function partyOf(party: Party): PartnerIdentity {
  return { contact: { name: party.name, postal: postal(party.address) }, ids: idsOf(party) };
}

/** The account that collects: IBAN, BIC and the reference that the payment must quote. */
function bankIds({ payment }: EInvoice): IdReference[] {
  const account = payment?.accounts?.[0];
  return [
    ...(account ? [{ domain: 'ibanID', identifier: account.account }] : []),
    ...(account?.bic ? [{ domain: 'swiftID', identifier: account.bic }] : []),
    ...(account?.holder ? [{ domain: 'accountName', identifier: account.holder }] : []),
    ...(payment?.remittance ? [{ domain: 'creditorRefID', identifier: payment.remittance }] : []),
  ];
}

/**
 * The partners of an invoice in a seller's name: the seller bills and owes the tax, the marketplace issues it
 * under mandate (`from` and `issuerOfInvoice`) and collects by wire (`remitTo`, `wireReceivingBank`).
 */
export function partnersOf(
  invoice: EInvoice,
  { marketplace, billTo }: Pick<InvoiceSetting, 'marketplace' | 'billTo'>,
): InvoicePartner[] {
  const partner = (role: string, { contact, ids }: PartnerIdentity): InvoicePartner => ({
    contact: { ...contact, role },
    ids,
  });
  const remit = { contact: marketplace.contact, ids: [...marketplace.ids, ...bankIds(invoice)] };
  const buyer = partyOf(invoice.buyer);
  return [
    partner('billFrom', partyOf(invoice.seller)),
    partner('from', marketplace),
    partner('issuerOfInvoice', marketplace),
    partner('remitTo', remit),
    partner('wireReceivingBank', { contact: marketplace.contact, ids: bankIds(invoice) }),
    partner('billTo', { contact: billTo.contact, ids: buyer.ids }),
    partner('soldTo', buyer),
  ];
}

function money(value: Decimal, currency: string): Amount {
  return { value, currency };
}

/** The VAT as the legal document has it: one detail for each category and rate, with the exemption's text. */
export function taxOf(
  rows: EInvoice['vatBreakdown'],
  { currency, sign, lang }: { currency: string; sign: Sign; lang: string },
): Tax {
  const details = rows.map((row): TaxDetail => {
    const exemption = [row.exemptionReason, row.exemptionCode && `(${row.exemptionCode})`];
    const text = exemption.filter(Boolean).join(' ');
    return {
      category: 'vat',
      purpose: 'tax',
      percentageRate: row.rate ?? Decimal.zero,
      taxableAmount: money(signed(row.taxable, sign), currency),
      taxAmount: money(signed(row.tax, sign), currency),
      description: { text: text || `${row.category} ${row.rate?.toString() ?? '0'} %`, lang },
    };
  });
  const total = rows.reduce((sum, row) => sum.add(signed(row.tax, sign)), Decimal.zero);
  return { amount: money(total, currency), description: { text: 'VAT', lang }, details };
}

/** What French law wants on the paper, under the names that suites know where there are any. */
const NOTE_NAMES: Readonly<Record<string, string>> = {
  ABL: 'supplierCommercialIdentifier',
  REG: 'supplierCommercialCredentials',
  PMT: 'latePaymentIndemnity',
  PMD: 'latePaymentPenalties',
  AAB: 'earlyPaymentDiscount',
  DCL: 'billingMandate',
  BAR: 'transactionFrame',
  AAI: 'creditReason',
};

function mentions(notes: readonly Note[]): Extrinsic[] {
  return notes.flatMap(({ subject, text }) => {
    const name = NOTE_NAMES[subject ?? ''];
    return name ? [{ name, value: text }] : [];
  });
}

export function extrinsicsOf(invoice: EInvoice): Extrinsic[] {
  const { seller, buyer, dueDate, payment, process } = invoice;
  const named: [string, string | undefined][] = [
    ['supplierVatID', seller.vatId],
    ['buyerVatID', buyer.vatId],
    ['invoiceTypeCode', invoice.typeCode],
    ['businessProcess', process],
    ['dueDate', dueDate?.toString()],
    ['paymentReference', payment?.remittance],
    ['despatchNumber', invoice.despatchReference],
  ];
  return [
    ...named.flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    ...mentions(invoice.notes ?? []),
  ];
}

/** The legal mentions once more as one text, for people and for suites that read no extrinsics. */
function commentsOf({ notes = [] }: EInvoice, lang: string) {
  const texts = notes.filter(({ subject }) => subject !== 'BAR').map(({ text }) => text);
  return texts.length > 0 ? [{ text: texts.join('\n'), attachments: [], lang }] : [];
}

type Line = EInvoice['lines'][number];

/** What the legal document says itself; else what the order's line has. */
function auxiliaryIdIn(line: Line, known: AuxiliaryIdOf): string | undefined {
  return lineAuxiliaryId(line) ?? (line.orderLine ? known(Number(line.orderLine)) : undefined);
}

/**
 * The auxiliary ids of an order's part that is told without its lines: one extrinsic, ids parted by a blank in the
 * order of the legal document's lines, because a name stands once in a list of extrinsics (cXML guide).
 */
export function auxiliaryIdsExtrinsic(lines: readonly Line[], known: AuxiliaryIdOf): Extrinsic[] {
  const ids = lines.flatMap((line) => auxiliaryIdIn(line, known) ?? []);
  return ids.length > 0 ? [{ name: AUXILIARY_IDS, value: [...new Set(ids)].join(' ') }] : [];
}

function lineOf(
  line: Line,
  {
    at,
    currency,
    sign,
    setting,
  }: { at: number; currency: string; sign: Sign; setting: InvoiceSetting },
): InvoiceLine {
  const subtotal = money(signed(line.net, sign), currency);
  const lineNumber = Number(line.orderLine ?? at + 1);
  const sku = line.item.sellerId;
  const auxiliaryId = auxiliaryIdIn(line, setting.auxiliaryIdOf);
  return {
    type: 'item',
    invoiceLineNumber: at + 1,
    quantity: signed(line.quantity, sign),
    unit: setting.unit(line.unit),
    unitPrice: money(line.price.net, currency),
    lineNumber,
    ...(sku
      ? {
          itemId: {
            supplierPartId: sku,
            ...(auxiliaryId && { supplierPartAuxiliaryId: auxiliaryId }),
          },
        }
      : {}),
    description: { text: line.item.name, lang: setting.lang },
    subtotal,
    net: subtotal,
    classifications: [],
    comments: [],
    extrinsics: [
      ...(line.accountingReference
        ? [{ name: 'costCentre', value: line.accountingReference }]
        : []),
      ...(line.item.standardId ? [{ name: 'GTIN', value: line.item.standardId.value }] : []),
    ],
  };
}

function summaryOf(
  { totals, currency, vatBreakdown }: EInvoice,
  { sign, lang }: { sign: Sign; lang: string },
): InvoiceDetailRequest['summary'] {
  const amount = (value: Decimal): Amount => money(signed(value, sign), currency);
  const { charges, allowances, prepaid } = totals;
  return {
    subtotal: amount(totals.lines),
    tax: taxOf(vatBreakdown, { currency, sign, lang }),
    ...(charges && !charges.isZero() ? { specialHandling: amount(charges) } : {}),
    // With VAT and before the allowance, as the guide adds it up: subtotal + tax + handling.
    gross: amount(totals.gross.add(allowances ?? Decimal.zero)),
    ...(allowances && !allowances.isZero() ? { discount: amount(allowances) } : {}),
    net: amount(totals.gross),
    ...(prepaid && !prepaid.isZero() ? { deposit: amount(prepaid) } : {}),
    due: amount(totals.payable),
  };
}

/**
 * The invoice as its legal document has it, to the cent, in the seller's name. A credit note is negative: with
 * its lines (`lineLevelCreditMemo`), or one that takes all of its invoice back by its header (`creditMemo`).
 * Lines refer to the lines of the order.
 */
export function invoiceDetailOf(
  invoice: EInvoice,
  setting: InvoiceSetting,
): Content<InvoiceDetailRequest> {
  const { currency, issueDate, dueDate, lines } = invoice;
  const isCredit = invoice.typeCode === '381';
  const sign: Sign = isCredit ? -1n : 1n;
  const byHeader = isCredit && setting.credits === 'whole';
  const summary = summaryOf(invoice, { sign, lang: setting.lang });
  const [preceding] = invoice.precedingInvoices ?? [];
  const days = dueDate ? issueDate.until(dueDate, { largestUnit: 'days' }).days : undefined;
  const { order } = setting;
  return {
    invoiceId: invoice.number,
    invoiceDate: dayText(issueDate) ?? '',
    purpose: isCredit ? (byHeader ? 'creditMemo' : 'lineLevelCreditMemo') : 'standard',
    operation: 'new',
    headerInvoice: byHeader ? 'yes' : 'no',
    inLine: [],
    partners: partnersOf(invoice, setting),
    ...(preceding
      ? {
          originalInvoice: {
            invoiceId: preceding.number,
            invoiceDate: dayText(preceding.issueDate),
          },
        }
      : {}),
    paymentTerms: days === undefined ? [] : [{ payInDays: days }],
    comments: commentsOf(invoice, setting.lang),
    extrinsics: extrinsicsOf(invoice),
    orders: [
      byHeader
        ? {
            order,
            lines: [],
            summary: {
              invoiceLineNumber: 1,
              subtotal: summary.subtotal,
              tax: summary.tax,
              extrinsics: auxiliaryIdsExtrinsic(lines, setting.auxiliaryIdOf),
            },
          }
        : {
            order,
            lines: lines.map((line, at) => lineOf(line, { at, currency, sign, setting })),
          },
    ],
    summary,
  };
}
