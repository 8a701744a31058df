/** A part of a line with its own day; quantities as exact decimal text. */
export type Schedule = {
  readonly quantity: string;
  readonly requestedOn: string;
  readonly lineNumber?: number;
  readonly unit?: string;
};

/** Who pays for a part of a line in the buyer's books: amounts as decimal text of the order's currency. */
export type Accounting = {
  readonly name: string;
  readonly segments: readonly {
    readonly type: string;
    readonly id: string;
    readonly description: string;
  }[];
  readonly charge?: string;
  readonly currency?: string;
  /** Share of the line, percent as decimal text, where the suite names one. */
  readonly percent?: string;
};

export type NamedValue = { readonly name: string; readonly value: string };

/** What a suite says of one line that no seller is to read. */
export type LineParticulars = {
  readonly accounting?: readonly Accounting[];
  readonly extrinsics?: readonly NamedValue[];
  readonly requisitionId?: string;
  readonly tax?: string;
  readonly shipping?: string;
};

/** A name of a company in a network: its domain and the identity there. */
export type NetworkName = { readonly domain: string; readonly identity: string };

/** The way an order came (cXML Path): who sent it, and through whom, the buyer first. */
export type OrderRoute = {
  readonly from: readonly NetworkName[];
  readonly path: readonly {
    readonly type: string;
    readonly credentials: readonly (NetworkName & { readonly type?: string })[];
  }[];
  /** The document that the first of them sent, where another passed it on. */
  readonly original?: string;
};

/** What a suite says beside an order's lines; by line number where it is a line's. */
export type OrderParticulars = {
  readonly requisitionId?: string;
  readonly extrinsics?: readonly NamedValue[];
  /** As stated, with its currency: `12.00 EUR`. The invoice has its own. */
  readonly tax?: string;
  readonly shipping?: string;
  readonly termsOfDelivery?: string;
  readonly route?: OrderRoute;
  readonly lines?: Readonly<Record<string, LineParticulars>>;
};

/** A blanket order's line: what may be released of it. Amounts in cents as text, quantities as decimal text. */
export type FrameLine = {
  readonly lineNumber: number;
  readonly sku?: string;
  readonly description: string;
  readonly unit?: string;
  readonly unitPrice?: string;
  readonly maximumMinor?: string;
  readonly minimumMinor?: string;
  readonly maximumQuantity?: string;
  readonly minimumQuantity?: string;
};

export type ChangedField =
  | 'added'
  | 'dropped'
  | 'quantity'
  | 'requested_on'
  | 'ship_to'
  | 'schedule'
  | 'comments'
  | 'limit'
  | 'period'
  | 'cancelled';

/** One difference between two versions of an order; without a line number it is of the whole order. */
export type LineChange = {
  readonly lineNumber?: number;
  readonly field: ChangedField;
  readonly from?: string;
  readonly to?: string;
  /** Article and unit, so that a dropped line is still readable. */
  readonly what?: string;
};
