/**
 * One document as `comptoir inspect` prints it (the outside contract in the architecture page). Amounts,
 * prices and quantities are decimal texts; a value that the document does not state is left out.
 */
export type InspectedDocument = {
  readonly type: string;
  readonly number?: string | undefined;
  /** YYYY-MM-DD in the document's own offset, or the text as written where it is no date. */
  readonly date?: string | undefined;
  readonly currency?: string | undefined;
  readonly parties: readonly InspectedParty[];
  readonly references: readonly InspectedReference[];
  readonly lines: readonly InspectedLine[];
  readonly totals: Readonly<Record<string, string>>;
};

export type InspectedParty = {
  readonly role: string;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  readonly scheme?: string | undefined;
  readonly country?: string | undefined;
};

export type InspectedReference = { readonly type: string; readonly value: string };

export type InspectedLine = {
  readonly position: string;
  readonly sellerSku?: string | undefined;
  readonly buyerSku?: string | undefined;
  readonly gtin?: string | undefined;
  readonly description?: string | undefined;
  readonly quantity?: string | undefined;
  readonly unit?: string | undefined;
  readonly unitPrice?: string | undefined;
  readonly lineTotal?: string | undefined;
};
