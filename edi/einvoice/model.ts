import type { Decimal } from '../../src/base/index.ts';

/**
 * The semantic model of EN 16931-1 as a plain object; BT and BG numbers in the comments are the
 * standard's business terms and groups. Amounts are decimals of the major unit in the document
 * currency (BT-5): the standard gives every amount at most two fraction digits whatever the
 * currency (BR-DEC), and a document that breaks this must still be readable to be refused by name.
 * Convert with `toDecimal` and `fromDecimal` of base.
 */
export type EInvoice = {
  /** BT-1. */
  readonly number: string;
  /** BT-2. */
  readonly issueDate: Temporal.PlainDate;
  /** BT-3, UNTDID 1001: 380 invoice, 381 credit note, 384 corrective, 386 advance, 389/261 self-billed. */
  readonly typeCode: string;
  /** BT-5, ISO 4217. */
  readonly currency: string;
  /** BT-6: currency of the VAT accounting, when it differs from BT-5. */
  readonly taxCurrency?: string | undefined;
  /** BT-7. */
  readonly taxPointDate?: Temporal.PlainDate | undefined;
  /** BT-8, UNTDID 2005 as UBL writes it: 3 issue date, 35 delivery date, 432 payment date. */
  readonly taxPointCode?: string | undefined;
  /** BT-9. */
  readonly dueDate?: Temporal.PlainDate | undefined;
  /** BT-10. */
  readonly buyerReference?: string | undefined;
  /** BT-11. */
  readonly projectReference?: string | undefined;
  /** BT-12. */
  readonly contractReference?: string | undefined;
  /** BT-13: the buyer's purchase order number. */
  readonly orderReference?: string | undefined;
  /** BT-14: the seller's order number. */
  readonly salesOrderReference?: string | undefined;
  /** BT-15. */
  readonly receiptReference?: string | undefined;
  /** BT-16. */
  readonly despatchReference?: string | undefined;
  /** BT-17: call for tender or lot. */
  readonly tenderReference?: string | undefined;
  /** BT-18: object invoiced, with its UNTDID 1153 scheme. */
  readonly invoicedObject?: Identifier | undefined;
  /** BT-19. */
  readonly accountingReference?: string | undefined;
  /** BT-20. */
  readonly paymentTerms?: string | undefined;
  /** BG-1. */
  readonly notes?: readonly Note[] | undefined;
  /** BT-23: the process; in France the frame (B1, S1, M1 …). */
  readonly process?: string | undefined;
  /** BT-24: the specification the document follows. */
  readonly specification: string;
  /** BG-3. */
  readonly precedingInvoices?: readonly PrecedingInvoice[] | undefined;
  /** BG-4. */
  readonly seller: Party;
  /** EXT-FR-FE-BG-05: who writes the invoice for the seller under mandate (UNTDID 3035 role II). */
  readonly biller?: Party | undefined;
  /** BG-7. */
  readonly buyer: Party;
  /** BG-10: who is paid, when that is not the seller. */
  readonly payee?: Payee | undefined;
  /** BG-11. */
  readonly taxRepresentative?: TaxRepresentative | undefined;
  /** BG-13. */
  readonly delivery?: Delivery | undefined;
  /** BG-14. */
  readonly period?: Period | undefined;
  /** BG-16. */
  readonly payment?: Payment | undefined;
  /** BG-20. */
  readonly allowances?: readonly DocumentAdjustment[] | undefined;
  /** BG-21. */
  readonly charges?: readonly DocumentAdjustment[] | undefined;
  /** BG-22. */
  readonly totals: Totals;
  /** BG-23: one row for each category and rate. */
  readonly vatBreakdown: readonly VatBreakdown[];
  /** BG-24. */
  readonly attachments?: readonly Attachment[] | undefined;
  /** BG-25. */
  readonly lines: readonly InvoiceLine[];
};

/** A value with the scheme it belongs to: ISO 6523 ICD (0002 SIREN, 0009 SIRET, 0088 GLN), EAS (0225), UNTDID. */
export type Identifier = { readonly value: string; readonly scheme?: string | undefined };

/** BG-1: text (BT-22) and its UNTDID 4451 subject (BT-21): PMT, PMD, AAB, REG, ABL, DCL, BAR, TXD. */
export type Note = { readonly subject?: string | undefined; readonly text: string };

/** BG-3: number (BT-25), date (BT-26) and, as a French extension, type. */
export type PrecedingInvoice = {
  readonly number: string;
  readonly issueDate?: Temporal.PlainDate | undefined;
  readonly typeCode?: string | undefined;
};

export type Address = {
  readonly line1?: string | undefined;
  readonly line2?: string | undefined;
  readonly line3?: string | undefined;
  readonly city?: string | undefined;
  readonly postCode?: string | undefined;
  readonly subdivision?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
};

