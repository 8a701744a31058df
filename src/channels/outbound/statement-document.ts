import type { EInvoice, VatBreakdown } from '../../../edi/einvoice/index.ts';
import type {
  Content,
  InvoiceDetailRequest,
  OrderRef,
  PartnerIdentity,
} from '../../../punchout/index.ts';
import { Decimal } from '../../base/index.ts';
import {
  type AuxiliaryIdOf,
  auxiliaryIdsExtrinsic,
  extrinsicsOf,
  partnersOf,
  taxOf,
} from './invoice-document.ts';
import { dayText } from './target.ts';

export type StatedInvoice = {
  readonly document: EInvoice;
  readonly order: OrderRef;
  readonly auxiliaryIdOf: AuxiliaryIdOf;
};

/** VAT of several documents by category and rate: sums of what each charged, never computed anew. */
export function vatTogether(documents: readonly EInvoice[]): VatBreakdown[] {
  const rows = new Map<string, VatBreakdown>();
  for (const row of documents.flatMap(({ vatBreakdown }) => vatBreakdown)) {
    const key = `${row.category}|${row.rate?.toString() ?? ''}|${row.exemptionReason ?? ''}`;
    const before = rows.get(key);
    rows.set(
      key,
      before
        ? { ...before, taxable: before.taxable.add(row.taxable), tax: before.tax.add(row.tax) }
        : row,
    );
  }
  return [...rows.values()];
}

function sum(documents: readonly EInvoice[], of: (totals: EInvoice['totals']) => Decimal): Decimal {
  return documents.reduce((total, { totals }) => total.add(of(totals)), Decimal.zero);
}

/**
 * One seller's invoices of a statement as a header invoice over all their purchase orders: each order's part is
 * one legal invoice, named by its number. Amounts are the sums of the legal documents, to the cent; the
 * statement's own reference is the one to pay by. At least one document; all of one seller and currency.
 */
export function statementInvoiceOf(
  stated: readonly StatedInvoice[],
  setting: {
    readonly number: string;
    readonly issuedOn: Temporal.PlainDate;
    readonly dueOn: Temporal.PlainDate;
    readonly paymentReference: string;
    readonly marketplace: PartnerIdentity;
    readonly billTo: PartnerIdentity;
    readonly lang: string;
  },
): Content<InvoiceDetailRequest> {
  const { lang, issuedOn, dueOn } = setting;
  const documents = stated.map(({ document }) => document);
  const first = documents[0] as EInvoice;
  const { currency } = first;
  const head: EInvoice = {
    ...first,
    payment: { meansCode: '58', ...first.payment, remittance: setting.paymentReference },
    dueDate: dueOn,
  };
  const amount = (value: Decimal) => ({ value, currency });
  const numbers = documents.map(({ number }) => number);
  const gross = sum(documents, (totals) => totals.gross);
  const payable = sum(documents, (totals) => totals.payable);
  const deposit = gross.sub(payable);
  return {
    invoiceId: setting.number,
    invoiceDate: dayText(issuedOn) ?? '',
    purpose: 'standard',
    operation: 'new',
    headerInvoice: 'yes',
    inLine: [],
    partners: partnersOf(head, setting),
    paymentTerms: [{ payInDays: issuedOn.until(dueOn, { largestUnit: 'days' }).days }],
    comments: [
      {
        text: `Récapitulatif des factures ${numbers.join(', ')}, émises au nom de ${first.seller.name}. Ce document n’est pas une facture.`,
        attachments: [],
        lang,
      },
    ],
    extrinsics: [
      ...extrinsicsOf(head).filter(({ name }) => name !== 'despatchNumber'),
      { name: 'invoiceNumbers', value: numbers.join(' ') },
    ],
    orders: stated.map(({ document, order, auxiliaryIdOf }, at) => ({
      order,
      lines: [],
      summary: {
        invoiceLineNumber: at + 1,
        subtotal: amount(document.totals.net),
        tax: taxOf(document.vatBreakdown, { currency, sign: 1n, lang }),
        net: amount(document.totals.gross),
        extrinsics: auxiliaryIdsExtrinsic(document.lines, auxiliaryIdOf),
      },
    })),
    summary: {
      subtotal: amount(sum(documents, (totals) => totals.net)),
      tax: taxOf(vatTogether(documents), { currency, sign: 1n, lang }),
      gross: amount(gross),
      net: amount(gross),
      ...(deposit.isZero() ? {} : { deposit: amount(deposit) }),
      due: amount(payable),
    },
  };
}
