import {
  type EInvoice,
  EN16931,
  type Exemption,
  type InvoiceLine,
  lineNetOf,
  type Note,
  totalsOf,
} from '../../../../edi/einvoice/index.ts';
import { Decimal, formatDate, type Locale } from '../../../base/index.ts';
import type { Address } from '../../parties/index.ts';
import { commercialNotes, exemptionOf, mandateNote } from './legal.ts';
import { type Company, isFrenchCountry, modelAddress, modelParty } from './parties.ts';

/** One line to invoice or to credit. */
export type SoldLine = {
  readonly position: number;
  readonly orderLineNumber: number | null;
  readonly sku: string;
  readonly gtin: string | null;
  readonly description: string;
  readonly unspsc: string | null;
  readonly unit: string;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly vatCategory: string;
  readonly vatRateBp: number;
  readonly costCentre?: string | null | undefined;
  /** The id that the line has had since the basket (cXML SupplierPartAuxiliaryID). */
  readonly auxiliaryId?: string | null | undefined;
  /**
   * What the net amount shall be where it is not quantity × price: the last part of a line that is credited
   * in parts takes the cents that the earlier ones were rounded by. Written as a line allowance or charge.
   */
  readonly netAmount?: Decimal | undefined;
};

export type SaleFacts = {
  readonly number: string;
  readonly typeCode: '380' | '381';
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly currency: string;
  readonly locale: Locale;
  readonly seller: Company;
  readonly buyer: Company;
  readonly operator: Company;
  /** The account that the operator collects on. */
  readonly collecting: { readonly iban: string; readonly bic: string | null };
  readonly mandateSignedOn: Temporal.PlainDate | undefined;
  readonly paymentReference: string;
  readonly orderNumber: string;
  readonly sellerOrderNumber: string | null;
  readonly despatchNumber: string | null;
  /** The buyer's number for the receipt that is invoiced (BT-15). */
  readonly receiptNumber?: string | undefined;
  readonly delivery: { readonly on: Temporal.PlainDate; readonly address: Address } | undefined;
  readonly preceding?:
    | { readonly number: string; readonly issuedOn: Temporal.PlainDate }
    | undefined;
  /** Why it is credited. */
  readonly reason?: string | undefined;
  readonly lines: readonly SoldLine[];
};

/** UNSPSC segments 70 to 94 are services; the rest are goods. */
function isService(unspsc: string | null): boolean {
  const segment = Number((unspsc ?? '').slice(0, 2));
  return segment >= 70 && segment <= 94;
}

/** The frame (BT-23): B1 goods, S1 services, M1 both. */
export function frameOf(lines: readonly { readonly unspsc: string | null }[]): 'B1' | 'S1' | 'M1' {
  const services = lines.filter((line) => isService(line.unspsc)).length;
  if (services === 0) return 'B1';
  return services === lines.length ? 'S1' : 'M1';
}

/** Amounts that are more exact than the cent stay so until the line: a rate of 2000 bp is 20 %. */
function percentOf(rateBp: number): Decimal {
  return new Decimal(BigInt(rateBp), 2);
}

/** The shortest exact form, so that `4.200000` of the database is written `4.2`. */
function shortest(value: Decimal): Decimal {
  return Decimal.parse(value.toString());
}

function adjusted(line: SoldLine, computed: Decimal): Partial<InvoiceLine> {
  const difference = (line.netAmount ?? computed).sub(computed);
  if (difference.isZero()) return {};
  const adjustment = { amount: difference.abs(), reason: 'Arrondi' };
  return difference.isNegative() ? { allowances: [adjustment] } : { charges: [adjustment] };
}

/**
 * The name under which a line bears its basket's id: an item attribute (BG-32, BT-160 and BT-161), because EN 16931 has
 * no other place that a line's buyer may read freely. In cXML's own word, so that both documents say the same.
 */
const AUXILIARY_ATTRIBUTE = 'SupplierPartAuxiliaryID';

/** The id that a line of a legal document has had since the basket, where it says one. */
export function lineAuxiliaryId({ item }: Pick<InvoiceLine, 'item'>): string | undefined {
  return item.attributes?.find(({ name }) => name === AUXILIARY_ATTRIBUTE)?.value;
}

function modelLine(line: SoldLine): InvoiceLine {
  const quantity = shortest(line.quantity);
  const price = { net: shortest(line.unitPrice) };
  const computed = lineNetOf({ quantity, price });
  return {
    id: String(line.position),
    quantity,
    unit: line.unit,
    net: line.netAmount ?? computed,
    ...adjusted(line, computed),
    ...(line.orderLineNumber === null ? {} : { orderLine: String(line.orderLineNumber) }),
    ...(line.costCentre ? { accountingReference: line.costCentre } : {}),
    price,
    vat: {
      category: line.vatCategory,
      ...(line.vatCategory === 'O' ? {} : { rate: percentOf(line.vatRateBp) }),
    },
    item: {
      name: line.description,
      sellerId: line.sku,
      ...(line.gtin ? { standardId: { value: line.gtin, scheme: '0160' } } : {}),
      ...(line.unspsc ? { classifications: [{ code: line.unspsc, list: 'TST' }] } : {}),
      ...(line.auxiliaryId
        ? { attributes: [{ name: AUXILIARY_ATTRIBUTE, value: line.auxiliaryId }] }
        : {}),
    },
  };
}