export type Contact = {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
};

/** BG-4 and BG-7. */
export type Party = {
  /** BT-27, BT-44: the registered name. */
  readonly name: string;
  /** BT-28, BT-45. */
  readonly tradingName?: string | undefined;
  /** BT-29, BT-46. */
  readonly identifiers?: readonly Identifier[] | undefined;
  /** BT-30, BT-47: in France the SIREN, scheme 0002. */
  readonly legalId?: Identifier | undefined;
  /** BT-31, BT-48, with its country prefix. */
  readonly vatId?: string | undefined;
  /** BT-32: a local tax number that is not a VAT number. */
  readonly taxId?: string | undefined;
  /** BT-33: legal form, capital. */
  readonly legalForm?: string | undefined;
  /** BT-34, BT-49: electronic address with its EAS scheme; France 0225. */
  readonly endpoint?: Identifier | undefined;
  /** BG-5, BG-8. */
  readonly address: Address;
  /** BG-6, BG-9. */
  readonly contact?: Contact | undefined;
};

/** BG-10. */
export type Payee = {
  readonly name: string;
  readonly identifier?: Identifier | undefined;
  readonly legalId?: Identifier | undefined;
};

/** BG-11. */
export type TaxRepresentative = {
  readonly name: string;
  readonly vatId: string;
  readonly address: Address;
};

/** BG-13. */
export type Delivery = {
  /** BT-70. */
  readonly name?: string | undefined;
  /** BT-71. */
  readonly location?: Identifier | undefined;
  /** BT-72. */
  readonly date?: Temporal.PlainDate | undefined;
  /** BG-15. */
  readonly address?: Address | undefined;
};

/** BG-14, BG-26: either end may be open. */
export type Period = {
  readonly start?: Temporal.PlainDate | undefined;
  readonly end?: Temporal.PlainDate | undefined;
};

/** BG-16. */
export type Payment = {
  /** BT-81, UNTDID 4461: 30 and 58 credit transfer, 59 SEPA direct debit, 48 card. */
  readonly meansCode: string;
  /** BT-82. */
  readonly meansText?: string | undefined;
  /** BT-83: what the buyer must quote when paying. */
  readonly remittance?: string | undefined;
  /** BG-17. */
  readonly accounts?: readonly CreditTransferAccount[] | undefined;
  /** BG-18: only the last four to six digits of the number. */
  readonly card?: { readonly number: string; readonly holder?: string | undefined } | undefined;
  /** BG-19. */
  readonly directDebit?: DirectDebit | undefined;
};

/** BG-17: account (BT-84, IBAN or other), holder (BT-85), BIC (BT-86). */
export type CreditTransferAccount = {
  readonly account: string;
  readonly holder?: string | undefined;
  readonly bic?: string | undefined;
};

/** BG-19: mandate (BT-89), creditor id (BT-90), debited account (BT-91). */
export type DirectDebit = {
  readonly mandate?: string | undefined;
  readonly creditorId?: string | undefined;
  readonly account?: string | undefined;
};

/** An allowance or a charge: always a positive amount, its sign is its kind. */
export type Adjustment = {
  /** BT-92, BT-99, BT-136, BT-141. */
  readonly amount: Decimal;
  /** BT-93, BT-100, BT-137, BT-142. */
  readonly base?: Decimal | undefined;
  /** BT-94, BT-101, BT-138, BT-143, in percent. */
  readonly percent?: Decimal | undefined;
  readonly reason?: string | undefined;
  /** UNTDID 5189 for an allowance, 7161 for a charge. */
  readonly reasonCode?: string | undefined;
};

/** BG-20, BG-21. */
export type DocumentAdjustment = Adjustment & { readonly vat: Vat };

/** A VAT category (UNTDID 5305 subset: S Z E AE K G O L M B) and its rate in percent; O has no rate. */
export type Vat = {
  readonly category: string;
  readonly rate?: Decimal | undefined;
  /** French multi-vendor invoices carry `#AFL#` in a line's exemption reason; EN 16931 has none here. */
  readonly exemptionReason?: string | undefined;
};

/** BG-23. */
export type VatBreakdown = {
  /** BT-118. */
  readonly category: string;
  /** BT-119. */
  readonly rate?: Decimal | undefined;
  /** BT-116. */
  readonly taxable: Decimal;
  /** BT-117. */
  readonly tax: Decimal;
  /** BT-120. */
  readonly exemptionReason?: string | undefined;
  /** BT-121, VATEX list. */
  readonly exemptionCode?: string | undefined;
};

