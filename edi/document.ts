/** A party as `inspect` shows it; what the document does not say is null. */
export type InspectParty = {
  readonly gln: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly vatId: string | null;
};

/** A reference to another document: `order`, `contract`, `despatch_advice`, or the format's own code. */
export type InspectReference = { readonly type: string; readonly number: string };

/**
 * A line. Numbers are exact decimal text with a dot. `unitPrice` is the price of one unit: a price
 * given per 100 is divided, exactly when possible, else to ten digits, half up.
 */
export type InspectLine = {
  readonly position: string | null;
  readonly sellerSku: string | null;
  readonly buyerSku: string | null;
  readonly gtin: string | null;
  readonly description: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly unitPrice: string | null;
  readonly lineTotal: string | null;
};

/** The amounts a document may state, as decimal text in its currency. */
export type InspectTotalName =
  | 'lines'
  | 'charges'
  | 'allowances'
  | 'taxable'
  | 'tax'
  | 'total'
  | 'prepaid'
  | 'payable';

/** The words of `type`; a document the product does not know keeps its format's own name. */
export const INSPECT_TYPES = [
  'order',
  'order_change',
  'order_response',
  'despatch_advice',
  'invoice',
  'credit_note',
  'catalogue',
  'stock_report',
  'remittance_advice',
  'control',
  'application_error',
  'receipt',
  'status_update',
  'punchout_setup',
  'punchout_cart',
  'bank_statement',
  'bank_report',
  'bank_notification',
] as const;

/**
 * One business document in the shape every supported format is shown in (`comptoir inspect`, the
 * outside contract of docs/ARCHITECTURE.md). `parties` is keyed by role (`buyer`, `seller`,
 * `delivery`, …), the first of a role wins; `date` is `YYYY-MM-DD`.
 */
export type InspectDocument = {
  readonly type: string;
  readonly number: string | null;
  readonly date: string | null;
  readonly currency: string | null;
  readonly parties: Readonly<Record<string, InspectParty>>;
  readonly references: readonly InspectReference[];
  readonly lines: readonly InspectLine[];
  readonly totals: Readonly<Partial<Record<InspectTotalName, string>>>;
};

/**
 * A fault as `inspect` shows it. `line` is the line of the file, `segment` the segment tag, element
 * name or column that holds the fault, `element` its part (`2.1` = element 2, component 1).
 */
export type InspectError = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly line: number | null;
  readonly segment: string | null;
  readonly element: string | null;
  readonly message: string;
  readonly fix: string;
};

/** What one file holds; the caller adds `{file, format}` and prints one JSON line. */
export type Inspection = {
  readonly documents: readonly InspectDocument[];
  readonly errors: readonly InspectError[];
};