function exemptionsOf(facts: SaleFacts): Record<string, Exemption> {
  const found: Record<string, Exemption> = {};
  for (const { vatCategory } of facts.lines) {
    const text = exemptionOf(facts.issuedOn, {
      category: vatCategory,
      regime: facts.seller.vatRegime,
      country: facts.seller.country,
    });
    if (text) found[vatCategory] = { reason: text[facts.locale], code: text.code };
  }
  return found;
}

function notesOf(facts: SaleFacts): Note[] {
  const { seller, operator, issuedOn, locale } = facts;
  const notes: Note[] = [...commercialNotes(issuedOn, locale)];
  if (seller.legalForm)
    notes.push({ subject: 'REG', text: `${seller.legalName}, ${seller.legalForm}` });
  if (seller.register) notes.push({ subject: 'ABL', text: seller.register });
  if (facts.mandateSignedOn) {
    const names = { seller: seller.legalName, operator: operator.legalName };
    const date = formatDate(facts.mandateSignedOn, locale);
    notes.push({ subject: 'DCL', text: mandateNote(issuedOn, { locale, ...names, date }) });
  }
  if (isFrenchCountry(seller.country)) {
    notes.push({ subject: 'BAR', text: isFrenchCountry(facts.buyer.country) ? 'B2B' : 'B2BINT' });
  }
  if (facts.reason) notes.push({ subject: 'AAI', text: facts.reason });
  return notes;
}

function paymentOf(facts: SaleFacts): Pick<EInvoice, 'payment' | 'payee'> {
  const { operator, seller, collecting } = facts;
  const siren = operator.registrationNumber;
  return {
    payment: {
      meansCode: '58',
      remittance: facts.paymentReference,
      accounts: [
        {
          account: collecting.iban.replace(/\s+/g, ''),
          holder: operator.legalName,
          ...(collecting.bic ? { bic: collecting.bic } : {}),
        },
      ],
    },
    // The money is collected by the operator for the seller: another payee than the seller (BG-10).
    ...(seller.kind === 'operator' || seller.legalName === operator.legalName
      ? {}
      : {
          payee: {
            name: operator.legalName,
            ...(siren
              ? {
                  legalId: {
                    value: siren,
                    ...(isFrenchCountry(operator.country) ? { scheme: '0002' } : {}),
                  },
                }
              : {}),
          },
        }),
  };
}

/**
 * The invoice or credit note as the EN 16931 model, totals computed exactly (half up once a line, once a
 * category and rate). Written in the seller's name; the mandate is the note DCL, the operator is payee
 * (BG-10). A credit note has positive amounts and names the invoice it takes back (BG-3). It judges
 * nothing: run the rules on what it gives.
 */
export function assembleInvoice(facts: SaleFacts): EInvoice {
  const lines = facts.lines.map(modelLine);
  const isCredit = facts.typeCode === '381';
  const { totals, vatBreakdown } = totalsOf({ lines, exemptions: exemptionsOf(facts) });
  return {
    number: facts.number,
    issueDate: facts.issuedOn,
    typeCode: facts.typeCode,
    currency: facts.currency,
    ...(isCredit ? {} : { dueDate: facts.dueOn }),
    orderReference: facts.orderNumber,
    ...(facts.sellerOrderNumber ? { salesOrderReference: facts.sellerOrderNumber } : {}),
    ...(facts.despatchNumber ? { despatchReference: facts.despatchNumber } : {}),
    ...(facts.receiptNumber ? { receiptReference: facts.receiptNumber } : {}),
    ...(isCredit ? { paymentTerms: facts.reason } : {}),
    notes: notesOf(facts),
    process: frameOf(facts.lines),
    specification: EN16931,
    ...(facts.preceding
      ? {
          precedingInvoices: [
            { number: facts.preceding.number, issueDate: facts.preceding.issuedOn },
          ],
        }
      : {}),
    seller: modelParty(facts.seller, {
      role: 'seller',
      billedBy: facts.seller.kind === 'operator' ? undefined : facts.operator,
    }),
    buyer: modelParty(facts.buyer, { role: 'buyer' }),
    ...paymentOf(facts),
    ...(facts.delivery
      ? {
          delivery: {
            name: facts.delivery.address.name,
            date: facts.delivery.on,
            address: modelAddress(facts.delivery.address),
          },
        }
      : {}),
    totals,
    vatBreakdown,
    lines,
  };
}