/** BG-22. */
export type Totals = {
  /** BT-106: sum of the lines' net amounts. */
  readonly lines: Decimal;
  /** BT-107. */
  readonly allowances?: Decimal | undefined;
  /** BT-108. */
  readonly charges?: Decimal | undefined;
  /** BT-109: without VAT. */
  readonly net: Decimal;
  /** BT-110. */
  readonly vat?: Decimal | undefined;
  /** BT-111: the VAT in the accounting currency (BT-6). */
  readonly vatAccounting?: Decimal | undefined;
  /** BT-112: with VAT. */
  readonly gross: Decimal;
  /** BT-113: already paid. */
  readonly prepaid?: Decimal | undefined;
  /** BT-114. */
  readonly rounding?: Decimal | undefined;
  /** BT-115: due for payment. */
  readonly payable: Decimal;
};

/** BG-24. */
export type Attachment = {
  /** BT-122. */
  readonly reference: string;
  /** BT-123. */
  readonly description?: string | undefined;
  /** BT-124. */
  readonly url?: string | undefined;
  /** BT-125: the file itself, in base 64. */
  readonly content?:
    | { readonly base64: string; readonly mimeType?: string; readonly filename?: string }
    | undefined;
};

/** BG-25. */
export type InvoiceLine = {
  /** BT-126. */
  readonly id: string;
  /** BT-127. */
  readonly note?: string | undefined;
  /** BT-128. */
  readonly invoicedObject?: Identifier | undefined;
  /** BT-129. */
  readonly quantity: Decimal;
  /** BT-130, UN/ECE Recommendation 20. */
  readonly unit: string;
  /** BT-131. */
  readonly net: Decimal;
  /** BT-132: line of the purchase order (BT-13). */
  readonly orderLine?: string | undefined;
  /** BT-133. */
  readonly accountingReference?: string | undefined;
  /** BG-26. */
  readonly period?: Period | undefined;
  /** BG-27. */
  readonly allowances?: readonly Adjustment[] | undefined;
  /** BG-28. */
  readonly charges?: readonly Adjustment[] | undefined;
  /** BG-29. */
  readonly price: Price;
  /** BG-30. */
  readonly vat: Vat;
  /** BG-31. */
  readonly item: Item;
};

/** BG-29. */
export type Price = {
  /** BT-146: net price of `baseQuantity` units, never negative. */
  readonly net: Decimal;
  /** BT-147. */
  readonly discount?: Decimal | undefined;
  /** BT-148. */
  readonly gross?: Decimal | undefined;
  /** BT-149: 1 when absent. */
  readonly baseQuantity?: Decimal | undefined;
  /** BT-150. */
  readonly baseUnit?: string | undefined;
};

/** BG-31. */
export type Item = {
  /** BT-153. */
  readonly name: string;
  /** BT-154. */
  readonly description?: string | undefined;
  /** BT-155. */
  readonly sellerId?: string | undefined;
  /** BT-156. */
  readonly buyerId?: string | undefined;
  /** BT-157: scheme 0160 is a GTIN. */
  readonly standardId?: Identifier | undefined;
  /** BT-158, with its UNTDID 7143 list (STI UNSPSC, ECLASS …) and version. */
  readonly classifications?: readonly Classification[] | undefined;
  /** BT-159. */
  readonly origin?: string | undefined;
  /** BG-32. */
  readonly attributes?: readonly { readonly name: string; readonly value: string }[] | undefined;
};

export type Classification = {
  readonly code: string;
  readonly list?: string | undefined;
  readonly version?: string | undefined;
};

type LooseValue<T> = T extends Decimal | Temporal.PlainDate | string | undefined
  ? T
  : T extends readonly (infer Entry)[]
    ? readonly LooseValue<Entry>[]
    : T extends object
      ? { readonly [Key in keyof T]?: LooseValue<T[Key]> | undefined }
      : T;

/**
 * An invoice as a reader found it: the same shape with nothing guaranteed. The rules run on this, so
 * that what is missing is refused by its rule and not by the reader.
 */
export type InvoiceRead = LooseValue<EInvoice>;
export type LineRead = LooseValue<InvoiceLine>;
export type PartyRead = LooseValue<Party>;
export type AdjustmentRead = LooseValue<DocumentAdjustment>;
export type BreakdownRead = LooseValue<VatBreakdown>;
export type AddressRead = LooseValue<Address>;

/** BT-24 of the plain European standard. */
export const EN16931 = 'urn:cen.eu:en16931:2017';

const CREDIT_NOTE_TYPES = new Set('81 83 261 262 296 308 381 396 420 458 502 503 532'.split(' '));

/** Whether BT-3 makes the document a credit note: another UBL root, and money to the buyer. */
export function isCreditNote(typeCode: string | undefined): boolean {
  return typeCode !== undefined && CREDIT_NOTE_TYPES.has(typeCode);
}
